//! What is worth a notification. Pure.

use crate::host::NoticeKind;
use domain::conversation::ConversationStatus as Status;
use domain::delivery::MessageState;
use domain::id::StaffId;
use domain::message::{Author, Message};

/// Something a page brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happened {
    /// A conversation waits for a person now.
    Escalated,
    /// A guest wrote.
    GuestWrote,
    /// A message of mine was not delivered.
    Failed,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing.
    Quiet,
    /// Tell the person.
    Show {
        /// As what.
        kind: NoticeKind,
        /// Stays until somebody acts.
        urgent: bool,
    },
}

/// An escalation concerns everybody who may see it; a guest's words only who has the conversation. What is before the person's
/// eyes needs no notification.
pub(crate) fn judge(what: Happened, mine: bool, looking: bool) -> Verdict {
    match what {
        _ if looking => Verdict::Quiet,
        Happened::Escalated => Verdict::Show {
            kind: NoticeKind::Escalation,
            urgent: true,
        },
        Happened::GuestWrote if mine => Verdict::Show {
            kind: NoticeKind::GuestMessage,
            urgent: false,
        },
        Happened::Failed => Verdict::Show {
            kind: NoticeKind::Failed,
            urgent: false,
        },
        Happened::GuestWrote => Verdict::Quiet,
    }
}

/// Nobody of the staff can make a conversation wait, so there is no "unless it was me".
pub(crate) fn begins_waiting(before: Option<&Status>, after: &Status) -> bool {
    *after == Status::AwaitingAgent && before != Some(after)
}

/// Claimed, resolved or expired, here or elsewhere: its notification is of yesterday.
pub(crate) fn ends_waiting(before: Option<&Status>, after: &Status) -> bool {
    let waited = before == Some(&Status::AwaitingAgent) && *after != Status::AwaitingAgent;
    waited || matches!(after, Status::Resolved | Status::Expired)
}

/// What a message that is new (or changed) means to `me`.
pub(crate) fn of_message(message: &Message, new: bool, me: &StaffId) -> Option<Happened> {
    match message.author {
        Author::Guest if new => Some(Happened::GuestWrote),
        Author::Staff if message.staff.as_ref() == Some(me) => {
            (message.state == MessageState::Failed).then_some(Happened::Failed)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escalation_is_urgent_unless_it_is_on_screen() {
        let shown = Verdict::Show {
            kind: NoticeKind::Escalation,
            urgent: true,
        };
        assert_eq!(judge(Happened::Escalated, false, false), shown);
        assert_eq!(judge(Happened::Escalated, true, true), Verdict::Quiet);
    }

    #[test]
    fn a_guest_s_words_concern_who_has_the_conversation() {
        let shown = Verdict::Show {
            kind: NoticeKind::GuestMessage,
            urgent: false,
        };
        assert_eq!(judge(Happened::GuestWrote, true, false), shown);
        assert_eq!(judge(Happened::GuestWrote, false, false), Verdict::Quiet);
        assert_eq!(judge(Happened::GuestWrote, true, true), Verdict::Quiet);
    }

    #[test]
    fn waiting_begins_and_ends_once() {
        assert!(begins_waiting(
            Some(&Status::BotHandling),
            &Status::AwaitingAgent
        ));
        assert!(begins_waiting(None, &Status::AwaitingAgent));
        assert!(!begins_waiting(
            Some(&Status::AwaitingAgent),
            &Status::AwaitingAgent
        ));
        assert!(ends_waiting(
            Some(&Status::AwaitingAgent),
            &Status::AgentAssigned
        ));
        assert!(ends_waiting(
            Some(&Status::AgentAssigned),
            &Status::Resolved
        ));
        assert!(!ends_waiting(
            Some(&Status::BotHandling),
            &Status::AgentAssigned
        ));
    }
}
