//! Checkpoints on their own connection.
//!
//! After a commit the writer looks at the log: above [`PASSIVE_PAGES`] not yet copied, a passive checkpoint starts beside it;
//! above [`TRUNCATE_BYTES`] the writer itself waits for a truncating one, so a slow reader cannot let the log grow
//! without end.

use crate::error::{Result, StoreError};
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Pages in the log that start a checkpoint in the background (4 MiB).
pub(super) const PASSIVE_PAGES: i64 = 1_000;
/// Size of the log at which the writer waits.
pub(super) const TRUNCATE_BYTES: i64 = 64 * 1024 * 1024;
const PAGE_BYTES: i64 = 4_096;

/// What is to be done about a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    Passive,
    Truncate,
}

/// Decides by the pages in the log and those already copied.
pub(super) fn need(pages: i64, copied: i64) -> Need {
    if pages.saturating_mul(PAGE_BYTES) > TRUNCATE_BYTES {
        Need::Truncate
    } else if pages.saturating_sub(copied) > PASSIVE_PAGES {
        Need::Passive
    } else {
        Need::Nothing
    }
}

pub(super) struct Checkpointer {
    conn: Mutex<Connection>,
    running: AtomicBool,
}

impl Checkpointer {
    pub(super) fn new(conn: Connection) -> Arc<Self> {
        Arc::new(Self {
            conn: Mutex::new(conn),
            running: AtomicBool::new(false),
        })
    }

    /// Called by the writer after a commit, on a thread that may block. Never fails: the commit already stands.
    pub(super) fn after_commit(self: &Arc<Self>, writer: &Connection) {
        let result = state(writer).and_then(|(pages, copied)| match need(pages, copied) {
            Need::Nothing => Ok(()),
            Need::Passive => {
                self.start_passive();
                Ok(())
            }
            Need::Truncate => self.truncate().map(|_| ()),
        });
        if let Err(error) = result {
            tracing::warn!(%error, "store.checkpoint failed");
        }
    }

    fn start_passive(self: &Arc<Self>) {
        if self.running.swap(true, Ordering::AcqRel) {
            return;
        }
        let this = Arc::clone(self);
        if tokio::runtime::Handle::try_current().is_err() {
            self.running.store(false, Ordering::Release);
            return;
        }
        seam::detached(move || {
            if let Err(error) = this.run("PRAGMA wal_checkpoint(PASSIVE)") {
                tracing::warn!(%error, "store.checkpoint failed");
            }
            this.running.store(false, Ordering::Release);
        });
    }

    /// Copies everything into the file and empties the log, as far as running readers allow; false = they did not.
    pub(super) fn truncate(&self) -> Result<bool> {
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Whether nobody was in the way.
    fn run(&self, sql: &str) -> Result<bool> {
        let conn = self
            .conn
            .lock()
            .map_err(|_| StoreError::Bug("the checkpointer died".to_owned()))?;
        let busy: i64 = conn.query_row(sql, [], |row| row.get(0))?;
        Ok(busy == 0)
    }
}

/// Pages in the log and pages copied, without copying any.
fn state(conn: &Connection) -> Result<(i64, i64)> {
    Ok(conn
        .prepare_cached("PRAGMA wal_checkpoint(NOOP)")?
        .query_row([], |row| Ok((row.get(1)?, row.get(2)?)))?)
}

#[cfg(test)]
mod tests;
