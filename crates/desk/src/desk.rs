//! The app: one phase at a time, and the only place that changes it.

use crate::account::open::{self, Blocked, KeptSession, Opened};
use crate::account::profile::{Profile, Remembered};
use crate::account::sign_in::{Entered, failed};
use crate::api::ApiError;
use crate::api::args::Boot;
use crate::api::event::DeskEvent;
use crate::api::inbox::ListFilter;
use crate::api::session::{AppState, SignInResult};
use crate::events::Events;
use crate::host::Host;
use crate::notices::Watch;
use crate::options::Options;
use crate::outbox::send;
use crate::relay_client::RelayClient;
use crate::session::{End, Session, SessionMeta, lock};
use crate::sync::history;
use crate::sync::state::{self, SyncState};
use crate::view::{View, list, person};
use crate::{account, commands, sync};
use cache::{Cache, Durability, MetaKey};
use domain::id::StaffId;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use zeroize::Zeroizing;

/// Rows of the first page.
const FIRST_ROWS: u32 = 50;

/// How long the tasks of a session may take to end.
const GOODBYE: Duration = Duration::from_secs(3);

/// How long a fresh sign-in waits for the first page, so that the window opens with something in it.
const FIRST_PAGE: Duration = Duration::from_secs(3);

/// The whole app. Clones are the same app; it ends with [`Desk::shutdown`] or the last clone.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

enum Phase {
    Opening {
        waiting: bool,
    },
    SignedOut {
        reason: Option<String>,
        kept: u32,
    },
    SignedIn(Work),
    /// Nothing is shown. With work, it goes on in the background until the relay is seen.
    Blocked {
        reason: String,
        work: Option<Work>,
    },
}

/// A session with its tasks.
#[derive(Clone)]
struct Work {
    session: Arc<Session>,
    profile: Profile,
    tasks: TaskTracker,
}

pub(crate) struct Inner {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) options: Options,
    home: PathBuf,
    phase: Mutex<Phase>,
    remembered: Mutex<Remembered>,
    events: Events,
    /// One sign-in or sign-out at a time.
    switching: tokio::sync::Mutex<()>,
    weak: Weak<Inner>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Phase::SignedIn(work)
        | Phase::Blocked {
            work: Some(work), ..
        } = &*lock(&self.phase)
        {
            work.session.cancel.cancel();
        }
    }
}

impl Desk {
    /// Starts with what the environment says ([`Options::from_env`]).
    pub async fn start(host: Arc<dyn Host>) -> Self {
        Self::start_with(host, Options::from_env()).await
    }

    /// Opens keyring and cache and goes to work. Returns when they are open, or after [`Options::opening_patience`] while a
    /// keyring still asks its person: then [`AppState::Opening`] is what is drawn, and an event tells how it went on.
    /// Must be called inside a tokio runtime.
    pub async fn start_with(host: Arc<dyn Host>, options: Options) -> Self {
        let home = host.home();
        let remembered = Remembered::load(&home);
        let patience = options.opening_patience;
        let inner = Arc::new_cyclic(|weak| Inner {
            events: Events::start(Arc::clone(&host)),
            host,
            options,
            home,
            phase: Mutex::new(Phase::Opening { waiting: false }),
            remembered: Mutex::new(remembered),
            switching: tokio::sync::Mutex::default(),
            weak: weak.clone(),
        });
        let desk = Self { inner };
        let opening = desk.inner.clone().open_at_start();
        let mut opening = tokio::spawn(opening);
        if tokio::time::timeout(patience, &mut opening).await.is_err() {
            if let phase @ Phase::Opening { .. } = &mut *lock(&desk.inner.phase) {
                *phase = Phase::Opening { waiting: true };
            }
            desk.inner.emit_state();
        }
        desk
    }

    /// Runs a command of the window ([`crate::api`]).
    ///
    /// # Errors
    /// [`ApiError`]; `invalid` for a command or arguments that do not exist.
    pub async fn rpc(&self, cmd: &str, args: Value) -> Result<Value, ApiError> {
        commands::dispatch(self, cmd, args).await
    }

    /// What the first frame is drawn from. From disk, a few milliseconds, no network.
    #[must_use]
    pub fn first_paint(&self) -> Boot {
        let state = self.inner.state();
        let mut boot = Boot {
            state,
            list: None,
            choices: None,
        };
        let Ok(session) = self.inner.session() else {
            return boot;
        };
        let read = session.cache.read(|reader| {
            let view = View::new(&session, reader)?;
            let page = list::page(&view, &ListFilter::default(), 0, FIRST_ROWS)?;
            Ok((page, list::choices(&view)?))
        });
        match read {
            Ok((page, choices)) => {
                boot.list = Some(page);
                boot.choices = Some(choices);
            }
            Err(error) => drop(session.cache_failed(&error)),
        }
        boot
    }

    /// Ends the tasks and closes the cache. What waits in the outbox waits on disk.
    pub async fn shutdown(&self) {
        let _turn = self.inner.switching.lock().await;
        let work = {
            let mut phase = lock(&self.inner.phase);
            match std::mem::replace(&mut *phase, Phase::Opening { waiting: false }) {
                Phase::SignedIn(work) => Some(work),
                Phase::Blocked { work, .. } => work,
                Phase::Opening { .. } | Phase::SignedOut { .. } => None,
            }
        };
        if let Some(work) = work {
            work.stop().await;
        }
    }
}

impl Work {
    async fn stop(&self) {
        self.session.cancel.cancel();
        self.tasks.close();
        let _ = tokio::time::timeout(GOODBYE, self.tasks.wait()).await;
    }
}

impl Inner {
    /// The session at work.
    pub(crate) fn session(&self) -> Result<Arc<Session>, ApiError> {
        match &*lock(&self.phase) {
            Phase::SignedIn(work) => Ok(Arc::clone(&work.session)),
            Phase::Blocked { reason, .. } => Err(ApiError::with("not_signed_in", reason)),
            Phase::Opening { .. } | Phase::SignedOut { .. } => Err(ApiError::new("not_signed_in")),
        }
    }

    /// What the window shows. Blocking: reads the cache.
    pub(crate) fn state(&self) -> AppState {
        let work = match &*lock(&self.phase) {
            Phase::Opening { waiting } => {
                return AppState::Opening {
                    waiting_for_keyring: *waiting,
                };
            }
            Phase::SignedOut { reason, kept } => {
                let remembered = lock(&self.remembered);
                let prefill = self.options.relay.clone();
                return AppState::SignedOut {
                    relay: prefill.unwrap_or_else(|| remembered.relay.clone()),
                    email: remembered.email.clone(),
                    reason: reason.clone(),
                    kept: *kept,
                };
            }
            Phase::Blocked { reason, .. } => {
                return AppState::Blocked {
                    reason: reason.clone(),
                };
            }
            Phase::SignedIn(work) => work.clone(),
        };
        let session = &work.session;
        let read = session.cache.read(|reader| {
            Ok((
                person::me(session, reader)?,
                state::status(session, reader)?,
            ))
        });
        match read {
            Ok((me, sync)) => AppState::SignedIn { me, sync },
            Err(error) => AppState::Blocked {
                reason: session.cache_failed(&error).code,
            },
        }
    }

    fn emit_state(&self) {
        self.host.emit(&DeskEvent::State {
            state: self.state(),
        });
    }

    async fn tell_state(&self) {
        if let Some(inner) = self.weak.upgrade() {
            let _ = tokio::task::spawn_blocking(move || inner.emit_state()).await;
        }
    }

    fn set(&self, phase: Phase) {
        *lock(&self.phase) = phase;
    }

    async fn open_at_start(self: Arc<Self>) {
        let inner = Arc::clone(&self);
        let phase = tokio::task::spawn_blocking(move || inner.reopen()).await;
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
        let Some(profile) = lock(&self.remembered).profile.clone() else {
            return Phase::SignedOut {
                reason: None,
                kept: 0,
            };
        };
        let host = self.host.as_ref();
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
                let reason = lost.unwrap_or("shift_over").to_owned();
                let kept = open::count_kept(host, &self.home, &profile);
                Phase::SignedOut {
                    reason: Some(reason),
                    kept,
                }
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
        let client = RelayClient::new(base).with_token(Zeroizing::new(kept.token.clone()));
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
    fn work(
        &self,
        relay: RelayClient,
        cache: Cache,
        meta: SessionMeta,
        profile: Profile,
    ) -> cache::Result<Work> {
        let (end, ends) = mpsc::unbounded_channel();
        let (wanted, wishes) = mpsc::unbounded_channel();
        let mut sync_state = cache.read(SyncState::load)?;
        let days = self.options.longest_offline_days;
        sync_state.locked = sync_state.offline_too_long(self.host.now(), days);
        let known: Option<SessionMeta> = cache.read(|r| r.meta().get(MetaKey::Session))?;
        let scopes = known.and_then(|known| known.scopes);
        let me = StaffId::new(meta.staff.id.clone()).map_err(|_| cache::Error::NotFound)?;
        let session = Arc::new(Session {
            host: Arc::clone(&self.host),
            options: self.options.clone(),
            cache: Arc::new(cache),
            relay,
            me,
            meta: Mutex::new(SessionMeta { scopes, ..meta }),
            sync: Mutex::new(sync_state),
            wake_sync: tokio::sync::Notify::new(),
            wake_outbox: tokio::sync::Notify::new(),
            wanted,
            pulled: Mutex::default(),
            events: self.events.clone(),
            watch: Watch::start(Arc::clone(&self.host)),
            end,
            cancel: CancellationToken::new(),
        });
        session.cache.write(Durability::Normal, |writer| {
            session.save_meta(writer)?;
            crate::predict::everything(&session, writer).map(drop)
        })?;
        session.cache.read(|reader| session.load_history(reader))?;
        let tasks = TaskTracker::new();
        tasks.spawn(sync::run::run(Arc::clone(&session)));
        tasks.spawn(send::run(Arc::clone(&session)));
        tasks.spawn(history::run(Arc::clone(&session), wishes));
        // Not among the tasks: it is what stops them.
        let guard = session.cancel.clone();
        tokio::spawn(on_end(self.weak.clone(), profile.clone(), guard, ends));
        Ok(Work {
            session,
            profile,
            tasks,
        })
    }

    /// A sign-in or an invitation went well: keep what has to be kept, go to work.
    pub(crate) async fn entered(&self, entered: Entered, keep: bool) -> SignInResult {
        let _turn = self.switching.lock().await;
        let Some(inner) = self.weak.upgrade() else {
            return failed("disk_error");
        };
        inner.stop_work().await;
        let client = RelayClient::new(entered.base.clone())
            .with_token(Zeroizing::new(entered.session.token.clone()));
        let begun = {
            let client = client.clone();
            let inner = Arc::clone(&inner);
            tokio::task::spawn_blocking(move || inner.begin(&entered, client, keep)).await
        };
        let work = match begun {
            Ok(Ok((work, device))) => {
                drop(device);
                work
            }
            Ok(Err((code, device))) => {
                // Nobody will ever use this device: take it back.
                let _ = client.delete(&format!("v1/devices/{device}")).await;
                inner.set(Phase::SignedOut {
                    reason: None,
                    kept: 0,
                });
                return failed(code);
            }
            Err(_) => return failed("disk_error"),
        };
        inner.set(Phase::SignedIn(work.clone()));
        wait_for_first_page(&work.session).await;
        inner.tell_state().await;
        let session = Arc::clone(&work.session);
        let me = work
            .session
            .with_cache(move |_| session.cache.read(|r| person::me(&session, r)));
        match me.await {
            Ok(me) => SignInResult::Done { me },
            Err(error) => failed(&error.code),
        }
    }

    fn begin(
        &self,
        entered: &Entered,
        client: RelayClient,
        keep: bool,
    ) -> Result<(Work, String), (&'static str, String)> {
        let session = &entered.session;
        let device = session.device.clone();
        let fail = |Blocked(code): Blocked| {
            (
                if code == "newer_cache" {
                    "disk_error"
                } else {
                    code
                },
                session.device.clone(),
            )
        };
        let host = self.host.as_ref();
        let profile = Profile::of(&entered.base, &session.workspace.id, &session.staff.id);
        let Opened { cache, .. } = open::open(host, &self.home, &profile).map_err(fail)?;
        let meta = SessionMeta {
            relay: entered.base.to_string(),
            workspace: session.workspace.clone(),
            staff: session.staff.clone(),
            device: device.clone(),
            scopes: None,
        };
        if keep {
            let kept = KeptSession {
                token: session.token.clone(),
                meta: meta.clone(),
            };
            let bytes = serde_json::to_vec(&kept)
                .map(Zeroizing::new)
                .unwrap_or_default();
            let set = host.secret_set(&profile.token_name(), &bytes);
            set.map_err(|error| fail(error.into()))?;
        } else {
            let _ = host.secret_delete(&profile.token_name());
        }
        let remembered = Remembered {
            relay: entered.base.to_string(),
            email: session.staff.email.clone(),
            profile: Some(profile.clone()),
        };
        remembered
            .save(&self.home)
            .map_err(|error| fail(error.into()))?;
        *lock(&self.remembered) = remembered;
        match self.work(client, cache, meta, profile) {
            Ok(work) => Ok((work, device)),
            Err(error) => {
                tracing::error!(%error, "session.not_begun");
                Err(("disk_error", device))
            }
        }
    }

    async fn stop_work(&self) -> Option<Work> {
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

    /// The person signs out: the token goes, on the relay too if it can be reached; cache and outbox stay for their return.
    pub(crate) async fn leave(&self) {
        let _turn = self.switching.lock().await;
        let Some(work) = self.stop_work().await else {
            return;
        };
        let device = lock(&work.session.meta).device.clone();
        let relay = work.session.relay.clone();
        let path = format!("v1/devices/{device}");
        let _ = tokio::time::timeout(GOODBYE, relay.delete(&path)).await;
        self.signed_out(work, Some("signed_out".to_owned())).await;
    }

    /// Closes the cache and says why nobody is signed in.
    async fn signed_out(&self, work: Work, reason: Option<String>) {
        self.set(Phase::SignedOut {
            reason: reason.clone(),
            kept: 0,
        });
        let (host, home) = (Arc::clone(&self.host), self.home.clone());
        let kept = tokio::task::spawn_blocking(move || {
            let profile = work.profile.clone();
            drop(work);
            let _ = host.secret_delete(&profile.token_name());
            open::count_kept(host.as_ref(), &home, &profile)
        });
        let kept = kept.await.unwrap_or(0);
        self.set(Phase::SignedOut { reason, kept });
        self.tell_state().await;
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
                self.signed_out(work, Some(reason.to_owned())).await;
            }
            End::Damaged => {
                self.stop_work().await;
                let (host, home, profile) = (
                    Arc::clone(&self.host),
                    self.home.clone(),
                    work.profile.clone(),
                );
                let _ = tokio::task::spawn_blocking(move || {
                    open::repair(host.as_ref(), &home, &profile)
                })
                .await;
                self.signed_out(work, Some("cache_broken".to_owned())).await;
            }
            End::Revoked => self.wipe(work).await,
        }
    }

    /// Our own relay revoked this very device: the key first, then the file.
    async fn wipe(&self, work: Work) {
        self.stop_work().await;
        let reason = Some("device_revoked".to_owned());
        self.set(Phase::SignedOut { reason, kept: 0 });
        let remembered = {
            let mut remembered = lock(&self.remembered);
            remembered.profile = None;
            remembered.clone()
        };
        let (host, home) = (Arc::clone(&self.host), self.home.clone());
        let _ = tokio::task::spawn_blocking(move || {
            let profile = work.profile.clone();
            drop(work);
            open::wipe(host.as_ref(), &home, &profile);
            remembered.save(&home)
        })
        .await;
        self.tell_state().await;
    }
}

/// Listens to a session until it is stopped. Holds the desk weakly: the last clone ends everything.
async fn on_end(
    desk: Weak<Inner>,
    profile: Profile,
    cancelled: CancellationToken,
    mut ends: mpsc::UnboundedReceiver<End>,
) {
    loop {
        let end = tokio::select! {
            () = cancelled.cancelled() => return,
            end = ends.recv() => end,
        };
        let (Some(end), Some(desk)) = (end, desk.upgrade()) else {
            return;
        };
        desk.ended(&profile, end).await;
    }
}

async fn wait_for_first_page(session: &Arc<Session>) {
    let arrived = async {
        while !matches!(session.cursor().await, Ok(Some(_)) | Err(_)) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let _ = tokio::time::timeout(FIRST_PAGE, arrived).await;
}
