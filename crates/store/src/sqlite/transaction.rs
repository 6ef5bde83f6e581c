//! The engine's transaction on SQLite.
//!
//! It owns the writer connection until it ends, so it is `Send` and nobody else writes meanwhile. Reads are single index
//! lookups and run where the caller is, and so do `BEGIN` and the commit, which waits for the disk ([`seam::brief`]). Writes
//! are collected in a [`Buffer`]: a record that a group of commands changes many times is written once.
//!
//! A move is decided when it is put: the children with the same old scope are relabelled in the buffer, so a later command of
//! the same group sees them where they are now.

use super::flush;
use super::pool::{Writer, brief};
use super::table::{command, commits, envelope, event_key, job, lookup, record, terms, workspace};
use crate::buffer::{Buffer, beginning};
use crate::error::{Result, StoreError};
use crate::model::{
    AuditLine, EnvelopeEnd, Forget, JobEnd, Kept, LookupKey, NewJob, Put, Record, StoredAnswer,
};
use crate::store_trait::Transaction;
use async_trait::async_trait;
use domain::id::{CommandId, RecordId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::OwnedMutexGuard;

/// Most children read at once.
const CHILDREN: usize = 500;
/// Most records of a small kind.
const ALL: usize = 10_000;

pub(super) struct SqliteTransaction {
    /// Gone once committed.
    writer: Option<OwnedMutexGuard<Writer>>,
    workspace: WorkspaceId,
    now: UnixMillis,
    term: String,
    head: u64,
    buffer: Buffer,
    /// Whether the file has event keys with these beginnings.
    begun: BTreeMap<String, bool>,
    /// The first failure of a method that cannot return one; the commit returns it.
    failed: Option<StoreError>,
}

/// Takes the lock and reads where the sequence is.
pub(super) async fn begin(
    writer: OwnedMutexGuard<Writer>,
    workspace: &WorkspaceId,
    now: UnixMillis,
) -> Result<Box<dyn Transaction>> {
    let workspace = workspace.clone();
    brief(move || {
        writer.begin()?;
        match open(writer, workspace, now) {
            Ok(transaction) => Ok(Box::new(transaction) as Box<dyn Transaction>),
            Err((writer, error)) => {
                writer.rollback();
                Err(error)
            }
        }
    })
    .await
}

fn open(
    writer: OwnedMutexGuard<Writer>,
    workspace: WorkspaceId,
    now: UnixMillis,
) -> std::result::Result<SqliteTransaction, (OwnedMutexGuard<Writer>, StoreError)> {
    let place = (|| {
        if !workspace::exists(&writer.conn, &workspace)? {
            return Err(StoreError::Bug("there is no such workspace".to_owned()));
        }
        let head = commits::head(&writer.conn, &workspace)?;
        Ok((head, terms::at(&writer.conn, &workspace, head)?))
    })();
    match place {
        Ok((head, term)) => Ok(SqliteTransaction {
            writer: Some(writer),
            workspace,
            now,
            term,
            head,
            buffer: Buffer::new(head),
            begun: BTreeMap::new(),
            failed: None,
        }),
        Err(error) => Err((writer, error)),
    }
}

impl SqliteTransaction {
    fn conn(&self) -> Result<&Connection> {
        match &self.writer {
            Some(writer) => Ok(&writer.conn),
            None => Err(StoreError::Bug("the transaction has ended".to_owned())),
        }
    }

    fn note<T>(&mut self, done: Result<T>) -> Option<T> {
        match done {
            Ok(value) => Some(value),
            Err(error) => {
                self.failed.get_or_insert(error);
                None
            }
        }
    }

    /// A record as this transaction sees it.
    fn read(&mut self, kind: &Kind, id: &RecordId) -> Result<Option<Record>> {
        let key = (kind.clone(), id.clone());
        if let Some(record) = self.buffer.records.get(&key) {
            return Ok(Some(record.clone()));
        }
        if let Some(None) = self.buffer.base.get(&key) {
            return Ok(None);
        }
        let found = record::get(self.conn()?, &self.workspace, kind, id)?;
        self.buffer.seen(&key, found.as_ref());
        Ok(found)
    }

    fn try_put(&mut self, put: Put) -> Result<()> {
        if self.buffer.seq == self.head {
            return Err(StoreError::Bug(
                "a record was put before next_seq".to_owned(),
            ));
        }
        let before = self.read(&put.kind, &put.id)?;
        let (id, new) = (put.id.clone(), put.scope.clone());
        match self.buffer.write(put, before.as_ref()) {
            Some(old) => self.relabel(&id, &old, &new),
            None => Ok(()),
        }
    }

    /// Moves what hangs on a moved record along, without a number of its own (DESIGN_SYNC, "Who may see what"): children, and
    /// theirs, that were in the old scope with it.
    fn relabel(&mut self, parent: &RecordId, old: &Scope, new: &Scope) -> Result<()> {
        let mut parents = vec![parent.clone()];
        while let Some(parent) = parents.pop() {
            let rows = record::children_in(self.conn()?, &self.workspace, &parent, old)?;
            let children = self.buffer.overlay(rows, |record| {
                record.parent.as_ref() == Some(&parent) && record.scope == *old
            });
            for child in children {
                parents.push(child.id.clone());
                self.buffer.put(Record {
                    scope: new.clone(),
                    ..child
                });
            }
        }
        Ok(())
    }

    fn led_to(&self, key: &LookupKey) -> Result<Option<RecordId>> {
        match self.buffer.lookups.get(key) {
            Some(to) => Ok(to.clone()),
            None => lookup::get(self.conn()?, &self.workspace, key),
        }
    }
}

#[async_trait]
impl Transaction for SqliteTransaction {
    async fn get(&mut self, kind: &Kind, id: &RecordId) -> Result<Option<Record>> {
        self.read(kind, id)
    }

    async fn lookup(&mut self, key: &LookupKey) -> Result<Option<RecordId>> {
        self.led_to(key)
    }

    async fn children(
        &mut self,
        kind: &Kind,
        parent: &RecordId,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let limit = limit.min(CHILDREN);
        // Each buffered record may hide one row of the file.
        let rows = record::children(
            self.conn()?,
            &self.workspace,
            kind,
            parent,
            limit.saturating_add(self.buffer.records.len()),
        )?;
        let mut found = self.buffer.overlay(rows, |record| {
            record.kind == *kind && !record.deleted && record.parent.as_ref() == Some(parent)
        });
        found.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        found.truncate(limit);
        Ok(found)
    }

    async fn all(&mut self, kind: &Kind) -> Result<Vec<Record>> {
        let rows = record::all(self.conn()?, &self.workspace, kind, ALL)?;
        Ok(self
            .buffer
            .overlay(rows, |record| record.kind == *kind && !record.deleted))
    }

    async fn answer(&mut self, id: &CommandId) -> Result<Option<StoredAnswer>> {
        match self.buffer.answers.get(id) {
            Some(answer) => Ok(Some(answer.clone())),
            None => command::get(self.conn()?, &self.workspace, id),
        }
    }

    async fn remember_events(&mut self, keys: &[String]) -> Result<Vec<bool>> {
        let mut new = Vec::with_capacity(keys.len());
        for key in keys {
            let known = event_key::known(self.conn()?, &self.workspace, key)?;
            new.push(!known && self.buffer.event(key));
        }
        Ok(new)
    }

    async fn knows_event(&mut self, key: &str) -> Result<bool> {
        if self.buffer.events.contains(key) {
            return Ok(true);
        }
        let (from, to) = beginning(key);
        let any = match self.begun.get(&from) {
            Some(any) => *any,
            None => event_key::any(self.conn()?, &self.workspace, (&from, &to))?,
        };
        self.begun.insert(from, any);
        Ok(any && event_key::known(self.conn()?, &self.workspace, key)?)
    }

    async fn hanging(&mut self, parent: &RecordId) -> Result<Vec<Record>> {
        let rows = record::hanging(self.conn()?, &self.workspace, parent)?;
        Ok(self
            .buffer
            .overlay(rows, |record| record.parent.as_ref() == Some(parent)))
    }

    async fn lookups_to(&mut self, records: &BTreeSet<RecordId>) -> Result<Vec<(String, String)>> {
        lookup::leading_to(self.conn()?, &self.workspace, records)
    }

    async fn kept(&mut self, space: &'static str) -> Result<Kept> {
        let (conn, workspace) = (self.conn()?, &self.workspace);
        Ok(Kept {
            keys: lookup::of_space(conn, workspace, space)?,
            jobs: job::kept(conn, workspace)?,
            envelopes: envelope::kept(conn, workspace)?,
            events: event_key::all(conn, workspace)?,
        })
    }

    fn forget(&mut self, forget: Forget) {
        self.buffer.forgets.push(forget);
    }

    fn audit(&mut self, line: AuditLine) {
        self.buffer.audits.push(line);
    }

    async fn next_seq(&mut self) -> Result<u64> {
        self.buffer.seq += 1;
        Ok(self.buffer.seq)
    }

    fn put(&mut self, put: Put) {
        let done = self.try_put(put);
        self.note(done);
    }

    fn set_lookup(&mut self, key: LookupKey, to: RecordId) {
        let before = self.led_to(&key);
        match self.note(before) {
            Some(Some(other)) if other != to => self.buffer.taken.push(key.space),
            Some(_) => self.buffer.point(key, Some(to)),
            None => {}
        }
    }

    fn remove_lookup(&mut self, key: LookupKey) {
        self.buffer.point(key, None);
    }

    fn store_answer(&mut self, answer: StoredAnswer) {
        self.buffer.answer(answer);
    }

    fn add_job(&mut self, job: NewJob) {
        self.buffer.jobs.push(job);
    }

    fn end_job(&mut self, id: &str, end: JobEnd) {
        self.buffer.ended_jobs.push((id.to_owned(), end));
    }

    fn end_envelope(&mut self, id: i64, end: EnvelopeEnd) {
        self.buffer.envelopes.push((id, end));
    }

    fn mark(&mut self) {
        self.buffer.mark();
    }

    fn rollback_to_mark(&mut self) {
        self.buffer.rollback();
    }

    async fn commit(mut self: Box<Self>) -> Result<u64> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if let Some(space) = self.buffer.taken.first() {
            return Err(StoreError::Taken((*space).to_owned()));
        }
        let Some(writer) = self.writer.take() else {
            return Err(StoreError::Bug("the transaction has ended".to_owned()));
        };
        let buffer = std::mem::take(&mut self.buffer);
        let place = flush::Place {
            workspace: self.workspace.clone(),
            head: self.head,
            term: std::mem::take(&mut self.term),
            now: self.now,
        };
        // The closure owns the writer: a caller that goes away does not leave a half-written transaction.
        brief(move || {
            let head = buffer.seq;
            writer.finish(flush::write(&writer.conn, &place, &buffer))?;
            Ok(head)
        })
        .await
    }
}

impl Drop for SqliteTransaction {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.rollback();
        }
    }
}
