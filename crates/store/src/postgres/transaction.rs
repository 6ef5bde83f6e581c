//! The engine's transaction on PostgreSQL.
//!
//! What the trait wants said at once (`put`, `set_lookup`, `mark`, …) is noted in the order it was said, and settled before the next
//! question: what the notes need to know is then read with one statement for all of them. A move is decided when it is settled:
//! the children with the same old scope are relabelled in the buffer, so a later command of the same group sees them
//! where they are now.

use super::client::Conn;
use super::flush;
use super::session::Session;
use super::table::{command, commits, envelope, event_key, job, lookup, record, workspace};
use crate::buffer::{Buffer, Key, beginning};
use crate::error::{Result, StoreError};
use crate::model::{
    AuditLine, EnvelopeEnd, Forget, JobEnd, Kept, LookupKey, NewJob, Put, Record, StoredAnswer,
};
use crate::store_trait::Transaction;
use async_trait::async_trait;
use deadpool_postgres::Object;
use domain::id::{CommandId, RecordId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use std::collections::{BTreeMap, BTreeSet};

/// Most children read at once.
const CHILDREN: usize = 500;
/// Most records of a small kind.
const ALL: usize = 10_000;

/// What was said and is not settled.
enum Note {
    Put(Put),
    Point(LookupKey, RecordId),
    Free(LookupKey),
    Answer(StoredAnswer),
    Job(NewJob),
    EndJob(String, JobEnd),
    EndEnvelope(i64, EnvelopeEnd),
    Forget(Forget),
    Audit(AuditLine),
    Mark,
    Rollback,
}

pub(super) struct PgTransaction {
    session: Session,
    place: flush::Place,
    buffer: Buffer,
    notes: Vec<Note>,
    /// Records as the database has them: nobody else writes them while the lock is held.
    known: BTreeMap<Key, Option<Record>>,
    /// Where keys lead in the database.
    led: BTreeMap<LookupKey, Option<RecordId>>,
    /// Whether the database has event keys with these beginnings.
    begun: BTreeMap<String, bool>,
}

/// Takes the lock, then reads where the sequence is.
pub(super) async fn begin(
    conn: Object,
    workspace: &WorkspaceId,
    now: UnixMillis,
) -> Result<Box<dyn Transaction>> {
    let session = Session::write(conn).await?;
    if !workspace::lock(session.conn()?, workspace).await? {
        return Err(StoreError::Bug("there is no such workspace".to_owned()));
    }
    let (head, term) = commits::head(session.conn()?, workspace).await?;
    Ok(Box::new(PgTransaction {
        session,
        place: flush::Place {
            workspace: workspace.clone(),
            head,
            term,
            now,
        },
        buffer: Buffer::new(head),
        notes: Vec::new(),
        known: BTreeMap::new(),
        led: BTreeMap::new(),
        begun: BTreeMap::new(),
    }))
}

impl PgTransaction {
    fn conn(&self) -> Result<&Conn> {
        self.session.conn()
    }

    /// Applies what was said.
    async fn settle(&mut self) -> Result<()> {
        if self.notes.is_empty() {
            return Ok(());
        }
        self.learn().await?;
        for note in std::mem::take(&mut self.notes) {
            match note {
                Note::Put(put) => self.settle_put(put).await?,
                Note::Point(key, to) => match self.led_to(&key).await? {
                    Some(other) if other != to => self.buffer.taken.push(key.space),
                    _ => self.buffer.point(key, Some(to)),
                },
                Note::Free(key) => self.buffer.point(key, None),
                Note::Answer(answer) => self.buffer.answer(answer),
                Note::Job(job) => self.buffer.jobs.push(job),
                Note::EndJob(id, end) => self.buffer.ended_jobs.push((id, end)),
                Note::EndEnvelope(id, end) => self.buffer.envelopes.push((id, end)),
                Note::Forget(forget) => self.buffer.forgets.push(forget),
                Note::Audit(line) => self.buffer.audits.push(line),
                Note::Mark => self.buffer.mark(),
                Note::Rollback => self.buffer.rollback(),
            }
        }
        Ok(())
    }

    /// Reads what the notes are about, as far as it is not known.
    async fn learn(&mut self) -> Result<()> {
        let mut records: Vec<Key> = Vec::new();
        let mut keys: Vec<LookupKey> = Vec::new();
        for note in &self.notes {
            match note {
                Note::Put(put) => records.push((put.kind.clone(), put.id.clone())),
                Note::Point(key, _) => keys.push(key.clone()),
                _ => {}
            }
        }
        records.retain(|key| !self.known.contains_key(key));
        keys.retain(|key| !self.led.contains_key(key) && !self.buffer.lookups.contains_key(key));
        self.read_records(records).await?;
        if !keys.is_empty() {
            let found = lookup::get_all(self.conn()?, &self.place.workspace, &keys).await?;
            self.led.extend(keys.into_iter().zip(found));
        }
        Ok(())
    }

    async fn read_records(&mut self, keys: Vec<Key>) -> Result<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let found = record::get_all(self.conn()?, &self.place.workspace, &keys).await?;
        for record in found {
            let key = (record.kind.clone(), record.id.clone());
            self.buffer.seen(&key, Some(&record));
            self.known.insert(key, Some(record));
        }
        for key in keys {
            self.buffer.seen(&key, None);
            self.known.entry(key).or_default();
        }
        Ok(())
    }

    /// A record as this transaction sees it.
    async fn read(&mut self, key: Key) -> Result<Option<Record>> {
        if let Some(record) = self.buffer.records.get(&key) {
            return Ok(Some(record.clone()));
        }
        if !self.known.contains_key(&key) {
            self.read_records(vec![key.clone()]).await?;
        }
        Ok(self.known.get(&key).cloned().flatten())
    }

    async fn settle_put(&mut self, put: Put) -> Result<()> {
        if self.buffer.seq == self.place.head {
            return Err(StoreError::Bug(
                "a record was put before next_seq".to_owned(),
            ));
        }
        let before = self.read((put.kind.clone(), put.id.clone())).await?;
        let (id, new) = (put.id.clone(), put.scope.clone());
        match self.buffer.write(put, before.as_ref()) {
            Some(old) => self.relabel(id, &old, &new).await,
            None => Ok(()),
        }
    }

    /// Moves what hangs on a moved record along, without a number of its own (DESIGN_SYNC, "Who may see what"): children, and
    /// theirs, that were in the old scope with it.
    async fn relabel(&mut self, parent: RecordId, old: &Scope, new: &Scope) -> Result<()> {
        let mut parents = vec![parent];
        while let Some(parent) = parents.pop() {
            let rows =
                record::children_in(self.conn()?, &self.place.workspace, &parent, old).await?;
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

    async fn led_to(&mut self, key: &LookupKey) -> Result<Option<RecordId>> {
        if let Some(to) = self.buffer.lookups.get(key) {
            return Ok(to.clone());
        }
        if !self.led.contains_key(key) {
            let asked = std::slice::from_ref(key);
            let found = lookup::get_all(self.conn()?, &self.place.workspace, asked).await?;
            self.led
                .insert(key.clone(), found.into_iter().next().flatten());
        }
        Ok(self.led.get(key).cloned().flatten())
    }

    async fn write(mut self) -> Result<u64> {
        self.settle().await?;
        if let Some(space) = self.buffer.taken.first() {
            return Err(StoreError::Taken((*space).to_owned()));
        }
        flush::write(self.session.conn()?, &self.place, &self.buffer).await?;
        self.session.commit().await?;
        Ok(self.buffer.seq)
    }
}

#[async_trait]
impl Transaction for PgTransaction {
    async fn get(&mut self, kind: &Kind, id: &RecordId) -> Result<Option<Record>> {
        self.settle().await?;
        self.read((kind.clone(), id.clone())).await
    }

    async fn lookup(&mut self, key: &LookupKey) -> Result<Option<RecordId>> {
        self.settle().await?;
        self.led_to(key).await
    }

    async fn children(
        &mut self,
        kind: &Kind,
        parent: &RecordId,
        limit: usize,
    ) -> Result<Vec<Record>> {
        self.settle().await?;
        let limit = limit.min(CHILDREN);
        // Each buffered record may hide one row of the database.
        let most = limit.saturating_add(self.buffer.records.len());
        let rows =
            record::children(self.conn()?, &self.place.workspace, kind, parent, most).await?;
        let mut found = self.buffer.overlay(rows, |record| {
            record.kind == *kind && !record.deleted && record.parent.as_ref() == Some(parent)
        });
        found.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        found.truncate(limit);
        Ok(found)
    }

    async fn all(&mut self, kind: &Kind) -> Result<Vec<Record>> {
        self.settle().await?;
        let rows = record::all(self.conn()?, &self.place.workspace, kind, ALL).await?;
        Ok(self
            .buffer
            .overlay(rows, |record| record.kind == *kind && !record.deleted))
    }

    async fn answer(&mut self, id: &CommandId) -> Result<Option<StoredAnswer>> {
        self.settle().await?;
        match self.buffer.answers.get(id) {
            Some(answer) => Ok(Some(answer.clone())),
            None => command::get(self.conn()?, &self.place.workspace, id).await,
        }
    }

    async fn remember_events(&mut self, keys: &[String]) -> Result<Vec<bool>> {
        self.settle().await?;
        let known = event_key::known(self.conn()?, &self.place.workspace, keys).await?;
        let new = keys.iter().zip(known);
        Ok(new
            .map(|(key, known)| !known && self.buffer.event(key))
            .collect())
    }

    async fn knows_event(&mut self, key: &str) -> Result<bool> {
        self.settle().await?;
        if self.buffer.events.contains(key) {
            return Ok(true);
        }
        let (from, to) = beginning(key);
        let any = match self.begun.get(&from) {
            Some(any) => *any,
            None => event_key::any(self.conn()?, &self.place.workspace, (&from, &to)).await?,
        };
        self.begun.insert(from, any);
        if !any {
            return Ok(false);
        }
        let asked = [key.to_owned()];
        let known = event_key::known(self.conn()?, &self.place.workspace, &asked).await?;
        Ok(known.contains(&true))
    }

    async fn hanging(&mut self, parent: &RecordId) -> Result<Vec<Record>> {
        self.settle().await?;
        let rows = record::hanging(self.conn()?, &self.place.workspace, parent).await?;
        Ok(self
            .buffer
            .overlay(rows, |record| record.parent.as_ref() == Some(parent)))
    }

    async fn lookups_to(&mut self, records: &BTreeSet<RecordId>) -> Result<Vec<(String, String)>> {
        lookup::leading_to(self.conn()?, &self.place.workspace, records).await
    }

    async fn kept(&mut self, space: &'static str) -> Result<Kept> {
        let (conn, workspace) = (self.conn()?, &self.place.workspace);
        Ok(Kept {
            keys: lookup::of_space(conn, workspace, space).await?,
            jobs: job::kept(conn, workspace).await?,
            envelopes: envelope::kept(conn, workspace).await?,
            events: event_key::all(conn, workspace).await?,
        })
    }

    fn forget(&mut self, forget: Forget) {
        self.notes.push(Note::Forget(forget));
    }

    fn audit(&mut self, line: AuditLine) {
        self.notes.push(Note::Audit(line));
    }

    async fn next_seq(&mut self) -> Result<u64> {
        self.settle().await?;
        self.buffer.seq += 1;
        Ok(self.buffer.seq)
    }

    fn put(&mut self, put: Put) {
        self.notes.push(Note::Put(put));
    }

    fn set_lookup(&mut self, key: LookupKey, to: RecordId) {
        self.notes.push(Note::Point(key, to));
    }

    fn remove_lookup(&mut self, key: LookupKey) {
        self.notes.push(Note::Free(key));
    }

    fn store_answer(&mut self, answer: StoredAnswer) {
        self.notes.push(Note::Answer(answer));
    }

    fn add_job(&mut self, job: NewJob) {
        self.notes.push(Note::Job(job));
    }

    fn end_job(&mut self, id: &str, end: JobEnd) {
        self.notes.push(Note::EndJob(id.to_owned(), end));
    }

    fn end_envelope(&mut self, id: i64, end: EnvelopeEnd) {
        self.notes.push(Note::EndEnvelope(id, end));
    }

    fn mark(&mut self) {
        self.notes.push(Note::Mark);
    }

    fn rollback_to_mark(&mut self) {
        self.notes.push(Note::Rollback);
    }

    async fn commit(self: Box<Self>) -> Result<u64> {
        // A task of its own: a caller that goes away does not leave a half-written transaction.
        match tokio::spawn(self.write()).await {
            Ok(done) => done,
            Err(error) if error.is_cancelled() => {
                Err(StoreError::Retry("the runtime is closing".to_owned()))
            }
            Err(_) => Err(StoreError::Bug("storage work panicked".to_owned())),
        }
    }
}
