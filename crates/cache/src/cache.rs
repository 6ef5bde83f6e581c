//! The cache as the desk holds it: one writer, a few query-only readers.

use crate::error::{Error, OpenError, Result};
use crate::gate::Gate;
use crate::key::CacheKey;
use crate::reader::Reader;
use crate::table::message_fts;
use crate::writer::Writer;
use crate::{migrate, open};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Query-only connections: a list, a thread and a search may be read at the same time.
const READERS: usize = 3;

/// What each keeps of the file, in KiB: whoever comes first takes the first, so it has the pages of what staff look at, and a page that is
/// kept need not be deciphered. Those beside it seldom read.
const PAGES_OF_READERS: [i64; READERS] = [16_384, 4_096, 4_096];

/// Above this size of the write-ahead log a checkpoint also shortens the file.
const WAL_LIMIT_BYTES: u64 = 64 * 1024 * 1024;

/// What a write is worth, and therefore who goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Can be fetched again from the relay: a power cut may lose the last writes. Waits while staff wait.
    Normal,
    /// What a person typed (outbox, drafts): on the disk before the call returns. Goes first.
    Full,
}

/// The desk's encrypted database. `Send` and `Sync`; every call blocks: a moment, or longer for what erases and packs.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    writer: Mutex<Connection>,
    gate: Gate,
    readers: Vec<Mutex<Connection>>,
    next_reader: AtomicUsize,
    checkpointer: Mutex<Connection>,
}

impl Cache {
    /// Opens or creates the file at `path` and brings its tables up to date.
    ///
    /// # Errors
    /// [`OpenError`]; each variant says what to do. The file is not changed by a failed opening.
    pub fn open(path: &Path, key: &CacheKey) -> Result<Self, OpenError> {
        open::require_fit_sqlite()?;
        let sealed = open::seal_fits(path, key);
        if sealed == Some(true) && open::is_missing(path) {
            // The seal is written after the first opening and deleted after the file: the file was lost, and an outbox with
            // it. Opening a fresh one in its place would hide that.
            return Err(OpenError::Damaged);
        }
        let result = Self::open_with(path, Some(key));
        match result {
            Ok(cache) => {
                open::write_seal(path, key)?;
                Ok(cache)
            }
            Err(OpenError::Damaged) if sealed != Some(true) => Err(OpenError::WrongKey),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn open_with(path: &Path, key: Option<&CacheKey>) -> Result<Self, OpenError> {
        let mut writer = open::connect_writer(path, key)?;
        migrate::run(&mut writer)?;
        message_fts::prepare(&mut writer)?;
        let readers = PAGES_OF_READERS
            .into_iter()
            .map(|kib| open::connect_reader(path, key, kib).map(Mutex::new))
            .collect::<Result<Vec<_>>>()?;
        let checkpointer = Mutex::new(open::connect(path, key)?);
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            gate: Gate::default(),
            readers,
            next_reader: AtomicUsize::new(0),
            checkpointer,
        })
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads in one snapshot: everything `f` sees belongs to the same moment.
    ///
    /// # Errors
    /// What `f` returns, or why the snapshot could not be taken.
    pub fn read<T>(&self, f: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        let mut conn = self.a_reader();
        let tx = conn.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let value = f(&Reader::new(&tx))?;
        tx.finish()?;
        Ok(value)
    }

    /// Runs `f` in one transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// What `f` returns (nothing was written then), or why the transaction could not be kept.
    pub fn write<T>(
        &self,
        durability: Durability,
        f: impl FnOnce(&Writer<'_>) -> Result<T>,
    ) -> Result<T> {
        let _turn = self.gate.enter(durability == Durability::Full);
        let mut conn = lock(&self.writer);
        // Cannot be changed inside a transaction, and costs nothing outside one.
        let level = match durability {
            Durability::Normal => "NORMAL",
            Durability::Full => "FULL",
        };
        conn.pragma_update(None, "synchronous", level)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let writer = Writer::new(&tx);
        let value = f(&writer)?;
        writer.finish()?;
        if seam::disk_is_full() {
            return Err(full());
        }
        tx.commit()?;
        Ok(value)
    }

    /// Whether what a person did waits for this writer.
    pub(crate) fn staff_wait(&self) -> bool {
        self.gate.staff_wait()
    }

    /// Housekeeping for idle moments: a checkpoint (one that shortens the log once it is above 64 MiB), a small merge
    /// of the search index, and a piece of an index that is being rebuilt. Returns whether there is more to do.
    ///
    /// # Errors
    /// As every write; nothing is lost by trying later.
    pub fn maintain(&self) -> Result<bool> {
        let more = self.write(Durability::Normal, |w| {
            message_fts::merge(w.conn())?;
            message_fts::rebuild_step(w.conn(), 200)
        })?;
        let log = std::fs::metadata(open::log_path(&self.path));
        let long = log.is_ok_and(|m| m.len() > WAL_LIMIT_BYTES);
        self.checkpoint(if long { "TRUNCATE" } else { "PASSIVE" })?;
        Ok(more)
    }

    /// Copies the log into the file and empties it: after an erasure no old page may lie in the log.
    ///
    /// # Errors
    /// [`Error::Busy`] if a reader holds an old snapshot for five seconds; try again.
    pub fn truncate_log(&self) -> Result<()> {
        self.checkpoint("TRUNCATE")
    }

    fn checkpoint(&self, mode: &str) -> Result<()> {
        let conn = lock(&self.checkpointer);
        let busy: i64 =
            conn.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |r| r.get(0))?;
        if busy != 0 && mode == "TRUNCATE" {
            let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
            return Err(Error::Busy(rusqlite::Error::SqliteFailure(code, None)));
        }
        Ok(())
    }

    /// Reads every page and verifies its code. Minutes on a big file: for the support page, not for every start.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a page that does not verify or an index that does not fit its table.
    pub fn check(&self) -> Result<()> {
        self.read(|r| {
            let mut pages = r.conn().prepare("PRAGMA cipher_integrity_check")?;
            let bad_page = pages.query([])?.next()?.is_some();
            let quick: String = r
                .conn()
                .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            if bad_page || quick != "ok" {
                let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
                return Err(Error::Damaged(rusqlite::Error::SqliteFailure(code, None)));
            }
            Ok(())
        })
    }

    fn a_reader(&self) -> MutexGuard<'_, Connection> {
        if let Some(free) = self.readers.iter().find_map(|slot| slot.try_lock().ok()) {
            return free;
        }
        let turn = self.next_reader.fetch_add(1, Ordering::Relaxed) % READERS;
        match self.readers.get(turn) {
            Some(slot) => lock(slot),
            None => lock(&self.writer),
        }
    }
}

/// What a full disk says, where it is simulated.
fn full() -> Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
    Error::from(rusqlite::Error::SqliteFailure(code, None))
}

/// A panic while the lock was held rolled its transaction back, so the connection behind it is sound.
fn lock(mutex: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
