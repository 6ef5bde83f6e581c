//! A small hotel for the suite: ids, records, shortcuts.

use crate::model::{Feed, Put, Record, Workspace};
use crate::store_trait::Store;
use domain::id::{RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The instant at which the suite happens.
pub const NOW: UnixMillis = UnixMillis(1_800_000_000_000);

/// The hotel of the suite.
#[must_use]
pub fn hotel() -> WorkspaceId {
    WorkspaceId::new("hotel").unwrap()
}

/// A record's id.
#[must_use]
pub fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

/// A member of staff.
#[must_use]
pub fn staff(text: &str) -> StaffId {
    StaffId::new(text).unwrap()
}

/// A set of scopes.
#[must_use]
pub fn scopes(list: &[&str]) -> BTreeSet<Scope> {
    list.iter()
        .map(|scope| Scope((*scope).to_owned()))
        .collect()
}

/// A living record.
#[must_use]
pub fn put(kind: Kind, name: &str, scope: &str) -> Put {
    Put {
        kind,
        id: id(name),
        scope: Scope(scope.to_owned()),
        parent: None,
        owner: None,
        state: None,
        at: NOW,
        deleted: false,
        body: format!(r#"{{"name":"{name}"}}"#),
    }
}

/// A conversation.
#[must_use]
pub fn conversation(name: &str, scope: &str) -> Put {
    put(Kind::Conversation, name, scope)
}

/// A message of a conversation.
#[must_use]
pub fn message(name: &str, parent: &str, scope: &str) -> Put {
    Put {
        parent: Some(id(parent)),
        ..put(Kind::Message, name, scope)
    }
}

/// The same thing, gone.
#[must_use]
pub fn tombstone(put: Put) -> Put {
    Put {
        deleted: true,
        body: String::new(),
        ..put
    }
}

/// Adds a hotel and opens a term.
pub async fn add_hotel(store: &dyn Store, workspace: &WorkspaceId) {
    store
        .create_workspace(&Workspace {
            id: workspace.clone(),
            name: "Hotel".to_owned(),
            demo: false,
        })
        .await
        .unwrap();
}

/// Opens the place with the suite's hotel in it.
pub async fn open(place: &dyn super::Place) -> Arc<dyn Store> {
    let store = place.open().await;
    add_hotel(&*store, &hotel()).await;
    store.open_term("term-1", NOW).await.unwrap();
    store
}

/// One command that writes these; returns its number.
pub async fn write(store: &dyn Store, puts: Vec<Put>) -> u64 {
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    let seq = tx.next_seq().await.unwrap();
    puts.into_iter().for_each(|put| tx.put(put));
    assert_eq!(tx.commit().await.unwrap(), seq);
    seq
}

/// A page from the beginning or above a number.
pub async fn feed(store: &dyn Store, of: &[&str], since: u64) -> Feed {
    store
        .feed(&hotel(), &scopes(of), since, 5_000)
        .await
        .unwrap()
}

/// (kind, id, seq, deleted) of rows, in their order.
#[must_use]
pub fn brief(records: &[Record]) -> Vec<(String, String, u64, bool)> {
    records
        .iter()
        .map(|record| {
            (
                record.kind.as_str().to_owned(),
                record.id.as_str().to_owned(),
                record.seq,
                record.deleted,
            )
        })
        .collect()
}

/// Ids of rows, in their order.
#[must_use]
pub fn names(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.id.as_str()).collect()
}

/// What a desk holds: rows by key, applied only if the number is higher, erased with what hangs on them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Living rows.
    pub rows: BTreeMap<(Kind, RecordId), Record>,
    /// How far it is.
    pub cursor: u64,
}

impl Desk {
    /// Takes a page. A record that changed its scope takes its children of the old scope along, as the relay does.
    pub fn apply(&mut self, page: Feed) {
        for row in page.records {
            let key = (row.kind.clone(), row.id.clone());
            if self.rows.get(&key).is_some_and(|have| have.seq > row.seq) {
                continue;
            }
            if row.deleted {
                self.rows.remove(&key);
            } else {
                self.rows.insert(key, row);
            }
        }
        self.cursor = page.to;
    }

    /// Pages until it is at the head.
    pub async fn catch_up(&mut self, store: &dyn Store, of: &BTreeSet<Scope>, limit: usize) {
        loop {
            let page = store.feed(&hotel(), of, self.cursor, limit).await.unwrap();
            let more = page.more;
            assert!(!more || page.to > self.cursor, "every page moves on");
            self.apply(page);
            if !more {
                break;
            }
        }
    }
}

/// Small numbers that repeat from a seed, so a failure can be run again.
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// 0..sides.
    pub const fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % sides
    }
}
