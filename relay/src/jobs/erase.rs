//! What is left to do once a guest's records are gone: the line in the journal, the files, and what the database's own files still
//! hold. Every step can be done again, so a run that was cut off is repeated.

use super::Runner;
use super::deliver::DATABASE_PAUSE;
use crate::engine::{EraseJob, JobKind, JobOutcome, JobResult};
use crate::erasure::{Journal, JournalError};
use crate::media::{Library, MediaError};
use domain::id::MediaId;
use domain::time::MINUTE;
use std::collections::BTreeSet;
use store::Store;
use store::copy::{Row, TABLES, Table, Value};
use store::error::StoreError;
use store::model::Job;

/// Rows looked at together.
const PAGE: usize = 500;
/// Lease of one on the command line, in milliseconds.
const LEASE: i64 = 10 * MINUTE;

/// Why something of a guest may still be there; it is tried again.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Somebody reads the database's log; it empties a moment later.
    #[error("the database's log is being read")]
    Busy,
    /// The list of tables lacks one.
    #[error("there is no table {0}")]
    NoTable(&'static str),
    /// The engine does not take the end of the job.
    #[error(transparent)]
    Engine(#[from] crate::engine::EngineError),
}

impl Runner {
    pub(super) async fn erase(&self, job: &Job, it: &EraseJob) -> JobOutcome {
        match self.rest_of_erasure(it).await {
            Ok(()) => JobOutcome::Nothing,
            Err(error) => {
                tracing::warn!(%error, job = job.id, "an erasure goes on later: {error}");
                JobOutcome::Again {
                    at: self.engine.clock().now().plus(DATABASE_PAUSE),
                }
            }
        }
    }

    /// Does what erasures have left to do now, and nothing else; for the command line.
    ///
    /// # Errors
    /// [`EraseError`]; a relay that starts over the data goes on with it.
    pub async fn finish_erasures(&self) -> Result<(), EraseError> {
        let store = self.engine.store();
        loop {
            let now = self.engine.clock().now();
            let kinds = [JobKind::Erase.as_str()];
            let jobs = store.claim_jobs(&kinds, now, LEASE, 1).await?;
            let Some(job) = jobs.into_iter().next() else {
                return Ok(());
            };
            let done = match super::payload::<EraseJob>(&job) {
                Some(it) => self.rest_of_erasure(&it).await,
                None => Ok(()),
            };
            let result = JobResult {
                job: job.id,
                outcome: match &done {
                    Ok(()) => JobOutcome::Nothing,
                    Err(_) => JobOutcome::Again { at: now },
                },
            };
            self.engine.finish_job(&job.workspace, result).await?;
            done?;
        }
    }

    async fn rest_of_erasure(&self, it: &EraseJob) -> Result<(), EraseError> {
        if let Some(entry) = it.entry.clone() {
            let journal = Journal::new(self.settings.journal.clone());
            seam::blocking(move || journal.append(&entry))
                .await
                .map_err(|_| StoreError::Retry("the runtime is closing".to_owned()))??;
        }
        drop_files(self.engine.store().as_ref(), &self.library, &it.media).await?;
        if self.engine.store().scrub().await? {
            Ok(())
        } else {
            Err(EraseError::Busy)
        }
    }
}

/// Deletes files that nothing names any more: the same picture is kept once, whoever sent it.
async fn drop_files(
    store: &dyn Store,
    library: &Library,
    media: &BTreeSet<MediaId>,
) -> Result<(), EraseError> {
    let mut unused: BTreeSet<&MediaId> = media.iter().collect();
    for (name, column) in [("record", "body"), ("lookup", "key")] {
        retain_unnamed(store, name, column, &mut unused).await?;
    }
    for id in unused {
        library.remove(id).await?;
    }
    Ok(())
}

/// Takes out what a row of the table names. A page at a time and without a lock: who brings a file again after the records are gone has
/// its key in place before the file.
async fn retain_unnamed(
    store: &dyn Store,
    name: &'static str,
    column: &str,
    unused: &mut BTreeSet<&MediaId>,
) -> Result<(), EraseError> {
    let table: &'static Table = TABLES
        .iter()
        .find(|table| table.name == name)
        .ok_or(EraseError::NoTable(name))?;
    let at = table.columns.iter().position(|it| it.name() == column);
    let mut after: Option<Row> = None;
    while !unused.is_empty() {
        let page = store.rows(table, after.as_ref(), PAGE).await?;
        for row in &page {
            if let Some(Value::Text(text)) = at.and_then(|at| row.get(at)) {
                unused.retain(|id| !text.contains(id.as_str()));
            }
        }
        let full = page.len() == PAGE;
        after = page.into_iter().next_back();
        if !full {
            break;
        }
    }
    Ok(())
}
