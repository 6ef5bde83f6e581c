//! Files beside the cache: encrypted in pieces, each under its own key, gone with their rows.

use crate::world::{
    T0, World, contact, contact_row, conversation, conversation_row, file, key, tombstone, world,
};
use cache::{AttachmentRow, Cache, DraftMode, Durability, FileKey, FileOwner, FileRow, NewEntry};
use domain::command::{Action, Command};
use domain::id::{CommandId, ConversationId, MediaId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const PIECE: usize = 64 << 10;

fn media(letter: char) -> MediaId {
    MediaId::new(letter.to_string().repeat(64)).unwrap()
}

fn row(name: &str, letter: char, size: u64) -> FileRow {
    FileRow {
        name: name.to_owned(),
        media: Some(media(letter)),
        owner: FileOwner::Conversation(ConversationId::new("c1").unwrap()),
        key: FileKey::new([3; 32]),
        size,
        sent: 0,
    }
}

fn put(cache: &Cache, row: &FileRow, bytes: &[u8], at: i64) {
    cache
        .write(Durability::Normal, |w| {
            w.files_mut().begin(row, UnixMillis(at))
        })
        .unwrap();
    let mut writer = cache.create_file(&row.name, &row.key, [9; 16]).unwrap();
    // In pieces of an odd length, as a network gives them.
    for piece in bytes.chunks(10_007) {
        writer.append(piece).unwrap();
    }
    writer.finish().unwrap();
}

fn folder(cache: &Path) -> PathBuf {
    PathBuf::from(format!("{}.files", cache.display()))
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length)
        .map(|i| u8::try_from(i * 31 % 251).unwrap())
        .collect()
}

/// A file comes back as it went in, whole and in any part, whatever its length; on the disk there is none of its bytes.
#[test]
fn what_was_written_is_read() {
    let world = world();
    for (n, length) in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 17]
        .into_iter()
        .enumerate()
    {
        let letter = char::from(b'a' + u8::try_from(n).unwrap());
        let row = row(&format!("f{n}"), letter, length as u64);
        let all = bytes(length);
        put(&world.cache, &row, &all, 1);
        let mut reader = world
            .cache
            .open_file(&row.name, &row.key, row.size)
            .unwrap();
        assert_eq!(reader.read(0, usize::MAX).unwrap(), all);
        for (offset, count) in [(0, 10), (PIECE - 3, 6), (length / 2, PIECE), (length, 5)] {
            let end = (offset + count).min(length);
            let part = all.get(offset..end).unwrap_or_default();
            assert_eq!(
                reader.read(offset as u64, count).unwrap(),
                part,
                "{length} {offset}"
            );
        }
        let sealed = std::fs::read(folder(world.cache.path()).join(&row.name)).unwrap();
        if let Some(word) = all.get(..length.min(32)).filter(|word| word.len() > 8) {
            assert!(!sealed.windows(word.len()).any(|it| it == word));
        }
    }
}

/// A piece that was changed, cut off, or put in another's place is noticed; so is another key.
#[test]
fn damage_is_noticed() {
    let world = world();
    let row = row("f", 'a', 3 * PIECE as u64);
    put(&world.cache, &row, &bytes(3 * PIECE), 1);
    let path = folder(world.cache.path()).join("f");
    let sound = std::fs::read(&path).unwrap();
    let sealed = PIECE + 40;
    let read = |key: &FileKey| {
        world
            .cache
            .open_file("f", key, row.size)
            .and_then(|mut file| file.read(0, usize::MAX))
    };
    assert!(read(&row.key).is_ok());
    assert!(read(&FileKey::new([4; 32])).is_err());
    let mut changed = sound.clone();
    changed[sealed + 100] ^= 1;
    let mut swapped = sound.clone();
    let (first, rest) = swapped.split_at_mut(sealed);
    first.swap_with_slice(&mut rest[..sealed]);
    for broken in [changed, swapped, sound[..sound.len() - 1].to_vec()] {
        std::fs::write(&path, broken).unwrap();
        assert!(read(&row.key).is_err());
    }
}

/// The budget holds: what nobody looked at for the longest goes, what is pinned stays; without its row a file leaves the disk.
#[test]
fn the_oldest_goes_first() {
    let world = world();
    for (name, letter, at) in [
        ("old", 'a', 1),
        ("mid", 'b', 2),
        ("new", 'c', 3),
        ("pin", 'd', 0),
    ] {
        put(&world.cache, &row(name, letter, 1000), &bytes(1000), at);
    }
    let write = |f: &dyn Fn(&cache::Writer<'_>)| {
        world
            .cache
            .write(Durability::Normal, |w| {
                f(w);
                Ok(())
            })
            .unwrap();
    };
    write(&|w| w.files_mut().used(&media('a'), UnixMillis(9)).unwrap());
    write(&|w| {
        let pinned = BTreeSet::from([media('d')]);
        assert_eq!(w.files_mut().evict(2500, &pinned).unwrap(), 2);
    });
    let left = world.cache.read(|r| r.files().names()).unwrap();
    assert_eq!(left, BTreeSet::from(["old".to_owned(), "pin".to_owned()]));
    assert_eq!(world.cache.sweep_files().unwrap(), 2);
    let on_disk = std::fs::read_dir(folder(world.cache.path()))
        .unwrap()
        .count();
    assert_eq!(on_disk, 2);
}

/// The same bytes twice are kept once; halves are forgotten at the next start.
#[test]
fn once_and_whole() {
    let world = world();
    put(&world.cache, &row("one", 'a', 10), &bytes(10), 1);
    let half = FileRow {
        media: None,
        ..row("two", 'a', 10)
    };
    put(&world.cache, &half, &bytes(10), 1);
    world
        .cache
        .write(Durability::Full, |w| {
            w.files_mut().whole("two", &media('a'))
        })
        .unwrap();
    let names = || world.cache.read(|r| r.files().names()).unwrap();
    assert_eq!(names(), BTreeSet::from(["one".to_owned()]));
    put(
        &world.cache,
        &FileRow {
            media: None,
            ..row("half", 'b', 10)
        },
        &bytes(10),
        1,
    );
    world
        .cache
        .write(Durability::Full, |w| w.files_mut().forget_halves())
        .unwrap();
    assert_eq!(names(), BTreeSet::from(["one".to_owned()]));
}

/// R10, SPEC 56: a contact's picture goes with the contact, with their scope, and when another one takes its place; a file that is
/// still coming is not taken for it.
#[test]
fn pictures_go_with_their_contact() {
    for how in ["deleted", "scope", "other", "none"] {
        let world = world();
        let mut ada = contact("Ada", None);
        ada.picture = Some(media('a'));
        world.apply(&[contact_row("ada", 1, &ada)]);
        let mine = |name: &str, letter| FileRow {
            owner: FileOwner::Contact("g-ada".parse().unwrap()),
            ..row(name, letter, 10)
        };
        put(&world.cache, &mine("picture", 'a'), &bytes(10), 1);
        put(&world.cache, &row("photo", 'b', 10), &bytes(10), 1);
        let half = FileRow {
            media: None,
            ..mine("half", 'c')
        };
        put(&world.cache, &half, &bytes(10), 1);
        let names = || world.cache.read(|r| r.files().names()).unwrap();
        ada.name = "Ada L.".to_owned();
        assert_eq!(world.apply(&[contact_row("ada", 2, &ada)]).files, 0);
        assert_eq!(names().len(), 3, "another name is no other picture");
        let applied = match how {
            "deleted" => world.apply(&[tombstone(&contact_row("ada", 3, &ada), 3)]),
            "scope" => world
                .cache
                .erase_scope(&Scope("p1/guests".to_owned()))
                .unwrap(),
            "other" => {
                ada.picture = Some(media('c'));
                world.apply(&[contact_row("ada", 3, &ada)])
            }
            _ => {
                ada.picture = None;
                world.apply(&[contact_row("ada", 3, &ada)])
            }
        };
        let left: &[&str] = match how {
            "other" => &["half", "photo"],
            _ => &["photo"],
        };
        assert!(names().iter().eq(left), "{how}: {:?}", names());
        assert_eq!(applied.files, 3 - left.len(), "{how}");
        world.cache.sweep_files().unwrap();
        let on_disk = std::fs::read_dir(folder(world.cache.path())).unwrap();
        assert_eq!(on_disk.count(), left.len(), "{how}");
    }
}

/// R10: what is wiped leaves no file; R7: what waits to be sent can be saved from a cache that is begun anew.
#[test]
fn wiping_and_saving() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(&dir);
    let cache = Cache::open(&path, &key()).unwrap();
    put(&cache, &row("f", 'a', 10), &bytes(10), 1);
    drop(cache);
    let saved = cache::rescue_files(&path, &key());
    assert_eq!(saved.len(), 1);
    cache::wipe_database(&path).unwrap();
    let fresh = Cache::open(&path, &key()).unwrap();
    fresh
        .write(Durability::Full, |w| {
            w.files_mut().begin(&saved[0], UnixMillis(0))
        })
        .unwrap();
    assert_eq!(fresh.sweep_files().unwrap(), 0);
    let mut reader = fresh.open_file("f", &saved[0].key, 10).unwrap();
    assert_eq!(reader.read(0, 10).unwrap(), bytes(10));
    drop((reader, fresh));
    cache::wipe(&path).unwrap();
    assert!(!folder(&path).exists());
}

/// R10, R11: a conversation that is lost or erased takes its files and attachments with it, key and bytes; what a command still
/// carries stays until the relay has spoken.
#[test]
fn files_go_with_their_conversation() {
    for erase in [
        (|cache: &Cache| cache.erase_scope(&Scope("p1/inbox".to_owned())).map(drop))
            as fn(&Cache) -> _,
        |cache: &Cache| {
            let id = ConversationId::new("c1").unwrap();
            cache
                .erase_record(&Kind::Conversation, &id.into())
                .map(drop)
        },
    ] {
        let world = World::with(&[conversation_row("c1", 1, &conversation("c1", "Ana", T0))]);
        put(&world.cache, &row("seen", 'a', 10), &bytes(10), 1);
        put(&world.cache, &row("carried", 'b', 10), &bytes(10), 1);
        let beside = AttachmentRow {
            id: "d1".to_owned(),
            conversation: ConversationId::new("c1").unwrap(),
            mode: DraftMode::Reply,
            name: "view.jpg".to_owned(),
            mime: "image/jpeg".to_owned(),
            size: 10,
            file: "seen".to_owned(),
            media: None,
        };
        let upload = NewEntry {
            command: Command {
                id: CommandId::new("u1").unwrap(),
                action: Action::Upload {
                    media: media('b'),
                    mime: "image/jpeg".to_owned(),
                    size: 10,
                },
            },
            after: Vec::new(),
            record: None,
            created_at: UnixMillis(1),
        };
        world
            .cache
            .write(Durability::Full, |w| {
                w.attachments_mut().add(&beside)?;
                w.outbox_mut().push(&upload)
            })
            .unwrap();
        erase(&world.cache).unwrap();
        let (names, drafts) = world
            .cache
            .read(|r| Ok((r.files().names()?, r.attachments().all()?)))
            .unwrap();
        assert_eq!(names, BTreeSet::from(["carried".to_owned()]));
        assert!(drafts.is_empty());
        let left: Vec<_> = std::fs::read_dir(folder(world.cache.path()))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["carried"]);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 48, ..Default::default() })]

    /// R7, R8: whatever becomes of a file's encrypted pieces, what is read is what was written, or an error.
    #[test]
    fn damaged_pieces_are_never_read_as_something_else(
        length in 1..(2 * PIECE + 100),
        changes in proptest::collection::vec((proptest::prelude::any::<proptest::sample::Index>(), 1u8..), 0..4),
        cut in proptest::option::of(proptest::prelude::any::<proptest::sample::Index>()),
        tail in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40),
        from in proptest::prelude::any::<proptest::sample::Index>(),
    ) {
        let world = world();
        let row = row("f1", 'a', length as u64);
        let whole = bytes(length);
        put(&world.cache, &row, &whole, T0);
        let path = folder(&file(&world.dir)).join("f1");
        let mut sealed = std::fs::read(&path).unwrap();
        for (at, change) in changes {
            let at = at.index(sealed.len());
            sealed[at] ^= change;
        }
        if let Some(cut) = cut {
            sealed.truncate(cut.index(sealed.len()));
        }
        sealed.extend(tail);
        std::fs::write(&path, sealed).unwrap();
        if let Ok(mut reader) = world.cache.open_file("f1", &row.key, row.size) {
            let from = from.index(length);
            if let Ok(read) = reader.read(from as u64, 5_000) {
                proptest::prop_assert_eq!(&read[..], &whole[from..(from + read.len()).min(length)]);
            }
        }
    }
}
