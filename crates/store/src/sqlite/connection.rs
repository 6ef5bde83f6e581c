//! Opening one connection: which SQLite, which pragmas.

use crate::error::{Result, StoreError};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a connection waits for another process's lock.
const BUSY: Duration = Duration::from_secs(5);
/// Prepared statements a connection keeps; the crate has fewer.
const STATEMENTS: usize = 128;

/// Refuses versions whose write-ahead log can lose a checkpoint race (fixed in 3.51.3; 3.52.0 was withdrawn).
pub(super) fn check_version(number: i32) -> Result<()> {
    if number < 3_051_003 || number == 3_052_000 {
        return Err(StoreError::Bug(format!(
            "SQLite {number} is not safe with a write-ahead log"
        )));
    }
    Ok(())
}

/// The connection that writes. `synchronous=FULL`: a commit that was answered survives a power cut (R1).
pub(super) fn writer(path: &Path) -> Result<Connection> {
    let conn = plain(path)?;
    // Checkpoints run on a connection of their own, so a commit never waits for one (but see `checkpoint`).
    conn.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA wal_autocheckpoint = 0;",
    )?;
    Ok(conn)
}

/// A connection that cannot write.
pub(super) fn reader(path: &Path) -> Result<Connection> {
    let conn = plain(path)?;
    conn.execute_batch("PRAGMA query_only = ON;")?;
    Ok(conn)
}

/// A connection that only checkpoints.
pub(super) fn checkpointer(path: &Path) -> Result<Connection> {
    let conn = plain(path)?;
    conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;")?;
    // A truncating checkpoint waits for readers; the writer waits with it, so not for long.
    conn.busy_timeout(Duration::from_secs(1))?;
    Ok(conn)
}

/// A connection as every other one begins.
pub(super) fn plain(path: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // A bound value may decide whether a partial index fits, so SQLite would prepare such a statement anew for every value: a sixth of
    // the relay's time went there. Statements that want a partial index say its condition in words.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(conn)
}

#[cfg(test)]
mod tests {
    use super::check_version;

    #[test]
    fn unsafe_versions_are_refused() {
        for bad in [3_046_001, 3_051_002, 3_052_000] {
            assert!(check_version(bad).is_err(), "{bad}");
        }
        for good in [3_051_003, 3_052_001, 3_053_004] {
            assert!(check_version(good).is_ok(), "{good}");
        }
    }
}
