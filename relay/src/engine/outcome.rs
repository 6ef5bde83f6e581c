//! Effects that several commands share: what is said, event lines, counters, previews.

use super::Entry;
use super::error::Step;
use super::key;
use super::payload::{DeliverJob, JobKind, SendScheduledJob};
use super::work::Work;
use domain::Unknown;
use domain::connection::ConnectionStatus;
use domain::conversation::{Conversation, Preview};
use domain::delivery::{self, Failure, MessageState};
use domain::id::{ConnectionId, ConversationId, MessageId, StaffId};
use domain::message::{Author, Content, Event, Message, Quote};
use domain::time::UnixMillis;

/// Longest text of a preview, in characters (SPEC 10).
const PREVIEW: usize = 160;
/// Longest excerpt of a quoted message, in characters.
const EXCERPT: usize = 200;
/// How far the provider's clock may be behind ours, in milliseconds.
const SKEW: i64 = 5_000;

/// Words of ours on their way to the guest.
pub(crate) struct Speech {
    pub(crate) author: Author,
    pub(crate) staff: Option<StaffId>,
    pub(crate) text: String,
    pub(crate) content: Content,
    pub(crate) reply_to: Option<Quote>,
    /// Leaves then; absent = now.
    pub(crate) send_at: Option<UnixMillis>,
}

impl Speech {
    /// Words that leave now and answer nothing.
    pub(crate) fn of(author: Author, staff: Option<StaffId>, text: String) -> Self {
        Self {
            author,
            staff,
            text,
            content: Content::Text,
            reply_to: None,
            send_at: None,
        }
    }
}

/// Adds a message of ours and its delivery, and shows it in the row. The caller writes the conversation.
pub(crate) async fn say(
    work: &mut Work<'_>,
    id: &ConversationId,
    conversation: &mut Conversation,
    message: MessageId,
    speech: Speech,
) -> Step<()> {
    let at = speech
        .send_at
        .unwrap_or_else(|| next_at(work, conversation));
    let body = body(id, speech, at);
    if let Some(due) = body.send_at {
        // Nothing is said before its time: the row does not move.
        work.put_message(&message, &conversation.property, &body)
            .await?;
        let job = SendScheduledJob { message };
        return work.add_job(&JobKind::SendScheduled, String::new(), due, &job);
    }
    show(conversation, &body);
    work.put_message(&message, &conversation.property, &body)
        .await?;
    add_deliver_job(work, &message, &body, &conversation.connection)
}

/// Keeps words of ours that left before a restore, at the time they were written: nobody knows whether they arrived, and they do not
/// leave again by themselves.
pub(crate) async fn keep_unknown(
    work: &mut Work<'_>,
    id: &ConversationId,
    conversation: &mut Conversation,
    message: MessageId,
    speech: Speech,
    at: UnixMillis,
) -> Step<()> {
    let mut body = body(id, speech, at);
    (body.state, body.failure) = (MessageState::Unknown, Some(restored()));
    show(conversation, &body);
    work.put_message(&message, &conversation.property, &body)
        .await?;
    work.put_conversation(id, conversation).await
}

/// Why nobody knows whether a message arrived.
pub(crate) fn restored() -> Failure {
    Failure {
        code: delivery::RESTORED.to_owned(),
        provider_code: None,
        detail: None,
        retryable: true,
    }
}

fn body(id: &ConversationId, speech: Speech, at: UnixMillis) -> Message {
    Message {
        conversation: id.clone(),
        author: speech.author,
        staff: speech.staff,
        state: match speech.send_at {
            None => MessageState::Queued,
            Some(_) => MessageState::Scheduled,
        },
        provider_id: None,
        text: speech.text,
        content: speech.content,
        at,
        send_at: speech.send_at,
        reply_to: speech.reply_to,
        reactions: Vec::new(),
        failure: None,
        edited_at: None,
        revoked_at: None,
        forwarded: false,
        unknown: Unknown::new(),
    }
}

/// Never before what it answers, though the provider's clock may be ahead of ours.
pub(crate) fn next_at(work: &Work<'_>, conversation: &Conversation) -> UnixMillis {
    work.now.max(conversation.last_at.plus(1))
}

/// The lane of what goes to the guest of a conversation, so that order is kept.
pub(crate) fn lane(conversation: &ConversationId) -> String {
    format!("conversation/{conversation}")
}

/// What is quoted of a message. Without a provider's id (not sent yet) the guest sees no quote.
pub(crate) fn quote_of(id: MessageId, quoted: &Message) -> Quote {
    Quote {
        message: Some(id),
        provider_id: quoted.provider_id.clone().unwrap_or_default(),
        author: Some(quoted.author.clone()),
        excerpt: quoted.text.chars().take(EXCERPT).collect(),
    }
}

/// Puts a message's delivery in its conversation's lane, so that order is kept.
pub(crate) fn add_deliver_job(
    work: &mut Work<'_>,
    message: &MessageId,
    body: &Message,
    connection: &ConnectionId,
) -> Step<()> {
    let payload = DeliverJob {
        message: message.clone(),
        conversation: body.conversation.clone(),
        connection: connection.clone(),
    };
    let kind = match body.content.file() {
        Some(_) => JobKind::DeliverMedia,
        None => JobKind::Deliver,
    };
    work.add_job(&kind, lane(&body.conversation), work.now, &payload)
}

/// Leaves a line about something that happened (SPEC 31); it moves neither the row's preview nor its place.
pub(crate) async fn event_line(
    work: &mut Work<'_>,
    id: &ConversationId,
    conversation: &Conversation,
    event: Event,
    staff: Option<&StaffId>,
) -> Step<()> {
    let message: MessageId = work.new_id()?;
    let body = Message {
        conversation: id.clone(),
        author: Author::System,
        staff: staff.cloned(),
        state: MessageState::Stored,
        provider_id: None,
        text: String::new(),
        content: Content::Event(event),
        at: work.now.max(conversation.last_at),
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

/// Shows a guest-visible message in its conversation's row if it is the newest by time; arrival order does not matter.
///
/// The guest's messages are compared among themselves by the provider's clock; against ours, which have the relay's, the guest's
/// get [`SKEW`] for whole seconds and clocks apart.
pub(crate) fn show(conversation: &mut Conversation, message: &Message) {
    let by_guest = message.author == Author::Guest;
    let newest = match &conversation.preview {
        None => true,
        Some(shown) if by_guest && shown.author == Author::Guest => conversation
            .last_guest_at
            .is_none_or(|last| message.at >= last),
        Some(_) if by_guest => {
            message.at.plus(SKEW) >= conversation.last_at
                && conversation
                    .last_guest_at
                    .is_none_or(|last| message.at >= last)
        }
        Some(_) => message.at >= conversation.last_at,
    };
    if newest {
        conversation.preview = Some(preview(message));
    }
    conversation.last_at = conversation.last_at.max(message.at);
}

/// Follows a change of the message that the row shows.
pub(crate) fn refresh_preview(conversation: &mut Conversation, before: &Message, after: &Message) {
    // Two messages of a side may read the same; their times differ.
    let newest = if before.author == Author::Guest {
        conversation
            .last_guest_at
            .is_none_or(|last| before.at >= last)
    } else {
        conversation.last_at == before.at
    };
    if newest && conversation.preview.as_ref() == Some(&preview(before)) {
        conversation.preview = Some(preview(after));
    }
}

fn preview(message: &Message) -> Preview {
    Preview {
        author: message.author.clone(),
        staff: message.staff.clone(),
        content: message.content.type_name(),
        text: message.text.chars().take(PREVIEW).collect(),
        state: message.state.clone(),
    }
}

/// Keeps a connection's number of open conversations right (SPEC 21).
pub(crate) async fn count_active(work: &mut Work<'_>, id: &ConnectionId, change: i32) -> Step<()> {
    let Some(mut connection) = work.connection(id).await? else {
        return Ok(());
    };
    connection.active_conversations = connection
        .active_conversations
        .saturating_add_signed(change);
    work.put(&Entry::Connection(id.clone(), connection)).await
}

/// The unique key of a message that is written in bulk with a provider's id.
pub(crate) async fn claim_provider_id(work: &mut Work<'_>, entry: &Entry) -> Step<()> {
    let Entry::Message(id, _, message) = entry else {
        return Ok(());
    };
    let Some(provider_id) = &message.provider_id else {
        return Ok(());
    };
    let Some(conversation) = work.conversation(&message.conversation).await? else {
        return Ok(());
    };
    work.claim_key(
        key::provider_message(&conversation.connection, provider_id),
        id.into(),
    )
    .await
}

/// Changes one of our messages; the row's preview and its count of failures follow. Nothing is written if nothing changed.
pub(crate) async fn change(
    work: &mut Work<'_>,
    id: &MessageId,
    edit: impl FnOnce(&mut Message),
) -> Step<()> {
    let Some(before) = work.message(id).await? else {
        return Ok(());
    };
    let mut after = before.clone();
    edit(&mut after);
    if after == before {
        return Ok(());
    }
    let Some(found) = work.conversation(&after.conversation).await? else {
        return Ok(());
    };
    let mut conversation = found.clone();
    let failed = |message: &Message| u32::from(message.state == MessageState::Failed);
    conversation.failed = conversation
        .failed
        .saturating_add(failed(&after))
        .saturating_sub(failed(&before));
    refresh_preview(&mut conversation, &before, &after);
    work.put_message(id, &conversation.property, &after).await?;
    if conversation != found {
        work.put_conversation(&after.conversation, &conversation)
            .await?;
    }
    Ok(())
}

/// Notes a problem of an account; one that was switched off by hand stays off.
pub(crate) async fn connection_problem(
    work: &mut Work<'_>,
    id: &ConnectionId,
    problem: &str,
) -> Step<()> {
    let Some(before) = work.connection(id).await? else {
        return Ok(());
    };
    let mut after = before.clone();
    if after.status != ConnectionStatus::Disconnected {
        after.status = ConnectionStatus::Error;
    }
    after.problem = Some(problem.chars().take(500).collect());
    if after == before {
        return Ok(());
    }
    tracing::warn!(connection.id = %id, "connection {id} reports a problem");
    work.put(&Entry::Connection(id.clone(), after)).await
}
