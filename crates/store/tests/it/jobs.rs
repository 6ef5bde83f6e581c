//! Jobs against a naive model: random claims, answers, lost leases, waits.

use crate::conformance::Folder;
use domain::time::UnixMillis;
use proptest::prelude::*;
use store::conformance::world::{self, NOW, hotel};
use store::model::{JobEnd, NewJob};
use store::{SqliteStore, Store};

const LEASE: i64 = 10;

#[derive(Debug, Clone)]
enum Step {
    /// Lane (0 = none) and how long until due.
    Add(u8, i64),
    /// At most this many.
    Claim(usize),
    /// The n-th claimed one ends well.
    Done(usize),
    /// The n-th claimed one is to be tried again after a while.
    Again(usize, i64),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_u8, 0..15_i64).prop_map(|(lane, due)| Step::Add(lane, due)),
        3 => (1..4_usize).prop_map(Step::Claim),
        1 => (0..4_usize).prop_map(Step::Done),
        1 => (0..4_usize, 0..15_i64).prop_map(|(n, after)| Step::Again(n, after)),
        2 => (1..12_i64).prop_map(Step::Wait),
    ]
}

/// A job as plainly as it can be said.
#[derive(Debug, Clone)]
struct Plain {
    id: String,
    lane: String,
    due: i64,
    attempts: u32,
    lease: Option<i64>,
}

#[derive(Default)]
struct Model {
    /// In order of adding; finished ones are gone.
    jobs: Vec<Plain>,
    added: usize,
    now: i64,
}

impl Model {
    fn first_of_lane(&self, job: &Plain) -> bool {
        job.lane.is_empty()
            || self
                .jobs
                .iter()
                .find(|other| other.lane == job.lane)
                .map(|first| &first.id)
                == Some(&job.id)
    }

    fn free_at(job: &Plain) -> i64 {
        job.due.max(job.lease.unwrap_or(i64::MIN))
    }

    fn claim(&mut self, limit: usize) -> Vec<(String, u32, bool)> {
        let mut ready: Vec<(i64, usize)> = Vec::new();
        for (place, job) in self.jobs.iter().enumerate() {
            if self.first_of_lane(job) && Self::free_at(job) <= self.now {
                ready.push((job.due, place));
            }
        }
        ready.sort_unstable();
        ready.truncate(limit);
        let now = self.now;
        let claim = |(_, place): (i64, usize)| {
            let job = &mut self.jobs[place];
            let interrupted = job.lease.is_some();
            job.attempts += 1;
            job.lease = Some(now + LEASE);
            (job.id.clone(), job.attempts, interrupted)
        };
        ready.into_iter().map(claim).collect()
    }

    fn next_due(&self) -> Option<i64> {
        let free = self.jobs.iter().filter(|job| self.first_of_lane(job));
        free.map(Self::free_at).min()
    }

    fn claimed(&self, n: usize) -> Option<usize> {
        let leased = |(_, job): &(usize, &Plain)| job.lease.is_some();
        let found = self.jobs.iter().enumerate().filter(leased).nth(n);
        found.map(|(place, _)| place)
    }

    fn instant(&self, after: i64) -> UnixMillis {
        NOW.plus(self.now + after)
    }
}

async fn run(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.0.path()).await.unwrap();
    world::add_hotel(&*store, &hotel()).await;
    let mut model = Model::default();
    for step in steps {
        match step {
            Step::Add(lane, due) => add(&*store, &mut model, lane, due).await,
            Step::Claim(limit) => {
                let now = model.instant(0);
                let got = store
                    .claim_jobs(&["deliver"], now, LEASE, limit)
                    .await
                    .unwrap();
                let got: Vec<_> = got
                    .into_iter()
                    .map(|job| (job.id, job.attempts, job.interrupted))
                    .collect();
                prop_assert_eq!(got, model.claim(limit));
            }
            Step::Done(n) => {
                if let Some(place) = model.claimed(n) {
                    let job = model.jobs.remove(place);
                    store
                        .end_job(&hotel(), &job.id, &JobEnd::Done)
                        .await
                        .unwrap();
                }
            }
            Step::Again(n, after) => {
                if let Some(place) = model.claimed(n) {
                    let end = JobEnd::Again(model.instant(after));
                    let due = model.now + after;
                    let job = &mut model.jobs[place];
                    (job.due, job.lease) = (due, None);
                    store.end_job(&hotel(), &job.id, &end).await.unwrap();
                }
            }
            Step::Wait(long) => model.now += long,
        }
        let next = store.next_due().await.unwrap();
        prop_assert_eq!(next.map(|due| due.since(NOW)), model.next_due());
    }
    Ok(())
}

async fn add(store: &dyn Store, model: &mut Model, lane: u8, due: i64) {
    model.added += 1;
    let job = Plain {
        id: format!("j{}", model.added),
        lane: if lane == 0 {
            String::new()
        } else {
            lane.to_string()
        },
        due: model.now + due,
        attempts: 0,
        lease: None,
    };
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.add_job(NewJob {
        id: job.id.clone(),
        kind: "deliver".to_owned(),
        lane: job.lane.clone(),
        due: NOW.plus(job.due),
        payload: "{}".to_owned(),
    });
    tx.commit().await.unwrap();
    model.jobs.push(job);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Claims, attempts, interruptions and the next due time are those of the model after every step.
    #[test]
    fn jobs_behave_like_a_naive_model(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(run(steps))?;
    }
}
