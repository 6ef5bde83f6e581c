//! Connections: a channel account of a property. Secrets are apart and never sync.

use crate::Unknown;
use crate::channel::Channel;
use crate::id::PropertyId;
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// Whether a connection works (SPEC 182–185).
    ConnectionStatus {
        /// Waiting for the provider's check.
        PendingVerification = "PENDING_VERIFICATION",
        /// Works.
        Connected = "CONNECTED",
        /// The last operation failed; tried again.
        Error = "ERROR",
        /// Switched off by hand.
        Disconnected = "DISCONNECTED",
    }
}

/// A channel account. Scope `<property>/inbox`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Which channel.
    pub channel: Channel,
    /// The property whose guests write here.
    pub property: PropertyId,
    /// As staff call it, e.g. "Lisbon front desk".
    pub name: String,
    /// Whether it works.
    pub status: ConnectionStatus,
    /// What the provider calls it in webhooks: WhatsApp's phone number id.
    pub address: String,
    /// Its account at the provider: WhatsApp's WABA id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The number or handle guests see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// The greeting of a new conversation (SPEC 123); the house's own where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<String>,
    /// Live Chat: the sites that may show it, e.g. `https://www.hotel.example`, `https://*.hotel.example`, `http://localhost:*`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// Why it is in ERROR, in the provider's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Conversations that are neither resolved nor expired (SPEC 21).
    #[serde(default)]
    pub active_conversations: u32,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}
