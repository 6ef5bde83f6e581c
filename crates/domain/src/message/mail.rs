//! Live Chat: words that go by e-mail because the visitor has left.

use super::{Author, Message};
use crate::delivery::MessageState;

crate::open_enum! {
    /// Why an e-mail with our words is not known to have got there.
    MailProblem {
        /// The guest's address is not taken.
        Address = "address",
        /// The mail server says no to the house, or the address cannot be written to.
        Refused = "refused",
        /// The mail server was not there for all tries.
        Unreachable = "unreachable",
        /// It left and no answer came: it may have arrived. Never sent again by itself.
        Unknown = "unknown",
        /// E-mail is switched off by now.
        Off = "off",
    }
}

/// That the message is in an e-mail, or on its way into one. Kept among the fields that every version carries along, because only that
/// channel has it.
const MAILED: &str = "mailed";

impl Message {
    /// Whether the visitor was handed this message of ours and no page of theirs has said that it came.
    #[must_use]
    pub fn waits_for_visitor(&self) -> bool {
        matches!(self.author, Author::Bot | Author::Staff)
            && self.number().is_some()
            && self.state == MessageState::Sent
    }

    /// Whether an e-mail has it, so that no second one may.
    #[must_use]
    pub fn is_mailed(&self) -> bool {
        self.unknown.contains_key(MAILED)
    }

    /// Notes that an e-mail has it, or that it has not after all.
    pub fn set_mailed(&mut self, mailed: bool) {
        if mailed {
            self.unknown.insert(MAILED.to_owned(), true.into());
        } else {
            self.unknown.remove(MAILED);
        }
    }
}
