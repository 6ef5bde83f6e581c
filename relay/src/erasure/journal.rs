//! The list of erasures: a line of JSON each, ids and keyed hashes only. It is kept apart from the database, because a restored
//! database is older than it.

use domain::id::{ContactId, RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The journal's file in the data folder, where the settings name none.
pub const FILE: &str = "erasures.jsonl";

/// A record that is gone: enough to leave its tombstone in a database that never had it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gone {
    /// What it was.
    pub kind: Kind,
    /// Which.
    pub id: RecordId,
    /// Who saw it.
    pub scope: Scope,
}

/// One erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Of which hotel.
    pub workspace: WorkspaceId,
    /// The guest.
    pub contact: ContactId,
    /// When.
    pub at: UnixMillis,
    /// Who did it; absent = on the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// The guest's record and conversations.
    pub records: BTreeSet<Gone>,
    /// Keyed hashes of the keys of events that were applied.
    pub events: BTreeSet<String>,
    /// Keyed hashes of what channels called the guest.
    pub names: BTreeSet<String>,
}

/// Why the journal cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {error}")]
pub struct JournalError {
    /// Which file.
    pub path: String,
    /// Why.
    pub error: std::io::Error,
}

/// A journal's place.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    /// At `path`; the file is made with the first erasure.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every erasure, oldest first; none where there is no file. A last line that was cut off is passed over: its erasure comes again.
    ///
    /// # Errors
    /// [`JournalError`], also for a line in the middle that is no erasure.
    pub fn read(&self) -> Result<Vec<Entry>, JournalError> {
        let text = match std::fs::read_to_string(&self.path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            text => text.map_err(|error| self.failed(error))?,
        };
        let mut entries = Vec::new();
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        for line in whole.lines().filter(|line| !line.trim().is_empty()) {
            entries.push(
                serde_json::from_str(line)
                    .map_err(|error| self.failed(std::io::Error::other(error)))?,
            );
        }
        Ok(entries)
    }

    /// Adds an erasure and waits for the disk; one that stands there already is not added again.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn append(&self, entry: &Entry) -> Result<(), JournalError> {
        let same = |it: &Entry| it.workspace == entry.workspace && it.contact == entry.contact;
        if self.read()?.iter().any(same) {
            return Ok(());
        }
        self.write(std::slice::from_ref(entry), true)
    }

    /// `more`: behind what is there; otherwise in its place.
    fn write(&self, entries: &[Entry], more: bool) -> Result<(), JournalError> {
        let mut text = String::new();
        // A line that was cut off must not swallow this one.
        let cut = more
            && std::fs::read(&self.path).is_ok_and(|it| it.last().is_some_and(|b| *b != b'\n'));
        if cut {
            text.push('\n');
        }
        for entry in entries {
            let line = serde_json::to_string(entry);
            text.push_str(&line.map_err(|error| self.failed(std::io::Error::other(error)))?);
            text.push('\n');
        }
        let written = (|| {
            if let Some(folder) = self.path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut options = OpenOptions::new();
            options
                .write(true)
                .create(true)
                .append(more)
                .truncate(!more);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&self.path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })();
        written.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: std::io::Error) -> JournalError {
        JournalError {
            path: self.path.display().to_string(),
            error,
        }
    }
}

/// Lays erasures beside a database that is about to be put in place, so that whatever starts over it erases them first.
///
/// # Errors
/// [`JournalError`].
pub fn lay_pending(data: &Path, entries: &[Entry]) -> Result<(), JournalError> {
    if entries.is_empty() {
        return Ok(());
    }
    Journal::new(data.join(super::PENDING)).write(entries, false)
}
