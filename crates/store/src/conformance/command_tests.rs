//! Answers and unique keys.

use super::Place;
use super::world::{NOW, add_hotel, conversation, feed, hotel, id, open, staff, write};
use crate::error::StoreError;
use crate::model::{LookupKey, StoredAnswer};
use domain::command::{Answer, Code, Outcome};
use domain::id::{CommandId, WorkspaceId};

/// A command's id.
#[must_use]
pub fn command(text: &str) -> CommandId {
    CommandId::new(text).unwrap()
}

/// An answer to keep.
#[must_use]
pub fn answer(of: &str, request_hash: &str) -> StoredAnswer {
    StoredAnswer {
        id: command(of),
        request_hash: request_hash.to_owned(),
        about: None,
        staff: staff("olga"),
        answer: Answer {
            id: command(of),
            outcome: Outcome::Refused,
            code: Code::WindowClosed,
            detail: Some("since yesterday".to_owned()),
            seq: Some(7),
        },
    }
}

/// A unique key.
#[must_use]
pub fn key(text: &str) -> LookupKey {
    LookupKey {
        space: "phone",
        key: text.to_owned(),
    }
}

/// A repeated command finds its answer, its hash and its person; a second answer under the id does not replace the first.
pub async fn an_answer_is_kept_and_the_first_one_stays(place: &dyn Place) {
    let store = open(place).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.answer(&command("a")).await.unwrap(), None);
    tx.store_answer(answer("a", "hash-1"));
    assert_eq!(
        tx.answer(&command("a")).await.unwrap(),
        Some(answer("a", "hash-1"))
    );
    tx.commit().await.unwrap();
    for hash in ["hash-1", "hash-2"] {
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        assert_eq!(
            tx.answer(&command("a")).await.unwrap(),
            Some(answer("a", "hash-1")),
            "another body under the id can be told by the hash"
        );
        tx.store_answer(answer("a", hash));
        tx.commit().await.unwrap();
    }
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(
        tx.answer(&command("a")).await.unwrap(),
        Some(answer("a", "hash-1"))
    );
    assert_eq!(
        store.head(&hotel()).await.unwrap().0,
        0,
        "an answer takes no number"
    );
}

/// A key leads to one record until it is freed; then it may lead elsewhere, in the same transaction too.
pub async fn lookups_lead_and_are_freed(place: &dyn Place) {
    let store = open(place).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.set_lookup(key("+351"), id("a"));
    assert_eq!(tx.lookup(&key("+351")).await.unwrap(), Some(id("a")));
    tx.set_lookup(key("+351"), id("a"));
    tx.commit().await.unwrap();
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.lookup(&key("+351")).await.unwrap(), Some(id("a")));
    let elsewhere = LookupKey {
        space: "identity",
        key: "+351".to_owned(),
    };
    assert_eq!(tx.lookup(&elsewhere).await.unwrap(), None);
    tx.remove_lookup(key("+351"));
    assert_eq!(tx.lookup(&key("+351")).await.unwrap(), None);
    tx.set_lookup(key("+351"), id("b"));
    tx.commit().await.unwrap();
    let asked = [key("+44"), key("+351")];
    let found = store.lookups(&hotel(), &asked).await.unwrap();
    assert_eq!(
        found,
        [None, Some(id("b"))],
        "read without the lock, in order"
    );
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.lookup(&key("+351")).await.unwrap(), Some(id("b")));
    tx.remove_lookup(key("+351"));
    tx.commit().await.unwrap();
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.lookup(&key("+351")).await.unwrap(), None);
}

/// A key that leads elsewhere stops the commit with a value the engine can answer; taking the command back clears it.
pub async fn a_taken_key_is_said_so_and_nothing_is_written(place: &dyn Place) {
    let store = open(place).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.set_lookup(key("+351"), id("a"));
    tx.commit().await.unwrap();
    for take_back in [false, true] {
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        tx.mark();
        tx.next_seq().await.unwrap();
        tx.put(conversation("c", "p/inbox"));
        tx.set_lookup(key("+351"), id("b"));
        if take_back {
            tx.rollback_to_mark();
            assert_eq!(tx.commit().await.unwrap(), 0);
        } else {
            let refused = tx.commit().await;
            assert!(matches!(refused, Err(StoreError::Taken(of)) if of == "phone"));
        }
    }
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.lookup(&key("+351")).await.unwrap(), Some(id("a")));
    drop(tx);
    assert!(feed(&*store, &["p/inbox"], 0).await.records.is_empty());
    write(&*store, vec![conversation("c", "p/inbox")]).await;
}

/// The same ids and keys in another hotel are other ones.
pub async fn answers_belong_to_a_workspace(place: &dyn Place) {
    let store = open(place).await;
    let other = WorkspaceId::new("other").unwrap();
    add_hotel(&*store, &other).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.store_answer(answer("a", "hash"));
    tx.set_lookup(key("+351"), id("a"));
    tx.remember_events(&["e".to_owned()]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin(&other, NOW).await.unwrap();
    assert_eq!(tx.answer(&command("a")).await.unwrap(), None);
    assert_eq!(tx.lookup(&key("+351")).await.unwrap(), None);
    assert_eq!(tx.remember_events(&["e".to_owned()]).await.unwrap(), [true]);
}
