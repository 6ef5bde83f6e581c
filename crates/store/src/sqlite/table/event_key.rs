//! Keys of events already applied, for eight days: providers repeat for a week at most.

use crate::error::Result;
use crate::kept;
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE event_key (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_key_at ON event_key (at);
";

pub(in crate::sqlite) fn known(
    conn: &Connection,
    workspace: &WorkspaceId,
    key: &str,
) -> Result<bool> {
    let found: Option<i64> = conn
        .prepare_cached("SELECT 1 FROM event_key WHERE workspace = ?1 AND key = ?2")?
        .query_row(params![workspace.as_str(), key], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

pub(in crate::sqlite) fn insert(
    conn: &Connection,
    workspace: &WorkspaceId,
    key: &str,
    at: UnixMillis,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO event_key (workspace, key, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (workspace, key) DO NOTHING",
    )?
    .execute(params![workspace.as_str(), key, at.0])?;
    Ok(())
}

/// Whether any key lies in [from, to).
pub(in crate::sqlite) fn any(
    conn: &Connection,
    workspace: &WorkspaceId,
    (from, to): (&str, &str),
) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM event_key WHERE workspace = ?1 AND key >= ?2 AND key < ?3)",
        )?
        .query_row(params![workspace.as_str(), from, to], |row| row.get(0))?)
}

/// Every key of a hotel.
pub(in crate::sqlite) fn all(conn: &Connection, workspace: &WorkspaceId) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT key FROM event_key WHERE workspace = ?1")?;
    let rows = statement.query_map([workspace.as_str()], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn forget(
    conn: &Connection,
    workspace: &WorkspaceId,
    keys: &[String],
) -> Result<()> {
    let mut delete =
        conn.prepare_cached("DELETE FROM event_key WHERE workspace = ?1 AND key = ?2")?;
    for key in keys {
        delete.execute(params![workspace.as_str(), key])?;
    }
    Ok(())
}

pub(in crate::sqlite) fn sweep(conn: &Connection, now: UnixMillis) -> Result<()> {
    conn.prepare_cached("DELETE FROM event_key WHERE at < ?1")?
        .execute([now.plus(-kept::EVENT_KEY).0])?;
    Ok(())
}
