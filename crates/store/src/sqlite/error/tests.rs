//! Each kind of trouble, made for real where it can be.

use crate::error::StoreError;
use crate::sqlite::SqliteStore;
use crate::store_trait::Store;
use domain::id::WorkspaceId;
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use rusqlite::{Connection, ffi};
use std::sync::Arc;
use std::time::Duration;

const NOW: UnixMillis = UnixMillis(1_800_000_000_000);

fn hotel() -> WorkspaceId {
    WorkspaceId::new("hotel").unwrap()
}

async fn open(folder: &tempfile::TempDir) -> Arc<SqliteStore> {
    let store = SqliteStore::open(folder.path()).await.unwrap();
    let new = crate::model::Workspace {
        id: hotel(),
        name: "Hotel".to_owned(),
        demo: false,
    };
    store.create_workspace(&new).await.unwrap();
    store
}

fn envelope(bytes: usize) -> crate::model::NewEnvelope {
    crate::model::NewEnvelope {
        workspace: hotel(),
        channel: "whatsapp".to_owned(),
        receiver: None,
        body: vec![7; bytes],
        guests: Vec::new(),
        received_at: NOW,
    }
}

fn put(name: &str, bytes: usize) -> crate::model::Put {
    crate::model::Put {
        kind: Kind::Contact,
        id: domain::id::RecordId::new(name).unwrap(),
        scope: Scope::house(),
        parent: None,
        owner: None,
        state: None,
        at: NOW,
        deleted: false,
        body: "x".repeat(bytes),
    }
}

/// Another process can write: no refused transaction is still open.
fn assert_unlocked(store: &SqliteStore) {
    let other = Connection::open(store.path()).unwrap();
    other.busy_timeout(Duration::ZERO).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; ROLLBACK").unwrap();
}

/// R6 (small): a full disk is said so, nothing of the refused commit is there, and with room again everything goes on.
#[tokio::test]
async fn a_full_disk_refuses_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let kept = store.put_envelopes(&[envelope(10)]).await.unwrap();
    let limit = |pages: i64| {
        let store = Arc::clone(&store);
        async move {
            let writer = store.pool.writer().await.unwrap();
            let _: i64 = writer
                .conn
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| {
                    row.get(0)
                })
                .unwrap();
        }
    };
    limit(1).await; // SQLite keeps at least what the file has.
    let full = store
        .put_envelopes(&[envelope(10), envelope(500_000)])
        .await;
    assert!(matches!(full, Err(StoreError::Full(_))), "{full:?}");
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.next_seq().await.unwrap();
    tx.put(put("big", 500_000));
    assert!(matches!(tx.commit().await, Err(StoreError::Full(_))));
    assert_eq!(store.envelope_backlog().await.unwrap(), 1);
    assert_eq!(store.head(&hotel()).await.unwrap().0, 0);
    assert_unlocked(&store);
    limit(1_000_000).await;
    let more = store.put_envelopes(&[envelope(500_000)]).await.unwrap();
    assert!(more > kept);
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.next_seq().await.unwrap(), 1);
    tx.put(put("big", 500_000));
    assert_eq!(tx.commit().await.unwrap(), 1);
}

/// Another process that holds the lock: try again, and nothing stays locked here.
#[tokio::test]
async fn a_lock_held_elsewhere_asks_to_try_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let writer = store.pool.writer().await.unwrap();
    writer.conn.busy_timeout(Duration::from_millis(20)).unwrap();
    drop(writer);
    let other = Connection::open(store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = store.put_setting("level", "1").await;
    assert!(matches!(busy, Err(StoreError::Retry(_))), "{busy:?}");
    assert!(matches!(
        store.begin(&hotel(), NOW).await.err(),
        Some(StoreError::Retry(_))
    ));
    other.execute_batch("ROLLBACK").unwrap();
    store.put_setting("level", "1").await.unwrap();
}

/// Asking for the writer while holding a transaction is an error after a while, not a deadlock.
#[tokio::test(start_paused = true)]
async fn a_writer_held_too_long_asks_to_try_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let tx = store.begin(&hotel(), NOW).await.unwrap();
    let waited = store.put_setting("level", "1").await;
    assert!(matches!(waited, Err(StoreError::Retry(_))), "{waited:?}");
    drop(tx);
    store.put_setting("level", "1").await.unwrap();
}

/// An envelope for a hotel that does not exist is our bug, and says no value.
#[tokio::test]
async fn a_stranger_envelope_is_a_bug() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let mut stray = envelope(1);
    stray.workspace = WorkspaceId::new("stranger").unwrap();
    let refused = store.put_envelopes(&[envelope(1), stray]).await;
    let Err(StoreError::Bug(text)) = refused else {
        unreachable!("{refused:?}")
    };
    assert!(!text.contains("stranger"));
    assert_eq!(store.envelope_backlog().await.unwrap(), 0);
    assert_unlocked(&store);
    let stranger = WorkspaceId::new("stranger").unwrap();
    assert!(store.begin(&stranger, NOW).await.is_err());
    assert_unlocked(&store);
}

/// A text that is no id means somebody wrote into the file: a person must look.
#[tokio::test]
async fn a_foreign_value_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let other = Connection::open(store.path()).unwrap();
    other
        .execute_batch(
            "INSERT INTO record (workspace, kind, id, scope, at, seq)
             VALUES ('hotel', 'contact', 'not an id!', 'house', 0, 0);
             INSERT INTO command (workspace, id, request_hash, staff, answer, at)
             VALUES ('hotel', 'c', '', 's', 'not json', 0);",
        )
        .unwrap();
    let query = crate::model::HistoryQuery {
        kind: Kind::Contact,
        parent: None,
        before: None,
        limit: 9,
    };
    let scopes = [Scope::house()].into();
    let found = store.history(&hotel(), &scopes, &query).await;
    assert!(matches!(found, Err(StoreError::Damaged(_))), "{found:?}");
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    let command = domain::id::CommandId::new("c").unwrap();
    assert!(matches!(
        tx.answer(&command).await,
        Err(StoreError::Damaged(_))
    ));
}

/// Codes that cannot be made here without breaking the machine.
#[test]
fn codes_become_decisions() {
    let kind = |code: i32| {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        match StoreError::from(error) {
            StoreError::Retry(_) => "retry",
            StoreError::Full(_) => "full",
            StoreError::Damaged(_) => "damaged",
            StoreError::Taken(_) => "taken",
            _ => "bug",
        }
    };
    for (code, expected) in [
        (ffi::SQLITE_BUSY, "retry"),
        (ffi::SQLITE_BUSY_SNAPSHOT, "retry"),
        (ffi::SQLITE_LOCKED, "retry"),
        (ffi::SQLITE_NOMEM, "retry"),
        (ffi::SQLITE_FULL, "full"),
        (ffi::SQLITE_IOERR_WRITE, "full"),
        (ffi::SQLITE_IOERR_SHMSIZE, "full"),
        (ffi::SQLITE_IOERR_FSYNC, "damaged"),
        (ffi::SQLITE_CORRUPT, "damaged"),
        (ffi::SQLITE_NOTADB, "damaged"),
        (ffi::SQLITE_READONLY, "damaged"),
        (ffi::SQLITE_CONSTRAINT_UNIQUE, "taken"),
        (ffi::SQLITE_CONSTRAINT_PRIMARYKEY, "taken"),
        (ffi::SQLITE_CONSTRAINT_CHECK, "bug"),
        (ffi::SQLITE_MISUSE, "bug"),
    ] {
        assert_eq!(kind(code), expected, "{code}");
    }
}
