//! Where each message stands: its time key, conversation and author beside the record.

use super::message_fts::{self, Index};
use super::message_key::{self, Place};
use super::record::{self, Record, id_at};
use crate::error::Result;
use crate::migrate::Migration;
use crate::stored::Row;
use domain::id::{ConversationId, MessageId};
use domain::message::{Author, Message};
use domain::record::Kind;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 record message",
    sql: "
CREATE TABLE message (
  key INTEGER PRIMARY KEY,              -- ms * 1024 + counter; rowid of message_fts
  record INTEGER NOT NULL UNIQUE,       -- record.nr
  id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  author TEXT NOT NULL,
  pending INTEGER NOT NULL DEFAULT 0    -- 0 = the relay knows it; else its place after everything known
) STRICT;
CREATE INDEX message_thread ON message (conversation, pending, key);
CREATE INDEX message_pending ON message (pending) WHERE pending > 0;
",
}];

/// A message of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRow {
    /// Place in time; changes when the relay gives the message another time, so keep ids, not keys.
    pub key: i64,
    /// The message as staff see it.
    pub row: Row<Message>,
    /// Whether it was written here and the relay does not know it yet.
    pub pending: bool,
}

/// The newest messages a person has seen in a thread (DESIGN_DESK, Outbox: "what its writer saw").
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastSeen {
    /// Of the guest.
    pub guest: Option<MessageId>,
    /// Of a colleague, to the guest.
    pub staff: Option<MessageId>,
}

#[derive(Deserialize)]
struct TextOnly {
    #[serde(default)]
    text: String,
}

/// What is searched of a stored body.
pub(crate) fn text_of(body: &str) -> String {
    serde_json::from_str::<TextOnly>(body)
        .map(|m| m.text)
        .unwrap_or_default()
}

/// The index entry of a record as it stands.
#[derive(Debug, Clone)]
struct Indexed {
    key: i64,
    pending: i64,
}

fn indexed(conn: &Connection, nr: i64) -> Result<Option<Indexed>> {
    Ok(conn
        .prepare_cached("SELECT key, pending FROM message WHERE record = ?1")?
        .query_row([nr], |row| {
            Ok(Indexed {
                key: row.get(0)?,
                pending: row.get(1)?,
            })
        })
        .optional()?)
}

/// A message to be indexed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'m> {
    pub(crate) nr: i64,
    pub(crate) id: &'m MessageId,
    pub(crate) body: &'m Message,
    /// The text the index holds for this record now; `None` where the record is new.
    pub(crate) old_text: Option<&'m str>,
    /// Written here and unknown to the relay.
    pub(crate) pending: bool,
}

/// Puts or renews the entry; true if it is new.
pub(crate) fn put(conn: &Connection, index: &Index, entry: &Entry<'_>) -> Result<bool> {
    let old = match entry.old_text {
        Some(text) => indexed(conn, entry.nr)?.map(|old| (old, text)),
        None => None,
    };
    let at = message_key::first(entry.body.at.0);
    let stays = old
        .as_ref()
        .is_some_and(|(old, _)| (at..at + message_key::SLOTS).contains(&old.key));
    let pending = match &old {
        _ if !entry.pending => 0,
        Some((old, _)) if old.pending > 0 => old.pending,
        _ => next_pending(conn)?,
    };
    if let Some((old, old_text)) = old.as_ref().filter(|_| stays) {
        index.change(
            conn,
            Some((old.key, old_text)),
            Some((old.key, &entry.body.text)),
        )?;
        conn.prepare_cached(
            "UPDATE message SET conversation = ?2, author = ?3, pending = ?4 WHERE key = ?1",
        )?
        .execute(params![
            old.key,
            entry.body.conversation.as_str(),
            entry.body.author.as_str(),
            pending
        ])?;
        return Ok(false);
    }
    if let Some((old, old_text)) = &old {
        index.change(conn, Some((old.key, old_text)), None)?;
        conn.prepare_cached("DELETE FROM message WHERE key = ?1")?
            .execute([old.key])?;
    }
    let key = free_key(conn, index, entry.body.at.0, entry.id)?;
    index.change(conn, None, Some((key, &entry.body.text)))?;
    conn.prepare_cached(
        "INSERT INTO message (key, record, id, conversation, author, pending) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        key,
        entry.nr,
        entry.id.as_str(),
        entry.body.conversation.as_str(),
        entry.body.author.as_str(),
        pending,
    ])?;
    Ok(old.is_none())
}

/// Takes a message out of thread and index; the conversation it stood in.
pub(crate) fn remove(
    conn: &Connection,
    index: &Index,
    nr: i64,
    old_text: &str,
) -> Result<Option<ConversationId>> {
    let found: Option<(i64, ConversationId)> = conn
        .prepare_cached("SELECT key, conversation FROM message WHERE record = ?1")?
        .query_row([nr], |row| Ok((row.get(0)?, id_at(row, 1)?)))
        .optional()?;
    let Some((key, conversation)) = found else {
        return Ok(None);
    };
    index.change(conn, Some((key, old_text)), None)?;
    conn.prepare_cached("DELETE FROM message WHERE key = ?1")?
        .execute([key])?;
    Ok(Some(conversation))
}

fn next_pending(conn: &Connection) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT coalesce(max(pending), 0) + 1 FROM message WHERE pending > 0")?
        .query_row([], |row| row.get(0))?)
}

/// A free key for a message of the millisecond `at`, in order of ids within it.
fn free_key(conn: &Connection, index: &Index, at: i64, id: &MessageId) -> Result<i64> {
    let mut first = message_key::first(at);
    loop {
        let group = group(conn, first)?;
        let below = group.partition_point(|(_, other)| other < id);
        let counter = |i: Option<usize>| i.and_then(|i| group.get(i)).map(|(key, _)| key - first);
        match message_key::place(
            counter(below.checked_sub(1)),
            counter(Some(below)),
            group.len(),
        ) {
            Place::Free(counter) => return Ok(first + counter),
            Place::Full => first += message_key::SLOTS,
            Place::MakeRoom => {
                let (down, mine, up) = message_key::make_room(below, group.len() - below);
                let targets: Vec<i64> = down.iter().chain(&up).map(|c| first + c).collect();
                move_group(conn, index, &group, &targets, below)?;
                return Ok(first + mine);
            }
        }
    }
}

/// Keys and ids of one millisecond, in order.
fn group(conn: &Connection, first: i64) -> Result<Vec<(i64, MessageId)>> {
    // The common case is that the millisecond is empty or the new id is the last one: both are one step in the key.
    let mut statement = conn
        .prepare_cached("SELECT key, id FROM message WHERE key >= ?1 AND key < ?2 ORDER BY key")?;
    let rows = statement.query_map(params![first, first + message_key::SLOTS], |row| {
        Ok((row.get(0)?, id_at(row, 1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives each row its target key. Those that move down go lowest first, those that move up highest first, so that no
/// step meets a key in use.
fn move_group(
    conn: &Connection,
    index: &Index,
    group: &[(i64, MessageId)],
    targets: &[i64],
    below: usize,
) -> Result<()> {
    let moves: Vec<(i64, i64)> = group
        .iter()
        .map(|(key, _)| *key)
        .zip(targets.iter().copied())
        .collect();
    let (down, up) = moves.split_at(below.min(moves.len()));
    for (from, to) in down
        .iter()
        .chain(up.iter().rev())
        .filter(|(from, to)| from != to)
    {
        let body: String = conn
            .prepare_cached(
                "SELECT r.body FROM message m JOIN record r ON r.nr = m.record WHERE m.key = ?1",
            )?
            .query_row([from], |row| row.get(0))?;
        let text = text_of(&body);
        index.change(conn, Some((*from, &text)), Some((*to, &text)))?;
        conn.prepare_cached("UPDATE message SET key = ?2 WHERE key = ?1")?
            .execute([from, to])?;
    }
    Ok(())
}

/// Records of the known messages from before an instant, oldest first.
pub(crate) fn numbers_before(conn: &Connection, at: domain::time::UnixMillis) -> Result<Vec<i64>> {
    let mut statement = conn
        .prepare_cached("SELECT record FROM message WHERE key < ?1 AND pending = 0 ORDER BY key")?;
    let rows = statement.query_map([message_key::first(at.0)], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records of a conversation's messages.
pub(crate) fn records_of(
    conn: &Connection,
    conversation: &ConversationId,
) -> Result<Vec<MessageId>> {
    let mut statement = conn.prepare_cached("SELECT id FROM message WHERE conversation = ?1")?;
    let rows = statement.query_map([conversation.as_str()], |row| id_at(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Reads messages.
#[derive(Debug, Clone, Copy)]
pub struct MessageReader<'c>(pub(crate) &'c Connection);

impl MessageReader<'_> {
    /// One message.
    ///
    /// # Errors
    /// As every read.
    pub fn get(&self, id: &MessageId) -> Result<Option<MessageRow>> {
        let Some(record) = record::find(self.0, &Kind::Message, &id.into())? else {
            return Ok(None);
        };
        let Some(at) = indexed(self.0, record.nr)? else {
            return Ok(None);
        };
        Ok(to_row(at.key, at.pending, record))
    }

    /// How many messages of a thread are here, pending ones included.
    ///
    /// # Errors
    /// As every read.
    pub fn count(&self, conversation: &ConversationId) -> Result<u64> {
        let n: i64 = self
            .0
            .prepare_cached("SELECT count(*) FROM message WHERE conversation = ?1")?
            .query_row([conversation.as_str()], |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// The newest known guest and staff message of a thread; what is to leave later has not been said.
    ///
    /// # Errors
    /// As every read.
    pub fn last_seen(&self, conversation: &ConversationId) -> Result<LastSeen> {
        let newest = |author: &Author| -> Result<Option<MessageId>> {
            Ok(self
                .0
                .prepare_cached(
                    "SELECT m.id FROM message m JOIN record r ON r.nr = m.record
                     WHERE m.conversation = ?1 AND m.pending = 0 AND m.author = ?2
                       AND json_extract(r.body, '$.state') <> 'scheduled'
                     ORDER BY m.key DESC LIMIT 1",
                )?
                .query_row([conversation.as_str(), author.as_str()], |row| {
                    id_at(row, 0)
                })
                .optional()?)
        };
        Ok(LastSeen {
            guest: newest(&Author::Guest)?,
            staff: newest(&Author::Staff)?,
        })
    }

    /// The time of the oldest known message; `None` if there is none.
    ///
    /// # Errors
    /// As every read.
    pub fn oldest_at(&self) -> Result<Option<domain::time::UnixMillis>> {
        let key: Option<i64> = self
            .0
            .query_row("SELECT min(key) FROM message", [], |row| row.get(0))?;
        Ok(key.map(|key| domain::time::UnixMillis(key.div_euclid(message_key::SLOTS))))
    }

    /// Whether the search index holds nothing that is not here (support page, tests).
    ///
    /// # Errors
    /// As every read.
    pub fn index_is_sound(&self) -> Result<bool> {
        message_fts::is_sound(self.0)
    }

    pub(crate) fn by_key(&self, key: i64) -> Result<Option<MessageRow>> {
        let rows = self.rows(
            "SELECT key, id, pending FROM message WHERE key = ?1",
            params![key],
        )?;
        Ok(rows.into_iter().next())
    }

    pub(super) fn rows(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<MessageRow>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let found: Vec<(i64, MessageId, i64)> = statement
            .query_map(params, |row| Ok((row.get(0)?, id_at(row, 1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut rows = Vec::with_capacity(found.len());
        for (key, id, pending) in found {
            let record = record::find(self.0, &Kind::Message, &id.into())?;
            rows.extend(record.and_then(|record| to_row(key, pending, record)));
        }
        Ok(rows)
    }
}

fn to_row(key: i64, pending: i64, record: Record) -> Option<MessageRow> {
    Some(MessageRow {
        key,
        row: record::visible(record)?,
        pending: pending > 0,
    })
}
