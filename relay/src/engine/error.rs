//! What can go wrong in the engine: what a caller is told, and what a command may end in.

use domain::command::Refusal;
use store::error::StoreError;

/// What a caller of the engine is told. A refusal is no error: it is an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The database is busy or away; the same request may be sent again.
    #[error("the relay cannot write at the moment: {0}")]
    Unavailable(String),
    /// No room left on the disk; nothing was changed.
    #[error("the disk is full")]
    Full,
    /// The relay is going down; nothing was changed.
    #[error("the relay is shutting down")]
    Closed,
    /// A bulk write that contradicts what is there (a unique key leads elsewhere).
    #[error("already taken: {0}")]
    Taken(String),
    /// Our bug; nothing was changed.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<&StoreError> for EngineError {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Retry(text) => Self::Unavailable(text.clone()),
            StoreError::Full(_) => Self::Full,
            StoreError::Taken(what) => Self::Taken(what.clone()),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Why one command of a group did not go through.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// A value for the person who asked; everything of the command is rolled back.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The database; the whole group is rolled back.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stored body this version cannot read or write.
    ///
    /// Only the place is told: the parser's words may quote a guest.
    #[error("body of {what}: {:?} at {}:{}", .error.classify(), .error.line(), .error.column())]
    Body {
        /// Kind and id.
        what: String,
        /// Where JSON broke.
        error: serde_json::Error,
    },
}

/// Short for a step of a command.
pub(crate) type Step<T> = Result<T, Fault>;
