//! The end of a session: by its person, by the relay, by the disk.

use super::absent::Farewell;
use super::{Inner, Phase, Work};
use crate::account::open;
use crate::account::profile::Profile;
use crate::session::{End, lock};
use std::sync::{Arc, Weak};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// What becomes of a token at the end of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Goes,
    /// The outbox still needs it.
    Stays,
}

impl Inner {
    pub(super) async fn stop_work(&self) -> Option<Work> {
        let work = match &*lock(&self.phase) {
            Phase::SignedIn(work)
            | Phase::Blocked {
                work: Some(work), ..
            } => Some(work.clone()),
            _ => None,
        };
        if let Some(work) = &work {
            work.session.watch.close_all();
            work.stop().await;
        }
        work
    }

    /// The person signs out: cache and outbox stay for their return. What still has to be sent goes on being sent; without it the
    /// token goes, then on the relay too if it can be reached.
    pub(crate) async fn leave(&self) {
        let _turn = self.switching.lock().await;
        let Some(work) = self.stop_work().await else {
            return;
        };
        let reason = Some("signed_out".to_owned());
        if super::has_to_send(&work.session).await {
            let meta = lock(&work.session.meta).clone();
            let relay = work.session.relay.clone();
            let profile = work.profile.clone();
            self.signed_out(work, reason, Token::Stays).await;
            if let Some(inner) = self.weak.upgrade() {
                let begun = move || inner.go_on_for(relay, meta, profile);
                let _ = seam::blocking(begun).await;
            }
            return;
        }
        let farewell = Farewell::of(&work.session);
        if self.signed_out(work, reason, Token::Goes).await {
            farewell.say().await;
        }
    }

    /// Closes the cache and says why nobody is signed in. True if the token is gone.
    async fn signed_out(&self, work: Work, reason: Option<String>, token: Token) -> bool {
        self.set(Phase::SignedOut {
            reason: reason.clone(),
            kept: 0,
        });
        let (host, home) = (Arc::clone(&self.host), self.home.clone());
        self.remember(|remembered| remembered.reason.clone_from(&reason));
        let kept = seam::blocking(move || {
            let profile = work.profile.clone();
            drop(work);
            let gone = token == Token::Goes && host.secret_delete(&profile.token_name()).is_ok();
            (gone, open::count_kept(host.as_ref(), &home, &profile))
        });
        let (gone, kept) = kept.await.unwrap_or((false, 0));
        self.set(Phase::SignedOut { reason, kept });
        self.tell_state().await;
        gone
    }

    /// What a session said about itself.
    async fn ended(&self, profile: &Profile, end: End) {
        let _turn = self.switching.lock().await;
        let current = match &*lock(&self.phase) {
            Phase::SignedIn(work)
            | Phase::Blocked {
                work: Some(work), ..
            } => Some(work.clone()),
            _ => None,
        };
        let Some(work) = current.filter(|work| work.profile == *profile) else {
            return;
        };
        match end {
            End::Known => self.tell_state().await,
            End::Seen => {
                self.set(Phase::SignedIn(work));
                self.tell_state().await;
            }
            End::OfflineTooLong => {
                let reason = "locked_offline".to_owned();
                self.set(Phase::Blocked {
                    reason,
                    work: Some(work),
                });
                self.tell_state().await;
            }
            End::Locked(code) => {
                self.stop_work().await;
                let reason = match code.as_str() {
                    "device_expired" | "device_unused" => "token_expired",
                    _ => "token_unknown",
                };
                self.signed_out(work, Some(reason.to_owned()), Token::Goes)
                    .await;
            }
            End::Damaged => {
                self.stop_work().await;
                let (host, home, profile) = (
                    Arc::clone(&self.host),
                    self.home.clone(),
                    work.profile.clone(),
                );
                let _ = seam::blocking(move || open::repair(host.as_ref(), &home, &profile)).await;
                let reason = Some("cache_broken".to_owned());
                self.signed_out(work, reason, Token::Goes).await;
            }
            End::Revoked => self.wipe(work).await,
        }
    }

    /// Our own relay revoked this very device: the key first, then the file.
    async fn wipe(&self, work: Work) {
        self.stop_work().await;
        let reason = Some("device_revoked".to_owned());
        self.set(Phase::SignedOut {
            reason: reason.clone(),
            kept: 0,
        });
        self.remember(|remembered| {
            remembered.profile = None;
            remembered.reason = reason;
        });
        let (host, home) = (Arc::clone(&self.host), self.home.clone());
        let _ = seam::blocking(move || {
            let profile = work.profile.clone();
            drop(work);
            open::wipe(host.as_ref(), &home, &profile);
            crate::files::clear_opened(&home);
        })
        .await;
        self.tell_state().await;
    }
}

/// Listens to a session until it is stopped. Holds the desk weakly: the last clone ends everything.
pub(super) async fn on_end(
    desk: Weak<Inner>,
    profile: Profile,
    cancelled: CancellationToken,
    mut ends: mpsc::UnboundedReceiver<End>,
) {
    loop {
        let end = tokio::select! {
            biased;
            () = cancelled.cancelled() => return,
            end = ends.recv() => end,
        };
        let (Some(end), Some(desk)) = (end, desk.upgrade()) else {
            return;
        };
        desk.ended(&profile, end).await;
    }
}
