//! Hotels.

use super::id;
use crate::error::Result;
use crate::model::Workspace;
use domain::id::WorkspaceId;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
-- A hotel. The row is the lock of its sequence on databases that have row locks; it is never updated for it.
CREATE TABLE workspace (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  demo INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
";

/// Adds a hotel; true if it was new.
pub(in crate::sqlite) fn insert(conn: &Connection, workspace: &Workspace) -> Result<bool> {
    let added = conn
        .prepare_cached(
            "INSERT INTO workspace (id, name, demo) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![
            workspace.id.as_str(),
            workspace.name,
            workspace.demo
        ])?;
    Ok(added == 1)
}

pub(in crate::sqlite) fn all(conn: &Connection) -> Result<Vec<Workspace>> {
    let mut statement = conn.prepare_cached("SELECT id, name, demo FROM workspace ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok(Workspace {
            id: id(row, 0)?,
            name: row.get(1)?,
            demo: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn exists(conn: &Connection, workspace: &WorkspaceId) -> Result<bool> {
    let found: Option<i64> = conn
        .prepare_cached("SELECT 1 FROM workspace WHERE id = ?1")?
        .query_row([workspace.as_str()], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}
