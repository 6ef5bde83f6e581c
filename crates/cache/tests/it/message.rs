//! Threads: order, pages, pending messages.

use crate::world::{
    T0, World, cid, conversation, conversation_row, message, message_row, mid, thread, tombstone,
};
use cache::{Durability, IncomingRecord, LastSeen};
use domain::message::Author;
use domain::time::UnixMillis;
use proptest::prelude::*;

fn with_thread(rows: &[IncomingRecord]) -> World {
    let world = World::with(&[conversation_row("c1", 1, &conversation("c1", "Ana", T0))]);
    world.apply(rows);
    world
}

/// SPEC 27: a thread stands in order of time, page by page, whatever order history came in.
#[test]
fn pages_walk_back_through_a_thread() {
    let mut rows: Vec<IncomingRecord> = (0..120)
        .map(|n| {
            message_row(
                &format!("m{n:03}"),
                n + 2,
                &message("c1", "hello", T0 + n * 1000),
            )
        })
        .collect();
    rows.reverse();
    let world = with_thread(&rows);
    let mut seen: Vec<String> = Vec::new();
    let mut before = None;
    loop {
        let page = world
            .cache
            .read(|r| r.messages().page(&cid("c1"), before, 50))
            .unwrap();
        let ids = page.messages.iter().map(|m| m.row.id.to_string());
        seen = ids.chain(seen).collect();
        before = page.before;
        if before.is_none() {
            break;
        }
    }
    let expected: Vec<String> = (0..120).map(|n| format!("m{n:03}")).collect();
    assert_eq!(seen, expected);
    assert_eq!(
        world
            .cache
            .read(|r| r.messages().count(&cid("c1")))
            .unwrap(),
        120
    );
    assert_eq!(
        world.cache.read(|r| r.messages().oldest_at()).unwrap(),
        Some(UnixMillis(T0))
    );
}

/// What was written here stands after everything known, in order of writing, even if a clock is wrong; once the relay has it,
/// it takes its place in time.
#[test]
fn pending_messages_stand_last_until_they_are_known() {
    let world = with_thread(&[
        message_row("m1", 2, &message("c1", "one", T0 + 1000)),
        message_row("m2", 3, &message("c1", "two", T0 + 9000)),
    ]);
    world
        .cache
        .write(Durability::Full, |w| {
            w.insert_predicted_message(&mid("x-first"), &message("c1", "a", T0 - 50_000))?;
            w.insert_predicted_message(&mid("a-second"), &message("c1", "b", T0 - 60_000))
        })
        .unwrap();
    assert_eq!(
        thread(&world.cache, "c1"),
        ["m1", "m2", "x-first", "a-second"]
    );
    let first = world
        .cache
        .read(|r| r.messages().get(&mid("x-first")))
        .unwrap()
        .unwrap();
    assert!(first.pending && first.row.predicted && first.row.seq == 0);

    let applied = world.apply(&[message_row("x-first", 4, &message("c1", "a", T0 + 5000))]);
    assert_eq!(
        thread(&world.cache, "c1"),
        ["m1", "x-first", "m2", "a-second"]
    );
    assert!(applied.new_messages.is_empty(), "it was here before");
    world.apply(&[message_row("m3", 5, &message("c1", "three", T0 + 99_000))]);
    assert_eq!(
        thread(&world.cache, "c1"),
        ["m1", "x-first", "m2", "m3", "a-second"]
    );
    assert!(world.cache.read(|r| r.messages().index_is_sound()).unwrap());
}

/// Older pages do not repeat the pending ones.
#[test]
fn only_the_first_page_ends_with_pending_messages() {
    let rows: Vec<IncomingRecord> = (0..4)
        .map(|n| message_row(&format!("m{n}"), n + 2, &message("c1", "hello", T0 + n)))
        .collect();
    let world = with_thread(&rows);
    world
        .cache
        .write(Durability::Full, |w| {
            w.insert_predicted_message(&mid("mine"), &message("c1", "a", T0))
        })
        .unwrap();
    let first = world
        .cache
        .read(|r| r.messages().page(&cid("c1"), None, 2))
        .unwrap();
    assert_eq!(first.messages.len(), 3);
    let older = world
        .cache
        .read(|r| r.messages().page(&cid("c1"), first.before, 2))
        .unwrap();
    let ids: Vec<&str> = older.messages.iter().map(|m| m.row.id.as_str()).collect();
    assert_eq!((ids, older.before), (vec!["m0", "m1"], None));
}

/// A reply carries the newest guest and staff message its writer saw; notes and the bot do not count.
#[test]
fn knows_what_a_writer_has_seen() {
    let by = |id: &str, seq: i64, author: Author| {
        let mut body = message("c1", "hello", T0 + seq);
        body.author = author;
        message_row(id, seq, &body)
    };
    let world = with_thread(&[
        by("guest", 2, Author::Guest),
        by("staff", 3, Author::Staff),
        by("bot", 4, Author::Bot),
        by("note", 5, Author::Note),
    ]);
    let seen = world
        .cache
        .read(|r| r.messages().last_seen(&cid("c1")))
        .unwrap();
    assert_eq!(
        seen,
        LastSeen {
            guest: Some(mid("guest")),
            staff: Some(mid("staff"))
        }
    );
    let nothing = world
        .cache
        .read(|r| r.messages().last_seen(&cid("c2")))
        .unwrap();
    assert_eq!(nothing, LastSeen::default());
}

/// A message the relay deleted is gone from thread and count.
#[test]
fn a_deleted_message_leaves_the_thread() {
    let rows = [
        message_row("m1", 2, &message("c1", "one", T0)),
        message_row("m2", 3, &message("c1", "two", T0)),
    ];
    let world = with_thread(&rows);
    let applied = world.apply(&[tombstone(&rows[0], 9)]);
    assert!(applied.messages[&cid("c1")].contains(&mid("m1")));
    assert_eq!(thread(&world.cache, "c1"), ["m2"]);
}

/// Providers count in seconds: a burst of 3,000 messages in one instant keeps the order of the ids, and no key is used twice.
#[test]
fn a_burst_in_one_instant_overflows_into_the_next() {
    let rows: Vec<IncomingRecord> = (0..3000)
        .map(|n| message_row(&format!("m{n:04}"), n + 2, &message("c1", "burst", T0)))
        .collect();
    let world = with_thread(&rows);
    let expected: Vec<String> = (2500..3000).map(|n| format!("m{n:04}")).collect();
    assert_eq!(thread(&world.cache, "c1"), expected);
    assert_eq!(
        world
            .cache
            .read(|r| r.messages().count(&cid("c1")))
            .unwrap(),
        3000
    );
}

/// Times from outside may be anything.
#[test]
fn absurd_times_neither_fail_nor_overflow() {
    let world = with_thread(&[
        message_row("never", 2, &message("c1", "min", i64::MIN)),
        message_row("always", 3, &message("c1", "max", i64::MAX)),
        message_row("now", 4, &message("c1", "now", T0)),
    ]);
    assert_eq!(thread(&world.cache, "c1"), ["never", "now", "always"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// R2: within one instant the order is that of the ids, in whatever order and in whatever pages they came.
    #[test]
    fn arrival_order_does_not_matter(
        order in Just((0..40_i64).collect::<Vec<_>>()).prop_shuffle(),
        instants in prop::collection::vec(0..3_i64, 40),
        page in 1..40_usize,
    ) {
        let rows: Vec<IncomingRecord> = order
            .iter()
            .map(|n| {
                let at = T0 + instants[*n as usize];
                message_row(&format!("m{n:02}"), n + 2, &message("c1", &format!("word{n:02}"), at))
            })
            .collect();
        let world = with_thread(&[]);
        for chunk in rows.chunks(page) {
            world.apply(chunk);
        }
        let mut expected: Vec<(i64, String)> =
            (0..40).map(|n| (instants[n], format!("m{n:02}"))).collect();
        expected.sort();
        let expected: Vec<String> = expected.into_iter().map(|(_, id)| id).collect();
        prop_assert_eq!(thread(&world.cache, "c1"), expected);
        for n in 0..40 {
            prop_assert_eq!(crate::world::found(&world.cache, &format!("word{n:02}")), [format!("m{n:02}")]);
        }
        prop_assert!(world.cache.read(|r| r.messages().index_is_sound()).unwrap());
    }
}
