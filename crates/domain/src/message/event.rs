//! Events: lines between messages.

use super::MailProblem;
use crate::id::StaffId;
use crate::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// Something that happened, drawn as a line between messages (SPEC 31). Names are looked up by id when drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Passed to the team.
    Escalated {
        /// What made it so.
        reason: EscalationReason,
    },
    /// Claimed by the author.
    Claimed,
    /// Taken over from the bot by the author.
    TakenOver,
    /// Given to somebody.
    Assigned {
        /// To whom.
        to: StaffId,
    },
    /// Resolved by the author.
    Resolved,
    /// Opened again by the author.
    Reopened,
    /// Handed back to the bot by the author.
    HandedBack,
    /// Nobody claimed in time; back to the bot (SPEC 167).
    ReturnedToBot,
    /// The conversation expired (SPEC 166).
    Expired,
    /// A message that was to leave later was called off by the author (SPEC 224).
    ScheduleCancelled {
        /// When it was to leave.
        send_at: UnixMillis,
        /// Who had written it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
    },
    /// The guest's number is another one now. The contact has it; an event is read by roles that may not see numbers.
    NumberChanged,
    /// The guest's WhatsApp identity changed (new phone or reinstalled).
    IdentityChanged,
    /// The guest had left the website's chat: our words went to the address that they gave. The contact has it.
    Mailed {
        /// How many messages.
        messages: u32,
    },
    /// The same, and it is not known to have got there.
    NotMailed {
        /// How many messages.
        messages: u32,
        /// Why.
        reason: MailProblem,
    },
    /// An event of a newer version.
    #[serde(untagged)]
    Other(serde_json::Value),
}

crate::open_enum! {
    /// Why a conversation went to the team.
    EscalationReason {
        /// The guest used an escalation word (SPEC 150).
        AskedForPerson = "asked_for_person",
        /// Three messages in a row were not understood (SPEC 152).
        NotUnderstood = "not_understood",
        /// The bot is off for this guest (SPEC 140).
        BotOff = "bot_off",
    }
}
