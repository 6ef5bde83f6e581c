//! What can be saved from a file that is about to be wiped.

use crate::key::CacheKey;
use crate::open;
use crate::table::file::{self, FileRow};
use crate::table::outbox::{self, OutboxEntry};
use std::path::Path;

/// Reads the outbox of a damaged file as far as it can be read; an empty list if nothing can. Never fails: after this the file
/// is wiped either way, and what is here goes into the new one with [`crate::OutboxWriter::restore`].
#[must_use]
pub fn rescue_outbox(path: &Path, key: &CacheKey) -> Vec<OutboxEntry> {
    rescue(path, key, &outbox::select_all(), outbox::from_row)
}

/// Reads the keys of files as [`rescue_outbox`] reads the outbox: what waits to be sent may carry some of them. They go into the
/// new cache with [`crate::FilesWriter::begin`].
#[must_use]
pub fn rescue_files(path: &Path, key: &CacheKey) -> Vec<FileRow> {
    rescue(path, key, file::RESCUE, file::from_row)
}

fn rescue<T>(
    path: &Path,
    key: &CacheKey,
    sql: &str,
    read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Vec<T> {
    if !path.exists() {
        return Vec::new();
    }
    let Ok(conn) = open::connect_reader(path, Some(key), 4_096) else {
        return Vec::new();
    };
    let Ok(mut statement) = conn.prepare(sql) else {
        return Vec::new();
    };
    let Ok(rows) = statement.query_map([], read) else {
        return Vec::new();
    };
    // An error of the file repeats for ever, so the first one ends the reading; what came before it counts.
    rows.map_while(Result::ok).collect()
}
