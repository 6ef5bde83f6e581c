//! Envelopes that were acknowledged and not yet applied.
//!
//! ```text
//!   taken (attempt counted, committed) ─ all new: together, a few hundred steps to a transaction
//!                                      └ seen before, or the database refused: step by step
//!   an event that fails: the others stand, the envelope comes again; the third time it is a dead letter
//!   an envelope that began five times and never ended: its first event not yet applied is the suspect
//! ```

use super::reading::Reading;
use super::step::{Do, Found, Taken, end, plan, put_aside};
use super::{Applied, apply_item};
use crate::engine::Core;
use crate::engine::error::Fault;
use crate::engine::work::Work;
use domain::id::WorkspaceId;
use futures_util::FutureExt;
use metrics::counter;
use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use store::error::StoreError;
use store::model::Envelope;
use tokio::time::Instant;

/// Envelopes taken at once.
const TAKE: usize = 64;
/// Steps (events and ends of envelopes) in one transaction.
const STEPS: usize = 256;
/// Runs that ended inside an envelope before one of its events is suspected. More than a failing event has: who kills a relay again
/// and again (a failing machine, an impatient supervisor) must not turn guests' messages into dead letters.
const UNFINISHED: u32 = 5;
/// Unfinished runs after which not even the parser touches the bytes again.
const HANDS_OFF: u32 = 8;
/// How long envelopes of a burst wait for the rest of it to be stored.
const GIVES_WAY: Duration = Duration::from_secs(1);
/// Longest pause while the database is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// One hotel's unapplied envelopes.
pub(crate) struct Backlog {
    core: Arc<Core>,
    workspace: WorkspaceId,
    /// There may be envelopes.
    looking: bool,
    /// Since when, without a moment in which all was applied.
    since: Option<Instant>,
    /// One at a time: the first after a start may be the one that ended the last run.
    careful: bool,
    /// There may be envelopes of an earlier run: one of them may have ended it, so every attempt is counted on the disk.
    leftover: bool,
    /// Attempts of this run that the disk knows nothing of.
    uncounted: HashMap<i64, u32>,
    /// Attempts that ended because the database was away; they say nothing against the envelope.
    forgiven: HashMap<i64, u32>,
    /// How often in a row the database was away.
    stumbled: u32,
    /// Not before this, after the database was away.
    resume: Option<Instant>,
    /// What was taken is all there was, and nobody has said since that there is more.
    all: bool,
    /// What was taken, and the steps of it that are still to be done.
    taken: Vec<Taken>,
    steps: VecDeque<Do>,
}

impl Backlog {
    pub(crate) fn new(core: Arc<Core>, workspace: WorkspaceId) -> Self {
        Self {
            core,
            workspace,
            looking: false,
            since: None,
            careful: true,
            leftover: true,
            uncounted: HashMap::new(),
            forgiven: HashMap::new(),
            stumbled: 0,
            resume: None,
            all: false,
            taken: Vec::new(),
            steps: VecDeque::new(),
        }
    }

    /// There may be news.
    pub(crate) fn look(&mut self) {
        (self.looking, self.all) = (true, false);
        self.since.get_or_insert_with(Instant::now);
    }

    /// Nobody has said that there is more.
    pub(crate) fn rest(&mut self) {
        self.since = None;
    }

    /// Whether what was stored waits while a crowd of webhooks stands at the door; not for ever.
    pub(crate) fn gives_way(&self) -> bool {
        let waited = self.since.map(|since| since.elapsed());
        self.core.door.is_crowded() && waited.is_some_and(|waited| waited < GIVES_WAY)
    }

    /// Ends when it is worth trying again after the database was away; never while all is well.
    pub(crate) async fn pause(&mut self) {
        match self.resume {
            Some(resume) => tokio::time::sleep_until(resume).await,
            None => std::future::pending().await,
        }
    }

    /// Applies one transaction's worth of what waits, so that people's commands get in between; true = there may be more.
    pub(crate) async fn apply_some(&mut self) -> bool {
        if !self.looking || self.resume.is_some_and(|resume| Instant::now() < resume) {
            return false;
        }
        self.resume = None;
        if self.steps.is_empty()
            && let Err(error) = self.take().await
        {
            return self.stumble(&error);
        }
        match self.apply_next().await {
            Ok(()) => self.looking,
            Err(error) => self.stumble(&error),
        }
    }

    async fn take(&mut self) -> Result<(), StoreError> {
        self.core.warm_up().await;
        let limit = if self.careful { 1 } else { TAKE };
        let store = &self.core.store;
        // What this run has stored itself and never begun can have ended no run.
        let fresh = if self.leftover || !self.uncounted.is_empty() {
            None
        } else {
            store.fresh_envelopes(&self.workspace, limit).await?
        };
        self.all = fresh.as_ref().is_some_and(|fresh| fresh.len() < limit);
        let envelopes = match fresh {
            Some(fresh) => {
                self.uncounted.extend(fresh.iter().map(|it| (it.id, 1)));
                fresh
            }
            None => {
                let mut taken = store.take_envelopes(&self.workspace, limit).await?;
                for envelope in &mut taken {
                    let more = self.uncounted.get(&envelope.id).copied().unwrap_or(0);
                    envelope.attempts = envelope.attempts.saturating_add(more);
                }
                if taken.len() < limit {
                    // These are all there are: others went with an erased guest.
                    let there = |id: &i64| taken.iter().any(|it| it.id == *id);
                    self.uncounted.retain(|id, _| there(id));
                }
                taken
            }
        };
        self.looking = !envelopes.is_empty();
        if envelopes.is_empty() {
            (self.since, self.leftover) = (None, false);
        }
        self.careful = envelopes.iter().any(|it| it.attempts > 0);
        self.taken = envelopes.into_iter().map(|it| self.read(it)).collect();
        self.steps = plan(&self.taken).into();
        Ok(())
    }

    async fn apply_next(&mut self) -> Result<(), StoreError> {
        let together = self.taken.iter().all(|it| it.envelope.attempts == 0);
        let size = if together { STEPS } else { 1 };
        let steps: Vec<Do> = self.steps.drain(..size.min(self.steps.len())).collect();
        if steps.is_empty() {
            return Ok(());
        }
        let mut taken = std::mem::take(&mut self.taken);
        let applied = self.apply(&mut taken, &steps).await;
        self.taken = taken;
        applied?;
        self.stumbled = 0;
        for it in self.taken.iter().filter(|it| it.ended) {
            self.forgiven.remove(&it.envelope.id);
            self.uncounted.remove(&it.envelope.id);
        }
        if self.all && self.steps.is_empty() && self.taken.iter().all(|it| it.ended) {
            // Not looked for again: the disk had no more, and whoever has stored more since says so.
            self.looking = false;
        }
        Ok(())
    }

    /// What was taken and not ended comes again.
    fn stumble(&mut self, error: &StoreError) -> bool {
        tracing::error!(%error, "envelopes cannot be applied at the moment: {error}");
        self.steps.clear();
        for it in std::mem::take(&mut self.taken)
            .iter()
            .filter(|it| !it.ended)
        {
            let forgiven = self.forgiven.entry(it.envelope.id).or_default();
            *forgiven = forgiven.saturating_add(1);
        }
        self.stumbled = self.stumbled.saturating_add(1);
        let pause = Duration::from_millis(100).saturating_mul(1 << self.stumbled.min(6));
        self.resume = Some(Instant::now() + pause.min(LONGEST_PAUSE));
        false
    }

    fn read(&self, envelope: Envelope) -> Taken {
        let forgiven = self.forgiven.get(&envelope.id).copied().unwrap_or(0);
        let attempts = envelope.attempts.saturating_sub(forgiven);
        let parse = || std::panic::catch_unwind(AssertUnwindSafe(|| Reading::of(&envelope))).ok();
        let parsed = if attempts < HANDS_OFF { parse() } else { None };
        let reading = parsed.unwrap_or_else(|| Reading::unreadable(&envelope));
        Taken {
            envelope,
            reading,
            attempts,
            failed: false,
            unknown_receiver: false,
            erased: false,
            suspect: attempts >= UNFINISHED,
            ended: false,
        }
    }

    async fn apply(&self, taken: &mut [Taken], steps: &[Do]) -> Result<(), StoreError> {
        match self.guarded(taken, steps).await {
            Ok(()) => Ok(()),
            Err(error) if is_away(&error) => Err(error),
            Err(error) if steps.len() == 1 => {
                note_failure(taken, steps, &error);
                Ok(())
            }
            Err(error) => {
                tracing::warn!(%error, "a batch was refused, running one by one");
                self.one_by_one(taken, steps).await
            }
        }
    }

    async fn one_by_one(&self, taken: &mut [Taken], steps: &[Do]) -> Result<(), StoreError> {
        for step in steps.chunks(1) {
            match self.guarded(taken, step).await {
                Ok(()) => {}
                Err(error) if is_away(&error) => return Err(error),
                Err(error) => note_failure(taken, step, &error),
            }
        }
        Ok(())
    }

    /// A panic is a bug met by one event, not the end of the hotel's line.
    async fn guarded(&self, taken: &mut [Taken], steps: &[Do]) -> Result<(), StoreError> {
        let run = AssertUnwindSafe(self.run(taken, steps)).catch_unwind();
        let found = run
            .await
            .unwrap_or_else(|_| Err(StoreError::Bug("applying an event panicked".to_owned())))?;
        for (step, found) in steps.iter().zip(found) {
            if let Some(it) = taken.get_mut(step.envelope()) {
                it.take_over(&found);
            }
        }
        Ok(())
    }

    async fn run(&self, taken: &[Taken], steps: &[Do]) -> Result<Vec<Found>, StoreError> {
        let now = self.core.clock.now();
        let mut tx = self.core.store.begin(&self.workspace, now).await?;
        let mut found: Vec<Found> = Vec::with_capacity(steps.len());
        let (mut jobs, mut applied, mut touches) = (false, 0, Vec::new());
        for (at, step) in steps.iter().enumerate() {
            tx.mark();
            let mut work = Work::new(&mut *tx, &self.workspace, &self.core, now);
            let earlier = steps.iter().zip(&found).take(at);
            let result = self.step(&mut work, taken, *step, earlier).await;
            match result {
                Ok(news) => {
                    jobs |= work.jobs;
                    touches.append(&mut work.touches);
                    applied += u64::from(matches!(news, Found::Nothing));
                    found.push(news);
                }
                Err(Fault::Store(error)) => return Err(error),
                Err(fault) => {
                    tx.rollback_to_mark();
                    tracing::error!(error = %fault, "an event could not be applied");
                    found.push(Found::Failed);
                }
            }
        }
        let head = tx.commit().await?;
        self.core.hub.announce(&self.workspace, head);
        self.core.hub.touch(&self.workspace, touches);
        if jobs {
            self.core.jobs.notify_one();
        }
        counter!("bellhop_engine_events_total").increment(applied);
        Ok(found)
    }

    /// `earlier` = the steps of the same transaction; what they found is not taken over before the commit.
    async fn step<'a>(
        &self,
        work: &mut Work<'_>,
        taken: &[Taken],
        step: Do,
        earlier: impl Iterator<Item = (&'a Do, &'a Found)>,
    ) -> Result<Found, Fault> {
        let Some(it) = taken.get(step.envelope()) else {
            return Ok(Found::Nothing);
        };
        let Do::Event { item, .. } = step else {
            let mut view = it.view();
            for (other, found) in earlier {
                if other.envelope() == step.envelope() {
                    view.take_over(found);
                }
            }
            return end(work, it, &view).await;
        };
        let Some(item) = it.reading.items.get(item) else {
            return Ok(Found::Nothing);
        };
        if it.suspect {
            return put_aside(work, item).await;
        }
        Ok(match apply_item(work, item).await? {
            Applied::UnknownReceiver => Found::UnknownReceiver,
            Applied::Erased => Found::Erased,
            Applied::Done | Applied::Duplicate | Applied::SwitchedOff => Found::Nothing,
        })
    }
}

fn note_failure(taken: &mut [Taken], steps: &[Do], error: &StoreError) {
    tracing::error!(%error, "an event could not be applied: {error}");
    for step in steps {
        if let Some(it) = taken.get_mut(step.envelope()) {
            it.take_over(&Found::Failed);
        }
    }
}

/// The database, not the event.
fn is_away(error: &StoreError) -> bool {
    matches!(error, StoreError::Retry(_) | StoreError::Full(_))
}
