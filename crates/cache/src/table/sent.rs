//! What left this desk and was done, kept for a while: a relay that was restored from a backup is offered it again (DESIGN_SYNC,
//! Cursor and history).

use super::outbox::{OutboxEntry, OutboxState};
use super::record::Record;
use crate::error::Result;
use crate::migrate::Migration;
use domain::command::{Action, Command};
use domain::time::UnixMillis;
use rusqlite::{Connection, params};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-30 sent",
    sql: "
CREATE TABLE sent (
  local INTEGER PRIMARY KEY,            -- outbox.local: order of writing
  command TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL,                 -- JSON, domain::command::Action
  lane TEXT NOT NULL,                   -- outbox.lane: it is forgotten with what this names
  seq INTEGER NOT NULL,                 -- of the answer
  at INTEGER NOT NULL                   -- ms, when it was written
) STRICT;
CREATE INDEX sent_at ON sent (at);
CREATE INDEX sent_lane ON sent (lane);
",
}];

/// A command that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentCommand {
    /// Order of writing on this computer.
    pub local: i64,
    /// What was asked, under its id.
    pub command: Command,
    /// When it was written, by this computer's clock.
    pub at: UnixMillis,
}

/// Keeps a command that leaves the outbox, if it had an effect.
pub(crate) fn keep(conn: &Connection, entry: &OutboxEntry) -> Result<()> {
    let seq = match entry.state {
        OutboxState::Answered { seq } if seq > 0 => seq,
        _ => return Ok(()),
    };
    conn.prepare_cached(
        "INSERT INTO sent (local, command, action, lane, seq, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
    )?
    .execute(params![
        entry.local,
        entry.command.id.as_str(),
        serde_json::to_string(&entry.command.action)?,
        entry.lane,
        seq,
        entry.created_at.0,
    ])?;
    Ok(())
}

/// The lane of what is sent about a conversation or contact.
pub(crate) fn lane_about(record: &Record) -> String {
    format!("{}:{}", record.kind, record.id)
}

/// Whether anything was sent about what this lane names.
pub(crate) fn knows_lane(conn: &Connection, lane: &str) -> Result<bool> {
    let found = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM sent WHERE lane = ?1)")?
        .query_row([lane], |row| row.get(0))?;
    Ok(found)
}

/// What was sent goes with the conversation or contact that it was about.
pub(crate) fn forget_lane(conn: &Connection, lane: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM sent WHERE lane = ?1")?
        .execute([lane])?;
    Ok(())
}

/// Reads what was sent.
#[derive(Debug, Clone, Copy)]
pub struct SentReader<'c>(pub(crate) &'c Connection);

impl SentReader<'_> {
    /// Commands whose effect has a number above `seq`, in order of writing after `local`; `limit` at most.
    ///
    /// # Errors
    /// As every read.
    pub fn above(&self, seq: i64, local: i64, limit: u32) -> Result<Vec<SentCommand>> {
        let mut statement = self.0.prepare_cached(
            "SELECT local, command, action, at FROM sent WHERE seq > ?1 AND local > ?2
             ORDER BY local LIMIT ?3",
        )?;
        let rows = statement.query_map([seq, local, i64::from(limit)], |row| {
            let json = |column: usize, e: serde_json::Error| {
                let kind = rusqlite::types::Type::Text;
                rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(e))
            };
            let id = serde_json::from_value(row.get::<_, String>(1)?.into());
            let action = serde_json::from_str(row.get_ref(2)?.as_str()?);
            Ok(SentCommand {
                local: row.get(0)?,
                command: Command {
                    id: id.map_err(|e| json(1, e))?,
                    action: action.map_err(|e| json(2, e))?,
                },
                at: UnixMillis(row.get(3)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Writes what was sent.
#[derive(Debug, Clone, Copy)]
pub struct SentWriter<'c>(pub(crate) &'c Connection);

impl SentWriter<'_> {
    /// Everything that was asked.
    pub(crate) fn actions(&self) -> Result<Vec<Action>> {
        let mut statement = self.0.prepare_cached("SELECT action FROM sent")?;
        let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut actions = Vec::new();
        for text in texts {
            actions.push(serde_json::from_str(&text?)?);
        }
        Ok(actions)
    }

    /// Forgets what was written before `at`.
    ///
    /// # Errors
    /// As every write.
    pub fn forget_before(&self, at: UnixMillis) -> Result<()> {
        self.0
            .prepare_cached("DELETE FROM sent WHERE at < ?1")?
            .execute([at.0])?;
        Ok(())
    }
}
