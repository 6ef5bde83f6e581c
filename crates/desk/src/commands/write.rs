//! Commands that change something: kept on disk before they answer, sent when the relay is there.

use super::{id, read};
use crate::api::ApiError;
use crate::api::args::{
    ActArgs, ActName, ConversationArgs, IdArgs, LinkArgs, LinkKind, NoArgs, NoteArgs, OnScreenArgs,
    PaintedArgs, PresenceArgs, RetryArgs, SaveDraftArgs, SendArgs, TypingArgs, Written,
};
use crate::desk::Desk;
use cache::{DraftMode, Durability};
use domain::command::Action;
use domain::id::{ConversationId, MessageId};
use domain::staff::Presence;
use domain::time::UnixMillis;
use url::Url;
use wire::stream::FromDesk;

/// Longest draft, in characters.
const LONGEST_DRAFT: usize = 100_000;

impl Desk {
    pub(crate) async fn send_message(&self, args: SendArgs) -> Result<Written, ApiError> {
        let reply_to: Option<MessageId> = args.reply_to.as_deref().map(id).transpose()?;
        let session = self.inner.session()?;
        let place: ConversationId = id(&args.conversation)?;
        let parts = session
            .parts(place.clone(), DraftMode::Reply, args.text, args.attachments)
            .await?;
        let send_at = args.send_at.map(UnixMillis);
        let mut sent = None;
        for part in parts {
            // What is answered is answered once.
            let reply_to = reply_to.clone().filter(|_| sent.is_none());
            let message = session.send_message(place.clone(), part, reply_to, send_at);
            sent = Some(message.await?);
        }
        let sent = sent.ok_or(ApiError::new("internal"))?;
        Ok(Written {
            message: sent.to_string(),
        })
    }

    pub(crate) async fn add_note(&self, args: NoteArgs) -> Result<Written, ApiError> {
        let session = self.inner.session()?;
        let place: ConversationId = id(&args.conversation)?;
        let parts = session
            .parts(place.clone(), DraftMode::Note, args.text, args.attachments)
            .await?;
        let mut note = None;
        for part in parts {
            note = Some(session.add_note(place.clone(), part).await?);
        }
        let note = note.ok_or(ApiError::new("internal"))?;
        Ok(Written {
            message: note.to_string(),
        })
    }

    pub(crate) async fn retry_message(&self, args: RetryArgs) -> Result<(), ApiError> {
        let session = self.inner.session()?;
        session
            .retry_message(id(&args.conversation)?, id(&args.message)?)
            .await
    }

    /// Tells the guest that somebody writes. Said over the stream or not at all: a signal that waits is a lie.
    pub(crate) async fn typing(&self, args: TypingArgs) -> Result<(), ApiError> {
        let conversation = id(&args.conversation)?;
        let signal = FromDesk::Typing {
            conversation,
            on: args.on,
        };
        // Nobody listens while the stream is not joined.
        let _ = self.inner.session()?.signals.send(signal);
        Ok(())
    }

    pub(crate) async fn act(&self, args: ActArgs) -> Result<(), ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        let action = match args.action {
            ActName::Claim => Action::Claim { conversation },
            ActName::TakeOver => Action::TakeOver { conversation },
            ActName::Assign => {
                let staff = args
                    .staff
                    .as_deref()
                    .ok_or(ApiError::with("invalid", "staff"))?;
                Action::Assign {
                    conversation,
                    staff: id(staff)?,
                }
            }
            ActName::Resolve => Action::Resolve { conversation },
            ActName::Reopen => Action::Reopen { conversation },
            ActName::HandBack => Action::HandBack { conversation },
            ActName::MarkRead => Action::MarkRead { conversation },
            ActName::MarkUnread => Action::MarkUnread { conversation },
        };
        self.inner.session()?.act(action).await
    }

    pub(crate) async fn set_presence(&self, args: PresenceArgs) -> Result<(), ApiError> {
        let presence = Presence::from_text(&args.presence);
        if matches!(presence, Presence::Other(_)) {
            return Err(ApiError::with("invalid", "presence"));
        }
        self.inner
            .session()?
            .do_plain(Action::SetPresence { presence })
            .await
    }

    pub(crate) async fn outbox_release(&self, args: IdArgs) -> Result<(), ApiError> {
        self.inner.session()?.release(id(&args.id)?).await
    }

    pub(crate) async fn outbox_discard(&self, args: IdArgs) -> Result<(), ApiError> {
        self.inner.session()?.discard(id(&args.id)?).await
    }

    pub(crate) async fn sync_now(&self, _: NoArgs) -> Result<(), ApiError> {
        let session = self.inner.session()?;
        session.wake_sync.notify_one();
        session.wake_outbox.notify_one();
        Ok(())
    }

    pub(crate) async fn replay_dead_letter(&self, args: IdArgs) -> Result<(), ApiError> {
        let dead_letter = id(&args.id)?;
        self.inner
            .session()?
            .do_plain(Action::ReplayDeadLetter { dead_letter })
            .await
    }

    pub(crate) async fn save_draft(&self, args: SaveDraftArgs) -> Result<(), ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        if args.text.chars().count() > LONGEST_DRAFT {
            return Err(ApiError::with("invalid", "text"));
        }
        let session = self.inner.session()?;
        session
            .with_cache(move |session| {
                let now = session.relay_now();
                session.cache.write(Durability::Full, |writer| {
                    writer
                        .drafts_mut()
                        .set(&conversation, read::mode(args.note), &args.text, now)
                })
            })
            .await
    }

    pub(crate) async fn on_screen(&self, args: OnScreenArgs) -> Result<(), ApiError> {
        let conversation = args.conversation.as_deref().map(id).transpose()?;
        // The window says this at the login page, too.
        if let Ok(session) = self.inner.session() {
            session.viewing.look(conversation.clone(), args.focused);
            session.watch.on_screen(conversation, args.focused);
        }
        Ok(())
    }

    /// Opens what the guest panel offers and nothing else; the address is made here, never taken from the window.
    pub(crate) async fn open_link(&self, args: LinkArgs) -> Result<(), ApiError> {
        let panel = self
            .guest_panel(ConversationArgs {
                conversation: args.conversation,
            })
            .await?;
        let (link, scheme) = match args.kind {
            LinkKind::Whatsapp => (panel.whatsapp_link, "https"),
            LinkKind::Email => (panel.email_link, "mailto"),
        };
        let link = link.ok_or(ApiError::new("not_found"))?;
        if !Url::parse(&link).is_ok_and(|url| url.scheme() == scheme) {
            return Err(ApiError::with("invalid", "link"));
        }
        let host = self.inner.host.clone();
        seam::blocking(move || host.open_url(&link))
            .await
            .map_err(|_| ApiError::new("internal"))
    }

    /// Ends the app, as the tray's menu does; the host calls [`Desk::flush`] and [`Desk::shutdown`] on the way.
    pub(crate) async fn quit(&self, _: NoArgs) -> Result<(), ApiError> {
        self.inner.host.quit();
        Ok(())
    }

    /// The glue shows the window at this; the desk only notes it.
    pub(crate) async fn painted(&self, args: PaintedArgs) -> Result<(), ApiError> {
        let what: String = args.what.chars().take(20).collect();
        tracing::debug!(what, "window.painted");
        Ok(())
    }
}
