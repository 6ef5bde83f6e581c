//! Half-written texts.

use crate::world::{World, cid, file, key, world};
use cache::{Cache, Draft, DraftMode, Durability};
use domain::time::UnixMillis;

fn set(world: &World, mode: DraftMode, text: &str, at: i64) {
    world
        .cache
        .write(Durability::Full, |w| {
            w.drafts_mut().set(&cid("c1"), mode, text, UnixMillis(at))
        })
        .unwrap();
}

fn get(cache: &Cache, mode: DraftMode) -> Option<Draft> {
    cache.read(|r| r.drafts().get(&cid("c1"), mode)).unwrap()
}

/// BEYOND 2.5.4: one draft a conversation and mode, kept across restarts, gone when sent.
#[test]
fn drafts_are_kept_per_conversation_and_mode() {
    let world = world();
    set(&world, DraftMode::Reply, "Dear guest", 1);
    set(&world, DraftMode::Note, "ask Olga", 2);
    set(&world, DraftMode::Reply, "Dear Ana", 3);
    let World { dir, cache } = world;
    drop(cache);
    let world = World {
        cache: Cache::open(&file(&dir), &key()).unwrap(),
        dir,
    };
    let reply = Draft {
        text: "Dear Ana".to_owned(),
        at: UnixMillis(3),
    };
    assert_eq!(get(&world.cache, DraftMode::Reply), Some(reply));
    set(&world, DraftMode::Reply, "", 4);
    assert_eq!(get(&world.cache, DraftMode::Reply), None);
    assert_eq!(get(&world.cache, DraftMode::Note).unwrap().text, "ask Olga");
    world
        .cache
        .write(Durability::Full, |w| w.drafts_mut().forget(&cid("c1")))
        .unwrap();
    assert_eq!(get(&world.cache, DraftMode::Note), None);
}
