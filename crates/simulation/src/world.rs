//! The scheduler: one thread, one thing after the other, in simulated time.
//!
//! Relay and desks each have a runtime of their own whose clock stands still unless the scheduler moves it. A step runs each up to
//! the same instant, hands over what has arrived there, and goes on. So a crash can fall between any two awaits: whoever waits for
//! disk, network or time at that instant never goes on.

use crate::actions::Ledger;
use crate::computer::Computer;
use crate::desk_host::DeskHost;
use crate::house::{self, STAFF};
use crate::meta::Meta;
use crate::net::{Event, Line, Net};
use crate::relay_host::RelayHost;
use crate::rng::Rng;
use crate::template::{self, Template};
use anyhow::{Context, Result, bail};
use desk::network::Unanswered;
use seam::Plant;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// Guests of a run.
pub(crate) const GUESTS: u64 = 20;
/// Longest step, in milliseconds.
const STEP: u64 = 100;
/// Where desks think the relay is.
const RELAY: &str = "http://127.0.0.1:8787";

/// Everything of one run.
pub(crate) struct World {
    pub(crate) net: Arc<Net>,
    pub(crate) relay: RelayHost,
    pub(crate) desks: Vec<DeskHost>,
    pub(crate) meta: Meta,
    pub(crate) rng: Rng,
    pub(crate) ledger: Ledger,
    pub(crate) plant: Option<Plant>,
    /// What is on the relay's disk in a backup.
    backup: Option<Vec<(PathBuf, Vec<u8>)>>,
    seed: u64,
    folder: TempDir,
    now: u64,
}

/// In memory where the system has a place for that: a run is not to wait for a disk.
fn new_folder() -> std::io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let builder = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix("bellhop-simulation-");
        builder
    };
    match memory.is_dir() {
        true => builder()
            .tempdir_in(memory)
            .or_else(|_| builder().tempdir()),
        false => builder().tempdir(),
    }
}

/// Letters of an answer in a line of the trace.
const SAID: usize = 160;

impl World {
    /// Computers with nothing on them.
    pub(crate) fn empty(seed: u64, plant: Option<Plant>) -> Result<Self> {
        let folder = new_folder()?;
        let net = Net::new(Rng::new(seed, 1), STAFF.len() + STAFF.len());
        let computer = |name: &str, purpose| {
            let path = folder.path().join(name);
            Computer::new(name, path, Rng::new(seed, purpose), plant)
        };
        let relay = RelayHost::new(computer("relay", 2), &net);
        let mut desks = Vec::new();
        for (line, (name, ..)) in STAFF.iter().enumerate() {
            let computer = computer(name, 10 + line as u64);
            desks.push(DeskHost::new(computer, line, name, &net));
        }
        let meta = Meta::new(&net, Rng::new(seed, 3), GUESTS);
        Ok(Self {
            net,
            relay,
            desks,
            meta,
            rng: Rng::new(seed, 4),
            ledger: Ledger::default(),
            plant,
            backup: None,
            seed,
            folder,
            now: 0,
        })
    }

    /// A hotel with everybody signed in, built once a process.
    pub(crate) fn from_template(
        template: &Template,
        seed: u64,
        plant: Option<Plant>,
    ) -> Result<Self> {
        let mut world = Self::empty(seed, plant)?;
        template.unpack(world.folder.path())?;
        world.now = template.at();
        world.net.set_now(world.now);
        for desk in &world.desks {
            desk.computer.set_secrets(template.secrets(&desk.staff));
        }
        world.relay.start()?;
        for desk in &mut world.desks {
            desk.start()?;
        }
        Ok(world)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn now(&self) -> u64 {
        self.now
    }

    /// A further computer for a colleague, with nothing on it.
    pub(crate) fn fresh_desk(&self, of: usize) -> Result<DeskHost> {
        let staff = self.desks.get(of).context("no such desk")?.staff.clone();
        let line = STAFF.len() + of;
        let path = self.folder.path().join(format!("fresh-{staff}"));
        let rng = Rng::new(self.seed, 100 + of as u64);
        let computer = Computer::new(&format!("fresh {staff}"), path, rng, self.plant);
        computer.calm();
        let mut desk = DeskHost::new(computer, line, &staff, &self.net);
        desk.start()?;
        Ok(desk)
    }

    /// Goes on for so many milliseconds.
    pub(crate) fn run(&mut self, millis: u64) -> Result<()> {
        let mut none: Vec<DeskHost> = Vec::new();
        self.run_with(&mut none, millis)
    }

    /// The same with further desks.
    pub(crate) fn run_with(&mut self, others: &mut [DeskHost], millis: u64) -> Result<()> {
        let end = self.now + millis;
        while self.now < end {
            self.begin_again()?;
            let arrives = self.net.next_at().unwrap_or(u64::MAX);
            let to = arrives.max(self.now + 1).min(self.now + STEP).min(end);
            self.relay.run_to(to);
            for desk in self.desks.iter_mut().chain(others.iter_mut()) {
                desk.run_to(to);
            }
            self.now = to;
            self.net.set_now(to);
            while let Some(event) = self.net.arrived() {
                self.hand_over(event);
            }
            self.look_at_desks();
        }
        Ok(())
    }

    /// Some runs have a relay that is restored from a backup; what it has forgotten then is not looked for.
    pub(crate) fn has_restores(&self) -> bool {
        let needed = [Plant::ResetForEver, Plant::RestoredBehindClient];
        self.seed % 8 == 3 || self.plant.is_some_and(|plant| needed.contains(&plant))
    }

    /// A backup of the relay, as a copy of its disk at one instant.
    pub(crate) fn back_up(&mut self) -> Result<()> {
        let mut files = Vec::new();
        template::read(&self.relay.computer.folder, Path::new(""), &mut files)?;
        self.backup = Some(files);
        Ok(())
    }

    /// The relay's disk is as it was at the backup. False if there is none.
    pub(crate) fn restore(&mut self) -> Result<bool> {
        let Some(files) = self.backup.take() else {
            return Ok(false);
        };
        self.relay.crash();
        let folder = self.relay.computer.folder.clone();
        std::fs::remove_dir_all(&folder)?;
        template::write(&folder, &files)?;
        self.relay.begins_at = Some(self.now + 500);
        Ok(true)
    }

    fn begin_again(&mut self) -> Result<()> {
        let now = self.now;
        let due = |at: Option<u64>| at.is_some_and(|at| at <= now);
        if due(self.relay.begins_at) {
            self.net.note("relay begins again");
            self.relay.start()?;
        }
        for desk in &mut self.desks {
            if due(desk.begins_at) {
                self.net.note(&format!("{} begins again", desk.staff));
                desk.start()?;
            }
        }
        Ok(())
    }

    fn hand_over(&mut self, event: Event) {
        match event {
            Event::Request {
                line,
                request,
                waits,
            } => {
                if self.net.line(line) == Line::Cut || self.net.chance(10) {
                    if let Some(waits) = waits {
                        self.net.send(Event::Answer {
                            line,
                            answer: Err(Unanswered::Unreachable),
                            waits,
                        });
                    }
                    return;
                }
                self.net
                    .note(&format!("{line} → {} {}", request.method, request.path));
                self.relay.request(line, request, waits);
            }
            Event::Answer {
                line,
                answer,
                waits,
            } => {
                let cut = self.net.line(line) == Line::Cut;
                let answer = answer.and_then(|answer| match cut {
                    true => Err(Unanswered::Unreachable),
                    false => Ok(answer),
                });
                let what = answer.as_ref().map_or_else(
                    |_| "nobody".to_owned(),
                    |it| {
                        let said = String::from_utf8_lossy(&it.body);
                        // Answers to commands, and problems: what else is said has tokens in it, which no seed decides.
                        let told = it.status != 200 || said.starts_with("{\"results\"");
                        let said: String = said.chars().take(if told { SAID } else { 0 }).collect();
                        format!("{} {} {said}", it.status.as_u16(), it.body.len())
                    },
                );
                self.net.note(&format!("{line} ← {what}"));
                if let Ok(answer) = &answer
                    && answer.status == 409
                {
                    self.ledger.rewinds += 1;
                }
                // The desk that waits may have died.
                let _ = waits.send(answer);
            }
            Event::Connect { pipe } => {
                if self.net.line(pipe.line) == Line::Cut {
                    pipe.break_off(0);
                } else {
                    self.net.note(&format!("{} joins", pipe.line));
                    self.relay.connect(&pipe);
                }
            }
            Event::Bytes { pipe, side, bytes } => {
                self.net
                    .note(&format!("{} bytes {side} {}", pipe.line, bytes.len()));
                pipe.arrive(side, &bytes);
            }
            Event::End { pipe, side } => {
                self.net.note(&format!("{} ends {side}", pipe.line));
                pipe.end(side);
            }
            Event::Webhook { number } => {
                if let Some(request) = self.meta.request(number) {
                    self.net.note(&format!("webhook {number}"));
                    self.relay.webhook(number, request);
                }
            }
            Event::WebhookAnswered { number, status } => {
                self.net.note(&format!("webhook {number}: {status:?}"));
                self.meta.answered(number, status);
            }
            Event::Provider { request, waits } => {
                self.net.note(&format!("provider ← {}", request.path));
                self.meta.asked(&request, waits);
            }
            Event::ProviderAnswer { answer, waits } => {
                RelayHost::provider_answered(waits, answer);
            }
        }
    }

    fn look_at_desks(&mut self) {
        for at in 0..self.desks.len() {
            let Some(desk) = self.desks.get(at) else {
                continue;
            };
            for done in desk.take_done() {
                let short = match &done.answer {
                    Ok(_) => "ok".to_owned(),
                    Err(code) => code.clone(),
                };
                self.net
                    .note(&format!("{} {}: {short}", desk.staff, done.what));
                self.ledger.done(at, &done);
            }
            self.look_at_notices(at);
        }
    }

    /// What a notification says can be read in the app.
    fn look_at_notices(&mut self, at: usize) {
        let Some(desk) = self.desks.get(at) else {
            return;
        };
        for notice in desk.computer.take_notices() {
            self.net.note(&format!("{} is notified", desk.staff));
            self.ledger.notices += 1;
            let args = json!({"conversation": notice.conversation});
            let shown = match desk.ask("open_conversation", args) {
                Some(Ok(thread)) => thread,
                // The access was lost, or the app ended, between the two.
                Some(Err(_)) | None => continue,
            };
            let text = |it: &Value| it["text"].as_str().unwrap_or_default().to_owned();
            let messages = shown["page"]["messages"].as_array();
            let found = messages.is_some_and(|all| {
                all.iter()
                    .any(|message| text(message).starts_with(&notice.text))
            });
            if !found && !notice.text.is_empty() {
                self.ledger.violation(format!(
                    "{} was notified of {:?}, which cannot be seen",
                    desk.staff, notice.text
                ));
            }
        }
    }

    /// Writes the hotel, signs everybody in and waits until all is there.
    pub(crate) fn found(&mut self) -> Result<()> {
        let settings = self.relay.settings()?;
        let clock: Arc<Computer> = Arc::clone(&self.relay.computer);
        {
            let runtime = crate::desk_host::new_runtime()?;
            let _here = crate::computer::enter(&self.relay.computer);
            self.relay.computer.calm();
            runtime.block_on(async {
                clock.begin_at(0);
                let tools = relay::app::open_tools(&settings, clock.clone()).await?;
                house::build(&tools).await?;
                tools.close().await;
                Ok::<_, anyhow::Error>(())
            })?;
        }
        self.calm();
        self.relay.start()?;
        for desk in &mut self.desks {
            desk.start()?;
        }
        self.run(1_000)?;
        for at in 0..self.desks.len() {
            self.sign_in(at);
        }
        self.run(8_000)?;
        for at in 0..self.desks.len() {
            if !self.is_signed_in(at) {
                bail!(
                    "nobody is signed in at desk {at}: {:#?}",
                    self.net.trace(|it| it.last(40))
                );
            }
        }
        Ok(())
    }

    /// Somebody signs in at their desk.
    pub(crate) fn sign_in(&self, at: usize) {
        if let Some(desk) = self.desks.get(at) {
            desk.call("sign_in".to_owned(), "sign_in", sign_in_of(&desk.staff));
        }
    }

    pub(crate) fn is_signed_in(&self, at: usize) -> bool {
        let state = self.state(at);
        state.is_some_and(|it| it["phase"] == "signed_in")
    }

    /// What a desk shows about itself.
    pub(crate) fn state(&self, at: usize) -> Option<Value> {
        self.desks.get(at)?.ask("app_state", Value::Null)?.ok()
    }

    /// From here on nothing fails.
    pub(crate) fn calm(&mut self) {
        self.net.calm();
        self.meta.calm();
        self.relay.computer.calm();
        for desk in &self.desks {
            desk.computer.calm();
        }
        for line in 0..self.desks.len() {
            self.net.set_line(line, Line::Up);
        }
    }
}

/// The arguments with which a colleague signs in.
pub(crate) fn sign_in_of(staff: &str) -> Value {
    json!({
        "relay": RELAY, "email": house::email(staff), "password": house::PASSWORD,
        "keep": true, "workspace": null,
    })
}
