//! What the bot collected, above the thread (DESIGN_UI 4).

use super::{View, beginning};
use crate::api::thread::{BotBrief, BriefLine};
use cache::OutboxEntry;
use domain::brief;
use domain::command::Action;
use domain::conversation::{Conversation, ConversationStatus as Status};
use domain::id::ConversationId;
use domain::message::Message;
use domain::time::UnixMillis;

/// Messages looked at.
const LOOK_BACK: u32 = 50;

/// Characters of a line.
const LINE: usize = 160;

/// Most taps that are named.
const TAPS: usize = 6;

/// The brief of a conversation that waits or was claimed within the last minute.
pub(super) fn of(
    view: &View<'_, '_>,
    id: &ConversationId,
    body: &Conversation,
    lane: &[OutboxEntry],
) -> cache::Result<Option<BotBrief>> {
    if !matches!(body.status, Status::AwaitingAgent | Status::AgentAssigned) {
        return Ok(None);
    }
    let page = view.reader.messages().page(id, None, LOOK_BACK)?;
    let messages: Vec<&Message> = page.messages.iter().map(|it| &it.row.body).collect();
    let Some(brief) = brief::of(&messages, body.opened_at) else {
        return Ok(None);
    };
    let until = match body.status {
        Status::AwaitingAgent => None,
        // A claim of mine that has not left has no line in the thread yet.
        _ => brief.until.or_else(|| claimed_here(lane)),
    };
    if body.status == Status::AgentAssigned && until.is_none_or(|until| until <= view.now) {
        return Ok(None);
    }
    let tapped = brief.tapped.len().saturating_sub(TAPS);
    Ok(Some(BotBrief {
        asked: brief.asked.map(line),
        tapped: brief.tapped.into_iter().skip(tapped).map(line).collect(),
        stopped: brief.stopped.map(line),
        reason: brief.reason.as_str().to_owned(),
        since: brief.since.0,
        until: until.map(|at| at.0),
    }))
}

fn claimed_here(lane: &[OutboxEntry]) -> Option<UnixMillis> {
    lane.iter()
        .rev()
        .find(|entry| {
            matches!(
                entry.command.action,
                Action::Claim { .. } | Action::TakeOver { .. } | Action::Assign { .. }
            )
        })
        .map(|entry| entry.created_at.plus(brief::AFTER_CLAIM))
}

fn line(message: &Message) -> BriefLine {
    BriefLine {
        content: message.content.type_name(),
        text: beginning(&message.text, LINE),
    }
}
