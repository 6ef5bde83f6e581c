//! Erasing a guest (R11): asked of the relay at once, because it cannot be taken back and a person waits for it to be done. What it does
//! here comes back as tombstones.

use crate::api::ApiError;
use crate::session::Session;
use cache::{Applied, Durability, Writer};
use domain::command::{Action, Code, Command, Outcome, Refusal};
use domain::id::{CommandId, ContactId};
use domain::record::Kind;
use std::sync::Arc;
use wire::command::{CommandRequest, CommandResponse};

/// Forgets what is kept here about what a command was about, after the relay said that it is an erased guest's.
pub(super) fn forget(writer: &Writer<'_>, action: &Action) -> cache::Result<Applied> {
    let mut applied = Applied::default();
    if let Some(conversation) = action.conversation() {
        applied.merge(writer.forget_erased(&Kind::Conversation, &conversation.into())?);
    } else if let Some(contact) = action.contact() {
        applied.merge(writer.forget_erased(&Kind::Contact, &contact.into())?);
    }
    Ok(applied)
}

impl Session {
    /// Erases a guest; one who is erased already is erased.
    pub(crate) async fn erase_guest(self: &Arc<Self>, contact: ContactId) -> Result<(), ApiError> {
        let command = Command {
            id: self.fresh(CommandId::new)?,
            action: Action::EraseContact { contact },
        };
        let request = CommandRequest::One(command.clone());
        let response: CommandResponse = self
            .relay
            .post("v1/commands", &request)
            .await
            .map_err(|error| self.online(&error))?;
        let answer = response.results.into_iter().find(|it| it.id == command.id);
        let answer = answer.ok_or(ApiError::new("internal"))?;
        if answer.outcome == Outcome::Done || answer.code == Code::Erased {
            self.wake_sync.notify_one();
            return Ok(());
        }
        let (code, detail) = (answer.code, answer.detail);
        Err(Refusal { code, detail }.into())
    }

    /// What was offered to a restored relay and is about erased guests goes from here too.
    pub(crate) async fn forget_offered(
        self: &Arc<Self>,
        actions: Vec<Action>,
    ) -> Result<(), ApiError> {
        if actions.is_empty() {
            return Ok(());
        }
        let applied = self
            .with_cache(move |session| {
                let applied = session.cache.write(Durability::Full, |writer| {
                    let mut applied = Applied::default();
                    for action in &actions {
                        applied.merge(forget(writer, action)?);
                    }
                    Ok(applied)
                })?;
                session.cache.sweep_files()?;
                session.empty_log()?;
                Ok(applied)
            })
            .await?;
        self.outbox_changed(&applied).await;
        Ok(())
    }
}
