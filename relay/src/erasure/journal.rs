//! The list of erasures: a line of JSON each, ids and keyed hashes only. It is kept apart from the database, because a restored
//! database is older than it.

use domain::id::{ContactId, RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
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
    /// [`JournalError`], also for a line that is no erasure.
    pub fn read(&self) -> Result<Vec<Entry>, JournalError> {
        match std::fs::read_to_string(&self.path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            text => text.and_then(|text| parse(whole(&text))),
        }
        .map_err(|error| self.failed(error))
    }

    /// Adds an erasure and waits for the disk; one that stands there already is not added again. A line that was cut off makes room.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn append(&self, entry: &Entry) -> Result<(), JournalError> {
        let added = (|| {
            let mut file = self.open()?;
            // The command line and a relay that runs may both have something to add.
            file.lock()?;
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            let there = whole(&text);
            let same = |it: &Entry| it.workspace == entry.workspace && it.contact == entry.contact;
            if parse(there)?.iter().any(same) {
                return Ok(());
            }
            let end = there.len() as u64;
            file.set_len(end)?;
            file.seek(SeekFrom::Start(end))?;
            write(&mut file, std::slice::from_ref(entry))
        })();
        added.map_err(|error| self.failed(error))
    }

    fn replace(&self, entries: &[Entry]) -> Result<(), JournalError> {
        let written = (|| {
            let mut file = self.open()?;
            file.set_len(0)?;
            write(&mut file, entries)
        })();
        written.map_err(|error| self.failed(error))
    }

    /// Readable by its owner only; made where missing.
    fn open(&self) -> std::io::Result<File> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path)
    }

    fn failed(&self, error: std::io::Error) -> JournalError {
        JournalError {
            path: self.path.display().to_string(),
            error,
        }
    }
}

/// The lines that were written to their end.
fn whole(text: &str) -> &str {
    text.rfind('\n')
        .and_then(|end| text.get(..=end))
        .unwrap_or_default()
}

fn parse(lines: &str) -> std::io::Result<Vec<Entry>> {
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).map_err(std::io::Error::other))
        .collect()
}

fn write(file: &mut File, entries: &[Entry]) -> std::io::Result<()> {
    let mut text = String::new();
    for entry in entries {
        text.push_str(&serde_json::to_string(entry).map_err(std::io::Error::other)?);
        text.push('\n');
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Lays erasures beside a database that is about to be put in place, so that whatever starts over it erases them first.
///
/// # Errors
/// [`JournalError`].
pub fn lay_pending(data: &Path, entries: &[Entry]) -> Result<(), JournalError> {
    if entries.is_empty() {
        return Ok(());
    }
    Journal::new(data.join(super::PENDING)).replace(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(contact: &str) -> Entry {
        Entry {
            workspace: WorkspaceId::new("hotel").unwrap(),
            contact: ContactId::new(contact).unwrap(),
            at: UnixMillis(1),
            by: None,
            records: BTreeSet::new(),
            events: BTreeSet::from(["hash".to_owned()]),
            names: BTreeSet::new(),
        }
    }

    fn contacts(journal: &Journal) -> Vec<String> {
        let all = journal.read().unwrap();
        all.iter().map(|it| it.contact.to_string()).collect()
    }

    /// R11: an erasure stands in the list once, a line that was cut off hides none before or after it, and damage is no empty list.
    #[test]
    fn a_journal_survives_a_cut() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path().join("beside/backups.jsonl"));
        assert_eq!(contacts(&journal), Vec::<String>::new());
        for contact in ["a", "b", "a"] {
            journal.append(&entry(contact)).unwrap();
        }
        assert_eq!(contacts(&journal), ["a", "b"]);
        let whole = std::fs::read_to_string(journal.path()).unwrap();
        std::fs::write(journal.path(), format!("{whole}{{\"workspace\":\"ho")).unwrap();
        assert_eq!(contacts(&journal), ["a", "b"], "it comes again");
        journal.append(&entry("c")).unwrap();
        assert_eq!(contacts(&journal), ["a", "b", "c"]);
        std::fs::write(journal.path(), format!("nonsense\n{whole}")).unwrap();
        assert!(journal.read().is_err());
    }

    /// What a restore lays down replaces what an earlier one did.
    #[test]
    fn what_is_pending_is_laid_down_whole() {
        let folder = tempfile::tempdir().unwrap();
        let pending = Journal::new(folder.path().join(crate::erasure::PENDING));
        lay_pending(folder.path(), &[]).unwrap();
        assert!(!pending.path().exists());
        lay_pending(folder.path(), &[entry("a"), entry("b")]).unwrap();
        lay_pending(folder.path(), &[entry("c")]).unwrap();
        assert_eq!(contacts(&pending), ["c"]);
    }
}
