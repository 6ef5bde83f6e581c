//! Reading one scope again: where a checksum differs, the relay's rows are put in the place of what is here (DESIGN_SYNC,
//! Stream).

use crate::apply::IncomingRecord;
use crate::cache::{Cache, Durability};
use crate::change::Applied;
use crate::error::Result;
use crate::table::checksum::{self, Checksum};
use crate::table::record;
use crate::writer::Writer;
use domain::checksum::row_hash;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use std::collections::{BTreeMap, HashMap};

/// Rows of a page that share a transaction; staff wait for one of these at most.
const ROWS_A_TRANSACTION: usize = 100;

/// What the relay has in one scope, gathered page by page.
#[derive(Debug)]
pub struct Reread {
    scope: Scope,
    /// The number of each living row, by the hash of kind and id: a million of them are some megabytes.
    living: HashMap<u64, i64>,
}

impl Reread {
    /// Nothing read yet.
    #[must_use]
    pub fn of(scope: Scope) -> Self {
        Self {
            scope,
            living: HashMap::new(),
        }
    }
}

impl Cache {
    /// Takes in a page of the scope. A row that is here as a tombstone, or with the same number and another scope, is put right;
    /// an older one is replaced as ever. `predict` as in [`Cache::apply_page`].
    ///
    /// # Errors
    /// As every write.
    pub fn reread(
        &self,
        read: &mut Reread,
        rows: &[IncomingRecord],
        mut predict: impl FnMut(&Writer<'_>, &Applied) -> Result<()>,
    ) -> Result<Applied> {
        let living: Vec<&IncomingRecord> = rows
            .iter()
            .filter(|row| !row.deleted && row.scope == read.scope)
            .collect();
        for row in &living {
            read.living.insert(name(&row.kind, &row.id), row.seq);
        }
        let mut total = Applied::default();
        for chunk in living.chunks(ROWS_A_TRANSACTION) {
            total.merge(self.write(Durability::Normal, |w| {
                let mut applied = Applied::default();
                for row in chunk {
                    w.put_right(row, &mut applied)?;
                }
                predict(w, &applied)?;
                Ok(applied)
            })?);
        }
        Ok(total)
    }

    /// Everything was read and nothing changed meanwhile: what is here in the scope and not at the relay goes, in index and log
    /// too. A row with a number that is not the relay's is marked as older: read the scope once more, and it is put right.
    ///
    /// # Errors
    /// As [`Cache::erase_scope`].
    pub fn erase_strays(&self, read: &Reread) -> Result<Applied> {
        let (mut strays, mut wrong) = (Vec::new(), Vec::new());
        self.read(|r| {
            record::living_in(r.conn(), &read.scope, |nr, kind, id, seq| {
                match read.living.get(&name(kind, id)) {
                    None => strays.push(nr),
                    Some(theirs) if *theirs != seq => wrong.push((nr, theirs - 1)),
                    Some(_) => {}
                }
            })
        })?;
        for piece in wrong.chunks(ROWS_A_TRANSACTION) {
            self.write(Durability::Normal, |w| {
                for (nr, seq) in piece {
                    if let Some(old) = record::by_number(w.conn(), *nr)? {
                        record::set_seq(w.conn(), w.sums(), &old, *seq)?;
                    }
                }
                Ok(())
            })?;
        }
        if strays.is_empty() {
            return Ok(Applied::default());
        }
        let applied = self.remove_in_pieces(&strays)?;
        self.truncate_log()?;
        self.sweep_files()?;
        Ok(applied)
    }
}

/// What stands for kind and id.
fn name(kind: &Kind, id: &RecordId) -> u64 {
    row_hash(kind, id, 0)
}

impl Writer<'_> {
    fn put_right(&self, row: &IncomingRecord, applied: &mut Applied) -> Result<()> {
        let old = record::find(self.conn(), &row.kind, &row.id)?;
        // The relay has it as of now, so a tombstone here is a mistake.
        let wrong =
            |old: &record::Record| old.deleted || (old.seq == row.seq && old.scope != row.scope);
        if old
            .as_ref()
            .is_some_and(|old| old.seq >= row.seq && !wrong(old))
        {
            applied.skipped += 1;
            return Ok(());
        }
        self.put(row, old, applied)
    }

    /// Counts a scope anew; what its checksum is from here on.
    ///
    /// # Errors
    /// As every write.
    pub fn recount(&self, scope: &Scope) -> Result<Checksum> {
        self.sums().settle(self.conn())?;
        checksum::recount(self.conn(), scope)
    }

    /// As [`Reader::checksums`](crate::reader::Reader::checksums), with what this transaction has changed.
    ///
    /// # Errors
    /// As every write.
    pub fn checksums(&self) -> Result<BTreeMap<Scope, Checksum>> {
        self.sums().settle(self.conn())?;
        checksum::all(self.conn())
    }
}

impl crate::reader::Reader<'_> {
    /// Count and sum of every scope that has or had a record.
    ///
    /// # Errors
    /// As every read.
    pub fn checksums(&self) -> Result<BTreeMap<Scope, Checksum>> {
        checksum::all(self.conn())
    }
}
