//! What may be written at all, and how it looks before the relay has it. Pure but for reading what was seen last.

use crate::predict;
use crate::session::Session;
use cache::Writer;
use domain::access::may;
use domain::command::{Code, Refusal, Seen};
use domain::connection::{Connection, ConnectionStatus};
use domain::conversation::{Conversation, ConversationStatus};
use domain::delivery::MessageState;
use domain::handover::Actor;
use domain::id::{ConversationId, MessageId};
use domain::limits::{self, MediaKind};
use domain::message::{Author, Content, Message, Quote};
use domain::time::UnixMillis;
use domain::window::{ReplyWindow, reply_window};
use std::ops::RangeInclusive;

/// Longest note, in characters.
pub(super) const LONGEST_NOTE: usize = 10_000;

/// The relay's own order of questions: words, window, account, whose it is.
pub(crate) fn sendable(
    conversation: &Conversation,
    actor: &Actor<'_>,
    connection: Option<&Connection>,
    text: &str,
    now: UnixMillis,
) -> Result<(), Refusal> {
    sendable_with(conversation, actor, connection, (text, None), now)
}

/// As [`sendable`], for words that stand under a file of this kind.
pub(super) fn sendable_with(
    conversation: &Conversation,
    actor: &Actor<'_>,
    connection: Option<&Connection>,
    (text, file): (&str, Option<MediaKind>),
    now: UnixMillis,
) -> Result<(), Refusal> {
    if !may(actor.role, domain::access::Permission::Reply) {
        return Err(Refusal::with(
            Code::Forbidden,
            domain::access::Permission::Reply.as_str(),
        ));
    }
    let channel = &conversation.channel;
    fits(
        text,
        match file {
            None => 1..=limits::text(channel),
            Some(kind) => 0..=limits::caption(channel, kind),
        },
    )?;
    if let ReplyWindow::Closed(_) = reply_window(conversation, now) {
        return Err(Refusal::new(Code::WindowClosed));
    }
    answerable(conversation, actor, connection)
}

/// Whether anything may leave, the window apart: a template needs none.
pub(super) fn answerable(
    conversation: &Conversation,
    actor: &Actor<'_>,
    connection: Option<&Connection>,
) -> Result<(), Refusal> {
    if connection.is_some_and(|it| it.status == ConnectionStatus::Disconnected) {
        return Err(Refusal::new(Code::ConnectionDown));
    }
    match conversation.status {
        ConversationStatus::Resolved | ConversationStatus::Expired => Err(Refusal::with(
            Code::WrongStatus,
            conversation.status.as_str(),
        )),
        _ if predict::may_send(conversation, actor) => Ok(()),
        _ => Err(Refusal::new(Code::NotYours)),
    }
}

pub(super) fn fits(text: &str, allowed: RangeInclusive<usize>) -> Result<(), Refusal> {
    let length = text.chars().count();
    let words = *allowed.start() == 0 || !text.trim().is_empty();
    let fits = allowed.contains(&length) && words && !text.contains('\0');
    if fits {
        Ok(())
    } else {
        Err(Refusal::with(Code::Invalid, "text"))
    }
}

/// What the writer of a reply sees at this moment.
pub(crate) fn seen(
    writer: &Writer<'_>,
    id: &ConversationId,
    conversation: &Conversation,
    now: UnixMillis,
) -> cache::Result<Seen> {
    let last = writer.messages().last_seen(id)?;
    Ok(Seen {
        assignee: conversation.assignee.clone(),
        last_guest_message: last.guest,
        last_staff_message: last.staff,
        written_at: Some(now),
    })
}

pub(super) fn quote(id: &MessageId, message: &Message) -> Quote {
    Quote {
        message: Some(id.clone()),
        provider_id: message.provider_id.clone().unwrap_or_default(),
        author: Some(message.author.clone()),
        excerpt: message.text.chars().take(200).collect(),
    }
}

/// The message as the relay will write it; only its time may differ.
pub(super) fn echo_of(
    conversation: &ConversationId,
    author: Author,
    session: &Session,
    text: &str,
    reply_to: Option<Quote>,
    now: UnixMillis,
    row: &Conversation,
) -> Message {
    let note = author == Author::Note;
    Message {
        conversation: conversation.clone(),
        author,
        staff: Some(session.me.clone()),
        state: if note {
            MessageState::Stored
        } else {
            MessageState::Queued
        },
        provider_id: None,
        text: text.to_owned(),
        content: Content::Text,
        at: now.max(row.last_at),
        send_at: None,
        reply_to,
        reactions: Vec::new(),
        failure: None,
        edited_at: None,
        revoked_at: None,
        forwarded: false,
        unknown: domain::Unknown::default(),
    }
}
