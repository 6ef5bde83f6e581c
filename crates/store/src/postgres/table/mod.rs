//! One table, one file: its DDL, its SQL, its rows.
//!
//! Rules of the SQL: `NOT NULL` wherever a value must be, text by its bytes (`COLLATE "C"`: one order on both databases), columns
//! always named, `workspace` first in every key so that the tables can be distributed by it, lists as arrays.

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
use tokio_postgres::Row;

/// Reads an id of any type; a text that is none means a damaged row.
pub(super) fn id<T: std::str::FromStr>(row: &Row, column: usize) -> Result<T> {
    parse(row.try_get(column)?, column)
}

/// As [`id`], for a column that may be NULL.
pub(super) fn optional_id<T: std::str::FromStr>(row: &Row, column: usize) -> Result<Option<T>> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(|text| parse(text, column)).transpose()
}

fn parse<T: std::str::FromStr>(text: &str, column: usize) -> Result<T> {
    text.parse()
        .map_err(|_| StoreError::Damaged(format!("column {column} is no id")))
}

/// A sequence number or a limit as PostgreSQL knows it.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A sequence number or a count from PostgreSQL; the schema keeps them non-negative.
pub(super) fn number(row: &Row, column: usize) -> Result<u64> {
    Ok(row.try_get::<_, i64>(column)?.unsigned_abs())
}

/// A small count.
pub(super) fn count(row: &Row, column: usize) -> Result<u32> {
    Ok(u32::try_from(number(row, column)?).unwrap_or(u32::MAX))
}

/// A value as JSON text.
pub(super) fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Bug(error.to_string()))
}

#[cfg(test)]
#[cfg(unix)]
mod plan_tests;
