//! Keys of the files beside the cache. Without its row a file is noise.

use crate::error::Result;
use crate::files::FileKey;
use crate::migrate::Migration;
use domain::id::{ContactId, ConversationId, MediaId};
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeSet;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
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
    },
    Migration {
        name: "2026-11-30 file contact",
        sql: "
-- '' = it goes with its conversation, which is '' where this is not
ALTER TABLE file ADD COLUMN contact TEXT NOT NULL DEFAULT '';
CREATE INDEX file_contact ON file (contact) WHERE contact <> '';
",
    },
];

/// What a file goes with: it is forgotten together with that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileOwner {
    /// A conversation: files of its messages and drafts.
    Conversation(ConversationId),
    /// A contact: their picture.
    Contact(ContactId),
}

impl FileOwner {
    /// Conversation and contact as the table has them.
    fn columns(&self) -> (&str, &str) {
        match self {
            Self::Conversation(id) => (id.as_str(), ""),
            Self::Contact(id) => ("", id.as_str()),
        }
    }
}

/// A file.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// On the disk.
    pub name: String,
    /// Its digest; absent while it is not whole.
    pub media: Option<MediaId>,
    /// It goes with this.
    pub owner: FileOwner,
    /// Its key.
    pub key: FileKey,
    /// Bytes.
    pub size: u64,
    /// Bytes the relay has, while it is uploaded.
    pub sent: u64,
}

const COLUMNS: &str = "name, media, conversation, key, size, sent, contact";

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
        owner: match (row.get_ref(2)?.as_str()?, row.get_ref(6)?.as_str()?) {
            (id, "") => FileOwner::Conversation(ConversationId::new(id).map_err(|_| bad(2))?),
            (_, id) => FileOwner::Contact(ContactId::new(id).map_err(|_| bad(6))?),
        },
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

/// Files of conversations, also from a cache that knew no others: uploads are among them.
pub(crate) const RESCUE: &str = "SELECT name, media, conversation, key, size, sent, '' FROM file WHERE conversation <> '' ORDER BY name";

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
        let (conversation, contact) = row.owner.columns();
        self.0
            .prepare_cached(
                "INSERT INTO file (name, media, conversation, key, size, sent, used_at, contact)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                row.name,
                row.media.as_ref().map_or("", MediaId::as_str),
                conversation,
                row.key.bytes(),
                signed(row.size),
                signed(row.sent),
                now.0,
                contact
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

    /// Forgets a file; false if that was done already.
    ///
    /// # Errors
    /// As every write.
    pub fn forget(&self, name: &str) -> Result<bool> {
        let gone = self
            .0
            .prepare_cached("DELETE FROM file WHERE name = ?1")?
            .execute([name])?;
        Ok(gone > 0)
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

/// A conversation is forgotten: its files with it, but for those that a command still carries. How many went.
pub(crate) fn forget_conversation(
    conn: &Connection,
    conversation: &ConversationId,
) -> Result<usize> {
    // An action names its file by digest; 64 hexadecimal digits stand in it for nothing else.
    let mut statement = conn.prepare_cached(
        "DELETE FROM file WHERE conversation = ?1 AND NOT EXISTS
           (SELECT 1 FROM outbox WHERE file.media <> '' AND instr(outbox.action, file.media) > 0)",
    )?;
    Ok(statement.execute([conversation.as_str()])?)
}

/// A contact has this picture now, or is forgotten: files that were theirs before go. How many went.
pub(crate) fn forget_pictures(
    conn: &Connection,
    contact: &ContactId,
    but: Option<&MediaId>,
) -> Result<usize> {
    // Which picture one is that is still being fetched is not known yet.
    let mut statement = conn.prepare_cached(
        "DELETE FROM file WHERE contact = ?1 AND contact <> '' AND (?2 = '' OR media NOT IN ('', ?2))",
    )?;
    Ok(statement.execute([contact.as_str(), but.map_or("", MediaId::as_str)])?)
}
