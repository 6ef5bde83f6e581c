//! What a person decides about commands that were held or refused.

use super::check;
use crate::api::ApiError;
use crate::files;
use crate::predict;
use crate::session::Session;
use cache::{Applied, Cache, Durability, MetaKey, OutboxState};
use domain::command::{Action, Code};
use domain::conversation::Conversation;
use domain::id::CommandId;
use domain::record::Kind;
use domain::time::{DAY, UnixMillis};
use std::sync::Arc;

/// A computer that was away for longer than this is not trusted to still mean what waits in it (DESIGN_SYNC, Commands).
const AWAY: i64 = 90 * DAY;

/// At a sign-in, by the relay's clock `now`: what was queued before a long absence is held for its writer to look at. Blocking.
pub(crate) fn hold_after_absence(cache: &Cache, now: UnixMillis) -> cache::Result<()> {
    cache.write(Durability::Full, |writer| {
        let seen: Option<UnixMillis> = writer.meta().get(MetaKey::FreshAt)?;
        if seen.is_none_or(|seen| now.since(seen) <= AWAY) {
            return Ok(());
        }
        for entry in writer.outbox().all()? {
            let waits = matches!(entry.state, OutboxState::Queued | OutboxState::Sending);
            // A file goes with the message that carries it.
            if waits && !matches!(entry.command.action, Action::Upload { .. }) {
                writer
                    .outbox_mut()
                    .held(&entry.command.id, &Code::DeviceAway, None)?;
            }
        }
        Ok(())
    })
}

/// A relay that was restored does not know what was under way when the one before it was lost: the guest may have had it, so a person
/// decides. Blocking.
pub(crate) fn hold_tried(writer: &cache::Writer<'_>) -> cache::Result<()> {
    for entry in writer.outbox().all()? {
        let open = matches!(entry.state, OutboxState::Queued | OutboxState::Sending);
        let reaches_a_guest = matches!(
            entry.command.action,
            Action::SendMessage { .. }
                | Action::SendTemplate { .. }
                | Action::RetryMessage { .. }
                | Action::React { .. }
        );
        if open && entry.attempts > 0 && reaches_a_guest {
            let code = Code::RelayRestored;
            writer.outbox_mut().held(&entry.command.id, &code, None)?;
        }
    }
    Ok(())
}

impl Session {
    /// Sends what was held or refused, as it is: with a new id, because the relay keeps its answer to the old one, and with
    /// what the person sees now.
    pub(crate) async fn release(self: &Arc<Self>, id: CommandId) -> Result<(), ApiError> {
        let renamed = CommandId::new(self.host.new_id()).map_err(|_| ApiError::new("internal"))?;
        let applied = self
            .with_cache(move |session| {
                let now = session.relay_now();
                session.cache.write(Durability::Full, |writer| {
                    let entry = writer.outbox().get(&id)?.ok_or(cache::Error::NotFound)?;
                    let mut action = entry.command.action;
                    if let Action::SendMessage { send_at, .. } = &mut action {
                        // Its time has passed while it was held: to send it is to send it now.
                        *send_at = send_at.filter(|at| *at > now);
                    }
                    if let Action::SendMessage {
                        conversation, seen, ..
                    }
                    | Action::SendTemplate {
                        conversation, seen, ..
                    } = &mut action
                        && let Some(row) = writer.get::<Conversation>(conversation)?
                    {
                        *seen = Some(check::seen(writer, conversation, &row.body, now)?);
                    }
                    if let Action::SendMessage {
                        attachment: Some(file),
                        ..
                    }
                    | Action::AddNote {
                        attachment: Some(file),
                        ..
                    } = &action
                    {
                        files::send::queue(writer, file, now)?;
                    }
                    // After its file: a command names older ones only.
                    writer
                        .outbox_mut()
                        .release(&id, Some(&renamed), Some(&action))?;
                    predict::refresh(session, writer, &predict::touched(&session.me, &action))
                })
            })
            .await?;
        self.outbox_changed(&applied).await;
        Ok(())
    }

    /// Drops a command; its echo goes with it.
    pub(crate) async fn discard(self: &Arc<Self>, id: CommandId) -> Result<(), ApiError> {
        let (applied, media) = self
            .with_cache(move |session| {
                session.cache.write(Durability::Full, |writer| {
                    let entry = writer.outbox().get(&id)?.ok_or(cache::Error::NotFound)?;
                    if let OutboxState::Sending | OutboxState::Answered { .. } = entry.state {
                        return Err(cache::Error::NotFound);
                    }
                    writer.outbox_mut().dismiss(&id)?;
                    if let Some(media) = entry.command.action.file() {
                        files::send::drop_file(writer, media)?;
                    }
                    let media = entry.command.action.file().cloned();
                    let mut touched = predict::touched(&session.me, &entry.command.action);
                    touched.extend(entry.record.map(|record| (Kind::Message, record)));
                    // Without its beginning there is nothing that could be said in it.
                    if let Action::StartConversation { conversation, .. } = &entry.command.action {
                        for said in writer.outbox().of_conversation(conversation)? {
                            writer.outbox_mut().dismiss(&said.command.id)?;
                            touched.extend(said.record.map(|record| (Kind::Message, record)));
                        }
                    }
                    Ok((predict::refresh(session, writer, &touched)?, media))
                })
            })
            .await?;
        if let Some(media) = media {
            self.files.drop_bytes(self, &media);
        }
        self.outbox_changed(&applied).await;
        Ok(())
    }

    /// Tells window and sender that the outbox is another one now.
    pub(crate) async fn outbox_changed(self: &Arc<Self>, applied: &Applied) {
        self.announce(applied, true);
        self.wake_outbox.notify_one();
        let session = Arc::clone(self);
        let _ = seam::blocking(move || session.emit_status()).await;
    }
}
