//! A scheduled message's time has come: it goes like one sent now, or stays with the reason (SPEC 222–224).
//!
//! The state moves from `scheduled` to `queued` in the transaction that adds the delivery and ends this job, so however often the job
//! runs, the message leaves once.

use super::error::Step;
use super::work::Work;
use super::{key, outcome};
use domain::access::{self, Permission, may};
use domain::command::Code;
use domain::conversation::Conversation;
use domain::delivery::{Failure, MessageState};
use domain::id::{ConversationId, MessageId};
use domain::message::Message;
use domain::record::Scope;
use domain::schedule::{self, Due};
use store::model::JobEnd;

/// Sends or holds the message, if it still waits.
pub(crate) async fn go(work: &mut Work<'_>, id: &MessageId) -> Step<JobEnd> {
    let Some(message) = work.message(id).await? else {
        // Called off.
        return Ok(JobEnd::Done);
    };
    let Some(conversation) = work.conversation(&message.conversation).await? else {
        return Ok(JobEnd::Done);
    };
    let waits = message.state == MessageState::Scheduled;
    let Some(send_at) = message.send_at.filter(|_| waits) else {
        return Ok(JobEnd::Done);
    };
    // Clocks may be set back.
    if work.now < send_at {
        return Ok(JobEnd::Again(send_at));
    }
    let author_may = author_may(work, &message, &conversation).await?;
    let newer_open = newer_open(work, &message.conversation, &conversation).await?;
    let connection = work.connection(&conversation.connection).await?;
    let due = Due {
        conversation: &conversation,
        connection: connection.as_ref(),
        author_may,
        newer_open,
    };
    match schedule::due(&due, work.now) {
        Ok(()) => leave(work, id, message, conversation).await?,
        Err(code) => hold(work, id, &code).await?,
    }
    Ok(JobEnd::Done)
}

async fn author_may(
    work: &mut Work<'_>,
    message: &Message,
    conversation: &Conversation,
) -> Step<bool> {
    let Some(author) = &message.staff else {
        return Ok(false);
    };
    let scope = Scope::inbox(&conversation.property);
    Ok(work.staff(author).await?.is_some_and(|staff| {
        access::scopes(author, &staff).contains(&scope) && may(&staff.role, Permission::Reply)
    }))
}

async fn newer_open(
    work: &mut Work<'_>,
    id: &ConversationId,
    conversation: &Conversation,
) -> Step<bool> {
    let key = key::open_conversation(&conversation.contact, &conversation.connection);
    Ok(work
        .tx
        .lookup(&key)
        .await?
        .is_some_and(|open| open != id.into()))
}

async fn leave(
    work: &mut Work<'_>,
    id: &MessageId,
    mut message: Message,
    mut conversation: Conversation,
) -> Step<()> {
    message.state = MessageState::Queued;
    message.at = outcome::next_at(work, &conversation);
    outcome::show(&mut conversation, &message);
    work.put_message(id, &conversation.property, &message)
        .await?;
    outcome::add_deliver_job(work, id, &message, &conversation.connection)?;
    work.put_conversation(&message.conversation, &conversation)
        .await
}

/// Not sent and not lost: it counts as failed in its row, and says why.
async fn hold(work: &mut Work<'_>, id: &MessageId, code: &Code) -> Step<()> {
    let retryable = *code != Code::WindowClosed;
    outcome::change(work, id, |message| {
        message.state = MessageState::Failed;
        message.failure = Some(Failure {
            code: code.as_str().to_owned(),
            provider_code: None,
            detail: None,
            retryable,
        });
    })
    .await
}
