//! What a transaction has decided and not yet written.
//!
//! Pure: no SQL. Every change notes how to undo it, so that one command of a group can be taken back ([`Buffer::mark`]).

use super::table::left_scope::Left;
use crate::model::{EnvelopeEnd, JobEnd, LookupKey, NewJob, Record, StoredAnswer};
use domain::id::{CommandId, RecordId};
use domain::record::{Kind, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// Names a record within its workspace.
pub(super) type Key = (Kind, RecordId);

/// What the file holds of a record, as far as checksums care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    pub(super) scope: Scope,
    pub(super) seq: u64,
    pub(super) deleted: bool,
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
    seq: u64,
}

/// See the module.
#[derive(Default)]
pub(super) struct Buffer {
    /// The last number given out; the head where none was.
    pub(super) seq: u64,
    pub(super) records: BTreeMap<Key, Record>,
    /// What the file holds of every record looked at. Facts, so a rollback keeps them.
    pub(super) base: BTreeMap<Key, Option<Base>>,
    pub(super) left: Vec<Left>,
    pub(super) lookups: BTreeMap<LookupKey, Option<RecordId>>,
    /// Spaces in which a key was to lead to two records.
    pub(super) taken: Vec<&'static str>,
    pub(super) answers: BTreeMap<CommandId, StoredAnswer>,
    pub(super) events: BTreeSet<String>,
    pub(super) jobs: Vec<NewJob>,
    pub(super) ended_jobs: Vec<(String, JobEnd)>,
    pub(super) envelopes: Vec<(i64, EnvelopeEnd)>,
    undo: Vec<Undo>,
    mark: Mark,
}

impl Buffer {
    pub(super) fn new(head: u64) -> Self {
        Self {
            seq: head,
            mark: Mark {
                seq: head,
                ..Mark::default()
            },
            ..Self::default()
        }
    }

    /// Replaces a record.
    pub(super) fn put(&mut self, record: Record) {
        let key = (record.kind.clone(), record.id.clone());
        let before = self.records.insert(key.clone(), record);
        self.undo.push(Undo::Record(key, before));
    }

    /// Points a key somewhere, or nowhere.
    pub(super) fn point(&mut self, key: LookupKey, to: Option<RecordId>) {
        let before = self.lookups.insert(key.clone(), to);
        self.undo.push(Undo::Lookup(key, before));
    }

    /// Keeps an answer; the first of an id stays.
    pub(super) fn answer(&mut self, answer: StoredAnswer) {
        let id = answer.id.clone();
        if let std::collections::btree_map::Entry::Vacant(place) = self.answers.entry(id.clone()) {
            place.insert(answer);
            self.undo.push(Undo::Answer(id));
        }
    }

    /// Remembers an event; false if it is remembered already.
    pub(super) fn event(&mut self, key: &str) -> bool {
        let new = self.events.insert(key.to_owned());
        if new {
            self.undo.push(Undo::Event(key.to_owned()));
        }
        new
    }

    /// From here on [`rollback`](Self::rollback) undoes.
    pub(super) fn mark(&mut self) {
        self.undo.clear();
        self.mark = Mark {
            undo: 0,
            left: self.left.len(),
            taken: self.taken.len(),
            jobs: self.jobs.len(),
            ended_jobs: self.ended_jobs.len(),
            envelopes: self.envelopes.len(),
            seq: self.seq,
        };
    }

    /// Undoes everything since the mark, or since the beginning where none was set.
    pub(super) fn rollback(&mut self) {
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
        self.seq = self.mark.seq;
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
