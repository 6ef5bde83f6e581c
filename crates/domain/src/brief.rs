//! What a person should know who takes a conversation over from the bot (DESIGN_UI 4, Bot brief): only what the messages say.

use crate::message::{Author, Content, EscalationReason, Event, Message};
use crate::time::{MINUTE, UnixMillis};

/// How long it stays after a claim, in milliseconds.
pub const AFTER_CLAIM: i64 = MINUTE;

/// How much later than its first message a conversation may say it was opened: a provider's clock is not the relay's.
const SKEW: i64 = 5_000;

/// The bot's part of a conversation, from where it began to where it was passed on.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief<'m> {
    /// What the guest came with; nothing where the beginning is not among the messages.
    pub asked: Option<&'m Message>,
    /// Buttons and rows that the guest tapped, in order.
    pub tapped: Vec<&'m Message>,
    /// What the guest said last, where that is something else: there the bot stopped.
    pub stopped: Option<&'m Message>,
    /// Why it was passed on.
    pub reason: &'m EscalationReason,
    /// When.
    pub since: UnixMillis,
    /// Until when it is of use, once somebody has the conversation.
    pub until: Option<UnixMillis>,
}

/// The brief of a conversation that waits, or was claimed, from its messages, oldest first. `opened_at` says whether the first of
/// them is the conversation's beginning. None where the bot passed nothing on, or where it was settled since.
#[must_use]
pub fn of<'m>(messages: &[&'m Message], opened_at: UnixMillis) -> Option<Brief<'m>> {
    let (at, reason) = messages
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, message)| match event(message)? {
            Event::Escalated { reason } => Some((at, reason)),
            _ => None,
        })?;
    let (before, after) = (messages.get(..at)?, messages.get(at..)?);
    let since = after.first()?.at;
    let after = || after.iter().filter_map(|it| Some((event(it)?, it.at)));
    if after().any(|(event, _)| ends(event)) {
        return None;
    }
    let claimed = after().find(|(event, _)| claims(event)).map(|(_, at)| at);
    let began = before
        .iter()
        .rposition(|it| event(it).is_some_and(|event| ends(event) || claims(event)));
    let part = before.get(began.map_or(0, |it| it + 1)..)?;
    let whole = began.is_some()
        || messages
            .first()
            .is_some_and(|it| it.at <= opened_at.plus(SKEW));
    let guest: Vec<&Message> = part
        .iter()
        .copied()
        .filter(|it| it.author == Author::Guest && it.revoked_at.is_none())
        .collect();
    let asked = guest.iter().copied().find(|it| !is_tap(it));
    let last = guest.last().copied();
    let stopped = last.filter(|last| asked.is_none_or(|asked| !std::ptr::eq(asked, *last)));
    Some(Brief {
        asked: asked.filter(|_| whole),
        tapped: guest
            .iter()
            .copied()
            .filter(|it| is_tap(it) && stopped.is_none_or(|last| !std::ptr::eq(last, *it)))
            .collect(),
        stopped,
        reason,
        since,
        until: claimed.map(|at| at.plus(AFTER_CLAIM)),
    })
}

fn event(message: &Message) -> Option<&Event> {
    match &message.content {
        Content::Event(event) => Some(event),
        _ => None,
    }
}

fn is_tap(message: &Message) -> bool {
    matches!(message.content, Content::ChoiceReply { .. })
}

/// A person has it from here on.
const fn claims(event: &Event) -> bool {
    matches!(
        event,
        Event::Claimed | Event::TakenOver | Event::Assigned { .. }
    )
}

/// What the bot passed on is settled, or with the bot again.
const fn ends(event: &Event) -> bool {
    matches!(
        event,
        Event::Resolved
            | Event::Reopened
            | Event::HandedBack
            | Event::ReturnedToBot
            | Event::Expired
    )
}
