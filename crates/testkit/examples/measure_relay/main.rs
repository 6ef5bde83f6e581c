//! What the relay takes in: webhooks a second beside nginx (P1), the time of one beside a commit (P2), fsyncs for each (P3), the same on
//! PostgreSQL beside pgbench (P4), and all the time (P1b); and the first page of a new desk in a house with many conversations beside one with few (P10).
//!
//! The load comes from this process, pinned to one core; what is measured has the other (Linux). Needs nginx, strace, taskset and
//! pgbench; what is missing is said and left out. Prints one JSON object a line, for `cargo xtask bench`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its output is what it measured"
)]

mod line;
mod nginx;
mod sustained;
mod tools;
mod webhooks;

use anyhow::{Context, Result, ensure};
use cluster::{Database, Durable};
use line::{Line, burst};
use nginx::Nginx;
use rusqlite::Connection;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::{RelayClient, RelayOptions, TestRelay};
use tools::{Fsyncs, INSERT, NOTIFY, pin, pin_other};
use webhooks::Webhooks;

/// Of each side, in turn.
const ROUNDS: usize = 5;
/// Connections of P1 and P4.
const CONNECTIONS: usize = 64;
/// Webhooks of a round.
const BURST: usize = 6_400;
/// Single ones of P2.
const SINGLE: usize = 2_000;
/// A round of pgbench, in seconds.
const PGBENCH: &str = "3";
/// GOALS P1: every message is in the feed so soon after the last answer.
const IN_THE_FEED: Duration = Duration::from_secs(5);
/// Both databases' key.
const MASTER: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

fn say(id: &str, what: &str, value: f64, unit: &str, against: &str) {
    let line = json!({ "id": id, "what": what, "value": value, "unit": unit, "against": against });
    println!("{line}");
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn at(all: &[f64], percent: usize) -> f64 {
    let place = (all.len() * percent / 100).min(all.len().saturating_sub(1));
    all.get(place).copied().unwrap_or_default()
}

/// The relay, on the core that the load leaves to it.
async fn relay(options: RelayOptions) -> Result<TestRelay> {
    let relay = TestRelay::start(options).await?;
    pin_other(relay.process().context("it has ended")?)?;
    Ok(relay)
}

/// Answers a second. The time ends with the last answer.
async fn rate(port: u16, requests: Vec<Vec<u8>>, connections: usize) -> Result<f64> {
    let count = requests.len();
    let begun = Instant::now();
    burst(port, requests, connections).await?;
    Ok(f64::from(u32::try_from(count)?) / begun.elapsed().as_secs_f64())
}

/// Waits until the feed holds so many messages of ours; an error if that takes too long.
async fn arrived(client: &RelayClient, from: &str, count: usize, patience: Duration) -> Result<()> {
    let begun = Instant::now();
    let (mut cursor, mut seen) = (from.to_owned(), 0);
    while seen < count {
        let (changes, next) = client.changes(Some(&cursor)).await?;
        let guests = changes
            .iter()
            .filter(|it| it["kind"] == "message" && it["body"]["author"] == "guest");
        seen += guests.count();
        cursor = next;
        ensure!(
            begun.elapsed() < patience,
            "{seen} of {count} messages were in the feed after {patience:?}"
        );
    }
    Ok(())
}

/// P1.
async fn beside_nginx(webhooks: &mut Webhooks) -> Result<()> {
    let Some(nginx) = Nginx::start().await? else {
        return Ok(());
    };
    let relay = relay(RelayOptions::demo()).await?;
    let client = relay.sign_in("ines@miralva.example").await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first round warms both up.
    for round in 0..=ROUNDS {
        let plain = rate(nginx.port, webhooks.next(BURST), CONNECTIONS).await?;
        let (_, cursor) = client.changes(None).await?;
        let requests = webhooks.next(BURST);
        let taken = rate(relay.port(), requests, CONNECTIONS).await?;
        arrived(&client, &cursor, BURST, IN_THE_FEED).await?;
        if round > 0 {
            ours.push(taken);
            theirs.push(plain);
        }
    }
    let (ours, theirs) = (median(ours), median(theirs));
    eprintln!("P1: relay {ours:.0}/s, nginx {theirs:.0}/s");
    say(
        "P1",
        "durable webhooks a second, 64 connections, SQLite, each in the feed within 5 s",
        ours / theirs,
        "x",
        "nginx `return 200`, the same bodies; goal ≥ 0.30",
    );
    say(
        "P1",
        "the same, absolute",
        ours,
        "/s",
        "one WhatsApp number at its limit sends 3,300",
    );
    Ok(())
}

/// P2.
async fn beside_a_commit(webhooks: &mut Webhooks) -> Result<()> {
    let relay = relay(RelayOptions::demo()).await?;
    let folder = tempfile::tempdir()?;
    let plain = Connection::open(folder.path().join("commits"))?;
    plain.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    plain.pragma_update(None, "synchronous", "FULL")?;
    plain.execute_batch("CREATE TABLE envelope (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")?;
    let mut line = Line::to(relay.port()).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for request in webhooks.next(SINGLE) {
        let begun = Instant::now();
        line.ask(&request).await?;
        ours.push(begun.elapsed().as_secs_f64() * 1_000.0);
        let begun = Instant::now();
        plain.execute("INSERT INTO envelope (body) VALUES (?1)", [&request])?;
        theirs.push(begun.elapsed().as_secs_f64() * 1_000.0);
        // What the webhook sets off is over before the next.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    eprintln!(
        "P2: relay p50 {:.2} ms, p99 {:.2} ms; commit p50 {:.2} ms, p99 {:.2} ms",
        at(&ours, 50),
        at(&ours, 99),
        at(&theirs, 50),
        at(&theirs, 99)
    );
    say(
        "P2",
        "a webhook at one connection, p50",
        at(&ours, 50) / at(&theirs, 50),
        "x",
        "one SQLite commit with synchronous=FULL; goal ≤ 2.0",
    );
    say(
        "P2",
        "a webhook at one connection, p99",
        at(&ours, 99) / at(&theirs, 99),
        "x",
        "the same commit; goal ≤ 3.0",
    );
    Ok(())
}

/// P3.
async fn fsyncs(webhooks: &mut Webhooks) -> Result<()> {
    let relay = relay(RelayOptions::demo()).await?;
    let Some(counter) = Fsyncs::of(relay.process().context("it has ended")?).await? else {
        return Ok(());
    };
    burst(relay.port(), webhooks.next(BURST), 256).await?;
    let count = counter.stop().await?;
    say(
        "P3",
        "fsyncs for each webhook at 256 connections",
        count / f64::from(u32::try_from(BURST)?),
        "",
        "goal ≤ 0.1",
    );
    Ok(())
}

/// P4.
async fn beside_pgbench(webhooks: &mut Webhooks) -> Result<()> {
    let Ok(server) = Durable::new() else {
        eprintln!("P4 is left out: no PostgreSQL");
        return Ok(());
    };
    let (database, beside) = (server.database()?, server.database()?);
    let relay = relay(over(&database)).await?;
    beside.run("CREATE TABLE envelope (id bigserial PRIMARY KEY, body bytea NOT NULL)")?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..3 {
        let Some(plain) = tools::pgbench(&beside.address(), INSERT, CONNECTIONS, PGBENCH).await?
        else {
            return Ok(());
        };
        let taken = rate(relay.port(), webhooks.next(BURST), CONNECTIONS).await?;
        if round > 0 {
            ours.push(taken);
            theirs.push(plain);
        }
    }
    let (ours, theirs) = (median(ours), median(theirs));
    eprintln!("P4: relay {ours:.0}/s, pgbench {theirs:.0}/s");
    say(
        "P4",
        "webhooks a second, 64 connections, PostgreSQL",
        ours / theirs,
        "x",
        "pgbench, one row of the same size a transaction; goal ≥ 0.5",
    );
    Ok(())
}

/// P4: other nodes are told at most so often a second, whatever happens, outside of every transaction that stores something.
async fn announcing() -> Result<()> {
    const TOLD_A_SECOND: f64 = 50.0;
    let Ok(server) = Durable::new() else {
        return Ok(());
    };
    let database = server.database()?;
    let Some(rate) = tools::pgbench(&database.address(), NOTIFY, 1, PGBENCH).await? else {
        return Ok(());
    };
    say(
        "P4",
        "announcing to other nodes: 50 notifications of 7 KB a second, part of one connection's time",
        TOLD_A_SECOND / rate,
        "x",
        "one pgbench client that does nothing else; goal ≤ 0.10",
    );
    Ok(())
}

/// P1b, on both databases.
async fn all_the_time(webhooks: &mut Webhooks) -> Result<()> {
    let relay = relay(RelayOptions::demo()).await?;
    sustained::sustained("SQLite", &relay, webhooks, CONNECTIONS).await?;
    drop(relay);
    let Ok(server) = Durable::new() else {
        eprintln!("P1b on PostgreSQL is left out: there is none");
        return Ok(());
    };
    let database = server.database()?;
    let relay = self::relay(over(&database)).await?;
    sustained::sustained("PostgreSQL", &relay, webhooks, CONNECTIONS).await
}

/// The demo hotel in a PostgreSQL database.
fn over(database: &Database) -> RelayOptions {
    let mut options = RelayOptions::default()
        .over(database.address())
        .with("BELLHOP_MASTER_KEY", MASTER);
    options.demo = true;
    options
}

/// P10.
async fn first_page() -> Result<()> {
    let (few, many) = (1_000, 50_000);
    let relay = relay(RelayOptions::demo()).await?;
    let client = relay.sign_in("ines@miralva.example").await?;
    let mut webhooks = Webhooks::of(100_000);
    let (mut there, mut took) = (0, Vec::new());
    for count in [few, many] {
        let (_, cursor) = client.changes(None).await?;
        let more = count - there;
        burst(relay.port(), webhooks.next(more), CONNECTIONS).await?;
        arrived(&client, &cursor, more, Duration::from_secs(300)).await?;
        there = count;
        let mut all = Vec::new();
        for _ in 0..SINGLE / 20 {
            let begun = Instant::now();
            let (status, page) = client.get("/v1/first-page").await?;
            ensure!(status == 200 && page["changes"].is_array(), "{status}");
            all.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
        took.push(median(all));
    }
    let [small, large] = took[..] else {
        return Ok(());
    };
    eprintln!("P10: {small:.2} ms at {few} conversations, {large:.2} ms at {many}");
    say(
        "P10",
        "first page of a new desk, 50,000 conversations in the relay",
        large / small,
        "x",
        "1,000 conversations; goal ≤ 1.2",
    );
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    pin()?;
    let mut webhooks = Webhooks::of(500);
    beside_a_commit(&mut webhooks).await?;
    beside_nginx(&mut webhooks).await?;
    fsyncs(&mut webhooks).await?;
    beside_pgbench(&mut webhooks).await?;
    announcing().await?;
    all_the_time(&mut webhooks).await?;
    first_page().await
}
