//! What people and the world do in a run, and what has to come of it.

use crate::desk_host::Done;
use crate::house::{self, STAFF};
use crate::meta::Mood;
use crate::net::Line;
use crate::world::World;
use anyhow::Result;
use domain::access::Role;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody's reply or note, by its number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub(crate) desk: usize,
    pub(crate) conversation: String,
    pub(crate) note: bool,
    pub(crate) text: String,
    /// The app has said that it is kept.
    pub(crate) kept: bool,
}

/// What has been done, to be judged at the end.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) said: BTreeMap<u64, Said>,
    /// Message ids that a person asked to be tried again, and how often.
    pub(crate) retried: BTreeMap<String, u64>,
    /// Commands that a person released or dropped; what they said may be sent twice, later, or never.
    pub(crate) decided: BTreeSet<String>,
    pub(crate) rewinds: u64,
    pub(crate) notices: u64,
    pub(crate) faults: BTreeMap<&'static str, u64>,
    pub(crate) violations: Vec<String>,
    /// The relay was restored from a backup.
    pub(crate) restored: bool,
    /// Numbers up to this were said before the relay was restored.
    pub(crate) restored_at: u64,
    counter: u64,
}

impl Ledger {
    pub(crate) fn violation(&mut self, what: String) {
        // One is enough; a broken law breaks many times.
        if self.violations.len() < 8 {
            self.violations.push(what);
        }
    }

    /// A command of the window has ended.
    pub(crate) fn done(&mut self, _desk: usize, done: &Done) {
        let mut words = done.what.split(' ');
        let kind = words.next().unwrap_or_default();
        let number = words.next().and_then(|it| it.parse::<u64>().ok());
        if matches!(kind, "reply" | "note")
            && done.answer.is_ok()
            && let Some(said) = number.and_then(|it| self.said.get_mut(&it))
        {
            said.kept = true;
        }
    }

    /// The relay was restored: what was said before may be there, or twice on its way, or nowhere.
    fn forget(&mut self) {
        for said in self.said.values_mut() {
            said.kept = false;
            self.decided.insert(said.text.clone());
        }
        (self.restored, self.restored_at) = (true, self.counter);
    }

    fn fault(&mut self, what: &'static str) {
        *self.faults.entry(what).or_default() += 1;
    }
}

impl World {
    /// One of the 200 things of a run.
    pub(crate) fn act(&mut self) -> Result<()> {
        match self.rng.below(100) {
            0..28 => {
                let what = self.meta.guest_writes();
                self.net.note(&what);
            }
            28..72 => self.staff_acts(),
            _ => self.trouble()?,
        }
        Ok(())
    }

    fn random_desk(&mut self) -> usize {
        usize::try_from(self.rng.below(self.desks.len() as u64)).unwrap_or(0)
    }

    fn staff_acts(&mut self) {
        let at = self.random_desk();
        let Some(Ok(page)) = self
            .desks
            .get(at)
            .and_then(|desk| desk.ask("conversation_list", everything()))
        else {
            return;
        };
        let rows = page["rows"].as_array().cloned().unwrap_or_default();
        let Some(row) = self.rng.pick(&rows).cloned() else {
            return;
        };
        let conversation = row["id"].as_str().unwrap_or_default().to_owned();
        let status = row["status"].as_str().unwrap_or_default();
        let mine = row["mine"] == true;
        match self.rng.below(100) {
            0..40 if !mine && status != "RESOLVED" => {
                self.move_it(at, &conversation, step_in(status));
            }
            0..45 => self.say(at, &conversation, false),
            45..55 => self.say(at, &conversation, true),
            55..60 => self.move_it(at, &conversation, "mark_read"),
            60..66 => self.move_it(at, &conversation, "resolve"),
            66..71 => self.move_it(at, &conversation, "hand_back"),
            71..75 => self.move_it(at, &conversation, "reopen"),
            75..80 => self.assign(at, &conversation),
            80..84 => {
                let args = json!({"text": "towels"});
                self.call(at, "search".to_owned(), "search", args);
            }
            84..88 => {
                let args = json!({"conversation": conversation});
                self.call(at, "open".to_owned(), "open_conversation", args);
            }
            88..96 => self.review(at),
            _ => self.retry(at, &conversation),
        }
    }

    fn call(&self, at: usize, what: String, command: &'static str, args: Value) {
        if let Some(desk) = self.desks.get(at) {
            desk.call(what, command, args);
        }
    }

    fn say(&mut self, at: usize, conversation: &str, note: bool) {
        self.ledger.counter += 1;
        let number = self.ledger.counter;
        let kind = if note { "note" } else { "reply" };
        let text = format!("{kind} {number} .");
        let said = Said {
            desk: at,
            conversation: conversation.to_owned(),
            note,
            text: text.clone(),
            kept: false,
        };
        self.ledger.said.insert(number, said);
        let command = if note { "add_note" } else { "send_message" };
        let args = json!({"conversation": conversation, "text": text, "reply_to": null});
        self.call(at, format!("{kind} {number}"), command, args);
    }

    fn move_it(&mut self, at: usize, conversation: &str, action: &str) {
        let args = json!({"conversation": conversation, "action": action, "staff": null});
        self.call(at, format!("{action} {conversation}"), "act", args);
    }

    fn assign(&mut self, at: usize, conversation: &str) {
        let names: Vec<&str> = STAFF.iter().map(|(name, ..)| *name).collect();
        let to = self.rng.pick(&names).copied().unwrap_or_default();
        let args = json!({"conversation": conversation, "action": "assign", "staff": to});
        self.call(at, format!("assign {conversation}"), "act", args);
    }

    /// A person looks at what was held or refused.
    fn review(&mut self, at: usize) {
        let Some(Ok(all)) = self
            .desks
            .get(at)
            .and_then(|desk| desk.ask("outbox", Value::Null))
        else {
            return;
        };
        let stopped: Vec<&Value> = all
            .as_array()
            .into_iter()
            .flatten()
            .filter(|it| it["state"] == "held" || it["state"] == "refused")
            .collect();
        let Some(entry) = self.rng.pick(&stopped) else {
            return;
        };
        let id = entry["id"].as_str().unwrap_or_default().to_owned();
        let text = entry["text"].as_str().unwrap_or_default().to_owned();
        self.ledger.decided.insert(text);
        let command = match self.rng.chance(500) {
            true => "outbox_release",
            false => "outbox_discard",
        };
        self.call(at, format!("{command} {id}"), command, json!({"id": id}));
    }

    fn retry(&mut self, at: usize, conversation: &str) {
        let args = json!({"conversation": conversation});
        let Some(Ok(thread)) = self
            .desks
            .get(at)
            .and_then(|desk| desk.ask("open_conversation", args))
        else {
            return;
        };
        let failed = |it: &&Value| it["state"] == "failed" || it["state"] == "unknown";
        let messages = thread["page"]["messages"].as_array();
        let failed: Vec<&Value> = messages.into_iter().flatten().filter(failed).collect();
        let Some(message) = self.rng.pick(&failed) else {
            return;
        };
        let id = message["id"].as_str().unwrap_or_default().to_owned();
        *self.ledger.retried.entry(id.clone()).or_default() += 1;
        let args = json!({"conversation": conversation, "message": id});
        self.call(at, format!("retry {id}"), "retry_message", args);
    }

    /// Something goes wrong.
    fn trouble(&mut self) -> Result<()> {
        let at = self.random_desk();
        let now = self.now();
        let pause = self.rng.between(100, 9_000);
        let line = self.net.line(at);
        if self.has_restores() && self.rng.chance(60) {
            return self.back_up_or_restore();
        }
        match self.rng.below(100) {
            0..14 if line == Line::Up => self.line_to(at, Line::Cut, "cut"),
            0..26 => self.line_to(at, Line::Up, "line back"),
            26..32 => self.line_to(at, Line::Silent, "silent line"),
            32..38 => self.line_to(at, Line::SlowReader, "slow reader"),
            38..52 => self.crash_desk(at, now + pause),
            52..62 => {
                self.note_fault("relay crash");
                self.relay.crash();
                self.relay.begins_at = Some(now + pause / 3);
            }
            62..68 => {
                self.note_fault("clock jump");
                let by = i64::try_from(self.rng.between(1, 400)).unwrap_or(1) * 1_000;
                let sign = if self.rng.chance(500) { 1 } else { -1 };
                if let Some(desk) = self.desks.get_mut(at) {
                    desk.computer.jump(by * sign);
                    desk.jumped = true;
                }
            }
            68..71 => {
                self.note_fault("relay clock jump");
                let by = i64::try_from(self.rng.between(1, 90)).unwrap_or(1) * 1_000;
                self.relay.computer.jump(by);
            }
            71..76 => {
                self.note_fault("desk's disk full");
                if let Some(desk) = self.desks.get(at) {
                    desk.computer.set_disk_full(true);
                }
            }
            76..79 => {
                self.note_fault("relay's disk full");
                self.relay.computer.set_disk_full(true);
            }
            79..84 => {
                self.relay.computer.set_disk_full(false);
                for desk in &self.desks {
                    desk.computer.set_disk_full(false);
                }
            }
            84..90 => self.permissions()?,
            90..94 => self.sign_out(at),
            94..97 => {
                self.note_fault("provider bad");
                self.meta.mood = match self.rng.chance(500) {
                    true => Mood::Away,
                    false => Mood::Bad,
                };
            }
            _ => self.meta.mood = Mood::Well,
        }
        Ok(())
    }

    /// In turn.
    fn back_up_or_restore(&mut self) -> Result<()> {
        if self.restore()? {
            self.note_fault("restore");
            self.ledger.forget();
            self.meta.forget();
            return Ok(());
        }
        self.note_fault("backup");
        self.back_up()
    }

    fn note_fault(&mut self, what: &'static str) {
        self.net.note(&format!("trouble: {what}"));
        self.ledger.fault(what);
    }

    fn line_to(&mut self, at: usize, line: Line, what: &'static str) {
        self.note_fault(what);
        self.net.set_line(at, line);
    }

    fn crash_desk(&mut self, at: usize, begins_at: u64) {
        self.note_fault("desk crash");
        if let Some(desk) = self.desks.get_mut(at) {
            desk.crash();
            desk.begins_at = Some(begins_at);
        }
    }

    /// A colleague loses or gets a property or a role; who manages keeps everything.
    fn permissions(&mut self) -> Result<()> {
        if !self.relay.is_up() {
            return Ok(());
        }
        self.note_fault("permissions");
        let name = if self.rng.chance(500) {
            "tomas"
        } else {
            "bruno"
        };
        let sets: [&[&str]; 4] = [&["lisbon", "beach"], &["lisbon"], &["beach"], &[]];
        let properties = self.rng.pick(&sets).copied().unwrap_or_default();
        let role = match self.rng.below(4) {
            0 => Role::Housekeeping,
            1 => Role::Manager,
            _ => Role::Agent,
        };
        self.net
            .note(&format!("{name} is {role} at {properties:?}"));
        let entry = house::staff(name, role, properties)?;
        let workspace = house::workspace()?;
        let written = self.relay.with(async |app| {
            let engine = &app.tools().engine;
            // A full disk: nothing was changed.
            let written = engine.write_records(&workspace, vec![entry]).await;
            Ok(written.is_ok())
        })?;
        if !written {
            self.net.note("nothing was changed");
        }
        Ok(())
    }

    fn sign_out(&mut self, at: usize) {
        self.note_fault("sign out or in");
        if self.is_signed_in(at) {
            self.call(at, "sign_out".to_owned(), "sign_out", Value::Null);
        } else {
            self.sign_in(at);
        }
    }
}

/// The whole list.
pub(crate) fn everything() -> Value {
    let filter = json!({"channels": [], "statuses": ["all"], "assignees": []});
    json!({"filter": filter, "offset": 0, "limit": 100})
}

fn step_in(status: &str) -> &'static str {
    if status == "AWAITING_AGENT" {
        "claim"
    } else {
        "take_over"
    }
}
