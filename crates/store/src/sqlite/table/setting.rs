//! Settings of the store itself.

use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

pub(in crate::sqlite) fn get(conn: &Connection, name: &str) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// The first value of a name stays; returns what stands.
pub(in crate::sqlite) fn keep(conn: &Connection, name: &str, value: &str) -> Result<String> {
    conn.prepare_cached(
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
    )?
    .execute(params![name, value])?;
    Ok(get(conn, name)?.unwrap_or_default())
}

pub(in crate::sqlite) fn put(conn: &Connection, name: &str, value: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}
