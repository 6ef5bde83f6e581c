//! Relay and app, each a process of its own, are killed at random instants, or their disks fail, while guests write and somebody
//! answers (R1, R2, R5, R6).
//!
//! The short form runs with the other tests; `cargo xtask soak --rounds N` runs as many kills as it is told.

#![expect(clippy::print_stderr, reason = "a run of hours says how far it is")]

mod app;
mod guests;
mod load;

use self::app::App;
use self::guests::Guests;
use self::load::Load;
use cluster::Database;
#[cfg(target_os = "linux")]
use faults::{Calls, Fault, Says};
use std::time::Duration;
use testkit::graph::FakeGraph;
use testkit::{RelayOptions, TestRelay};

/// How many kills or failing disks; those of the short form where it is not set.
const ROUNDS: &str = "BELLHOP_SOAK_ROUNDS";
/// Where the dice begin, so that a run can be repeated as far as processes allow.
const SEED: &str = "BELLHOP_SOAK_SEED";
const SHORT: u64 = 8;

/// R1, R2, R5; issue 4.3: on SQLite.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_over_sqlite() {
    if let Some(part) = app::part() {
        return app::play(part).await;
    }
    kills(
        RelayOptions::demo(),
        "nothing_is_lost_or_doubled_over_sqlite",
    )
    .await;
}

/// R1, R2, R5; issue 4.3: on PostgreSQL.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_over_postgres() {
    if let Some(part) = app::part() {
        return app::play(part).await;
    }
    let database = Database::new().unwrap();
    let mut options = RelayOptions::default().over(database.address()).with(
        "BELLHOP_MASTER_KEY",
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    );
    options.demo = true;
    kills(options, "nothing_is_lost_or_doubled_over_postgres").await;
}

fn number(name: &str, without: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.map_or(without, |it| it.parse().unwrap())
}

/// What dies in a round.
#[derive(Debug, Clone, Copy)]
enum Victim {
    Relay,
    App,
    Both,
}

/// xorshift64*: the same instants for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % below
    }

    fn victim(&mut self) -> Victim {
        match self.roll(10) {
            0..5 => Victim::Relay,
            5..9 => Victim::App,
            _ => Victim::Both,
        }
    }

    fn pause(&mut self, below_millis: u64) -> Duration {
        Duration::from_millis(self.roll(below_millis))
    }
}

/// A relay, an app that answers, guests who write, and what they are told in the end.
struct World {
    graph: FakeGraph,
    relay: TestRelay,
    guests: Guests,
    app: App,
    load: Load,
    dice: Dice,
    rounds: u64,
}

impl World {
    async fn begin(options: RelayOptions, test: &'static str) -> Self {
        let graph = FakeGraph::start().await.unwrap();
        let options = options.with("BELLHOP_GRAPH_URL", graph.url());
        let relay = TestRelay::start(options).await.unwrap();
        let guests = Guests::arrive(&relay).await;
        let mut app = App::new(test, relay.port());
        app.claim(&guests).await;
        let load = Load::begin(&relay.url());
        app.start();
        Self {
            graph,
            relay,
            guests,
            app,
            load,
            dice: Dice(number(SEED, 9)),
            rounds: number(ROUNDS, SHORT),
        }
    }

    fn say(&self, round: u64) {
        if round.is_multiple_of(50) {
            let replies = self.app.queued().len();
            eprintln!("soak: {round} of {}, {replies} replies", self.rounds);
        }
    }

    /// Everybody comes to rest, and it is looked at what became of every message.
    async fn end(mut self) {
        let acknowledged = self.load.end().await;
        self.app.kill().await;
        self.app.settle().await;
        let queued = self.app.queued();
        let sent = || self.graph.sent_texts();
        self.guests
            .check(&self.relay, &acknowledged, &queued, sent)
            .await;
    }
}

async fn kills(options: RelayOptions, test: &'static str) {
    let mut world = World::begin(options, test).await;
    for round in 1..=world.rounds {
        tokio::time::sleep(world.dice.pause(700)).await;
        let victim = world.dice.victim();
        if !matches!(victim, Victim::App) {
            world.relay.kill().await.unwrap();
        }
        if !matches!(victim, Victim::Relay) {
            world.app.kill().await;
            world.app.start();
        }
        if !matches!(victim, Victim::App) {
            tokio::time::sleep(world.dice.pause(300)).await;
            world.relay.resume().await.unwrap();
        }
        world.say(round);
    }
    world.end().await;
}

#[cfg(target_os = "linux")]
fn fault(dice: &mut Dice) -> Fault {
    let calls = [Calls::Write, Calls::Sync, Calls::All];
    Fault {
        calls: calls[usize::try_from(dice.roll(3)).unwrap()],
        says: match dice.roll(2) {
            0 => Says::Broken,
            _ => Says::Full,
        },
        from: 1 + dice.roll(12),
        for_good: dice.roll(2) == 0,
    }
}

/// R6; issue 4.3: calls of the relay and of the app to their disks fail, once or until it is over, whatever they write just then. What
/// was acknowledged or queued is there all the same, and each goes on by itself or after a start.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_where_the_disk_fails() {
    if let Some(part) = app::part() {
        return app::play(part).await;
    }
    let options = RelayOptions::demo();
    let mut world = World::begin(options, "nothing_is_lost_where_the_disk_fails").await;
    for round in 1..=world.rounds {
        tokio::time::sleep(world.dice.pause(300)).await;
        let fault = fault(&mut world.dice);
        let of_relay = world.dice.roll(2) == 0;
        let process = if of_relay {
            world.relay.process()
        } else {
            world.app.process()
        };
        let failing = tokio::task::spawn_blocking(move || fault.begin(process.unwrap()));
        let failing = failing.await.unwrap().unwrap();
        tokio::time::sleep(world.dice.pause(700)).await;
        let ended = tokio::task::spawn_blocking(move || failing.end());
        ended.await.unwrap().unwrap();
        // What begins again over a file that could not be written whole, and what goes on by itself.
        if world.dice.roll(3) == 0 {
            if of_relay {
                world.relay.kill().await.unwrap();
                world.relay.resume().await.unwrap();
            } else {
                world.app.kill().await;
                world.app.start();
            }
        }
        world.say(round);
    }
    world.end().await;
}
