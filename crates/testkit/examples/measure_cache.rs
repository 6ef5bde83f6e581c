//! The desk's cache at 10 thousand, 100 thousand and a million messages: a page of the list (P13), a conversation opened (P14), search (P15), all
//! of it against its size (P19), and the encrypted file beside a plain one (P16).
//!
//! `BELLHOP_BENCH_MESSAGES` ends the row of sizes earlier. Prints one JSON object a line, for `cargo xtask bench`.

#![expect(clippy::print_stdout, reason = "its output is what it measured")]

use anyhow::{Context, Result};
use cache::{Assignee, Cache, CacheKey, ConversationFilter, Order, Statuses};
use domain::channel::Channel;
use domain::conversation::ConversationStatus;
use domain::id::ConversationId;
use domain::time::UnixMillis;
use rusqlite::Connection;
use serde_json::json;
use std::hint::black_box;
use std::path::Path;
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
        if took > worst.1 {
            worst = (name, took);
        }
    }
    Ok(worst)
}

fn connect(path: &Path, encrypted: bool) -> Result<Connection> {
    let connection = Connection::open(path)?;
    if encrypted {
        connection.pragma_update(None, "key", format!("x'{}'", hex::encode(KEY)))?;
    }
    connection.pragma_update(None, "cache_size", -6_144)?;
    Ok(connection)
}

/// Nineteen reads and a write, as often as a desk does them.
fn mix(connection: &Connection, round: u32) -> Result<()> {
    let mut thread = connection.prepare_cached(
        "SELECT r.body FROM message m JOIN record r ON r.nr = m.record WHERE m.conversation = ?1 ORDER BY m.key DESC LIMIT 50",
    )?;
    for n in 0..19_u32 {
        let id = format!("believable-{}", (round * 7_919 + n * 104_729) % 500);
        let mut rows = thread.query([id])?;
        while let Some(row) = rows.next()? {
            black_box(row.get_ref(0)?);
        }
    }
    connection.execute(
        "UPDATE conversation SET unread = unread + 1 WHERE id = ?1",
        [format!("believable-{}", round % 500)],
    )?;
    Ok(())
}

/// The same statements on the encrypted file and on a plain copy, one round of each in turn.
fn encryption(path: &Path, folder: &Path) -> Result<()> {
    let plain = folder.join("plain");
    let sealed = connect(path, true)?;
    sealed.execute("ATTACH ?1 AS plain KEY ''", [plain.display().to_string()])?;
    sealed.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(()))?;
    sealed.execute("DETACH plain", [])?;
    let open = connect(&plain, false)?;
    for connection in [&sealed, &open] {
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
    }
    let reading = beside(&sealed, &open, TIMES, mix)?;
    say(
        "P16",
        "95 % reads on the encrypted cache",
        reading,
        "x",
        "a plain copy, in turn; goal ≤ 1.15",
    );
    let writing = beside(&sealed, &open, 5, |connection, round| {
        Ok(connection.execute_batch(&format!(
            "BEGIN; CREATE TABLE bulk{round} AS SELECT nr, id, body FROM record LIMIT 50000; COMMIT;"
        ))?)
    })?;
    say(
        "P16",
        "bulk writing, 50,000 records",
        writing,
        "x",
        "the plain copy, in turn; goal ≤ 1.7",
    );
    Ok(())
}

/// The same work on both in turn: the median of the first over that of the second.
fn beside(
    first: &Connection,
    second: &Connection,
    rounds: u32,
    work: impl Fn(&Connection, u32) -> Result<()>,
) -> Result<f64> {
    let mut took = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        for (connection, took) in [first, second].into_iter().zip(&mut took) {
            let begun = Instant::now();
            work(connection, round)?;
            took.push(begun.elapsed().as_secs_f64());
        }
    }
    let [first, second] = took.map(|mut all| {
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    });
    Ok(first / second)
}

fn main() -> Result<()> {
    let most = std::env::var("BELLHOP_BENCH_MESSAGES")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(1_000_000_u32);
    let mut before: Option<(u32, [f64; 3])> = None;
    for messages in [10_000, 100_000, 1_000_000]
        .into_iter()
        .filter(|it| *it <= most)
    {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("measured.cache");
        let size = Size {
            conversations: messages / 20,
            messages,
        };
        believable::fill_alone(&path, KEY, size, NOW)?;
        let begun = Instant::now();
        let cache = Cache::open(&path, &CacheKey::new(KEY))?;
        let opening = begun.elapsed().as_secs_f64() * 1_000.0;
        let listed = list(&cache)?;
        let opened = open(&cache)?;
        let (question, searched) = search(&cache)?;
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
        if let Some((fewer, [list, open, search])) = before {
            for (id, now, then) in [
                ("P13", listed, list),
                ("P14", opened, open),
                ("P15", searched, search),
            ] {
                say(
                    "P19",
                    &format!("growth of {id} from {fewer} to {messages}"),
                    now / then,
                    "x",
                    "the tenth of the messages; goal ≤ 1.2",
                );
            }
        }
        before = Some((messages, [listed, opened, searched]));
        drop(cache);
        say(
            "P16",
            &format!("opening the encrypted cache, {of}"),
            opening,
            "ms",
            "goal ≤ 20 ms",
        );
        if messages == most {
            encryption(&path, folder.path())?;
        }
    }
    Ok(())
}
