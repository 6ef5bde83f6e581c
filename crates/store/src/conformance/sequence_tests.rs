//! One lock, one number: commit order is sequence order.

use super::Place;
use super::world::{NOW, add_hotel, brief, conversation, feed, hotel, id, message, open, write};
use crate::error::StoreError;
use domain::id::WorkspaceId;
use domain::record::Kind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Sixteen writers and a reader that polls: the reader never finds a number below one it has already passed.
pub async fn commit_order_is_sequence_order(place: &dyn Place) {
    let store = open(place).await;
    let done = Arc::new(AtomicBool::new(false));
    let reader = tokio::spawn({
        let (store, done) = (Arc::clone(&store), Arc::clone(&done));
        async move {
            let (mut since, mut seen) = (0, Vec::new());
            loop {
                // Looked at before reading: the last round must find everything.
                let last = done.load(Ordering::Acquire);
                let page = feed(&*store, &["p/inbox"], since).await;
                seen.extend(page.records.iter().map(|record| record.seq));
                since = page.to;
                if last && !page.more {
                    break seen;
                }
                tokio::task::yield_now().await;
            }
        }
    });
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut taken = Vec::new();
                for n in 0..10 {
                    let record = conversation(&format!("c-{writer}-{n}"), "p/inbox");
                    taken.push(write(&*store, vec![record]).await);
                }
                taken
            })
        })
        .collect();
    let mut taken = Vec::new();
    for writer in writers {
        let own = writer.await.unwrap();
        assert!(own.is_sorted(), "one writer's numbers ascend");
        taken.extend(own);
    }
    done.store(true, Ordering::Release);
    taken.sort_unstable();
    assert_eq!(
        taken,
        (1..=160).collect::<Vec<u64>>(),
        "each number once, no gap"
    );
    assert_eq!(
        reader.await.unwrap(),
        taken,
        "nothing appeared below the cursor"
    );
}

/// A dropped transaction is as if it had never been: its number is given out again.
pub async fn an_uncommitted_transaction_leaves_nothing(place: &dyn Place) {
    let store = open(place).await;
    {
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        assert_eq!(tx.next_seq().await.unwrap(), 1);
        tx.put(conversation("c", "p/inbox"));
        assert_eq!(tx.remember_events(&["e".to_owned()]).await.unwrap(), [true]);
    }
    assert_eq!(store.head(&hotel()).await.unwrap().0, 0);
    assert!(feed(&*store, &["p/inbox"], 0).await.records.is_empty());
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.get(&Kind::Conversation, &id("c")).await.unwrap(), None);
    assert_eq!(tx.remember_events(&["e".to_owned()]).await.unwrap(), [true]);
    assert_eq!(tx.next_seq().await.unwrap(), 1);
}

/// Reads of a transaction see what it wrote, and nobody else does before the commit.
pub async fn a_transaction_sees_its_own_writes(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![message("m-1", "c", "p/inbox")]).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    let seq = tx.next_seq().await.unwrap();
    tx.put(message("m-2", "c", "p/inbox"));
    let mut changed = message("m-1", "c", "p/inbox");
    changed.body = r#"{"text":"new"}"#.to_owned();
    tx.put(changed);
    let found = tx.get(&Kind::Message, &id("m-1")).await.unwrap().unwrap();
    assert_eq!((found.seq, found.body.as_str()), (seq, r#"{"text":"new"}"#));
    let children = tx.children(&Kind::Message, &id("c"), 10).await.unwrap();
    assert_eq!(brief(&children).len(), 2);
    assert_eq!(feed(&*store, &["p/inbox"], 1).await.records, []);
    tx.commit().await.unwrap();
    assert_eq!(feed(&*store, &["p/inbox"], 1).await.records.len(), 2);
}

/// A refused command of a group leaves nothing and its number goes to the next; the others stand.
pub async fn one_command_of_a_group_is_taken_back(place: &dyn Place) {
    let store = open(place).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.mark();
    assert_eq!(tx.next_seq().await.unwrap(), 1);
    tx.put(conversation("a", "p/inbox"));
    tx.mark();
    assert_eq!(tx.next_seq().await.unwrap(), 2);
    tx.put(conversation("a", "elsewhere"));
    tx.put(conversation("b", "p/inbox"));
    tx.set_lookup(super::command_tests::key("k"), id("b"));
    tx.store_answer(super::command_tests::answer("x", "hash"));
    tx.add_job(super::job_tests::job("j", ""));
    assert_eq!(tx.remember_events(&["e".to_owned()]).await.unwrap(), [true]);
    tx.rollback_to_mark();
    assert_eq!(tx.get(&Kind::Conversation, &id("b")).await.unwrap(), None);
    assert_eq!(
        tx.lookup(&super::command_tests::key("k")).await.unwrap(),
        None
    );
    assert_eq!(
        tx.answer(&super::command_tests::command("x"))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        tx.remember_events(&["e".to_owned()]).await.unwrap(),
        [true],
        "forgotten with the command"
    );
    tx.rollback_to_mark();
    tx.mark();
    assert_eq!(tx.next_seq().await.unwrap(), 2);
    tx.put(conversation("d", "p/inbox"));
    assert_eq!(tx.commit().await.unwrap(), 2);
    let page = feed(&*store, &["p/inbox", "elsewhere"], 0).await;
    assert_eq!(
        brief(&page.records),
        [
            ("conversation".to_owned(), "a".to_owned(), 1, false),
            ("conversation".to_owned(), "d".to_owned(), 2, false)
        ]
    );
    assert_eq!(store.next_due().await.unwrap(), None);
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.remember_events(&["e".to_owned()]).await.unwrap(), [true]);
}

/// Writing without a number is a bug that is named, not a record with a wrong number.
pub async fn a_record_needs_a_number(place: &dyn Place) {
    let store = open(place).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.put(conversation("c", "p/inbox"));
    assert!(matches!(tx.commit().await, Err(StoreError::Bug(_))));
    assert!(feed(&*store, &["p/inbox"], 0).await.records.is_empty());
    write(&*store, vec![conversation("c", "p/inbox")]).await;
}

/// A hotel that was never made cannot be written to, and asking does not keep the lock.
pub async fn an_unknown_workspace_is_refused(place: &dyn Place) {
    let store = open(place).await;
    let stranger = WorkspaceId::new("stranger").unwrap();
    assert!(store.begin(&stranger, NOW).await.is_err());
    write(&*store, vec![conversation("c", "p/inbox")]).await;
}

/// Two hotels share a store and nothing else.
pub async fn workspaces_have_their_own_sequence(place: &dyn Place) {
    let store = open(place).await;
    let other = WorkspaceId::new("other").unwrap();
    add_hotel(&*store, &other).await;
    write(&*store, vec![conversation("c", "p/inbox")]).await;
    let mut tx = store.begin(&other, NOW).await.unwrap();
    assert_eq!(tx.get(&Kind::Conversation, &id("c")).await.unwrap(), None);
    assert_eq!(tx.next_seq().await.unwrap(), 1);
    tx.put(conversation("c", "p/inbox"));
    tx.commit().await.unwrap();
    write(&*store, vec![conversation("d", "p/inbox")]).await;
    assert_eq!(store.head(&hotel()).await.unwrap().0, 2);
    assert_eq!(store.head(&other).await.unwrap().0, 1);
    assert_eq!(feed(&*store, &["p/inbox"], 0).await.records.len(), 2);
    assert_eq!(store.workspaces().await.unwrap().len(), 2);
}

/// Every start opens a term at the head; a page names the term its end belongs to.
pub async fn terms_open_at_the_head(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![conversation("a", "p/inbox")]).await;
    write(&*store, vec![conversation("b", "p/inbox")]).await;
    store.open_term("term-2", NOW).await.unwrap();
    store.open_term("term-2", NOW).await.unwrap();
    write(&*store, vec![conversation("c", "p/inbox")]).await;
    assert_eq!(
        store.head(&hotel()).await.unwrap(),
        (3, "term-2".to_owned())
    );
    let terms = store.terms(&hotel()).await.unwrap();
    let last = &terms[terms.len() - 2..];
    assert_eq!((last[0].id.as_str(), last[0].first_seq), ("term-1", 0));
    assert_eq!((last[1].id.as_str(), last[1].first_seq), ("term-2", 2));
    let page = store
        .feed(&hotel(), &super::world::scopes(&["p/inbox"]), 0, 1)
        .await
        .unwrap();
    assert_eq!(
        (page.to, page.term.as_str(), page.more),
        (1, "term-1", true)
    );
    assert_eq!(feed(&*store, &["p/inbox"], 0).await.term, "term-2");
    // A hotel made while the relay runs is in the running term.
    let late = WorkspaceId::new("late").unwrap();
    add_hotel(&*store, &late).await;
    assert_eq!(store.head(&late).await.unwrap(), (0, "term-2".to_owned()));
}

/// A caller that is cancelled while it waits or commits keeps no lock, and its commit is whole or absent.
pub async fn a_caller_that_goes_away_keeps_no_lock(place: &dyn Place) {
    let store = open(place).await;
    for n in 0..20_u64 {
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        tx.next_seq().await.unwrap();
        tx.put(conversation(&format!("a-{n}"), "p/inbox"));
        tx.put(conversation(&format!("b-{n}"), "p/inbox"));
        let wait = Duration::from_micros(n * 50);
        let _ended_or_not = tokio::time::timeout(wait, tx.commit()).await;
        let workspace = hotel();
        let other = tokio::time::timeout(wait, store.begin(&workspace, NOW)).await;
        drop(other);
    }
    write(&*store, vec![conversation("last", "p/inbox")]).await;
    let page = feed(&*store, &["p/inbox"], 0).await;
    let ids = super::world::names(&page.records);
    for n in 0..20 {
        let a = ids.contains(&format!("a-{n}").as_str());
        let b = ids.contains(&format!("b-{n}").as_str());
        assert_eq!(a, b, "both or none of {n}");
    }
    assert!(ids.contains(&"last"));
}
