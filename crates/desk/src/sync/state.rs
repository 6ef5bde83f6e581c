//! How fresh the desk is.

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

/// What the tasks know; the rest is in the cache.
#[derive(Debug, Clone)]
pub(crate) struct SyncState {
    pub(crate) reach: Reach,
    /// The relay's time of the last "you are current".
    pub(crate) fresh_at: Option<UnixMillis>,
    /// The relay's clock minus this computer's, ms.
    pub(crate) clock_offset: i64,
    pub(crate) offline_since: Option<UnixMillis>,
    /// By this computer's clock.
    pub(crate) next_try: Option<UnixMillis>,
    pub(crate) problem: Option<String>,
    /// How far back messages are complete while the walk goes on.
    pub(crate) history_back_to: Option<UnixMillis>,
    /// Set while the desk is locked because it was offline for too long.
    pub(crate) locked: bool,
}

impl SyncState {
    pub(crate) fn load(reader: &Reader<'_>) -> cache::Result<Self> {
        let fresh_at = reader.meta().get(MetaKey::FreshAt)?;
        Ok(Self {
            reach: Reach::Offline,
            fresh_at,
            clock_offset: reader.meta().get(MetaKey::ClockOffset)?.unwrap_or(0),
            offline_since: fresh_at,
            next_try: None,
            problem: None,
            history_back_to: None,
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
    Ok(SyncStatus {
        state: match state.reach {
            Reach::Live => "live",
            Reach::Behind => "behind",
            Reach::Offline => "offline",
        }
        .to_owned(),
        complete_to: state.fresh_at.map(|at| at.0),
        offline_since: state
            .offline_since
            .filter(|_| state.reach == Reach::Offline)
            .map(|at| at.0),
        next_try: state
            .next_try
            .filter(|_| state.reach == Reach::Offline)
            .map(|at| at.0),
        clock_offset: state.clock_offset,
        queued: count(|s| matches!(s, OutboxState::Queued | OutboxState::Sending)),
        needs_attention: count(|s| {
            matches!(s, OutboxState::Held { .. } | OutboxState::Refused { .. })
        }),
        history_back_to: state.history_back_to.map(|at| at.0),
        channels_live: with(&ConnectionStatus::Connected),
        channels_in_error: with(&ConnectionStatus::Error),
        dead_letters: u32::try_from(dead).unwrap_or(u32::MAX),
        problem: state.problem,
    })
}

impl Session {
    /// Tells the window how fresh the desk is.
    pub(crate) fn emit_status(&self) {
        match self.cache.read(|reader| status(self, reader)) {
            Ok(status) => self
                .host
                .emit(&crate::api::event::DeskEvent::Sync { status }),
            Err(error) => drop(self.cache_failed(&error)),
        }
    }

    /// The relay said at `now` that this desk is current (or that more is to come).
    pub(crate) fn reached(&self, now: UnixMillis, reach: Reach) {
        let offset = now.since(self.host.now());
        let was = {
            let mut state = lock(&self.sync);
            let was = state.reach;
            state.reach = reach;
            // Clocks drift slowly; a jitter of the network must not move countdowns on the screen.
            if (state.clock_offset - offset).abs() > 1_000 {
                state.clock_offset = offset;
            }
            if reach == Reach::Live {
                state.fresh_at = Some(state.fresh_at.map_or(now, |at| at.max(now)));
            }
            state.offline_since = None;
            state.next_try = None;
            state.problem = None;
            was
        };
        if was == Reach::Offline {
            self.wake_outbox.notify_one();
            self.wake_history();
            if std::mem::take(&mut lock(&self.sync).locked) {
                let _ = self.end.send(crate::session::End::Seen);
            }
        }
    }

    /// The relay is out of reach; the next try is in `pause`.
    pub(crate) fn lost(&self, problem: &str, pause: Duration) {
        let now = self.host.now();
        let wait = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX);
        let too_long = {
            let mut state = lock(&self.sync);
            if state.reach != Reach::Offline || state.offline_since.is_none() {
                let relay_now = now.plus(state.clock_offset);
                state.offline_since = Some(state.fresh_at.unwrap_or(relay_now));
            }
            state.reach = Reach::Offline;
            state.next_try = Some(now.plus(wait));
            state.problem = Some(problem.to_owned());
            state.offline_too_long(now, self.options.longest_offline_days) && !state.locked
        };
        if too_long {
            lock(&self.sync).locked = true;
            let _ = self.end.send(crate::session::End::OfflineTooLong);
        }
    }
}
