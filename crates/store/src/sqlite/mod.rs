//! The store on SQLite: one file, one writer, a few readers.
//!
//! SQLite has one writer, so its file lock stands for every workspace's lock and commands of different workspaces share it.

mod archive;
mod checkpoint;
mod connection;
mod error;
mod feed;
mod flush;
mod migrate;
mod pool;
mod rows;
mod scrub;
mod store;
mod table;
mod transaction;

pub use archive::Archive;

use crate::error::{Result, StoreError};
use pool::{Pool, blocking};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file's name where a folder is given.
pub const FILE: &str = "relay.db";

/// The relay's storage in one SQLite file. Made by [`SqliteStore::open`].
pub struct SqliteStore {
    pool: Pool,
    path: PathBuf,
}

impl SqliteStore {
    /// Opens the file, or [`FILE`] in an existing folder; makes it where missing and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Newer`] for a file of a newer version, [`StoreError::Damaged`] for one that is not a database or cannot be
    /// opened, [`StoreError::Full`] without room, [`StoreError::Retry`] while another process holds the lock.
    pub async fn open(place: impl AsRef<Path>) -> Result<Arc<Self>> {
        let place = place.as_ref().to_owned();
        blocking(move || {
            connection::check_version(rusqlite::version_number())?;
            let path = if place.is_dir() {
                place.join(FILE)
            } else {
                place
            };
            make_private(&path)?;
            let mut writer = connection::writer(&path)?;
            migrate::run(&mut writer, migrate::STEPS)?;
            Ok(Arc::new(Self {
                pool: Pool::new(&path, writer)?,
                path,
            }))
        })
        .await
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Makes a missing file readable by its owner only; SQLite gives the log and the shared memory the same rights.
fn make_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => {
            Err(StoreError::Full(error.to_string()))
        }
        Err(error) => Err(StoreError::Damaged(error.to_string())),
    }
}
