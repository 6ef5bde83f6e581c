//! Looks inside a file without a key, which no other code can make: does an erasure leave words behind?

use crate::apply::IncomingRecord;
use crate::cache::Cache;
use domain::record::{Kind, Scope};
use std::path::Path;

pub(crate) fn message(n: i64, scope: &str, word: &str) -> IncomingRecord {
    let body = serde_json::json!({
        "conversation": "c1", "author": "guest", "state": "received", "text": word,
        "content": {"type": "text"}, "at": 1_767_225_600_000_i64 + n,
    });
    IncomingRecord {
        seq: n + 1,
        kind: Kind::Message,
        id: format!("m{n}").parse().unwrap(),
        scope: Scope(scope.to_owned()),
        parent: None,
        at: n,
        deleted: false,
        erased: false,
        body: body.to_string(),
    }
}

/// A word of its own for each number. The index keeps of a word what differs from the one before it, so what is looked for is the
/// end of it, which no two words share.
pub(crate) fn word(n: i64) -> String {
    let letter = |k: i64| char::from(b'a' + u8::try_from(k % 26).unwrap());
    let mixed = n * 7919 + 4_000_000;
    let tail: String = (0..5).map(|i| letter(mixed / 26_i64.pow(i))).collect();
    format!("{}{}zq{tail}", letter(n), letter(n / 26))
}

pub(crate) fn files(dir: &Path) -> Vec<u8> {
    std::fs::read_dir(dir)
        .unwrap()
        .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect()
}

fn left(raw: &[u8], words: impl Iterator<Item = String>) -> Vec<String> {
    let is_there = |word: &String| {
        let tail = &word.as_bytes()[2..];
        raw.windows(tail.len())
            .any(|piece| piece.eq_ignore_ascii_case(tail))
    };
    words.filter(is_there).collect()
}

/// A contact whose name, address and number are planted.
fn guest(scope: &str) -> IncomingRecord {
    let body = serde_json::json!({
        "name": word(900), "email": format!("{}@example.com", word(901)), "phone": "+351912777888",
        "source": "whatsapp", "property": "p1", "created_at": 0,
    });
    let id = "g1".parse().unwrap();
    IncomingRecord {
        kind: Kind::Contact,
        id,
        body: body.to_string(),
        ..message(900, scope, "")
    }
}

fn plain_cache() -> (tempfile::TempDir, Cache) {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open_with(&dir.path().join("plain.db"), None).unwrap();
    let rows: Vec<IncomingRecord> = (0..400)
        .map(|n| {
            message(
                n,
                if n % 2 == 0 { "p1/inbox" } else { "p2/inbox" },
                &word(n),
            )
        })
        .collect();
    cache.apply_page(&rows, None, |_, _| Ok(())).unwrap();
    (dir, cache)
}

/// R10: after a scope is erased no word of it is in the file, the index or the log, even for somebody with the key.
#[test]
fn an_erased_scope_leaves_no_word() {
    let (dir, cache) = plain_cache();
    let lost = || (0..400).filter(|n| n % 2 == 1).map(word);
    assert_eq!(
        left(&files(dir.path()), lost()).len(),
        200,
        "they were there"
    );
    cache.erase_scope(&Scope("p2/inbox".to_owned())).unwrap();
    assert_eq!(left(&files(dir.path()), lost()), Vec::<String>::new());
    assert_eq!(
        left(&files(dir.path()), (0..400).step_by(2).map(word)).len(),
        200,
        "the rest is whole"
    );
    let kept = cache
        .read(|r| r.search_messages(&word(10), None, 5))
        .unwrap();
    assert_eq!(kept.hits.len(), 1, "the others are still found");
}

/// R11: a guest and messages erased one by one leave no word either.
#[test]
fn erased_records_leave_no_word() {
    let (dir, cache) = plain_cache();
    let chosen = || (0..400).step_by(9);
    cache
        .apply_page(&[guest("p1/guests")], None, |_, _| Ok(()))
        .unwrap();
    let name = || (900..902).map(word).chain(["++912777888".to_owned()]);
    assert_eq!(left(&files(dir.path()), name()).len(), 3);
    cache
        .erase_record(&Kind::Contact, &"g1".parse().unwrap())
        .unwrap();
    assert_eq!(left(&files(dir.path()), name()), Vec::<String>::new());
    for n in chosen() {
        cache
            .erase_record(&Kind::Message, &format!("m{n}").parse().unwrap())
            .unwrap();
    }
    cache.truncate_log().unwrap();
    assert_eq!(
        left(&files(dir.path()), chosen().map(word)),
        Vec::<String>::new()
    );
}

/// A new fold empties the index and fills it again from the newest down, while messages come, change and go.
#[test]
fn a_new_fold_rebuilds_the_index() {
    use crate::cache::Durability;
    use crate::table::meta::MetaKey;
    let (dir, cache) = plain_cache();
    cache
        .write(Durability::Full, |w| {
            w.meta_mut().set(MetaKey::FoldVersion, &0)
        })
        .unwrap();
    drop(cache);
    let cache = Cache::open_with(&dir.path().join("plain.db"), None).unwrap();
    let found = |word: &str| {
        cache
            .read(|r| r.search_messages(word, None, 5))
            .unwrap()
            .hits
            .len()
    };
    assert_eq!(found(&word(399)), 0);
    assert!(cache.maintain().unwrap(), "200 of 400 are in");
    assert_eq!((found(&word(399)), found(&word(5))), (1, 0));
    let mut changed = [
        message(5, "p1/inbox", "fresh"),
        message(390, "p1/inbox", "newest"),
    ];
    for row in &mut changed {
        row.seq = 1000;
    }
    cache.apply_page(&changed, None, |_, _| Ok(())).unwrap();
    while cache.maintain().unwrap() {}
    for (word, hits) in [
        (word(5), 0),
        ("fresh".into(), 1),
        (word(390), 0),
        ("newest".into(), 1),
        (word(4), 1),
    ] {
        assert_eq!(found(&word), hits, "{word}");
    }
    assert!(cache.read(|r| r.messages().index_is_sound()).unwrap());
}

/// R11: a guest's tombstones take with them what only this computer wrote about them: a reply and a note that wait, what was sent, a
/// draft, its file's name, in tables, index and log.
#[test]
fn an_erased_guest_leaves_no_word_that_was_written_here() {
    use crate::cache::Durability;
    use crate::table::attachment::AttachmentRow;
    use crate::table::draft::DraftMode;
    use crate::table::outbox::NewEntry;
    use domain::command::{Action, Command};
    use domain::id::{CommandId, ConversationId, MessageId, RecordId};
    use domain::message::Message;
    use domain::time::UnixMillis;

    let (dir, cache) = plain_cache();
    let place = ConversationId::new("v1").unwrap();
    let conversation = IncomingRecord {
        seq: 950,
        kind: Kind::Conversation,
        id: RecordId::from(&place),
        parent: Some("g1".parse().unwrap()),
        body: serde_json::json!({
            "contact": "g1", "channel": "whatsapp", "connection": "w1", "property": "p1",
            "status": "AGENT_ASSIGNED", "card": {"name": word(900)}, "last_at": 1, "opened_at": 1,
        })
        .to_string(),
        ..message(950, "p1/inbox", "")
    };
    let rows = [guest("p1/guests"), conversation];
    cache.apply_page(&rows, None, |_, _| Ok(())).unwrap();
    let echo: Message = serde_json::from_value(serde_json::json!({
        "conversation": "v1", "author": "staff", "state": "queued", "text": word(910),
        "content": {"type": "text"}, "at": 2,
    }))
    .unwrap();
    let note = |id: &str, n: i64| NewEntry {
        command: Command {
            id: CommandId::new(id).unwrap(),
            action: Action::AddNote {
                conversation: place.clone(),
                text: word(n),
                attachment: None,
                message: None,
            },
        },
        after: Vec::new(),
        record: None,
        created_at: UnixMillis(1),
    };
    cache
        .write(Durability::Full, |w| {
            w.outbox_mut().push(&note("k1", 911))?;
            w.outbox_mut().push(&note("k2", 912))?;
            w.outbox_mut().answered(&CommandId::new("k2").unwrap(), 5)?;
            w.outbox_mut().settle(5)?;
            w.insert_predicted_message(&MessageId::new("mine").unwrap(), &echo)?;
            w.drafts_mut()
                .set(&place, DraftMode::Reply, &word(913), UnixMillis(1))?;
            w.attachments_mut().add(&AttachmentRow {
                id: "a1".to_owned(),
                conversation: place.clone(),
                mode: DraftMode::Reply,
                name: word(914),
                mime: "text/plain".to_owned(),
                size: 1,
                file: "f1".to_owned(),
                media: None,
            })
        })
        .unwrap();
    let planted = || (900..902).chain(910..915).map(word);
    assert_eq!(
        left(&files(dir.path()), planted()).len(),
        7,
        "they are there"
    );
    let gone = |row: &IncomingRecord| IncomingRecord {
        seq: 1_000,
        deleted: true,
        erased: true,
        body: String::new(),
        ..row.clone()
    };
    let applied = cache
        .apply_page(&rows.each_ref().map(gone), None, |_, _| Ok(()))
        .unwrap();
    assert_eq!(applied.erased.len(), 2);
    cache.truncate_log().unwrap();
    assert_eq!(left(&files(dir.path()), planted()), Vec::<String>::new());
    let outbox = cache.read(|r| r.outbox().all()).unwrap();
    assert!(outbox.is_empty());
    assert!(cache.read(|r| r.messages().index_is_sound()).unwrap());
}
