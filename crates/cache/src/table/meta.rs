//! Small facts about the cache itself, each a JSON value under a fixed key.

use crate::apply::Cursor;
use crate::error::Result;
use crate::migrate::Migration;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 meta",
    sql: "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;",
}];

/// What is kept. The type of each value is the writer's; a value that no longer reads counts as absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetaKey {
    /// [`Cursor`]: everything up to here is in the cache.
    Cursor,
    /// Progress of the walk over history, by lane.
    History,
    /// The last comparison of checksums with the relay, and how many scopes ever differed.
    Compared,
    /// The last number that a restored relay shares with this cache, while what it lost is still to be offered.
    Lost,
    /// When the relay last said "you are current" (ms, the relay's clock).
    FreshAt,
    /// The relay's clock minus this computer's, in ms.
    ClockOffset,
    /// The workspace and who is signed in.
    Session,
    /// [`domain::fold::FOLD_VERSION`] of the search index.
    FoldVersion,
    /// Guests whose notifications this person silenced, and until when (ms, this computer's clock).
    Silenced,
    /// Lowest message key the search index holds while it is being rebuilt.
    IndexFloor,
}

impl MetaKey {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Cursor => "cursor",
            Self::History => "history",
            Self::Compared => "compared",
            Self::Lost => "lost",
            Self::FreshAt => "fresh_at",
            Self::ClockOffset => "clock_offset",
            Self::Session => "session",
            Self::FoldVersion => "fold_version",
            Self::Silenced => "silenced",
            Self::IndexFloor => "index_floor",
        }
    }
}

pub(crate) fn get<T: DeserializeOwned>(conn: &Connection, key: MetaKey) -> Result<Option<T>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key.as_str()], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

pub(crate) fn set<T: Serialize + ?Sized>(conn: &Connection, key: MetaKey, value: &T) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![key.as_str(), serde_json::to_string(value)?])?;
    Ok(())
}

/// Reads facts.
#[derive(Debug, Clone, Copy)]
pub struct MetaReader<'c>(pub(crate) &'c Connection);

impl MetaReader<'_> {
    /// A fact; `None` if it was never set or cannot be read as `T`.
    ///
    /// # Errors
    /// As every read.
    pub fn get<T: DeserializeOwned>(&self, key: MetaKey) -> Result<Option<T>> {
        get(self.0, key)
    }

    /// Up to where the cache is complete; `None` before the first page.
    ///
    /// # Errors
    /// As every read.
    pub fn cursor(&self) -> Result<Option<Cursor>> {
        get(self.0, MetaKey::Cursor)
    }
}

/// Writes facts.
#[derive(Debug, Clone, Copy)]
pub struct MetaWriter<'c>(pub(crate) &'c Connection);

impl MetaWriter<'_> {
    /// Sets a fact.
    ///
    /// # Errors
    /// As every write.
    pub fn set<T: Serialize + ?Sized>(&self, key: MetaKey, value: &T) -> Result<()> {
        set(self.0, key, value)
    }

    /// Forgets a fact.
    ///
    /// # Errors
    /// As every write.
    pub fn remove(&self, key: MetaKey) -> Result<()> {
        self.0
            .execute("DELETE FROM meta WHERE key = ?1", [key.as_str()])?;
        Ok(())
    }

    /// Moves the cursor.
    ///
    /// # Errors
    /// As every write.
    pub fn set_cursor(&self, cursor: &Cursor) -> Result<()> {
        set(self.0, MetaKey::Cursor, cursor)
    }
}
