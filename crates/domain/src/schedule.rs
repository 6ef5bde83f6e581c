//! Messages that leave later (SPEC 222–225; 1.2 o): when they may be asked for, and what is decided at their time.
//!
//! A scheduled message stands in the thread for everybody of the house, with the way to call it off. That is why less holds it at
//! its time than holds a reply from a computer's outbox, which nobody else could see:
//!
//! - a guest who wrote or a colleague who answered meanwhile does not hold it: that is what the time between is for;
//! - a conversation that was **given to a colleague** hands the promise on with it (BEYOND 5.8, "scheduled sends due next shift");
//! - a **resolved** conversation keeps it: whoever resolved it saw it, and a promise to the guest is not taken back by tidying up. If
//!   the guest has a newer conversation by then, the words would answer the wrong question: held.
//! - beside the **bot**, into a conversation that **waits** for a person, after the **window**, over an account that is **switched
//!   off**, or in the name of somebody who **may not write any more**, nothing leaves by itself: held.

use crate::command::{Code, Refusal};
use crate::connection::{Connection, ConnectionStatus};
use crate::conversation::{Conversation, ConversationStatus};
use crate::time::{DAY, MINUTE, UnixMillis};
use crate::window::{ReplyWindow, reply_window};

/// The latest time from now, in milliseconds.
pub const LATEST: i64 = 366 * DAY;
/// How long after its time a message that waited on a computer still leaves by itself, in milliseconds.
pub const GRACE: i64 = MINUTE;

/// When a message for `send_at` leaves, asked for at `now`: `None` = at once, its time has come within the grace.
///
/// # Errors
/// `too_late` (held) if its time has passed; `invalid` if it lies too far ahead.
pub fn ask(send_at: UnixMillis, now: UnixMillis) -> Result<Option<UnixMillis>, Refusal> {
    let ahead = send_at.since(now);
    if ahead > LATEST {
        Err(Refusal::with(Code::Invalid, "send_at"))
    } else if ahead > 0 {
        Ok(Some(send_at))
    } else if -ahead <= GRACE {
        Ok(None)
    } else {
        Err(Refusal::new(Code::TooLate))
    }
}

/// What is known at the time of a scheduled message.
#[derive(Debug, Clone, Copy)]
pub struct Due<'a> {
    /// Where it stands.
    pub conversation: &'a Conversation,
    /// Over which account; absent if it is gone.
    pub connection: Option<&'a Connection>,
    /// Whether its author still works here, sees the conversation and may reply.
    pub author_may: bool,
    /// Whether the guest has another open conversation over this account.
    pub newer_open: bool,
}

/// Whether it leaves now (see above).
///
/// # Errors
/// The reason it is held with.
pub fn due(it: &Due<'_>, now: UnixMillis) -> Result<(), Code> {
    if let ReplyWindow::Closed(_) = reply_window(it.conversation, now) {
        return Err(Code::WindowClosed);
    }
    if it
        .connection
        .is_none_or(|account| account.status == ConnectionStatus::Disconnected)
    {
        return Err(Code::ConnectionDown);
    }
    if !it.author_may {
        return Err(Code::Forbidden);
    }
    match it.conversation.status {
        ConversationStatus::AgentAssigned => Ok(()),
        ConversationStatus::Resolved | ConversationStatus::Expired if !it.newer_open => Ok(()),
        ConversationStatus::Resolved | ConversationStatus::Expired => Err(Code::WrongStatus),
        _ => Err(Code::NotYours),
    }
}
