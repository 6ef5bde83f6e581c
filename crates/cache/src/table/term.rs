//! Names, e-mail addresses, numbers and booking codes: few, short, and searched by any beginning of a word or any piece of a number.

use super::record::id_at;
use crate::error::Result;
use crate::migrate::Migration;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::fold::fold;
use domain::id::ConversationId;
use domain::record::Kind;
use domain::reservation::Reservation;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 record term",
    sql: "
CREATE TABLE term (
  kind TEXT NOT NULL,         -- of the record: contact | conversation
  term TEXT NOT NULL,         -- a folded word, or '#' and a suffix of a number's digits
  record INTEGER NOT NULL,    -- record.nr
  PRIMARY KEY (kind, term, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_record ON term (record);
",
}];

/// Shortest piece of a number that is looked for.
pub(crate) const MIN_DIGITS: usize = 3;

/// Digits of a number beyond this many are ignored (E.164 has 15 at most).
const MAX_DIGITS: usize = 20;

/// Terms of one name beyond this many are ignored.
const MAX_TERMS: usize = 64;

/// The digits of a text, any script.
fn digits(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_digit).collect()
}

/// How a word of a query stands in the table: three digits or more are a piece of a number.
fn spelled(word: &str) -> String {
    let number = word.len() >= MIN_DIGITS && word.bytes().all(|b| b.is_ascii_digit());
    if number {
        format!("#{word}")
    } else {
        word.to_owned()
    }
}

fn words(text: &str, terms: &mut BTreeSet<String>) {
    terms.extend(
        fold(text)
            .split(' ')
            .filter(|t| !t.is_empty())
            .take(MAX_TERMS)
            .map(spelled),
    );
}

fn suffixes(number: &str, terms: &mut BTreeSet<String>) {
    let all: String = digits(number).chars().take(MAX_DIGITS).collect();
    for start in 0..all.len().saturating_sub(MIN_DIGITS - 1) {
        terms.extend(all.get(start..).map(|suffix| format!("#{suffix}")));
    }
}

/// What finds a contact: name, company, address, number, user names.
pub(crate) fn of_contact(contact: &Contact) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    words(&contact.name, &mut terms);
    for text in contact.company.iter().chain(&contact.email) {
        words(text, &mut terms);
    }
    if let Some(number) = &contact.phone {
        suffixes(number, &mut terms);
    }
    for identity in &contact.identities {
        if let Some(name) = &identity.username {
            words(name, &mut terms);
        }
        for address in identity
            .address
            .iter()
            .filter(|a| a.bytes().all(|b| b.is_ascii_digit()))
        {
            suffixes(address, &mut terms);
        }
    }
    terms
}

/// What finds a conversation for those who never get the contact: the card's name.
pub(crate) fn of_conversation(conversation: &Conversation) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    words(&conversation.card.name, &mut terms);
    terms
}

/// What finds a stay: the booking's code.
pub(crate) fn of_reservation(reservation: &Reservation) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    words(&reservation.reference, &mut terms);
    terms
}

/// Whether a name has a word like this, or one that begins so.
pub(crate) fn is_known(conn: &Connection, word: &str, beginning: bool) -> Result<bool> {
    let end = if beginning {
        above(word)
    } else {
        word.to_owned()
    };
    let mut statement = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM term WHERE kind = ?1 AND term >= ?2 AND term <= ?3)",
    )?;
    for kind in [Kind::Contact, Kind::Conversation] {
        if statement.query_row(params![kind.as_str(), word, end], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Replaces the terms of a record.
pub(crate) fn put(conn: &Connection, kind: &Kind, nr: i64, terms: &BTreeSet<String>) -> Result<()> {
    let mut statement = conn.prepare_cached("SELECT term FROM term WHERE record = ?1")?;
    let old: BTreeSet<String> = statement
        .query_map([nr], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for term in old.difference(terms) {
        conn.prepare_cached("DELETE FROM term WHERE kind = ?1 AND term = ?2 AND record = ?3")?
            .execute(params![kind.as_str(), term, nr])?;
    }
    for term in terms.difference(&old) {
        conn.prepare_cached("INSERT INTO term (kind, term, record) VALUES (?1, ?2, ?3)")?
            .execute(params![kind.as_str(), term, nr])?;
    }
    Ok(())
}

pub(crate) fn remove(conn: &Connection, nr: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM term WHERE record = ?1")?
        .execute([nr])?;
    Ok(())
}

/// Records of `kind` that have, for each term, a word or number piece beginning with it. Unordered; at most `limit`.
pub(crate) fn find(
    conn: &Connection,
    kind: &Kind,
    terms: &[String],
    limit: u32,
) -> Result<BTreeSet<i64>> {
    let spelled: Vec<String> = terms.iter().map(|term| spelled(term)).collect();
    let Some((longest, rest)) = split_longest(&spelled) else {
        return Ok(BTreeSet::new());
    };
    let mut sql = String::from(
        "SELECT DISTINCT t.record FROM term t WHERE t.term >= ?1 AND t.term < ?2 AND t.kind = ?3",
    );
    let mut values = vec![longest.to_owned(), above(longest), kind.as_str().to_owned()];
    for term in rest {
        sql.push_str(
            " AND EXISTS (SELECT 1 FROM term o INDEXED BY term_record WHERE o.record = t.record AND o.term >= ? AND o.term < ?)",
        );
        values.extend([term.to_owned(), above(term)]);
    }
    sql.push_str(&format!(" LIMIT {limit}"));
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Conversations whose card or contact has all terms, newest first: for terms so common that a walk down the list meets enough
/// of them soon.
pub(crate) fn walk_conversations(
    conn: &Connection,
    terms: &[String],
    limit: u32,
) -> Result<Vec<ConversationId>> {
    let mut sql =
        String::from("SELECT c.id FROM conversation c INDEXED BY conversation_list WHERE 1");
    let mut values = Vec::new();
    for term in terms.iter().map(|term| spelled(term)) {
        sql.push_str(
            " AND EXISTS (SELECT 1 FROM term o INDEXED BY term_record WHERE o.term >= ? AND o.term < ? AND o.record IN
                (c.record, (SELECT r.nr FROM record r WHERE r.kind = 'contact' AND r.id = c.contact)))",
        );
        values.extend([term.clone(), above(&term)]);
    }
    sql.push_str(&format!(
        " ORDER BY c.last_at DESC, c.id DESC LIMIT {limit}"
    ));
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| id_at(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The longest term is the rarest guess; the others are checked on what it finds.
fn split_longest(terms: &[String]) -> Option<(&str, Vec<&str>)> {
    let (at, longest) = terms
        .iter()
        .enumerate()
        .max_by_key(|(_, term)| term.len())?;
    let rest = terms
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != at)
        .map(|(_, t)| t.as_str());
    Some((longest, rest.collect()))
}

/// An upper bound of everything that begins with `term`.
fn above(term: &str) -> String {
    format!("{term}{}", char::MAX)
}

/// Makes all terms again, after the fold changed.
pub(crate) fn rebuild(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM term", [])?;
    let mut statement = conn.prepare(
        "SELECT nr, kind, body FROM record WHERE kind IN ('contact', 'conversation', 'reservation') AND deleted = 0",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, body) = (row.get_ref(1)?.as_str(), row.get_ref(2)?.as_str());
        let (Ok(kind), Ok(body)) = (kind, body) else {
            continue;
        };
        let kind = Kind::from_text(kind);
        let terms = match kind {
            Kind::Contact => serde_json::from_str(body).ok().map(|c| of_contact(&c)),
            Kind::Reservation => serde_json::from_str(body).ok().map(|r| of_reservation(&r)),
            _ => serde_json::from_str(body).ok().map(|c| of_conversation(&c)),
        };
        put(conn, &kind, row.get(0)?, &terms.unwrap_or_default())?;
    }
    Ok(())
}
