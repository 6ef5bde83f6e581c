//! P9: a catch-up applied to the encrypted cache, beside the same rows inserted into a plain SQLite file with a search index.

use crate::{KEY, NOW, median, say};
use anyhow::Result;
use cache::{Cache, CacheKey, IncomingRecord};
use domain::fold::fold;
use domain::message::Message;
use domain::record::Kind;
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::Instant;
use testkit::believable::{self, Size};

/// Of each side, in turn. A second is worth more or less on a shared machine, so each round is compared within itself.
const ROUNDS: usize = 15;
/// What is caught up with.
const SIZE: Size = Size {
    conversations: 1_000,
    messages: 20_000,
};
/// Rows that a relay sends at once.
const PAGE: usize = 500;

/// A row as the plain file takes it: read and folded before.
struct Raw<'r> {
    row: &'r IncomingRecord,
    key: i64,
    folded: Option<String>,
}

/// Rows a second of ours over rows a second of the plain file.
pub(crate) fn catch_up() -> Result<()> {
    let rows: Vec<IncomingRecord> = believable::pages(SIZE, NOW)?.concat();
    let raw = ready(&rows)?;
    let (mut ours, mut ratios) = (Vec::new(), Vec::new());
    // The first round warms both up.
    for round in 0..=ROUNDS {
        let folder = tempfile::tempdir()?;
        let plain = plain(&folder.path().join("plain"), &raw)?;
        let cache = applied(&folder.path().join("measured.cache"), &rows)?;
        if round > 0 {
            ours.push(cache);
            ratios.push(plain / cache);
        }
    }
    let count = f64::from(u32::try_from(rows.len())?);
    say(
        "P9",
        "catch-up applied to the cache with its search index, rows a second",
        median(ratios),
        "x",
        "the same rows into a plain SQLite file: one table, the thread's index, FTS5, 500 a transaction; goal ≥ 0.5",
    );
    say(
        "P9",
        "the same, absolute",
        count / median(ours),
        "/s",
        "500 rows a transaction, 20 as soon as staff wait",
    );
    Ok(())
}

/// Seconds.
fn applied(path: &Path, rows: &[IncomingRecord]) -> Result<f64> {
    let cache = Cache::open(path, &CacheKey::new(KEY))?;
    let begun = Instant::now();
    for page in rows.chunks(PAGE) {
        cache.apply_page(page, None, |_, _| Ok(()))?;
    }
    Ok(begun.elapsed().as_secs_f64())
}

fn ready(rows: &[IncomingRecord]) -> Result<Vec<Raw<'_>>> {
    let each = rows.iter().enumerate().map(|(number, row)| {
        let folded = match row.kind {
            Kind::Message => Some(fold(&serde_json::from_str::<Message>(&row.body)?.text)),
            _ => None,
        };
        let key = row.at * 1_024 + i64::try_from(number % 1_024)?;
        Ok(Raw { row, key, folded })
    });
    let mut all: Vec<Raw<'_>> = each.collect::<Result<_>>()?;
    // As the index likes it best.
    all.sort_by_key(|one| one.key);
    all.dedup_by_key(|one| one.key);
    Ok(all)
}

/// Seconds.
fn plain(path: &Path, rows: &[Raw<'_>]) -> Result<f64> {
    let mut file = Connection::open(path)?;
    file.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    file.pragma_update(None, "synchronous", "NORMAL")?;
    file.pragma_update(None, "cache_size", -6_144)?;
    file.execute_batch(
        "CREATE TABLE record (key INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, scope TEXT NOT NULL,
           parent TEXT, at INTEGER NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (kind, id)) STRICT;
         CREATE INDEX thread ON record (parent, at);
         CREATE VIRTUAL TABLE message_fts USING fts5 (text, content='', prefix='2 3',
           tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\");",
    )?;
    let begun = Instant::now();
    for page in rows.chunks(PAGE) {
        let transaction = file.transaction()?;
        {
            let mut record = transaction.prepare_cached(
                "INSERT INTO record (key, kind, id, scope, parent, at, seq, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            let mut index = transaction
                .prepare_cached("INSERT INTO message_fts (rowid, text) VALUES (?1, ?2)")?;
            for Raw { row, key, folded } in page {
                let parent = row.parent.as_ref().map(|it| it.as_str());
                record.execute(params![
                    key,
                    row.kind.as_str(),
                    row.id.as_str(),
                    row.scope.as_str(),
                    parent,
                    row.at,
                    row.seq,
                    row.body
                ])?;
                if let Some(folded) = folded {
                    index.execute(params![key, folded])?;
                }
            }
        }
        transaction.commit()?;
    }
    Ok(begun.elapsed().as_secs_f64())
}
