//! What can be saved from a file that is about to be wiped.

use crate::key::CacheKey;
use crate::open;
use crate::table::outbox::{self, OutboxEntry};
use std::path::Path;

/// Reads the outbox of a damaged file as far as it can be read; an empty list if nothing can. Never fails: after this the file
/// is wiped either way, and what is here goes into the new one with [`crate::OutboxWriter::restore`].
#[must_use]
pub fn rescue_outbox(path: &Path, key: &CacheKey) -> Vec<OutboxEntry> {
    if !path.exists() {
        return Vec::new();
    }
    let Ok(conn) = open::connect_reader(path, Some(key)) else {
        return Vec::new();
    };
    let Ok(mut statement) = conn.prepare(&outbox::select_all()) else {
        return Vec::new();
    };
    let Ok(rows) = statement.query_map([], outbox::from_row) else {
        return Vec::new();
    };
    // An error of the file repeats for ever, so the first one ends the reading; what came before it counts.
    rows.map_while(Result::ok).collect()
}
