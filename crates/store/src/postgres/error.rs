//! What PostgreSQL says, as a decision.

use crate::error::StoreError;
use deadpool_postgres::PoolError;
use tokio_postgres::error::{DbError, SqlState};

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(said) = error.as_db_error() {
            return from_database(said);
        }
        let text = error.to_string();
        let io =
            std::error::Error::source(&error).is_some_and(|source| source.is::<std::io::Error>());
        if error.is_closed() || io || text.starts_with("timeout") || text.contains("connecting") {
            return Self::Retry(text);
        }
        // Of values only the column's number is told.
        if text.starts_with("error deserializing") {
            return Self::Damaged(text);
        }
        Self::Bug(text)
    }
}

impl From<PoolError> for StoreError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => error.into(),
            PoolError::Timeout(_) => Self::Retry("every connection is in use".to_owned()),
            PoolError::Closed => Self::Retry("the store is closing".to_owned()),
            other => Self::Bug(other.to_string()),
        }
    }
}

fn from_database(said: &DbError) -> StoreError {
    let code = said.code();
    let class = code.code().get(..2).unwrap_or_default();
    match class {
        // Connection lost, taken back, not enough of something, going down.
        "08" | "40" | "57" => StoreError::Retry(whole(said)),
        "53" if *code == SqlState::DISK_FULL => StoreError::Full(whole(said)),
        "53" => StoreError::Retry(whole(said)),
        "58" | "XX" => StoreError::Damaged(whole(said)),
        "28" | "3D" | "3F" => StoreError::Denied(whole(said)),
        _ if *code == SqlState::LOCK_NOT_AVAILABLE
            || *code == SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
            || *code == SqlState::READ_ONLY_SQL_TRANSACTION =>
        {
            StoreError::Retry(whole(said))
        }
        _ if *code == SqlState::INSUFFICIENT_PRIVILEGE => StoreError::Denied(whole(said)),
        _ if *code == SqlState::UNIQUE_VIOLATION => StoreError::Taken(place(said)),
        _ => StoreError::Bug(place(said)),
    }
}

/// With the server's words: in these classes they name the server's parts, never values.
fn whole(said: &DbError) -> String {
    format!("{} {}", said.code().code(), said.message())
}

/// Without them: they may quote a guest.
fn place(said: &DbError) -> String {
    let names = [said.table(), said.column(), said.constraint()];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    format!("{} {}", said.code().code(), names.join(" "))
}
