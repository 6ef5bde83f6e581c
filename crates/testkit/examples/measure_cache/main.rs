//! The desk's cache at 10 thousand, 100 thousand and a million messages: a page of the list (P13), a conversation opened (P14), search (P15), all
//! of it against its size (P19), the encrypted file beside a plain one (P16), and catching up beside raw inserts (P9).
//!
//! `BELLHOP_BENCH_MESSAGES` ends the row of sizes earlier, or later: 10 million take gigabytes and half an hour. Prints one JSON object a line, for `cargo xtask bench`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its output is what it measured"
)]

mod catch_up;
mod encryption;

use anyhow::{Context, Result};
use cache::{Assignee, Cache, CacheKey, ConversationFilter, Order, Statuses};
use domain::channel::Channel;
use domain::conversation::ConversationStatus;
use domain::id::ConversationId;
use domain::time::UnixMillis;
use serde_json::json;
use std::hint::black_box;
use std::time::Instant;
use testkit::believable::{self, Size};

const KEY: [u8; 32] = [7; 32];
const NOW: UnixMillis = UnixMillis(1_764_000_000_000);
/// How often each question is asked.
const TIMES: u32 = 200;
/// GOALS P15: the worst of these.
const QUESTIONS: [(&str, &str); 9] = [
    ("a rare word", believable::RARE),
    ("the commonest word", "the"),
    ("a two-letter prefix", "br"),
    ("three words", "invoice company reference"),
    ("a piece of a phone number", "930000"),
    ("no accent", "receçao"),
    ("Arabic", "الحجز"),
    ("Chinese", "早餐"),
    ("Thai", "ผ้าเช็ด"),
];

fn say(id: &str, what: &str, value: f64, unit: &str, against: &str) {
    let line = json!({ "id": id, "what": what, "value": value, "unit": unit, "against": against });
    println!("{line}");
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// Milliseconds below which 95 of 100 took, after a tenth as many that nobody counts.
fn p95(mut once: impl FnMut(u32) -> Result<()>) -> Result<f64> {
    for round in 0..TIMES / 10 {
        once(round)?;
    }
    let mut took = Vec::new();
    for round in 0..TIMES {
        let begun = Instant::now();
        once(round)?;
        took.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    let at = took.len() * 95 / 100;
    took.get(at).copied().context("nothing was measured")
}

/// The list as staff filter and sort it.
fn filters() -> Vec<ConversationFilter> {
    let mut all = Vec::new();
    for order in [Order::Newest, Order::Oldest, Order::WaitingLongest] {
        for statuses in [
            Statuses::Open,
            Statuses::Any,
            Statuses::Of(vec![ConversationStatus::Resolved]),
        ] {
            let plain = ConversationFilter {
                statuses,
                order,
                ..ConversationFilter::default()
            };
            all.push(ConversationFilter {
                channels: vec![Channel::Telegram],
                ..plain.clone()
            });
            all.push(ConversationFilter {
                assignees: vec![Assignee::Nobody],
                ..plain.clone()
            });
            all.push(ConversationFilter {
                unread_only: true,
                ..plain.clone()
            });
            all.push(plain);
        }
    }
    all
}

/// The worst filter's p95 for a page of 50, in milliseconds.
fn list(cache: &Cache) -> Result<f64> {
    let mut worst = 0.0_f64;
    for filter in filters() {
        let took = p95(|_| {
            let page = cache.read(|reader| reader.conversations().page(&filter, 0, 50))?;
            black_box(page.rows.len());
            Ok(())
        })?;
        worst = worst.max(took);
    }
    Ok(worst)
}

/// The p95 of 50 whole messages of the busiest conversations, in milliseconds.
fn open(cache: &Cache) -> Result<f64> {
    p95(|round| {
        let id = ConversationId::new(format!("believable-{}", round % 100))?;
        let page = cache.read(|reader| reader.messages().page(&id, None, 50))?;
        anyhow::ensure!(page.messages.len() == 50, "a busy conversation is long");
        black_box(page);
        Ok(())
    })
}

/// The p95 of a guest's message taken in, in milliseconds: the part of P5 that the size of the cache can change.
fn arrival(cache: &Cache) -> Result<f64> {
    let mut seq = 1;
    p95(|round| {
        seq += 1;
        let rows = believable::arriving(round % 100, seq, UnixMillis(NOW.0 + seq * 1_000))?;
        let applied = cache.apply_page(&rows, None, |_, _| Ok(()))?;
        anyhow::ensure!(applied.rows == 2, "it counts");
        Ok(())
    })
}

/// The slowest question and its p95 in milliseconds. As the window's search asks: conversations and messages in one snapshot.
fn search(cache: &Cache) -> Result<(&'static str, f64)> {
    let mut worst = ("", 0.0);
    for (name, question) in QUESTIONS {
        let took = p95(|_| {
            let found = cache.read(|reader| {
                Ok((
                    reader.search_conversations(question, 50)?.len(),
                    reader.search_messages(question, None, 50)?.hits.len(),
                ))
            })?;
            anyhow::ensure!(found.0 + found.1 > 0, "{question} finds nothing");
            Ok(())
        })?;
        eprintln!("{name}: {took:.2} ms");
        if took > worst.1 {
            worst = (name, took);
        }
    }
    Ok(worst)
}

/// A decade of messages after the other, as many as told.
fn sizes() -> Result<Vec<u32>> {
    let most = match std::env::var("BELLHOP_BENCH_MESSAGES") {
        Ok(told) => told
            .parse()
            .context("BELLHOP_BENCH_MESSAGES is no number")?,
        Err(_) => 1_000_000,
    };
    let decades = [10_000, 100_000, 1_000_000];
    let below = decades.into_iter().filter(|size| *size < most);
    Ok(below.chain([most]).collect())
}

fn main() -> Result<()> {
    catch_up::catch_up()?;
    let sizes = sizes()?;
    let mut before: Option<(u32, [f64; 4])> = None;
    for messages in &sizes {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("measured.cache");
        let size = Size {
            conversations: messages / 20,
            messages: *messages,
        };
        believable::fill_alone(&path, KEY, size, NOW)?;
        let opening = encryption::opening(&path)?;
        let cache = Cache::open(&path, &CacheKey::new(KEY))?;
        let listed = list(&cache)?;
        let opened = open(&cache)?;
        let (question, searched) = search(&cache)?;
        let arrived = arrival(&cache)?;
        drop(cache);
        let of = format!("{messages} messages");
        say(
            "P13",
            &format!("a page of the list, worst filter, {of}, p95"),
            listed,
            "ms",
            "goal ≤ 8 ms",
        );
        say(
            "P14",
            &format!("50 full messages from the cache, {of}, p95"),
            opened,
            "ms",
            "goal ≤ 1.3 ms",
        );
        say(
            "P15",
            &format!("search, worst ({question}), {of}, p95"),
            searched,
            "ms",
            "goal ≤ 17 ms",
        );
        say(
            "P5",
            &format!("a message taken in by the cache, {of}, p95"),
            arrived,
            "ms",
            "part of P5: goal for the whole ≤ 10 ms",
        );
        let figures = [
            ("P13", listed),
            ("P14", opened),
            ("P15", searched),
            ("P5", arrived),
        ];
        if let Some((fewer, then)) = before {
            for ((id, now), then) in figures.into_iter().zip(then) {
                say(
                    "P19",
                    &format!("growth of {id} from {fewer} to {messages}"),
                    now / then,
                    "x",
                    "the tenth of the messages; goal ≤ 1.2",
                );
            }
        }
        before = Some((*messages, figures.map(|(_, value)| value)));
        say(
            "P16",
            &format!("opening the encrypted cache, {of}"),
            opening,
            "ms",
            "goal ≤ 20 ms",
        );
        if Some(messages) == sizes.last() {
            encryption::encryption(&path, folder.path())?;
        }
    }
    Ok(())
}
