//! What arrived, was acknowledged and could not be processed; staff see it and can replay it.

use crate::Unknown;
use crate::id::ConnectionId;
use crate::time::UnixMillis;
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// Why.
    DeadLetterReason {
        /// The body is not JSON.
        BrokenJson = "broken_json",
        /// The body is JSON of no known shape.
        UnknownShape = "unknown_shape",
        /// It names a number or account that is not connected here.
        UnknownReceiver = "unknown_receiver",
        /// Processing failed three times.
        Failing = "failing",
    }
}

/// A webhook part nobody understood. Scope `<property>/admin`; holds no guest text (the raw bytes stay in the envelope).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// Why.
    pub reason: DeadLetterReason,
    /// The connection it came for, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<ConnectionId>,
    /// When it arrived.
    pub received_at: UnixMillis,
    /// Size of the raw body in bytes.
    pub size: u64,
    /// The envelope that holds the raw bytes (30 days).
    pub envelope: i64,
    /// Set once it was replayed with success.
    #[serde(default)]
    pub replayed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}
