//! What a person did and the relay has not confirmed. Survives everything.
//!
//! ```text
//!            begin (attempts + 1)        answered(seq)           settle: cursor ≥ seq
//!   queued ───────────────────▶ sending ───────────────▶ answered ───────────────▶ (gone)
//!     ▲  ▲                         │  │
//!     │  └──── failed / restart ───┘  ├── held(code) ───▶ held ──┐
//!     │                               └── refused(code) ▶ refused│ dismiss ▶ (gone)
//!     └───────────────────── release ────────────────────────────┘
//! ```
//!
//! A lane is a conversation, else a contact, else the command itself. Within a lane commands leave in the order of their
//! local numbers, one at a time; a held or refused one blocks nothing but those that name it in `after`, which become held
//! themselves. An answered command still counts for prediction: the answer can come before the change does.

mod write;

pub use write::OutboxWriter;

use super::record::id_at;
use crate::error::Result;
use crate::migrate::Migration;
use domain::command::{Action, Code, Command};
use domain::id::{CommandId, RecordId};
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 outbox",
    sql: "
CREATE TABLE outbox (
  local INTEGER PRIMARY KEY AUTOINCREMENT, -- order of writing; never used twice
  command TEXT NOT NULL UNIQUE,
  lane TEXT NOT NULL,
  after TEXT NOT NULL DEFAULT '[]',     -- JSON list of command ids
  action TEXT NOT NULL,                 -- JSON, domain::command::Action
  state TEXT NOT NULL DEFAULT 'queued', -- queued | sending | answered | held | refused
  answer_seq INTEGER NOT NULL DEFAULT 0,-- of 'answered'
  code TEXT NOT NULL DEFAULT '',        -- of 'held' and 'refused'
  detail TEXT NOT NULL DEFAULT '',      -- of 'held' and 'refused'; never guest text
  attempts INTEGER NOT NULL DEFAULT 0,  -- counted before trying
  created_at INTEGER NOT NULL,          -- ms
  last_error TEXT NOT NULL DEFAULT '',  -- of the last attempt that reached nobody
  record TEXT NOT NULL DEFAULT ''       -- the record it creates; '' = none
) STRICT;
CREATE INDEX outbox_lane ON outbox (lane, local);
",
}];

/// Where a command is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxState {
    /// Waits for its turn.
    Queued,
    /// Given to the network; the relay may or may not have it.
    Sending,
    /// Done; leaves once the cursor has reached `seq`.
    Answered {
        /// The sequence number that holds its effect.
        seq: i64,
    },
    /// Not sent and not lost: a person decides.
    Held {
        /// Why.
        code: Code,
        /// More, never guest text.
        detail: Option<String>,
    },
    /// The relay said no.
    Refused {
        /// Why.
        code: Code,
        /// More, never guest text.
        detail: Option<String>,
    },
}

/// A command to be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// What is asked, with its client-made id.
    pub command: Command,
    /// Commands that have to be done first.
    pub after: Vec<CommandId>,
    /// The record it creates (a message, a contact), if it creates one.
    pub record: Option<RecordId>,
    /// When it was written.
    pub created_at: UnixMillis,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Order of writing on this computer.
    pub local: i64,
    /// What is asked.
    pub command: Command,
    /// Conversation, else contact, else the command itself.
    pub lane: String,
    /// Commands that have to be done first.
    pub after: Vec<CommandId>,
    /// Where it is.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was written.
    pub created_at: UnixMillis,
    /// Why the last attempt reached nobody.
    pub last_error: Option<String>,
    /// The record it creates.
    pub record: Option<RecordId>,
}

impl OutboxEntry {
    /// Whether it still counts for what staff see: it waits, is under way, or is done and its change has not come yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(
            self.state,
            OutboxState::Queued | OutboxState::Sending | OutboxState::Answered { .. }
        )
    }

    /// Whether it has yet to leave this computer.
    fn is_waiting(&self) -> bool {
        matches!(self.state, OutboxState::Queued | OutboxState::Sending)
    }
}

/// The lane of a command.
#[must_use]
pub(crate) fn lane_of(command: &Command) -> String {
    match &command.action {
        Action::CreateContact { contact, .. } | Action::EditContact { contact, .. } => {
            format!("contact:{contact}")
        }
        action => match action.conversation() {
            Some(conversation) => format!("conversation:{conversation}"),
            None => format!("command:{}", command.id),
        },
    }
}

const COLUMNS: &str =
    "local, command, lane, after, action, state, answer_seq, code, detail, attempts, created_at,
  last_error, record";

pub(crate) fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<OutboxEntry> {
    let json = |column: usize, e: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    };
    let code = Code::from_text(row.get_ref(7)?.as_str()?);
    let some = |text: String| Some(text).filter(|t| !t.is_empty());
    let detail = some(row.get(8)?);
    let state = match row.get_ref(5)?.as_str()? {
        "sending" => OutboxState::Sending,
        "answered" => OutboxState::Answered { seq: row.get(6)? },
        "held" => OutboxState::Held { code, detail },
        "refused" => OutboxState::Refused { code, detail },
        _ => OutboxState::Queued,
    };
    Ok(OutboxEntry {
        local: row.get(0)?,
        command: Command {
            id: CommandId::new(row.get_ref(1)?.as_str()?).map_err(|e| {
                rusqlite::Error::FromSqlConversionFailure(
                    1,
                    rusqlite::types::Type::Text,
                    Box::new(e),
                )
            })?,
            action: serde_json::from_str(row.get_ref(4)?.as_str()?).map_err(|e| json(4, e))?,
        },
        lane: row.get(2)?,
        after: serde_json::from_str(row.get_ref(3)?.as_str()?).map_err(|e| json(3, e))?,
        state,
        attempts: row.get(9)?,
        created_at: UnixMillis(row.get(10)?),
        last_error: some(row.get(11)?),
        record: match row.get_ref(12)?.as_str()? {
            "" => None,
            _ => Some(id_at(row, 12)?),
        },
    })
}

pub(crate) fn select_all() -> String {
    format!("SELECT {COLUMNS} FROM outbox ORDER BY local")
}

/// Reads the outbox.
#[derive(Debug, Clone, Copy)]
pub struct OutboxReader<'c>(pub(crate) &'c Connection);

impl OutboxReader<'_> {
    /// Every entry, in order of writing.
    ///
    /// # Errors
    /// As every read.
    pub fn all(&self) -> Result<Vec<OutboxEntry>> {
        let mut statement = self.0.prepare_cached(&select_all())?;
        let rows = statement.query_map([], from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One entry.
    ///
    /// # Errors
    /// As every read.
    pub fn get(&self, command: &CommandId) -> Result<Option<OutboxEntry>> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE command = ?1");
        Ok(self
            .0
            .prepare_cached(&sql)?
            .query_row([command.as_str()], from_row)
            .optional()?)
    }

    /// The entries of the lane `command` would go to, in order of writing: what its conversation is predicted from.
    ///
    /// # Errors
    /// As every read.
    pub fn lane(&self, lane: &str) -> Result<Vec<OutboxEntry>> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE lane = ?1 ORDER BY local");
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map([lane], from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The entries about a conversation, in order of writing.
    ///
    /// # Errors
    /// As every read.
    pub fn of_conversation(
        &self,
        conversation: &domain::id::ConversationId,
    ) -> Result<Vec<OutboxEntry>> {
        self.lane(&format!("conversation:{conversation}"))
    }

    /// The entries about a contact's own record, in order of writing.
    ///
    /// # Errors
    /// As every read.
    pub fn of_contact(&self, contact: &domain::id::ContactId) -> Result<Vec<OutboxEntry>> {
        self.lane(&format!("contact:{contact}"))
    }

    /// Whether anything about a conversation is in the outbox.
    pub(crate) fn waits_for(&self, conversation: &domain::id::ConversationId) -> Result<bool> {
        Ok(self
            .0
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE lane = ?1)")?
            .query_row([format!("conversation:{conversation}")], |row| row.get(0))?)
    }

    /// What may be sent now: of each lane the first that waits, unless it is under way, or a command it comes after still is.
    /// In order of writing, `limit` at most.
    ///
    /// # Errors
    /// As every read.
    pub fn ready(&self, limit: usize) -> Result<Vec<OutboxEntry>> {
        let all = self.all()?;
        let waiting: BTreeSet<CommandId> = all
            .iter()
            .filter(|e| e.is_waiting())
            .map(|e| e.command.id.clone())
            .collect();
        let mut lanes = BTreeSet::new();
        let heads = all
            .into_iter()
            .filter(|e| (e.is_waiting() || blocks(e)) && lanes.insert(e.lane.clone()));
        let free = heads.filter(|e| {
            e.state == OutboxState::Queued && !e.after.iter().any(|id| waiting.contains(id))
        });
        Ok(free.take(limit).collect())
    }
}

/// Planted: one refused command blocks all behind it.
#[cfg(feature = "plant")]
fn blocks(entry: &OutboxEntry) -> bool {
    seam::planted(seam::Plant::RefusedBlocksLane)
        && matches!(entry.state, OutboxState::Refused { .. })
}

/// What a person has to look at blocks nothing.
#[cfg(not(feature = "plant"))]
const fn blocks(_: &OutboxEntry) -> bool {
    false
}
