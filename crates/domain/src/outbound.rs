//! What is sent to a guest, before a channel renders it.

use crate::contact::Identity;
use crate::id::MessageId;
use crate::message::Choice;
use serde::{Deserialize, Serialize};

/// A message to a guest, free of any channel's shape. `channels` renders it to an HTTP request value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbound {
    /// Our id; travels as correlation and comes back with the status.
    pub message: MessageId,
    /// To whom.
    pub to: Identity,
    /// The words.
    pub text: String,
    /// Buttons under it; a channel without them gets numbered text.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// The provider's id of the message it answers.
    #[serde(default)]
    pub reply_to: Option<String>,
}

/// What to do after a provider refused or did not answer (whatsapp.md 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendDecision {
    /// Again later, with growing pauses.
    Retry,
    /// Again later, this recipient only: 4^attempt seconds.
    RetryRecipient,
    /// Not again by itself; a person may retry.
    Fail,
    /// Not again, and the connection goes to ERROR.
    FailAndStopConnection,
}
