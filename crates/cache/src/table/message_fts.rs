//! The search index of message texts: contentless FTS5 over text folded by `domain::fold`.
//!
//! `contentless_delete` is never used: it ignores `secure-delete`, and erased words stay in the file. So a deletion hands the
//! index the same folded text again, and every change of a message goes through [`Index::change`].
//!
//! While an index is being rebuilt for a new fold, messages with keys below the *floor* are not in it yet.

use super::message_key;
use super::meta::{self, MetaKey};
use crate::error::Result;
use crate::migrate::Migration;
use domain::fold::{FOLD_VERSION, fold};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::cell::OnceCell;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 message_fts",
    sql: "
CREATE VIRTUAL TABLE message_fts USING fts5 (
  text, content='', prefix='2 3',
  tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\"
);
INSERT INTO message_fts (message_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO message_fts (message_fts, rank) VALUES ('automerge', 0);
",
}];

/// Pages of the index that one piece of packing writes.
const PACK_PAGES: i64 = 400;

/// Below this nothing is indexed; `i64::MIN` once the index is complete.
fn floor(conn: &Connection) -> Result<i64> {
    Ok(meta::get(conn, MetaKey::IndexFloor)?.unwrap_or(i64::MIN))
}

fn insert(conn: &Connection, key: i64, text: &str) -> Result<()> {
    let folded = fold(text);
    if !folded.is_empty() {
        conn.prepare_cached("INSERT INTO message_fts (rowid, text) VALUES (?1, ?2)")?
            .execute(params![key, folded])?;
    }
    Ok(())
}

fn delete(conn: &Connection, key: i64, text: &str) -> Result<()> {
    let folded = fold(text);
    if !folded.is_empty() {
        conn.prepare_cached(
            "INSERT INTO message_fts (message_fts, rowid, text) VALUES ('delete', ?1, ?2)",
        )?
        .execute(params![key, folded])?;
    }
    Ok(())
}

/// The index within one transaction: where its floor is, read once.
#[derive(Debug, Default)]
pub(crate) struct Index(OnceCell<i64>);

impl Index {
    /// Moves the index from what a message was to what it is; each is (key, text).
    pub(crate) fn change(
        &self,
        conn: &Connection,
        old: Option<(i64, &str)>,
        new: Option<(i64, &str)>,
    ) -> Result<()> {
        if old == new {
            return Ok(());
        }
        let floor = match self.0.get() {
            Some(floor) => *floor,
            None => {
                let read = floor(conn)?;
                *self.0.get_or_init(|| read)
            }
        };
        if let Some((key, text)) = old.filter(|(key, _)| *key >= floor) {
            delete(conn, key, text)?;
        }
        if let Some((key, text)) = new.filter(|(key, _)| *key >= floor) {
            insert(conn, key, text)?;
        }
        Ok(())
    }
}

/// A term of the query. Two and three letters are the beginning of a word: the prefix index walks those lazily. So is the last
/// term, which may be half typed; without a prefix index of its length FTS5 first gathers every hit of it (some 10 ms for
/// 100,000 hits), so the words before it, which are typed to their end, are whole words.
fn condition(term: &str, last: bool) -> String {
    // Folded terms hold letters, digits and marks only, so a quoted term cannot end its quotes; still doubled.
    let quoted = term.replace('"', "\"\"");
    let beginning = last || term.chars().nth(3).is_none();
    format!("\"{quoted}\"{}", if beginning { " *" } else { "" })
}

/// Keys of messages that hold every term, or a number that begins with one of `numbers`, newest first, below `before`.
pub(crate) fn search(
    conn: &Connection,
    terms: &[String],
    numbers: &[String],
    before: i64,
    limit: u32,
) -> Result<Vec<i64>> {
    let last = terms.len().saturating_sub(1);
    let conditions: Vec<String> = terms
        .iter()
        .enumerate()
        .map(|(i, term)| condition(term, i == last))
        .collect();
    let mut either: Vec<String> = Vec::new();
    if !conditions.is_empty() {
        either.push(format!("({})", conditions.join(" AND ")));
    }
    either.extend(numbers.iter().map(|number| condition(number, true)));
    if either.is_empty() {
        return Ok(Vec::new());
    }
    // Never a rank, never a join: either turns 8 ms into seconds over a common word.
    let mut statement = conn.prepare_cached(
        "SELECT rowid FROM message_fts WHERE message_fts MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3",
    )?;
    let rows = statement.query_map(params![either.join(" OR "), before, limit], |row| {
        row.get(0)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a message has this word, or one that begins so.
pub(crate) fn is_known(conn: &Connection, word: &str, beginning: bool) -> Result<bool> {
    let quoted = word.replace('"', "\"\"");
    let query = format!("\"{quoted}\"{}", if beginning { " *" } else { "" });
    let mut statement = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM message_fts WHERE message_fts MATCH ?1)")?;
    Ok(statement.query_row([query], |row| row.get(0))?)
}

/// After opening: an index made with another fold is emptied and rebuilt by [`rebuild_step`], newest first.
pub(crate) fn prepare(conn: &mut Connection) -> Result<()> {
    let known: Option<u32> = meta::get(conn, MetaKey::FoldVersion)?;
    if known == Some(FOLD_VERSION) {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if known.is_some() {
        tx.execute_batch("INSERT INTO message_fts (message_fts) VALUES ('delete-all')")?;
        meta::set(&tx, MetaKey::IndexFloor, &i64::MAX)?;
        super::term::rebuild(&tx)?;
    }
    meta::set(&tx, MetaKey::FoldVersion, &FOLD_VERSION)?;
    tx.commit()?;
    Ok(())
}

/// Indexes the next `limit` messages below the floor; whether there are more.
pub(crate) fn rebuild_step(conn: &Connection, limit: u32) -> Result<bool> {
    let floor = floor(conn)?;
    if floor == i64::MIN {
        return Ok(false);
    }
    let mut statement = conn.prepare_cached(
        "SELECT m.key, r.body FROM message m JOIN record r ON r.nr = m.record
         WHERE m.key < ?1 ORDER BY m.key DESC LIMIT ?2",
    )?;
    let mut batch: Vec<(i64, String)> = statement
        .query_map(params![floor, limit], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    // Ascending within a batch: one by one from the newest costs half the speed and twice the size.
    batch.reverse();
    for (key, body) in &batch {
        insert(conn, *key, &super::message::text_of(body))?;
    }
    let next = match batch.first() {
        Some((lowest, _)) if batch.len() == limit as usize => *lowest,
        _ => i64::MIN,
    };
    meta::set(conn, MetaKey::IndexFloor, &next)?;
    Ok(next != i64::MIN)
}

/// A small merge, for idle moments (`automerge` is off so that a writer never pays for one).
pub(crate) fn merge(conn: &Connection) -> Result<()> {
    conn.execute_batch("INSERT INTO message_fts (message_fts, rank) VALUES ('merge', 32)")?;
    Ok(())
}

/// Runs `erase` with plain deletes, thirty times as fast as secure ones row by row. The words stay in the index until
/// [`pack_step`] has said that it is done.
pub(crate) fn in_bulk<T>(conn: &Connection, erase: impl FnOnce() -> Result<T>) -> Result<T> {
    conn.execute_batch("INSERT INTO message_fts (message_fts, rank) VALUES ('secure-delete', 0)")?;
    let value = erase()?;
    conn.execute_batch("INSERT INTO message_fts (message_fts, rank) VALUES ('secure-delete', 1)")?;
    Ok(value)
}

/// A piece of packing the whole index into one segment, which drops deleted words; true while there is more to do. The same
/// as `optimize`, but nobody waits for all of it.
pub(crate) fn pack_step(conn: &Connection, first: bool) -> Result<bool> {
    let pages = if first { -PACK_PAGES } else { PACK_PAGES };
    let before = conn.total_changes();
    conn.prepare_cached("INSERT INTO message_fts (message_fts, rank) VALUES ('merge', ?1)")?
        .execute([pages])?;
    // FTS5 says so: a merge that changed fewer than two rows had nothing to do.
    Ok(conn.total_changes() - before >= 2)
}

/// Whether the index agrees with itself (a check for tests and the support page).
pub(crate) fn is_sound(conn: &Connection) -> Result<bool> {
    let lowest: Option<i64> = conn
        .prepare_cached("SELECT rowid FROM message_fts ORDER BY rowid LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let orphan: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM message_fts_docsize WHERE id NOT IN (SELECT key FROM message))",
        [],
        |row| row.get(0),
    )?;
    Ok(!orphan && lowest.is_none_or(|key| key >= message_key::first(0)))
}
