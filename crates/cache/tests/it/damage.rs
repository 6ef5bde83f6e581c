//! Damaged files, full disks, foreign files: error values, never a panic, never a wrong answer.

use crate::world::{
    T0, World, conversation, conversation_row, file, found, key, message, message_row, thread,
    world,
};
use cache::{Cache, CacheKey, ConversationFilter, Durability, Error, NewEntry, OpenError};
use domain::command::{Action, Command};
use domain::time::UnixMillis;
use std::path::Path;

/// A cache of 300 messages and an outbox, closed; its file and seal.
pub(crate) fn closed() -> tempfile::TempDir {
    let mut rows = vec![conversation_row("c1", 1, &conversation("c1", "Ana", T0))];
    rows.extend((0..300).map(|n| {
        message_row(
            &format!("m{n:03}"),
            n + 2,
            &message("c1", &format!("towel number {n}"), T0 + n),
        )
    }));
    let World { dir, cache } = World::with(&rows);
    for n in 0..3 {
        let action = Action::Claim {
            conversation: "c1".parse().unwrap(),
        };
        let command = Command {
            id: format!("k{n}").parse().unwrap(),
            action,
        };
        let entry = NewEntry {
            command,
            after: Vec::new(),
            record: None,
            created_at: UnixMillis(n),
        };
        cache
            .write(Durability::Full, |w| w.outbox_mut().push(&entry))
            .unwrap();
    }
    cache.truncate_log().unwrap();
    drop(cache);
    dir
}

/// A small generator, so that a failure replays from its number.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    match random.below(4) {
        0 => {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }
        1 => bytes.truncate(random.below(bytes.len())),
        2 => {
            let from = random.below(bytes.len());
            let to = (from + random.below(9000)).min(bytes.len());
            bytes[from..to].fill(0);
        }
        _ => {
            for _ in 0..50 {
                let at = random.below(bytes.len());
                bytes[at] = random.below(256) as u8;
            }
        }
    }
}

/// Uses everything; any error has to be [`Error::Damaged`] or an I/O error.
pub(crate) fn use_it(cache: &Cache) -> Result<(), Error> {
    cache.read(|r| {
        r.conversations()
            .page(&ConversationFilter::default(), 0, 50)
    })?;
    cache.read(|r| r.messages().page(&"c1".parse().unwrap(), None, 500))?;
    cache.read(|r| r.search_messages("towel", None, 200))?;
    cache.read(|r| r.search_conversations("ana", 50))?;
    cache.read(|r| r.outbox().all())?;
    let rows: Vec<_> = (0..20)
        .map(|n| {
            message_row(
                &format!("n{n}"),
                900 + n,
                &message("c1", "new words", T0 + n * 10),
            )
        })
        .collect();
    cache.apply_page(&rows, None, |_, _| Ok(()))?;
    cache.check()
}

/// How many damages; those of the short form where it is not set (`cargo xtask soak` sets it).
const DAMAGES: &str = "BELLHOP_SOAK_DAMAGES";

/// R7: after any damage the cache is fine, or says damaged; the outbox is saved where it can be, and after a wipe the place is as new.
#[test]
fn random_damage_is_an_error_value() {
    let dir = closed();
    let sound = std::fs::read(file(&dir)).unwrap();
    let seal = std::fs::read(dir.path().join("cache.db.seal")).unwrap();
    let (mut damaged, mut saved, mut opened) = (0_u64, 0_u64, 0_u64);
    let told = std::env::var(DAMAGES).ok();
    let damages: u64 = told.map_or(200, |it| it.parse().unwrap());
    for seed in 1..=damages {
        let place = tempfile::tempdir().unwrap();
        let path = file(&place);
        let mut bytes = sound.clone();
        damage(
            &mut bytes,
            &mut Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed)),
        );
        std::fs::write(&path, &bytes).unwrap();
        std::fs::write(place.path().join("cache.db.seal"), &seal).unwrap();
        match Cache::open(&path, &key()) {
            Ok(cache) => {
                opened += 1;
                match use_it(&cache) {
                    Ok(()) => continue,
                    Err(Error::Damaged(_) | Error::Io(_)) => {}
                    Err(other) => panic!("seed {seed}: {other:?}"),
                }
            }
            Err(OpenError::Damaged | OpenError::Io(_)) => {}
            Err(other) => panic!("seed {seed}: {other:?}"),
        }
        damaged += 1;
        let entries = cache::rescue_outbox(&path, &key());
        assert!(
            entries
                .iter()
                .enumerate()
                .all(|(n, e)| e.command.id.as_str() == format!("k{n}"))
        );
        saved += u64::from(entries.len() == 3);
        cache::wipe(&path).unwrap();
        assert!(thread(&Cache::open(&path, &CacheKey::new([1; 32])).unwrap(), "c1").is_empty());
    }
    let told =
        format!("of {damages} damages {damaged} noticed, {opened} opened, {saved} outboxes saved");
    assert!(damaged > damages * 3 / 4, "{told}");
    assert!(opened > damages / 10 && saved > damages / 10, "{told}");
    println!("{told}");
}

/// A file that is no cache, a folder that is not there, a lost file, an empty file.
#[test]
fn foreign_and_missing_files() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        file(&dir),
        b"a shopping list, not a database, and longer than a page".repeat(99),
    )
    .unwrap();
    assert!(matches!(
        Cache::open(&file(&dir), &key()),
        Err(OpenError::WrongKey)
    ));
    let nowhere = Path::new("/nonexistent/folder/cache.db");
    assert!(matches!(
        Cache::open(nowhere, &key()),
        Err(OpenError::Io(_))
    ));

    let dir = closed();
    std::fs::remove_file(file(&dir)).unwrap();
    assert!(
        matches!(Cache::open(&file(&dir), &key()), Err(OpenError::Damaged)),
        "lost, not new"
    );
    std::fs::write(file(&dir), b"").unwrap();
    assert!(matches!(
        Cache::open(&file(&dir), &key()),
        Err(OpenError::Damaged)
    ));
    let empty = tempfile::tempdir().unwrap();
    std::fs::write(file(&empty), b"").unwrap();
    assert!(
        Cache::open(&file(&empty), &key()).is_ok(),
        "an empty file without a seal is new"
    );
}

/// R6: a full disk is an error value, nothing is half written, and when there is room again everything goes on.
#[test]
fn a_full_disk_is_an_error_value() {
    let world = world();
    world.apply(&[message_row("m0", 1, &message("c1", "before", T0))]);
    let pages = |limit: u32| {
        world
            .cache
            .write(Durability::Normal, |w| w.limit_pages(limit))
            .unwrap();
    };
    pages(1);
    let text = "long ".repeat(4000);
    let rows: Vec<_> = (1..60)
        .map(|n| message_row(&format!("m{n}"), n + 1, &message("c1", &text, T0 + n)))
        .collect();
    let full = world
        .cache
        .apply_page(&rows, Some(&crate::world::cursor(60)), |_, _| Ok(()));
    assert!(matches!(full, Err(Error::Full(_))), "{full:?}");
    assert_eq!(thread(&world.cache, "c1"), ["m0"], "all or nothing");
    assert_eq!(world.cache.read(|r| r.meta().cursor()).unwrap(), None);
    assert_eq!(found(&world.cache, "before"), ["m0"], "reading goes on");
    pages(u32::MAX - 1);
    assert_eq!(world.apply(&rows).rows, 59);
    assert_eq!(thread(&world.cache, "c1").len(), 60);
}
