//! Pages of a thread, in both directions: from its end backwards, around a message, and on from there to the end.

use super::message::{MessageReader, MessageRow};
use crate::error::Result;
use domain::id::{ConversationId, MessageId};
use rusqlite::params;

/// Most messages of a page, and of a half of one.
const MOST: u32 = 500;

/// A page of a thread.
#[derive(Debug, Clone, PartialEq)]
pub struct MessagePage {
    /// Oldest first, as they are drawn. A page that reaches the end ends with the pending ones, in the order they were written.
    pub messages: Vec<MessageRow>,
    /// Ask for older ones with this; `None` if there are none in the cache.
    pub before: Option<i64>,
    /// Ask for newer ones with this; `None` if the page reaches the end.
    pub after: Option<i64>,
}

impl MessageReader<'_> {
    /// A page of a thread: the newest `limit` (500 at most) known messages with keys below `before`. Without `before` it is
    /// the page at the end.
    ///
    /// # Errors
    /// As every read.
    pub fn page(
        &self,
        conversation: &ConversationId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<MessagePage> {
        let end = before.unwrap_or(i64::MAX);
        let (known, older) = self.older(conversation, end, limit.clamp(1, MOST))?;
        let mut page = MessagePage {
            before: known.first().map(|m| m.key).filter(|_| older),
            after: known.last().map(|m| m.key),
            messages: known,
        };
        match page.after {
            Some(last) if before.is_some() => {
                page.after = self.goes_on(conversation, last)?.then_some(last);
            }
            _ => {
                page.after = None;
                page.messages.extend(self.pending(conversation)?);
            }
        }
        Ok(page)
    }

    /// The page that follows: the oldest `limit` (500 at most) known messages with keys above `after`. Its `before` is always
    /// `None`: what is older is where the asker comes from.
    ///
    /// # Errors
    /// As every read.
    pub fn page_after(
        &self,
        conversation: &ConversationId,
        after: i64,
        limit: u32,
    ) -> Result<MessagePage> {
        let (mut messages, newer) = self.newer(conversation, after, limit.clamp(1, MOST))?;
        let after = messages.last().map(|m| m.key).filter(|_| newer);
        if after.is_none() {
            messages.extend(self.pending(conversation)?);
        }
        Ok(MessagePage {
            messages,
            before: None,
            after,
        })
    }

    /// The page with a message in its middle, `limit` (1,000 at most) neighbours about it; `None` if it is not here, or in another
    /// thread. What is pending stands at the end, so the page around it is the one at the end.
    ///
    /// # Errors
    /// As every read.
    pub fn page_around(
        &self,
        conversation: &ConversationId,
        message: &MessageId,
        limit: u32,
    ) -> Result<Option<MessagePage>> {
        let found = self.get(message)?;
        let Some(found) = found.filter(|found| found.row.body.conversation == *conversation) else {
            return Ok(None);
        };
        if found.pending {
            return self.page(conversation, None, limit).map(Some);
        }
        let half = limit.div_ceil(2).clamp(1, MOST);
        // Its own key counts as older: it is the last of its half.
        let (mut messages, older) = self.older(conversation, found.key + 1, half + 1)?;
        let before = messages.first().map(|m| m.key).filter(|_| older);
        let newer = self.page_after(conversation, found.key, half)?;
        messages.extend(newer.messages);
        Ok(Some(MessagePage {
            messages,
            before,
            after: newer.after,
        }))
    }

    /// The newest `limit` known messages below `key`, oldest first, and whether there are older ones.
    fn older(
        &self,
        conversation: &ConversationId,
        key: i64,
        limit: u32,
    ) -> Result<(Vec<MessageRow>, bool)> {
        let sql = "SELECT key, id, pending FROM message
                   WHERE conversation = ?1 AND pending = 0 AND key < ?2 ORDER BY key DESC LIMIT ?3";
        let (mut rows, more) = self.some(sql, conversation, key, limit)?;
        rows.reverse();
        Ok((rows, more))
    }

    /// The oldest `limit` known messages above `key`, oldest first, and whether there are newer ones.
    fn newer(
        &self,
        conversation: &ConversationId,
        key: i64,
        limit: u32,
    ) -> Result<(Vec<MessageRow>, bool)> {
        let sql = "SELECT key, id, pending FROM message
                   WHERE conversation = ?1 AND pending = 0 AND key > ?2 ORDER BY key LIMIT ?3";
        self.some(sql, conversation, key, limit)
    }

    fn some(
        &self,
        sql: &str,
        conversation: &ConversationId,
        key: i64,
        limit: u32,
    ) -> Result<(Vec<MessageRow>, bool)> {
        let mut rows = self.rows(sql, params![conversation.as_str(), key, limit + 1])?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        Ok((rows, more))
    }

    fn pending(&self, conversation: &ConversationId) -> Result<Vec<MessageRow>> {
        self.rows(
            "SELECT key, id, pending FROM message
             WHERE conversation = ?1 AND pending > 0 ORDER BY pending",
            params![conversation.as_str()],
        )
    }

    /// Whether anything stands after the known message with this key.
    fn goes_on(&self, conversation: &ConversationId, key: i64) -> Result<bool> {
        Ok(self
            .0
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM message WHERE conversation = ?1 AND pending = 0 AND key > ?2)
                     OR EXISTS (SELECT 1 FROM message WHERE conversation = ?1 AND pending > 0)",
            )?
            .query_row(params![conversation.as_str(), key], |row| row.get(0))?)
    }
}
