//! What a transaction has decided and not yet written.
//!
//! Pure: no SQL, the same for every database. Every change notes how to undo it, so that one command of a group can be taken back ([`Buffer::mark`]).

use crate::model::{
    AuditLine, EnvelopeEnd, Forget, JobEnd, LookupKey, NewJob, Put, Record, StoredAnswer,
};
use domain::checksum::row_hash;
use domain::id::{CommandId, RecordId};
use domain::record::{Kind, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// Names a record within its workspace.
pub(crate) type Key = (Kind, RecordId);

/// What the database holds of a record, as far as checksums care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Base {
    pub(crate) scope: Scope,
    pub(crate) seq: u64,
    pub(crate) deleted: bool,
}

impl From<&Record> for Base {
    fn from(record: &Record) -> Self {
        Self {
            scope: record.scope.clone(),
            seq: record.seq,
            deleted: record.deleted,
        }
    }
}

/// The beginning of an event key, up to its first bar, and a text behind all keys that begin so.
pub(crate) fn beginning(key: &str) -> (String, String) {
    let begin = key.split_once('|').map_or(key, |(begin, _)| begin);
    (begin.to_owned(), format!("{begin}}}"))
}

/// Something left `scope` at `seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) scope: Scope,
    pub(crate) seq: u64,
    pub(crate) kind: Kind,
    pub(crate) id: RecordId,
}

/// Change of a scope's count and sum, modulo 2^64.
#[derive(Default)]
pub(crate) struct Delta {
    pub(crate) count: u64,
    pub(crate) sum: u64,
}

enum Undo {
    Record(Key, Option<Record>),
    Lookup(LookupKey, Option<Option<RecordId>>),
    Answer(CommandId),
    Event(String),
}

/// How long the lists were, and which number was the last.
#[derive(Default, Clone, Copy)]
struct Mark {
    undo: usize,
    left: usize,
    taken: usize,
    jobs: usize,
    ended_jobs: usize,
    envelopes: usize,
    forgets: usize,
    audits: usize,
    seq: u64,
}

/// See the module.
#[derive(Default)]
pub(crate) struct Buffer {
    /// The last number given out; the head where none was.
    pub(crate) seq: u64,
    pub(crate) records: BTreeMap<Key, Record>,
    /// What the database holds of every record looked at. Facts, so a rollback keeps them.
    pub(crate) base: BTreeMap<Key, Option<Base>>,
    pub(crate) left: Vec<Left>,
    pub(crate) lookups: BTreeMap<LookupKey, Option<RecordId>>,
    /// Spaces in which a key was to lead to two records.
    pub(crate) taken: Vec<&'static str>,
    pub(crate) answers: BTreeMap<CommandId, StoredAnswer>,
    pub(crate) events: BTreeSet<String>,
    pub(crate) jobs: Vec<NewJob>,
    pub(crate) ended_jobs: Vec<(String, JobEnd)>,
    pub(crate) envelopes: Vec<(i64, EnvelopeEnd)>,
    pub(crate) forgets: Vec<Forget>,
    pub(crate) audits: Vec<AuditLine>,
    undo: Vec<Undo>,
    mark: Mark,
}

impl Buffer {
    pub(crate) fn new(head: u64) -> Self {
        Self {
            seq: head,
            mark: Mark {
                seq: head,
                ..Mark::default()
            },
            ..Self::default()
        }
    }

    /// Remembers what the database holds of a record that was just read from it.
    pub(crate) fn seen(&mut self, key: &Key, found: Option<&Record>) {
        if !self.base.contains_key(key) {
            self.base.insert(key.clone(), found.map(Base::from));
        }
    }

    /// Rows of the database with the buffer laid over them; `fits` says which buffered records belong to the question.
    pub(crate) fn overlay(
        &mut self,
        rows: Vec<Record>,
        fits: impl Fn(&Record) -> bool,
    ) -> Vec<Record> {
        let mut merged: BTreeMap<Key, Record> = BTreeMap::new();
        for row in rows {
            let key = (row.kind.clone(), row.id.clone());
            self.seen(&key, Some(&row));
            if !self.records.contains_key(&key) {
                merged.insert(key, row);
            }
        }
        for (key, record) in &self.records {
            if fits(record) {
                merged.insert(key.clone(), record.clone());
            }
        }
        merged.into_values().collect()
    }

    /// Replaces a record by what is put, under the current number. Returns the scope it leaves, if it moves: what hangs on it moves
    /// along. A tombstone leaves too: its row in the feed of the old scope is about to go.
    pub(crate) fn write(&mut self, put: Put, before: Option<&Record>) -> Option<Scope> {
        let old = before.map(|before| before.scope.clone());
        let old = old.filter(|old| *old != put.scope);
        if let Some(scope) = &old {
            self.left.push(Left {
                scope: scope.clone(),
                seq: self.seq,
                kind: put.kind.clone(),
                id: put.id.clone(),
            });
        }
        self.put(Record {
            kind: put.kind,
            id: put.id,
            scope: put.scope,
            parent: put.parent,
            owner: put.owner,
            state: put.state,
            at: put.at,
            seq: self.seq,
            deleted: put.deleted,
            body: put.body,
        });
        old
    }

    /// Replaces a record.
    pub(crate) fn put(&mut self, record: Record) {
        let key = (record.kind.clone(), record.id.clone());
        let before = self.records.insert(key.clone(), record);
        self.undo.push(Undo::Record(key, before));
    }

    /// Points a key somewhere, or nowhere.
    pub(crate) fn point(&mut self, key: LookupKey, to: Option<RecordId>) {
        let before = self.lookups.insert(key.clone(), to);
        self.undo.push(Undo::Lookup(key, before));
    }

    /// Keeps an answer; the first of an id stays.
    pub(crate) fn answer(&mut self, answer: StoredAnswer) {
        let id = answer.id.clone();
        if let std::collections::btree_map::Entry::Vacant(place) = self.answers.entry(id.clone()) {
            place.insert(answer);
            self.undo.push(Undo::Answer(id));
        }
    }

    /// Remembers an event; false if it is remembered already.
    pub(crate) fn event(&mut self, key: &str) -> bool {
        let new = self.events.insert(key.to_owned());
        if new {
            self.undo.push(Undo::Event(key.to_owned()));
        }
        new
    }

    /// From here on [`rollback`](Self::rollback) undoes.
    pub(crate) fn mark(&mut self) {
        self.undo.clear();
        self.mark = Mark {
            undo: 0,
            left: self.left.len(),
            taken: self.taken.len(),
            jobs: self.jobs.len(),
            ended_jobs: self.ended_jobs.len(),
            envelopes: self.envelopes.len(),
            forgets: self.forgets.len(),
            audits: self.audits.len(),
            seq: self.seq,
        };
    }

    /// Undoes everything since the mark, or since the beginning where none was set.
    pub(crate) fn rollback(&mut self) {
        while self.undo.len() > self.mark.undo {
            match self.undo.pop() {
                Some(Undo::Record(key, before)) => restore(&mut self.records, key, before),
                Some(Undo::Lookup(key, before)) => restore(&mut self.lookups, key, before),
                Some(Undo::Answer(id)) => {
                    self.answers.remove(&id);
                }
                Some(Undo::Event(key)) => {
                    self.events.remove(&key);
                }
                None => break,
            }
        }
        self.left.truncate(self.mark.left);
        self.taken.truncate(self.mark.taken);
        self.jobs.truncate(self.mark.jobs);
        self.ended_jobs.truncate(self.mark.ended_jobs);
        self.envelopes.truncate(self.mark.envelopes);
        self.forgets.truncate(self.mark.forgets);
        self.audits.truncate(self.mark.audits);
        self.seq = self.mark.seq;
    }

    /// What the records add to and take from their scopes.
    pub(crate) fn deltas(&self) -> BTreeMap<Scope, Delta> {
        let mut deltas: BTreeMap<Scope, Delta> = BTreeMap::new();
        for (key, record) in &self.records {
            let (kind, id) = key;
            let base: Option<&Base> = self.base.get(key).and_then(Option::as_ref);
            if let Some(base) = base.filter(|base| !base.deleted) {
                let delta = deltas.entry(base.scope.clone()).or_default();
                delta.count = delta.count.wrapping_sub(1);
                delta.sum = delta.sum.wrapping_sub(row_hash(kind, id, base.seq));
            }
            if !record.deleted {
                let delta = deltas.entry(record.scope.clone()).or_default();
                delta.count = delta.count.wrapping_add(1);
                delta.sum = delta.sum.wrapping_add(row_hash(kind, id, record.seq));
            }
        }
        deltas
    }
}

fn restore<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, before: Option<V>) {
    match before {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

#[cfg(test)]
mod tests;
