//! Files that are not what they should be, and callers that go away.

use crate::conformance::Folder;
use std::time::Duration;
use store::conformance::world::{self, NOW, conversation, hotel};
use store::error::StoreError;
use store::{SqliteStore, Store};

/// R16 (small): a file of a newer version is refused and left as it is.
#[tokio::test]
async fn a_newer_file_is_refused_and_untouched() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.0.path()).await.unwrap();
    let path = store.path().to_owned();
    drop(store);
    let plain = rusqlite::Connection::open(&path).unwrap();
    plain.pragma_update(None, "user_version", 999).unwrap();
    let refused = SqliteStore::open(folder.0.path()).await.err().unwrap();
    assert!(
        matches!(refused, StoreError::Newer { found: 999, known } if known < 999),
        "{refused}"
    );
    let version: i64 = plain
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 999);
}

/// Another program's file is not touched; a person must look.
#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = Folder::new();
    let path = folder.0.path().join("relay.db");
    let words = vec![b'x'; 10_000];
    std::fs::write(&path, &words).unwrap();
    let refused = SqliteStore::open(&path).await.err().unwrap();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused}");
    assert_eq!(std::fs::read(&path).unwrap(), words);
}

/// A folder that does not exist is named, not made.
#[tokio::test]
async fn a_missing_folder_is_an_error() {
    let folder = Folder::new();
    let refused = SqliteStore::open(folder.0.path().join("no/relay.db")).await;
    assert!(matches!(refused.err(), Some(StoreError::Damaged(_))));
}

/// Pages overwritten in the middle of the file end in an error or in right answers, never in a panic.
#[tokio::test]
async fn overwritten_pages_are_an_error_not_a_panic() {
    let folder = Folder::new();
    let store = world::open(&folder).await;
    for n in 0..200 {
        world::write(&*store, vec![conversation(&format!("c-{n}"), "p/inbox")]).await;
    }
    store.close().await.unwrap();
    drop(store);
    let path = folder.0.path().join("relay.db");
    let sound = std::fs::read(&path).unwrap();
    let mut dice = world::Dice::new(5);
    let mut failed = 0;
    for _ in 0..20 {
        let mut bytes = sound.clone();
        let pages = bytes.len() as u64 / 4_096;
        let at = usize::try_from((1 + dice.roll(pages - 1)) * 4_096).unwrap();
        bytes[at..at + 4_096].fill(0xa5);
        for end in ["relay.db-wal", "relay.db-shm"] {
            std::fs::remove_file(folder.0.path().join(end)).ok();
        }
        std::fs::write(&path, &bytes).unwrap();
        failed += u32::from(read_everything(&folder).await.is_err());
    }
    assert!(failed > 0, "some damage was met");
}

async fn read_everything(folder: &Folder) -> Result<(), StoreError> {
    let store = SqliteStore::open(folder.0.path()).await?;
    let scopes = world::scopes(&["p/inbox"]);
    let page = store.feed(&hotel(), &scopes, 0, 5_000).await?;
    assert!(page.records.len() <= 200);
    let mut tx = store.begin(&hotel(), NOW).await?;
    tx.next_seq().await?;
    for record in page.records {
        tx.put(conversation(record.id.as_str(), "q/inbox"));
    }
    tx.commit().await?;
    store.close().await
}

/// A reader works while a transaction is open, and sees the state before it.
#[tokio::test]
async fn readers_do_not_wait_for_the_writer() {
    let folder = Folder::new();
    let store = world::open(&folder).await;
    world::write(&*store, vec![conversation("a", "p/inbox")]).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.next_seq().await.unwrap();
    tx.put(conversation("b", "p/inbox"));
    let reading = world::feed(&*store, &["p/inbox"], 0);
    let page = tokio::time::timeout(Duration::from_secs(5), reading)
        .await
        .unwrap();
    assert_eq!(world::names(&page.records), ["a"]);
    tx.commit().await.unwrap();
}

/// The file, its log and its shared memory can be read by their owner only.
#[cfg(unix)]
#[tokio::test]
async fn the_file_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let store = world::open(&folder).await;
    world::write(&*store, vec![conversation("a", "p/inbox")]).await;
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.0.path()).unwrap() {
        let rights = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(rights & 0o077, 0);
        seen += 1;
    }
    assert_eq!(seen, 3);
}
