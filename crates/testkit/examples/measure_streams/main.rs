//! Many desks at one relay: memory for an idle one (P6), one change to all of them (P7), all of them back after a restart (P8).
//!
//! `BELLHOP_BENCH_DESKS` takes fewer. Prints one JSON object a line, for `cargo xtask bench`. Linux.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its output is what it measured"
)]

mod desks;

use anyhow::{Context, Result, ensure};
use desks::Desks;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::whatsapp::{Account, Guest, sign};
use testkit::{RelayOptions, TestRelay};

/// GOALS P7.
const DESKS: usize = 15_000;
/// Streams of one device; a relay allows at most a hundred.
const STREAMS: usize = 100;
/// Desks that are there before memory is looked at for the first time.
const BEFORE: usize = 1_000;
/// What joining needed is given back by then.
const SETTLED: Duration = Duration::from_secs(10);
/// Changes of P7.
const CHANGES: usize = 10;

fn say(id: &str, what: &str, value: f64, unit: &str, against: &str) {
    let line = json!({ "id": id, "what": what, "value": value, "unit": unit, "against": against });
    println!("{line}");
}

/// Proportional set size of a process, in KiB.
fn memory(process: u32) -> Result<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.context("no Pss")?.parse()?)
}

/// A guest writes; when the relay had answered.
async fn writes(relay: &TestRelay, number: usize, text: &str) -> Result<Instant> {
    let guest = Guest::new("351961112299", "Mara Medida");
    let at = 1_764_000_000 + i64::try_from(number)?;
    let message = guest.text(&format!("wamid.streams.{number}"), at, text);
    let body = serde_json::to_vec(&Account::lisbon().messages(&guest, vec![message]))?;
    let request = reqwest::Client::new()
        .post(format!("{}/webhooks/meta", relay.url()))
        .header("x-hub-signature-256", sign("demo-app-secret", &body))
        .body(body);
    let answer = request.send().await?;
    ensure!(answer.status() == 200, "{}", answer.status());
    Ok(Instant::now())
}

#[tokio::main]
async fn main() -> Result<()> {
    let told = std::env::var("BELLHOP_BENCH_DESKS").ok();
    let count: usize = told.and_then(|it| it.parse().ok()).unwrap_or(DESKS);
    let options = RelayOptions::demo()
        .with("BELLHOP_STREAMS_PER_DEVICE", STREAMS.to_string())
        .with("BELLHOP_CONNECTIONS", "100000");
    let mut relay = TestRelay::start(options).await?;
    let mut devices = Vec::new();
    for _ in 0..(BEFORE + count).div_ceil(STREAMS) {
        devices.push(relay.sign_in("ines@miralva.example").await?);
    }
    // Checking passwords takes much memory, which later work finds and uses: a relay that has checked none shows what desks take.
    relay.kill().await?;
    relay.resume().await?;
    let process = relay.process().context("the relay has ended")?;
    let (early, devices) = devices.split_at(BEFORE / STREAMS);
    let _early = Desks::join(relay.port(), early, BEFORE).await?;
    tokio::time::sleep(SETTLED).await;
    let before = memory(process)?;
    let desks = Desks::join(relay.port(), devices, count).await?;
    tokio::time::sleep(SETTLED).await;
    let each = (memory(process)? - before) / f64::from(u32::try_from(count)?);
    let many = format!("{count} desks");
    say(
        "P6",
        &format!("memory of the relay for an idle desk, {many}"),
        each,
        "KiB",
        "goal ≤ 14; nats-server 18",
    );
    let mut slowest = Vec::new();
    for number in 0..CHANGES {
        let words = format!("streams measured {number:04}");
        let heard = desks.listen_for(&words);
        let answered = writes(&relay, number, &words).await?;
        let mut all = heard.everybody(Duration::from_secs(60)).await?;
        all.sort();
        let place = (all.len() * 99 / 100).min(all.len() - 1);
        let at = all.get(place).context("nobody")?;
        slowest.push(at.saturating_duration_since(answered).as_secs_f64() * 1_000.0);
    }
    slowest.sort_by(f64::total_cmp);
    let median = slowest.get(slowest.len() / 2).copied().unwrap_or_default();
    say(
        "P7",
        &format!("one change to {many}, p99 of the desks, median of {CHANGES}"),
        median,
        "ms",
        "goal ≤ 500 at 15,000",
    );
    relay.kill().await?;
    let back = desks.listen_for_return();
    relay.resume().await?;
    let begun = Instant::now();
    let all = back.everybody(Duration::from_secs(120)).await?;
    let last = all.iter().max().context("nobody")?;
    let took = last.saturating_duration_since(begun).as_secs_f64();
    eprintln!("P8: {} desks were back", all.len());
    say(
        "P8",
        &format!("{many} back and current after the relay was killed"),
        took,
        "s",
        "goal ≤ 10 at 10,000",
    );
    Ok(())
}
