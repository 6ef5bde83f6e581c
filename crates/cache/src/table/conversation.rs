//! What the list asks of conversations: derived columns beside the record, so that no filter reads a body.

use super::conversation_filter::ConversationFilter;
use super::record::{self, Record, id_at};
use crate::error::Result;
use crate::migrate::Migration;
use crate::stored::Row;
use domain::conversation::{Conversation, ConversationStatus};
use domain::id::{ContactId, ConversationId, StaffId};
use domain::record::Kind;
use domain::time::UnixMillis;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 record conversation",
    sql: "
CREATE TABLE conversation (
  record INTEGER PRIMARY KEY,           -- record.nr
  id TEXT NOT NULL UNIQUE,
  contact TEXT NOT NULL,
  property TEXT NOT NULL,
  channel TEXT NOT NULL,
  connection TEXT NOT NULL,
  status TEXT NOT NULL,
  assignee TEXT NOT NULL DEFAULT '',    -- '' = nobody
  last_at INTEGER NOT NULL,             -- ms
  unread INTEGER NOT NULL DEFAULT 0,
  waiting_since INTEGER NOT NULL DEFAULT 0, -- ms; 0 = does not wait
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;
-- A list is one of these read in its own order: any filter is answered without the table, without a sort.
CREATE INDEX conversation_list ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property);
CREATE INDEX conversation_assignee ON conversation
  (assignee, last_at DESC, id DESC, status, channel, unread, waiting_since, property);
CREATE INDEX conversation_unread ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property) WHERE unread > 0;
CREATE INDEX conversation_waiting ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property) WHERE waiting_since > 0;
CREATE INDEX conversation_contact ON conversation (contact, last_at DESC);
",
}, Migration {
    name: "2026-11-30 conversation rare",
    sql: "
-- For what is rare and old: nobody walks over 50,000 conversations that ended to the 400 that did not.
CREATE INDEX conversation_open ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property)
  WHERE status <> 'RESOLVED' AND status <> 'EXPIRED';
CREATE INDEX conversation_status ON conversation
  (status, last_at DESC, id DESC, assignee, channel, unread, waiting_since, property);
CREATE INDEX conversation_channel ON conversation
  (channel, last_at DESC, id DESC, status, assignee, unread, waiting_since, property);
",
}];

/// A page of the list in its filter's order.
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationPage {
    /// Rows from the offset on.
    pub rows: Vec<Row<Conversation>>,
    /// Conversations that match in all.
    pub total: u64,
}

/// Who waits for a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many conversations.
    pub count: u64,
    /// Since when the longest of them.
    pub longest_since: Option<UnixMillis>,
}

/// What nobody has opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unread {
    /// Conversations with at least one such message.
    pub conversations: u64,
    /// Messages.
    pub messages: u64,
}

/// Puts or renews the derived row; returns the status it had.
pub(crate) fn put(
    conn: &Connection,
    nr: i64,
    id: &ConversationId,
    body: &Conversation,
) -> Result<Option<ConversationStatus>> {
    let before = conn
        .prepare_cached("SELECT status FROM conversation WHERE record = ?1")?
        .query_row([nr], |row| {
            Ok(ConversationStatus::from_text(row.get_ref(0)?.as_str()?))
        })
        .optional()?;
    conn.prepare_cached(
        "INSERT INTO conversation (record, id, contact, property, channel, connection, status, assignee, last_at,
           unread, waiting_since, failed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (record) DO UPDATE SET contact = excluded.contact, property = excluded.property,
           channel = excluded.channel, connection = excluded.connection, status = excluded.status,
           assignee = excluded.assignee, last_at = excluded.last_at, unread = excluded.unread,
           waiting_since = excluded.waiting_since, failed = excluded.failed",
    )?
    .execute(params![
        nr,
        id.as_str(),
        body.contact.as_str(),
        body.property.as_str(),
        body.channel.as_str(),
        body.connection.as_str(),
        body.status.as_str(),
        body.assignee.as_ref().map_or("", StaffId::as_str),
        body.last_at.0,
        body.unread,
        body.waiting_since.map_or(0, |since| since.0.max(1)),
        body.failed,
    ])?;
    Ok(before)
}

pub(crate) fn remove(conn: &Connection, nr: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM conversation WHERE record = ?1")?
        .execute([nr])?;
    Ok(())
}

/// Reads conversations.
#[derive(Debug, Clone, Copy)]
pub struct ConversationReader<'c>(pub(crate) &'c Connection);

impl ConversationReader<'_> {
    /// A page of the list: `limit` rows (500 at most) from `offset` on, and how many match in all.
    ///
    /// # Errors
    /// As every read.
    pub fn page(
        &self,
        filter: &ConversationFilter,
        offset: u32,
        limit: u32,
    ) -> Result<ConversationPage> {
        let mut total = 0;
        let mut skip = i64::from(offset);
        let mut wanted = i64::from(limit.min(500));
        let mut ids = Vec::new();
        for part in filter.parts() {
            let (count, index) = part.choose(self.0)?;
            total += count;
            // Never asks for more rows than there are: looking for one more would walk the rest of the index.
            let take = (count - skip).clamp(0, wanted);
            if take > 0 {
                let mut values = part.condition.values.clone();
                values.extend([Value::Integer(take), Value::Integer(skip)]);
                ids.extend(self.ids(&part.sql(index), params_from_iter(&values))?);
            }
            wanted -= take;
            skip = (skip - count).max(0);
        }
        Ok(ConversationPage {
            rows: self.rows(ids)?,
            total: total.unsigned_abs(),
        })
    }

    /// How SQLite answers [`Self::page`], a line a step: tests hold it to "no scan of the table, no sort".
    ///
    /// # Errors
    /// As every read.
    pub fn plan(&self, filter: &ConversationFilter) -> Result<Vec<String>> {
        let mut plan = Vec::new();
        for part in filter.parts() {
            let (_, index) = part.choose(self.0)?;
            let sql = part.sql(index);
            let mut values = part.condition.values.clone();
            values.extend([Value::Integer(50), Value::Integer(0)]);
            let mut statement = self.0.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let rows = statement.query_map(params_from_iter(&values), |row| row.get(3))?;
            plan.extend(rows.collect::<rusqlite::Result<Vec<String>>>()?);
        }
        Ok(plan)
    }

    /// One conversation.
    ///
    /// # Errors
    /// As every read.
    pub fn get(&self, id: &ConversationId) -> Result<Option<Row<Conversation>>> {
        Ok(record::find(self.0, &Kind::Conversation, &id.into())?.and_then(record::visible))
    }

    /// All of a contact's conversations, newest first (guest panel).
    ///
    /// # Errors
    /// As every read.
    pub fn of_contact(&self, contact: &ContactId) -> Result<Vec<Row<Conversation>>> {
        let ids = self.ids(
            "SELECT id FROM conversation WHERE contact = ?1 ORDER BY last_at DESC, id DESC",
            [contact.as_str()],
        )?;
        self.rows(ids)
    }

    /// Who waits for a person, whatever the filter.
    ///
    /// # Errors
    /// As every read.
    pub fn waiting(&self) -> Result<Waiting> {
        let (count, since): (i64, Option<i64>) = self
            .0
            .prepare_cached(
                "SELECT count(*), min(waiting_since) FROM conversation WHERE waiting_since > 0",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Waiting {
            count: count.unsigned_abs(),
            longest_since: since.map(UnixMillis),
        })
    }

    /// What nobody has opened, whatever the filter (badge of the app).
    ///
    /// # Errors
    /// As every read.
    pub fn unread(&self) -> Result<Unread> {
        let (conversations, messages): (i64, i64) = self
            .0
            .prepare_cached(
                "SELECT count(*), coalesce(sum(unread), 0) FROM conversation WHERE unread > 0",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Unread {
            conversations: conversations.unsigned_abs(),
            messages: messages.unsigned_abs(),
        })
    }

    fn ids(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<ConversationId>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map(params, |row| id_at(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn rows(&self, ids: Vec<ConversationId>) -> Result<Vec<Row<Conversation>>> {
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let found: Option<Record> = record::find(self.0, &Kind::Conversation, &id.into())?;
            rows.extend(found.and_then(record::visible));
        }
        Ok(rows)
    }
}
