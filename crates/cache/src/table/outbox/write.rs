//! The steps of the outbox's state machine, each a statement that only fits the state it starts from.

use super::super::sent;
use super::{COLUMNS, NewEntry, OutboxEntry, OutboxReader, OutboxState, from_row, lane_of};
use crate::error::{Error, Result};
use domain::command::{Action, Code};
use domain::id::{CommandId, MediaId, RecordId};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Writes the outbox; use [`crate::Durability::Full`] for everything a person did.
#[derive(Debug, Clone, Copy)]
pub struct OutboxWriter<'c>(pub(crate) &'c Connection);

impl OutboxWriter<'_> {
    /// Queues a command; its local number. The same command id again changes nothing and gives the first number.
    ///
    /// # Errors
    /// As every write.
    pub fn push(&self, new: &NewEntry) -> Result<i64> {
        self.0
            .prepare_cached(
                "INSERT INTO outbox (command, lane, after, action, created_at, record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (command) DO NOTHING",
            )?
            .execute(params![
                new.command.id.as_str(),
                lane_of(&new.command),
                serde_json::to_string(&new.after)?,
                serde_json::to_string(&new.command.action)?,
                new.created_at.0,
                new.record.as_ref().map_or("", RecordId::as_str),
            ])?;
        Ok(self
            .0
            .prepare_cached("SELECT local FROM outbox WHERE command = ?1")?
            .query_row([new.command.id.as_str()], |row| row.get(0))?)
    }

    /// Before the first byte leaves: `sending`, one attempt more.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not queued; else as every write.
    pub fn begin(&self, command: &CommandId) -> Result<()> {
        self.change(
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1
             WHERE command = ?1 AND state = 'queued'",
            params![command.as_str()],
        )
    }

    /// The attempt reached nobody: queued again. `error` is for a person; never guest text.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not under way; else as every write.
    pub fn failed(&self, command: &CommandId, error: &str) -> Result<()> {
        self.change(
            "UPDATE outbox SET state = 'queued', last_error = ?2
             WHERE command = ?1 AND state = 'sending'",
            params![command.as_str(), error],
        )
    }

    /// After a start: what was under way is queued again. The relay knows a repeat by its id.
    ///
    /// # Errors
    /// As every write.
    pub fn requeue_all(&self) -> Result<usize> {
        Ok(self.0.execute(
            "UPDATE outbox SET state = 'queued' WHERE state = 'sending'",
            [],
        )?)
    }

    /// The relay did it; `seq` holds the effect (0 if it had none).
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such entry; else as every write.
    pub fn answered(&self, command: &CommandId, seq: i64) -> Result<()> {
        self.change(
            "UPDATE outbox SET state = 'answered', answer_seq = ?2, last_error = '' WHERE command = ?1",
            params![command.as_str(), seq],
        )
    }

    /// Kept for a person to look at. Returns the commands that are held with it because they come after it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such entry; else as every write.
    pub fn held(
        &self,
        command: &CommandId,
        code: &Code,
        detail: Option<&str>,
    ) -> Result<Vec<CommandId>> {
        self.stop(command, "held", code, detail)
    }

    /// The relay said no. Returns the commands that are held because they come after it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such entry; else as every write.
    pub fn refused(
        &self,
        command: &CommandId,
        code: &Code,
        detail: Option<&str>,
    ) -> Result<Vec<CommandId>> {
        self.stop(command, "refused", code, detail)
    }

    fn stop(
        &self,
        command: &CommandId,
        state: &str,
        code: &Code,
        detail: Option<&str>,
    ) -> Result<Vec<CommandId>> {
        self.change(
            "UPDATE outbox SET state = ?2, code = ?3, detail = ?4 WHERE command = ?1",
            params![
                command.as_str(),
                state,
                code.as_str(),
                detail.unwrap_or_default()
            ],
        )?;
        let dependants = self.dependants(command)?;
        for id in &dependants {
            self.change(
                "UPDATE outbox SET state = 'held', code = ?2, detail = ?3 WHERE command = ?1",
                params![id.as_str(), code.as_str(), format!("after {command}")],
            )?;
        }
        Ok(dependants)
    }

    /// Queued commands that come after `command`, directly or through others.
    fn dependants(&self, command: &CommandId) -> Result<Vec<CommandId>> {
        let mut stopped = BTreeSet::from([command.clone()]);
        let mut dependants = Vec::new();
        // A command can only name older ones, so one pass in order of writing finds the whole chain.
        for entry in OutboxReader(self.0).all()? {
            let waits = entry.state == OutboxState::Queued;
            if waits && entry.after.iter().any(|id| stopped.contains(id)) {
                stopped.insert(entry.command.id.clone());
                dependants.push(entry.command.id);
            }
        }
        Ok(dependants)
    }

    /// A person looked at a held or refused command and wants it sent: queued again, with `action` in place of the old one
    /// if given (say, without what its writer saw). Keeps its id unless `renamed`: a refused id has its answer for ever. It goes behind
    /// everything that waits already: whoever takes a conversation over and then releases a reply means it in this order.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is neither held nor refused; else as every write.
    pub fn release(
        &self,
        command: &CommandId,
        renamed: Option<&CommandId>,
        action: Option<&Action>,
    ) -> Result<()> {
        if let Some(action) = action {
            self.change(
                "UPDATE outbox SET action = ?2 WHERE command = ?1",
                params![command.as_str(), serde_json::to_string(action)?],
            )?;
        }
        self.change(
            "UPDATE outbox SET state = 'queued', code = '', detail = '', command = ?2,
               local = (SELECT max(local) FROM outbox) + 1
             WHERE command = ?1 AND state IN ('held', 'refused')",
            params![command.as_str(), renamed.unwrap_or(command).as_str()],
        )
    }

    /// A person looked at it and drops it: gone. Whatever it predicted has to be predicted again.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such entry or it is under way; else as every write.
    pub fn dismiss(&self, command: &CommandId) -> Result<OutboxEntry> {
        let entry = OutboxReader(self.0).get(command)?.ok_or(Error::NotFound)?;
        self.change(
            "DELETE FROM outbox WHERE command = ?1 AND state <> 'sending'",
            params![command.as_str()],
        )?;
        Ok(entry)
    }

    /// Everything about an erased guest or their conversation, under way or not: what the relay did of it is erased there.
    pub(crate) fn forget_lane(&self, lane: &str) -> Result<()> {
        self.0
            .prepare_cached("DELETE FROM outbox WHERE lane = ?1")?
            .execute([lane])?;
        Ok(())
    }

    /// The upload of a file that no other command carries any more.
    pub(crate) fn forget_upload(&self, media: &MediaId) -> Result<()> {
        // An upload's own action names the file too.
        self.0
            .prepare_cached(
                "DELETE FROM outbox WHERE command = ?1 AND NOT EXISTS
                   (SELECT 1 FROM outbox AS other
                    WHERE other.command <> ?1 AND instr(other.action, ?1) > 0)",
            )?
            .execute([media.as_str()])?;
        Ok(())
    }

    /// The cursor has reached `seq`: answered commands whose effect is in the cache leave, and are remembered as sent. Predict
    /// their records again in the same transaction.
    ///
    /// # Errors
    /// As every write.
    pub fn settle(&self, seq: i64) -> Result<Vec<OutboxEntry>> {
        self.leave("answer_seq <= ?1", seq)
    }

    /// The relay knows only `seq`: answered commands whose effect it has lost leave, remembered as sent.
    pub(crate) fn lose_above(&self, seq: i64) -> Result<Vec<OutboxEntry>> {
        self.leave("answer_seq > ?1", seq)
    }

    fn leave(&self, which: &str, seq: i64) -> Result<Vec<OutboxEntry>> {
        let rows = format!("outbox WHERE state = 'answered' AND {which}");
        let sql = format!("SELECT {COLUMNS} FROM {rows} ORDER BY local");
        let mut statement = self.0.prepare_cached(&sql)?;
        let left: Vec<OutboxEntry> = statement
            .query_map([seq], from_row)?
            .collect::<rusqlite::Result<_>>()?;
        for entry in &left {
            sent::keep(self.0, entry)?;
        }
        self.0
            .prepare_cached(&format!("DELETE FROM {rows}"))?
            .execute([seq])?;
        Ok(left)
    }

    /// Puts back an entry that was saved from a damaged file; known ids stay as they are.
    ///
    /// # Errors
    /// As every write.
    pub fn restore(&self, entry: &OutboxEntry) -> Result<()> {
        self.push(&NewEntry {
            command: entry.command.clone(),
            after: entry.after.clone(),
            record: entry.record.clone(),
            created_at: entry.created_at,
        })?;
        match &entry.state {
            OutboxState::Queued | OutboxState::Sending => Ok(()),
            OutboxState::Answered { seq } => self.answered(&entry.command.id, *seq),
            OutboxState::Held { code, detail } => self
                .held(&entry.command.id, code, detail.as_deref())
                .map(drop),
            OutboxState::Refused { code, detail } => self
                .refused(&entry.command.id, code, detail.as_deref())
                .map(drop),
        }
    }

    fn change(&self, sql: &str, params: impl rusqlite::Params) -> Result<()> {
        match self.0.prepare_cached(sql)?.execute(params)? {
            0 => Err(Error::NotFound),
            _ => Ok(()),
        }
    }
}
