//! P5: from the webhook's answer until the desk has the message in its encrypted cache. A real relay in its own process, a real desk, sockets
//! between them; no window.
//!
//! Prints one JSON object a line, for `cargo xtask bench`. The relay is the one of the same build: build `bellhop-relay` first.

#![expect(clippy::print_stdout, reason = "its output is what it measured")]

use anyhow::{Context, Result, ensure};
use desk::api::event::DeskEvent;
use desk::host::{Badge, Host, News, Notice, SecretError};
use desk::{Desk, Options};
use domain::time::UnixMillis;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use testkit::relay::DEMO_PASSWORD;
use testkit::whatsapp::{Account, Guest, sign};
use testkit::{RelayOptions, TestRelay};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Messages that count, after some that do not.
const MESSAGES: usize = 300;
const WARM: usize = 30;
/// Somebody who asks every three seconds waits half of that (the seeds' way).
const POLLING_P50_MS: f64 = 1_500.0;

/// A computer with nothing but a folder, which says when the desk announced something.
struct Computer {
    secrets: Mutex<HashMap<String, Vec<u8>>>,
    said: UnboundedSender<(Instant, DeskEvent)>,
    begun: Instant,
    home: tempfile::TempDir,
}

impl Computer {
    fn secrets(&self) -> std::sync::MutexGuard<'_, HashMap<String, Vec<u8>>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Computer {
    fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretError> {
        Ok(self.secrets().get(name).cloned())
    }
    fn secret_set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.secrets().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }
    fn secret_delete(&self, name: &str) -> Result<(), SecretError> {
        self.secrets().remove(name);
        Ok(())
    }
    fn notify(&self, _: &Notice) {}
    fn tell(&self, _: &News) {}
    fn close_notice(&self, _: &str) {}
    fn badge(&self, _: Badge) {}
    fn present(&self) {}
    fn quit(&self) {}
    fn open_url(&self, _: &str) {}
    fn open_path(&self, _: &Path) {}
    fn downloads(&self) -> PathBuf {
        self.home.path().to_owned()
    }
    fn emit(&self, event: &DeskEvent) {
        let _ = self.said.send((Instant::now(), event.clone()));
    }
    #[expect(clippy::disallowed_methods, reason = "a host has the clock")]
    fn now(&self) -> UnixMillis {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let millis = since.map_or(0, |it| it.as_millis());
        UnixMillis(i64::try_from(millis).unwrap_or_default())
    }
    fn monotonic(&self) -> Duration {
        self.begun.elapsed()
    }
    fn new_id(&self) -> String {
        desk::host::fresh_id()
    }
    fn device_name(&self) -> String {
        "Measured".to_owned()
    }
    fn home(&self) -> PathBuf {
        self.home.path().to_owned()
    }
}

/// A desk of the demo hotel, live.
async fn at_work(relay: &TestRelay) -> Result<(Desk, UnboundedReceiver<(Instant, DeskEvent)>)> {
    let (said, heard) = unbounded_channel();
    let computer = Arc::new(Computer {
        secrets: Mutex::default(),
        said,
        begun: Instant::now(),
        home: tempfile::tempdir()?,
    });
    let desk = Desk::start_with(computer, Options::default()).await;
    let who = json!({
        "relay": relay.url(), "email": "tomas@miralva.example", "password": DEMO_PASSWORD, "keep": true, "workspace": null,
    });
    let call = |command: &'static str, arguments: Value| {
        let desk = &desk;
        async move {
            let answer = desk.rpc(command, arguments).await;
            answer.map_err(|error| anyhow::anyhow!("{command}: {}", error.code))
        }
    };
    call("sign_in", who).await?;
    while call("app_state", Value::Null).await?["sync"]["state"] != "live" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok((desk, heard))
}

fn say(what: &str, value: f64, unit: &str, against: &str) {
    let line =
        json!({ "id": "P5", "what": what, "value": value, "unit": unit, "against": against });
    println!("{line}");
}

#[tokio::main]
async fn main() -> Result<()> {
    let relay = TestRelay::start(RelayOptions::demo()).await?;
    let (_desk, mut heard) = at_work(&relay).await?;
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
        "webhook answered → in the desk's cache, p50",
        at(50),
        "ms",
        "goal ≤ 3 ms",
    );
    say(
        "webhook answered → in the desk's cache, p95",
        at(95),
        "ms",
        "goal ≤ 10 ms",
    );
    say(
        "sooner than a client that asks every 3 s, p50",
        POLLING_P50_MS / at(50).max(0.01),
        "x",
        "the seeds' way; goal ≥ 200",
    );
    Ok(())
}
