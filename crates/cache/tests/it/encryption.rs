//! What lies on the disk.

use crate::world::{
    T0, World, contact, contact_row, conversation, conversation_row, file, key, message,
    message_row,
};
use cache::{Cache, CacheKey, DraftMode, Durability, OpenError};
use domain::time::UnixMillis;

const PLANTED: [&str; 4] = ["Xylophonia", "912777888", "zanzibarbecue", "halfwritten"];

fn planted() -> World {
    let world = World::with(&[
        conversation_row("c1", 1, &conversation("c1", PLANTED[0], T0)),
        contact_row("c1", 2, &contact(PLANTED[0], Some("+351912777888"))),
        message_row("m1", 3, &message("c1", PLANTED[2], T0)),
    ]);
    world
        .cache
        .write(Durability::Full, |w| {
            w.drafts_mut().set(
                &"c1".parse().unwrap(),
                DraftMode::Note,
                PLANTED[3],
                UnixMillis(1),
            )
        })
        .unwrap();
    world
}

/// Every byte of every file in the folder.
fn bytes(world: &World) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(world.dir.path()).unwrap() {
        all.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    all
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle))
}

/// Issue 2, 6: a raw scan finds no SQLite header and no word, neither in the file nor in the log beside it.
#[test]
fn a_raw_scan_finds_nothing() {
    let world = planted();
    let open = bytes(&world);
    assert!(open.len() > 8192, "there is a log to look at");
    world.cache.truncate_log().unwrap();
    for raw in [open, bytes(&world)] {
        assert!(!contains(&raw, b"SQLite format 3"));
        assert!(!contains(&raw, b"CREATE TABLE"));
        for word in PLANTED {
            assert!(!contains(&raw, word.as_bytes()), "{word}");
        }
    }
    for word in &PLANTED[..1] {
        let found = world
            .cache
            .read(|r| r.search_conversations(word, 5))
            .unwrap();
        assert_eq!(
            found.len(),
            1,
            "the words are in there, for those who have the key"
        );
    }
}

/// The key never prints.
#[test]
fn a_key_does_not_print() {
    assert_eq!(format!("{:?}", key()), "CacheKey(..)");
}

/// A cache opens with its own key and no other, and the wrong one changes nothing.
#[test]
fn another_key_is_told_from_damage() {
    let World { dir, cache } = planted();
    drop(cache);
    let before = std::fs::read(file(&dir)).unwrap();
    for wrong in [[0; 32], [8; 32]] {
        let refused = Cache::open(&file(&dir), &CacheKey::new(wrong));
        assert!(matches!(refused, Err(OpenError::WrongKey)), "{refused:?}");
        assert!(cache::rescue_outbox(&file(&dir), &CacheKey::new(wrong)).is_empty());
    }
    assert_eq!(std::fs::read(file(&dir)).unwrap(), before);
    let cache = Cache::open(&file(&dir), &key()).unwrap();
    assert_eq!(crate::world::thread(&cache, "c1"), ["m1"]);
}

/// Wiping leaves nothing, and a new cache takes the place.
#[test]
fn wiping_leaves_nothing() {
    let World { dir, cache } = planted();
    drop(cache);
    cache::wipe(&file(&dir)).unwrap();
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    assert!(!cache::exists(&file(&dir)));
    cache::wipe(&file(&dir)).unwrap();
    let fresh = Cache::open(&file(&dir), &CacheKey::new([9; 32])).unwrap();
    assert!(crate::world::thread(&fresh, "c1").is_empty());
}
