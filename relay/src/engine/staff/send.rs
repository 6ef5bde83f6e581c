//! Writing: to the guest (send, retry) and to colleagues (note).

use super::{Person, attach, seen, template, visible};
use crate::engine::error::Step;
use crate::engine::key;
use crate::engine::outcome::{self, Speech};
use crate::engine::work::Work;
use domain::Unknown;
use domain::access::{Permission, may};
use domain::command::{Action, Code, Command, Refusal};
use domain::connection::ConnectionStatus;
use domain::conversation::{Conversation, ConversationStatus};
use domain::delivery::MessageState;
use domain::id::{ConversationId, MessageId, RecordId};
use domain::message::{Author, Content, Message, Quote};
use domain::schedule;
use domain::time::UnixMillis;
use domain::window::{ReplyWindow, reply_window};

/// The limit of a note.
const MAX_NOTE: usize = 10_000;

pub(super) async fn send(work: &mut Work<'_>, person: &Person<'_>, command: &Command) -> Step<()> {
    let Action::SendMessage {
        conversation: id,
        text,
        attachment,
        message,
        reply_to,
        seen,
        send_at,
    } = &command.action
    else {
        return Err(Refusal::with(Code::Invalid, "type").into());
    };
    let mut conversation = visible(work, person, id).await?;
    let message = message_id(message.as_ref(), command)?;
    if exists(work, &message, id).await? {
        return Ok(());
    }
    let file = attachment.as_ref();
    let (content, length) = attach::reply(work, person, &conversation.channel, file).await?;
    check_text(text, length)?;
    if let Some(seen) = seen {
        seen::check(work, person, id, &conversation, seen).await?;
    }
    check_sendable(work, person, &conversation).await?;
    let reply_to = match reply_to {
        Some(given) => Some(quote(work, id, &conversation, given).await?),
        None => None,
    };
    let send_at = match send_at {
        Some(at) => schedule::ask(*at, work.now)?,
        None => None,
    };
    let speech = Speech {
        content,
        reply_to,
        send_at,
        ..Speech::of(Author::Staff, Some(person.id.clone()), text.clone())
    };
    outcome::say(work, id, &mut conversation, message, speech).await?;
    if send_at.is_some() {
        return Ok(());
    }
    // Who answers has read.
    conversation.unread = 0;
    work.put_conversation(id, &conversation).await
}

pub(super) async fn retry(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &ConversationId,
    message: &MessageId,
) -> Step<()> {
    let mut conversation = visible(work, person, id).await?;
    let found = work.message(message).await?;
    let not_found = || Refusal::with(Code::NotFound, "message");
    let mut body = found
        .filter(|body| body.conversation == *id)
        .ok_or_else(not_found)?;
    match body.state {
        MessageState::Failed | MessageState::Unknown => {}
        // Somebody else pressed Retry first.
        MessageState::Queued => return Ok(()),
        _ => return Err(Refusal::with(Code::WrongStatus, body.state.as_str()).into()),
    }
    match &body.content {
        Content::Template { name, language, .. } => {
            let language = language.as_deref().unwrap_or_default();
            template::approved(work, &conversation, name, language).await?;
            check_answerable(work, person, &conversation).await?;
        }
        _ => check_sendable(work, person, &conversation).await?,
    }
    if body.state == MessageState::Failed {
        conversation.failed = conversation.failed.saturating_sub(1);
    }
    let before = body.clone();
    body.state = MessageState::Queued;
    body.failure = None;
    outcome::refresh_preview(&mut conversation, &before, &body);
    if body.send_at.is_some() {
        // Its time is over: it is said now.
        body.at = outcome::next_at(work, &conversation);
        outcome::show(&mut conversation, &body);
    }
    work.put_message(message, &conversation.property, &body)
        .await?;
    outcome::add_deliver_job(work, message, &body, &conversation.connection)?;
    work.put_conversation(id, &conversation).await
}

/// A note, as of `at`.
pub(super) async fn note(
    work: &mut Work<'_>,
    person: &Person<'_>,
    command: &Command,
    at: UnixMillis,
) -> Step<()> {
    let Action::AddNote {
        conversation: id,
        text,
        attachment,
        message,
    } = &command.action
    else {
        return Err(Refusal::with(Code::Invalid, "type").into());
    };
    let conversation = visible(work, person, id).await?;
    let message = message_id(message.as_ref(), command)?;
    if exists(work, &message, id).await? {
        return Ok(());
    }
    let (content, length) = attach::note(work, person, attachment.as_ref(), MAX_NOTE).await?;
    check_text(text, length)?;
    let body = Message {
        conversation: id.clone(),
        author: Author::Note,
        staff: Some(person.id.clone()),
        state: MessageState::Stored,
        provider_id: None,
        text: text.clone(),
        content,
        at,
        send_at: None,
        reply_to: None,
        reactions: Vec::new(),
        failure: None,
        edited_at: None,
        revoked_at: None,
        forwarded: false,
        unknown: Unknown::new(),
    };
    work.put_message(&message, &conversation.property, &body)
        .await
}

/// What is answered, as the records have it: a client names the message, its words are not the client's to say.
async fn quote(
    work: &mut Work<'_>,
    id: &ConversationId,
    conversation: &Conversation,
    given: &Quote,
) -> Step<Quote> {
    let message = match &given.message {
        Some(message) => Some(message.clone()),
        None => {
            let key = key::provider_message(&conversation.connection, &given.provider_id);
            work.tx.lookup(&key).await?.map(MessageId::from)
        }
    };
    let unknown = || Refusal::with(Code::Invalid, "reply_to");
    let message = message.ok_or_else(unknown)?;
    let quoted = work.message(&message).await?;
    let quoted = quoted.filter(|it| it.conversation == *id && it.author != Author::Note);
    Ok(outcome::quote_of(message, &quoted.ok_or_else(unknown)?))
}

/// The window, the account, and whose it is, in this order: a closed window is the news even if it is not mine.
///
/// A reply needs the conversation to be the writer's. Who has `messaging:manage` may also write in a colleague's; nobody
/// writes beside the bot or into a waiting one: claim or take over first, so that the guest hears one voice.
pub(super) async fn check_sendable(
    work: &mut Work<'_>,
    person: &Person<'_>,
    conversation: &Conversation,
) -> Step<()> {
    if let ReplyWindow::Closed(_) = reply_window(conversation, work.now) {
        return Err(Refusal::new(Code::WindowClosed).into());
    }
    check_answerable(work, person, conversation).await
}

/// The same but for the window: a template needs none.
pub(super) async fn check_answerable(
    work: &mut Work<'_>,
    person: &Person<'_>,
    conversation: &Conversation,
) -> Step<()> {
    let connection = work.connection(&conversation.connection).await?;
    if connection.is_none_or(|it| it.status == ConnectionStatus::Disconnected) {
        return Err(Refusal::new(Code::ConnectionDown).into());
    }
    let mine = conversation.assignee.as_ref() == Some(person.id);
    let manages = may(&person.staff.role, Permission::ManageMessaging);
    match conversation.status {
        ConversationStatus::AgentAssigned if mine || manages => Ok(()),
        ConversationStatus::Resolved | ConversationStatus::Expired => {
            Err(Refusal::with(Code::WrongStatus, conversation.status.as_str()).into())
        }
        _ => Err(Refusal::new(Code::NotYours).into()),
    }
}

/// Creations are idempotent for ever by their record id (DESIGN_SYNC): the client's, or the command's own.
pub(super) fn message_id(
    given: Option<&MessageId>,
    command: &Command,
) -> Result<MessageId, Refusal> {
    match given {
        Some(id) => Ok(id.clone()),
        None => MessageId::new(command.id.as_str()).map_err(|_| Refusal::with(Code::Invalid, "id")),
    }
}

/// Whether the record is there already; under another conversation the id is somebody else's.
pub(super) async fn exists(work: &mut Work<'_>, id: &MessageId, at: &ConversationId) -> Step<bool> {
    match work
        .tx
        .get(&domain::record::Kind::Message, &id.into())
        .await?
    {
        None => Ok(false),
        Some(record) if record.parent == Some(RecordId::from(at)) => Ok(true),
        Some(_) => Err(Refusal::with(Code::Conflict, "message").into()),
    }
}

pub(super) fn check_text(
    text: &str,
    allowed: std::ops::RangeInclusive<usize>,
) -> Result<(), Refusal> {
    let length = text.chars().count();
    let words = *allowed.start() == 0 || !text.trim().is_empty();
    let fits = allowed.contains(&length) && words && !text.contains('\0');
    if fits {
        Ok(())
    } else {
        Err(Refusal::with(Code::Invalid, "text"))
    }
}
