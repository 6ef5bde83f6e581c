//! How far a message got. States only move forward (SPEC 272; whatsapp.md 2).

use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// How far a message got.
    MessageState {
        /// From the guest.
        Received = "received",
        /// Ours, to leave at its time; nothing has left yet (SPEC 222).
        Scheduled = "scheduled",
        /// Ours, waiting for the provider.
        Queued = "queued",
        /// The provider took it.
        Sent = "sent",
        /// On the guest's phone.
        Delivered = "delivered",
        /// The guest saw it.
        Read = "read",
        /// Not sent, with a reason.
        Failed = "failed",
        /// The request left and no answer came: it may have arrived. Never sent again by itself.
        Unknown = "unknown",
        /// Notes and events: nothing to deliver.
        Stored = "stored",
    }
}

impl MessageState {
    fn rank(&self) -> u8 {
        match self {
            Self::Queued => 1,
            Self::Unknown => 2,
            Self::Sent => 3,
            Self::Failed => 4,
            Self::Delivered => 5,
            Self::Read => 6,
            Self::Scheduled | Self::Received | Self::Stored | Self::Other(_) => 0,
        }
    }

    /// The state after the provider reports `news`: never backwards. `failed` ends a message unless a later `delivered`
    /// or `read` proves otherwise (whatsapp.md 2); a retry puts it back to queued by command, not by report.
    #[must_use]
    pub fn after_report(&self, news: &Self) -> Self {
        if self.rank() == 0 || news.rank() <= self.rank() {
            self.clone()
        } else {
            news.clone()
        }
    }
}

/// The code of a failure that is none yet: the relay came out of a backup, and nobody knows whether the message left.
pub const RESTORED: &str = "restored";

/// Why a message was not sent: a code for the words (`failure-<code>` in Fluent) and the provider's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Ours: `window_closed`, `undeliverable`, `token`, `rate`, `provider`, `parameter`, `blocked`, `media`, `network`,
    /// `template`, `restored` (the relay came out of a backup); for a scheduled message that did not go at its time also a refusal's code.
    pub code: String,
    /// The provider's number, e.g. 131047.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_code: Option<i64>,
    /// The provider's text, for "Copy details".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Whether Retry can help.
    pub retryable: bool,
}
