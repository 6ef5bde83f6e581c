//! R6: each call to the disk fails, one after the other, while a store of the first version is brought up to date and takes an envelope in:
//! this test again in a process of its own, over a disk that fails.

#![expect(
    clippy::print_stdout,
    reason = "how the process tells what it was answered"
)]

use crate::schema::{FROZEN, schema};
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use faults::Met;
use rusqlite::Connection;
use std::path::Path;
use store::model::NewEnvelope;
use store::{SqliteStore, Store};

/// Tells a process that it is the one with the failing disk, and where its file is.
const PART: &str = "BELLHOP_STORE_FAILS";
const TEST: &str = "failing::a_disk_that_fails_leaves_an_old_store_whole";

fn hotel() -> WorkspaceId {
    WorkspaceId::new("h1").unwrap()
}

/// Opens, which upgrades, and takes an envelope in; says what was done.
async fn play(path: &Path) {
    let Ok(store) = SqliteStore::open(path).await else {
        return;
    };
    println!("opened");
    let envelope = NewEnvelope {
        workspace: hotel(),
        channel: "whatsapp".to_owned(),
        receiver: None,
        body: b"a webhook".to_vec(),
        guests: Vec::new(),
        received_at: UnixMillis(7),
    };
    if store.put_envelopes(&[envelope]).await.is_ok() {
        println!("acknowledged");
    }
}

/// A file of the first version with a hotel in it.
fn old(path: &Path) {
    let (number, frozen) = FROZEN[0];
    let file = Connection::open(path).unwrap();
    file.execute_batch(frozen).unwrap();
    file.execute("INSERT INTO workspace (id, name) VALUES ('h1', 'Old')", [])
        .unwrap();
    file.pragma_update(None, "user_version", number).unwrap();
}

/// R6, R16; issue 4.3.
#[tokio::test]
async fn a_disk_that_fails_leaves_an_old_store_whole() {
    if let Some(path) = std::env::var_os(PART) {
        return play(Path::new(&path)).await;
    }
    tokio::task::spawn_blocking(all).await.unwrap();
}

fn all() {
    let sound = tempfile::tempdir().unwrap();
    old(&sound.path().join("relay.db"));
    let runtime = tokio::runtime::Handle::current();
    let fresh = tempfile::tempdir().unwrap();
    let made = runtime.block_on(SqliteStore::open(fresh.path())).unwrap();
    let expected = schema(made.path());
    let tried = faults::sweep(|fault| {
        let place = tempfile::tempdir()?;
        let path = place.path().join("relay.db");
        std::fs::copy(sound.path().join("relay.db"), &path)?;
        let said = fault.again(TEST, PART, &path)?;
        let acknowledged = said.contains("acknowledged");
        runtime.block_on(async {
            let store = SqliteStore::open(&path).await.unwrap();
            assert_eq!(schema(&path), expected, "{fault:?}");
            let hotels = store.workspaces().await.unwrap();
            assert_eq!(hotels.len(), 1, "{fault:?}");
            let waiting = store.envelope_backlog().await.unwrap();
            assert!(waiting == 1 || !acknowledged, "{fault:?}: {waiting}");
        });
        Ok(if acknowledged {
            Met::Nothing
        } else {
            Met::Something
        })
    });
    tried.unwrap();
}
