//! A simulated computer: clock, ids, disk, keyring. The relay runs on one, and every desk.

use crate::rng::Rng;
use desk::api::event::DeskEvent;
use desk::host::{Badge, Host, News, Notice, SecretError};
use domain::time::UnixMillis;
use relay::clock::Clock;
use seam::{Machine, Plant};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// When every run begins: 2026-11-21T08:00:00Z.
const EPOCH: i64 = 1_795_248_000_000;

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What changes.
struct State {
    rng: Rng,
    plant: Option<Plant>,
    /// When the clock was looked at, and what it said: milliseconds since the run began.
    looked: Option<(Instant, u64)>,
    /// The wall clock is off by so much.
    ahead: i64,
    disk_full: bool,
    /// How many of a thousand pieces of disk work take a while.
    disk_slow: u64,
    /// Turns taken so far.
    turns: u64,
    secrets: BTreeMap<String, Vec<u8>>,
    notices: Vec<Notice>,
}

/// A computer. What is kept in it outlives the program that runs on it.
pub(crate) struct Computer {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    state: Mutex<State>,
}

impl Computer {
    pub(crate) fn new(name: &str, folder: PathBuf, rng: Rng, plant: Option<Plant>) -> Arc<Self> {
        Arc::new(Self {
            name: name.to_owned(),
            folder,
            state: Mutex::new(State {
                rng,
                plant,
                looked: None,
                ahead: 0,
                disk_full: false,
                disk_slow: 150,
                turns: 0,
                secrets: BTreeMap::new(),
                notices: Vec::new(),
            }),
        })
    }

    /// Says what time it is as a program begins to run; called inside its runtime.
    pub(crate) fn begin_at(&self, at: u64) {
        lock(&self.state).looked = Some((Instant::now(), at));
    }

    /// Milliseconds since the run began; inside the runtime of the program that runs here.
    pub(crate) fn local(&self) -> u64 {
        match lock(&self.state).looked {
            Some((then, at)) => at + u64::try_from(then.elapsed().as_millis()).unwrap_or(0),
            None => 0,
        }
    }

    pub(crate) fn jump(&self, by: i64) {
        lock(&self.state).ahead += by;
    }

    pub(crate) fn set_disk_full(&self, full: bool) {
        lock(&self.state).disk_full = full;
    }

    /// Nothing on this computer takes time any more: the run is judged.
    pub(crate) fn calm(&self) {
        let mut state = lock(&self.state);
        (state.disk_full, state.disk_slow) = (false, 0);
    }

    /// What is planted from now on; what was before is given back.
    pub(crate) fn replace_plant(&self, plant: Option<Plant>) -> Option<Plant> {
        std::mem::replace(&mut lock(&self.state).plant, plant)
    }

    pub(crate) fn take_notices(&self) -> Vec<Notice> {
        std::mem::take(&mut lock(&self.state).notices)
    }

    pub(crate) fn secrets(&self) -> BTreeMap<String, Vec<u8>> {
        lock(&self.state).secrets.clone()
    }

    pub(crate) fn set_secrets(&self, secrets: BTreeMap<String, Vec<u8>>) {
        lock(&self.state).secrets = secrets;
    }

    fn wall(&self) -> UnixMillis {
        let ahead = lock(&self.state).ahead;
        UnixMillis(wall(self.local()).0 + ahead)
    }

    fn id(&self) -> String {
        let now = u64::try_from(self.wall().0).unwrap_or(0);
        let mut random = [0; 10];
        lock(&self.state).rng.fill(&mut random);
        uuid::Builder::from_unix_timestamp_millis(now, &random)
            .into_uuid()
            .to_string()
    }
}

/// The true time, `at` milliseconds after the run began.
pub(crate) fn wall(at: u64) -> UnixMillis {
    UnixMillis(EPOCH + i64::try_from(at).unwrap_or(0))
}

/// Puts the computer in place of the machine, for what runs on this thread.
pub(crate) fn enter(computer: &Arc<Computer>) -> seam::Entered {
    seam::enter(Rc::new(Here(Arc::clone(computer))))
}

struct Here(Arc<Computer>);

impl Machine for Here {
    fn disk_time(&self) -> (Duration, Duration) {
        let mut state = lock(&self.0.state);
        let slow = state.disk_slow;
        let mut time = || match state.rng.chance(slow) {
            true => Duration::from_millis(state.rng.between(1, 40)),
            false => Duration::ZERO,
        };
        (time(), time())
    }

    fn disk_is_full(&self) -> bool {
        lock(&self.0.state).disk_full
    }

    fn random(&self, bytes: &mut [u8]) {
        lock(&self.0.state).rng.fill(bytes);
    }

    fn planted(&self) -> Option<Plant> {
        lock(&self.0.state).plant
    }

    fn turn(&self) -> u64 {
        let mut state = lock(&self.0.state);
        state.turns += 1;
        state.turns
    }
}

impl Clock for Computer {
    fn now(&self) -> UnixMillis {
        self.wall()
    }

    fn new_id(&self) -> String {
        self.id()
    }
}

impl Host for Computer {
    fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretError> {
        Ok(lock(&self.state).secrets.get(name).cloned())
    }
    fn secret_set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        let mut state = lock(&self.state);
        state.secrets.insert(name.to_owned(), secret.to_vec());
        Ok(())
    }
    fn secret_delete(&self, name: &str) -> Result<(), SecretError> {
        lock(&self.state).secrets.remove(name);
        Ok(())
    }
    fn notify(&self, notice: &Notice) {
        lock(&self.state).notices.push(notice.clone());
    }
    fn tell(&self, _: &News) {}
    fn close_notice(&self, _: &str) {}
    fn badge(&self, _: Badge) {}
    fn present(&self) {}
    fn quit(&self) {}
    fn open_url(&self, _: &str) {}
    fn open_path(&self, _: &Path) {}
    fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }
    fn emit(&self, _: &DeskEvent) {}
    fn now(&self) -> UnixMillis {
        self.wall()
    }
    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.local())
    }
    fn new_id(&self) -> String {
        self.id()
    }
    fn device_name(&self) -> String {
        self.name.clone()
    }
    fn home(&self) -> PathBuf {
        self.folder.clone()
    }
}
