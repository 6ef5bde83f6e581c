//! P16: the encrypted file beside a plain copy of it.

use crate::{KEY, TIMES, median, say};
use anyhow::Result;
use cache::{Cache, CacheKey};
use rusqlite::{Connection, params};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// How often the cache is opened.
const OPENED: usize = 9;
/// How often many records are written on each side.
const BULKS: u32 = 9;

/// The median time of opening it, in milliseconds: key, check of the key, migrations, a writer and three readers.
pub(crate) fn opening(path: &Path) -> Result<f64> {
    let mut took = Vec::new();
    for _ in 0..OPENED {
        let begun = Instant::now();
        let cache = Cache::open(path, &CacheKey::new(KEY))?;
        took.push(begun.elapsed().as_secs_f64() * 1_000.0);
        drop(cache);
    }
    Ok(median(took))
}

fn connect(path: &Path, encrypted: bool) -> Result<Connection> {
    let connection = Connection::open(path)?;
    if encrypted {
        connection.pragma_update(None, "key", format!("x'{}'", hex::encode(KEY)))?;
        connection.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    }
    // As the reader of the cache that most reads go to.
    connection.pragma_update(None, "cache_size", -16_384)?;
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
pub(crate) fn encryption(path: &Path, folder: &Path) -> Result<()> {
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
    // What is written comes from the relay, not from the file.
    let mut records = open.prepare("SELECT nr, id, body FROM record LIMIT 50000")?;
    let records = records.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let records: Vec<(i64, String, String)> = records.collect::<rusqlite::Result<_>>()?;
    let writing = beside(&sealed, &open, BULKS, |connection, round| {
        connection.execute_batch(&format!(
            "BEGIN; CREATE TABLE bulk{round} (nr INTEGER PRIMARY KEY, id TEXT, body TEXT);"
        ))?;
        let mut insert =
            connection.prepare(&format!("INSERT INTO bulk{round} VALUES (?1, ?2, ?3)"))?;
        for record in &records {
            insert.execute(params![record.0, record.1, record.2])?;
        }
        Ok(connection.execute_batch("COMMIT")?)
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
    let [first, second] = took.map(median);
    Ok(first / second)
}
