//! What can go wrong, as a decision.

/// A storage error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Try again: busy, lock timeout, connection lost.
    #[error("the database is busy or away: {0}")]
    Retry(String),
    /// No room left; the caller answers 503 and nothing is lost.
    #[error("the disk is full: {0}")]
    Full(String),
    /// The file or the data is not what it should be; a person must look.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The schema is newer than this program.
    #[error("the database was written by a newer version ({found}, this one knows {known})")]
    Newer {
        /// In the file.
        found: u32,
        /// Known here.
        known: u32,
    },
    /// The address, the name or the password is not good; a person must look.
    #[error("the database does not let this relay in: {0}")]
    Denied(String),
    /// Another master key made this store's secrets.
    #[error("the master key is not the one this store was made with")]
    WrongMasterKey,
    /// A unique key is taken by something else; the engine turns it into a refusal.
    #[error("already taken: {0}")]
    Taken(String),
    /// Our bug.
    #[error("storage bug: {0}")]
    Bug(String),
}

/// Short for results of storage.
pub type Result<T> = std::result::Result<T, StoreError>;
