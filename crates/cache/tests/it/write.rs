//! One writer, several readers.

use crate::world::{
    T0, World, conversation, conversation_row, found, message, message_row, thread, world,
};
use cache::{Cache, Durability, Error, MetaKey};

/// All or nothing.
#[test]
fn a_failed_write_leaves_nothing() {
    let world = world();
    let failed = world.cache.write(Durability::Full, |w| {
        w.apply(&[message_row("m1", 1, &message("c1", "hello", T0))])?;
        Err::<(), _>(Error::NotFound)
    });
    assert!(failed.is_err());
    assert_eq!(thread(&world.cache, "c1"), Vec::<String>::new());
    assert_eq!(found(&world.cache, "hello"), Vec::<String>::new());
}

/// A panic in the middle of a write rolls back and does not lock the cache.
#[test]
fn a_panic_does_not_lock_the_cache() {
    let world = world();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        world
            .cache
            .write(Durability::Full, |w| -> cache::Result<()> {
                w.meta_mut().set(MetaKey::FreshAt, &1)?;
                panic!("on purpose");
            })
    }));
    assert!(panicked.is_err());
    world
        .cache
        .write(Durability::Full, |w| {
            w.meta_mut().set(MetaKey::ClockOffset, &2)
        })
        .unwrap();
    assert_eq!(
        world
            .cache
            .read(|r| r.meta().get::<i64>(MetaKey::FreshAt))
            .unwrap(),
        None
    );
}

/// A reader sees one moment, whatever is written meanwhile, and does not wait for the writer.
#[test]
fn a_reader_sees_one_moment() {
    let world = World::with(&[conversation_row("c1", 1, &conversation("c1", "Ana", T0))]);
    world
        .cache
        .read(|r| {
            let before = r.messages().count(&"c1".parse().unwrap())?;
            world.apply(&[message_row("m1", 2, &message("c1", "hello", T0))]);
            assert_eq!(r.messages().count(&"c1".parse().unwrap())?, before);
            Ok(())
        })
        .unwrap();
    assert_eq!(thread(&world.cache, "c1"), ["m1"]);
}

/// More readers than connections and two kinds of writers at once: everybody gets a turn, nothing is lost.
#[test]
fn many_threads_share_a_cache() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    let world = world();
    is_shared(&world.cache);
    let cache: &Cache = &world.cache;
    std::thread::scope(|scope| {
        for writer in 0..4_i64 {
            scope.spawn(move || {
                let durability = if writer % 2 == 0 {
                    Durability::Full
                } else {
                    Durability::Normal
                };
                for n in 0..15_i64 {
                    let id = format!("m{writer}-{n}");
                    let row =
                        message_row(&id, writer * 100 + n + 1, &message("c1", "hello", T0 + n));
                    cache.write(durability, |w| w.apply(&[row])).unwrap();
                }
            });
        }
        for _ in 0..6 {
            scope.spawn(move || {
                for _ in 0..15 {
                    let count = cache
                        .read(|r| r.messages().count(&"c1".parse().unwrap()))
                        .unwrap();
                    assert!(count <= 60);
                }
            });
        }
    });
    assert_eq!(thread(cache, "c1").len(), 60);
    assert_eq!(found(cache, "hello").len(), 50);
}

/// DESIGN_DESK, Cache: staff who write while a large page comes in do not wait for the whole of it, nor for the whole of a transaction that
/// would take hundreds of rows.
#[test]
fn staff_get_in_between() {
    let world = world();
    let rows: Vec<_> = (0..3_000)
        .map(|n| message_row(&format!("m{n:04}"), n + 1, &message("c1", "hello", T0 + n)))
        .collect();
    let over = std::sync::atomic::AtomicBool::new(false);
    let cache: &Cache = &world.cache;
    let mut sizes = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(std::sync::atomic::Ordering::Relaxed) {
                cache.write(Durability::Full, |_| Ok(())).unwrap();
            }
        });
        cache
            .apply_page(&rows, None, |_, applied| {
                sizes.push(applied.rows);
                Ok(())
            })
            .unwrap();
        over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(sizes.iter().sum::<usize>(), 3_000);
    assert!(sizes.len() > 12, "six would have been enough: {sizes:?}");
}

/// Housekeeping changes nothing that is seen.
#[test]
fn maintenance_changes_nothing() {
    let world = World::with(&[message_row("m1", 2, &message("c1", "hello", T0))]);
    assert!(!world.cache.maintain().unwrap());
    world.cache.check().unwrap();
    assert_eq!(found(&world.cache, "hello"), ["m1"]);
}
