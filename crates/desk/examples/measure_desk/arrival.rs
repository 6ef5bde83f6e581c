//! P5: from the webhook's answer until the desk has the message in its encrypted cache.

use crate::computer::at_work;
use crate::say;
use anyhow::{Context, Result, ensure};
use desk::api::event::DeskEvent;
use std::time::{Duration, Instant};
use testkit::TestRelay;
use testkit::whatsapp::{Account, Guest, sign};

/// Messages that count, after some that do not.
const MESSAGES: usize = 300;
const WARM: usize = 30;
/// Somebody who asks every three seconds waits half of that (the seeds' way).
const POLLING_P50_MS: f64 = 1_500.0;

pub(crate) async fn arrival(relay: &TestRelay) -> Result<()> {
    let (_desk, mut heard) = at_work(&relay.url()).await?;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let guest = Guest::new("351961112233", "Mara Medida");
    let mut took = Vec::new();
    for number in 0..WARM + MESSAGES {
        // What the one before set off is over.
        tokio::time::sleep(Duration::from_millis(30)).await;
        while heard.try_recv().is_ok() {}
        let id = format!("wamid.measured.{number}");
        let at = 1_764_000_000 + i64::try_from(number)?;
        let message = guest.text(&id, at, "Is the pool open?");
        let body = serde_json::to_vec(&Account::lisbon().messages(&guest, vec![message]))?;
        let request = http
            .post(format!("{}/webhooks/meta", relay.url()))
            .header("x-hub-signature-256", sign("demo-app-secret", &body))
            .header("content-type", "application/json")
            .body(body);
        let answer = request.send().await?;
        let answered = Instant::now();
        ensure!(answer.status() == 200, "{}", answer.status());
        let arrived = loop {
            let next = tokio::time::timeout(Duration::from_secs(10), heard.recv()).await;
            match next
                .context("the message never came")?
                .context("the desk ended")?
            {
                (at, DeskEvent::Changed { threads, .. }) if !threads.is_empty() => break at,
                _ => {}
            }
        };
        if number >= WARM {
            let late = arrived.saturating_duration_since(answered);
            took.push(late.as_secs_f64() * 1_000.0);
        }
    }
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| took.get(took.len() * percent / 100).copied().unwrap_or(0.0);
    say(
        "P5",
        "webhook answered → in the desk's cache, p50",
        at(50),
        "ms",
        "goal ≤ 3 ms",
    );
    say(
        "P5",
        "webhook answered → in the desk's cache, p95",
        at(95),
        "ms",
        "goal ≤ 10 ms",
    );
    say(
        "P5",
        "sooner than a client that asks every 3 s, p50",
        POLLING_P50_MS / at(50).max(0.01),
        "x",
        "the seeds' way; goal ≥ 200",
    );
    Ok(())
}
