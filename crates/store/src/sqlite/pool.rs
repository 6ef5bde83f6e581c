//! One writer, a few readers that cannot write. What takes a moment runs where its caller is ([`seam::brief`]), the rest on tokio's
//! blocking threads.
//!
//! The closure owns the connection while it runs, so a caller that goes away leaves nothing half done: the work ends and the
//! connection goes back.

use super::checkpoint::Checkpointer;
use super::connection;
use crate::error::{Result, StoreError};
use rusqlite::Connection;
use seam::Unfinished;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, Semaphore};

/// Readers kept; more callers wait.
const READERS: usize = 4;
/// How long a caller waits for the writer. Nothing slow happens under the lock, so this is met only by a caller that asks for
/// it while it holds a transaction itself; an error shows that, a deadlock would not.
const WRITER_WAIT: Duration = Duration::from_secs(30);

/// The connection that writes. Whoever holds it holds every workspace's lock: SQLite has one writer.
pub(super) struct Writer {
    pub(super) conn: Connection,
    pub(super) checkpointer: Arc<Checkpointer>,
}

impl Writer {
    /// Takes the file's write lock. A transaction that a failure left open is rolled back first.
    pub(super) fn begin(&self) -> Result<()> {
        if !self.conn.is_autocommit() {
            self.conn.execute_batch("ROLLBACK")?;
        }
        say(&self.conn, "BEGIN IMMEDIATE")
    }

    /// Commits if `done` is a success, rolls back otherwise; nothing stays open.
    pub(super) fn finish<T>(&self, done: Result<T>) -> Result<T> {
        let ended = done.and_then(|value| {
            if seam::disk_is_full() {
                return Err(StoreError::Full("simulated".to_owned()));
            }
            say(&self.conn, "COMMIT")?;
            Ok(value)
        });
        match &ended {
            Ok(_) => self.checkpointer.after_commit(&self.conn),
            Err(_) => self.rollback(),
        }
        ended
    }

    /// Rolls back what is open, if anything (a full disk may have done it already).
    pub(super) fn rollback(&self) {
        if self.conn.is_autocommit() {
            return;
        }
        if let Err(error) = self.conn.execute_batch("ROLLBACK") {
            tracing::error!(%error, "store.rollback failed");
        }
    }
}

pub(super) struct Pool {
    path: PathBuf,
    writer: Arc<AsyncMutex<Writer>>,
    readers: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Pool {
    pub(super) fn new(path: &Path, writer: Connection) -> Result<Self> {
        let checkpointer = Checkpointer::new(connection::checkpointer(path)?);
        Ok(Self {
            path: path.to_owned(),
            writer: Arc::new(AsyncMutex::new(Writer {
                conn: writer,
                checkpointer,
            })),
            readers: Arc::new(Mutex::new(Vec::with_capacity(READERS))),
            permits: Arc::new(Semaphore::new(READERS)),
        })
    }

    /// The writer, in order of asking.
    pub(super) async fn writer(&self) -> Result<OwnedMutexGuard<Writer>> {
        tokio::time::timeout(WRITER_WAIT, Arc::clone(&self.writer).lock_owned())
            .await
            .map_err(|_| StoreError::Retry("the writer is held by a transaction".to_owned()))
    }

    /// One write transaction around `work`.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let writer = self.writer().await?;
        brief(move || {
            writer.begin()?;
            writer.finish(work(&writer.conn))
        })
        .await
    }

    /// As [`Self::write`], but a power cut may undo it: nobody waits for the disk. For what is only a note to a later run.
    pub(super) async fn note<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let writer = self.writer().await?;
        brief(move || {
            // Cannot be changed inside a transaction, and costs nothing outside one.
            writer.conn.pragma_update(None, "synchronous", "NORMAL")?;
            let done = writer
                .begin()
                .and_then(|()| writer.finish(work(&writer.conn)));
            let again = writer.conn.pragma_update(None, "synchronous", "FULL");
            let value = done?;
            again?;
            Ok(value)
        })
        .await
    }

    /// One snapshot around `work`.
    pub(super) async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Retry("the store is closing".to_owned()))?;
        let idle = Arc::clone(&self.readers);
        let path = self.path.clone();
        brief(move || {
            let _permit = permit;
            let kept = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let conn = match kept {
                Some(conn) => conn,
                None => connection::reader(&path)?,
            };
            say(&conn, "BEGIN")?;
            let done = work(&conn);
            // A reader whose snapshot cannot be ended is dropped, and a new one is opened when needed.
            say(&conn, "ROLLBACK")?;
            idle.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(conn);
            done
        })
        .await
    }
}

/// A statement without values or rows, prepared once.
fn say(conn: &Connection, sql: &str) -> Result<()> {
    conn.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Runs `work` where blocking is allowed: a copy of the file, a walk over all of it.
pub(super) async fn blocking<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T> + Send + 'static,
{
    ended(seam::blocking(work).await)
}

/// Runs a question, or a transaction that is about to end.
pub(super) async fn brief<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T> + Send + 'static,
{
    ended(seam::brief(work).await)
}

fn ended<T>(done: std::result::Result<Result<T>, Unfinished>) -> Result<T> {
    match done {
        Ok(done) => done,
        Err(Unfinished::Cancelled) => Err(StoreError::Retry("the runtime is closing".to_owned())),
        Err(Unfinished::Panicked) => Err(StoreError::Bug("storage work panicked".to_owned())),
    }
}
