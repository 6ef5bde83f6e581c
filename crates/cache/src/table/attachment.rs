//! Files beside half-written texts, per conversation and mode, across restarts.

use super::draft::DraftMode;
use crate::error::Result;
use crate::migrate::Migration;
use domain::id::{ConversationId, MediaId};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-22 file attachment",
    sql: "
CREATE TABLE attachment (
  nr INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order they were added
  id TEXT NOT NULL UNIQUE,
  conversation TEXT NOT NULL,
  mode TEXT NOT NULL,                   -- 'reply' | 'note'
  name TEXT NOT NULL,
  mime TEXT NOT NULL,                   -- as claimed; by its bytes once whole
  size INTEGER NOT NULL,
  file TEXT NOT NULL,                   -- file.name
  media TEXT NOT NULL DEFAULT ''        -- file.media; '' = not whole yet
) STRICT;
CREATE INDEX attachment_place ON attachment (conversation, mode, nr);
",
}];

/// A file beside a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Id.
    pub id: String,
    /// Where.
    pub conversation: ConversationId,
    /// For whom.
    pub mode: DraftMode,
    /// Its name.
    pub name: String,
    /// Its type.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// On the disk.
    pub file: String,
    /// Its digest, once whole.
    pub media: Option<MediaId>,
}

const COLUMNS: &str = "id, conversation, mode, name, mime, size, file, media";

fn from_row(row: &Row<'_>) -> rusqlite::Result<AttachmentRow> {
    let bad = |column: usize| {
        rusqlite::Error::InvalidColumnType(column, COLUMNS.to_owned(), rusqlite::types::Type::Text)
    };
    let media: String = row.get(7)?;
    Ok(AttachmentRow {
        id: row.get(0)?,
        conversation: ConversationId::new(row.get_ref(1)?.as_str()?).map_err(|_| bad(1))?,
        mode: match row.get_ref(2)?.as_str()? {
            "note" => DraftMode::Note,
            _ => DraftMode::Reply,
        },
        name: row.get(3)?,
        mime: row.get(4)?,
        size: u64::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
        file: row.get(6)?,
        media: match media.as_str() {
            "" => None,
            text => Some(MediaId::new(text).map_err(|_| bad(7))?),
        },
    })
}

/// Reads them.
#[derive(Debug, Clone, Copy)]
pub struct AttachmentReader<'c>(pub(crate) &'c Connection);

impl AttachmentReader<'_> {
    /// One.
    ///
    /// # Errors
    /// As every read.
    pub fn get(&self, id: &str) -> Result<Option<AttachmentRow>> {
        let sql = format!("SELECT {COLUMNS} FROM attachment WHERE id = ?1");
        Ok(self
            .0
            .prepare_cached(&sql)?
            .query_row([id], from_row)
            .optional()?)
    }

    /// Those beside a draft, in the order they were added.
    ///
    /// # Errors
    /// As every read.
    pub fn of(&self, conversation: &ConversationId, mode: DraftMode) -> Result<Vec<AttachmentRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM attachment WHERE conversation = ?1 AND mode = ?2 ORDER BY nr"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map([conversation.as_str(), mode.as_str()], from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All of them.
    ///
    /// # Errors
    /// As every read.
    pub fn all(&self) -> Result<Vec<AttachmentRow>> {
        let sql = format!("SELECT {COLUMNS} FROM attachment ORDER BY nr");
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map([], from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Writes them; use [`crate::Durability::Full`].
#[derive(Debug, Clone, Copy)]
pub struct AttachmentWriter<'c>(pub(crate) &'c Connection);

impl AttachmentWriter<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// As every write.
    pub fn add(&self, row: &AttachmentRow) -> Result<()> {
        self.0
            .prepare_cached(
                "INSERT INTO attachment (id, conversation, mode, name, mime, size, file)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                row.id,
                row.conversation.as_str(),
                row.mode.as_str(),
                row.name,
                row.mime,
                i64::try_from(row.size).unwrap_or(i64::MAX),
                row.file
            ])?;
        Ok(())
    }

    /// Its bytes are all here.
    ///
    /// # Errors
    /// As every write.
    pub fn whole(&self, id: &str, media: &MediaId, mime: &str) -> Result<()> {
        self.0.execute(
            "UPDATE attachment SET media = ?2, mime = ?3 WHERE id = ?1",
            [id, media.as_str(), mime],
        )?;
        Ok(())
    }

    /// Takes one away; its file stays.
    ///
    /// # Errors
    /// As every write.
    pub fn remove(&self, id: &str) -> Result<()> {
        self.0
            .execute("DELETE FROM attachment WHERE id = ?1", [id])?;
        Ok(())
    }
}

pub(crate) fn forget_conversation(conn: &Connection, conversation: &ConversationId) -> Result<()> {
    conn.prepare_cached("DELETE FROM attachment WHERE conversation = ?1")?
        .execute([conversation.as_str()])?;
    Ok(())
}
