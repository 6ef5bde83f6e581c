//! Erasing again what a restored database still holds.

use super::{Journal, JournalError};
use crate::engine::{Engine, EngineError};
use std::path::Path;

/// Erasures that a restore laid into the data folder; gone once they were done.
pub const PENDING: &str = "erasures.pending.jsonl";

/// Why a restored guest could not be erased: the relay does not serve.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    /// The list, or its folder.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The database.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Erases what is pending in `data`; returns how many. Done twice it changes nothing.
///
/// # Errors
/// [`AgainError`]; what is pending stays so.
pub async fn again(engine: &Engine, data: &Path) -> Result<usize, AgainError> {
    let pending = Journal::new(data.join(PENDING));
    let entries = pending.read()?;
    let count = entries.len();
    for entry in entries {
        engine.erase_again(entry).await?;
    }
    match std::fs::remove_file(pending.path()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            let path = pending.path().display().to_string();
            Err(JournalError { path, error }.into())
        }
        _ => Ok(count),
    }
}
