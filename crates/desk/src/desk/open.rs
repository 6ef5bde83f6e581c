//! What the last run left becomes a session, or a reason why there is none.

use super::leave::on_end;
use super::{Inner, Phase, Work};
use crate::account;
use crate::account::open::{self, Blocked, KeptSession};
use crate::account::profile::{Profile, Remembered};
use crate::desk::Desk;
use crate::events::Events;
use crate::host::Host;
use crate::notices::{self, Surroundings, Watch};
use crate::outbox::send;
use crate::relay_client::RelayClient;
use crate::session::{End, Session, SessionMeta, lock};
use crate::sync;
use crate::sync::history::{self, Wanted};
use crate::sync::state::SyncState;
use crate::viewing::{self, Viewing};
use cache::{Cache, Durability, MetaKey};
use domain::id::StaffId;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

/// Signals that wait for the stream; the oldest go first.
const SIGNALS: usize = 8;

/// A session whose tasks have not begun.
pub(super) struct Assembled {
    pub(super) session: Arc<Session>,
    /// Why it ends.
    pub(super) ends: mpsc::UnboundedReceiver<End>,
    /// What its history walk is asked for.
    wishes: mpsc::UnboundedReceiver<Wanted>,
}

impl Inner {
    pub(super) async fn open_at_start(self: Arc<Self>) {
        let inner = Arc::clone(&self);
        let opened = seam::blocking(move || {
            let phase = inner.reopen();
            inner.go_on_for_all();
            phase
        });
        let phase = opened.await;
        let phase = phase.unwrap_or_else(|_| Phase::Blocked {
            reason: "disk_error".to_owned(),
            work: None,
        });
        let idle = matches!(phase, Phase::SignedOut { .. });
        self.set(phase);
        self.tell_state().await;
        if idle && self.options.demo_sign_in.is_some() {
            Desk { inner: self }.demo_sign_in().await;
        }
    }

    /// What the last run left. Blocking.
    fn reopen(&self) -> Phase {
        let Remembered {
            profile,
            reason,
            sending,
            ..
        } = lock(&self.remembered).clone();
        let Some(profile) = profile else {
            return Phase::SignedOut { reason, kept: 0 };
        };
        let host = self.host.as_ref();
        if sending.contains(&profile) {
            // Signed out: the token that is there sends, and opens nothing.
            let kept = open::count_kept(host, &self.home, &profile);
            return Phase::SignedOut { reason, kept };
        }
        let kept = match open::kept_session(host, &profile) {
            Ok(kept) => kept,
            Err(error) => {
                return Phase::Blocked {
                    reason: Blocked::from(error).0.to_owned(),
                    work: None,
                };
            }
        };
        let opened = match open::open(host, &self.home, &profile) {
            Ok(opened) => opened,
            Err(Blocked(reason)) => {
                return Phase::Blocked {
                    reason: reason.to_owned(),
                    work: None,
                };
            }
        };
        match (kept, opened.lost) {
            (Some(kept), None) => self.resume(&kept, opened.cache, profile),
            (_, lost) => {
                drop(opened);
                let _ = host.secret_delete(&profile.token_name());
                let reason = lost.map(str::to_owned).or(reason);
                self.remember(|remembered| remembered.reason.clone_from(&reason));
                let kept = open::count_kept(host, &self.home, &profile);
                Phase::SignedOut { reason, kept }
            }
        }
    }

    fn resume(&self, kept: &KeptSession, cache: Cache, profile: Profile) -> Phase {
        let Ok(base) = account::address::parse(&kept.meta.relay) else {
            return Phase::SignedOut {
                reason: Some("token_unknown".to_owned()),
                kept: 0,
            };
        };
        let network = self.options.network.as_ref();
        let client = RelayClient::new(base, network).with_token(Zeroizing::new(kept.token.clone()));
        match self.work(client, cache, kept.meta.clone(), profile) {
            Ok(work) if lock(&work.session.sync).locked => Phase::Blocked {
                reason: "locked_offline".to_owned(),
                work: Some(work),
            },
            Ok(work) => Phase::SignedIn(work),
            Err(error) => {
                tracing::error!(%error, "session.not_resumed");
                Phase::Blocked {
                    reason: "disk_error".to_owned(),
                    work: None,
                }
            }
        }
    }

    /// Puts a session together and starts its tasks. Blocking.
    pub(super) fn work(
        &self,
        relay: RelayClient,
        cache: Cache,
        meta: SessionMeta,
        profile: Profile,
    ) -> cache::Result<Work> {
        let host = Arc::clone(&self.host);
        let Assembled {
            session,
            ends,
            wishes,
        } = self.assemble(host, self.events.clone(), relay, cache, meta)?;
        let work = Work::of(session, profile);
        let (session, tasks) = (&work.session, &work.tasks);
        tasks.spawn(sync::run::run(Arc::clone(session)));
        let watched = Arc::clone(session);
        tasks.spawn(async move { watched.say_when_offline().await });
        tasks.spawn(send::run(Arc::clone(session)));
        tasks.spawn(history::run(Arc::clone(session), wishes));
        tasks.spawn(notices::run(Arc::clone(session)));
        tasks.spawn(viewing::run(Arc::clone(session)));
        // Not among the tasks: it is what stops them.
        let guard = session.cancel.clone();
        tokio::spawn(on_end(self.weak.clone(), work.profile.clone(), guard, ends));
        Ok(work)
    }

    /// A session without its tasks, for the person at work or for an absent one. Blocking.
    pub(super) fn assemble(
        &self,
        host: Arc<dyn Host>,
        events: Events,
        relay: RelayClient,
        cache: Cache,
        meta: SessionMeta,
    ) -> cache::Result<Assembled> {
        let (end, ends) = mpsc::unbounded_channel();
        let (wanted, wishes) = mpsc::unbounded_channel();
        let awake = host.monotonic();
        let mut sync_state = cache.read(|reader| SyncState::load(reader, awake))?;
        let days = self.options.longest_offline_days;
        sync_state.locked = sync_state.offline_too_long(host.now(), days);
        let known: Option<SessionMeta> = cache.read(|r| r.meta().get(MetaKey::Session))?;
        let scopes = known.and_then(|known| known.scopes);
        let me = StaffId::new(meta.staff.id.clone()).map_err(|_| cache::Error::NotFound)?;
        let session = Arc::new(Session {
            host: Arc::clone(&host),
            options: self.options.clone(),
            cache: Arc::new(cache),
            relay,
            me,
            meta: Mutex::new(SessionMeta { scopes, ..meta }),
            sync: Mutex::new(sync_state),
            said: Mutex::default(),
            wake_sync: tokio::sync::Notify::new(),
            out_of_reach: tokio::sync::Notify::new(),
            wake_outbox: tokio::sync::Notify::new(),
            wanted,
            pulled: Mutex::default(),
            files: crate::files::Files::default(),
            events,
            signals: tokio::sync::broadcast::channel(SIGNALS).0,
            watch: Watch::start(
                host,
                Surroundings {
                    settings: Arc::clone(&self.settings),
                    locked: Arc::clone(&self.locked),
                },
            ),
            viewing: Viewing::default(),
            end,
            cancel: CancellationToken::new(),
        });
        session.cache.write(Durability::Normal, |writer| {
            session.save_meta(writer)?;
            writer.files_mut().forget_halves()?;
            crate::predict::everything(&session, writer).map(drop)
        })?;
        session.cache.read(|reader| {
            session.load_history(reader)?;
            session.watch.resume(&session, reader)
        })?;
        session.cache.sweep_files()?;
        Ok(Assembled {
            session,
            ends,
            wishes,
        })
    }
}
