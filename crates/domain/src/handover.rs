//! Handover: who handles a conversation, and what a person's action does to it.
//!
//! The relay's engine applies these under the lock; the desk applies the same to its base to show what will be
//! (DESIGN_DESK, "Base and prediction").
//!
//! ```text
//!   new ──► BOT_HANDLING ──escalate──► AWAITING_AGENT ──claim──► AGENT_ASSIGNED ──resolve──► RESOLVED
//!               ▲    └──────take over──────────────────────────────▲   │
//!               └───────────── hand back ──────────────────────────────┘   reopen: RESOLVED, EXPIRED → AGENT_ASSIGNED
//! ```

use crate::access::{Permission, Role, may};
use crate::command::{Action, Code, Refusal};
use crate::conversation::{Conversation, ConversationStatus as Status};
use crate::id::StaffId;
use crate::message::{EscalationReason, Event};
use crate::time::UnixMillis;

/// Who acts.
#[derive(Debug, Clone)]
pub struct Actor<'a> {
    /// Their id.
    pub id: &'a StaffId,
    /// Their role.
    pub role: &'a Role,
}

/// Applies a status action to `conversation` in place and says which event line it leaves; `None` = no event.
///
/// Covers claim, take over, assign, resolve, reopen, hand back, mark read and mark unread; every other action leaves
/// the conversation alone and returns `Ok(None)`. A claim of one's own conversation is done and leaves no event.
///
/// # Errors
/// A [`Refusal`] with the reason: `forbidden`, `already_claimed`, `wrong_status`.
pub fn act(
    conversation: &mut Conversation,
    action: &Action,
    actor: &Actor<'_>,
    now: UnixMillis,
) -> Result<Option<Event>, Refusal> {
    permitted(action, actor.role)?;
    let mine = conversation.assignee.as_ref() == Some(actor.id);
    match action {
        Action::Claim { .. } => match conversation.status {
            Status::AwaitingAgent => {
                assign(conversation, actor.id);
                Ok(Some(Event::Claimed))
            }
            Status::AgentAssigned if mine => Ok(None),
            Status::AgentAssigned => Err(Refusal::with(
                Code::AlreadyClaimed,
                conversation.assignee.as_ref().map_or("", StaffId::as_str),
            )),
            _ => Err(Refusal::with(
                Code::WrongStatus,
                conversation.status.as_str(),
            )),
        },
        Action::TakeOver { .. } => match conversation.status {
            Status::BotHandling | Status::AwaitingAgent => {
                assign(conversation, actor.id);
                Ok(Some(Event::TakenOver))
            }
            Status::AgentAssigned if mine => Ok(None),
            Status::AgentAssigned => Err(Refusal::with(
                Code::AlreadyClaimed,
                conversation.assignee.as_ref().map_or("", StaffId::as_str),
            )),
            _ => Err(Refusal::with(
                Code::WrongStatus,
                conversation.status.as_str(),
            )),
        },
        Action::Assign { staff, .. } => {
            if !conversation.status.is_open() {
                return Err(Refusal::with(
                    Code::WrongStatus,
                    conversation.status.as_str(),
                ));
            }
            if conversation.assignee.as_ref() == Some(staff) {
                return Ok(None);
            }
            assign(conversation, staff);
            Ok(Some(Event::Assigned { to: staff.clone() }))
        }
        Action::Resolve { .. } => {
            if !conversation.status.is_open() {
                return Ok(None);
            }
            conversation.status = Status::Resolved;
            conversation.waiting_since = None;
            conversation.unread = 0;
            Ok(Some(Event::Resolved))
        }
        Action::Reopen { .. } => {
            if conversation.status.is_open() {
                return Ok(None);
            }
            assign(conversation, actor.id);
            Ok(Some(Event::Reopened))
        }
        Action::HandBack { .. } => match conversation.status {
            Status::AgentAssigned | Status::AwaitingAgent => {
                conversation.status = Status::BotHandling;
                conversation.assignee = None;
                conversation.waiting_since = None;
                Ok(Some(Event::HandedBack))
            }
            Status::BotHandling => Ok(None),
            _ => Err(Refusal::with(
                Code::WrongStatus,
                conversation.status.as_str(),
            )),
        },
        Action::MarkRead { .. } => {
            conversation.unread = 0;
            Ok(None)
        }
        Action::MarkUnread { .. } => {
            conversation.unread = conversation.unread.max(1);
            Ok(None)
        }
        _ => {
            let _ = now;
            Ok(None)
        }
    }
}

/// Moves a bot's conversation to the team; does nothing in any other status.
pub fn escalate(
    conversation: &mut Conversation,
    reason: EscalationReason,
    now: UnixMillis,
) -> Option<Event> {
    if conversation.status != Status::BotHandling {
        return None;
    }
    conversation.status = Status::AwaitingAgent;
    conversation.waiting_since = Some(now);
    Some(Event::Escalated { reason })
}

fn assign(conversation: &mut Conversation, staff: &StaffId) {
    conversation.status = Status::AgentAssigned;
    conversation.assignee = Some(staff.clone());
    conversation.waiting_since = None;
}

/// Whether `role` may do `action` at all (SPEC L).
///
/// # Errors
/// `forbidden`, with the permission's name as detail.
pub fn permitted(action: &Action, role: &Role) -> Result<(), Refusal> {
    let permission = match action {
        Action::AddNote { .. } | Action::Upload { .. } => Permission::ViewConversations,
        Action::SendMessage { .. }
        | Action::SendTemplate { .. }
        | Action::CancelScheduled { .. }
        | Action::React { .. }
        | Action::RetryMessage { .. }
        | Action::Claim { .. }
        | Action::TakeOver { .. }
        | Action::Resolve { .. }
        | Action::Reopen { .. }
        | Action::HandBack { .. }
        | Action::MarkRead { .. }
        | Action::MarkUnread { .. }
        | Action::SetLabels { .. } => Permission::Reply,
        // It takes both: the guest's number, and the right to write to it.
        Action::StartConversation { .. } if !may(role, Permission::Reply) => Permission::Reply,
        Action::StartConversation { .. } => Permission::ViewContacts,
        Action::Assign { .. } => Permission::ManageMessaging,
        Action::SetPresence { .. } => Permission::ViewConversations,
        Action::CreateContact { .. } | Action::EditContact { .. } => Permission::EditContacts,
        Action::EraseContact { .. } => Permission::DeleteContacts,
        Action::ReplayDeadLetter { .. } => Permission::ManageConnections,
    };
    if may(role, permission) {
        Ok(())
    } else {
        Err(Refusal::with(Code::Forbidden, permission.as_str()))
    }
}
