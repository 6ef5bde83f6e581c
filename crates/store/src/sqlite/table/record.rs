//! The current state of every synced thing.

use super::{id, json, number, optional_id, signed};
use crate::error::Result;
use crate::model::{HistoryQuery, Record};
use domain::id::{RecordId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE record (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  scope TEXT NOT NULL,
  parent TEXT,
  owner TEXT,
  state TEXT,
  -- When it happened for people, milliseconds.
  at INTEGER NOT NULL,
  -- Last change.
  seq INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  -- JSON; SQL never looks inside.
  body TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace, kind, id)
) STRICT;
-- The change feed.
CREATE INDEX record_feed ON record (workspace, scope, seq);
-- History, newest first.
CREATE INDEX record_history ON record (workspace, kind, at, id);
-- What hangs on a thing.
CREATE INDEX record_parent ON record (workspace, parent, at) WHERE parent IS NOT NULL;
-- A person's open conversations.
CREATE INDEX record_open ON record (workspace, owner, state)
  WHERE kind = 'conversation' AND deleted = 0 AND state <> 'RESOLVED';
";

const COLUMNS: &str = "kind, id, scope, parent, owner, state, at, seq, deleted, body";

pub(in crate::sqlite) const FEED_SEQS: &str =
    "SELECT seq FROM record WHERE workspace = ?1 AND scope = ?2 AND seq > ?3 AND seq <= ?4
     ORDER BY seq LIMIT ?5";
pub(in crate::sqlite) const FEED_ROWS: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body FROM record
     WHERE workspace = ?1 AND scope = ?2 AND seq > ?3 AND seq <= ?4 ORDER BY seq";
pub(in crate::sqlite) const HISTORY: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body FROM record
     WHERE workspace = ?1 AND kind = ?2 AND (at, id) < (?3, ?4) AND deleted = 0
       AND scope IN (SELECT value FROM json_each(?5))
     ORDER BY at DESC, id DESC LIMIT ?6";
pub(in crate::sqlite) const HISTORY_OF_PARENT: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body
     FROM record INDEXED BY record_parent
     WHERE workspace = ?1 AND kind = ?2 AND (at, id) < (?3, ?4) AND deleted = 0
       AND scope IN (SELECT value FROM json_each(?5)) AND parent = ?7
     ORDER BY at DESC, id DESC LIMIT ?6";
pub(in crate::sqlite) const CHILDREN: &str =
    "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body
     FROM record INDEXED BY record_parent
     WHERE workspace = ?1 AND parent = ?2 AND kind = ?3 AND deleted = 0
     ORDER BY at DESC, id DESC LIMIT ?4";

/// Reads a row in the order of [`COLUMNS`].
fn read(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        kind: Kind::from_text(row.get_ref(0)?.as_str()?),
        id: id(row, 1)?,
        scope: Scope(row.get(2)?),
        parent: optional_id(row, 3)?,
        owner: optional_id(row, 4)?,
        state: row.get(5)?,
        at: UnixMillis(row.get(6)?),
        seq: number(row, 7)?,
        deleted: row.get(8)?,
        body: row.get(9)?,
    })
}

fn list(conn: &Connection, sql: &str, params: impl Params) -> Result<Vec<Record>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A record, tombstones included.
pub(in crate::sqlite) fn get(
    conn: &Connection,
    workspace: &WorkspaceId,
    kind: &Kind,
    id: &RecordId,
) -> Result<Option<Record>> {
    Ok(conn
        .prepare_cached(
            "SELECT kind, id, scope, parent, owner, state, at, seq, deleted, body FROM record
             WHERE workspace = ?1 AND kind = ?2 AND id = ?3",
        )?
        .query_row(
            params![workspace.as_str(), kind.as_str(), id.as_str()],
            read,
        )
        .optional()?)
}

/// Living children of one kind, newest first.
pub(in crate::sqlite) fn children(
    conn: &Connection,
    workspace: &WorkspaceId,
    kind: &Kind,
    parent: &RecordId,
    limit: usize,
) -> Result<Vec<Record>> {
    list(
        conn,
        CHILDREN,
        params![
            workspace.as_str(),
            parent.as_str(),
            kind.as_str(),
            signed(limit as u64)
        ],
    )
}

/// Children of every kind with this scope, tombstones included: what moves along with its parent.
pub(in crate::sqlite) fn children_in(
    conn: &Connection,
    workspace: &WorkspaceId,
    parent: &RecordId,
    scope: &Scope,
) -> Result<Vec<Record>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM record INDEXED BY record_parent
             WHERE workspace = ?1 AND parent = ?2 AND scope = ?3"
        ),
        params![workspace.as_str(), parent.as_str(), scope.as_str()],
    )
}

/// Children of every kind and scope, tombstones included.
pub(in crate::sqlite) fn hanging(
    conn: &Connection,
    workspace: &WorkspaceId,
    parent: &RecordId,
) -> Result<Vec<Record>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM record INDEXED BY record_parent
             WHERE workspace = ?1 AND parent = ?2"
        ),
        params![workspace.as_str(), parent.as_str()],
    )
}

/// Living records of a kind, by id.
pub(in crate::sqlite) fn all(
    conn: &Connection,
    workspace: &WorkspaceId,
    kind: &Kind,
    limit: usize,
) -> Result<Vec<Record>> {
    list(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM record
             WHERE workspace = ?1 AND kind = ?2 AND deleted = 0 ORDER BY id LIMIT ?3"
        ),
        params![workspace.as_str(), kind.as_str(), signed(limit as u64)],
    )
}

/// Numbers of a scope's changes in (since, to], ascending, at most `limit`, one a record.
pub(in crate::sqlite) fn feed_seqs(
    conn: &Connection,
    workspace: &WorkspaceId,
    scope: &Scope,
    (since, to): (u64, u64),
    limit: usize,
) -> Result<Vec<u64>> {
    let mut statement = conn.prepare_cached(FEED_SEQS)?;
    let rows = statement.query_map(
        params![
            workspace.as_str(),
            scope.as_str(),
            signed(since),
            signed(to),
            signed(limit as u64)
        ],
        |row| number(row, 0),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A scope's changes in (since, to].
pub(in crate::sqlite) fn feed_rows(
    conn: &Connection,
    workspace: &WorkspaceId,
    scope: &Scope,
    (since, to): (u64, u64),
) -> Result<Vec<Record>> {
    list(
        conn,
        FEED_ROWS,
        params![
            workspace.as_str(),
            scope.as_str(),
            signed(since),
            signed(to)
        ],
    )
}

/// Living records below a place, newest first.
pub(in crate::sqlite) fn history(
    conn: &Connection,
    workspace: &WorkspaceId,
    scopes: &[&str],
    query: &HistoryQuery,
) -> Result<Vec<Record>> {
    // (at, id) < (MAX, '') holds for every row: nothing happens at the end of time.
    let (at, id) = match &query.before {
        Some((at, id)) => (at.0, id.as_str()),
        None => (i64::MAX, ""),
    };
    let scopes = json(scopes)?;
    let limit = signed(query.limit.clamp(1, 500) as u64);
    let (workspace, kind) = (workspace.as_str(), query.kind.as_str());
    match &query.parent {
        None => list(
            conn,
            HISTORY,
            params![workspace, kind, at, id, scopes, limit],
        ),
        Some(parent) => list(
            conn,
            HISTORY_OF_PARENT,
            params![workspace, kind, at, id, scopes, limit, parent.as_str()],
        ),
    }
}

/// Writes one; its number is in the record.
pub(in crate::sqlite) fn put(
    conn: &Connection,
    workspace: &WorkspaceId,
    record: &Record,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO record
           (workspace, kind, id, scope, parent, owner, state, at, seq, deleted, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (workspace, kind, id) DO UPDATE SET
           scope = excluded.scope, parent = excluded.parent, owner = excluded.owner,
           state = excluded.state, at = excluded.at, seq = excluded.seq,
           deleted = excluded.deleted, body = excluded.body",
    )?
    .execute(params![
        workspace.as_str(),
        record.kind.as_str(),
        record.id.as_str(),
        record.scope.as_str(),
        record.parent.as_ref().map(RecordId::as_str),
        record.owner.as_ref().map(domain::id::StaffId::as_str),
        record.state,
        record.at.0,
        signed(record.seq),
        record.deleted,
        record.body,
    ])?;
    Ok(())
}
