//! P1b: webhooks that come all the time at the rate of one WhatsApp number at its limit, processed as fast as they come.

use crate::line::Line;
use crate::say;
use crate::webhooks::Webhooks;
use anyhow::{Context, Result};
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::TestRelay;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;

/// Messages a second with their statuses (Meta: 1,000 messages a second for one number).
const RATE: usize = 3_300;
/// Webhooks are made in pieces of so many milliseconds.
const PIECE_MS: u64 = 50;
/// More than this waiting before the door is a relay that does not keep up.
const WAITING: usize = RATE * 2;
/// GOALS P1b: nothing is left to process so soon after the end.
const DONE: Duration = Duration::from_secs(10);

/// `BELLHOP_BENCH_MINUTES` of it, one where it is not set.
pub(crate) async fn sustained(
    database: &str,
    relay: &TestRelay,
    webhooks: &mut Webhooks,
    connections: usize,
) -> Result<()> {
    let told = std::env::var("BELLHOP_BENCH_MINUTES").ok();
    let minutes: u64 = told.map_or(Ok(1), |it| it.parse())?;
    let (requests, queue) = mpsc::channel(WAITING);
    let queue = Arc::new(Mutex::new(queue));
    let mut senders = JoinSet::new();
    for _ in 0..connections {
        let queue = Arc::clone(&queue);
        let mut line = Line::to(relay.port()).await?;
        senders.spawn(async move {
            let mut answered = 0_u32;
            loop {
                let next = queue.lock().await.recv().await;
                let Some(request) = next else {
                    return anyhow::Ok(answered);
                };
                let request: Vec<u8> = request;
                line.ask(&request).await?;
                answered += 1;
            }
        });
    }
    let begun = Instant::now();
    let mut tick = tokio::time::interval(Duration::from_millis(PIECE_MS));
    let (mut made, until) = (0, Duration::from_secs(minutes * 60));
    while begun.elapsed() < until {
        tick.tick().await;
        // What should have left by now; a pause of this process is made up for.
        let due = usize::try_from(begun.elapsed().as_millis())? * RATE / 1_000;
        for request in webhooks.next(due.saturating_sub(made)) {
            requests.send(request).await.context("nobody sends")?;
        }
        made = made.max(due);
    }
    drop(requests);
    let mut answered = 0_u32;
    while let Some(sender) = senders.join_next().await {
        answered += sender??;
    }
    let rate = f64::from(answered) / begun.elapsed().as_secs_f64();
    let ended = Instant::now();
    let mut left = backlog(relay.port()).await?;
    while left > 0.0 && ended.elapsed() < DONE * 6 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        left = backlog(relay.port()).await?;
    }
    let late = ended.elapsed().as_secs_f64();
    say(
        "P1b",
        &format!("webhooks a second for {minutes} min, {database}"),
        rate,
        "/s",
        "asked: 3,300, one WhatsApp number at its limit; load on the same core of two as nginx's",
    );
    say(
        "P1b",
        &format!("until all of them were processed, {database}, {left:.0} left"),
        late,
        "s",
        "goal ≤ 10",
    );
    Ok(())
}

/// Webhooks that are stored and not processed.
async fn backlog(port: u16) -> Result<f64> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let asked = http.get(format!("http://127.0.0.1:{port}/metrics"));
    let said = asked.send().await?.error_for_status()?.text().await?;
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("relay_envelope_backlog "));
    Ok(line.context("no backlog")?.trim().parse()?)
}
