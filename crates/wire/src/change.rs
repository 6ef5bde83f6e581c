//! Records as they travel, and pages of them.

use crate::cursor::Cursor;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// The current state of a record. The records of one command share a `seq`; a page never splits one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// Number of the command that changed it last.
    pub seq: u64,
    /// What it is; unknown kinds are kept raw.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// Which.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Who may see it.
    #[schema(value_type = String)]
    pub scope: Scope,
    /// What it hangs on: message → conversation; conversation, reservation → contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub parent: Option<RecordId>,
    /// When it happened for people, milliseconds since 1970; the order of history.
    #[schema(value_type = i64)]
    pub at: UnixMillis,
    /// A tombstone: id only, no body. `left` scopes travel as tombstones too.
    #[serde(default)]
    pub deleted: bool,
    /// The tombstone of an erased guest's record: what this computer wrote and keeps about it goes too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
    /// The record; absent for a tombstone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub body: Option<Box<RawValue>>,
}

/// Answer of `GET /v1/changes`: everything you may see in (since, cursor].
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ChangePage {
    /// Ascending by seq; never splits a number.
    pub changes: Vec<Change>,
    /// Continue here.
    #[schema(value_type = String)]
    pub cursor: Cursor,
    /// True if there is more behind it.
    pub more: bool,
    /// Relay time, milliseconds since 1970.
    #[schema(value_type = i64)]
    pub now: UnixMillis,
    /// Scopes the person sees as of `cursor`.
    #[schema(value_type = Vec<String>)]
    pub scopes: Vec<Scope>,
    /// True if `since` is so old that tombstones after it are no longer kept: compare checksums.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tombstones_ended: bool,
}

/// Answer of `GET /v1/history`: one lane backwards, newest first.
///
/// Query: `kind`, `before` (position), `limit` (1–500), `parent` (only what hangs on it).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct HistoryPage {
    /// Descending by (`at`, id).
    pub changes: Vec<Change>,
    /// Pass as `before`; absent at the end of the lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// Answer of `GET /v1/first-page`: made for painting (DESIGN_SYNC): the house's records, 50 conversations with contact
/// and stay, and their last 30 messages. Taken at `cursor`; changes are followed from there.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FirstPage {
    /// Head at which this was read.
    #[schema(value_type = String)]
    pub cursor: Cursor,
    /// In no particular order.
    pub changes: Vec<Change>,
    /// Relay time.
    #[schema(value_type = i64)]
    pub now: UnixMillis,
    /// Scopes the person sees.
    #[schema(value_type = Vec<String>)]
    pub scopes: Vec<Scope>,
}

/// Count and sum of hash(id, seq) mod 2^64 of a scope's living records, taken at `cursor` (`GET /v1/checksums`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScopeChecksum {
    /// Which scope.
    #[schema(value_type = String)]
    pub scope: Scope,
    /// Living records.
    pub count: u64,
    /// Wrapping sum, lower-case hex of 16 digits.
    pub sum: String,
}

/// Answer of `GET /v1/checksums`: one row a scope that the person sees, all read at `cursor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChecksumPage {
    /// Head at which they were read.
    #[schema(value_type = String)]
    pub cursor: Cursor,
    /// One a scope; a scope without records has count 0.
    pub checksums: Vec<ScopeChecksum>,
}
