//! Messages, notes and events of a conversation.

mod event;
mod mail;
mod reaction;
pub use event::{EscalationReason, Event};
pub use mail::MailProblem;
pub use reaction::{Reaction, is_emoji};

use crate::Unknown;
use crate::delivery::{self, Failure, MessageState};
use crate::id::{ConversationId, MediaId, MessageId, StaffId};
use crate::limits::MediaKind;
use crate::template::{TemplateCategory, TemplateParameter};
use crate::time::UnixMillis;
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// Who speaks (SPEC 28–31, 41).
    Author {
        /// The guest.
        Guest = "guest",
        /// The assistant.
        Bot = "bot",
        /// A colleague, to the guest.
        Staff = "staff",
        /// An event.
        System = "system",
        /// A colleague, to colleagues only; never leaves the house.
        Note = "note",
    }
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Where the relay keeps it; absent until fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<MediaId>,
    /// MIME type with parameters as the provider gave it.
    pub mime: String,
    /// Bytes, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// File name, for documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Why it could not be fetched, as a code of `media-…` words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// A file that goes out with a message; its bytes are at the relay already ([`crate::command::Action::Upload`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file.
    pub media: MediaId,
    /// Its type as [`crate::file_type::settle`] gave it.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// File name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A voice note, as opposed to a sound file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub voice: bool,
}

impl Attachment {
    /// The content of a message that carries it as `kind`.
    #[must_use]
    pub fn content(&self, kind: MediaKind) -> Content {
        let media = Media {
            id: Some(self.media.clone()),
            mime: self.mime.clone(),
            size: Some(self.size),
            name: self.name.clone(),
            problem: None,
        };
        match kind {
            MediaKind::Image => Content::Image(media),
            MediaKind::Video => Content::Video(media),
            MediaKind::Audio => Content::Audio {
                media,
                voice: self.voice,
            },
            MediaKind::Document => Content::Document(media),
            MediaKind::Sticker => Content::Sticker(media),
        }
    }
}

impl Content {
    /// The `type` it has on the wire, for words such as "Photo".
    #[must_use]
    pub fn type_name(&self) -> String {
        if *self == Self::Text {
            return "text".to_owned();
        }
        let json = serde_json::to_value(self).unwrap_or_default();
        let name = json.get("type").and_then(|name| name.as_str());
        name.unwrap_or("other").to_owned()
    }

    /// The file it carries, with what the file is.
    #[must_use]
    pub fn file(&self) -> Option<(MediaKind, &Media)> {
        match self {
            Self::Image(media) => Some((MediaKind::Image, media)),
            Self::Video(media) => Some((MediaKind::Video, media)),
            Self::Audio { media, .. } => Some((MediaKind::Audio, media)),
            Self::Document(media) => Some((MediaKind::Document, media)),
            Self::Sticker(media) => Some((MediaKind::Sticker, media)),
            _ => None,
        }
    }
}

/// A person's card in a `contacts` message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    /// Name; may be empty in contact-request replies.
    pub name: String,
    /// Numbers as sent.
    #[serde(default)]
    pub phones: Vec<String>,
    /// E-mail addresses as sent.
    #[serde(default)]
    pub emails: Vec<String>,
}

/// A choice under a message: a button or a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Comes back when tapped.
    pub id: String,
    /// What the guest reads.
    pub title: String,
    /// Second line of a list row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What a message is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// Words only.
    Text,
    /// A picture; the caption is the message's text.
    Image(Media),
    /// A film.
    Video(Media),
    /// A sound.
    Audio {
        /// The file.
        media: Media,
        /// A voice note, as opposed to a sound file.
        voice: bool,
    },
    /// A file.
    Document(Media),
    /// A sticker.
    Sticker(Media),
    /// A place.
    Location {
        /// Degrees, north positive.
        latitude: f64,
        /// Degrees, east positive.
        longitude: f64,
        /// Name of the place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Postal address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// People's cards.
    Contacts {
        /// At least one.
        cards: Vec<ContactCard>,
    },
    /// Up to three buttons (WhatsApp) under the text.
    Buttons {
        /// In order.
        choices: Vec<Choice>,
    },
    /// A list behind one button.
    List {
        /// Label of the opener.
        opener: String,
        /// In order; 10 at most on WhatsApp.
        choices: Vec<Choice>,
    },
    /// The guest tapped a button or a row; the title is the message's text.
    ChoiceReply {
        /// Id of the choice.
        id: String,
    },
    /// A filled-in form (WhatsApp Flow); the fields as sent, or nothing if they were not readable.
    FormReply {
        /// Field names and values.
        #[serde(default)]
        fields: std::collections::BTreeMap<String, String>,
    },
    /// The guest answered whether the hotel may call.
    CallPermission {
        /// True if granted.
        granted: bool,
    },
    /// A catalogue order.
    Order {
        /// Number of items.
        items: u32,
    },
    /// A template; the message's text is what the guest reads.
    Template {
        /// Its name at the provider.
        name: String,
        /// Its language, e.g. `pt_PT`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// What it is for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<TemplateCategory>,
        /// What stands in its blanks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parameters: Vec<TemplateParameter>,
        /// Titles of the buttons under it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        buttons: Vec<String>,
    },
    /// Something happened.
    Event(Event),
    /// The channel sent something that cannot be shown; `kind` as the provider names it.
    Unsupported {
        /// E.g. `poll`.
        kind: String,
    },
    /// A content of a newer version.
    #[serde(untagged)]
    Other(serde_json::Value),
}

/// What a message answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The message, if it is known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    /// Its id at the provider.
    pub provider_id: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// Its first 200 characters.
    #[serde(default)]
    pub excerpt: String,
}

/// A message, note or event. Scope of its conversation, parent = conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Where it stands.
    pub conversation: ConversationId,
    /// Who speaks.
    pub author: Author,
    /// Which colleague, for staff messages, notes and events that a person caused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// How far it got ([`crate::delivery`]).
    pub state: MessageState,
    /// The provider's id (wamid), once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
    /// What people read and search: body, caption, title of a choice. Empty where there is none.
    #[serde(default)]
    pub text: String,
    /// What it is.
    pub content: Content,
    /// When it was written: provider time for guests, relay time for us.
    pub at: UnixMillis,
    /// When it leaves or was to leave, for a message written to be sent later (SPEC 222).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<UnixMillis>,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Quote>,
    /// Reactions on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// Why it failed, while it is failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// When the guest changed it, if they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<UnixMillis>,
    /// When the guest took it back; the text is gone then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<UnixMillis>,
    /// Forwarded by the guest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forwarded: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Message {
    /// Whether it is on the guest's phone, so that it can be quoted and reacted to: theirs, or ours once it got there.
    #[must_use]
    pub fn is_with_guest(&self) -> bool {
        let arrived = match self.author {
            Author::Guest => true,
            Author::Bot | Author::Staff => matches!(
                self.state,
                MessageState::Sent | MessageState::Delivered | MessageState::Read
            ),
            _ => false,
        };
        arrived && self.revoked_at.is_none()
    }

    /// Whether it may have left before the relay was restored, and a person is still to say if it is sent again.
    #[must_use]
    pub fn is_held_since_restore(&self) -> bool {
        let asks = |failure: &Failure| failure.code == delivery::RESTORED && failure.retryable;
        self.state == MessageState::Unknown && self.failure.as_ref().is_some_and(asks)
    }
}

/// Where a Live Chat message's number is kept: among the fields that every version carries along, because only that channel has one.
const NUMBER: &str = "number";

impl Message {
    /// Live Chat: the message's place in what its visitor reads, 1, 2, 3 … over all of the visitor's conversations.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.unknown.get(NUMBER)?.as_u64()
    }

    /// Gives it its place, once.
    pub fn set_number(&mut self, number: u64) {
        self.unknown.insert(NUMBER.to_owned(), number.into());
    }

    /// The file of a content that has one.
    #[must_use]
    pub fn media(&self) -> Option<&Media> {
        match &self.content {
            Content::Image(media)
            | Content::Video(media)
            | Content::Document(media)
            | Content::Sticker(media)
            | Content::Audio { media, .. } => Some(media),
            _ => None,
        }
    }
}
