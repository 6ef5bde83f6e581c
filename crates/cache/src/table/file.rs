//! Keys of the files beside the cache. Without its row a file is noise.

use crate::error::Result;
use crate::files::FileKey;
use crate::migrate::Migration;
use domain::id::{ConversationId, MediaId};
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeSet;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-22 file",
    sql: "
CREATE TABLE file (
  name TEXT NOT NULL PRIMARY KEY,       -- of the file on the disk; says nothing
  media TEXT NOT NULL DEFAULT '',       -- hex of its sha256; '' = not whole yet
  conversation TEXT NOT NULL,           -- it goes with this one
  key BLOB NOT NULL,
  size INTEGER NOT NULL,                -- bytes, without encryption
  sent INTEGER NOT NULL DEFAULT 0,      -- bytes the relay has, while it is uploaded
  used_at INTEGER NOT NULL              -- ms; what was not looked at for the longest goes first
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX file_media ON file (media) WHERE media <> '';
",
}];

/// A file.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// On the disk.
    pub name: String,
    /// Its digest; absent while it is not whole.
    pub media: Option<MediaId>,
    /// It goes with this conversation.
    pub conversation: ConversationId,
    /// Its key.
    pub key: FileKey,
    /// Bytes.
    pub size: u64,
    /// Bytes the relay has, while it is uploaded.
    pub sent: u64,
}

const COLUMNS: &str = "name, media, conversation, key, size, sent";

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    let bad = |column: usize| {
        rusqlite::Error::InvalidColumnType(column, COLUMNS.to_owned(), rusqlite::types::Type::Text)
    };
    let media: String = row.get(1)?;
    Ok(FileRow {
        name: row.get(0)?,
        media: match media.as_str() {
            "" => None,
            text => Some(MediaId::new(text).map_err(|_| bad(1))?),
        },
        conversation: ConversationId::new(row.get_ref(2)?.as_str()?).map_err(|_| bad(2))?,
        key: FileKey::from_slice(row.get_ref(3)?.as_blob()?).ok_or_else(|| bad(3))?,
        size: unsigned(row.get(4)?),
        sent: unsigned(row.get(5)?),
    })
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn select_all() -> String {
    format!("SELECT {COLUMNS} FROM file ORDER BY name")
}

/// Reads keys of files.
#[derive(Debug, Clone, Copy)]
pub struct FilesReader<'c>(pub(crate) &'c Connection);

impl FilesReader<'_> {
    /// A whole file by its digest.
    ///
    /// # Errors
    /// As every read.
    pub fn of_media(&self, media: &MediaId) -> Result<Option<FileRow>> {
        let sql = format!("SELECT {COLUMNS} FROM file WHERE media = ?1 AND media <> ''");
        Ok(self
            .0
            .prepare_cached(&sql)?
            .query_row([media.as_str()], from_row)
            .optional()?)
    }

    /// The names of all files, whole or not.
    ///
    /// # Errors
    /// As every read.
    pub fn names(&self) -> Result<BTreeSet<String>> {
        let mut statement = self.0.prepare_cached("SELECT name FROM file")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Writes keys of files. What leaves here has to leave the disk: [`crate::Cache::sweep_files`] afterwards.
#[derive(Debug, Clone, Copy)]
pub struct FilesWriter<'c>(pub(crate) &'c Connection);

impl FilesWriter<'_> {
    /// Writes a file down, before its first byte.
    ///
    /// # Errors
    /// As every write.
    pub fn begin(&self, row: &FileRow, now: UnixMillis) -> Result<()> {
        self.0
            .prepare_cached(
                "INSERT INTO file (name, media, conversation, key, size, sent, used_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                row.name,
                row.media.as_ref().map_or("", MediaId::as_str),
                row.conversation.as_str(),
                row.key.bytes(),
                signed(row.size),
                signed(row.sent),
                now.0
            ])?;
        Ok(())
    }

    /// The file is whole and on the disk. If the same bytes are here already, the new copy goes.
    ///
    /// # Errors
    /// As every write.
    pub fn whole(&self, name: &str, media: &MediaId) -> Result<()> {
        let changed = self.0.execute(
            "UPDATE OR IGNORE file SET media = ?2 WHERE name = ?1",
            [name, media.as_str()],
        )?;
        if changed == 0 {
            self.forget(name)?;
        }
        Ok(())
    }

    /// Somebody looked at it.
    ///
    /// # Errors
    /// As every write.
    pub fn used(&self, media: &MediaId, now: UnixMillis) -> Result<()> {
        self.0
            .prepare_cached("UPDATE file SET used_at = ?2 WHERE media = ?1")?
            .execute(params![media.as_str(), now.0])?;
        Ok(())
    }

    /// So many bytes are at the relay.
    ///
    /// # Errors
    /// As every write.
    pub fn sent(&self, media: &MediaId, sent: u64) -> Result<()> {
        self.0
            .prepare_cached("UPDATE file SET sent = ?2 WHERE media = ?1")?
            .execute(params![media.as_str(), signed(sent)])?;
        Ok(())
    }

    /// Forgets a file.
    ///
    /// # Errors
    /// As every write.
    pub fn forget(&self, name: &str) -> Result<()> {
        self.0
            .prepare_cached("DELETE FROM file WHERE name = ?1")?
            .execute([name])?;
        Ok(())
    }

    /// After a start: files that were not whole are forgotten, and drafts that stood for them.
    ///
    /// # Errors
    /// As every write.
    pub fn forget_halves(&self) -> Result<()> {
        self.0.execute_batch(
            "DELETE FROM attachment WHERE media = '' AND file IN (SELECT name FROM file WHERE media = '');
             DELETE FROM file WHERE media = ''",
        )?;
        Ok(())
    }

    /// Keeps whole files within `budget` bytes: what was not looked at for the longest goes first, `pinned` never.
    ///
    /// # Errors
    /// As every write.
    pub fn evict(&self, budget: u64, pinned: &BTreeSet<MediaId>) -> Result<usize> {
        let mut statement = self.0.prepare_cached(
            "SELECT name, media, size FROM file WHERE media <> '' ORDER BY used_at, name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                unsigned(row.get(2)?),
            ))
        })?;
        let files: Vec<(String, String, u64)> = rows.collect::<rusqlite::Result<_>>()?;
        let mut total: u64 = files.iter().map(|(_, _, size)| size).sum();
        let mut gone = 0;
        for (name, media, size) in files {
            if total <= budget {
                break;
            }
            if pinned.iter().any(|pinned| pinned.as_str() == media) {
                continue;
            }
            self.forget(&name)?;
            total -= size;
            gone += 1;
        }
        Ok(gone)
    }
}

/// A conversation is forgotten: its files with it, but for those that a command still carries.
pub(crate) fn forget_conversation(conn: &Connection, conversation: &ConversationId) -> Result<()> {
    // An action names its file by digest; 64 hexadecimal digits stand in it for nothing else.
    conn.prepare_cached(
        "DELETE FROM file WHERE conversation = ?1 AND NOT EXISTS
           (SELECT 1 FROM outbox WHERE file.media <> '' AND instr(outbox.action, file.media) > 0)",
    )?
    .execute([conversation.as_str()])?;
    Ok(())
}
