//! R6: each call to the disk fails, one after the other, while a store of the first version is brought up to date and takes an envelope in:
//! this test again in a process of its own, over a disk that fails.

#![expect(
    clippy::print_stdout,
    reason = "how the process tells what it was answered"
)]

use crate::schema::{FROZEN, schema};
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use faults::{Calls, Fault, Says};
use rusqlite::Connection;
use std::ffi::OsStr;
use std::path::Path;
use store::model::NewEnvelope;
use store::{SqliteStore, Store};

/// Tells a process that it is the one with the failing disk, and where its file is.
const PART: &str = "BELLHOP_STORE_FAILS";
/// Every call fails, not one of a few (`cargo xtask soak` sets it).
const EVERY: &str = "BELLHOP_SOAK_EVERY_CALL";
/// More calls than it makes.
const MOST: u64 = 2_000;

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
    let every = std::env::var_os(EVERY).is_some();
    let sound = tempfile::tempdir().unwrap();
    old(&sound.path().join("relay.db"));
    let fresh = tempfile::tempdir().unwrap();
    let made = SqliteStore::open(fresh.path()).await.unwrap();
    let expected = schema(made.path());
    for calls in [Calls::Write, Calls::Sync, Calls::All] {
        for for_good in [true, false] {
            let mut from = 1;
            loop {
                let says = if from % 2 == 0 {
                    Says::Broken
                } else {
                    Says::Full
                };
                let fault = Fault {
                    calls,
                    says,
                    from,
                    for_good,
                };
                let place = tempfile::tempdir().unwrap();
                let path = place.path().join("relay.db");
                std::fs::copy(sound.path().join("relay.db"), &path).unwrap();
                let arguments = [
                    "--exact",
                    "failing::a_disk_that_fails_leaves_an_old_store_whole",
                    "--nocapture",
                ];
                let program = std::env::current_exe().unwrap();
                let mut process = fault.around(&program, &arguments.map(OsStr::new));
                let output = process
                    .env(PART, &path)
                    .output()
                    .expect("strace is installed");
                assert!(
                    output.status.success(),
                    "{fault:?}: {}",
                    String::from_utf8_lossy(&output.stderr)
                );
                let said = String::from_utf8(output.stdout).unwrap();

                let store = SqliteStore::open(&path).await.unwrap();
                assert_eq!(schema(&path), expected, "{fault:?}");
                let hotels = store.workspaces().await.unwrap();
                assert_eq!(hotels.len(), 1, "{fault:?}");
                let waiting = store.envelope_backlog().await.unwrap();
                assert!(
                    waiting == 1 || !said.contains("acknowledged"),
                    "{fault:?}: {waiting}"
                );
                from += if every || from < 4 { 1 } else { 9 };
                let all_done = said.contains("acknowledged");
                if (for_good && all_done) || (!for_good && from > 60) {
                    break;
                }
                assert!(from < MOST, "{fault:?} never ends to matter");
            }
        }
    }
}
