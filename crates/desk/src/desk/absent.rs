//! Colleagues who went home with work still to send: on a shared computer their outboxes go on being sent, under their own tokens
//! (DESIGN_DESK, Cache).
//!
//! Nothing of theirs is shown, announced or read: only the sender runs, over a host that tells nobody. When everything has left, or
//! the rest needs its person, the token goes, here and on the relay. What needs its person waits on disk for their return.

use super::open::Assembled;
use super::{GOODBYE, Inner, Phase, Work};
use crate::account;
use crate::account::open::{self, Opened};
use crate::account::profile::Profile;
use crate::api::event::DeskEvent;
use crate::events::Events;
use crate::host::{Badge, Host, News, Notice, SecretError};
use crate::outbox::send;
use crate::relay_client::RelayClient;
use crate::session::{End, Session, SessionMeta, lock};
use domain::time::UnixMillis;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use zeroize::Zeroizing;

/// A computer that tells nobody: secrets, clock and ids are the real ones.
struct QuietHost {
    inner: Arc<dyn Host>,
    /// Something was to be told: the outbox may be another one now.
    told: Arc<Notify>,
}

impl Host for QuietHost {
    fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretError> {
        self.inner.secret_get(name)
    }
    fn secret_set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.inner.secret_set(name, secret)
    }
    fn secret_delete(&self, name: &str) -> Result<(), SecretError> {
        self.inner.secret_delete(name)
    }
    fn notify(&self, _: &Notice) {}
    fn tell(&self, _: &News) {}
    fn close_notice(&self, _: &str) {}
    fn badge(&self, _: Badge) {}
    fn present(&self) {}
    fn quit(&self) {}
    fn open_url(&self, _: &str) {}
    fn open_path(&self, _: &Path) {}
    fn downloads(&self) -> PathBuf {
        self.inner.downloads()
    }
    fn emit(&self, _: &DeskEvent) {
        self.told.notify_one();
    }
    fn now(&self) -> UnixMillis {
        self.inner.now()
    }
    fn monotonic(&self) -> Duration {
        self.inner.monotonic()
    }
    fn new_id(&self) -> String {
        self.inner.new_id()
    }
    fn device_name(&self) -> String {
        self.inner.device_name()
    }
    fn home(&self) -> PathBuf {
        self.inner.home()
    }
}

/// Takes a token back at the relay. Said once it is gone here, and not at all where a locked keyring keeps it: a computer that goes down in between,
/// and still has it, would take its own farewell for a device that somebody revoked, and wipe what was never sent.
pub(super) struct Farewell {
    relay: RelayClient,
    device: String,
}

impl Farewell {
    pub(super) fn of(session: &Session) -> Self {
        Self {
            relay: session.relay.clone(),
            device: lock(&session.meta).device.clone(),
        }
    }

    /// For a moment; a relay out of reach keeps the device until nobody has used it for long.
    pub(super) async fn say(self) {
        let path = format!("v1/devices/{}", self.device);
        let _ = tokio::time::timeout(GOODBYE, self.relay.delete(&path)).await;
    }
}

/// How an absent colleague's session ended.
enum Over {
    /// Nothing is left that can go by itself.
    Sent,
    /// By the relay or the disk.
    Ended(End),
    /// By this app: its person is back, or the app ends.
    Stopped,
}

impl Inner {
    /// Goes on sending for somebody who has just signed out; their session has ended, its cache is closed.
    pub(super) fn go_on_for(&self, relay: RelayClient, meta: SessionMeta, profile: Profile) {
        self.remember(|remembered| remembered.sending.push(profile.clone()));
        self.begin_absent(relay, meta, profile);
    }

    /// Goes on sending for everybody whose work the last run left. Blocking.
    pub(super) fn go_on_for_all(&self) {
        // Not in the head of the loop: the lock would be held through it, and who cannot go on is forgotten under it.
        let sending = lock(&self.remembered).sending.clone();
        for profile in sending {
            let kept = open::kept_session(self.host.as_ref(), &profile)
                .ok()
                .flatten();
            let base = kept
                .as_ref()
                .and_then(|kept| account::address::parse(&kept.meta.relay).ok());
            match (kept, base) {
                (Some(kept), Some(base)) => {
                    let token = Zeroizing::new(kept.token.clone());
                    let network = self.options.network.as_ref();
                    let client = RelayClient::new(base, network).with_token(token);
                    self.begin_absent(client, kept.meta.clone(), profile);
                }
                // Their sign-in was not to be kept: it ended with the last run.
                _ => self.forget_sending(&profile),
            }
        }
    }

    fn begin_absent(&self, relay: RelayClient, meta: SessionMeta, profile: Profile) {
        let told = Arc::new(Notify::new());
        let host: Arc<dyn Host> = Arc::new(QuietHost {
            inner: Arc::clone(&self.host),
            told: Arc::clone(&told),
        });
        let opened = open::open(host.as_ref(), &self.home, &profile);
        let cache = match opened {
            Ok(Opened { cache, lost: None }) => cache,
            Ok(Opened { .. }) | Err(_) => {
                // Their next sign-in says so and asks for the rest.
                self.forget_sending(&profile);
                return;
            }
        };
        let events = Events::start(Arc::clone(&host));
        let begun = self.assemble(host, events, relay, cache, meta);
        let Assembled { session, ends, .. } = match begun {
            Ok(begun) => begun,
            Err(error) => {
                tracing::error!(%error, "absent.not_begun");
                self.forget_sending(&profile);
                return;
            }
        };
        let work = Work::of(session, profile);
        work.tasks.spawn(send::run(Arc::clone(&work.session)));
        lock(&self.absent).push(work.clone());
        let desk = self.weak.clone();
        tokio::spawn(async move {
            let over = until_over(&work.session, &told, ends).await;
            if let Some(desk) = desk.upgrade() {
                desk.absent_over(work, over).await;
            }
        });
    }

    async fn absent_over(&self, work: Work, over: Over) {
        if matches!(over, Over::Stopped) {
            return;
        }
        let _turn = self.switching.lock().await;
        let mine = self.take_absent(&work.profile);
        if mine.is_none() {
            // Their person came back in between.
            return;
        }
        work.stop().await;
        let profile = work.profile.clone();
        let farewell = matches!(over, Over::Sent).then(|| Farewell::of(&work.session));
        let (host, home) = (Arc::clone(&self.host), self.home.clone());
        let gone = profile.clone();
        drop((mine, work));
        let ended = seam::blocking(move || match over {
            Over::Ended(End::Revoked) => {
                open::wipe(host.as_ref(), &home, &gone);
                true
            }
            Over::Ended(End::Damaged) => open::repair(host.as_ref(), &home, &gone).is_ok(),
            _ => host.secret_delete(&gone.token_name()).is_ok(),
        });
        let gone = ended.await == Ok(true);
        self.forget_sending(&profile);
        if let Some(farewell) = farewell.filter(|_| gone) {
            farewell.say().await;
        }
        self.count_again(&profile).await;
    }

    /// Their person is back: the sender stops and the cache is closed before it is opened again.
    pub(super) async fn back_again(&self, profile: &Profile) {
        let mut farewell = None;
        if let Some(work) = self.take_absent(profile) {
            work.stop().await;
            let (host, mine) = (Arc::clone(&self.host), profile.clone());
            let gone = seam::blocking(move || host.secret_delete(&mine.token_name()).is_ok());
            if gone.await == Ok(true) {
                farewell = Some(Farewell::of(&work.session));
            }
        }
        self.forget_sending(profile);
        if let Some(farewell) = farewell {
            farewell.say().await;
        }
    }

    /// Ends every sender; what has not left waits on disk, and goes on with the next run.
    pub(super) async fn stop_absent(&self) {
        let all = std::mem::take(&mut *lock(&self.absent));
        for work in all {
            work.stop().await;
        }
    }

    fn take_absent(&self, profile: &Profile) -> Option<Work> {
        let mut absent = lock(&self.absent);
        let at = absent.iter().position(|work| work.profile == *profile)?;
        Some(absent.remove(at))
    }

    fn forget_sending(&self, profile: &Profile) {
        if lock(&self.remembered).sending.contains(profile) {
            self.remember(|remembered| remembered.sending.retain(|it| it != profile));
        }
    }

    /// The login page says how much of the last person's work waits.
    async fn count_again(&self, profile: &Profile) {
        if lock(&self.remembered).profile.as_ref() != Some(profile) {
            return;
        }
        let (host, home, profile) = (Arc::clone(&self.host), self.home.clone(), profile.clone());
        let counted = seam::blocking(move || open::count_kept(host.as_ref(), &home, &profile));
        let count = counted.await.unwrap_or(0);
        if let Phase::SignedOut { kept, .. } = &mut *lock(&self.phase) {
            *kept = count;
        }
        self.tell_state().await;
    }
}

async fn until_over(
    session: &Arc<Session>,
    told: &Notify,
    mut ends: mpsc::UnboundedReceiver<End>,
) -> Over {
    loop {
        if !super::has_to_send(session).await {
            return Over::Sent;
        }
        tokio::select! {
            biased;
            () = session.cancel.cancelled() => return Over::Stopped,
            () = told.notified() => {}
            end = ends.recv() => match end {
                Some(end @ (End::Revoked | End::Locked(_) | End::Damaged)) => return Over::Ended(end),
                // Nothing is shown that could be locked or renamed.
                Some(End::OfflineTooLong | End::Known | End::Seen) => {}
                None => return Over::Stopped,
            },
        }
    }
}
