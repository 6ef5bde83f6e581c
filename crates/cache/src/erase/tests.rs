//! An erasure that a crash cut short, looked at in a file without a key.

use super::RECORDS_A_TRANSACTION;
use crate::apply::IncomingRecord;
use crate::cache::{Cache, Durability};
use crate::open::tests::{files, message, word};
use crate::table::draft::DraftMode;
use crate::table::{message_fts, record};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use std::collections::BTreeSet;
use std::path::Path;

/// Messages; every second one is of the scope that is lost, so that its erasure takes two transactions.
const MESSAGES: i64 = 2 * (RECORDS_A_TRANSACTION as i64) + 200;

/// Where the crash comes.
#[derive(Debug, Clone, Copy)]
enum Point {
    /// Before anything.
    Begin,
    /// One transaction of two is committed.
    HalfGone,
    /// All rows are gone, and their words still in the index.
    NotPacked,
    /// Packing has begun.
    HalfPacked,
    /// Everything is done but the log, which still has the old pages.
    LogNotEmptied,
}

const POINTS: [Point; 5] = [
    Point::Begin,
    Point::HalfGone,
    Point::NotPacked,
    Point::HalfPacked,
    Point::LogNotEmptied,
];

fn lost_scope() -> Scope {
    Scope("p2/inbox".to_owned())
}

fn cache(folder: &Path) -> Cache {
    Cache::open_with(&folder.join("plain.db"), None).unwrap()
}

/// A conversation whose guest's name, room and newest words are planted.
fn conversation(id: &str, scope: &str, n: i64) -> IncomingRecord {
    let body = serde_json::json!({
        "contact": format!("g-{id}"), "channel": "whatsapp", "connection": "w1", "property": "p1",
        "status": "AWAITING_AGENT", "assignee": null, "unread": 1, "last_at": 1, "opened_at": 1,
        "card": {"name": word(n), "room": word(n + 1)},
        "preview": {"author": "guest", "text": word(n + 2), "content": "text", "at": 1, "state": "received"},
    });
    IncomingRecord {
        kind: Kind::Conversation,
        id: id.parse().unwrap(),
        body: body.to_string(),
        ..message(n, scope, "")
    }
}

fn filled(folder: &Path) -> Cache {
    let cache = cache(folder);
    let mut rows = vec![
        conversation("c1", "p1/inbox", 5000),
        conversation("c2", "p2/inbox", 5010),
    ];
    rows.extend((0..MESSAGES).map(|n| {
        let (scope, conversation) = if n % 2 == 0 {
            ("p1/inbox", "c1")
        } else {
            ("p2/inbox", "c2")
        };
        let row = message(n, scope, &word(n));
        IncomingRecord {
            body: row.body.replace("\"c1\"", &format!("\"{conversation}\"")),
            parent: Some(conversation.parse().unwrap()),
            ..row
        }
    }));
    cache.apply_page(&rows, None, |_, _| Ok(())).unwrap();
    let draft = word(5020);
    cache
        .write(Durability::Full, |w| {
            let conversation = "c2".parse().unwrap();
            w.drafts_mut()
                .set(&conversation, DraftMode::Reply, &draft, UnixMillis(1))
        })
        .unwrap();
    cache
}

/// Everything that must go: words of messages, the row's card and preview, the draft.
fn lost() -> impl Iterator<Item = String> {
    let of_messages = (0..MESSAGES).filter(|n| n % 2 == 1);
    of_messages.chain([5010, 5011, 5012, 5020]).map(word)
}

/// The words of `of` that are in the files. A planted word ends in `zq` and five letters, which the index, too, keeps as they are.
fn left(raw: &[u8], of: impl Iterator<Item = String>) -> Vec<String> {
    let ends = raw.windows(7).filter(|it| it.starts_with(b"zq"));
    let there: BTreeSet<&[u8]> = ends.collect();
    of.filter(|word| there.contains(&word.as_bytes()[2..]))
        .collect()
}

/// Erases up to the point.
fn stop(cache: &Cache, point: Point) {
    let records = cache
        .read(|r| record::numbers_of(r.conn(), &lost_scope()))
        .unwrap();
    assert!(records.len() > RECORDS_A_TRANSACTION);
    let (rows, packed) = match point {
        Point::Begin => (0, 0),
        Point::HalfGone => (RECORDS_A_TRANSACTION, 0),
        Point::NotPacked => (records.len(), 0),
        Point::HalfPacked => (records.len(), 1),
        Point::LogNotEmptied => (records.len(), usize::MAX),
    };
    let gone = records.get(..rows).unwrap();
    for piece in gone.chunks(RECORDS_A_TRANSACTION) {
        cache
            .write(Durability::Normal, |w| {
                let mut found = Vec::new();
                for nr in piece {
                    found.extend(record::by_number(w.conn(), *nr)?);
                }
                message_fts::in_bulk(w.conn(), || w.erase_all(&found))
            })
            .unwrap();
    }
    for step in 0..packed {
        let more = cache.write(Durability::Normal, |w| {
            message_fts::pack_step(w.conn(), step == 0)
        });
        if !more.unwrap() {
            break;
        }
    }
}

/// R10: wherever a crash ends the erasure of a scope, called again it finishes it: no word of it is in file, index or log, for somebody with
/// the key, and the other scope is whole.
#[test]
fn a_crash_in_the_middle_is_made_good() {
    for point in POINTS {
        let folder = tempfile::tempdir().unwrap();
        let begun = filled(folder.path());
        assert_eq!(left(&files(folder.path()), lost()).len(), lost().count());
        stop(&begun, point);
        // What a crash leaves: the files as they are at this moment, log and all.
        let crashed = tempfile::tempdir().unwrap();
        for name in ["plain.db", "plain.db-wal"] {
            let (from, to) = (folder.path().join(name), crashed.path().join(name));
            std::fs::copy(from, to).unwrap();
        }
        drop(begun);
        let raw = files(crashed.path());
        assert_ne!(left(&raw, lost()).len(), 0, "{point:?}: not over yet");

        let cache = cache(crashed.path());
        cache.erase_scope(&lost_scope()).unwrap();
        let raw = files(crashed.path());
        assert_eq!(left(&raw, lost()), Vec::<String>::new(), "{point:?}");
        let kept = || (0..MESSAGES).step_by(2).map(word);
        assert_eq!(left(&raw, kept()).len(), kept().count(), "{point:?}");
        let found = cache.read(|r| r.search_messages(&word(10), None, 5));
        assert_eq!(found.unwrap().hits.len(), 1, "{point:?}");
        let sound = cache.read(|r| r.messages().index_is_sound());
        assert!(sound.unwrap(), "{point:?}");
    }
}
