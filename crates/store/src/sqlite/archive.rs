//! A backup in one file: an SQLite file of its own that holds files in pieces, each with its digest.
//!
//! What it holds is the caller's business; that it comes out as it went in is this file's. It is written beside and renamed, so a
//! backup that was cut off is none.

use super::pool::blocking;
use crate::error::{Result, StoreError};
use rusqlite::{Connection, OpenFlags, params};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of a piece.
const PIECE: usize = 8 << 20;

/// `application_id` of a finished backup: "Bhop".
const MAGIC: i32 = 0x4268_6f70;

const DDL: &str = "
CREATE TABLE file (name TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT;
CREATE TABLE piece (
  file TEXT NOT NULL REFERENCES file (name),
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (file, number)
) STRICT;
";

/// A backup that is being written, or one that is read.
pub struct Archive {
    conn: Connection,
    path: PathBuf,
}

impl Archive {
    /// Begins a backup beside `path`, which must not exist.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if `path` exists; the disk.
    pub fn create(path: &Path) -> Result<Self> {
        if path.exists() {
            return Err(StoreError::Taken(path.display().to_string()));
        }
        let beside = beside(path);
        remove(&beside)?;
        super::make_private(&beside)?;
        let conn = Connection::open(&beside)?;
        conn.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL;")?;
        conn.execute_batch(DDL)?;
        Ok(Self {
            conn,
            path: path.to_owned(),
        })
    }

    /// Adds what `from` reads under `name`.
    ///
    /// # Errors
    /// The disk, or a name that is there already.
    pub fn add(&self, name: &str, mut from: impl Read) -> Result<()> {
        let tx = self.conn.unchecked_transaction()?;
        tx.execute(
            "INSERT INTO file (name, size, sha256) VALUES (?1, 0, '')",
            [name],
        )?;
        let (mut digest, mut size) = (Sha256::new(), 0_i64);
        for number in 0_i64.. {
            let mut bytes = Vec::new();
            from.by_ref()
                .take(PIECE as u64)
                .read_to_end(&mut bytes)
                .map_err(|error| disk(&error))?;
            if bytes.is_empty() {
                break;
            }
            digest.update(&bytes);
            size += i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            tx.execute(
                "INSERT INTO piece (file, number, bytes) VALUES (?1, ?2, ?3)",
                params![name, number, bytes],
            )?;
        }
        let digest = hex::encode(digest.finalize());
        tx.execute(
            "UPDATE file SET size = ?2, sha256 = ?3 WHERE name = ?1",
            params![name, size, digest],
        )?;
        Ok(tx.commit()?)
    }

    /// The backup is whole: it gets its name.
    ///
    /// # Errors
    /// The disk.
    pub fn finish(self) -> Result<()> {
        self.conn.pragma_update(None, "application_id", MAGIC)?;
        let from = beside(&self.path);
        self.conn
            .close()
            .map_err(|(_, error)| StoreError::from(error))?;
        File::open(&from)
            .and_then(|file| file.sync_all())
            .map_err(|error| disk(&error))?;
        std::fs::rename(&from, &self.path).map_err(|error| disk(&error))
    }

    /// Opens a finished backup to be read.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for anything else.
    pub fn open(path: &Path) -> Result<Self> {
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let magic: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if magic != MAGIC {
            return Err(StoreError::Damaged("not a backup".to_owned()));
        }
        Ok(Self {
            conn,
            path: path.to_owned(),
        })
    }

    /// The names in it.
    ///
    /// # Errors
    /// The disk.
    pub fn names(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare("SELECT name FROM file ORDER BY name")?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// Writes a file out and checks it against its digest.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if it is not there or not what went in; the disk.
    pub fn extract(&self, name: &str, mut to: impl Write) -> Result<()> {
        let (size, expected): (i64, String) = self.conn.query_row(
            "SELECT size, sha256 FROM file WHERE name = ?1",
            [name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let mut statement = self
            .conn
            .prepare("SELECT bytes FROM piece WHERE file = ?1 ORDER BY number")?;
        let mut pieces = statement.query([name])?;
        let (mut digest, mut found) = (Sha256::new(), 0_i64);
        while let Some(piece) = pieces.next()? {
            let bytes = piece.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            digest.update(bytes);
            found += i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            to.write_all(bytes).map_err(|error| disk(&error))?;
        }
        if found != size || hex::encode(digest.finalize()) != expected {
            return Err(StoreError::Damaged(format!("{name} in the backup")));
        }
        Ok(())
    }
}

impl super::SqliteStore {
    /// Copies the database as of one moment into a new file, while it goes on being written, and notes `marks` in the copy's
    /// settings.
    ///
    /// # Errors
    /// [`StoreError::Full`] without room; the disk.
    pub async fn copy_to(&self, to: &Path, marks: Vec<(String, String)>) -> Result<()> {
        let (from, to) = (self.path.clone(), to.to_owned());
        blocking(move || {
            remove(&to)?;
            // An empty file is written into and keeps its rights.
            super::make_private(&to)?;
            let conn = super::connection::plain(&from)?;
            conn.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
            let copy = super::connection::plain(&to)?;
            for (name, value) in &marks {
                super::table::setting::put(&copy, name, value)?;
            }
            let sound: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            if sound != "ok" {
                return Err(StoreError::Damaged(sound));
            }
            Ok(())
        })
        .await
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(disk(&error)),
        _ => Ok(()),
    }
}

fn disk(error: &std::io::Error) -> StoreError {
    if error.kind() == std::io::ErrorKind::StorageFull {
        StoreError::Full(error.to_string())
    } else {
        StoreError::Damaged(error.to_string())
    }
}
