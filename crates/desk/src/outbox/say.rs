//! Writing down what is no plain reply: templates, reactions, and calling off what was to be said later.

use super::ask::Draft;
use super::check::{answerable, echo_of, seen, sendable};
use crate::api::ApiError;
use crate::session::Session;
use cache::{OutboxState, Writer};
use domain::command::{Action, Code, Refusal};
use domain::connection::Connection;
use domain::conversation::Conversation;
use domain::delivery::MessageState;
use domain::handover::{self, Actor};
use domain::id::{ConnectionId, ConversationId, MessageId, RecordId};
use domain::message::{Author, Content, is_emoji};
use domain::template::{Template, TemplateUse};
use std::sync::Arc;

impl Session {
    /// An approved template, also after the window (SPEC 49, 195). Gives the id of its echo.
    pub(crate) async fn send_template(
        self: &Arc<Self>,
        conversation: ConversationId,
        template: TemplateUse,
    ) -> Result<MessageId, ApiError> {
        let message = self.fresh(MessageId::new)?;
        let echo = message.clone();
        self.queue(move |session, writer, staff, now| {
            let Some(row) = writer.get::<Conversation>(&conversation)? else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            let known = offered(writer, &row.body.connection, &template)?;
            let account = account(writer, &row.body)?;
            let seen = seen(writer, &conversation, &row.body, now)?;
            let action = Action::SendTemplate {
                conversation: conversation.clone(),
                message: Some(echo.clone()),
                template: template.clone(),
                seen: Some(seen),
            };
            let actor = Actor {
                id: &session.me,
                role: &staff.role,
            };
            let allowed = handover::permitted(&action, &staff.role)
                .and_then(|()| answerable(&row.body, &actor, account.as_ref()));
            let not_there = || Refusal::with(Code::Template, "name");
            let filled = allowed.and_then(|()| {
                let known = known.ok_or_else(not_there)?;
                let filled = known.fill(&template.parameters);
                let (text, parameters) =
                    filled.map_err(|_| Refusal::with(Code::Template, "parameters"))?;
                Ok((known, text, parameters))
            });
            Ok(filled.map(|(known, text, parameters)| {
                let mut body = echo_of(
                    &conversation,
                    Author::Staff,
                    session,
                    &text,
                    None,
                    now,
                    &row.body,
                );
                body.content = Content::Template {
                    name: known.name,
                    language: Some(known.language),
                    category: Some(known.category),
                    parameters,
                    buttons: known.buttons,
                };
                Draft {
                    action,
                    echo: Some((echo, body)),
                }
            }))
        })
        .await?;
        Ok(message)
    }

    /// Calls off what was to leave later (SPEC 224); what never left this computer is simply dropped. Or leaves it at what
    /// left before a restore of the relay, perhaps.
    pub(crate) async fn cancel_scheduled(
        self: &Arc<Self>,
        conversation: ConversationId,
        message: MessageId,
    ) -> Result<(), ApiError> {
        let (lane, wanted) = (conversation.clone(), RecordId::from(&message));
        let local = self
            .with_cache(move |session| {
                session.cache.read(|reader| {
                    let lane = reader.outbox().of_conversation(&lane)?;
                    let own = lane
                        .into_iter()
                        .find(|entry| entry.record.as_ref() == Some(&wanted));
                    Ok(own.filter(|entry| {
                        !matches!(
                            entry.state,
                            OutboxState::Sending | OutboxState::Answered { .. }
                        )
                    }))
                })
            })
            .await?;
        if let Some(entry) = local {
            return self.discard(entry.command.id).await;
        }
        self.queue(move |_, writer, staff, _| {
            let Some(found) = writer.messages().get(&message)? else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            let held = found.row.body.is_held_since_restore();
            let state = found.row.body.state;
            if state != MessageState::Scheduled && !held {
                return Ok(Err(Refusal::with(Code::WrongStatus, state.as_str())));
            }
            let action = Action::CancelScheduled {
                conversation,
                message,
            };
            Ok(handover::permitted(&action, &staff.role).map(|()| Draft { action, echo: None }))
        })
        .await
    }

    /// The house's reaction on a message; `None` takes it back.
    pub(crate) async fn react(
        self: &Arc<Self>,
        conversation: ConversationId,
        message: MessageId,
        emoji: Option<String>,
    ) -> Result<(), ApiError> {
        self.queue(move |session, writer, staff, now| {
            let found = writer.messages().get(&message)?;
            let row = writer.get::<Conversation>(&conversation)?;
            let (Some(found), Some(row)) = (found, row) else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            if emoji.as_deref().is_some_and(|emoji| !is_emoji(emoji)) {
                return Ok(Err(Refusal::with(Code::Invalid, "emoji")));
            }
            if found.pending || !found.row.body.is_with_guest() {
                return Ok(Err(Refusal::with(Code::Invalid, "message")));
            }
            let account = account(writer, &row.body)?;
            let actor = Actor {
                id: &session.me,
                role: &staff.role,
            };
            let action = Action::React {
                conversation,
                message,
                emoji,
            };
            Ok(sendable(&row.body, &actor, account.as_ref(), "-", now)
                .map(|()| Draft { action, echo: None }))
        })
        .await
    }
}

fn account(writer: &Writer<'_>, row: &Conversation) -> cache::Result<Option<Connection>> {
    let found = writer.get::<Connection>(&row.connection)?;
    Ok(found.map(|found| found.body))
}

fn offered(
    writer: &Writer<'_>,
    connection: &ConnectionId,
    wanted: &TemplateUse,
) -> cache::Result<Option<Template>> {
    let all = writer.all::<Template>()?;
    Ok(all.into_iter().map(|row| row.body).find(|it| {
        it.connection == *connection
            && it.name == wanted.name
            && it.language == wanted.language
            && it.is_offered()
    }))
}
