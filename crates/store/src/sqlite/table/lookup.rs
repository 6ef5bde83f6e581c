//! Unique keys that lead to records: phone numbers, channel identities, provider message ids, the open conversation.

use super::id;
use crate::error::Result;
use crate::model::LookupKey;
use domain::id::{RecordId, WorkspaceId};
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE lookup (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (workspace, space, key)
) STRICT, WITHOUT ROWID;
";

pub(in crate::sqlite) fn get(
    conn: &Connection,
    workspace: &WorkspaceId,
    key: &LookupKey,
) -> Result<Option<RecordId>> {
    Ok(conn
        .prepare_cached(
            "SELECT record FROM lookup WHERE workspace = ?1 AND space = ?2 AND key = ?3",
        )?
        .query_row(params![workspace.as_str(), key.space, key.key], |row| {
            id(row, 0)
        })
        .optional()?)
}

/// Points a key at a record; the transaction has looked where it led before.
pub(in crate::sqlite) fn set(
    conn: &Connection,
    workspace: &WorkspaceId,
    key: &LookupKey,
    to: &RecordId,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO lookup (workspace, space, key, record) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (workspace, space, key) DO UPDATE SET record = excluded.record",
    )?
    .execute(params![workspace.as_str(), key.space, key.key, to.as_str()])?;
    Ok(())
}

pub(in crate::sqlite) fn remove(
    conn: &Connection,
    workspace: &WorkspaceId,
    key: &LookupKey,
) -> Result<()> {
    conn.prepare_cached("DELETE FROM lookup WHERE workspace = ?1 AND space = ?2 AND key = ?3")?
        .execute(params![workspace.as_str(), key.space, key.key])?;
    Ok(())
}
