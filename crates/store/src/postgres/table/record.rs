//! The current state of every synced thing.

use super::{id, number, optional_id, signed};
use crate::buffer::Key;
use crate::error::Result;
use crate::model::{HistoryQuery, Record};
use crate::postgres::client::{Conn, Params, Text, rows};
use domain::id::{RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use tokio_postgres::Row;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE record (
  workspace TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  parent TEXT COLLATE "C",
  owner TEXT COLLATE "C",
  state TEXT COLLATE "C",
  -- When it happened for people, milliseconds.
  at BIGINT NOT NULL,
  -- Last change.
  seq BIGINT NOT NULL,
  deleted BOOLEAN NOT NULL DEFAULT false,
  -- JSON; SQL never looks inside.
  body TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace, kind, id)
);
-- The change feed.
CREATE INDEX record_feed ON record (workspace, scope, seq);
-- History, newest first.
CREATE INDEX record_history ON record (workspace, kind, at, id);
-- What hangs on a thing.
CREATE INDEX record_parent ON record (workspace, parent, at) WHERE parent IS NOT NULL;
-- A person's open conversations.
CREATE INDEX record_open ON record (workspace, owner, state)
  WHERE kind = 'conversation' AND NOT deleted AND state <> 'RESOLVED';
"#;

const COLUMNS: &str = "kind, id, scope, parent, owner, state, at, seq, deleted, body";

pub(in crate::postgres) const FEED_ROWS: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body FROM record
     WHERE workspace = $1 AND scope = ANY($2) AND seq > $3 AND seq <= $4";
pub(in crate::postgres) const HISTORY: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body FROM record
     WHERE workspace = $1 AND kind = $2 AND (at, id) < ($3, $4) AND NOT deleted AND scope = ANY($5)
     ORDER BY at DESC, id DESC LIMIT $6";
pub(in crate::postgres) const HISTORY_OF_PARENT: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body FROM record
     WHERE workspace = $1 AND kind = $2 AND (at, id) < ($3, $4) AND NOT deleted AND scope = ANY($5)
       AND parent = $7 AND at <= $3
     ORDER BY at DESC, id DESC LIMIT $6";
pub(in crate::postgres) const CHILDREN: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body FROM record
     WHERE workspace = $1 AND parent = $2 AND kind = $3 AND NOT deleted
     ORDER BY at DESC, id DESC LIMIT $4";

/// Reads a row in the order of [`COLUMNS`].
fn read(row: &Row) -> Result<Record> {
    Ok(Record {
        kind: Kind::from_text(row.try_get(0)?),
        id: id(row, 1)?,
        scope: Scope(row.try_get(2)?),
        parent: optional_id(row, 3)?,
        owner: optional_id(row, 4)?,
        state: row.try_get(5)?,
        at: UnixMillis(row.try_get(6)?),
        seq: number(row, 7)?,
        deleted: row.try_get(8)?,
        body: row.try_get(9)?,
    })
}

async fn list(conn: &Conn, sql: &str, params: Params<'_>) -> Result<Vec<Record>> {
    rows(conn, sql, params).await?.iter().map(read).collect()
}

/// Record by record by its key, a join that nothing turns round: with the statistics of an empty table the planner read all of the
/// hotel's records beside every name.
pub(super) const NAMED: &str =
    "SELECT r.kind, r.id, r.scope, r.parent, r.owner, r.state, r.at, r.seq, r.deleted, r.body
     FROM unnest($2::text[], $3::text[]) AS k (kind, id) CROSS JOIN LATERAL (
       SELECT * FROM record WHERE workspace = $1 AND kind = k.kind AND id = k.id LIMIT 1) AS r";

/// Those of the named records that are there, tombstones included.
pub(in crate::postgres) async fn get_all(
    conn: &Conn,
    workspace: &WorkspaceId,
    keys: &[Key],
) -> Result<Vec<Record>> {
    let kinds: Vec<&str> = keys.iter().map(|(kind, _)| kind.as_str()).collect();
    let ids: Vec<&str> = keys.iter().map(|(_, id)| id.as_str()).collect();
    list(conn, NAMED, &[&workspace.as_str(), &kinds, &ids]).await
}

/// Living children of one kind, newest first.
pub(in crate::postgres) async fn children(
    conn: &Conn,
    workspace: &WorkspaceId,
    kind: &Kind,
    parent: &RecordId,
    limit: usize,
) -> Result<Vec<Record>> {
    list(
        conn,
        CHILDREN,
        &[
            &workspace.as_str(),
            &parent.as_str(),
            &kind.as_str(),
            &signed(limit as u64),
        ],
    )
    .await
}

/// Children of every kind with this scope, tombstones included: what moves along with its parent.
pub(in crate::postgres) async fn children_in(
    conn: &Conn,
    workspace: &WorkspaceId,
    parent: &RecordId,
    scope: &Scope,
) -> Result<Vec<Record>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM record WHERE workspace = $1 AND parent = $2 AND scope = $3"
        ),
        &[&workspace.as_str(), &parent.as_str(), &Text(scope.as_str())],
    )
    .await
}

/// Children of every kind and scope, tombstones included.
pub(in crate::postgres) async fn hanging(
    conn: &Conn,
    workspace: &WorkspaceId,
    parent: &RecordId,
) -> Result<Vec<Record>> {
    list(
        conn,
        &format!("SELECT {COLUMNS} FROM record WHERE workspace = $1 AND parent = $2"),
        &[&workspace.as_str(), &parent.as_str()],
    )
    .await
}

/// Living records of a kind, by id.
pub(in crate::postgres) async fn all(
    conn: &Conn,
    workspace: &WorkspaceId,
    kind: &Kind,
    limit: usize,
) -> Result<Vec<Record>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM record
             WHERE workspace = $1 AND kind = $2 AND NOT deleted ORDER BY id LIMIT $3"
        ),
        &[&workspace.as_str(), &kind.as_str(), &signed(limit as u64)],
    )
    .await
}

/// The scopes' changes in (since, to].
pub(in crate::postgres) async fn feed_rows(
    conn: &Conn,
    workspace: &WorkspaceId,
    scopes: &[Text<'_>],
    (since, to): (u64, u64),
) -> Result<Vec<Record>> {
    list(
        conn,
        FEED_ROWS,
        &[&workspace.as_str(), &scopes, &signed(since), &signed(to)],
    )
    .await
}

/// Living records below a place, newest first.
pub(in crate::postgres) async fn history(
    conn: &Conn,
    workspace: &WorkspaceId,
    scopes: &[Text<'_>],
    query: &HistoryQuery,
) -> Result<Vec<Record>> {
    // (at, id) < (MAX, '') holds for every row: nothing happens at the end of time.
    let (at, id) = match &query.before {
        Some((at, id)) => (at.0, id.as_str()),
        None => (i64::MAX, ""),
    };
    let limit = signed(query.limit.clamp(1, 500) as u64);
    let (workspace, kind) = (workspace.as_str(), query.kind.as_str());
    match &query.parent {
        None => {
            list(
                conn,
                HISTORY,
                &[&workspace, &kind, &at, &id, &scopes, &limit],
            )
            .await
        }
        Some(parent) => {
            let parent = parent.as_str();
            list(
                conn,
                HISTORY_OF_PARENT,
                &[&workspace, &kind, &at, &id, &scopes, &limit, &parent],
            )
            .await
        }
    }
}

pub(in crate::postgres) const PUT: &str =
    "INSERT INTO record (workspace, kind, id, scope, parent, owner, state, at, seq, deleted, body)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                              $8::bigint[], $9::bigint[], $10::bool[], $11::text[])
     ON CONFLICT (workspace, kind, id) DO UPDATE SET
       scope = excluded.scope, parent = excluded.parent, owner = excluded.owner,
       state = excluded.state, at = excluded.at, seq = excluded.seq,
       deleted = excluded.deleted, body = excluded.body";

/// Values of [`PUT`] after the first: a column each.
#[derive(Default)]
pub(in crate::postgres) struct Columns<'a> {
    pub(in crate::postgres) kind: Vec<&'a str>,
    pub(in crate::postgres) id: Vec<&'a str>,
    pub(in crate::postgres) scope: Vec<Text<'a>>,
    pub(in crate::postgres) parent: Vec<Option<&'a str>>,
    pub(in crate::postgres) owner: Vec<Option<&'a str>>,
    pub(in crate::postgres) state: Vec<Option<Text<'a>>>,
    pub(in crate::postgres) at: Vec<i64>,
    pub(in crate::postgres) seq: Vec<i64>,
    pub(in crate::postgres) deleted: Vec<bool>,
    pub(in crate::postgres) body: Vec<Text<'a>>,
}

impl<'a> Columns<'a> {
    pub(in crate::postgres) fn of(records: impl Iterator<Item = &'a Record>) -> Self {
        let mut columns = Self::default();
        for record in records {
            columns.kind.push(record.kind.as_str());
            columns.id.push(record.id.as_str());
            columns.scope.push(Text(record.scope.as_str()));
            columns
                .parent
                .push(record.parent.as_ref().map(RecordId::as_str));
            columns
                .owner
                .push(record.owner.as_ref().map(StaffId::as_str));
            columns.state.push(record.state.as_deref().map(Text));
            columns.at.push(record.at.0);
            columns.seq.push(signed(record.seq));
            columns.deleted.push(record.deleted);
            columns.body.push(Text(&record.body));
        }
        columns
    }
}
