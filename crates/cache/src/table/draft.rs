//! Half-written texts, per conversation and mode, across restarts (BEYOND 2.5, 4).

use crate::error::Result;
use crate::migrate::Migration;
use domain::id::ConversationId;
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 draft",
    sql: "
CREATE TABLE draft (
  conversation TEXT NOT NULL,
  mode TEXT NOT NULL,       -- 'reply' | 'note'
  text TEXT NOT NULL,
  at INTEGER NOT NULL,      -- ms, when it was last changed
  PRIMARY KEY (conversation, mode)
) STRICT, WITHOUT ROWID;
",
}];

/// For whom a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftMode {
    /// For the guest.
    Reply,
    /// For colleagues.
    Note,
}

impl DraftMode {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text, never empty.
    pub text: String,
    /// When it was last changed.
    pub at: UnixMillis,
}

/// Reads drafts.
#[derive(Debug, Clone, Copy)]
pub struct DraftReader<'c>(pub(crate) &'c Connection);

impl DraftReader<'_> {
    /// The draft of a conversation in a mode.
    ///
    /// # Errors
    /// As every read.
    pub fn get(&self, conversation: &ConversationId, mode: DraftMode) -> Result<Option<Draft>> {
        Ok(self
            .0
            .prepare_cached("SELECT text, at FROM draft WHERE conversation = ?1 AND mode = ?2")?
            .query_row([conversation.as_str(), mode.as_str()], |row| {
                Ok(Draft {
                    text: row.get(0)?,
                    at: UnixMillis(row.get(1)?),
                })
            })
            .optional()?)
    }
}

/// Writes drafts; use [`crate::Durability::Full`].
#[derive(Debug, Clone, Copy)]
pub struct DraftWriter<'c>(pub(crate) &'c Connection);

impl DraftWriter<'_> {
    /// Keeps a draft; an empty text removes it.
    ///
    /// # Errors
    /// As every write.
    pub fn set(
        &self,
        conversation: &ConversationId,
        mode: DraftMode,
        text: &str,
        at: UnixMillis,
    ) -> Result<()> {
        if text.is_empty() {
            self.0
                .prepare_cached("DELETE FROM draft WHERE conversation = ?1 AND mode = ?2")?
                .execute([conversation.as_str(), mode.as_str()])?;
        } else {
            self.0
                .prepare_cached(
                    "INSERT INTO draft (conversation, mode, text, at) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (conversation, mode) DO UPDATE SET text = excluded.text, at = excluded.at",
                )?
                .execute(params![conversation.as_str(), mode.as_str(), text, at.0])?;
        }
        Ok(())
    }

    /// Removes both drafts of a conversation.
    ///
    /// # Errors
    /// As every write.
    pub fn forget(&self, conversation: &ConversationId) -> Result<()> {
        self.0.execute(
            "DELETE FROM draft WHERE conversation = ?1",
            [conversation.as_str()],
        )?;
        Ok(())
    }
}
