//! Upgrades: every frozen schema, brought up to date, equals a fresh cache.

use crate::world::{file, key, world};
use cache::{Cache, OpenError};
use rusqlite::Connection;

const FROZEN: [(&str, &str); 5] = [
    ("v1", include_str!("../../schemas/v1.sql")),
    ("v2", include_str!("../../schemas/v2.sql")),
    ("v3", include_str!("../../schemas/v3.sql")),
    ("v4", include_str!("../../schemas/v4.sql")),
    ("v5", include_str!("../../schemas/v5.sql")),
];

fn raw(path: &std::path::Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    let hex: String = [7_u8; 32].iter().map(|b| format!("{b:02x}")).collect();
    conn.pragma_update(None, "key", format!("x'{hex}'"))
        .unwrap();
    conn.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")
        .unwrap();
    conn
}

/// R16: the newest frozen schema is what this build makes. When it is not, freeze a new one; never edit an old one.
#[test]
fn the_newest_frozen_schema_is_ours() {
    let schema = world().cache.read(|r| r.schema()).unwrap();
    let frozen = FROZEN.last().unwrap().1;
    if std::env::var_os("BELLHOP_FREEZE").is_some() {
        let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
        std::fs::write(format!("{package}/schemas/new.sql"), &schema).unwrap();
    }
    let tables = frozen.split("-- applied migrations").next().unwrap();
    assert_eq!(schema.trim(), tables.trim());
}

/// R16: a cache of any released version, brought up to date, is the same as a fresh one.
#[test]
fn every_upgrade_equals_a_fresh_cache() {
    let fresh = world().cache.read(|r| r.schema()).unwrap();
    for (version, sql) in FROZEN {
        let dir = tempfile::tempdir().unwrap();
        let old = raw(&file(&dir));
        old.execute_batch(sql).unwrap();
        drop(old);
        let cache = Cache::open(&file(&dir), &key()).unwrap();
        assert_eq!(cache.read(|r| r.schema()).unwrap(), fresh, "{version}");
        let again = Cache::open(&file(&dir), &key()).unwrap();
        assert_eq!(
            again.read(|r| r.schema()).unwrap(),
            fresh,
            "opening twice changes nothing"
        );
    }
}

/// R16: a cache of a newer build is refused and left as it is.
#[test]
fn a_newer_cache_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    drop(Cache::open(&file(&dir), &key()).unwrap());
    raw(&file(&dir))
        .pragma_update(None, "user_version", 999)
        .unwrap();
    let refused = Cache::open(&file(&dir), &key());
    assert!(
        matches!(
            refused,
            Err(OpenError::Newer {
                found: 999,
                known: 1
            })
        ),
        "{refused:?}"
    );
    let kept: i64 = raw(&file(&dir))
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 999);
}
