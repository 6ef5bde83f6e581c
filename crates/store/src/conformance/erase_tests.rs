//! Erasing: what is kept beside records is found, and goes with them.

use super::Place;
use super::command_tests::{answer, command, key};
use super::ingress_tests::envelope;
use super::job_tests::job;
use super::world::{NOW, conversation, hotel, id, message, open, staff, tombstone, write};
use crate::copy::{TABLES, Value};
use crate::model::{AuditLine, EnvelopeEnd, Forget, StoredAnswer};
use crate::store_trait::{Store, Transaction};
use domain::record::Kind;
use std::collections::BTreeSet;

async fn begin(store: &dyn Store) -> Box<dyn Transaction> {
    store.begin(&hotel(), NOW).await.unwrap()
}

/// R11: what hangs on a record is found whatever its kind and scope, tombstones and what the transaction itself wrote included.
pub async fn everything_that_hangs_is_found(place: &dyn Place) {
    let store = open(place).await;
    let gone = message("m-gone", "c", "p/inbox");
    let elsewhere = super::world::put(Kind::Other("stay".to_owned()), "s", "p/stays");
    let stay = crate::model::Put {
        parent: Some(id("c")),
        ..elsewhere
    };
    write(
        &*store,
        vec![
            conversation("c", "p/inbox"),
            message("m-1", "c", "p/inbox"),
            gone.clone(),
            stay,
            message("strange", "other", "p/inbox"),
        ],
    )
    .await;
    write(&*store, vec![tombstone(gone)]).await;
    let mut tx = begin(&*store).await;
    tx.next_seq().await.unwrap();
    tx.put(message("m-2", "c", "p/inbox"));
    let found = tx.hanging(&id("c")).await.unwrap();
    let names: BTreeSet<String> = found.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(
        names.iter().map(String::as_str).collect::<Vec<_>>(),
        ["m-1", "m-2", "m-gone", "s"]
    );
}

/// Fills every table that may hold a guest; the numbers of the two envelopes.
async fn fill(store: &dyn Store) -> Vec<i64> {
    let mut unread = envelope(&hotel(), b"broken 15550001");
    unread.guests = Vec::new();
    let envelopes = [envelope(&hotel(), b"hello"), unread];
    let envelopes = store.put_envelopes(&envelopes).await.unwrap();
    let mut tx = begin(store).await;
    tx.set_lookup(key("+351"), id("a"));
    tx.set_lookup(key("+352"), id("b"));
    tx.add_job(job("j-1", "lane"));
    tx.remember_events(&["one".to_owned(), "two".to_owned()])
        .await
        .unwrap();
    for (of, about) in [("k-1", "a"), ("k-2", "b")] {
        tx.store_answer(StoredAnswer {
            about: Some(id(about)),
            ..answer(of, "hash")
        });
    }
    tx.end_envelope(envelopes[0], EnvelopeEnd::Processed);
    tx.commit().await.unwrap();
    envelopes
}

/// R11: keys by what they lead to, jobs, envelopes by whom they name, event keys.
pub async fn what_is_kept_beside_records_is_found(place: &dyn Place) {
    let store = open(place).await;
    let envelopes = fill(&*store).await;
    let mut tx = begin(&*store).await;
    let to = BTreeSet::from([id("a"), id("nobody")]);
    assert_eq!(
        tx.lookups_to(&to).await.unwrap(),
        [("phone".to_owned(), "+351".to_owned())]
    );
    let mut kept = tx.kept("phone").await.unwrap();
    kept.keys.sort();
    kept.events.sort();
    assert_eq!(kept.keys, ["+351", "+352"]);
    assert_eq!(kept.jobs.len(), 1);
    assert_eq!(kept.jobs[0].0, "j-1");
    assert_eq!(kept.events, ["one", "two"]);
    kept.envelopes.sort_by_key(|it| it.id);
    let told = kept.envelopes.iter().map(|it| (it.id, it.ended));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(envelopes[0], true), (envelopes[1], false)]
    );
    assert_eq!(kept.envelopes[0].guests, ["15550001"]);
    assert_eq!(kept.envelopes[0].unread, None, "it says itself whom");
    assert_eq!(
        kept.envelopes[1].unread.as_deref(),
        Some(b"broken 15550001".as_slice())
    );
    assert!(tx.kept("nothing").await.unwrap().keys.is_empty());
}

/// R11: what is forgotten is gone with the commit and not before, what is not named stays, and what the same transaction writes
/// stays too. The hash of what was asked goes; that it was answered does not.
pub async fn what_is_forgotten_is_gone(place: &dyn Place) {
    let store = open(place).await;
    let envelopes = fill(&*store).await;
    let forget = Forget {
        lookups: vec![("phone".to_owned(), "+351".to_owned())],
        jobs: vec!["j-1".to_owned()],
        envelopes: vec![envelopes[0]],
        events: vec!["one".to_owned()],
        about: vec![id("a")],
    };
    let line = AuditLine {
        staff: Some(staff("olga")),
        what: "erase".to_owned(),
        about: "a".to_owned(),
    };
    let mut tx = begin(&*store).await;
    tx.mark();
    tx.forget(forget.clone());
    tx.audit(line.clone());
    tx.rollback_to_mark();
    tx.commit().await.unwrap();
    let mut tx = begin(&*store).await;
    assert_eq!(tx.kept("phone").await.unwrap().jobs.len(), 1);
    tx.forget(forget);
    tx.audit(line);
    tx.store_answer(StoredAnswer {
        about: Some(id("a")),
        ..answer("k-3", "hash")
    });
    tx.commit().await.unwrap();
    let mut tx = begin(&*store).await;
    let kept = tx.kept("phone").await.unwrap();
    assert_eq!(
        (kept.keys, kept.events),
        (vec!["+352".to_owned()], vec!["two".to_owned()])
    );
    assert!(kept.jobs.is_empty());
    assert_eq!(
        kept.envelopes.iter().map(|it| it.id).collect::<Vec<_>>(),
        [envelopes[1]]
    );
    for (of, hash) in [("k-1", ""), ("k-2", "hash"), ("k-3", "hash")] {
        let found = tx.answer(&command(of)).await.unwrap().unwrap();
        assert_eq!(found.request_hash, hash, "{of}");
        assert!(found.about.is_some());
    }
    drop(tx);
    let audit = TABLES.iter().find(|table| table.name == "audit").unwrap();
    let lines = store.rows(audit, None, 10).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains(&Value::Text("erase".to_owned())));
}

/// An event key can be asked about without being remembered.
pub async fn asking_remembers_nothing(place: &dyn Place) {
    let store = open(place).await;
    let one = ["one".to_owned()];
    let mut tx = begin(&*store).await;
    assert!(!tx.knows_event("one").await.unwrap());
    assert_eq!(tx.remember_events(&one).await.unwrap(), [true]);
    assert!(tx.knows_event("one").await.unwrap(), "said just now");
    tx.commit().await.unwrap();
    let mut tx = begin(&*store).await;
    assert!(tx.knows_event("one").await.unwrap());
    for (key, known) in [
        ("#|a", false),
        ("#|b", true),
        ("#|c", false),
        ("#", false),
        ("one|x", false),
    ] {
        if known {
            tx.remember_events(&[key.to_owned()]).await.unwrap();
        }
        assert_eq!(tx.knows_event(key).await.unwrap(), known, "{key}");
    }
    tx.commit().await.unwrap();
    let mut tx = begin(&*store).await;
    for (key, known) in [("#|b", true), ("#|a", false), ("#|bb", false)] {
        assert_eq!(tx.knows_event(key).await.unwrap(), known, "{key}");
    }
}

/// R11: scrubbing changes nothing that lives.
pub async fn scrubbing_keeps_what_lives(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![conversation("c", "p/inbox")]).await;
    assert!(store.scrub().await.unwrap(), "nobody is in the way");
    assert_eq!(
        super::world::feed(&*store, &["p/inbox"], 0)
            .await
            .records
            .len(),
        1
    );
    write(&*store, vec![conversation("d", "p/inbox")]).await;
    super::checksum_tests::assert_checksums(&*store).await;
}
