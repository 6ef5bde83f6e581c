//! Records that left a scope: whoever sees only the old one is told to forget them.

use super::{id, number, signed};
use crate::buffer::Left;
use crate::error::Result;
use crate::model::Record;
use domain::id::WorkspaceId;
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use rusqlite::{Connection, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE left_scope (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  scope TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (workspace, scope, seq, kind, id)
) STRICT, WITHOUT ROWID;
";

pub(in crate::sqlite) fn insert(
    conn: &Connection,
    workspace: &WorkspaceId,
    left: &Left,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO left_scope (workspace, scope, seq, kind, id) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (workspace, scope, seq, kind, id) DO NOTHING",
    )?
    .execute(params![
        workspace.as_str(),
        left.scope.as_str(),
        signed(left.seq),
        left.kind.as_str(),
        left.id.as_str()
    ])?;
    Ok(())
}

pub(in crate::sqlite) const FEED_SEQS: &str =
    "SELECT seq FROM left_scope WHERE workspace = ?1 AND scope = ?2 AND seq > ?3 AND seq <= ?4
     ORDER BY seq LIMIT ?5";
pub(in crate::sqlite) const FEED_ROWS: &str =
    "SELECT l.kind, l.id, l.seq, r.scope FROM left_scope AS l
     LEFT JOIN record AS r ON r.workspace = l.workspace AND r.kind = l.kind AND r.id = l.id
     WHERE l.workspace = ?1 AND l.scope = ?2 AND l.seq > ?3 AND l.seq <= ?4 ORDER BY l.seq";

/// Numbers at which something left `scope` in (since, to], ascending, at most `limit`.
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

/// What left `scope` in (since, to], as tombstones that say nothing but the id, each with the scope it is in now.
pub(in crate::sqlite) fn feed_rows(
    conn: &Connection,
    workspace: &WorkspaceId,
    scope: &Scope,
    (since, to): (u64, u64),
) -> Result<Vec<(Record, Option<Scope>)>> {
    let mut statement = conn.prepare_cached(FEED_ROWS)?;
    let rows = statement.query_map(
        params![
            workspace.as_str(),
            scope.as_str(),
            signed(since),
            signed(to)
        ],
        |row| {
            let tombstone = Record {
                kind: Kind::from_text(row.get_ref(0)?.as_str()?),
                id: id(row, 1)?,
                scope: scope.clone(),
                parent: None,
                owner: None,
                state: None,
                at: UnixMillis(0),
                seq: number(row, 2)?,
                deleted: true,
                body: String::new(),
            };
            Ok((tombstone, row.get::<_, Option<String>>(3)?.map(Scope)))
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
