//! Facts about the cache.

use crate::world::{cursor, world};
use cache::{Durability, MetaKey};
use std::collections::BTreeMap;

/// A fact is what was last written; one that no longer reads counts as absent, so a newer shape never locks a desk out.
#[test]
fn facts_are_kept_by_key() {
    let world = world();
    let walk = BTreeMap::from([("messages".to_owned(), 17)]);
    world
        .cache
        .write(Durability::Normal, |w| {
            w.meta_mut().set(MetaKey::History, &walk)?;
            w.meta_mut().set(MetaKey::FreshAt, &5)?;
            w.meta_mut().set(MetaKey::FreshAt, &6)?;
            w.meta_mut().set_cursor(&cursor(9))
        })
        .unwrap();
    world
        .cache
        .read(|r| {
            assert_eq!(
                r.meta().get::<BTreeMap<String, i64>>(MetaKey::History)?,
                Some(walk)
            );
            assert_eq!(r.meta().get::<i64>(MetaKey::FreshAt)?, Some(6));
            assert_eq!(r.meta().get::<String>(MetaKey::FreshAt)?, None);
            assert_eq!(r.meta().get::<i64>(MetaKey::ClockOffset)?, None);
            assert_eq!(r.meta().cursor()?, Some(cursor(9)));
            Ok(())
        })
        .unwrap();
    world
        .cache
        .write(Durability::Normal, |w| w.meta_mut().remove(MetaKey::Cursor))
        .unwrap();
    assert_eq!(world.cache.read(|r| r.meta().cursor()).unwrap(), None);
}
