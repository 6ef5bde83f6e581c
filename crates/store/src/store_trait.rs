//! The trait. PostgreSQL and SQLite implement it; the engine and the API use nothing else.

use crate::copy::{Row, Table};
use crate::error::Result;
use crate::model::{
    AuditLine, Credential, Device, Envelope, EnvelopeEnd, Feed, Forget, Heard, HistoryQuery,
    Invitation, Job, JobEnd, Kept, LookupKey, NewEnvelope, NewJob, Put, Record, SealedSecret,
    StoredAnswer, Term, Workspace,
};
use async_trait::async_trait;
use domain::id::{CommandId, DeviceId, RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use std::collections::BTreeSet;
use tokio::sync::mpsc;

/// An engine transaction: holds the workspace's lock until committed or dropped (dropped = rolled back).
///
/// Writes are buffered and reach the database with one statement a table at [`commit`](Self::commit); reads see them.
#[async_trait]
pub trait Transaction: Send {
    /// A record, tombstones included.
    async fn get(&mut self, kind: &Kind, id: &RecordId) -> Result<Option<Record>>;
    /// Where a unique key leads.
    async fn lookup(&mut self, key: &LookupKey) -> Result<Option<RecordId>>;
    /// Newest living children of `parent`, at most `limit` (≤ 500), descending by `at`.
    async fn children(
        &mut self,
        kind: &Kind,
        parent: &RecordId,
        limit: usize,
    ) -> Result<Vec<Record>>;
    /// Every living record of a small kind (property, staff, connection, canned_response); at most 10,000.
    async fn all(&mut self, kind: &Kind) -> Result<Vec<Record>>;
    /// The stored answer of a command.
    async fn answer(&mut self, id: &CommandId) -> Result<Option<StoredAnswer>>;
    /// Which of these event keys are new; remembers all of them (duplicates have no effect, SPEC 272).
    async fn remember_events(&mut self, keys: &[String]) -> Result<Vec<bool>>;
    /// Whether an event key is remembered; remembers nothing. Where the hotel has none that begins as this one does, up to its first
    /// bar, that is asked of the database once a transaction.
    async fn knows_event(&mut self, key: &str) -> Result<bool>;

    /// Everything that hangs on `parent`, of every kind and scope, tombstones included. Only for who erases it: it may be much.
    async fn hanging(&mut self, parent: &RecordId) -> Result<Vec<Record>>;
    /// Unique keys (space, key) that lead to any of these. Reads all keys of the hotel, as of before this transaction.
    async fn lookups_to(&mut self, records: &BTreeSet<RecordId>) -> Result<Vec<(String, String)>>;
    /// What is kept beside records, as of before this transaction, with the keys of `space`.
    async fn kept(&mut self, space: &'static str) -> Result<Kept>;
    /// Deletes what goes with erased records; ahead of everything else that this transaction writes.
    fn forget(&mut self, forget: Forget);
    /// Adds a line to the audit.
    fn audit(&mut self, line: AuditLine);

    /// Takes the next number of the sequence; records written from here carry it. Once per command.
    async fn next_seq(&mut self) -> Result<u64>;
    /// Writes a record under the current number. A changed scope leaves a `left` row for the old one.
    fn put(&mut self, put: Put);
    /// Points a unique key at a record; [`crate::error::StoreError::Taken`] at commit if it leads elsewhere (look first).
    fn set_lookup(&mut self, key: LookupKey, to: RecordId);
    /// Frees a unique key.
    fn remove_lookup(&mut self, key: LookupKey);
    /// Stores an answer; the first of an id stays.
    fn store_answer(&mut self, answer: StoredAnswer);
    /// Adds a job; one whose id is still unfinished stays as it is.
    fn add_job(&mut self, job: NewJob);
    /// Ends a claimed job together with its effect.
    fn end_job(&mut self, id: &str, end: JobEnd);
    /// Ends an envelope.
    fn end_envelope(&mut self, id: i64, end: EnvelopeEnd);
    /// Marks the transaction's state so that [`rollback_to_mark`](Self::rollback_to_mark) undoes one command of a group.
    fn mark(&mut self);
    /// Forgets everything buffered since the mark (a number already taken stays unused and is given to the next command).
    fn rollback_to_mark(&mut self);
    /// Commits; returns the head (the last number). A caller that goes away meanwhile finds it whole or absent.
    async fn commit(self: Box<Self>) -> Result<u64>;
}

/// The relay's storage. Cheap to clone behind an `Arc`; every method is safe to call from any task.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    // ── workspaces, terms ───────────────────────────────────────────────
    /// Adds a hotel, in the term that is open; nothing happens if it exists.
    async fn create_workspace(&self, workspace: &Workspace) -> Result<()>;
    /// All hotels.
    async fn workspaces(&self) -> Result<Vec<Workspace>>;
    /// Opens a term for every hotel; called once at start with a random id.
    async fn open_term(&self, id: &str, now: UnixMillis) -> Result<()>;
    /// All terms of a hotel, oldest first.
    async fn terms(&self, workspace: &WorkspaceId) -> Result<Vec<Term>>;
    /// The last number and the current term.
    async fn head(&self, workspace: &WorkspaceId) -> Result<(u64, String)>;

    // ── the engine ──────────────────────────────────────────────────────
    /// Begins an engine transaction and takes the workspace's lock. `now` goes into `commits`.
    async fn begin(&self, workspace: &WorkspaceId, now: UnixMillis)
    -> Result<Box<dyn Transaction>>;

    // ── reading for desks (one snapshot each) ───────────────────────────
    /// Everything in `scopes` in (since, to]; about `limit` records (≤ 5,000), never splitting a number.
    async fn feed(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
    ) -> Result<Feed>;
    /// As [`feed`](Self::feed), and a living record out of the same snapshot, whoever may see it: neither older nor newer than the page.
    async fn feed_beside(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
        beside: (&Kind, &RecordId),
    ) -> Result<(Feed, Option<Record>)>;
    /// A lane backwards, newest first by (at, id), living records only.
    async fn history(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        query: &HistoryQuery,
    ) -> Result<Vec<Record>>;
    /// Records by id, in the order asked; tombstones and unknown ids are absent. Whether the asker may see them is the
    /// caller's question: each carries its scope.
    async fn records(
        &self,
        workspace: &WorkspaceId,
        kind: &Kind,
        ids: &[RecordId],
    ) -> Result<Vec<Record>>;
    /// Where unique keys lead, in the order asked: what a website's visitor reads without the engine's lock.
    async fn lookups(
        &self,
        workspace: &WorkspaceId,
        keys: &[LookupKey],
    ) -> Result<Vec<Option<RecordId>>>;
    /// Count and wrapping sum of hash(id, seq) of a scope's living records, and the head they were read at.
    async fn checksums(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
    ) -> Result<(u64, Vec<(Scope, u64, u64)>)>;

    /// Up to where tombstones have ended; whoever stands below it may have missed some. Read it after the feed:
    /// tombstones that end in between are missing there.
    async fn horizon(&self, workspace: &WorkspaceId) -> Result<u64>;

    // ── ingress ─────────────────────────────────────────────────────────
    /// Stores envelopes durably in one commit (callers group them); returns their numbers.
    async fn put_envelopes(&self, envelopes: &[NewEnvelope]) -> Result<Vec<i64>>;
    /// Unprocessed envelopes of a hotel in order of arrival, at most `limit`; counts an attempt on each, committed first.
    async fn take_envelopes(&self, workspace: &WorkspaceId, limit: usize) -> Result<Vec<Envelope>>;
    /// What [`take_envelopes`](Self::take_envelopes) would hand out, without counting and so without a commit: for envelopes that this process
    /// has stored itself and never begun. `None` where several processes share the database, and each must be taken.
    async fn fresh_envelopes(
        &self,
        workspace: &WorkspaceId,
        limit: usize,
    ) -> Result<Option<Vec<Envelope>>>;
    /// One envelope, to replay a dead letter.
    async fn envelope(&self, workspace: &WorkspaceId, id: i64) -> Result<Option<Envelope>>;
    /// Unprocessed envelopes of all hotels (backlog).
    async fn envelope_backlog(&self) -> Result<u64>;
    /// Deletes envelopes past their time: processed after 72 h, dead after 30 days. Returns how many. In the same commit goes
    /// what else has a time: event keys (8 days), answers and tombstones (400 days), invitations and presence leases that have ended.
    async fn sweep_envelopes(&self, now: UnixMillis) -> Result<u64>;

    // ── jobs ────────────────────────────────────────────────────────────
    /// Claims due jobs of any hotel, the first unfinished of each lane only, for `lease_ms`; counts the attempt, committed.
    async fn claim_jobs(
        &self,
        kinds: &[&str],
        now: UnixMillis,
        lease_ms: i64,
        limit: usize,
    ) -> Result<Vec<Job>>;
    /// Ends a claimed job that changes no record.
    async fn end_job(&self, workspace: &WorkspaceId, id: &str, end: &JobEnd) -> Result<()>;
    /// When the next unfinished job is due or its lease ends, if any.
    async fn next_due(&self) -> Result<Option<UnixMillis>>;

    // ── apart: never in the feed ────────────────────────────────────────
    /// A person's credential by e-mail (lower case).
    async fn credential(&self, email: &str) -> Result<Option<Credential>>;
    /// Writes a credential with its memberships.
    async fn put_credential(&self, credential: &Credential) -> Result<()>;
    /// Keeps an invitation, replacing the same person's older one.
    async fn put_invitation(&self, invitation: &Invitation) -> Result<()>;
    /// An invitation that has not expired.
    async fn invitation(&self, code_hash: &str, now: UnixMillis) -> Result<Option<Invitation>>;
    /// Uses an invitation up; true exactly once.
    async fn take_invitation(&self, code_hash: &str, now: UnixMillis) -> Result<bool>;
    /// Adds a device; [`crate::error::StoreError::Taken`] if its id or token is known.
    async fn put_device(&self, device: &Device) -> Result<()>;
    /// A device by the hash of its token, revoked ones included.
    async fn device_by_token(&self, token_hash: &str) -> Result<Option<Device>>;
    /// A hotel's devices, revoked ones excluded.
    async fn devices(&self, workspace: &WorkspaceId) -> Result<Vec<Device>>;
    /// Revokes; true if it was not revoked before.
    async fn revoke_device(
        &self,
        workspace: &WorkspaceId,
        id: &DeviceId,
        now: UnixMillis,
    ) -> Result<bool>;
    /// Notes the last contact, once a minute: between, nothing is written.
    async fn touch_device(&self, id: &DeviceId, now: UnixMillis) -> Result<()>;
    /// Extends the lease that says a device of this person is connected.
    async fn lease_presence(
        &self,
        workspace: &WorkspaceId,
        staff: &StaffId,
        device: &DeviceId,
        until: UnixMillis,
    ) -> Result<()>;
    /// People with a running lease.
    async fn present(&self, workspace: &WorkspaceId, now: UnixMillis) -> Result<BTreeSet<StaffId>>;
    /// Writes a sealed secret.
    async fn put_secret(&self, workspace: &WorkspaceId, secret: &SealedSecret) -> Result<()>;
    /// All sealed secrets of a hotel.
    async fn secrets(&self, workspace: &WorkspaceId) -> Result<Vec<SealedSecret>>;
    /// Adds a line to the audit: who, what, about what; nothing of a guest's words.
    async fn audit(
        &self,
        workspace: &WorkspaceId,
        staff: Option<&StaffId>,
        what: &str,
        about: &str,
        now: UnixMillis,
    ) -> Result<()>;
    /// Free settings of the store itself: `master_key_id`, `level`.
    async fn setting(&self, name: &str) -> Result<Option<String>>;
    /// Writes one that is not there yet; returns what then stands.
    async fn keep_setting(&self, name: &str, value: &str) -> Result<String>;
    /// Writes one.
    async fn put_setting(&self, name: &str, value: &str) -> Result<()>;

    // ── other nodes over the same database ──────────────────────────────
    /// Tells the other nodes something short (at most 7 KiB). Nobody may be there, and nothing is kept.
    async fn tell(&self, words: &str) -> Result<()>;
    /// Hears what other nodes tell from now on, never what this one tells; `None`: there can be no other node.
    async fn hear(&self) -> Result<Option<mpsc::Receiver<Heard>>>;
    /// The clock that all nodes go by; `None`: this computer's.
    async fn clock(&self) -> Result<Option<UnixMillis>>;
    /// What the database wants every few seconds so that it knows its own tables; nothing where it needs nothing. Never in anybody's way.
    async fn tend(&self) -> Result<()> {
        Ok(())
    }
    /// Hotels with envelopes that nobody works on: of a node that is gone, or of this one.
    async fn waiting_hotels(&self) -> Result<Vec<WorkspaceId>>;

    // ── moving to another database ──────────────────────────────────────
    /// The next rows of a table in the order of its key.
    async fn rows(
        &self,
        table: &'static Table,
        after: Option<&Row>,
        limit: usize,
    ) -> Result<Vec<Row>>;
    /// Writes rows as they are; one that is there stays.
    async fn put_rows(&self, table: &'static Table, rows: &[Row]) -> Result<()>;

    /// What was deleted leaves the files of the database as far as they are the store's to write: SQLite writes its file anew
    /// and empties its log; PostgreSQL's tables are vacuumed, and what stays is the server's (docs/operating.md). Writers wait meanwhile.
    /// False = somebody still reads; ask again.
    async fn scrub(&self) -> Result<bool>;

    /// Writes everything out and closes; called once at the end.
    async fn close(&self) -> Result<()>;
}
