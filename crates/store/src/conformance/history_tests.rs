//! History: lanes walked backwards, newest first.

use super::Place;
use super::world::{
    NOW, brief, conversation, hotel, id, message, names, open, put, scopes, tombstone, write,
};
use crate::model::{HistoryQuery, Put};
use crate::store_trait::Store;
use domain::id::RecordId;
use domain::record::Kind;
use domain::time::UnixMillis;
use std::collections::BTreeSet;

fn lane(kind: Kind, before: Option<(UnixMillis, RecordId)>, limit: usize) -> HistoryQuery {
    HistoryQuery {
        kind,
        parent: None,
        before,
        limit,
    }
}

fn at(put: Put, minutes: i64) -> Put {
    Put {
        at: NOW.plus(minutes * 60_000),
        ..put
    }
}

/// Descending by (at, id); tombstones and other kinds are absent; equal instants do not hide each other at a page's edge.
pub async fn newest_first_and_living_only(place: &dyn Place) {
    let store = open(place).await;
    write(
        &*store,
        vec![
            at(conversation("b", "p/inbox"), 5),
            at(conversation("a", "p/inbox"), 5),
            at(conversation("old", "p/inbox"), -5),
            at(conversation("new", "p/inbox"), 9),
            at(message("m", "a", "p/inbox"), 7),
        ],
    )
    .await;
    write(
        &*store,
        vec![tombstone(at(conversation("gone", "p/inbox"), 8))],
    )
    .await;
    let mut walked = Vec::new();
    let mut before = None;
    loop {
        let query = lane(Kind::Conversation, before.clone(), 1);
        let page = store
            .history(&hotel(), &scopes(&["p/inbox"]), &query)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some((last.at, last.id.clone()));
        walked.extend(page);
    }
    assert_eq!(names(&walked), ["new", "b", "a", "old"]);
    let whole = lane(Kind::Conversation, None, 500);
    let page = store
        .history(&hotel(), &scopes(&["p/inbox"]), &whole)
        .await
        .unwrap();
    assert_eq!(brief(&page), brief(&walked));
}

/// Nothing outside the scopes, and the limit counts what may be seen.
pub async fn history_keeps_to_scopes(place: &dyn Place) {
    let store = open(place).await;
    for n in 0..20 {
        let scope = if n % 4 == 0 { "p/inbox" } else { "q/inbox" };
        write(
            &*store,
            vec![at(conversation(&format!("c-{n:02}"), scope), n)],
        )
        .await;
    }
    let query = lane(Kind::Conversation, None, 3);
    let of = |list: &'static [&'static str]| {
        let (store, query) = (&store, &query);
        async move { store.history(&hotel(), &scopes(list), query).await.unwrap() }
    };
    assert_eq!(names(&of(&["p/inbox"]).await), ["c-16", "c-12", "c-08"]);
    assert_eq!(
        names(&of(&["p/inbox", "q/inbox"]).await),
        ["c-19", "c-18", "c-17"]
    );
    assert!(of(&[]).await.is_empty());
    assert!(of(&["p"]).await.is_empty());
}

/// The messages of one conversation, newest first, below a place.
pub async fn history_of_one_parent(place: &dyn Place) {
    let store = open(place).await;
    for n in 0..6 {
        let of = ["c", "d"][usize::try_from(n % 2).unwrap()];
        write(
            &*store,
            vec![at(message(&format!("m-{n}"), of, "p/inbox"), n)],
        )
        .await;
    }
    write(&*store, vec![put(Kind::Reservation, "r", "p/inbox")]).await;
    let mut query = lane(Kind::Message, None, 2);
    query.parent = Some(id("c"));
    let page = store
        .history(&hotel(), &scopes(&["p/inbox"]), &query)
        .await
        .unwrap();
    assert_eq!(names(&page), ["m-4", "m-2"]);
    query.before = Some((page[1].at, page[1].id.clone()));
    let page = store
        .history(&hotel(), &scopes(&["p/inbox"]), &query)
        .await
        .unwrap();
    assert_eq!(names(&page), ["m-0"]);
    let hidden = store
        .history(&hotel(), &scopes(&["p/guests"]), &query)
        .await
        .unwrap();
    assert!(hidden.is_empty());
}

/// Rows that are moved up, changed and added during a walk are found: in the walk, or in the changes above the head
/// at which it began.
pub async fn a_walk_over_moving_rows_misses_nothing(place: &dyn Place) {
    let store = open(place).await;
    for n in 0..30 {
        write(
            &*store,
            vec![at(conversation(&format!("c-{n:02}"), "p/inbox"), n)],
        )
        .await;
    }
    let (head, _) = store.head(&hotel()).await.unwrap();
    let mut have = BTreeSet::new();
    let mut before = None;
    let mut round = 0;
    loop {
        let query = lane(Kind::Conversation, before.clone(), 4);
        let page = store
            .history(&hotel(), &scopes(&["p/inbox"]), &query)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some((last.at, last.id.clone()));
        have.extend(page.into_iter().map(|record| record.id));
        // The oldest unread one jumps to the top, and a new one arrives.
        write_moving(&*store, round).await;
        round += 1;
    }
    assert!(round > 4);
    let changes = store
        .feed(&hotel(), &scopes(&["p/inbox"]), head, 5_000)
        .await
        .unwrap();
    have.extend(changes.records.into_iter().map(|record| record.id));
    let round = usize::try_from(round).unwrap();
    assert_eq!(have.len(), 30 + round);
}

async fn write_moving(store: &dyn Store, round: i64) {
    let moved = at(
        conversation(&format!("c-{round:02}"), "p/inbox"),
        100 + round,
    );
    let added = at(
        conversation(&format!("n-{round:02}"), "p/inbox"),
        200 + round,
    );
    write(store, vec![moved, added]).await;
}

/// By id: what is asked for and lives, of that kind.
pub async fn records_by_id_are_living(place: &dyn Place) {
    let store = open(place).await;
    write(
        &*store,
        vec![
            conversation("a", "p/inbox"),
            conversation("b", "q/inbox"),
            message("m", "a", "p/inbox"),
        ],
    )
    .await;
    write(&*store, vec![tombstone(conversation("b", "q/inbox"))]).await;
    let ids = [id("b"), id("m"), id("a"), id("nobody")];
    let found = store
        .records(&hotel(), &Kind::Conversation, &ids)
        .await
        .unwrap();
    assert_eq!(names(&found), ["a"]);
}

/// The engine's view of children: living, newest first, at most as many as asked, its own writes among them.
pub async fn children_are_newest_first(place: &dyn Place) {
    let store = open(place).await;
    for n in 0..5 {
        write(
            &*store,
            vec![at(message(&format!("m-{n}"), "c", "p/inbox"), n)],
        )
        .await;
    }
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.next_seq().await.unwrap();
    // The newest goes, the oldest becomes the newest, one moves to another parent.
    tx.put(tombstone(at(message("m-4", "c", "p/inbox"), 4)));
    tx.put(at(message("m-0", "c", "p/inbox"), 10));
    tx.put(at(message("m-3", "d", "p/inbox"), 3));
    let of = tx.children(&Kind::Message, &id("c"), 2).await.unwrap();
    assert_eq!(names(&of), ["m-0", "m-2"]);
    let of = tx.children(&Kind::Message, &id("c"), 9).await.unwrap();
    assert_eq!(names(&of), ["m-0", "m-2", "m-1"]);
    assert!(
        tx.children(&Kind::Conversation, &id("c"), 9)
            .await
            .unwrap()
            .is_empty()
    );
}

/// Every living record of a small kind, this transaction's among them.
pub async fn all_of_a_small_kind(place: &dyn Place) {
    let store = open(place).await;
    write(
        &*store,
        vec![
            put(Kind::Staff, "a", "house"),
            put(Kind::Staff, "b", "house"),
            put(Kind::Property, "p", "house"),
        ],
    )
    .await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.next_seq().await.unwrap();
    tx.put(tombstone(put(Kind::Staff, "a", "house")));
    tx.put(put(Kind::Staff, "c", "house"));
    assert_eq!(names(&tx.all(&Kind::Staff).await.unwrap()), ["b", "c"]);
}
