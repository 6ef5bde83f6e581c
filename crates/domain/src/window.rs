//! The reply window (SPEC 49, 298).

use crate::channel::Channel;
use crate::conversation::Conversation;
use crate::time::{DAY, HOUR, UnixMillis};

/// How long free text may follow a guest's last message on `channel`, in milliseconds; `None` = no limit.
#[must_use]
pub fn length(channel: &Channel) -> Option<i64> {
    match channel {
        Channel::WhatsApp | Channel::Instagram | Channel::Messenger => Some(DAY),
        Channel::TikTok => Some(48 * HOUR),
        _ => None,
    }
}

/// Whether and until when a person may write freely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyWindow {
    /// The channel has none.
    Unlimited,
    /// Open until then.
    OpenUntil(UnixMillis),
    /// Closed since then; `None` = the guest never wrote.
    Closed(Option<UnixMillis>),
}

/// The window of `conversation` at `now`. The closing instant itself is closed.
#[must_use]
pub fn reply_window(conversation: &Conversation, now: UnixMillis) -> ReplyWindow {
    let Some(length) = length(&conversation.channel) else {
        return ReplyWindow::Unlimited;
    };
    match conversation.last_guest_at {
        None => ReplyWindow::Closed(None),
        Some(at) => {
            let end = at.plus(length);
            if now < end {
                ReplyWindow::OpenUntil(end)
            } else {
                ReplyWindow::Closed(Some(end))
            }
        }
    }
}
