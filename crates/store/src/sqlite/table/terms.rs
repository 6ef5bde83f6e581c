//! Terms: one is opened at every start, so that a restored backup is noticed (DESIGN_SYNC, "Cursor and history").

use super::{number, signed};
use crate::error::Result;
use crate::model::Term;
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE terms (
  -- Order of opening; never reused.
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  -- Last number of the sequence before it.
  first_seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (workspace, id)
) STRICT;
";

/// Opens a term for every hotel at its head.
pub(in crate::sqlite) fn open_all(conn: &Connection, term: &str, now: UnixMillis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO terms (workspace, id, first_seq, at)
         SELECT w.id, ?1, (SELECT COALESCE(MAX(c.seq), 0) FROM commits AS c WHERE c.workspace = w.id), ?2
         FROM workspace AS w WHERE true
         ON CONFLICT (workspace, id) DO NOTHING",
    )?
    .execute(params![term, now.0])?;
    Ok(())
}

/// Gives a new hotel the term that the others are in. Without one (a command line that only adds a hotel) SQLite makes a
/// random id, so that a cursor of a deleted store never looks good in a new one.
pub(in crate::sqlite) fn open_first(conn: &Connection, workspace: &WorkspaceId) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO terms (workspace, id, first_seq, at)
         SELECT ?1,
                COALESCE((SELECT id FROM terms ORDER BY number DESC LIMIT 1), lower(hex(randomblob(8)))),
                0,
                COALESCE((SELECT at FROM terms ORDER BY number DESC LIMIT 1), 0)",
    )?
    .execute([workspace.as_str()])?;
    Ok(())
}

pub(in crate::sqlite) fn all(conn: &Connection, workspace: &WorkspaceId) -> Result<Vec<Term>> {
    let mut statement = conn
        .prepare_cached("SELECT id, first_seq FROM terms WHERE workspace = ?1 ORDER BY number")?;
    let rows = statement.query_map([workspace.as_str()], |row| {
        Ok(Term {
            id: row.get(0)?,
            first_seq: number(row, 1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The newest term that was open at `seq`; empty if the hotel has none.
pub(in crate::sqlite) fn at(
    conn: &Connection,
    workspace: &WorkspaceId,
    seq: u64,
) -> Result<String> {
    let found: Option<String> = conn
        .prepare_cached(
            "SELECT id FROM terms WHERE workspace = ?1 AND first_seq <= ?2
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row(params![workspace.as_str(), signed(seq)], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}
