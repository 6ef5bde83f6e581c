//! The change feed.

use super::Place;
use super::world::{
    Desk, Dice, brief, conversation, feed, hotel, id, message, names, open, put, scopes, tombstone,
    write,
};
use crate::model::Put;
use domain::id::RecordId;
use domain::record::Kind;

/// What is read beside a page is of the same moment, whoever may see it; a tombstone is nothing.
pub async fn a_record_beside_the_page(place: &dyn Place) {
    let store = open(place).await;
    let seq = write(
        &*store,
        vec![
            put(Kind::Contact, "seen", "p/inbox"),
            put(Kind::Staff, "ines", "house"),
        ],
    )
    .await;
    let of = scopes(&["p/inbox"]);
    let ines = id("ines");
    let beside = async |which: &RecordId| {
        let key = (&Kind::Staff, which);
        store.feed_beside(&hotel(), &of, 0, 10, key).await.unwrap()
    };
    let (page, record) = beside(&ines).await;
    assert_eq!(names(&page.records), ["seen"]);
    assert_eq!(record.map(|it| it.seq), Some(seq));
    assert!(beside(&id("nobody")).await.1.is_none());
    write(&*store, vec![tombstone(put(Kind::Staff, "ines", "house"))]).await;
    let (page, record) = beside(&ines).await;
    assert_eq!((page.to, record.is_none()), (seq + 1, true));
}

/// All records of one command come in one page, whatever the limit.
pub async fn a_page_never_splits_a_number(place: &dyn Place) {
    let store = open(place).await;
    for command in 0..6_u64 {
        let puts = (0..=command)
            .map(|n| {
                let scope = if n % 2 == 0 { "p/inbox" } else { "p/guests" };
                put(Kind::Contact, &format!("r-{command}-{n}"), scope)
            })
            .collect();
        write(&*store, puts).await;
    }
    for limit in 1..=22 {
        let (mut since, mut total) = (0, 0);
        loop {
            let page = store
                .feed(&hotel(), &scopes(&["p/inbox", "p/guests"]), since, limit)
                .await
                .unwrap();
            assert!(page.to > since, "every page moves on");
            for seq in since + 1..=page.to {
                let of = page.records.iter().filter(|r| r.seq == seq).count() as u64;
                assert_eq!(of, seq, "command {seq} is whole at limit {limit}");
            }
            assert!(
                page.records
                    .iter()
                    .all(|r| r.seq > since && r.seq <= page.to)
            );
            assert!(page.records.is_sorted_by_key(|r| r.seq));
            // The last number is completed, and no page goes beyond it.
            assert!(page.records.len() < limit + 6);
            total += page.records.len();
            since = page.to;
            if !page.more {
                break;
            }
        }
        assert_eq!((since, total), (6, 21));
    }
}

/// Who may see a record is decided by its scope and nothing else.
pub async fn scopes_filter_the_feed(place: &dyn Place) {
    let store = open(place).await;
    write(
        &*store,
        vec![
            conversation("c", "p/inbox"),
            put(Kind::Contact, "g", "p/guests"),
            put(Kind::Staff, "s", "house"),
            put(Kind::Contact, "x", "p/inbox/team"),
        ],
    )
    .await;
    assert_eq!(names(&feed(&*store, &["p/inbox"], 0).await.records), ["c"]);
    assert_eq!(
        names(&feed(&*store, &["house", "p/guests"], 0).await.records),
        ["s", "g"],
        "within a number what others hang on comes first"
    );
    assert!(feed(&*store, &[], 0).await.records.is_empty());
    assert!(feed(&*store, &["p"], 0).await.records.is_empty());
    assert!(feed(&*store, &["p/%"], 0).await.records.is_empty());
}

/// A deleted record comes as a tombstone in its place, again and again.
pub async fn tombstones_stay_in_the_feed(place: &dyn Place) {
    let store = open(place).await;
    write(&*store, vec![conversation("c", "p/inbox")]).await;
    write(&*store, vec![tombstone(conversation("c", "p/inbox"))]).await;
    for _ in 0..2 {
        let page = feed(&*store, &["p/inbox"], 0).await;
        assert_eq!(
            brief(&page.records),
            [("conversation".to_owned(), "c".to_owned(), 2, true)]
        );
        assert_eq!(page.records[0].body, "");
    }
    let mut tx = store.begin(&hotel(), super::world::NOW).await.unwrap();
    let found = tx.get(&Kind::Conversation, &id("c")).await.unwrap();
    assert!(found.is_some_and(|record| record.deleted));
}

/// Small pages one after another bring what one large page brings.
pub async fn pages_add_up_to_the_whole(place: &dyn Place) {
    let store = open(place).await;
    for n in 0..40 {
        let scope = ["p/inbox", "q/inbox", "house"][n % 3];
        write(&*store, vec![conversation(&format!("c-{}", n % 25), scope)]).await;
    }
    let all = scopes(&["p/inbox", "q/inbox", "house"]);
    let mut whole = Desk::default();
    whole.catch_up(&*store, &all, 5_000).await;
    for limit in [1, 2, 3, 7, 100] {
        let mut desk = Desk::default();
        desk.catch_up(&*store, &all, limit).await;
        assert_eq!(desk, whole, "limit {limit}");
    }
    assert_eq!(whole.rows.len(), 25);
}

/// A page without rows still says how far it is complete; a cursor beyond the head gets the head.
pub async fn an_empty_page_reaches_the_head(place: &dyn Place) {
    let store = open(place).await;
    let empty = feed(&*store, &["house"], 0).await;
    assert_eq!((empty.to, empty.more), (0, false));
    for _ in 0..3 {
        write(&*store, vec![conversation("c", "p/inbox")]).await;
    }
    let page = feed(&*store, &["house"], 0).await;
    assert_eq!((page.records.len(), page.to, page.more), (0, 3, false));
    let beyond = feed(&*store, &["house"], 99).await;
    assert_eq!(
        (beyond.records.len(), beyond.to, beyond.more),
        (0, 3, false)
    );
}

/// R4: a desk that follows in pages of any size holds what a new desk gets, for every set of scopes, over random writes,
/// deletions and moves.
pub async fn old_state_plus_changes_is_fresh_state(place: &dyn Place) {
    let store = open(place).await;
    let sets = [
        scopes(&["p/inbox"]),
        scopes(&["q/inbox"]),
        scopes(&["p/inbox", "q/inbox"]),
        scopes(&["house", "q/inbox"]),
    ];
    let mut desks = vec![Desk::default(); sets.len()];
    for seed in 0..150 {
        let mut dice = Dice::new(seed);
        write(&*store, random_command(&mut dice)).await;
        for (desk, set) in desks.iter_mut().zip(&sets) {
            if dice.roll(3) == 0 {
                let limit = usize::try_from(dice.roll(4)).unwrap() + 1;
                desk.catch_up(&*store, set, limit).await;
            }
        }
    }
    for (desk, set) in desks.iter_mut().zip(&sets) {
        desk.catch_up(&*store, set, 3).await;
        let mut fresh = Desk::default();
        fresh.catch_up(&*store, set, 5_000).await;
        assert_eq!(*desk, fresh, "{set:?}");
    }
    assert!(desks.iter().any(|desk| !desk.rows.is_empty()));
}

/// One to four records of six, somewhere, perhaps gone. Nothing hangs on anything: moves of children are shown apart.
fn random_command(dice: &mut Dice) -> Vec<Put> {
    let mut puts: Vec<Put> = Vec::new();
    for _ in 0..=dice.roll(4) {
        let scope = ["p/inbox", "q/inbox", "house"][usize::try_from(dice.roll(3)).unwrap()];
        let record = message(&format!("m-{}", dice.roll(6)), "nothing", scope);
        if dice.roll(5) == 0 {
            puts.push(tombstone(record));
        } else {
            puts.push(record);
        }
    }
    puts
}
