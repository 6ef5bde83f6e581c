//! One table, one file: its DDL, its SQL, its rows.
//!
//! Rules of the SQL: `STRICT`, `NOT NULL` wherever a value must be, numbers never reused where they leave the table, columns
//! always named, `workspace` first in every key, no `ANALYZE` (a plan must not change by itself; tests hold the plans).

pub(super) mod audit;
pub(super) mod command;
pub(super) mod commits;
pub(super) mod credential;
pub(super) mod device;
pub(super) mod envelope;
pub(super) mod event_key;
pub(super) mod horizon;
pub(super) mod invitation;
pub(super) mod job;
pub(super) mod left_scope;
pub(super) mod lookup;
pub(super) mod presence;
pub(super) mod record;
pub(super) mod scope_checksum;
pub(super) mod secret;
pub(super) mod setting;
pub(super) mod terms;
pub(super) mod workspace;

use crate::error::{Result, StoreError};
use rusqlite::Row;
use rusqlite::types::Type;

/// Reads an id of any type; a text that is none means a damaged file.
pub(super) fn id<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

/// As [`id`], for a column that may be NULL.
pub(super) fn optional_id<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(None),
        Some(_) => id(row, column).map(Some),
    }
}

/// A sequence number or a limit as SQLite knows it.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A sequence number or a count from SQLite; the schema keeps them non-negative.
pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(column)?.unsigned_abs())
}

/// A small list as one parameter, read in SQL by `json_each`.
pub(super) fn json<T: serde::Serialize + ?Sized>(list: &T) -> Result<String> {
    serde_json::to_string(list).map_err(|error| StoreError::Bug(error.to_string()))
}

#[cfg(test)]
mod plan_tests;
