//! A backup's file, damaged: it is refused or gives what went in.

use proptest::prelude::*;
use proptest::sample::Index;
use std::path::Path;
use store::sqlite::Archive;

const NAMES: [&str; 3] = ["relay.db", "media/ab/abcdef", "relay.toml"];

fn content(name: &str) -> Vec<u8> {
    name.bytes().cycle().take(9_000).collect()
}

fn archive(path: &Path) {
    let archive = Archive::create(path).unwrap();
    for name in NAMES {
        archive.add(name, content(name).as_slice()).unwrap();
    }
    archive.finish().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// R7, R8: bytes that changed, an end that is missing, anything behind the end: what is taken out is what was put in, or it is an error,
    /// and never a panic.
    #[test]
    fn a_damaged_backup_gives_no_other_bytes(
        changes in prop::collection::vec((any::<Index>(), 1u8..), 0..5),
        cut in prop::option::weighted(0.3, any::<Index>()),
        tail in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("b");
        archive(&path);
        let mut bytes = std::fs::read(&path).unwrap();
        for (at, change) in changes {
            let at = at.index(bytes.len());
            bytes[at] ^= change;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes.extend(tail);
        std::fs::write(&path, bytes).unwrap();
        let Ok(archive) = Archive::open(&path) else {
            return Ok(());
        };
        let Ok(names) = archive.names() else {
            return Ok(());
        };
        for name in names {
            let mut out = Vec::new();
            if archive.extract(&name, &mut out).is_ok() && NAMES.contains(&name.as_str()) {
                prop_assert_eq!(out, content(&name), "{}", name);
            }
        }
    }
}

/// R8: what is no backup at all is refused: nothing, words, another SQLite file.
#[test]
fn what_is_no_backup_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("b");
    for bytes in [&b""[..], b"SQLite format 3\0", b"<html>", &[0; 8192]] {
        std::fs::write(&path, bytes).unwrap();
        assert!(Archive::open(&path).is_err());
    }
    assert!(Archive::open(&place.path().join("none")).is_err());
}
