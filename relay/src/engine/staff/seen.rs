//! What changed since a reply was written: a change holds it for review instead of sending it (DESIGN_DESK, Outbox).

use super::Person;
use crate::engine::error::Step;
use crate::engine::work::Work;
use domain::command::{Code, Refusal, Seen};
use domain::conversation::Conversation;
use domain::delivery::MessageState;
use domain::id::{ConversationId, MessageId, RecordId};
use domain::message::{Author, Message};
use domain::record::Kind;

/// A reply that waited no longer than this is sent although the guest wrote meanwhile, in milliseconds: people talk over each
/// other.
const FRESH: i64 = 30_000;
/// How far back is looked for the newest message of a side.
const LOOK_BACK: usize = 100;

/// Holds if the conversation was resolved, the owner changed, a colleague answered, or the guest wrote while the reply waited.
///
/// The writer's own claim is no change of owner: what waits in an outbox is usually "claim, then reply". No desk lets anybody write
/// into a conversation it shows as resolved, so one that is was resolved meanwhile.
pub(super) async fn check(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &ConversationId,
    conversation: &Conversation,
    seen: &Seen,
) -> Step<()> {
    if !conversation.status.is_open() {
        return Err(Refusal::new(Code::ResolvedMeanwhile).into());
    }
    let owner = conversation.assignee.as_ref();
    if owner != seen.assignee.as_ref() && owner != Some(person.id) {
        let code = owner.map_or(Code::GivenBack, |_| Code::OwnerChanged);
        return Err(Refusal::new(code).into());
    }
    let mut newest: Vec<(RecordId, Message)> =
        work.children(Kind::Message, id.into(), LOOK_BACK).await?;
    // What is to leave later has not been said.
    newest.retain(|(_, message)| message.state != MessageState::Scheduled);
    let by_colleague = |message: &Message| {
        message.author == Author::Staff && message.staff.as_ref() != Some(person.id)
    };
    if is_news(&newest, by_colleague, seen.last_staff_message.as_ref()) {
        return Err(Refusal::new(Code::ColleagueAnswered).into());
    }
    let waited = seen.written_at.map_or(0, |written| work.now.since(written));
    let by_guest = |message: &Message| message.author == Author::Guest;
    if waited > FRESH && is_news(&newest, by_guest, seen.last_guest_message.as_ref()) {
        return Err(Refusal::new(Code::GuestWrote).into());
    }
    Ok(())
}

/// Whether the newest message of a side is another one than the writer saw, and not an older one.
fn is_news(
    newest: &[(RecordId, Message)],
    side: impl Fn(&Message) -> bool,
    seen: Option<&MessageId>,
) -> bool {
    let Some((id, message)) = newest.iter().find(|(_, message)| side(message)) else {
        return false;
    };
    let Some(seen) = seen.map(RecordId::from) else {
        return true;
    };
    let seen_at = newest
        .iter()
        .find(|(id, _)| *id == seen)
        .map(|(_, seen)| seen.at);
    *id != seen && seen_at.is_none_or(|at| at <= message.at)
}
