//! Random commands against a naive model: the feed, the checksums and a following desk.

use crate::conformance::Folder;
use domain::checksum::row_hash;
use domain::record::{Kind, Scope};
use proptest::prelude::*;
use std::collections::BTreeMap;
use store::conformance::world::{self, Desk, NOW, hotel, scopes};
use store::model::{Put, Record};
use store::{SqliteStore, Store};

const SCOPES: [&str; 3] = ["p/inbox", "p/inbox/team", "q/inbox"];

/// What one command writes: which record, where, whether gone. Messages hang on the conversation of the same number.
#[derive(Debug, Clone)]
struct Write {
    message: bool,
    name: u8,
    scope: usize,
    deleted: bool,
}

fn writes() -> impl Strategy<Value = Vec<Vec<(Vec<Write>, bool)>>> {
    let write = (
        any::<bool>(),
        0..5_u8,
        0..3_usize,
        prop::bool::weighted(0.2),
    )
        .prop_map(|(message, name, scope, deleted)| Write {
            message,
            name,
            scope,
            deleted,
        });
    let command = (
        prop::collection::vec(write, 1..4),
        prop::bool::weighted(0.2),
    );
    // Groups of commands, some of them taken back.
    prop::collection::vec(prop::collection::vec(command, 1..5), 1..12)
}

fn put(write: &Write) -> Put {
    let scope = SCOPES[write.scope];
    let conversation = format!("c{}", write.name);
    let put = if write.message {
        world::message(&format!("m{}", write.name), &conversation, scope)
    } else {
        world::conversation(&conversation, scope)
    };
    if write.deleted {
        world::tombstone(put)
    } else {
        put
    }
}

/// The truth, kept the slow way: every record in a map, moves walk over all of them.
#[derive(Default, Clone)]
struct Model {
    seq: u64,
    rows: BTreeMap<(Kind, String), (Put, u64)>,
}

impl Model {
    fn command(&mut self, writes: &[Write]) {
        self.seq += 1;
        for write in writes {
            let put = put(write);
            let key = (put.kind.clone(), put.id.as_str().to_owned());
            if let Some((before, _)) = self.rows.get(&key) {
                let (old, new) = (before.scope.clone(), put.scope.clone());
                if old != new {
                    for (child, _) in self.rows.values_mut() {
                        if child.parent.as_ref() == Some(&put.id) && child.scope == old {
                            child.scope = new.clone();
                        }
                    }
                }
            }
            self.rows.insert(key, (put, self.seq));
        }
    }

    fn checksum(&self, scope: &str) -> (u64, u64) {
        self.rows
            .values()
            .filter(|(put, _)| !put.deleted && put.scope.as_str() == scope)
            .fold((0, 0), |(count, sum), (put, seq)| {
                (
                    count + 1,
                    sum.wrapping_add(row_hash(&put.kind, &put.id, *seq)),
                )
            })
    }

    fn living(&self, of: &[&str]) -> Vec<(Kind, String, Scope, u64)> {
        self.rows
            .iter()
            .filter(|(_, (put, _))| !put.deleted && of.contains(&put.scope.as_str()))
            .map(|((kind, id), (put, seq))| (kind.clone(), id.clone(), put.scope.clone(), *seq))
            .collect()
    }
}

fn living(records: &[Record]) -> Vec<(Kind, String, Scope, u64)> {
    let mut rows: Vec<_> = records
        .iter()
        .filter(|record| !record.deleted)
        .map(|record| {
            let id = record.id.as_str().to_owned();
            (record.kind.clone(), id, record.scope.clone(), record.seq)
        })
        .collect();
    rows.sort();
    rows
}

async fn run(groups: Vec<Vec<(Vec<Write>, bool)>>) -> Result<(), TestCaseError> {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.0.path()).await.unwrap();
    world::add_hotel(&*store, &hotel()).await;
    let mut model = Model::default();
    for group in groups {
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        for (writes, taken_back) in group {
            tx.mark();
            tx.next_seq().await.unwrap();
            writes.iter().for_each(|write| tx.put(put(write)));
            if taken_back {
                tx.rollback_to_mark();
            } else {
                model.command(&writes);
            }
        }
        prop_assert_eq!(tx.commit().await.unwrap(), model.seq);
        let (head, sums) = store.checksums(&hotel(), &scopes(&SCOPES)).await.unwrap();
        prop_assert_eq!(head, model.seq);
        for (scope, count, sum) in sums {
            prop_assert_eq!((count, sum), model.checksum(scope.as_str()), "{}", scope);
        }
    }
    for of in [&SCOPES[..1], &SCOPES[1..2], &SCOPES[..2], &SCOPES[..]] {
        let page = world::feed(&*store, of, 0).await;
        prop_assert_eq!(living(&page.records), model.living(of));
        for limit in [1, 3] {
            let mut desk = Desk::default();
            desk.catch_up(&*store, &scopes(of), limit).await;
            let rows: Vec<Record> = desk.rows.into_values().collect();
            prop_assert_eq!(living(&rows), model.living(of));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// R4: after any commands, moves with their children and commands taken back among them, checksums equal a naive
    /// recount, and a new desk gets what a naive filter gives, in pages of any size.
    #[test]
    fn feed_and_checksums_equal_a_naive_model(groups in writes()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(run(groups))?;
    }
}
