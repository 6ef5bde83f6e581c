//! Opening, configuring and wiping the file.

use crate::error::{Error, OpenError};
use crate::key::CacheKey;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(test)]
pub(crate) mod tests;

/// How long a connection waits for another process before it says busy.
const BUSY: Duration = Duration::from_secs(5);

/// SQLite 3.51.3 mended the WAL-reset fault; 3.52.0 was withdrawn.
pub(crate) fn require_fit_sqlite() -> Result<(), OpenError> {
    let version = rusqlite::version_number();
    if version < 3_051_003 || version == 3_052_000 {
        return Err(OpenError::UnfitSqlite(rusqlite::version()));
    }
    Ok(())
}

/// Opens one connection. Without a key the file is plain: only this crate's own tests do that, to look inside.
pub(crate) fn connect(path: &Path, key: Option<&CacheKey>) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    if let Some(key) = key {
        // SQLCipher would print to standard error; what went wrong comes back as an error value.
        conn.pragma_update(None, "cipher_log_level", "NONE")?;
        conn.pragma_update(None, "key", key.pragma_value().as_str())?;
        // Most of what a page costs is its check. Processors have instructions for this one, and none for the default (SHA512).
        conn.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    }
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(128);
    // A bound value may decide whether a partial index fits, so SQLite would prepare such a statement anew for every value. Statements
    // that want a partial index say its condition in words.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Nothing of a query may reach an unencrypted temporary file, and a freed page must not keep its words.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "secure_delete", "ON")?;
    conn.pragma_update(None, "foreign_keys", "OFF")?;
    Ok(conn)
}

/// The writing connection: WAL, and the first read that shows whether key and file fit.
pub(crate) fn connect_writer(path: &Path, key: Option<&CacheKey>) -> Result<Connection, Error> {
    let conn = connect(path, key)?;
    conn.pragma_update(None, "cache_size", -8_192)?;
    let _tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
    let _mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |r| r.get(0))?;
    conn.pragma_update(None, "synchronous", "NORMAL")?;
    // `Cache::maintain` checkpoints when nobody waits; this is the net below it (16 MiB).
    conn.pragma_update(None, "wal_autocheckpoint", 4096)?;
    Ok(conn)
}

/// A reading connection that refuses to write and keeps so much of the file.
pub(crate) fn connect_reader(
    path: &Path,
    key: Option<&CacheKey>,
    kib: i64,
) -> Result<Connection, Error> {
    let conn = connect(path, key)?;
    conn.pragma_update(None, "cache_size", -kib)?;
    conn.pragma_update(None, "query_only", "ON")?;
    Ok(conn)
}

pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    PathBuf::from(name)
}

/// The write-ahead log.
pub(crate) fn log_path(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

fn seal_path(path: &Path) -> PathBuf {
    beside(path, ".seal")
}

/// Whether the seal beside the file was made with this key. A missing seal says nothing: `None`.
pub(crate) fn seal_fits(path: &Path, key: &CacheKey) -> Option<bool> {
    std::fs::read(seal_path(path))
        .ok()
        .map(|seal| seal == key.seal())
}

/// Writes the seal where there is none.
pub(crate) fn write_seal(path: &Path, key: &CacheKey) -> Result<(), OpenError> {
    if seal_fits(path, key) == Some(true) {
        return Ok(());
    }
    std::fs::write(seal_path(path), key.seal()).map_err(|e| OpenError::Io(e.to_string()))
}

/// Whether a cache file is there at all.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether the file is not there or empty.
pub(crate) fn is_missing(path: &Path) -> bool {
    std::fs::metadata(path).map_or(true, |m| m.len() == 0)
}

/// Deletes the cache with everything beside it, the files of messages too. Delete the key first: then a file that cannot be
/// deleted is noise.
///
/// # Errors
/// The first file that is there and cannot be deleted; the others are deleted all the same.
pub fn wipe(path: &Path) -> std::io::Result<()> {
    let files = match std::fs::remove_dir_all(crate::files::folder(path)) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    };
    wipe_database(path).and(files)
}

/// Deletes the database and leaves the files of messages, whose keys were saved ([`crate::rescue_files`]).
///
/// # Errors
/// As [`wipe`].
pub fn wipe_database(path: &Path) -> std::io::Result<()> {
    let mut result = Ok(());
    for suffix in ["", "-wal", "-shm", "-journal", ".seal"] {
        match std::fs::remove_file(beside(path, suffix)) {
            Ok(()) => {}
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => result = Err(e),
        }
    }
    result
}
