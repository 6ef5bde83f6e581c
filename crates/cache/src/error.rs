//! Errors of a running cache; each kind is a decision for the desk.

use rusqlite::ErrorCode;

/// Result of everything that reads or writes the cache.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a read or a write did not happen. A failed write left nothing behind: every write is one transaction.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is damaged: save the outbox ([`crate::rescue_outbox`]), wipe, sync again.
    #[error("the cache file is damaged")]
    Damaged(#[source] rusqlite::Error),
    /// No space left: say so, keep everything, try again.
    #[error("no space left for the cache")]
    Full(#[source] rusqlite::Error),
    /// The disk or the folder refuses: say so, keep everything, try again.
    #[error("the cache cannot be read or written")]
    Io(#[source] rusqlite::Error),
    /// Another process holds the file for longer than five seconds: try again.
    #[error("the cache is busy")]
    Busy(#[source] rusqlite::Error),
    /// What was asked for is not (or no longer) here.
    #[error("no such record in the cache")]
    NotFound,
    /// A value handed in is not JSON of the shape its kind needs.
    #[error("a body does not have the shape of its kind")]
    Body(#[from] serde_json::Error),
    /// Our bug: the statement does not fit the tables.
    #[error("a statement failed")]
    Statement(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            // SQLCipher reports a page whose code does not verify as "out of memory" from inside the pager.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::OutOfMemory) => {
                Self::Damaged(error)
            }
            Some(ErrorCode::DiskFull) => Self::Full(error),
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied,
            ) => Self::Io(error),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(error),
            _ => match error {
                rusqlite::Error::QueryReturnedNoRows => Self::NotFound,
                // Damage that SQLite does not notice shows as a value of the wrong type in a STRICT table.
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..) => Self::Damaged(error),
                other => Self::Statement(other),
            },
        }
    }
}

/// Why a cache was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file was written with another key: nothing in it can be read. Wipe, sync again, tell the person.
    #[error("the cache was written with another key")]
    WrongKey,
    /// The key fits and the file does not: save the outbox if it can be read, wipe, sync again.
    #[error("the cache file is damaged")]
    Damaged,
    /// A newer Bellhop wrote it; this one must not touch it.
    #[error("the cache was written by a newer version (schema {found}, this one knows {known})")]
    Newer {
        /// Number in the file.
        found: i64,
        /// Highest number this build understands.
        known: i64,
    },
    /// The folder cannot be read or written, or another process holds the file.
    #[error("the cache cannot be opened: {0}")]
    Io(String),
    /// No space left.
    #[error("no space left for the cache")]
    Full,
    /// This build carries an SQLite with a known fault in WAL mode (below 3.51.3, or 3.52.0).
    #[error("SQLite {0} is not fit for the cache")]
    UnfitSqlite(&'static str),
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        match error {
            Error::Damaged(_) | Error::NotFound | Error::Body(_) | Error::Statement(_) => {
                Self::Damaged
            }
            Error::Full(_) => Self::Full,
            Error::Io(e) | Error::Busy(e) => Self::Io(e.to_string()),
        }
    }
}
