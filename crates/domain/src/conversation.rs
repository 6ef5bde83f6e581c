//! Conversations: one contact over one connection, from opening to resolve.

use crate::Unknown;
use crate::channel::Channel;
use crate::delivery::MessageState;
use crate::id::{ConnectionId, ContactId, PropertyId, StaffId};
use crate::message::Author;
use crate::time::UnixMillis;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// Who handles a conversation (SPEC 145–149).
    ConversationStatus {
        /// The assistant.
        BotHandling = "BOT_HANDLING",
        /// Waits for a person.
        AwaitingAgent = "AWAITING_AGENT",
        /// A person has it.
        AgentAssigned = "AGENT_ASSIGNED",
        /// Done.
        Resolved = "RESOLVED",
        /// Timed out without a resolution.
        Expired = "EXPIRED",
    }
}

impl ConversationStatus {
    /// Neither resolved nor expired.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Self::BotHandling | Self::AwaitingAgent | Self::AgentAssigned
        )
    }
}

/// Enough of the guest for a row, also for roles that never get the contact (DESIGN_SYNC): no number, no address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Card {
    /// The guest's name; empty while only a number or an address stands in for it ([`Contact::card_name`](crate::contact::Contact::card_name)).
    pub name: String,
    /// BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Room number of the current stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// First night of the current or next stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<Date>,
    /// Day of leaving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_out: Option<Date>,
}

/// The last message as a row shows it (SPEC 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Who spoke; never a note.
    pub author: Author,
    /// Which colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// The `type` of the content, for words such as "Photo".
    pub content: String,
    /// First 160 characters of the text.
    pub text: String,
    /// State of that message.
    pub state: MessageState,
}

/// A conversation. Scope `<property>/inbox`, parent = contact, owner = assignee, state = status, at = `last_at`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// With whom.
    pub contact: ContactId,
    /// Over which channel.
    pub channel: Channel,
    /// Over which account.
    pub connection: ConnectionId,
    /// At which house.
    pub property: PropertyId,
    /// Who handles it.
    pub status: ConversationStatus,
    /// Which colleague, if one has it.
    #[serde(default)]
    pub assignee: Option<StaffId>,
    /// The guest in short.
    pub card: Card,
    /// The last message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<Preview>,
    /// Guest messages nobody has opened (SPEC 13; 1.2 u: for all).
    #[serde(default)]
    pub unread: u32,
    /// When the guest wrote last; the reply window counts from here (SPEC 49).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_guest_at: Option<UnixMillis>,
    /// When a guest-visible message was last added; the order of the list (SPEC 18).
    pub last_at: UnixMillis,
    /// Since when it waits, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<UnixMillis>,
    /// When it was opened.
    pub opened_at: UnixMillis,
    /// Number of our messages that failed and were neither retried nor dropped.
    #[serde(default)]
    pub failed: u32,
    /// Labels of the conversation by name (SPEC 226, 227).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}
