//! The app: one phase at a time. Only this module changes it.

mod absent;
mod enter;
mod leave;
mod open;

use crate::account::profile::{Profile, Remembered};
use crate::api::ApiError;
use crate::api::args::Boot;
use crate::api::event::DeskEvent;
use crate::api::inbox::ListFilter;
use crate::api::session::AppState;
use crate::api::settings::Settings;
use crate::commands;
use crate::events::Events;
use crate::host::Host;
use crate::options::Options;
use crate::session::{Session, lock};
use crate::settings;
use crate::sync::state::{self, Reach};
use crate::view::{View, list, person};
use cache::OutboxState;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;
use tokio_util::task::TaskTracker;

/// Rows of the first page.
const FIRST_ROWS: u32 = 50;

/// Between two looks at an outbox that empties.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// How long the tasks of a session may take to end.
const GOODBYE: Duration = Duration::from_secs(3);

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
    /// Colleagues whose outboxes go on being sent.
    absent: Mutex<Vec<Work>>,
    pub(crate) settings: Arc<Mutex<Settings>>,
    /// The screen is locked, as far as the system says.
    pub(crate) locked: Arc<AtomicBool>,
    /// One change of the settings at a time.
    pub(crate) saving: tokio::sync::Mutex<()>,
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
        for work in lock(&self.absent).iter() {
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
        let settings = settings::load(&home);
        let patience = options.opening_patience;
        // What an earlier run could not take away.
        crate::files::clear_opened(&home);
        let inner = Arc::new_cyclic(|weak| Inner {
            events: Events::start(Arc::clone(&host)),
            host,
            options,
            home,
            phase: Mutex::new(Phase::Opening { waiting: false }),
            remembered: Mutex::new(remembered),
            absent: Mutex::default(),
            settings: Arc::new(Mutex::new(settings)),
            locked: Arc::default(),
            saving: tokio::sync::Mutex::default(),
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

    /// What is set for this computer.
    #[must_use]
    pub fn current_settings(&self) -> Settings {
        lock(&self.inner.settings).clone()
    }

    /// What the first frame is drawn from. From disk, a few milliseconds, no network.
    #[must_use]
    pub fn first_paint(&self) -> Boot {
        let state = self.inner.state();
        let mut boot = Boot {
            state,
            settings: self.current_settings(),
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

    /// Gives what waits in the outbox a moment to leave, while the relay is there. What does not, waits on disk.
    pub async fn flush(&self, patience: Duration) {
        let Ok(session) = self.inner.session() else {
            return;
        };
        session.wake_outbox.notify_one();
        let left = async {
            while lock(&session.sync).reach != Reach::Offline && has_to_send(&session).await {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        };
        let _ = tokio::time::timeout(patience, left).await;
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
        self.inner.stop_absent().await;
        crate::files::clear_opened(&self.inner.home);
    }
}

async fn has_to_send(session: &Arc<Session>) -> bool {
    let unsent = |entry: &cache::OutboxEntry| {
        matches!(entry.state, OutboxState::Queued | OutboxState::Sending)
    };
    let asked = session.with_cache(move |session| {
        session
            .cache
            .read(|reader| Ok(reader.outbox().all()?.iter().any(unsent)))
    });
    asked.await.unwrap_or(false)
}

impl Work {
    fn of(session: Arc<Session>, profile: Profile) -> Self {
        let tasks = TaskTracker::new();
        Self {
            session,
            profile,
            tasks,
        }
    }

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

    /// The folder everything is kept under.
    pub(crate) fn home(&self) -> &Path {
        &self.home
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
            let _ = seam::blocking(move || inner.emit_state()).await;
        }
    }

    /// Changes what the next start will find. Blocking. A file that cannot be written costs a prefilled form, no work.
    fn remember(&self, change: impl FnOnce(&mut Remembered)) {
        let mut remembered = lock(&self.remembered);
        change(&mut remembered);
        if let Err(error) = remembered.save(&self.home) {
            tracing::warn!(%error, "desk.not_remembered");
        }
    }

    fn set(&self, phase: Phase) {
        *lock(&self.phase) = phase;
    }
}
