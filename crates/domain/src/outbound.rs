//! What is sent to a guest, before a channel renders it.

use crate::contact::Identity;
use crate::id::MessageId;
use crate::limits::MediaKind;
use crate::message::Choice;
use crate::template::TemplateParameter;
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
    /// A template, which the words are the text of.
    #[serde(default)]
    pub template: Option<OutboundTemplate>,
    /// A file that the provider has already, which the words stand under.
    #[serde(default)]
    pub media: Option<OutboundMedia>,
}

/// A file at the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboundMedia {
    /// As what it goes out.
    pub kind: MediaKind,
    /// The provider's id of it.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// A voice note.
    pub voice: bool,
}

/// A template with what stands in its blanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboundTemplate {
    /// Its name at the provider.
    pub name: String,
    /// Its language at the provider.
    pub language: String,
    /// In the order of its blanks.
    pub parameters: Vec<TemplateParameter>,
}

/// Our reaction on a message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboundReaction {
    /// On which message; travels as correlation ([`correlation`](Self::correlation)).
    pub message: MessageId,
    /// To whom.
    pub to: Identity,
    /// The provider's id of that message.
    pub target: String,
    /// One emoji; absent takes the reaction back.
    pub emoji: Option<String>,
}

/// What tells a reaction's correlation from a message's: no id has a slash.
const REACTION: &str = "reaction/";

impl OutboundReaction {
    /// What comes back with the status of the reaction.
    #[must_use]
    pub fn correlation(&self) -> String {
        let emoji = self.emoji.as_deref().unwrap_or_default();
        format!("{REACTION}{}/{emoji}", self.message)
    }

    /// The message and the emoji a status's correlation names, if it is one of a reaction; no emoji = it was taken back.
    #[must_use]
    pub fn of_correlation(text: &str) -> Option<(MessageId, Option<String>)> {
        let (message, emoji) = text.strip_prefix(REACTION)?.split_once('/')?;
        let emoji = Some(emoji).filter(|it| !it.is_empty());
        Some((MessageId::new(message).ok()?, emoji.map(str::to_owned)))
    }
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
