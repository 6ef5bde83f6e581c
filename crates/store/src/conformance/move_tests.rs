//! Moves between scopes (DESIGN_SYNC, "Who may see what").

use super::Place;
use super::world::{
    NOW, brief, conversation, feed, hotel, id, message, names, open, tombstone, write,
};
use crate::model::HistoryQuery;
use domain::record::{Kind, Scope};

const OLD: &str = "p/inbox";
const NEW: &str = "p/inbox/team";

/// Who sees only the old scope is told to forget; who sees both gets the record alone.
pub async fn leaving_a_scope_is_a_tombstone_for_who_stays(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![conversation("c", OLD)]).await;
    write(&*store, vec![conversation("c", NEW)]).await;
    let row = |deleted| ("conversation".to_owned(), "c".to_owned(), 2, deleted);
    for since in [0, 1] {
        let stays = feed(&*store, &[OLD], since).await;
        assert_eq!(brief(&stays.records), [row(true)]);
        let told = &stays.records[0];
        // A tombstone says the id and nothing else about where the thing went.
        assert_eq!(
            (&told.scope, &told.parent, &told.owner, told.body.as_str()),
            (&Scope(OLD.to_owned()), &None, &None, "")
        );
        assert_eq!(
            brief(&feed(&*store, &[NEW], since).await.records),
            [row(false)]
        );
        assert_eq!(
            brief(&feed(&*store, &[OLD, NEW], since).await.records),
            [row(false)]
        );
    }
    assert!(feed(&*store, &[OLD], 2).await.records.is_empty());
}

/// What hangs on a moved thing moves along at every depth, keeps its number, and other scopes are left alone.
pub async fn children_move_along_without_a_number(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![conversation("c", OLD)]).await;
    write(
        &*store,
        vec![
            message("m", "c", OLD),
            message("reaction", "m", OLD),
            message("elsewhere", "c", "p/guests"),
            message("stranger", "other", OLD),
        ],
    )
    .await;
    write(&*store, vec![conversation("c", NEW)]).await;
    let stays = feed(&*store, &[OLD], 0).await;
    assert_eq!(names(&stays.records), ["stranger", "c"]);
    let new = feed(&*store, &[NEW], 0).await;
    assert_eq!(
        brief(&new.records),
        [
            ("message".to_owned(), "m".to_owned(), 2, false),
            ("message".to_owned(), "reaction".to_owned(), 2, false),
            ("conversation".to_owned(), "c".to_owned(), 3, false),
        ]
    );
    assert_eq!(
        names(&feed(&*store, &["p/guests"], 0).await.records),
        ["elsewhere"]
    );
    // A desk that newly sees it pulls the children by parent.
    let query = HistoryQuery {
        kind: Kind::Message,
        parent: Some(id("c")),
        before: None,
        limit: 10,
    };
    let pulled = store
        .history(&hotel(), &super::world::scopes(&[NEW]), &query)
        .await
        .unwrap();
    assert_eq!(names(&pulled), ["m"]);
}

/// A command that follows a move in the same group sees the children where they are now, and its own change adds no tombstone.
pub async fn a_move_within_a_group_is_seen_by_the_next_command(place: &dyn Place) {
    let store = open(place).await;
    write(
        &*store,
        vec![conversation("c", OLD), message("m", "c", OLD)],
    )
    .await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.mark();
    tx.next_seq().await.unwrap();
    tx.put(message("young", "c", OLD));
    tx.mark();
    tx.next_seq().await.unwrap();
    tx.put(conversation("c", NEW));
    tx.mark();
    tx.next_seq().await.unwrap();
    for name in ["m", "young"] {
        let found = tx.get(&Kind::Message, &id(name)).await.unwrap().unwrap();
        assert_eq!(found.scope, Scope(NEW.to_owned()), "{name}");
    }
    tx.put(message("m", "c", NEW));
    tx.commit().await.unwrap();
    assert_eq!(
        brief(&feed(&*store, &[OLD], 0).await.records),
        [("conversation".to_owned(), "c".to_owned(), 3, true)]
    );
    assert_eq!(
        names(&feed(&*store, &[NEW], 0).await.records),
        ["young", "c", "m"]
    );
}

/// There and back again: who sees the first scope keeps the thing.
pub async fn moving_back_leaves_no_tombstone(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![conversation("c", OLD)]).await;
    write(&*store, vec![conversation("c", NEW)]).await;
    write(&*store, vec![conversation("c", OLD)]).await;
    assert_eq!(
        brief(&feed(&*store, &[OLD], 0).await.records),
        [("conversation".to_owned(), "c".to_owned(), 3, false)]
    );
    assert_eq!(
        brief(&feed(&*store, &[NEW], 0).await.records),
        [("conversation".to_owned(), "c".to_owned(), 3, true)]
    );
}

/// A thing that is deleted by its move is a tombstone in both scopes; one that comes back elsewhere stays a tombstone for
/// whoever had not heard of its end yet.
pub async fn erased_things_leave_too(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![conversation("c", OLD)]).await;
    write(&*store, vec![tombstone(conversation("c", NEW))]).await;
    for of in [OLD, NEW] {
        assert_eq!(
            brief(&feed(&*store, &[of], 0).await.records),
            [("conversation".to_owned(), "c".to_owned(), 2, true)]
        );
    }
    write(&*store, vec![conversation("c", OLD)]).await;
    assert_eq!(
        brief(&feed(&*store, &[OLD], 0).await.records),
        [("conversation".to_owned(), "c".to_owned(), 3, false)]
    );
    assert_eq!(
        brief(&feed(&*store, &[NEW], 0).await.records),
        [("conversation".to_owned(), "c".to_owned(), 3, true)]
    );
}
