//! Reactions: one emoji a side, in the message they are on.

use super::{Author, Message};
use crate::delivery::Failure;
use crate::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// A reaction; one per side of the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// Guest or staff.
    pub author: Author,
    /// One emoji.
    pub emoji: String,
    /// When: the guest's by the provider's clock, ours by the relay's.
    pub at: UnixMillis,
    /// Ours, and the guest's phone may show another one: why it did not get there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// Whether `text` can be one emoji: a few signs, none of them a letter, a space or a control, and not only ASCII.
#[must_use]
pub fn is_emoji(text: &str) -> bool {
    let sign = |c: char| !c.is_alphabetic() && !c.is_whitespace() && !c.is_control();
    text.chars().count() <= 12 && text.chars().all(sign) && !text.is_ascii()
}

impl Message {
    /// The house's reaction.
    #[must_use]
    pub fn our_reaction(&self) -> Option<&Reaction> {
        self.reactions.iter().find(|it| it.author == Author::Staff)
    }

    /// Sets the house's reaction, or takes it back.
    pub fn react(&mut self, emoji: Option<&str>, at: UnixMillis) {
        self.reactions.retain(|it| it.author != Author::Staff);
        self.reactions.extend(emoji.map(|emoji| Reaction {
            author: Author::Staff,
            emoji: emoji.to_owned(),
            at,
            failure: None,
        }));
    }

    /// The guest sees the house's reaction after all.
    pub fn reaction_arrived(&mut self) {
        let ours = |it: &&mut Reaction| it.author == Author::Staff;
        if let Some(reaction) = self.reactions.iter_mut().find(ours) {
            reaction.failure = None;
        }
    }

    /// Notes that the guest may not see the house's reaction.
    pub fn reaction_failed(&mut self, failure: &Failure) {
        let ours = |it: &&mut Reaction| it.author == Author::Staff;
        if let Some(reaction) = self.reactions.iter_mut().find(ours) {
            reaction.failure = Some(failure.clone());
        }
    }
}
