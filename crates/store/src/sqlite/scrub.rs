//! Writing the file anew, so that nothing deleted stands in it (R11).
//!
//! `VACUUM` copies what lives into a temporary file beside and from there back, through the log. The log is emptied afterwards
//! by the caller.

use super::connection;
use crate::error::Result;
use std::path::Path;

/// Nobody else may write meanwhile: the caller holds the writer.
pub(super) fn write_anew(path: &Path) -> Result<()> {
    let conn = connection::plain(path)?;
    // A copy of everything does not belong into memory.
    conn.execute_batch(
        "PRAGMA temp_store = FILE; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
         VACUUM;",
    )?;
    Ok(())
}
