//! Relay and app, each a process of its own, are killed at random instants while guests write and somebody answers (R1, R2, R5).
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
use std::time::Duration;
use testkit::{RelayOptions, TestRelay};

/// How many kills; those of the short form where it is not set.
const ROUNDS: &str = "BELLHOP_SOAK_ROUNDS";
/// Where the dice begin, so that a run can be repeated as far as processes allow.
const SEED: &str = "BELLHOP_SOAK_SEED";
const SHORT: u64 = 12;

/// R1, R2, R5; issue 4.3: on SQLite.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_over_sqlite() {
    if let Some(part) = app::part() {
        return app::play(part).await;
    }
    soak(
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
    soak(options, "nothing_is_lost_or_doubled_over_postgres").await;
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

async fn soak(options: RelayOptions, test: &'static str) {
    let graph = testkit::graph::FakeGraph::start().await.unwrap();
    let options = options.with("BELLHOP_GRAPH_URL", graph.url());
    let mut relay = TestRelay::start(options).await.unwrap();
    let guests = Guests::arrive(&relay).await;
    let mut app = App::new(test, relay.port());
    app.claim(&guests).await;
    let load = Load::begin(&relay.url());
    let (rounds, mut dice) = (number(ROUNDS, SHORT), Dice(number(SEED, 9)));
    app.start();
    for round in 1..=rounds {
        tokio::time::sleep(dice.pause(700)).await;
        let victim = dice.victim();
        if !matches!(victim, Victim::App) {
            relay.kill().await.unwrap();
        }
        if !matches!(victim, Victim::Relay) {
            app.kill().await;
            app.start();
        }
        if !matches!(victim, Victim::App) {
            tokio::time::sleep(dice.pause(300)).await;
            relay.resume().await.unwrap();
        }
        if round % 50 == 0 {
            eprintln!(
                "soak: {round} of {rounds} kills, {} replies",
                app.queued().len()
            );
        }
    }
    let acknowledged = load.end().await;
    app.kill().await;
    app.settle().await;
    guests
        .check(&relay, &acknowledged, &app.queued(), || graph.sent_texts())
        .await;
}
