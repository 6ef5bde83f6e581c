//! What is written down in the demo's `*.toml`.

use super::DemoError;
use domain::access::Role;
use domain::channel::{Channel, Source};
use domain::connection::ConnectionStatus;
use domain::conversation::ConversationStatus;
use domain::delivery::{Failure, MessageState};
use domain::id::{ConnectionId, ContactId, ConversationId, PropertyId, StaffId};
use domain::label::LabelColor;
use domain::message::{Author, Content, Event};
use domain::property::Property;
use domain::reservation::ReservationStatus;
use domain::staff::Presence;
use domain::template::TemplateCategory;
use figment::Figment;
use figment::providers::{Format, Toml};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const HOUSE: &str = include_str!("house.toml");
const TEMPLATES: &str = include_str!("templates.toml");
const GUESTS: &str = include_str!("guests.toml");
const TODAY: &str = include_str!("today.toml");
const WEEK: &str = include_str!("week.toml");
const BEACH: &str = include_str!("beach.toml");
const KINDS: &str = include_str!("kinds.toml");

/// Files of messages, and pictures of guests.
pub(super) const FILES: &[(&str, &[u8])] = &[
    ("ac-panel.jpg", include_bytes!("media/ac-panel.jpg")),
    ("view.jpg", include_bytes!("media/view.jpg")),
    ("parking.pdf", include_bytes!("media/parking.pdf")),
    ("voice.ogg", include_bytes!("media/voice.ogg")),
    ("river.mp4", include_bytes!("media/river.mp4")),
    ("bell.webp", include_bytes!("media/bell.webp")),
    ("guest-boat.jpg", include_bytes!("media/guest-boat.jpg")),
    ("guest-cat.jpg", include_bytes!("media/guest-cat.jpg")),
    (
        "guest-mountain.jpg",
        include_bytes!("media/guest-mountain.jpg"),
    ),
    (
        "guest-sunflower.jpg",
        include_bytes!("media/guest-sunflower.jpg"),
    ),
    ("guest-tram.jpg", include_bytes!("media/guest-tram.jpg")),
];

/// All of it.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) zone: String,
    pub(super) property: Vec<PropertyScript>,
    pub(super) staff: Vec<StaffScript>,
    pub(super) connection: Vec<ConnectionScript>,
    pub(super) label: Vec<LabelScript>,
    pub(super) canned: Vec<CannedScript>,
    pub(super) template: Vec<TemplateScript>,
    pub(super) guest: Vec<GuestScript>,
    pub(super) conversation: Vec<ConversationScript>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct House {
    zone: String,
    property: Vec<PropertyScript>,
    staff: Vec<StaffScript>,
    connection: Vec<ConnectionScript>,
    label: Vec<LabelScript>,
    canned: Vec<CannedScript>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Templates {
    template: Vec<TemplateScript>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Guests {
    guest: Vec<GuestScript>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conversations {
    conversation: Vec<ConversationScript>,
}

/// A house.
#[derive(Debug, Deserialize)]
pub(super) struct PropertyScript {
    pub(super) id: PropertyId,
    #[serde(flatten)]
    pub(super) body: Property,
}

/// A colleague; all houses unless named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffScript {
    pub(super) id: StaffId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: Role,
    pub(super) presence: Presence,
    pub(super) properties: Vec<PropertyId>,
}

/// A channel account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConnectionScript {
    pub(super) id: ConnectionId,
    pub(super) channel: Channel,
    pub(super) property: PropertyId,
    pub(super) name: String,
    pub(super) status: ConnectionStatus,
    pub(super) address: String,
    pub(super) account: Option<String>,
    pub(super) display: Option<String>,
    pub(super) greeting: Option<String>,
    #[serde(default)]
    pub(super) origins: Vec<String>,
    /// Sealed, never synced.
    #[serde(default)]
    pub(super) secrets: std::collections::BTreeMap<String, String>,
}

/// A label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelScript {
    pub(super) name: String,
    pub(super) color: LabelColor,
}

/// A prepared text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CannedScript {
    pub(super) title: String,
    pub(super) shortcut: String,
    pub(super) category: String,
    pub(super) language: String,
    pub(super) content: String,
}

/// An approved template of every WhatsApp number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateScript {
    pub(super) name: String,
    pub(super) language: String,
    pub(super) category: TemplateCategory,
    pub(super) header: Option<String>,
    pub(super) body: String,
    pub(super) footer: Option<String>,
    #[serde(default)]
    pub(super) buttons: Vec<String>,
    #[serde(default)]
    pub(super) fields: std::collections::BTreeMap<String, String>,
}

/// A guest with their stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GuestScript {
    pub(super) id: ContactId,
    pub(super) name: String,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) language: Option<String>,
    pub(super) source: Source,
    pub(super) property: PropertyId,
    /// WhatsApp's business-scoped id, for guests without a number.
    pub(super) scoped: Option<String>,
    pub(super) username: Option<String>,
    /// Where they live, as they said.
    pub(super) time_zone: Option<String>,
    /// Their picture, by its name in `media/`.
    pub(super) picture: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    pub(super) company: Option<String>,
    pub(super) loyalty: Option<String>,
    /// When they were first known.
    pub(super) since: String,
    #[serde(default)]
    pub(super) stays: Vec<StayScript>,
}

/// A stay.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StayScript {
    pub(super) reference: String,
    /// Days from today; negative is past.
    pub(super) arrives: i64,
    pub(super) nights: i64,
    pub(super) room: Option<String>,
    #[serde(rename = "type")]
    pub(super) room_type: String,
    /// Follows from the dates where absent.
    pub(super) status: Option<ReservationStatus>,
    pub(super) adults: u8,
    #[serde(default)]
    pub(super) children: u8,
    /// Smallest unit of the currency.
    pub(super) total: i64,
    /// All of it where absent and over.
    pub(super) paid: Option<i64>,
}

/// A conversation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConversationScript {
    pub(super) id: ConversationId,
    pub(super) guest: ContactId,
    pub(super) connection: ConnectionId,
    pub(super) status: ConversationStatus,
    pub(super) assignee: Option<StaffId>,
    #[serde(default)]
    pub(super) unread: u32,
    #[serde(default)]
    pub(super) labels: Vec<String>,
    pub(super) messages: Vec<MessageScript>,
}

/// A message, note or event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageScript {
    pub(super) at: String,
    pub(super) by: Author,
    pub(super) who: Option<StaffId>,
    #[serde(default)]
    pub(super) text: String,
    /// Received for guests, stored for notes and events, read otherwise.
    pub(super) state: Option<MessageState>,
    pub(super) event: Option<Event>,
    /// Text where absent.
    pub(super) content: Option<Content>,
    /// The file of a media content, by its name in `media/`.
    pub(super) file: Option<String>,
    pub(super) failure: Option<Failure>,
    /// The guest's reaction on it.
    pub(super) reaction: Option<String>,
    /// Which message before it (from 0) it answers.
    pub(super) answers: Option<usize>,
    #[serde(default)]
    pub(super) edited: bool,
    #[serde(default)]
    pub(super) forwarded: bool,
    /// Taken back by the guest.
    #[serde(default)]
    pub(super) revoked: bool,
}

impl Script {
    pub(super) fn read() -> Result<Self, DemoError> {
        let house: House = parse(HOUSE)?;
        let guests: Guests = parse(GUESTS)?;
        let templates: Templates = parse(TEMPLATES)?;
        let mut conversation = Vec::new();
        for part in [TODAY, WEEK, BEACH, KINDS] {
            conversation.extend(parse::<Conversations>(part)?.conversation);
        }
        Ok(Self {
            zone: house.zone,
            property: house.property,
            staff: house.staff,
            connection: house.connection,
            label: house.label,
            canned: house.canned,
            template: templates.template,
            guest: guests.guest,
            conversation,
        })
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, DemoError> {
    Figment::from(Toml::string(text))
        .extract()
        .map_err(|error| DemoError::Script(error.to_string()))
}
