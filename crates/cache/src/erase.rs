//! Forgetting: a scope that was lost, one record with what hangs on it, everything above a number.

use crate::apply::Cursor;
use crate::cache::{Cache, Durability};
use crate::change::Applied;
use crate::error::Result;
use crate::table::record::{self, Record};
use crate::table::{message, message_fts};
use crate::writer::Writer;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;

#[cfg(test)]
mod tests;

/// Records that are erased in one transaction; staff wait for one of these at most.
const RECORDS_A_TRANSACTION: usize = 500;

impl Cache {
    /// This person no longer sees `scope`: every record of it, its words in the index, its drafts and files, and the log they went
    /// through (R10), in small transactions. Commands in the outbox stay: the relay refuses them and says why. After a crash
    /// in the middle call it again: keep the scope in mind until it has returned.
    ///
    /// # Errors
    /// As every write; call again. [`crate::Error::Busy`] if a reader kept the log from being emptied: the erasure holds,
    /// call [`Cache::truncate_log`] again.
    pub fn erase_scope(&self, scope: &Scope) -> Result<Applied> {
        let records = self.read(|r| record::numbers_of(r.conn(), scope))?;
        let applied = self.remove_in_pieces(&records)?;
        self.truncate_log()?;
        self.sweep_files()?;
        Ok(applied)
    }

    pub(crate) fn remove_in_pieces(&self, records: &[i64]) -> Result<Applied> {
        let mut total = Applied::default();
        for piece in records.chunks(RECORDS_A_TRANSACTION) {
            total.merge(self.write(Durability::Normal, |w| {
                let mut found = Vec::with_capacity(piece.len());
                for nr in piece {
                    found.extend(record::by_number(w.conn(), *nr)?);
                }
                message_fts::in_bulk(w.conn(), || w.erase_all(&found))
            })?);
        }
        let mut first = true;
        while self.write(Durability::Normal, |w| {
            message_fts::pack_step(w.conn(), first)
        })? {
            first = false;
        }
        Ok(total)
    }

    /// Messages from before `at` leave this computer, in index and log too; the relay keeps them. Small transactions, as
    /// [`Cache::erase_scope`].
    ///
    /// # Errors
    /// As [`Cache::erase_scope`].
    pub fn drop_messages_before(&self, at: UnixMillis) -> Result<Applied> {
        let records = self.read(|r| message::numbers_before(r.conn(), at))?;
        if records.is_empty() {
            return Ok(Applied::default());
        }
        let applied = self.remove_in_pieces(&records)?;
        self.truncate_log()?;
        Ok(applied)
    }

    /// One guest's record or conversation with everything that hangs on it, index and log included.
    ///
    /// # Errors
    /// As [`Cache::erase_scope`].
    pub fn erase_record(&self, kind: &Kind, id: &RecordId) -> Result<Applied> {
        let applied = self.write(Durability::Full, |w| w.erase_record(kind, id))?;
        self.truncate_log()?;
        self.sweep_files()?;
        Ok(applied)
    }
}

impl Writer<'_> {
    /// Removes one record without a trace (not even its id), a conversation with its messages.
    ///
    /// # Errors
    /// As every write.
    pub fn erase_record(&self, kind: &Kind, id: &RecordId) -> Result<Applied> {
        let mut records: Vec<Record> = record::find(self.conn(), kind, id)?.into_iter().collect();
        if *kind == Kind::Conversation {
            for message in message::records_of(self.conn(), &id.clone().into())? {
                records.extend(record::find(self.conn(), &Kind::Message, &message.into())?);
            }
        }
        self.erase_all(&records)
    }

    /// The relay was restored and knows only `cursor`: rows above it go, the outbox, what was sent from here, drafts and what only
    /// this desk knows stay. Fetch from there; a row that was below comes again where it differs. One transaction, because a cursor that does not fit its
    /// rows must never be seen; words of the rows that go leave the index with the next merges.
    ///
    /// # Errors
    /// As every write.
    pub fn rewind_to(&self, cursor: &Cursor) -> Result<Applied> {
        let mut records = Vec::new();
        for nr in record::numbers_above(self.conn(), cursor.seq)? {
            records.extend(record::by_number(self.conn(), nr)?);
        }
        let applied = message_fts::in_bulk(self.conn(), || self.remove_all(&records))?;
        self.outbox_mut().lose_above(cursor.seq)?;
        self.meta_mut().set_cursor(cursor)?;
        Ok(applied)
    }

    /// Forgets the ids of deleted records; only once the walk over history has ended, because until then an old page could
    /// bring one of them back.
    ///
    /// # Errors
    /// As every write.
    pub fn drop_tombstones(&self) -> Result<usize> {
        record::drop_tombstones(self.conn())
    }

    fn erase_all(&self, records: &[Record]) -> Result<Applied> {
        let mut applied = Applied::default();
        for old in records {
            self.forget_beside(old, &mut applied)?;
        }
        applied.merge(self.remove_all(records)?);
        Ok(applied)
    }

    fn remove_all(&self, records: &[Record]) -> Result<Applied> {
        let mut applied = Applied {
            rows: records.len(),
            ..Applied::default()
        };
        for old in records {
            self.forget_derived(old, &mut applied)?;
            record::delete(self.conn(), self.sums(), old)?;
        }
        Ok(applied)
    }
}
