//! Rows as the trait hands them out.

use domain::command::Answer;
use domain::id::{CommandId, DeviceId, RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;

/// A synced record as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What.
    pub kind: Kind,
    /// Which.
    pub id: RecordId,
    /// Who may see it.
    pub scope: Scope,
    /// What it hangs on.
    pub parent: Option<RecordId>,
    /// Assignee of a conversation.
    pub owner: Option<StaffId>,
    /// Status of a conversation, state of a message.
    pub state: Option<String>,
    /// When it happened for people.
    pub at: UnixMillis,
    /// Number of the last change; set by the store when written.
    pub seq: u64,
    /// A tombstone.
    pub deleted: bool,
    /// JSON text; empty for a tombstone. SQL never looks inside.
    pub body: String,
}

/// A record to write: everything but the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// What.
    pub kind: Kind,
    /// Which.
    pub id: RecordId,
    /// Who may see it.
    pub scope: Scope,
    /// What it hangs on.
    pub parent: Option<RecordId>,
    /// Assignee.
    pub owner: Option<StaffId>,
    /// Status or state.
    pub state: Option<String>,
    /// When.
    pub at: UnixMillis,
    /// A tombstone.
    pub deleted: bool,
    /// JSON text.
    pub body: String,
}

/// A unique key that leads to a record. `space` says which: `phone`, `identity`, `provider_message`, `open_conversation`, …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LookupKey {
    /// Which index.
    pub space: &'static str,
    /// The key in it, e.g. `<property>|+351…`.
    pub key: String,
}

/// Work that is due at a time. Jobs of one lane run one after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Made by the engine; unique for ever.
    pub id: String,
    /// `deliver`, `fetch_media`, `waiting_event`, …
    pub kind: String,
    /// Only the first unfinished job of a lane may be claimed; empty = no lane.
    pub lane: String,
    /// Not before.
    pub due: UnixMillis,
    /// JSON.
    pub payload: String,
}

/// A claimed job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Which hotel.
    pub workspace: WorkspaceId,
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Lane.
    pub lane: String,
    /// JSON.
    pub payload: String,
    /// Claims so far, this one included: 1 at the first.
    pub attempts: u32,
    /// True if an earlier claim's lease ran out without an answer: the earlier attempt's result is unknown.
    pub interrupted: bool,
}

/// How a claimed job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobEnd {
    /// Finished; the row is deleted.
    Done,
    /// Again, not before.
    Again(UnixMillis),
}

/// Raw bytes of a webhook's part for one workspace, stored before the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEnvelope {
    /// Which hotel.
    pub workspace: WorkspaceId,
    /// `whatsapp`, …
    pub channel: String,
    /// The provider's name of the receiver (phone number id), if found.
    pub receiver: Option<String>,
    /// Raw bytes.
    pub body: Vec<u8>,
    /// Identifiers of guests named in it, for erasure.
    pub guests: Vec<String>,
    /// When it arrived.
    pub received_at: UnixMillis,
}

/// A stored envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Number, in order of arrival.
    pub id: i64,
    /// As stored.
    pub envelope: NewEnvelope,
    /// Processing attempts begun before this one.
    pub attempts: u32,
}

/// How processing an envelope ended; written in the engine's transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvelopeEnd {
    /// Applied; the body is deleted after 72 h.
    Processed,
    /// A dead letter; kept 30 days.
    Dead,
}

/// A signed-in computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Id.
    pub id: DeviceId,
    /// Which hotel.
    pub workspace: WorkspaceId,
    /// Whose.
    pub staff: StaffId,
    /// Its name.
    pub name: String,
    /// sha256 of the token, lower-case hex.
    pub token_hash: String,
    /// Signed in at.
    pub created_at: UnixMillis,
    /// Last contact (written at most once a minute).
    pub last_seen: UnixMillis,
    /// Set when revoked; kept so that the desk learns it.
    pub revoked_at: Option<UnixMillis>,
}

/// What signs a person in. A staff e-mail is one person on a relay.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Lower case.
    pub email: String,
    /// PHC string (argon2id); empty until an invitation is redeemed.
    pub password_hash: String,
    /// Hotels and who the person is there.
    pub memberships: Vec<(WorkspaceId, StaffId)>,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("memberships", &self.memberships)
            .finish_non_exhaustive()
    }
}

/// A one-time code (only its hash is kept).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// sha256 of the normalised code, lower-case hex.
    pub code_hash: String,
    /// `owner`, `invite`, `reset`.
    pub purpose: String,
    /// For whom; empty for the first owner.
    pub email: String,
    /// Not after.
    pub expires_at: UnixMillis,
}

/// A secret of a connection, sealed with XChaCha20-Poly1305 (associated data = workspace, connection, kind).
#[derive(Clone, PartialEq, Eq)]
pub struct SealedSecret {
    /// Which connection.
    pub connection: String,
    /// `app_secret`, `verify_token`, `access_token`.
    pub kind: String,
    /// Which master key sealed it.
    pub key_id: String,
    /// Nonce and ciphertext.
    pub sealed: Vec<u8>,
}

impl std::fmt::Debug for SealedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedSecret")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// A hotel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Id.
    pub id: WorkspaceId,
    /// Name.
    pub name: String,
    /// The demo hotel.
    pub demo: bool,
}

/// A term: opened at every relay start (DESIGN_SYNC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Random.
    pub id: String,
    /// Last number before it.
    pub first_seq: u64,
}

/// A page of the change feed: everything in the scopes in (since, to].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Ascending by seq, a number never split. `left` rows come as tombstones.
    pub records: Vec<Record>,
    /// Complete up to here.
    pub to: u64,
    /// True if the head is above `to`.
    pub more: bool,
    /// The term `to` belongs to.
    pub term: String,
}

/// What a query of history asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Which lane.
    pub kind: Kind,
    /// Only what hangs on this.
    pub parent: Option<RecordId>,
    /// Below this (at, id); from the top where absent.
    pub before: Option<(UnixMillis, RecordId)>,
    /// 1–500.
    pub limit: usize,
}

/// What came from another node over the same database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// What it told.
    Words(String),
    /// The line was away for a while: what was told meanwhile is lost, look for yourself.
    Gap,
}

/// What is kept of a hotel beside its records, for who looks for a guest's traces in it ([`crate::Transaction::kept`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Keys of [`LookupKey`]s of one space that the asker named.
    pub keys: Vec<String>,
    /// Unfinished jobs: id, payload.
    pub jobs: Vec<(String, String)>,
    /// Webhook parts.
    pub envelopes: Vec<KeptEnvelope>,
    /// Keys of events.
    pub events: Vec<String>,
}

/// A webhook part as far as it tells whom it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEnvelope {
    /// Number.
    pub id: i64,
    /// It has ended: processed, or a dead letter.
    pub ended: bool,
    /// Identifiers of guests named in it.
    pub guests: Vec<String>,
    /// Its bytes, where it names nobody: it could not be read.
    pub unread: Option<Vec<u8>>,
}

/// What goes with erased records, at the commit ([`crate::Transaction::forget`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forget {
    /// Unique keys: space, key.
    pub lookups: Vec<(String, String)>,
    /// Jobs, claimed ones too.
    pub jobs: Vec<String>,
    /// Webhook parts.
    pub envelopes: Vec<i64>,
    /// Keys of events.
    pub events: Vec<String>,
    /// Records whose commands lose the hash of what was asked; their answers stay.
    pub about: Vec<RecordId>,
}

/// A line of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Who; absent = the relay itself.
    pub staff: Option<StaffId>,
    /// What they did.
    pub what: String,
    /// To what; nothing of a guest's words.
    pub about: String,
}

/// A stored answer of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The command.
    pub id: CommandId,
    /// sha256 of its canonical JSON, lower-case hex; another body under the same id is a conflict. Empty once the guest it was
    /// about is erased.
    pub request_hash: String,
    /// What it was about: a conversation or a guest.
    pub about: Option<RecordId>,
    /// Whose.
    pub staff: StaffId,
    /// The answer.
    pub answer: Answer,
}
