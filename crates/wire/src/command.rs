//! `POST /v1/commands`.

use domain::command::{Answer, Command};
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// One command or a list of them (at most 100).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
#[expect(
    clippy::large_enum_variant,
    reason = "made and sent at once, never kept"
)]
pub enum CommandRequest {
    /// Several, run in order; one refused does not stop the others.
    Many(Vec<Command>),
    /// One.
    One(Command),
}

impl CommandRequest {
    /// As a list.
    #[must_use]
    pub fn into_list(self) -> Vec<Command> {
        match self {
            Self::Many(list) => list,
            Self::One(command) => vec![command],
        }
    }
}

/// A command that was done before the relay was restored from a backup, offered again (DESIGN_SYNC, Cursor and history). A known
/// id gets its first answer; of an unknown one the relay keeps what was written as history and delivers nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Replayed {
    /// When it was written, by the relay's clock.
    pub replayed: UnixMillis,
    /// What was asked, under its first id.
    #[serde(flatten)]
    pub command: Command,
}

/// Always 200 for a readable request; each command has its own outcome.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CommandResponse {
    /// In the order of the request.
    pub results: Vec<Answer>,
    /// Relay time.
    pub now: UnixMillis,
}
