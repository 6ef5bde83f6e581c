//! Signals: what is true for a moment only. Never stored, never numbered, dropped first (DESIGN_RELAY, "Nodes and API").

use crate::id::{ConversationId, StaffId};
use crate::message::Author;
use serde::{Deserialize, Serialize};

/// A signal; its scope is its conversation's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "signal", rename_all = "snake_case")]
pub enum Signal {
    /// Somebody writes, or stopped. It runs out by itself after [`TYPING`] milliseconds.
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Guest or staff.
        author: Author,
        /// Which colleague, if it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        staff: Option<StaffId>,
        /// Which.
        on: bool,
    },
    /// A colleague has it open, or left it. Of no interest to the guest. It runs out by itself after [`VIEWING`] milliseconds.
    Viewing {
        /// Which.
        conversation: ConversationId,
        /// Who.
        staff: StaffId,
        /// Which.
        on: bool,
    },
    /// A colleague writes to the guest, or stopped: the same as [`Signal::Typing`], for colleagues. It runs out by itself after
    /// [`TYPING`] milliseconds.
    Writing {
        /// Where.
        conversation: ConversationId,
        /// Who.
        staff: StaffId,
        /// Which.
        on: bool,
    },
    /// A signal of a newer version.
    #[serde(untagged)]
    Other(serde_json::Value),
}

/// How long "is writing" holds without being said again, in milliseconds.
pub const TYPING: i64 = 6_000;

/// How long "has it open" holds without being said again, in milliseconds.
pub const VIEWING: i64 = 45_000;
