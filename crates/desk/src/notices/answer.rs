//! What a person does with a notification: pressed, clicked, or gone.

use super::policy::{MUTE, SNOOZE};
use crate::api::ApiError;
use crate::api::event::DeskEvent;
use crate::desk::Desk;
use crate::host::{NoticeAction, NoticeAnswer};
use crate::session::{Session, lock};
use cache::{Durability, MetaKey};
use domain::command::Action;
use domain::conversation::{Conversation, ConversationStatus};
use domain::id::ConversationId;
use std::sync::Arc;
use std::sync::atomic::Ordering;

impl Desk {
    /// What became of a conversation's notification. Claims, retries and silences are done here, through the outbox and
    /// the cache, with or without a window.
    ///
    /// # Errors
    /// [`ApiError`], after which the conversation is before the person, who sees why.
    pub async fn notice_answered(
        &self,
        conversation: &str,
        answer: NoticeAnswer,
    ) -> Result<(), ApiError> {
        let id: ConversationId = conversation
            .parse()
            .map_err(|_| ApiError::with("invalid", "id"))?;
        let session = self.inner.session()?;
        let NoticeAnswer::Pressed(action) = answer else {
            // Nobody dismisses what stands on a locked screen; but a daemon merges those that say the same.
            if answer == NoticeAnswer::Opened || !session.watch.is_private() {
                lock(&session.watch.state).shown.remove(&id);
            }
            if answer == NoticeAnswer::Opened {
                self.open(&id, false);
            }
            return Ok(());
        };
        let done = self.do_action(&session, &id, action).await;
        if done.is_err() {
            self.open(&id, false);
        }
        done
    }

    async fn do_action(
        &self,
        session: &Arc<Session>,
        id: &ConversationId,
        action: NoticeAction,
    ) -> Result<(), ApiError> {
        let failed = {
            let mut state = lock(&session.watch.state);
            let failed = state.shown.get(id).and_then(|shown| shown.failed.clone());
            session.watch.close(&mut state, id);
            failed
        };
        let conversation = id.clone();
        match action {
            NoticeAction::Claim => session.act(Action::Claim { conversation }).await,
            NoticeAction::HandBack => session.act(Action::HandBack { conversation }).await,
            NoticeAction::Snooze => session.silence(conversation, SNOOZE).await,
            NoticeAction::Mute => session.silence(conversation, MUTE).await,
            NoticeAction::Retry => {
                let message = failed.ok_or(ApiError::new("not_found"))?;
                session.retry_message(conversation, message).await
            }
            NoticeAction::Reply => {
                // Nobody writes into a conversation that waits: who replies takes it.
                if session.waits(id).await? {
                    session.act(Action::Claim { conversation }).await?;
                }
                self.open(id, true);
                Ok(())
            }
        }
    }

    fn open(&self, conversation: &ConversationId, compose: bool) {
        self.inner.host.present();
        self.inner.host.emit(&DeskEvent::Open {
            conversation: conversation.to_string(),
            compose,
        });
    }

    /// The screen was locked or opened, as far as the system says.
    pub fn screen_locked(&self, locked: bool) {
        if self.inner.locked.swap(locked, Ordering::Relaxed) != locked
            && let Ok(session) = self.inner.session()
        {
            session.watch.redraw();
        }
    }
}

impl Session {
    async fn waits(self: &Arc<Self>, id: &ConversationId) -> Result<bool, ApiError> {
        let id = id.clone();
        self.with_cache(move |session| {
            let row = session
                .cache
                .read(|reader| reader.get::<Conversation>(&id))?;
            Ok(row.is_some_and(|row| row.body.status == ConversationStatus::AwaitingAgent))
        })
        .await
    }

    /// Silence about one guest, kept on disk.
    async fn silence(
        self: &Arc<Self>,
        conversation: ConversationId,
        millis: i64,
    ) -> Result<(), ApiError> {
        let silenced = {
            let until = self.host.now().plus(millis);
            let mut state = lock(&self.watch.state);
            state.board.silence(conversation, until);
            state.board.silenced().clone()
        };
        self.watch.changed.notify_one();
        self.with_cache(move |session| {
            session.cache.write(Durability::Full, |writer| {
                writer.meta_mut().set(MetaKey::Silenced, &silenced)
            })
        })
        .await
    }
}
