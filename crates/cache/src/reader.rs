//! One snapshot of the cache, a handle a table.

use crate::error::Result;
use crate::search::{self, MessageSearch};
use crate::snippet::Snippet;
use crate::stored::{Row, Stored};
use crate::table::attachment::AttachmentReader;
use crate::table::conversation::ConversationReader;
use crate::table::draft::DraftReader;
use crate::table::file::FilesReader;
use crate::table::message::MessageReader;
use crate::table::meta::MetaReader;
use crate::table::outbox::OutboxReader;
use crate::table::record::RecordReader;
use crate::table::sent::SentReader;
use domain::contact::Contact;
use domain::conversation::Conversation;
use rusqlite::Connection;

/// Reads; everything it hands out belongs to one moment.
#[derive(Debug)]
pub struct Reader<'c>(&'c Connection);

impl<'c> Reader<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self(conn)
    }

    pub(crate) fn conn(&self) -> &'c Connection {
        self.0
    }

    /// Whole records.
    #[must_use]
    pub fn records(&self) -> RecordReader<'c> {
        RecordReader(self.0)
    }

    /// One record as staff see it.
    ///
    /// # Errors
    /// As every read.
    pub fn get<T: Stored>(&self, id: &T::Id) -> Result<Option<Row<T>>> {
        self.records().get(id)
    }

    /// All of a small kind, by id.
    ///
    /// # Errors
    /// As every read.
    pub fn all<T: Stored>(&self) -> Result<Vec<Row<T>>> {
        self.records().all()
    }

    /// The list.
    #[must_use]
    pub fn conversations(&self) -> ConversationReader<'c> {
        ConversationReader(self.0)
    }

    /// Threads.
    #[must_use]
    pub fn messages(&self) -> MessageReader<'c> {
        MessageReader(self.0)
    }

    /// What waits to be sent.
    #[must_use]
    pub fn outbox(&self) -> OutboxReader<'c> {
        OutboxReader(self.0)
    }

    /// Half-written texts.
    #[must_use]
    pub fn drafts(&self) -> DraftReader<'c> {
        DraftReader(self.0)
    }

    /// Files beside half-written texts.
    #[must_use]
    pub fn attachments(&self) -> AttachmentReader<'c> {
        AttachmentReader(self.0)
    }

    /// Keys of files.
    #[must_use]
    pub fn files(&self) -> FilesReader<'c> {
        FilesReader(self.0)
    }

    /// What left this desk and was done.
    #[must_use]
    pub fn sent(&self) -> SentReader<'c> {
        SentReader(self.0)
    }

    /// Facts about the cache.
    #[must_use]
    pub fn meta(&self) -> MetaReader<'c> {
        MetaReader(self.0)
    }

    /// Conversations whose guest has this name, number, address or user name (SPEC 4, 5), newest first, `limit` at most.
    ///
    /// # Errors
    /// As every read.
    pub fn search_conversations(&self, text: &str, limit: u32) -> Result<Vec<Row<Conversation>>> {
        search::conversations(self.0, text, limit)
    }

    /// What may have been meant by a `text` that finds nothing because one of its words stands nowhere: the same words with that one a typing
    /// mistake away, eight at most. Empty where no word or more than one is unknown.
    ///
    /// # Errors
    /// As every read.
    pub fn meant(&self, text: &str) -> Result<Vec<String>> {
        crate::misspelled::meant(self.0, text)
    }

    /// Contacts with this name, number, address or user name, by name, `limit` at most.
    ///
    /// # Errors
    /// As every read.
    pub fn search_contacts(&self, text: &str, limit: u32) -> Result<Vec<Row<Contact>>> {
        search::contacts(self.0, text, limit)
    }

    /// Messages that hold every word of `text`, newest first.
    ///
    /// # Errors
    /// As every read.
    pub fn search_messages(
        &self,
        text: &str,
        before: Option<i64>,
        limit: u32,
    ) -> Result<MessageSearch> {
        search::messages(self.0, text, before, limit)
    }

    /// The piece of `text` around what `query` finds in it.
    #[must_use]
    pub fn snippet(&self, text: &str, query: &str) -> Snippet {
        crate::snippet::snippet(text, &domain::fold::query_terms(query))
    }

    /// The tables as SQL, without those SQLite makes for itself; for the frozen-schema test.
    ///
    /// # Errors
    /// As every read.
    pub fn schema(&self) -> Result<String> {
        let mut statement = self.0.prepare(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               AND name NOT LIKE 'message\\_fts\\_%' ESCAPE '\\'
             ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name",
        )?;
        let lines: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(lines.join(";\n") + ";\n")
    }
}
