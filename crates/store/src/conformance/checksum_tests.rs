//! Checksums are kept with the records and equal a recount.

use super::Place;
use super::world::{Dice, conversation, feed, hotel, message, open, scopes, tombstone, write};
use crate::store_trait::Store;
use domain::checksum::row_hash;
use domain::record::Scope;

const ALL: [&str; 3] = ["p/inbox", "q/inbox", "p/guests"];

/// Counts and sums of a scope's living records, from the feed.
pub async fn recount(store: &dyn Store, scope: &str) -> (u64, u64) {
    let page = feed(store, &[scope], 0).await;
    page.records
        .iter()
        .filter(|record| !record.deleted && record.scope.as_str() == scope)
        .fold((0, 0_u64), |(count, sum), record| {
            let hash = row_hash(&record.kind, &record.id, record.seq);
            (count + 1, sum.wrapping_add(hash))
        })
}

/// Compares every scope with a recount, and the head with the sequence.
pub async fn assert_checksums(store: &dyn Store) {
    let (head, sums) = store.checksums(&hotel(), &scopes(&ALL)).await.unwrap();
    assert_eq!(head, store.head(&hotel()).await.unwrap().0);
    assert_eq!(sums.len(), ALL.len());
    for (scope, count, sum) in sums {
        assert_eq!(
            (count, sum),
            recount(store, scope.as_str()).await,
            "{scope}"
        );
    }
}

/// Over random writes, deletions and moves in groups of commands, one of them taken back now and then.
pub async fn checksums_equal_a_recount(place: &dyn Place) {
    let store = open(place).await;
    assert_checksums(&*store).await;
    let mut dice = Dice::new(7);
    for _ in 0..40 {
        let mut tx = store.begin(&hotel(), super::world::NOW).await.unwrap();
        for _ in 0..=dice.roll(4) {
            tx.mark();
            tx.next_seq().await.unwrap();
            for _ in 0..=dice.roll(3) {
                let scope = ALL[usize::try_from(dice.roll(3)).unwrap()];
                let name = format!("r-{}", dice.roll(8));
                let record = match dice.roll(4) {
                    0 => tombstone(conversation(&name, scope)),
                    1 => conversation(&name, scope),
                    _ => message(&format!("m{name}"), &name, scope),
                };
                tx.put(record);
            }
            if dice.roll(4) == 0 {
                tx.rollback_to_mark();
            }
        }
        tx.commit().await.unwrap();
        assert_checksums(&*store).await;
    }
    let (_, sums) = store.checksums(&hotel(), &scopes(&ALL)).await.unwrap();
    assert!(sums.iter().all(|(_, count, _)| *count > 0));
}

/// Children that move without a number change both scopes' sums; an unknown scope is zeros.
pub async fn checksums_follow_a_move(place: &dyn Place) {
    let store = open(place).await;
    let seq = write(
        &*store,
        vec![
            conversation("c", "p/inbox"),
            message("m", "c", "p/inbox"),
            message("n", "c", "p/inbox"),
        ],
    )
    .await;
    write(&*store, vec![conversation("c", "q/inbox")]).await;
    assert_checksums(&*store).await;
    let (_, sums) = store
        .checksums(&hotel(), &scopes(&["p/inbox", "q/inbox", "nowhere"]))
        .await
        .unwrap();
    let expected = [("nowhere", 0), ("p/inbox", 0), ("q/inbox", 3)];
    let counts: Vec<(&str, u64)> = sums.iter().map(|(s, c, _)| (s.as_str(), *c)).collect();
    assert_eq!(counts, expected);
    assert_eq!((sums[0].2, sums[1].2), (0, 0));
    assert_eq!(seq, 1);
    assert_ne!(sums[2].2, 0);
    assert!(sums.iter().all(|(scope, ..)| *scope != Scope::house()));
}
