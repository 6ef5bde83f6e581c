//! What must be true once the world is well again and everything has drained (R2, R3, R4).

use crate::actions::{Said, everything};
use crate::house;
use crate::meta::Told;
use crate::truth::{Truth, differences, rows};
use crate::world::{World, sign_in_of};
use anyhow::{Context, Result};
use domain::conversation::{Conversation, ConversationStatus};
use domain::delivery::MessageState;
use domain::id::StaffId;
use domain::message::{Author, Content, Event, Message};
use domain::record::{Kind, Scope};
use domain::staff::Staff;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::Store;
use store::model::Record;

/// How long everything may take to drain, in simulated milliseconds.
const PATIENCE: u64 = 300_000;
/// Between two looks whether it has.
const LOOK: u64 = 2_000;
/// After that: a stream says once in four seconds what it may have missed.
const SETTLE: u64 = 9_000;
/// Requests of one desk while everything drains; more is going round in circles.
const MOST_REQUESTS: u64 = 600;

/// Jobs that are due later than this are the daily ones.
const FAR: i64 = 3_600_000;
/// Jobs whose time is not waited for.
const MOST_JUMPS: u32 = 60;
/// How it is said that only jobs are left.
const JOBS: &str = "jobs, the next in ms: ";

impl World {
    /// Ends all trouble, waits, and judges.
    pub(crate) fn judge(&mut self) -> Result<()> {
        self.heal()?;
        self.drain()?;
        let truth = self.truth()?;
        self.judge_messages(&truth);
        self.judge_statuses(&truth);
        let outboxes = self.outboxes();
        self.judge_said(&truth, &outboxes);
        self.judge_order();
        self.judge_desks(&truth, &outboxes)
    }

    fn heal(&mut self) -> Result<()> {
        self.net.note("all is well");
        self.calm();
        if !self.relay.is_running() {
            self.relay.start()?;
        }
        for desk in &mut self.desks {
            if !desk.is_running() {
                desk.start()?;
            }
        }
        self.run(3_000)?;
        // Who found a full disk at the start begins again, and everybody is back at work.
        for at in 0..self.desks.len() {
            if self.state(at).is_some_and(|it| it["phase"] == "blocked")
                && let Some(desk) = self.desks.get_mut(at)
            {
                desk.crash();
                desk.start()?;
            }
        }
        self.run(1_000)?;
        self.everybody_comes_back();
        self.run(5_000)
    }

    fn everybody_comes_back(&self) {
        for at in 0..self.desks.len() {
            if !self.is_signed_in(at) {
                self.sign_in(at);
            }
        }
    }

    /// Goes on until nothing is left to do.
    fn drain(&mut self) -> Result<()> {
        let begun = self.now();
        let before: Vec<u64> = (0..self.desks.len())
            .map(|at| self.net.requests(at))
            .collect();
        let rewinds = self.ledger.rewinds;
        let mut pressed = 0;
        while !self.is_quiet()? {
            // A job may wait long for its next try; nobody else does anything meanwhile.
            if let Some(due) = self.only_jobs()?
                && pressed < MOST_JUMPS
            {
                pressed += 1;
                // A status of a message that a restored relay has forgotten is kept for an hour.
                let least = if self.ledger.restored { 300_000 } else { 0 };
                self.relay.computer.jump(due.max(least));
                self.relay.poke_jobs();
            }
            if self.now() - begun > PATIENCE {
                let why = self.what_is_left()?;
                self.ledger.violation(format!("stuck: {why}"));
                break;
            }
            if self.ledger.restored {
                // A restored relay may not know who had signed in since, and says so when it is asked next.
                self.everybody_comes_back();
            }
            self.run(LOOK)?;
        }
        self.run(SETTLE)?;
        for (at, before) in before.into_iter().enumerate() {
            let made = self.net.requests(at) - before;
            if made > MOST_REQUESTS {
                self.ledger
                    .violation(format!("desk {at} goes round: {made} requests"));
            }
        }
        if self.ledger.rewinds - rewinds > 20 {
            self.ledger.violation("resets without end".to_owned());
        }
        Ok(())
    }

    /// In how many milliseconds the next job is due, where nothing else is left.
    fn only_jobs(&mut self) -> Result<Option<i64>> {
        let left = self.what_is_left()?;
        Ok(left.strip_prefix(JOBS).and_then(|due| due.parse().ok()))
    }

    fn is_quiet(&mut self) -> Result<bool> {
        Ok(self.what_is_left()?.is_empty())
    }

    fn what_is_left(&mut self) -> Result<String> {
        if !self.meta.is_quiet() {
            return Ok("webhooks".to_owned());
        }
        if !self.relay.is_up() {
            return Ok("the relay".to_owned());
        }
        let (backlog, due) = self.relay.with(async |app| {
            let store = app.tools().store.as_ref();
            let now = app.tools().clock.now();
            let due = store.next_due().await?.map(|due| due.since(now));
            Ok((store.envelope_backlog().await?, due))
        })?;
        if backlog > 0 {
            return Ok("envelopes".to_owned());
        }
        for at in 0..self.desks.len() {
            let state = self.state(at).unwrap_or_default();
            if state["phase"] != "signed_in" || state["sync"]["state"] != "live" {
                return Ok(format!("desk {at} is {state}"));
            }
        }
        // Until checksums have agreed, after a restore or an erasure, a copy says that it may lack something.
        for (at, desk) in self.desks.iter().enumerate() {
            let list = desk.ask("conversation_list", everything());
            if !list.is_some_and(|it| it.is_ok_and(|it| it["complete"] == true)) {
                return Ok(format!("desk {at} is in doubt"));
            }
        }
        for (at, outbox) in self.outboxes().iter().enumerate() {
            // What a restored relay has answered and forgotten has no number that could be waited for.
            let restored = self.ledger.restored;
            let waits = |it: &Value| {
                it["state"] == "queued"
                    || it["state"] == "sending"
                    || it["state"] == "sent" && !restored
            };
            if outbox.iter().any(waits) {
                return Ok(format!("the outbox of desk {at}: {outbox:?}"));
            }
        }
        if let Some(due) = due.filter(|due| *due < FAR) {
            return Ok(format!("{JOBS}{due}"));
        }
        Ok(String::new())
    }

    fn outboxes(&self) -> Vec<Vec<Value>> {
        let desks = self.desks.iter();
        desks
            .map(|desk| match desk.ask("outbox", Value::Null) {
                Some(Ok(Value::Array(all))) => all,
                _ => Vec::new(),
            })
            .collect()
    }

    fn truth(&self) -> Result<Truth> {
        let workspace = house::workspace()?;
        let mut scopes = BTreeSet::from([Scope::house()]);
        for property in ["lisbon", "beach"] {
            let property = domain::id::PropertyId::new(property)?;
            scopes.extend([
                Scope::inbox(&property),
                Scope::guests(&property),
                Scope::stays(&property),
                Scope::admin(&property),
            ]);
        }
        // Read by a relay without faults, whatever is planted.
        let planted = self.relay.computer.replace_plant(None);
        let records = self.relay.with(async |app| {
            let store: &dyn Store = app.tools().store.as_ref();
            let mut records = Vec::new();
            let mut since = 0;
            loop {
                let feed = store.feed(&workspace, &scopes, since, 5_000).await?;
                records.extend(feed.records);
                since = feed.to;
                if !feed.more {
                    return Ok(records);
                }
            }
        });
        self.relay.computer.replace_plant(planted);
        let records = records?;
        let staff = records.iter().filter(|it| it.kind == Kind::Staff);
        let staff = staff.filter_map(|it| {
            let body: Staff = serde_json::from_str(&it.body).ok()?;
            Some((it.id.to_string(), body))
        });
        Ok(Truth {
            staff: staff.collect(),
            records,
        })
    }

    /// Every acknowledged webhook is exactly one message; a status is never taken back (R1, R2).
    fn judge_messages(&mut self, truth: &Truth) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut states: BTreeMap<String, MessageState> = BTreeMap::new();
        for (_, message) in truth.messages() {
            if let Some(id) = &message.provider_id {
                *counts.entry(id.clone()).or_default() += 1;
                states.insert(id.clone(), message.state.clone());
            }
        }
        let mut wrong = Vec::new();
        for acknowledged in [true, false] {
            for told in self.meta.told(acknowledged) {
                let Told::Message { id, text } = told else {
                    continue;
                };
                let count = counts.get(id).copied().unwrap_or(0);
                if count > 1 || acknowledged && count == 0 {
                    wrong.push(format!("{text:?} of a guest is there {count} times"));
                }
            }
        }
        for (id, told) in self.meta.farthest() {
            // A later try has another id at the provider.
            if let Some(state) = states.get(&id)
                && *state != state.after_report(&told)
            {
                wrong.push(format!("{id} is {state} and was told to be {told}"));
            }
        }
        for what in wrong {
            self.ledger.violation(what);
        }
    }

    /// A conversation's status is what its lines say, one after the other.
    fn judge_statuses(&mut self, truth: &Truth) {
        let mut replayed: BTreeMap<String, (u64, ConversationStatus)> = BTreeMap::new();
        for (record, message) in truth.messages() {
            let Content::Event(line) = &message.content else {
                continue;
            };
            let status = match line {
                Event::Escalated { .. } => ConversationStatus::AwaitingAgent,
                Event::Claimed | Event::TakenOver | Event::Reopened | Event::Assigned { .. } => {
                    ConversationStatus::AgentAssigned
                }
                Event::Resolved => ConversationStatus::Resolved,
                Event::HandedBack => ConversationStatus::BotHandling,
                _ => continue,
            };
            let known = replayed
                .entry(message.conversation.to_string())
                .or_insert_with(|| (0, ConversationStatus::BotHandling));
            if record.seq >= known.0 {
                *known = (record.seq, status);
            }
        }
        for (record, body) in truth.of::<Conversation>(&Kind::Conversation) {
            let id = record.id.to_string();
            let (_, status) = replayed
                .remove(&id)
                .unwrap_or((0, ConversationStatus::BotHandling));
            if body.status != status {
                let is = &body.status;
                self.ledger
                    .violation(format!("{id} is {is}, its lines say {status}"));
            }
        }
    }

    /// What staff wrote was sent once, or somebody can see why not (R5).
    fn judge_said(&mut self, truth: &Truth, outboxes: &[Vec<Value>]) {
        let mut there: BTreeMap<&str, Vec<(&Record, Message)>> = BTreeMap::new();
        let messages: Vec<(&Record, Message)> = truth.messages().collect();
        for (record, message) in &messages {
            if matches!(message.author, Author::Staff | Author::Note) {
                let text = message.text.as_str();
                there
                    .entry(text)
                    .or_default()
                    .push((record, message.clone()));
            }
        }
        let mut wrong = Vec::new();
        let after = self.ledger.restored_at;
        for (_, said) in self.ledger.said.iter().filter(|(it, _)| **it > after) {
            let found = there.get(said.text.as_str()).map_or(&[][..], Vec::as_slice);
            let waits = outboxes.get(said.desk).is_some_and(|all| {
                all.iter()
                    .any(|it| it["text"].as_str() == Some(said.text.as_str()))
            });
            let decided = self.ledger.decided.contains(&said.text);
            if found.len() > 1 {
                wrong.push(format!("{:?} is there {} times", said.text, found.len()));
            }
            if said.kept && found.is_empty() && !waits && !decided {
                wrong.push(format!("{:?} was kept and is lost", said.text));
            }
            if let Some((record, message)) = found.first() {
                self.judge_sent(said, record, message, &mut wrong);
            }
        }
        for what in wrong {
            self.ledger.violation(what);
        }
    }

    fn judge_sent(&self, said: &Said, record: &Record, message: &Message, wrong: &mut Vec<String>) {
        let id = record.id.to_string();
        let taken = self.meta.taken().iter().filter(|it| it.message == id);
        let taken = taken.count() as u64;
        if said.note {
            if taken > 0 {
                wrong.push(format!("the note {:?} was sent", said.text));
            }
            return;
        }
        let again = self.ledger.retried.get(&id).copied().unwrap_or(0);
        if taken > 1 + again {
            wrong.push(format!("{:?} was sent {taken} times", said.text));
        }
        match message.state {
            MessageState::Sent | MessageState::Delivered | MessageState::Read => {
                if taken == 0 {
                    wrong.push(format!("{:?} is sent, and was not", said.text));
                }
            }
            MessageState::Failed | MessageState::Unknown => {}
            ref other => wrong.push(format!("{:?} is still {other}", said.text)),
        }
    }

    /// Of one desk, in one conversation, what was written first is sent first.
    fn judge_order(&mut self) {
        let mut last: BTreeMap<(usize, &str), u64> = BTreeMap::new();
        let mut wrong = Vec::new();
        for taken in self.meta.taken() {
            let number = taken.text.split(' ').nth(1).and_then(|it| it.parse().ok());
            let Some(number) = number.filter(|_| taken.text.starts_with("reply ")) else {
                continue;
            };
            let Some(said) = self.ledger.said.get(&number) else {
                continue;
            };
            if self.ledger.retried.contains_key(&taken.message)
                || self.ledger.decided.contains(&said.text)
            {
                continue;
            }
            let before = last
                .insert((said.desk, said.conversation.as_str()), number)
                .unwrap_or(0);
            if before > number {
                wrong.push(format!("reply {number} was sent after reply {before}"));
            }
        }
        for what in wrong {
            self.ledger.violation(what);
        }
    }

    /// Old state + changes = fresh state, in records and in what is shown (R4).
    fn judge_desks(&mut self, truth: &Truth, outboxes: &[Vec<Value>]) -> Result<()> {
        let mut fresh = Vec::new();
        for at in 0..self.desks.len() {
            fresh.push(self.fresh_desk(at)?);
        }
        self.run_with(&mut fresh, 500)?;
        for desk in &fresh {
            desk.call("sign_in".to_owned(), "sign_in", sign_in_of(&desk.staff));
        }
        self.run_with(&mut fresh, SETTLE)?;
        let mut lists = Vec::new();
        for desk in &fresh {
            lists.push(desk.ask("conversation_list", everything()));
        }
        for (at, (new, list)) in fresh.iter_mut().zip(lists).enumerate() {
            let Some(old) = self.desks.get_mut(at) else {
                continue;
            };
            let shown = old.ask("conversation_list", everything());
            let plain = outboxes.get(at).is_some_and(Vec::is_empty);
            old.crash();
            new.crash();
            let staff = truth.staff.get(&old.staff);
            let scopes = staff.map(|staff| {
                StaffId::new(old.staff.clone()).map(|id| domain::access::scopes(&id, staff))
            });
            let scopes = scopes.context("nobody")??;
            let (old_rows, new_rows) = (rows(old)?, rows(new)?);
            let want = truth.rows(&scopes);
            let name = old.staff.clone();
            let mut wrong = Vec::new();
            wrong.extend(differences(&format!("{name}'s desk"), &old_rows, &want));
            wrong.extend(differences(
                &format!("{name}'s fresh desk"),
                &new_rows,
                &want,
            ));
            if plain && shown != list {
                wrong.push(format!(
                    "{name}'s list is not a fresh one: {shown:?} / {list:?}"
                ));
            }
            for what in wrong {
                self.ledger.violation(what);
            }
        }
        Ok(())
    }
}
