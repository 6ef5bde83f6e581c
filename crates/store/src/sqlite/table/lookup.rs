//! Unique keys that lead to records: phone numbers, channel identities, provider message ids, the open conversation.

use super::{id, json};
use crate::error::Result;
use crate::model::LookupKey;
use domain::id::{RecordId, WorkspaceId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

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

/// Keys that lead to any of these: reads every key of the hotel.
pub(in crate::sqlite) fn leading_to(
    conn: &Connection,
    workspace: &WorkspaceId,
    records: &BTreeSet<RecordId>,
) -> Result<Vec<(String, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT space, key FROM lookup
         WHERE workspace = ?1 AND record IN (SELECT value FROM json_each(?2))",
    )?;
    let rows = statement.query_map(params![workspace.as_str(), json(records)?], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every key of a space.
pub(in crate::sqlite) fn of_space(
    conn: &Connection,
    workspace: &WorkspaceId,
    space: &str,
) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare_cached("SELECT key FROM lookup WHERE workspace = ?1 AND space = ?2")?;
    let rows = statement.query_map(params![workspace.as_str(), space], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn forget(
    conn: &Connection,
    workspace: &WorkspaceId,
    keys: &[(String, String)],
) -> Result<()> {
    let mut delete =
        conn.prepare_cached("DELETE FROM lookup WHERE workspace = ?1 AND space = ?2 AND key = ?3")?;
    for (space, key) in keys {
        delete.execute(params![workspace.as_str(), space, key])?;
    }
    Ok(())
}
