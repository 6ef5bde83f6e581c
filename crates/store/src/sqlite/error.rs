//! What SQLite says, as a decision.

use crate::error::StoreError;
use rusqlite::ErrorCode;
use rusqlite::ffi;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        // The texts name tables and columns, never values.
        let text = error.to_string();
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => from_code(*failure, text),
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Damaged(text),
            _ => Self::Bug(text),
        }
    }
}

fn from_code(failure: ffi::Error, text: String) -> StoreError {
    match failure.code {
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::OperationInterrupted
        | ErrorCode::OperationAborted
        | ErrorCode::OutOfMemory
        | ErrorCode::FileLockingProtocolFailed => StoreError::Retry(text),
        ErrorCode::DiskFull => StoreError::Full(text),
        // A quota or a file-size limit is reported as a failed write; the shared-memory file has its own code.
        ErrorCode::SystemIoFailure
            if matches!(
                failure.extended_code,
                ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_SHMSIZE
            ) =>
        {
            StoreError::Full(text)
        }
        ErrorCode::SystemIoFailure
        | ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::ReadOnly => StoreError::Damaged(text),
        ErrorCode::ConstraintViolation
            if matches!(
                failure.extended_code,
                ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            ) =>
        {
            StoreError::Taken(text)
        }
        _ => StoreError::Bug(text),
    }
}

#[cfg(test)]
mod tests;
