//! How fresh the desk is.

use crate::api::event::DeskEvent;
use crate::api::session::SyncStatus;
use crate::session::{Session, lock};
use cache::{MetaKey, OutboxState, Reader};
use domain::connection::{Connection, ConnectionStatus};
use domain::dead_letter::DeadLetter;
use domain::time::UnixMillis;
use std::time::Duration;

/// How the relay is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Everything it has is here.
    Live,
    /// Reached, and more to fetch.
    Behind,
    /// Out of reach.
    Offline,
}

/// How the relay's time came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// In an answer, at once.
    Answered,
    /// In something that may have waited: pushed, or a slow answer.
    Late,
}

impl Told {
    /// An answer that took this long; half a second is no delay that anybody sees.
    pub(crate) fn after(took: Duration) -> Self {
        if took < Duration::from_secs(1) {
            Self::Answered
        } else {
            Self::Late
        }
    }
}

/// What the tasks know; the rest is in the cache.
#[derive(Debug, Clone)]
pub(crate) struct SyncState {
    pub(crate) reach: Reach,
    /// The relay's time of the last "you are current".
    pub(crate) fresh_at: Option<UnixMillis>,
    /// As much of it as is on the disk.
    pub(crate) kept_at: Option<UnixMillis>,
    /// The relay's clock minus this computer's, ms.
    pub(crate) clock_offset: i64,
    pub(crate) offline_since: Option<UnixMillis>,
    /// Since when the relay is out of reach, by the clock that no one sets ([`Host::monotonic`](crate::host::Host::monotonic)).
    pub(crate) out_since: Option<Duration>,
    /// By this computer's clock.
    pub(crate) next_try: Option<UnixMillis>,
    pub(crate) problem: Option<String>,
    /// The stream does not get through, and HTTP does.
    pub(crate) polling: bool,
    /// Somebody follows the relay and says when it is back; not for a colleague whose work goes on in their absence.
    pub(crate) followed: bool,
    /// How far back messages are complete while the walk goes on.
    pub(crate) history_back_to: Option<UnixMillis>,
    /// All was here once, and checksums have not said yet whether it still is.
    pub(crate) doubted: bool,
    /// When checksums are compared next, by the clock that no one sets; absent = at once.
    pub(crate) compare_at: Option<Duration>,
    /// Set while the desk is locked because it was offline for too long.
    pub(crate) locked: bool,
}

impl SyncState {
    /// As kept; `awake` is the clock that no one sets: the relay counts as tried from now on.
    pub(crate) fn load(reader: &Reader<'_>, awake: Duration) -> cache::Result<Self> {
        let fresh_at = reader.meta().get(MetaKey::FreshAt)?;
        Ok(Self {
            reach: Reach::Offline,
            fresh_at,
            kept_at: fresh_at,
            clock_offset: reader.meta().get(MetaKey::ClockOffset)?.unwrap_or(0),
            offline_since: fresh_at,
            out_since: Some(awake),
            next_try: None,
            problem: None,
            polling: false,
            followed: false,
            history_back_to: None,
            doubted: false,
            compare_at: None,
            locked: false,
        })
    }

    /// Whether the relay has not been seen for longer than `days`, by the desk's clock `now` turned into the relay's.
    pub(crate) fn offline_too_long(&self, now: UnixMillis, days: u32) -> bool {
        self.reach == Reach::Offline
            && self.fresh_at.is_some_and(|at| {
                now.plus(self.clock_offset).since(at) > i64::from(days) * domain::time::DAY
            })
    }

    /// Whether what is on the disk is too old a stamp at `now`. An idle desk is told every few seconds that it is current; a start after a
    /// crash may say that of a moment before the last time.
    pub(crate) fn stamp_is_due(&self, now: UnixMillis) -> bool {
        self.kept_at
            .is_none_or(|kept| !(0..STAMP).contains(&now.since(kept)))
    }

    /// Whether the window says so: out of reach, and for longer than a hiccup.
    fn is_offline(&self, awake: Duration, patience: Duration) -> bool {
        self.reach == Reach::Offline
            && self
                .out_since
                .is_none_or(|since| awake.saturating_sub(since) >= patience)
    }
}

/// How old the stamp on the disk may be, in ms.
const STAMP: i64 = 30_000;

/// A computer's clock that is off by this much is said so, in minutes: what other programs show and write is wrong by as much.
const CLOCK_OFF: u64 = 2;

fn clock_off(offset: i64) -> Option<u32> {
    let minutes = offset.unsigned_abs() / domain::time::MINUTE.unsigned_abs();
    (minutes >= CLOCK_OFF).then(|| u32::try_from(minutes).unwrap_or(u32::MAX))
}

/// The status as the window shows it.
pub(crate) fn status(session: &Session, reader: &Reader<'_>) -> cache::Result<SyncStatus> {
    let mut outbox = reader.outbox().all()?;
    outbox.retain(crate::view::outbox::is_work);
    let count = |test: fn(&OutboxState) -> bool| {
        u32::try_from(outbox.iter().filter(|entry| test(&entry.state)).count()).unwrap_or(u32::MAX)
    };
    let connections = reader.all::<Connection>()?;
    let with = |status: &ConnectionStatus| {
        let found = connections
            .iter()
            .filter(|row| &row.body.status == status)
            .count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    let dead = reader
        .all::<DeadLetter>()?
        .iter()
        .filter(|row| !row.body.replayed)
        .count();
    let state = lock(&session.sync).clone();
    let offline = state.is_offline(session.host.monotonic(), session.options.offline_after);
    Ok(SyncStatus {
        state: match state.reach {
            Reach::Live => "live",
            Reach::Offline if offline => "offline",
            Reach::Behind | Reach::Offline => "behind",
        }
        .to_owned(),
        complete_to: state.fresh_at.map(|at| at.0),
        offline_since: state.offline_since.filter(|_| offline).map(|at| at.0),
        next_try: state.next_try.filter(|_| offline).map(|at| at.0),
        clock_offset: state.clock_offset,
        queued: count(|s| matches!(s, OutboxState::Queued | OutboxState::Sending)),
        needs_attention: count(|s| {
            matches!(s, OutboxState::Held { .. } | OutboxState::Refused { .. })
        }),
        history_back_to: state.history_back_to.map(|at| at.0),
        channels_live: with(&ConnectionStatus::Connected),
        channels_in_error: with(&ConnectionStatus::Error),
        clock_off: clock_off(state.clock_offset),
        polling: state.polling && state.reach != Reach::Offline,
        dead_letters: u32::try_from(dead).unwrap_or(u32::MAX),
        problem: state.problem,
    })
}

impl Session {
    /// Tells the window how fresh the desk is.
    pub(crate) fn emit_status(&self) {
        match self.cache.read(|reader| status(self, reader)) {
            Ok(status) => self.say_status(status),
            Err(error) => drop(self.cache_failed(&error)),
        }
    }

    /// Tells the window that nothing else happened up to now, without asking the cache.
    pub(crate) fn emit_freshness(&self) {
        let mut said = lock(&self.said);
        let sync = lock(&self.sync).clone();
        let stands = |said: &&mut SyncStatus| {
            said.state == "live"
                && sync.reach == Reach::Live
                && said.problem.is_none()
                && said.clock_offset == sync.clock_offset
        };
        if let Some(said) = said.as_mut().filter(stands) {
            said.complete_to = sync.fresh_at.map(|at| at.0);
            said.history_back_to = sync.history_back_to.map(|at| at.0);
            let status = said.clone();
            return self.host.emit(&DeskEvent::Sync { status });
        }
        drop(said);
        self.emit_status();
    }

    /// The lock is held meanwhile: what is older is never said after what is newer.
    fn say_status(&self, status: SyncStatus) {
        let mut said = lock(&self.said);
        *said = Some(status.clone());
        self.host.emit(&DeskEvent::Sync { status });
    }

    /// The relay's clock stood at `now`. What was late on its way, or waited here for its turn, makes it look slow, never fast; and
    /// clocks drift slowly, so a jitter of the network does not move countdowns on the screen.
    pub(crate) fn heard(&self, now: UnixMillis, told: Told) {
        let offset = now.since(self.host.now());
        let mut state = lock(&self.sync);
        let drift = offset - state.clock_offset;
        if drift > 1_000 || (drift < -1_000 && told == Told::Answered) {
            state.clock_offset = offset;
        }
    }

    /// The relay said at `now` that this desk is current (or that more is to come).
    pub(crate) fn reached(&self, now: UnixMillis, reach: Reach) {
        let was = {
            let mut state = lock(&self.sync);
            let was = state.reach;
            state.reach = reach;
            if reach == Reach::Live {
                state.fresh_at = Some(state.fresh_at.map_or(now, |at| at.max(now)));
            }
            state.offline_since = None;
            state.out_since = None;
            state.next_try = None;
            state.problem = None;
            was
        };
        if was == Reach::Offline {
            self.wake_outbox.notify_one();
            self.wake_history();
            self.watch.reach_changed();
            if std::mem::take(&mut lock(&self.sync).locked) {
                let _ = self.end.send(crate::session::End::Seen);
            }
        }
    }

    /// How this desk stays current: told by the stream, or asking.
    pub(crate) fn polls(&self, polling: bool) {
        let was = std::mem::replace(&mut lock(&self.sync).polling, polling);
        if was != polling {
            self.emit_status();
        }
    }

    /// The stream is gone or has fallen silent: whether this desk is current is not known until HTTP says so.
    pub(crate) fn doubted(&self) {
        let was_live = {
            let mut state = lock(&self.sync);
            let was_live = state.reach == Reach::Live;
            if was_live {
                state.reach = Reach::Behind;
            }
            was_live
        };
        if was_live {
            self.emit_status();
        }
    }

    /// The relay is out of reach; the next try is in `pause`.
    pub(crate) fn lost(&self, problem: &str, pause: Duration) {
        let (now, awake) = (self.host.now(), self.host.monotonic());
        let wait = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX);
        let too_long = {
            let mut state = lock(&self.sync);
            if state.reach != Reach::Offline || state.offline_since.is_none() {
                let relay_now = now.plus(state.clock_offset);
                state.offline_since = Some(state.fresh_at.unwrap_or(relay_now));
            }
            state.reach = Reach::Offline;
            state.out_since.get_or_insert(awake);
            state.next_try = Some(now.plus(wait));
            state.problem = Some(problem.to_owned());
            state.offline_too_long(now, self.options.longest_offline_days) && !state.locked
        };
        self.out_of_reach.notify_one();
        self.watch.reach_changed();
        if too_long {
            lock(&self.sync).locked = true;
            let _ = self.end.send(crate::session::End::OfflineTooLong);
        }
    }

    /// Tells the window that it is offline once the relay has been out of reach for [`Options::offline_after`](crate::options::Options);
    /// a try that hangs must not keep it from knowing.
    pub(crate) async fn say_when_offline(&self) {
        let patience = self.options.offline_after;
        loop {
            let out_since = lock(&self.sync).out_since;
            let left = out_since
                .map(|since| patience.saturating_sub(self.host.monotonic().saturating_sub(since)));
            match left {
                Some(left) if !left.is_zero() => tokio::select! {
                    biased;
                    () = self.cancel.cancelled() => return,
                    () = tokio::time::sleep(left) => {}
                },
                told => {
                    if told.is_some() {
                        self.emit_status();
                    }
                    tokio::select! {
                        biased;
                        () = self.cancel.cancelled() => return,
                        () = self.out_of_reach.notified() => {}
                    }
                }
            }
        }
    }
}
