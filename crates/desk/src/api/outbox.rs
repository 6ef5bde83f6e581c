//! What waits on this computer, what was held and what was refused.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An entry of the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OutboxEntry {
    /// Command id.
    pub id: String,
    /// `send_message`, `add_note`, `claim`, …
    pub action: String,
    /// Conversation, if it is about one.
    pub conversation: Option<String>,
    /// Guest's name.
    pub guest: Option<String>,
    /// First 160 characters of a text.
    pub text: Option<String>,
    /// When it was written.
    #[ts(type = "number")]
    pub at: i64,
    /// `queued`, `sending`, `held`, `refused`, `sent` (kept until the change has arrived; then it leaves the list).
    pub state: String,
    /// Code of `refusal-…` for held and refused.
    pub code: Option<String>,
    /// More, for "Copy details".
    pub detail: Option<String>,
}

/// Webhooks nobody understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DeadLetterRow {
    /// Id.
    pub id: String,
    /// Code of `dead-letter-…`.
    pub reason: String,
    /// The connection's name, if known.
    pub connection: Option<String>,
    /// When.
    #[ts(type = "number")]
    pub received_at: i64,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
}
