//! Jobs: lanes, leases, attempts.

use super::Place;
use super::world::{NOW, conversation, feed, hotel, open};
use crate::model::{Job, JobEnd, NewJob};
use crate::store_trait::Store;
use domain::time::UnixMillis;
use std::sync::Arc;

const LEASE: i64 = 60_000;

/// A job due now.
#[must_use]
pub fn job(id: &str, lane: &str) -> NewJob {
    NewJob {
        id: id.to_owned(),
        kind: "deliver".to_owned(),
        lane: lane.to_owned(),
        due: NOW,
        payload: format!(r#"{{"id":"{id}"}}"#),
    }
}

async fn add(store: &dyn Store, jobs: Vec<NewJob>) {
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    jobs.into_iter().for_each(|job| tx.add_job(job));
    tx.commit().await.unwrap();
}

async fn claim(store: &dyn Store, now: UnixMillis) -> Vec<Job> {
    store
        .claim_jobs(&["deliver"], now, LEASE, 100)
        .await
        .unwrap()
}

fn ids(jobs: &[Job]) -> Vec<&str> {
    jobs.iter().map(|job| job.id.as_str()).collect()
}

async fn done(store: &dyn Store, id: &str) {
    store.end_job(&hotel(), id, &JobEnd::Done).await.unwrap();
}

/// One after another within a lane, lanes beside each other, jobs without a lane all at once, the limit kept.
pub async fn only_the_first_of_a_lane_is_claimed(place: &dyn Place) {
    let store = open(place).await;
    let jobs = [("a1", "a"), ("a2", "a"), ("b1", "b"), ("x", ""), ("y", "")];
    add(
        &*store,
        jobs.iter().map(|(id, lane)| job(id, lane)).collect(),
    )
    .await;
    let first = store.claim_jobs(&["deliver"], NOW, LEASE, 2).await.unwrap();
    assert_eq!(ids(&first), ["a1", "b1"]);
    assert_eq!(
        first[0],
        Job {
            workspace: hotel(),
            id: "a1".to_owned(),
            kind: "deliver".to_owned(),
            lane: "a".to_owned(),
            payload: r#"{"id":"a1"}"#.to_owned(),
            attempts: 1,
            interrupted: false,
        }
    );
    assert_eq!(ids(&claim(&*store, NOW).await), ["x", "y"]);
    assert!(claim(&*store, NOW).await.is_empty());
    done(&*store, "a1").await;
    assert_eq!(ids(&claim(&*store, NOW).await), ["a2"]);
    assert!(claim(&*store, NOW.plus(-1)).await.is_empty());
}

/// A job that is to be tried again keeps its place: nothing of its lane overtakes it.
pub async fn a_lane_waits_for_a_retry(place: &dyn Place) {
    let store = open(place).await;
    add(&*store, vec![job("a1", "a"), job("a2", "a")]).await;
    claim(&*store, NOW).await;
    let later = NOW.plus(5_000);
    store
        .end_job(&hotel(), "a1", &JobEnd::Again(later))
        .await
        .unwrap();
    assert!(claim(&*store, NOW).await.is_empty());
    let again = claim(&*store, later).await;
    assert_eq!(ids(&again), ["a1"]);
    assert_eq!((again[0].attempts, again[0].interrupted), (2, false));
}

/// A lease that ends without an answer: the attempt's result is unknown, and the next claim says so.
pub async fn a_lost_lease_is_an_interruption(place: &dyn Place) {
    let store = open(place).await;
    add(&*store, vec![job("a1", "a"), job("a2", "a")]).await;
    assert_eq!(ids(&claim(&*store, NOW).await), ["a1"]);
    assert!(claim(&*store, NOW.plus(LEASE - 1)).await.is_empty());
    assert_eq!(store.next_due().await.unwrap(), Some(NOW.plus(LEASE)));
    let again = claim(&*store, NOW.plus(LEASE)).await;
    assert_eq!(ids(&again), ["a1"]);
    assert_eq!((again[0].attempts, again[0].interrupted), (2, true));
    // An answered attempt is not an interruption of the one after it.
    let later = NOW.plus(2 * LEASE);
    store
        .end_job(&hotel(), "a1", &JobEnd::Again(later))
        .await
        .unwrap();
    let third = claim(&*store, later).await;
    assert_eq!((third[0].attempts, third[0].interrupted), (3, false));
}

/// Eight workers at once: each job has one.
pub async fn a_job_is_claimed_once(place: &dyn Place) {
    let store = open(place).await;
    add(
        &*store,
        (0..40).map(|n| job(&format!("j-{n:02}"), "")).collect(),
    )
    .await;
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let store: Arc<dyn Store> = Arc::clone(&store);
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let got = store.claim_jobs(&["deliver"], NOW, LEASE, 3).await.unwrap();
                    if got.is_empty() {
                        break mine;
                    }
                    mine.extend(got.into_iter().map(|job| job.id));
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    all.sort();
    let expected: Vec<String> = (0..40).map(|n| format!("j-{n:02}")).collect();
    assert_eq!(all, expected);
}

/// A sleeper is woken when something can be claimed, not for a job that waits behind another.
pub async fn the_next_due_time_skips_blocked_jobs(place: &dyn Place) {
    let store = open(place).await;
    assert_eq!(store.next_due().await.unwrap(), None);
    let first = NewJob {
        due: NOW.plus(9_000),
        ..job("a1", "a")
    };
    add(&*store, vec![first, job("a2", "a")]).await;
    assert_eq!(store.next_due().await.unwrap(), Some(NOW.plus(9_000)));
    assert!(claim(&*store, NOW.plus(8_999)).await.is_empty());
    add(
        &*store,
        vec![NewJob {
            due: NOW.plus(4_000),
            ..job("x", "")
        }],
    )
    .await;
    assert_eq!(store.next_due().await.unwrap(), Some(NOW.plus(4_000)));
    done(&*store, "x").await;
    done(&*store, "a1").await;
    assert_eq!(store.next_due().await.unwrap(), Some(NOW));
    done(&*store, "a2").await;
    assert_eq!(store.next_due().await.unwrap(), None);
}

/// A job and the fact that ends it are one transaction; an id that is taken is not added twice.
pub async fn a_job_ends_with_its_effect(place: &dyn Place) {
    let store = open(place).await;
    add(&*store, vec![job("a1", "a")]).await;
    add(
        &*store,
        vec![NewJob {
            payload: "{}".to_owned(),
            ..job("a1", "a")
        }],
    )
    .await;
    let claimed = claim(&*store, NOW).await;
    assert_eq!(claimed.len(), 1);
    assert_eq!(claimed[0].payload, r#"{"id":"a1"}"#);
    {
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        tx.end_job("a1", JobEnd::Done);
    }
    assert!(store.next_due().await.unwrap().is_some(), "not committed");
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.next_seq().await.unwrap();
    tx.put(conversation("c", "p/inbox"));
    tx.end_job("a1", JobEnd::Done);
    tx.add_job(NewJob {
        due: NOW.plus(1),
        ..job("a1", "a")
    });
    tx.commit().await.unwrap();
    assert_eq!(feed(&*store, &["p/inbox"], 0).await.records.len(), 1);
    assert_eq!(store.next_due().await.unwrap(), Some(NOW.plus(1)));
}

/// A worker gets the kinds it can do; another kind in front of a lane still blocks it.
pub async fn jobs_of_other_kinds_are_left(place: &dyn Place) {
    let store = open(place).await;
    let fetch = NewJob {
        kind: "fetch_media".to_owned(),
        ..job("f", "a")
    };
    add(&*store, vec![fetch, job("d", "a"), job("e", "b")]).await;
    assert_eq!(ids(&claim(&*store, NOW).await), ["e"]);
    let of = ["fetch_media", "nothing"];
    let got = store.claim_jobs(&of, NOW, LEASE, 9).await.unwrap();
    assert_eq!(ids(&got), ["f"]);
    assert!(
        store
            .claim_jobs(&[], NOW, LEASE, 9)
            .await
            .unwrap()
            .is_empty()
    );
}
