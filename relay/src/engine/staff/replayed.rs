//! What a desk offers again after the relay was restored from a backup (DESIGN_SYNC, "Cursor and history").
//!
//! It was done once, so nothing is delivered: words to a guest become history whose arrival is unknown, notes, guests' details and
//! conversations begun are kept. Who had a conversation and how it stood is for the people who look at it now; old claims and ends of several desks
//! would come in any order. Calling off a scheduled message holds, because the restored relay would send it.

use super::send::{check_text, exists, message_id};
use super::template::approved;
use super::{Person, attach, contact, erase, schedule, send, start, visible};
use crate::engine::error::{Fault, Step};
use crate::engine::outcome::{self, Speech};
use crate::engine::work::Work;
use domain::command::{Action, Command};
use domain::delivery::MessageState;
use domain::id::{ConversationId, MessageId};
use domain::message::{Author, Content};
use domain::time::UnixMillis;

/// Keeps what `command`, written at `at`, left behind.
pub(super) async fn keep(
    work: &mut Work<'_>,
    person: &Person<'_>,
    command: &Command,
    at: UnixMillis,
) -> Step<()> {
    let at = at.min(work.now);
    match &command.action {
        Action::SendMessage { conversation, .. } | Action::SendTemplate { conversation, .. } => {
            said(work, person, command, conversation, at).await
        }
        Action::AddNote { .. } => send::note(work, person, command, at).await,
        Action::StartConversation {
            conversation,
            contact,
            connection,
        } => start::start(work, person, conversation, contact, connection, at).await,
        Action::CreateContact { .. } => contact::create(work, person, &command.action).await,
        Action::EditContact { .. } => contact::edit(work, person, &command.action).await,
        // A restored relay holds the guest again.
        Action::EraseContact { contact } => erase::erase(work, person, contact).await,
        Action::CancelScheduled {
            conversation,
            message,
        } => schedule::cancel(work, person, conversation, message).await,
        Action::RetryMessage {
            conversation,
            message,
        } => tried(work, person, conversation, message).await,
        _ => Ok(()),
    }
}

/// What had failed was tried again, and may have arrived: nobody is told to try a third time.
async fn tried(
    work: &mut Work<'_>,
    person: &Person<'_>,
    conversation: &ConversationId,
    message: &MessageId,
) -> Step<()> {
    visible(work, person, conversation).await?;
    outcome::change(work, message, |body| {
        if body.conversation == *conversation && body.state == MessageState::Failed {
            body.state = MessageState::Unknown;
            body.failure = Some(outcome::restored());
        }
    })
    .await
}

async fn said(
    work: &mut Work<'_>,
    person: &Person<'_>,
    command: &Command,
    id: &ConversationId,
    at: UnixMillis,
) -> Step<()> {
    let mut conversation = visible(work, person, id).await?;
    let (message, content, text) = match &command.action {
        Action::SendMessage {
            message,
            text,
            attachment,
            ..
        } => {
            let file = attachment.as_ref();
            let channel = conversation.channel.clone();
            let (content, length) = match attach::reply(work, person, &channel, file).await {
                // The file's bytes were lost with the rest: the words stay.
                Err(Fault::Refused(_)) => attach::reply(work, person, &channel, None).await?,
                other => other?,
            };
            check_text(text, length)?;
            (message, content, text.clone())
        }
        Action::SendTemplate {
            message, template, ..
        } => {
            let known = approved(work, &conversation, &template.name, &template.language).await?;
            let (text, parameters) = known
                .fill(&template.parameters)
                .map_err(super::template::not_filled)?;
            let content = Content::Template {
                name: known.name,
                language: Some(known.language),
                category: Some(known.category),
                parameters,
                buttons: known.buttons,
            };
            (message, content, text)
        }
        _ => return Ok(()),
    };
    let message = message_id(message.as_ref(), command)?;
    if exists(work, &message, id).await? {
        return Ok(());
    }
    let speech = Speech {
        content,
        ..Speech::of(Author::Staff, Some(person.id.clone()), text)
    };
    outcome::keep_unknown(work, id, &mut conversation, message, speech, at).await
}
