//! The sequence: one row a command.

use super::{number, signed};
use crate::error::Result;
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use rusqlite::{Connection, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE commits (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  seq INTEGER NOT NULL CHECK (seq > 0),
  at INTEGER NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (workspace, seq)
) STRICT, WITHOUT ROWID;
";

/// The last number, 0 before the first command.
pub(in crate::sqlite) fn head(conn: &Connection, workspace: &WorkspaceId) -> Result<u64> {
    Ok(conn
        .prepare_cached("SELECT COALESCE(MAX(seq), 0) FROM commits WHERE workspace = ?1")?
        .query_row([workspace.as_str()], |row| number(row, 0))?)
}

pub(in crate::sqlite) fn insert(
    conn: &Connection,
    workspace: &WorkspaceId,
    seq: u64,
    at: UnixMillis,
    term: &str,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO commits (workspace, seq, at, term) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![workspace.as_str(), signed(seq), at.0, term])?;
    Ok(())
}
