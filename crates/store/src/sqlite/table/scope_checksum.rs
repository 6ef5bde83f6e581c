//! Count and sum of each scope's living records, kept in the same transaction as the records.

use super::number;
use crate::error::Result;
use domain::id::WorkspaceId;
use domain::record::Scope;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE scope_checksum (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  scope TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  -- Modulo 2^64, kept as the signed number with the same bits.
  sum INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace, scope)
) STRICT, WITHOUT ROWID;
";

/// A scope's count and sum; zeros where nothing ever was.
pub(in crate::sqlite) fn get(
    conn: &Connection,
    workspace: &WorkspaceId,
    scope: &Scope,
) -> Result<(u64, u64)> {
    let found = conn
        .prepare_cached(
            "SELECT count, sum FROM scope_checksum WHERE workspace = ?1 AND scope = ?2",
        )?
        .query_row(params![workspace.as_str(), scope.as_str()], |row| {
            Ok((number(row, 0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Writes a scope's count and sum. SQLite's own addition would turn into floating point at the edge, so Rust adds.
pub(in crate::sqlite) fn set(
    conn: &Connection,
    workspace: &WorkspaceId,
    scope: &Scope,
    count: u64,
    sum: u64,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO scope_checksum (workspace, scope, count, sum) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (workspace, scope) DO UPDATE SET count = excluded.count, sum = excluded.sum",
    )?
    .execute(params![
        workspace.as_str(),
        scope.as_str(),
        super::signed(count),
        sum.cast_signed()
    ])?;
    Ok(())
}
