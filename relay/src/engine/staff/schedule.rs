//! Calling off what was to leave later (SPEC 224), and what is held since the relay was restored.

use super::{Person, visible};
use crate::engine::Entry;
use crate::engine::error::Step;
use crate::engine::outcome;
use crate::engine::work::Work;
use domain::command::{Code, Refusal};
use domain::delivery::MessageState;
use domain::id::{ConversationId, MessageId};
use domain::message::Event;

/// Takes the message out of the thread and leaves a line: its writer may be somebody else, and must be able to learn of it. The job
/// finds nothing at its time. Once it is on its way there is nothing to call off. What a restore holds may have arrived, so it stays in
/// the thread; only that nobody is asked any more.
pub(super) async fn cancel(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &ConversationId,
    message: &MessageId,
) -> Step<()> {
    let conversation = visible(work, person, id).await?;
    let found = work.message(message).await?;
    let not_found = || Refusal::with(Code::NotFound, "message");
    let body = found
        .filter(|body| body.conversation == *id)
        .ok_or_else(not_found)?;
    if body.is_held_since_restore() {
        return outcome::change(work, message, |body| {
            if let Some(failure) = &mut body.failure {
                failure.retryable = false;
            }
        })
        .await;
    }
    if body.state != MessageState::Scheduled {
        return Err(Refusal::with(Code::WrongStatus, body.state.as_str()).into());
    }
    let event = Event::ScheduleCancelled {
        send_at: body.send_at.unwrap_or(body.at),
        by: body.staff.clone(),
    };
    let gone = Entry::Message(message.clone(), conversation.property.clone(), body);
    work.remove(&gone).await?;
    outcome::event_line(work, id, &conversation, event, Some(person.id)).await
}
