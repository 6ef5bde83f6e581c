//! What the desk tells the window without being asked.

use super::session::{AppState, SyncStatus};
use super::settings::Settings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One batch of news, announced after the commit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "made rarely, and serialised at once"
)]
pub enum DeskEvent {
    /// Rows changed; ask again for what is on screen.
    Changed {
        /// Conversations whose row or header changed.
        conversations: Vec<String>,
        /// Conversations whose messages changed.
        threads: Vec<String>,
        /// Contacts whose panel changed (details or stays).
        contacts: Vec<String>,
        /// Staff, connections, properties, labels or canned responses changed.
        house: bool,
        /// The outbox changed.
        outbox: bool,
        /// Too much changed to list: ask again for everything on screen.
        all: bool,
    },
    /// How fresh the desk is.
    Sync {
        /// Now.
        status: SyncStatus,
    },
    /// Signed in, signed out, blocked.
    State {
        /// Now.
        state: AppState,
    },
    /// A notification was clicked, or a link opened: show this conversation.
    Open {
        /// Which.
        conversation: String,
        /// *Reply* was pressed: put the caret where a reply is written.
        compose: bool,
    },
    /// This computer's settings were changed.
    Settings {
        /// Now.
        settings: Settings,
    },
    /// The file of a message of mine got further.
    Upload {
        /// Which message.
        message: String,
        /// Bytes the relay has.
        #[ts(type = "number")]
        sent: u64,
        /// Bytes in all.
        #[ts(type = "number")]
        size: u64,
    },
    /// The guest writes; over at `until`, by this computer's clock, unless it is said again.
    Typing {
        /// Where.
        conversation: String,
        /// Milliseconds since 1970.
        #[ts(type = "number")]
        until: i64,
    },
    /// A colleague has a conversation open; over at `until`, by this computer's clock, unless it is said again.
    Viewing {
        /// Which.
        conversation: String,
        /// Who.
        staff: String,
        /// Milliseconds since 1970.
        #[ts(type = "number")]
        until: i64,
    },
    /// A colleague writes to the guest; over at `until`, by this computer's clock, unless it is said again.
    Writing {
        /// Where.
        conversation: String,
        /// Who.
        staff: String,
        /// Milliseconds since 1970.
        #[ts(type = "number")]
        until: i64,
    },
    /// Queued commands left after having been offline; "4 sent" for 6 s.
    Flushed {
        /// How many.
        sent: u32,
    },
}
