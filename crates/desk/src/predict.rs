//! Base and prediction: what staff see is what the relay sent with their pending commands applied in order.
//!
//! The rules are `domain::handover`, which the relay's engine runs too; what a sent message does to its row is the engine's
//! `say`. A command that the rules refuse on the present base changes nothing here: the relay will refuse it, too.

mod begun;

use crate::session::Session;
use cache::{Applied, OutboxEntry, Writer};
use domain::access::{Permission, Role, may};
use domain::command::Action;
use domain::conversation::{Conversation, ConversationStatus, Preview};
use domain::delivery::MessageState;
use domain::handover::{self, Actor};
use domain::id::{ConversationId, MessageId, RecordId, StaffId};
use domain::limits::MediaKind;
use domain::message::{Author, Message};
use domain::record::Kind;
use domain::staff::Staff;
use domain::time::UnixMillis;
use std::collections::BTreeSet;

/// Longest text of a preview, in characters (SPEC 10).
const PREVIEW: usize = 160;

/// Whether a reply may leave, apart from window and connection: it is the writer's conversation, or the writer manages.
pub(crate) fn may_send(conversation: &Conversation, actor: &Actor<'_>) -> bool {
    let mine = conversation.assignee.as_ref() == Some(actor.id);
    conversation.status == ConversationStatus::AgentAssigned
        && (mine || may(actor.role, Permission::ManageMessaging))
}

/// A command with what it shows: a template's words are in its echo, not in the command.
pub(crate) struct Pending<'c> {
    action: &'c Action,
    at: UnixMillis,
    echo: Option<String>,
    /// The `type` of what a message shows.
    content: &'static str,
}

impl Pending<'_> {
    fn said(&self) -> Said<'_> {
        match self.action {
            Action::SendTemplate { .. } => Said {
                content: "template",
                text: self.echo.as_deref().unwrap_or_default(),
            },
            Action::SendMessage { text, .. } => Said {
                content: self.content,
                text,
            },
            _ => Said {
                content: "text",
                text: "",
            },
        }
    }
}

/// The `type` of a message with or without a file.
fn content_of(message: &Message) -> &'static str {
    match message.content.file() {
        None => "text",
        Some((MediaKind::Image, _)) => "image",
        Some((MediaKind::Video, _)) => "video",
        Some((MediaKind::Audio, _)) => "audio",
        Some((MediaKind::Document, _)) => "document",
        Some((MediaKind::Sticker, _)) => "sticker",
    }
}

struct Said<'p> {
    content: &'static str,
    text: &'p str,
}

/// One command on one conversation.
fn step(conversation: &mut Conversation, pending: &Pending<'_>, actor: &Actor<'_>) {
    let Pending { action, at, .. } = *pending;
    let said = pending.said();
    match action {
        // Nothing is said before its time.
        Action::SendMessage {
            send_at: Some(_), ..
        } => {}
        Action::SendMessage { .. } | Action::SendTemplate { .. } => {
            if !may_send(conversation, actor) {
                return;
            }
            conversation.last_at = at.max(conversation.last_at.plus(1));
            conversation.unread = 0;
            conversation.preview = Some(Preview {
                author: Author::Staff,
                staff: Some(actor.id.clone()),
                content: said.content.to_owned(),
                text: said.text.chars().take(PREVIEW).collect(),
                state: MessageState::Queued,
            });
        }
        Action::RetryMessage { .. } => {
            if !may_send(conversation, actor) {
                return;
            }
            conversation.failed = conversation.failed.saturating_sub(1);
            if let Some(preview) = &mut conversation.preview
                && preview.state == MessageState::Failed
            {
                preview.state = MessageState::Queued;
            }
        }
        // Whether the house has them was asked when it was written down.
        Action::SetLabels { labels, .. } => {
            if handover::permitted(action, actor.role).is_ok() {
                conversation.labels.clone_from(labels);
            }
        }
        action => {
            let mut after = conversation.clone();
            if handover::act(&mut after, action, actor, at).is_ok() {
                *conversation = after;
            }
        }
    }
}

/// What `base` becomes once `commands` (with the instants they were written at) have run in order.
pub(crate) fn conversation<'c>(
    base: &Conversation,
    commands: impl IntoIterator<Item = Pending<'c>>,
    actor: &Actor<'_>,
) -> Conversation {
    let mut visible = base.clone();
    for pending in commands {
        step(&mut visible, &pending, actor);
    }
    visible
}

/// Puts predictions back on top of records whose base changed, and takes away those whose command has left. Inside the
/// transaction that changed them.
pub(crate) fn after_page(
    session: &Session,
    writer: &Writer<'_>,
    applied: &Applied,
) -> cache::Result<Applied> {
    let mut stale: BTreeSet<(Kind, RecordId)> = applied.to_predict.clone();
    stale.extend(
        writer
            .records()
            .predicted()?
            .into_iter()
            .filter(|(kind, _)| *kind != Kind::Conversation),
    );
    refresh(session, writer, &stale)
}

/// Every prediction again, from nothing.
pub(crate) fn everything(session: &Session, writer: &Writer<'_>) -> cache::Result<Applied> {
    let mut stale: BTreeSet<(Kind, RecordId)> = writer.records().predicted()?.into_iter().collect();
    for entry in writer.outbox().all()? {
        let conversation = entry.command.action.conversation();
        stale.extend(conversation.map(|id| (Kind::Conversation, id.into())));
        if let Action::SetPresence { .. } | Action::CreateContact { .. } = entry.command.action {
            stale.extend(touched(&session.me, &entry.command.action));
        }
    }
    refresh(session, writer, &stale)
}

/// What one command changes on the screen.
pub(crate) fn touched(me: &StaffId, action: &Action) -> BTreeSet<(Kind, RecordId)> {
    let mut touched = BTreeSet::new();
    touched.extend(
        action
            .conversation()
            .map(|id| (Kind::Conversation, id.into())),
    );
    match action {
        Action::SetPresence { .. } => {
            touched.insert((Kind::Staff, me.into()));
        }
        Action::CreateContact { contact, .. } => {
            touched.insert((Kind::Contact, contact.into()));
        }
        Action::RetryMessage { message, .. }
        | Action::CancelScheduled { message, .. }
        | Action::React { message, .. } => {
            touched.insert((Kind::Message, message.into()));
        }
        _ => {}
    }
    touched
}

/// Predicts these records again from their base and the outbox as it stands.
pub(crate) fn refresh(
    session: &Session,
    writer: &Writer<'_>,
    records: &BTreeSet<(Kind, RecordId)>,
) -> cache::Result<Applied> {
    let mut applied = Applied::default();
    if records.is_empty() {
        return Ok(applied);
    }
    let role = session.staff(writer.reader())?.role;
    let outbox = writer.outbox().all()?;
    for (kind, id) in records {
        applied.merge(match kind {
            Kind::Conversation => {
                refresh_conversation(writer, &session.me, &role, &id.clone().into(), &outbox)?
            }
            Kind::Message => refresh_message(writer, &id.clone().into(), &outbox)?,
            Kind::Contact => begun::contact(writer, &id.clone().into(), &outbox)?,
            Kind::Staff if *id == RecordId::from(&session.me) => {
                refresh_staff(writer, &session.me, &outbox)?
            }
            _ => Applied::default(),
        });
    }
    Ok(applied)
}

fn refresh_conversation(
    writer: &Writer<'_>,
    me: &StaffId,
    role: &Role,
    id: &ConversationId,
    outbox: &[OutboxEntry],
) -> cache::Result<Applied> {
    let Some(base) = writer.records().base::<Conversation>(id)? else {
        return begun::conversation(writer, (me, role), id, outbox);
    };
    let pending: Vec<&OutboxEntry> = outbox
        .iter()
        .filter(|entry| entry.is_pending() && entry.command.action.conversation() == Some(id))
        .collect();
    if pending.is_empty() {
        return writer.clear_prediction(&Kind::Conversation, &id.into());
    }
    let visible = with_commands(writer, &base, &pending, (me, role))?;
    writer.set_visible::<Conversation>(id, &visible)
}

/// What `base` becomes once these entries have run.
fn with_commands(
    writer: &Writer<'_>,
    base: &Conversation,
    pending: &[&OutboxEntry],
    (me, role): (&StaffId, &Role),
) -> cache::Result<Conversation> {
    let mut commands = Vec::with_capacity(pending.len());
    for entry in pending {
        let action = &entry.command.action;
        let echo = match (&entry.record, action) {
            (
                Some(record),
                Action::SendTemplate { .. }
                | Action::SendMessage {
                    attachment: Some(_),
                    ..
                },
            ) => writer.messages().get(&record.clone().into())?,
            _ => None,
        };
        commands.push(Pending {
            action,
            at: entry.created_at,
            content: echo
                .as_ref()
                .map_or("text", |row| content_of(&row.row.body)),
            echo: echo.map(|row| row.row.body.text),
        });
    }
    Ok(conversation(base, commands, &Actor { id: me, role }))
}

fn refresh_message(
    writer: &Writer<'_>,
    id: &MessageId,
    outbox: &[OutboxEntry],
) -> cache::Result<Applied> {
    let record = RecordId::from(id);
    let Some(base) = writer.records().base::<Message>(id)? else {
        // An echo lives as long as its entry, held and refused ones included: the person's words are in it.
        let kept = outbox
            .iter()
            .any(|entry| entry.record.as_ref() == Some(&record));
        let here = writer.messages().get(id)?.is_some();
        return if kept || !here {
            Ok(Applied::default())
        } else {
            writer.clear_prediction(&Kind::Message, &record)
        };
    };
    let mut visible = base;
    let mut changed = false;
    for entry in outbox.iter().filter(|entry| entry.is_pending()) {
        match &entry.command.action {
            Action::RetryMessage { message, .. } if message == id => {
                (visible.state, visible.failure) = (MessageState::Queued, None);
                changed = true;
            }
            Action::React { message, emoji, .. } if message == id => {
                visible.react(emoji.as_deref(), entry.created_at);
                changed = true;
            }
            _ => {}
        }
    }
    if changed {
        writer.set_visible::<Message>(id, &visible)
    } else {
        writer.clear_prediction(&Kind::Message, &record)
    }
}

fn refresh_staff(
    writer: &Writer<'_>,
    me: &StaffId,
    outbox: &[OutboxEntry],
) -> cache::Result<Applied> {
    let Some(base) = writer.records().base::<Staff>(me)? else {
        return Ok(Applied::default());
    };
    let chosen = outbox
        .iter()
        .rev()
        .filter(|entry| entry.is_pending())
        .find_map(|entry| match &entry.command.action {
            Action::SetPresence { presence } => Some(presence.clone()),
            _ => None,
        });
    match chosen {
        None => writer.clear_prediction(&Kind::Staff, &me.into()),
        Some(presence) => writer.set_visible::<Staff>(me, &Staff { presence, ..base }),
    }
}
