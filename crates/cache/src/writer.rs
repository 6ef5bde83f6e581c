//! One transaction, a handle a table.

use crate::error::Result;
use crate::reader::Reader;
use crate::table::attachment::AttachmentWriter;
use crate::table::checksum::Changes;
use crate::table::draft::DraftWriter;
use crate::table::file::FilesWriter;
use crate::table::message_fts::Index;
use crate::table::meta::MetaWriter;
use crate::table::outbox::OutboxWriter;
use crate::table::sent::SentWriter;
use rusqlite::Connection;

/// Writes; also reads what it has written. Applying is in `apply.rs`, prediction in `predict.rs`, erasing in `erase.rs`.
#[derive(Debug)]
pub struct Writer<'c> {
    conn: &'c Connection,
    reader: Reader<'c>,
    sums: Changes,
    index: Index,
}

impl<'c> Writer<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            reader: Reader::new(conn),
            sums: Changes::default(),
            index: Index::default(),
        }
    }

    pub(crate) fn conn(&self) -> &'c Connection {
        self.conn
    }

    /// What the transaction changes in the checksums.
    pub(crate) fn sums(&self) -> &Changes {
        &self.sums
    }

    /// The index of messages.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Writes what was kept for the end of the transaction.
    pub(crate) fn finish(self) -> Result<()> {
        self.sums.settle(self.conn)
    }

    /// Limits the file to `pages` pages, as a full disk would; what is there already stays. For tests of a full disk.
    ///
    /// # Errors
    /// As every write.
    pub fn limit_pages(&self, pages: u32) -> Result<()> {
        let _set: i64 =
            self.conn
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| {
                    row.get(0)
                })?;
        Ok(())
    }

    /// Everything a reader can do, on this transaction's own state.
    #[must_use]
    pub fn reader(&self) -> &Reader<'c> {
        &self.reader
    }

    /// Changes the outbox.
    #[must_use]
    pub fn outbox_mut(&self) -> OutboxWriter<'c> {
        OutboxWriter(self.conn)
    }

    /// Changes files beside drafts.
    #[must_use]
    pub fn attachments_mut(&self) -> AttachmentWriter<'c> {
        AttachmentWriter(self.conn())
    }

    /// Changes keys of files.
    #[must_use]
    pub fn files_mut(&self) -> FilesWriter<'c> {
        FilesWriter(self.conn())
    }

    /// Changes drafts.
    #[must_use]
    pub fn drafts_mut(&self) -> DraftWriter<'c> {
        DraftWriter(self.conn)
    }

    /// Changes what was sent.
    #[must_use]
    pub fn sent_mut(&self) -> SentWriter<'c> {
        SentWriter(self.conn)
    }

    /// Changes facts about the cache.
    #[must_use]
    pub fn meta_mut(&self) -> MetaWriter<'c> {
        MetaWriter(self.conn)
    }
}

impl<'c> std::ops::Deref for Writer<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}
