//! What of a guest's name a card may carry.

use domain::channel::{Channel, Source};
use domain::contact::{Contact, Identity};
use domain::id::PropertyId;
use domain::time::UnixMillis;

fn named(name: &str) -> Contact {
    Contact {
        name: name.to_owned(),
        phone: Some("+351912345678".to_owned()),
        email: None,
        source: Source::WhatsApp,
        property: PropertyId::new("lisbon").unwrap(),
        language: None,
        identities: vec![Identity {
            channel: Channel::WhatsApp,
            address: Some("351912345678".to_owned()),
            scoped_id: Some("PT.abcDEF0123".to_owned()),
            username: Some("ana".to_owned()),
        }],
        conversations: 0,
        tags: Vec::new(),
        picture: None,
        time_zone: None,
        company: None,
        loyalty: None,
        created_at: UnixMillis(0),
        unknown: domain::Unknown::new(),
    }
}

/// SPEC 256 (DESIGN_SYNC, Who may see what): names pass, whatever their script; numbers and addresses in any spelling do not.
#[test]
fn a_card_carries_names_and_nothing_else() {
    for name in ["Ana Sousa", "أحمد", "李", "Room 12 party", "O'Neil 2nd"] {
        assert_eq!(named(name).card_name(), name);
    }
    for stand_in in [
        "+351 912 345 678",
        "912345678",
        "(912) 345-678",
        "٩١٢٣٤٥٦٧٨",
        "@ana",
        "@somebody.else",
        "ana",
        "PT.abcDEF0123",
        "351912345678",
        "ana@example.com",
        "",
    ] {
        assert_eq!(named(stand_in).card_name(), "", "{stand_in:?}");
    }
}
