//! One test for each row of "Inbound kinds".

use super::{THEN, ana, event, identity, message, parsed};
use domain::inbound::{InboundEvent, RemoteMedia};
use domain::message::{ContactCard, Content, Media};

fn choice(id: &str) -> Content {
    Content::ChoiceReply { id: id.into() }
}

fn file(mime: &str, name: Option<&str>) -> Media {
    Media {
        id: None,
        mime: mime.into(),
        size: None,
        name: name.map(str::to_owned),
        problem: None,
    }
}

/// The file every media fixture names; its digest is base64 on the wire.
fn remote() -> Option<RemoteMedia> {
    Some(RemoteMedia {
        provider_media_id: "1003383421387256".into(),
        sha256: Some("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".into()),
        url: Some("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1003383421387256&source=webhook".into()),
    })
}

fn unsupported(name: &str) -> String {
    match message(name).1 {
        Content::Unsupported { kind } => kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn text() {
    assert_eq!(
        message("text"),
        ("Olá! Há quarto para amanhã? 🙂".into(), Content::Text, None)
    );
}

#[test]
fn interactive_button_reply() {
    assert_eq!(
        message("interactive_button_reply"),
        ("Book a room".into(), choice("greet:book"), None)
    );
}

#[test]
fn interactive_list_reply() {
    assert_eq!(
        message("interactive_list_reply"),
        ("Deluxe river view".into(), choice("room:deluxe"), None)
    );
}

#[test]
fn interactive_nfm_reply() {
    let (text, content, _) = message("interactive_nfm_reply");
    let Content::FormReply { fields } = content else {
        panic!("{content:?}")
    };
    let fields: Vec<_> = fields
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(text, "Sent");
    assert_eq!(
        fields,
        [
            ("arrival", "2026-12-01"),
            ("flow_token", "t-1"),
            ("guests", "2"),
            ("sea_view", "true")
        ]
    );
}

#[test]
fn interactive_nfm_reply_with_invalid_json() {
    let (text, content, _) = message("interactive_nfm_reply_invalid_json");
    assert_eq!(
        (text.as_str(), content),
        (
            "Sent",
            Content::FormReply {
                fields: Default::default()
            }
        )
    );
}

#[test]
fn interactive_call_permission_reply() {
    assert_eq!(
        message("interactive_call_permission_reply").1,
        Content::CallPermission { granted: true }
    );
}

#[test]
fn button() {
    assert_eq!(
        message("button"),
        ("Yes, confirm".into(), choice("confirm-yes"), None)
    );
}

#[test]
fn image() {
    assert_eq!(
        message("image"),
        (
            "A nossa vista".into(),
            Content::Image(file("image/jpeg", None)),
            remote()
        )
    );
}

#[test]
fn video() {
    assert_eq!(
        message("video"),
        (
            "Praia".into(),
            Content::Video(file("video/mp4", None)),
            remote()
        )
    );
}

#[test]
fn document() {
    let file = file("application/pdf", Some("Passaporte Ana.pdf"));
    assert_eq!(
        message("document"),
        ("Passaporte".into(), Content::Document(file), remote())
    );
}

#[test]
fn audio() {
    let content = Content::Audio {
        media: file("audio/mpeg", None),
        voice: false,
    };
    assert_eq!(message("audio"), (String::new(), content, remote()));
}

#[test]
fn audio_voice_note() {
    let content = Content::Audio {
        media: file("audio/ogg; codecs=opus", None),
        voice: true,
    };
    assert_eq!(message("audio_voice_note").1, content);
}

#[test]
fn sticker() {
    assert_eq!(
        message("sticker"),
        (
            String::new(),
            Content::Sticker(file("image/webp", None)),
            remote()
        )
    );
}

#[test]
fn location() {
    let expected = Content::Location {
        latitude: 38.7139,
        longitude: -9.1334,
        name: Some("Castelo de São Jorge".into()),
        address: Some("Rua de Santa Cruz do Castelo, Lisboa".into()),
    };
    assert_eq!(message("location").1, expected);
}

#[test]
fn contacts() {
    let Content::Contacts { cards } = message("contacts").1 else {
        panic!()
    };
    let rui = ContactCard {
        name: "Rui Ferreira".into(),
        phones: vec!["+351 913 000 111".into()],
        emails: vec!["rui@example.com".into()],
    };
    let ze = ContactCard {
        name: "Zé Luís".into(),
        phones: vec![],
        emails: vec![],
    };
    assert_eq!(cards, [rui, ze]);
}

#[test]
fn contacts_without_a_name_from_a_vcard() {
    let Content::Contacts { cards } = message("contacts_without_name").1 else {
        panic!()
    };
    let card = ContactCard {
        name: String::new(),
        phones: vec!["+351 912 345 678".into()],
        emails: vec![],
    };
    assert_eq!(cards, [card]);
}

fn reaction(name: &str) -> (String, Option<String>) {
    match event(name) {
        InboundEvent::Reaction {
            from,
            target,
            emoji,
            at,
            ..
        } => {
            assert_eq!((from, at), (ana(), THEN));
            (target, emoji)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn reaction_set() {
    assert_eq!(
        reaction("reaction"),
        ("wamid.OURS1".into(), Some("👍".into()))
    );
}

#[test]
fn reaction_removed_by_an_empty_string() {
    assert_eq!(
        reaction("reaction_removed_by_empty_emoji"),
        ("wamid.OURS1".into(), None)
    );
}

#[test]
fn reaction_removed_by_an_absent_key() {
    assert_eq!(
        reaction("reaction_removed_by_absent_emoji"),
        ("wamid.OURS1".into(), None)
    );
}

#[test]
fn order() {
    assert_eq!(
        message("order"),
        (
            "Para o quarto 204".into(),
            Content::Order { items: 2 },
            None
        )
    );
}

/// Old and new identity; system messages come without `contacts[]`.
fn change(name: &str) -> (domain::contact::Identity, Option<domain::contact::Identity>) {
    match event(name) {
        InboundEvent::IdentityChange { from, to, at, .. } => {
            assert_eq!(at, THEN);
            (from, to)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn system_user_changed_number() {
    let to = identity(Some("351934000222"), Some("PT.999"));
    assert_eq!(change("system_user_changed_number"), (ana(), Some(to)));
}

#[test]
fn system_customer_changed_number_the_older_name() {
    assert_eq!(
        change("system_customer_changed_number"),
        (ana(), Some(identity(Some("351934000222"), None)))
    );
}

#[test]
fn system_user_changed_user_id() {
    assert_eq!(
        change("system_user_changed_user_id"),
        (ana(), Some(identity(None, Some("PT.999"))))
    );
}

#[test]
fn system_customer_identity_changed() {
    assert_eq!(change("system_customer_identity_changed"), (ana(), None));
}

#[test]
fn system_of_an_unknown_type_is_shown() {
    let InboundEvent::Message { content, .. } = event("system_of_unknown_type") else {
        panic!()
    };
    assert_eq!(
        content,
        Content::Unsupported {
            kind: "system".into()
        }
    );
}

#[test]
fn unsupported_with_its_type() {
    assert_eq!(unsupported("unsupported"), "poll");
}

#[test]
fn unsupported_without_a_type() {
    assert_eq!(unsupported("unsupported_without_type"), "unsupported");
}

#[test]
fn a_type_of_tomorrow_is_shown_as_unsupported() {
    assert_eq!(unsupported("unknown_type"), "hologram");
}

fn edit(name: &str) -> (String, String) {
    match event(name) {
        InboundEvent::Edit {
            from,
            target,
            text,
            at,
            ..
        } => {
            assert_eq!((from, at), (ana(), THEN));
            (target, text)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn edit_of_a_text() {
    assert_eq!(
        edit("edit"),
        ("wamid.GUEST1".into(), "Chegamos às 16h".into())
    );
}

#[test]
fn edit_of_a_caption() {
    assert_eq!(
        edit("edit_of_a_caption"),
        ("wamid.GUEST2".into(), "A vista, de manhã".into())
    );
}

#[test]
fn revoke() {
    let InboundEvent::Revoke { from, target, .. } = event("revoke") else {
        panic!()
    };
    assert_eq!((from, target.as_str()), (ana(), "wamid.GUEST1"));
}

/// "Unsupported webhook payload": the message is shown, and the error beside it is not the account's.
#[test]
fn interactive_without_a_body_and_error_131000() {
    assert_eq!(unsupported("interactive_without_body"), "interactive");
}

#[test]
fn errors_without_a_message_are_the_accounts() {
    let expected = InboundEvent::Account {
        code: 131_031,
        detail: "Business account has been restricted".into(),
    };
    assert_eq!(event("account_error"), expected);
}

/// BEYOND 3.6: what we do nothing with is counted, and is no loss.
#[test]
fn account_level_field() {
    let parsed = parsed("account_field");
    assert_eq!(parsed.batches, []);
    assert_eq!(
        parsed.problems[0].reason,
        channels::whatsapp::ProblemReason::UnhandledField
    );
    assert!(!parsed.problems[0].reason.is_loss());
}
