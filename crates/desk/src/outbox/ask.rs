//! Writing a command down: checked against what staff see, queued and predicted in one durable transaction.

use super::check::{LONGEST_NOTE, answerable, echo_of, fits, quote, seen, sendable, sendable_with};
use super::depend;
use crate::api::ApiError;
use crate::files::{self, send::Part};
use crate::predict;
use crate::session::Session;
use cache::{Applied, Durability, NewEntry, Writer};
use domain::command::{Action, Code, Command, Refusal};
use domain::connection::Connection;
use domain::conversation::Conversation;
use domain::delivery::MessageState;
use domain::handover::{self, Actor};
use domain::id::{CommandId, ConversationId, MessageId, RecordId};
use domain::message::{Author, Content, Message};
use domain::schedule;
use domain::staff::Staff;
use domain::time::UnixMillis;
use std::sync::Arc;

/// What a refused write gives back: nothing was written.
pub(super) type Asked<T> = cache::Result<Result<T, Refusal>>;

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self {
            code: refusal.code.as_str().to_owned(),
            detail: refusal.detail,
        }
    }
}

/// A command about to be queued.
pub(super) struct Draft {
    pub(super) action: Action,
    /// The record it creates and shows at once.
    pub(super) echo: Option<(MessageId, Message)>,
}

impl Session {
    pub(super) fn fresh<T>(
        &self,
        make: impl FnOnce(String) -> Result<T, domain::id::InvalidId>,
    ) -> Result<T, ApiError> {
        make(self.host.new_id()).map_err(|_| ApiError::with("internal", "id"))
    }

    /// Queues what `decide` makes of the state it sees. Blocking.
    fn write_down(
        &self,
        id: &CommandId,
        decide: impl FnOnce(&Writer<'_>, &Staff, UnixMillis) -> Asked<Draft>,
    ) -> cache::Result<Result<Applied, Refusal>> {
        let now = self.relay_now();
        self.cache.write(Durability::Full, |writer| {
            let staff = self.staff(writer.reader())?;
            let draft = match decide(writer, &staff, now)? {
                Ok(draft) => draft,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let mut before = match draft.action.conversation() {
                Some(conversation) => writer.outbox().of_conversation(conversation)?,
                None => Vec::new(),
            };
            // A conversation comes after the guest it is begun with.
            if let Action::StartConversation { contact, .. } = &draft.action {
                before.extend(writer.outbox().of_contact(contact)?);
            }
            let mut after = depend::after(&draft.action, &before);
            // A message comes after the file it carries.
            if let Some(media) = draft.action.file() {
                after.push(files::send::upload_id(media)?);
            }
            let touched = predict::touched(&self.me, &draft.action);
            writer.outbox_mut().push(&NewEntry {
                command: Command {
                    id: id.clone(),
                    action: draft.action,
                },
                after,
                record: draft
                    .echo
                    .as_ref()
                    .map(|(message, _)| RecordId::from(message)),
                created_at: now,
            })?;
            let mut applied = Applied::default();
            if let Some((message, body)) = &draft.echo {
                applied.merge(writer.insert_predicted_message(message, body)?);
            }
            applied.merge(predict::refresh(self, writer, &touched)?);
            Ok(Ok(applied))
        })
    }

    pub(super) async fn queue(
        self: &Arc<Self>,
        decide: impl FnOnce(&Session, &Writer<'_>, &Staff, UnixMillis) -> Asked<Draft> + Send + 'static,
    ) -> Result<(), ApiError> {
        let id = self.fresh(CommandId::new)?;
        let written = self
            .with_cache(move |session| {
                session.write_down(&id, |writer, staff, now| {
                    decide(session, writer, staff, now)
                })
            })
            .await?;
        let applied = written?;
        self.watch.look(self, &applied, false);
        self.announce(&applied, true);
        self.wake_outbox.notify_one();
        let session = Arc::clone(self);
        seam::detached(move || session.emit_status());
        Ok(())
    }

    /// A reply to the guest (SPEC 39, 49). Gives the id of its echo.
    pub(crate) async fn send_message(
        self: &Arc<Self>,
        conversation: ConversationId,
        part: Part,
        reply_to: Option<MessageId>,
        send_at: Option<UnixMillis>,
    ) -> Result<MessageId, ApiError> {
        let message = self.fresh(MessageId::new)?;
        let echo = message.clone();
        let Part { text, file } = part;
        self.queue(move |session, writer, staff, now| {
            let Some(row) = writer.get::<Conversation>(&conversation)? else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            let actor = Actor {
                id: &session.me,
                role: &staff.role,
            };
            let connection = writer
                .get::<Connection>(&row.body.connection)?
                .map(|c| c.body);
            let kind = file.as_ref().map(|file| file.kind);
            if let Err(refusal) =
                sendable_with(&row.body, &actor, connection.as_ref(), (&text, kind), now)
            {
                return Ok(Err(refusal));
            }
            let send_at = match send_at.map(|at| schedule::ask(at, now)).transpose() {
                Ok(at) => at.flatten(),
                Err(refusal) => return Ok(Err(refusal)),
            };
            let seen = seen(writer, &conversation, &row.body, now)?;
            let quote = match &reply_to {
                Some(id) => writer.messages().get(id)?.map(|m| quote(id, &m.row.body)),
                None => None,
            };
            let mut body = echo_of(
                &conversation,
                Author::Staff,
                session,
                &text,
                quote.clone(),
                now,
                &row.body,
            );
            if let Some(file) = &file {
                files::send::take(writer, file, now)?;
                body.content = file.attachment.content(file.kind);
            }
            if let Some(at) = send_at {
                (body.state, body.at, body.send_at) = (MessageState::Scheduled, at, Some(at));
            }
            let action = Action::SendMessage {
                conversation,
                text,
                attachment: file.map(|file| file.attachment),
                message: Some(echo.clone()),
                reply_to: quote,
                seen: Some(seen),
                send_at,
            };
            Ok(Ok(Draft {
                action,
                echo: Some((echo, body)),
            }))
        })
        .await?;
        Ok(message)
    }

    /// A note to colleagues (SPEC 41). Gives the id of its echo.
    pub(crate) async fn add_note(
        self: &Arc<Self>,
        conversation: ConversationId,
        part: Part,
    ) -> Result<MessageId, ApiError> {
        let message = self.fresh(MessageId::new)?;
        let echo = message.clone();
        let Part { text, file } = part;
        self.queue(move |session, writer, staff, now| {
            let Some(row) = writer.get::<Conversation>(&conversation)? else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            let action = Action::AddNote {
                conversation: conversation.clone(),
                text: text.clone(),
                attachment: file.as_ref().map(|file| file.attachment.clone()),
                message: Some(echo.clone()),
            };
            if let Err(refusal) = handover::permitted(&action, &staff.role) {
                return Ok(Err(refusal));
            }
            let least = usize::from(file.is_none());
            if let Err(refusal) = fits(&text, least..=LONGEST_NOTE) {
                return Ok(Err(refusal));
            }
            let mut body = echo_of(
                &conversation,
                Author::Note,
                session,
                &text,
                None,
                now,
                &row.body,
            );
            if let Some(file) = &file {
                files::send::take(writer, file, now)?;
                body.content = file.attachment.content(file.kind);
            }
            Ok(Ok(Draft {
                action,
                echo: Some((echo, body)),
            }))
        })
        .await?;
        Ok(message)
    }

    /// A change of status, or a read mark (SPEC 32–35, 155–161). Refused at once where the present state already refuses it.
    pub(crate) async fn act(self: &Arc<Self>, action: Action) -> Result<(), ApiError> {
        let quiet = matches!(action, Action::MarkRead { .. } | Action::MarkUnread { .. });
        if quiet && self.has_nothing_to_mark(&action).await? {
            return Ok(());
        }
        self.queue(move |session, writer, staff, now| {
            let conversation = action.conversation().cloned();
            let row = match &conversation {
                Some(id) => writer.get::<Conversation>(id)?,
                None => None,
            };
            let Some(row) = row else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            let mut after = row.body;
            let actor = Actor {
                id: &session.me,
                role: &staff.role,
            };
            Ok(handover::act(&mut after, &action, &actor, now)
                .map(|_| Draft { action, echo: None }))
        })
        .await
    }

    /// Reading what is read already, or what this role's reading does not count for, is no command.
    async fn has_nothing_to_mark(self: &Arc<Self>, action: &Action) -> Result<bool, ApiError> {
        let action = action.clone();
        self.with_cache(move |session| {
            session.cache.read(|reader| {
                let staff = session.staff(reader)?;
                let Some(id) = action.conversation() else {
                    return Ok(true);
                };
                let unread = reader
                    .get::<Conversation>(id)?
                    .map_or(0, |row| row.body.unread);
                let reading = matches!(action, Action::MarkRead { .. });
                Ok(handover::permitted(&action, &staff.role).is_err() || (reading && unread == 0))
            })
        })
        .await
    }

    /// A failed message again; one that never left this computer is released instead.
    pub(crate) async fn retry_message(
        self: &Arc<Self>,
        conversation: ConversationId,
        message: MessageId,
    ) -> Result<(), ApiError> {
        let wanted = RecordId::from(&message);
        let local = self
            .with_cache(move |session| {
                session.cache.read(|reader| {
                    let lane = reader.outbox().of_conversation(&conversation)?;
                    let held = lane
                        .iter()
                        .find(|entry| entry.record.as_ref() == Some(&wanted));
                    Ok((conversation, held.map(|entry| entry.command.id.clone())))
                })
            })
            .await?;
        let conversation = match local {
            (_, Some(entry)) => return self.release(entry).await,
            (conversation, None) => conversation,
        };
        self.queue(move |session, writer, staff, now| {
            let found = writer.messages().get(&message)?;
            let row = writer.get::<Conversation>(&conversation)?;
            let (Some(found), Some(row)) = (found, row) else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            let actor = Actor {
                id: &session.me,
                role: &staff.role,
            };
            let connection = writer
                .get::<Connection>(&row.body.connection)?
                .map(|c| c.body);
            let state = &found.row.body.state;
            if !matches!(state, MessageState::Failed | MessageState::Unknown) {
                return Ok(Err(Refusal::with(Code::WrongStatus, state.as_str())));
            }
            let template = matches!(found.row.body.content, Content::Template { .. });
            let allowed = match template {
                true => answerable(&row.body, &actor, connection.as_ref()),
                false => sendable(&row.body, &actor, connection.as_ref(), "-", now),
            };
            if let Err(refusal) = allowed {
                return Ok(Err(refusal));
            }
            let action = Action::RetryMessage {
                conversation,
                message,
            };
            Ok(Ok(Draft { action, echo: None }))
        })
        .await
    }

    /// A command that is about no conversation.
    pub(crate) async fn do_plain(self: &Arc<Self>, action: Action) -> Result<(), ApiError> {
        self.queue(move |_, _, staff, _| {
            Ok(handover::permitted(&action, &staff.role).map(|()| Draft { action, echo: None }))
        })
        .await
    }
}
