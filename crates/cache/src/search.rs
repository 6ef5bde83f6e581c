//! Search over names, numbers and messages (SPEC 4, 5): always newest first, never ranked.

use crate::error::Result;
use crate::snippet::{Snippet, snippet};
use crate::stored::Row;
use crate::table::conversation::ConversationReader;
use crate::table::message::{MessageReader, MessageRow};
use crate::table::record::id_at;
use crate::table::{message_fts, record, term};
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::fold::{number, query_terms};
use domain::id::ConversationId;
use domain::record::Kind;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Records a name search looks at before it sorts; beyond that the query is too short to be a search.
const MAX_CANDIDATES: u32 = 2_000;

/// Most rows any search returns.
const MAX_HITS: u32 = 200;

/// A message that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageHit {
    /// The message.
    pub message: MessageRow,
    /// Its text around the match.
    pub snippet: Snippet,
}

/// A page of found messages, newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageSearch {
    /// The messages.
    pub hits: Vec<MessageHit>,
    /// Ask for older ones with this; `None` if there are none.
    pub before: Option<i64>,
}

/// The text's digits if it is a number or a piece of one.
fn as_number(text: &str) -> Option<Vec<String>> {
    Some(vec![number(text)?])
}

/// The number as it is dialled at home, as it stands in the table with its country: without a trunk prefix (`0…`, `(0)`) or `00`.
fn as_dialled(text: &str) -> Option<Vec<String>> {
    let mut number = as_number(&text.replace("(0)", ""))?;
    for digits in &mut number {
        *digits = digits.trim_start_matches('0').to_owned();
        if digits.len() < term::MIN_DIGITS {
            return None;
        }
    }
    Some(number)
}

/// What a number that guests write in their words may begin with: as it was typed, and as it is dialled from abroad.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers: Vec<String> = number(text).into_iter().collect();
    numbers.extend(as_dialled(text).into_iter().flatten());
    numbers.dedup();
    numbers
}

fn candidates(conn: &Connection, kind: &Kind, text: &str) -> Result<BTreeSet<i64>> {
    let mut found = term::find(conn, kind, &query_terms(text), MAX_CANDIDATES)?;
    if let Some(number) = as_number(text) {
        found.extend(term::find(conn, kind, &number, MAX_CANDIDATES)?);
    }
    if found.is_empty()
        && let Some(number) = as_dialled(text)
    {
        found = term::find(conn, kind, &number, MAX_CANDIDATES)?;
    }
    Ok(found)
}

pub(crate) fn conversations(
    conn: &Connection,
    text: &str,
    limit: u32,
) -> Result<Vec<Row<Conversation>>> {
    let limit = limit.min(MAX_HITS);
    let by_card = candidates(conn, &Kind::Conversation, text)?;
    let by_contact = candidates(conn, &Kind::Contact, text)?;
    if by_card.len().max(by_contact.len()) >= MAX_CANDIDATES as usize {
        // More than can be sorted: half the house is called that, so the newest of them are near the top of the list.
        let terms = as_number(text).unwrap_or_else(|| query_terms(text));
        let ids = term::walk_conversations(conn, &terms, limit)?;
        return ConversationReader(conn).rows(ids);
    }
    let mut hits: BTreeSet<(i64, ConversationId)> = BTreeSet::new();
    let mut of_card =
        conn.prepare_cached("SELECT last_at, id FROM conversation WHERE record = ?1")?;
    for nr in by_card {
        for hit in of_card.query_map([nr], |row| Ok((row.get(0)?, id_at(row, 1)?)))? {
            hits.insert(hit?);
        }
    }
    let mut of_contact = conn.prepare_cached(
        "SELECT c.last_at, c.id FROM record r JOIN conversation c ON c.contact = r.id WHERE r.nr = ?1",
    )?;
    for nr in by_contact {
        for hit in of_contact.query_map([nr], |row| Ok((row.get(0)?, id_at(row, 1)?)))? {
            hits.insert(hit?);
        }
    }
    let mut of_stay = conn.prepare_cached(
        "SELECT c.last_at, c.id FROM record r JOIN conversation c ON c.contact = r.parent WHERE r.nr = ?1",
    )?;
    for nr in candidates(conn, &Kind::Reservation, text)? {
        for hit in of_stay.query_map([nr], |row| Ok((row.get(0)?, id_at(row, 1)?)))? {
            hits.insert(hit?);
        }
    }
    let newest = hits
        .into_iter()
        .rev()
        .take(limit as usize)
        .map(|(_, id)| id);
    ConversationReader(conn).rows(newest.collect())
}

pub(crate) fn contacts(conn: &Connection, text: &str, limit: u32) -> Result<Vec<Row<Contact>>> {
    let mut rows: Vec<Row<Contact>> = Vec::new();
    let mut by_nr = conn.prepare_cached("SELECT id FROM record WHERE nr = ?1")?;
    for nr in candidates(conn, &Kind::Contact, text)? {
        let id = by_nr.query_row([nr], |row| id_at(row, 0))?;
        rows.extend(record::find(conn, &Kind::Contact, &id)?.and_then(record::visible));
    }
    let mut whose = conn.prepare_cached("SELECT parent FROM record WHERE nr = ?1")?;
    for nr in candidates(conn, &Kind::Reservation, text)? {
        let id: domain::id::RecordId = whose.query_row([nr], |row| id_at(row, 0))?;
        if rows.iter().all(|row| row.id != id.clone().into()) {
            rows.extend(record::find(conn, &Kind::Contact, &id)?.and_then(record::visible));
        }
    }
    rows.sort_by(|a, b| (&a.body.name, &a.id).cmp(&(&b.body.name, &b.id)));
    rows.truncate(limit.min(MAX_HITS) as usize);
    Ok(rows)
}

pub(crate) fn messages(
    conn: &Connection,
    text: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<MessageSearch> {
    let mut terms = query_terms(text);
    let numbers = numbers(text);
    let limit = limit.clamp(1, MAX_HITS);
    let start = before.unwrap_or(i64::MAX);
    let mut keys = message_fts::search(conn, &terms, &numbers, start, limit + 1)?;
    terms.extend(numbers);
    let more = keys.len() > limit as usize;
    keys.truncate(limit as usize);
    let mut hits = Vec::with_capacity(keys.len());
    for key in &keys {
        let found = MessageReader(conn).by_key(*key)?;
        hits.extend(found.map(|message| MessageHit {
            snippet: snippet(&message.row.body.text, &terms),
            message,
        }));
    }
    Ok(MessageSearch {
        hits,
        before: keys.last().copied().filter(|_| more),
    })
}
