//! Pages of a thread around a message and on from there.

use crate::world::{
    T0, World, cid, conversation, conversation_row, message, message_row, mid, tombstone,
};
use cache::{Durability, IncomingRecord, MessagePage};

/// Enough that a page is a small part of them.
const MANY: i64 = 5_000;

fn name(n: i64) -> String {
    format!("m{n:04}")
}

fn rows(count: i64) -> Vec<IncomingRecord> {
    let row = |n: i64| message_row(&name(n), n + 3, &message("c1", "hello", T0 + n * 1000));
    (0..count).map(row).collect()
}

fn with_thread(count: i64) -> World {
    let world = World::with(&[
        conversation_row("c1", 1, &conversation("c1", "Ana", T0)),
        conversation_row("c2", 2, &conversation("c2", "Bea", T0)),
    ]);
    world.apply(&rows(count));
    world
}

fn ids(page: &MessagePage) -> Vec<String> {
    page.messages.iter().map(|m| m.row.id.to_string()).collect()
}

fn around(world: &World, id: &str, limit: u32) -> Option<MessagePage> {
    let read = world
        .cache
        .read(|r| r.messages().page_around(&cid("c1"), &mid(id), limit));
    read.unwrap()
}

fn after(world: &World, key: i64, limit: u32) -> MessagePage {
    let read = world
        .cache
        .read(|r| r.messages().page_after(&cid("c1"), key, limit));
    read.unwrap()
}

fn before(world: &World, key: i64, limit: u32) -> MessagePage {
    let read = world
        .cache
        .read(|r| r.messages().page(&cid("c1"), Some(key), limit));
    read.unwrap()
}

/// BEYOND 5.1: a message far back stands amid its neighbours at once, and from there pages lead to the beginning and to the end, with
/// nothing left out and nothing twice.
#[test]
fn from_a_page_around_a_message_both_ends_are_reached() {
    let world = with_thread(MANY);
    let page = around(&world, &name(700), 50).unwrap();
    assert_eq!(ids(&page), (675..=725).map(name).collect::<Vec<_>>());
    let mut seen = ids(&page);
    let (mut down, mut up) = (page.after, page.before);
    while let Some(key) = down {
        let page = after(&world, key, 200);
        assert!(page.messages.len() <= 200);
        seen.extend(ids(&page));
        down = page.after;
    }
    while let Some(key) = up {
        let page = before(&world, key, 200);
        seen.splice(0..0, ids(&page));
        up = page.before;
    }
    assert_eq!(seen, (0..MANY).map(name).collect::<Vec<_>>());
}

/// At the edges a page is short on one side, and says that there is nothing more.
#[test]
fn a_page_around_the_first_or_the_last_message_ends_there() {
    let world = with_thread(60);
    let first = around(&world, &name(0), 20).unwrap();
    assert_eq!(ids(&first), (0..=10).map(name).collect::<Vec<_>>());
    assert_eq!(first.before, None);
    assert!(first.after.is_some());
    let last = around(&world, &name(59), 20).unwrap();
    assert_eq!(ids(&last), (49..60).map(name).collect::<Vec<_>>());
    assert!(last.before.is_some());
    assert_eq!(last.after, None);
}

/// Only what is here, and only in its own thread.
#[test]
fn there_is_no_page_around_what_is_not_in_this_thread() {
    let world = with_thread(3);
    world.apply(&[message_row("other", 900, &message("c2", "hello", T0))]);
    assert_eq!(around(&world, "other", 20), None);
    assert_eq!(around(&world, "nobody", 20), None);
    world.apply(&[tombstone(&rows(3)[1], 901)]);
    assert_eq!(around(&world, &name(1), 20), None);
}

/// SPEC 27: what waits to be sent stands at the end, however one comes there, and nowhere else.
#[test]
fn only_pages_that_reach_the_end_have_what_is_pending() {
    let world = with_thread(60);
    world
        .cache
        .write(Durability::Full, |w| {
            w.insert_predicted_message(&mid("mine"), &message("c1", "a", T0))
        })
        .unwrap();
    let page = around(&world, &name(20), 10).unwrap();
    assert!(!ids(&page).contains(&"mine".to_owned()));
    let page = after(&world, page.after.unwrap(), 500);
    assert_eq!(ids(&page).last().unwrap(), "mine");
    assert_eq!(page.after, None);
    // The page around it is the one at the end.
    let mine = around(&world, "mine", 10).unwrap();
    assert_eq!(ids(&mine).last().unwrap(), "mine");
    assert_eq!((mine.messages.len(), mine.after), (11, None));
    // A page that goes back from the last known message is not at the end: the pending one follows.
    let key = mine.messages[9].key;
    assert_eq!(before(&world, key + 1, 5).after, Some(key));
}

/// What arrives at the end while an older part is shown changes neither that part nor where it goes on; what ends with it is read again
/// with the same place.
#[test]
fn what_arrives_meanwhile_does_not_tear_a_page() {
    let world = with_thread(300);
    let page = around(&world, &name(100), 40).unwrap();
    let place = page.after.unwrap();
    world.apply(&[
        message_row("new1", 800, &message("c1", "hello", T0 + 900_000)),
        // Late, and in the middle of what is shown.
        message_row("m0100-late", 801, &message("c1", "hello", T0 + 100_500)),
    ]);
    let again = before(&world, place + 1, 42);
    assert_eq!(again.after, Some(place));
    let mut expected = ids(&page);
    expected.insert(21, "m0100-late".to_owned());
    assert_eq!(ids(&again), expected);
    let next = after(&world, place, 500);
    let mut expected: Vec<String> = (121..300).map(name).collect();
    expected.push("new1".to_owned());
    assert_eq!((ids(&next), next.after), (expected, None));
}

/// R15: whatever is asked for, a page stays a page.
#[test]
fn pages_have_a_largest_size() {
    let world = with_thread(1_300);
    assert_eq!(after(&world, 0, u32::MAX).messages.len(), 500);
    assert_eq!(before(&world, i64::MAX, u32::MAX).messages.len(), 500);
    let page = around(&world, &name(650), u32::MAX).unwrap();
    assert_eq!(page.messages.len(), 1_001);
    assert_eq!(around(&world, &name(650), 0).unwrap().messages.len(), 3);
}
