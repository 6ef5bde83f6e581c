//! P18: processor time and bytes of a desk at which nothing happens, beside a client that asks for the list every three seconds (the seeds'
//! way). Linux.

use crate::computer::at_work;
use crate::say;
use anyhow::{Context, Result, ensure};
use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use testkit::TestRelay;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How long each is watched.
const WATCHED: Duration = Duration::from_secs(60);
/// The threads are looked at so often: shorter than an idle one lives, whose share would be gone with it.
const GLANCE: Duration = Duration::from_secs(5);
/// What starting sets off is over.
const SETTLED: Duration = Duration::from_secs(15);
/// SPEC 19.
const EVERY: Duration = Duration::from_secs(3);
const SECONDS_AN_HOUR: f64 = 3_600.0;

/// What an hour costs.
#[derive(Clone, Copy)]
struct Hour {
    processor_ms: f64,
    bytes: f64,
}

pub(crate) async fn idle(relay: &TestRelay) -> Result<()> {
    let (line, bytes) = counted(relay.port()).await?;
    let (desk, heard) = at_work(&line).await?;
    let ours = an_hour(&bytes).await?;
    desk.shutdown().await;
    drop(heard);
    let token = relay.sign_in("tomas@miralva.example").await?.token;
    let poller = tokio::spawn(poll(line, token));
    let polling = an_hour(&bytes).await?;
    ensure!(!poller.is_finished(), "the client that asks has ended");
    poller.abort();
    for (what, ours, polling, unit) in [
        ("bytes an hour", ours.bytes, polling.bytes, "B"),
        (
            "processor time an hour",
            ours.processor_ms,
            polling.processor_ms,
            "ms",
        ),
    ] {
        say(
            "P18",
            &format!("idle desk without its window, {what}: {ours:.0} {unit}"),
            ours / polling,
            "x",
            &format!("asking for a page of the list every 3 s, {polling:.0} {unit}; goal ≤ 0.02"),
        );
    }
    Ok(())
}

/// Watches this process and its line for a while.
async fn an_hour(bytes: &AtomicU64) -> Result<Hour> {
    tokio::time::sleep(SETTLED).await;
    let mut threads = Threads::default();
    let (processor, carried) = (threads.ran_ns()?, bytes.load(Ordering::Relaxed));
    let end = tokio::time::Instant::now() + WATCHED;
    while tokio::time::Instant::now() < end {
        tokio::time::sleep(GLANCE).await;
        threads.ran_ns()?;
    }
    let processor = whole(threads.ran_ns()? - processor)? / 1_000_000.0;
    let carried = whole(bytes.load(Ordering::Relaxed) - carried)?;
    let times = SECONDS_AN_HOUR / WATCHED.as_secs_f64();
    Ok(Hour {
        processor_ms: processor * times,
        bytes: carried * times,
    })
}

fn whole(number: u64) -> Result<f64> {
    Ok(f64::from(u32::try_from(number)?))
}

/// How long each thread of this process has run when it was last seen, by its folder.
#[derive(Default)]
struct Threads(HashMap<OsString, u64>);

impl Threads {
    /// Nanoseconds that they have run in all, those that have ended meanwhile too.
    fn ran_ns(&mut self) -> Result<u64> {
        for thread in std::fs::read_dir("/proc/self/task")? {
            let thread = thread?;
            // One may end between the list and the look.
            let Ok(said) = std::fs::read_to_string(thread.path().join("schedstat")) else {
                continue;
            };
            let ran = said.split_whitespace().next().context("schedstat")?;
            self.0.insert(thread.file_name(), ran.parse()?);
        }
        Ok(self.0.values().sum())
    }
}

/// The seeds' way: the whole list again and again.
async fn poll(relay: String, token: String) -> Result<()> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    loop {
        let request = http
            .get(format!("{relay}/v1/first-page"))
            .bearer_auth(&token);
        let list: serde_json::Value = request.send().await?.error_for_status()?.json().await?;
        ensure!(list["changes"].is_array(), "no list");
        tokio::time::sleep(EVERY).await;
    }
}

/// A line to a port, and how many bytes it has carried, both ways.
async fn counted(port: u16) -> Result<(String, Arc<AtomicU64>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let bytes = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&bytes);
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let Ok(far) = TcpStream::connect(("127.0.0.1", port)).await else {
                continue;
            };
            let (from_near, to_near) = near.into_split();
            let (from_far, to_far) = far.into_split();
            tokio::spawn(carry(from_near, to_far, Arc::clone(&counter)));
            tokio::spawn(carry(from_far, to_near, Arc::clone(&counter)));
        }
    });
    Ok((address, bytes))
}

async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    counter: Arc<AtomicU64>,
) {
    let mut buffer = vec![0; 16 * 1_024];
    while let Ok(count) = from.read(&mut buffer).await {
        let piece = buffer.get(..count).unwrap_or_default();
        if piece.is_empty() || to.write_all(piece).await.is_err() {
            break;
        }
        counter.fetch_add(u64::try_from(count).unwrap_or(0), Ordering::Relaxed);
    }
    let _ = to.shutdown().await;
}
