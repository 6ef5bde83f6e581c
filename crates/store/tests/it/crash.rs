//! A relay that is killed in the middle of its commits.

use crate::conformance::Folder;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store::conformance::checksum_tests::assert_checksums;
use store::conformance::ingress_tests::envelope;
use store::conformance::world::{self, Dice, NOW};
use store::model::EnvelopeEnd;
use store::{SqliteStore, Store};

/// Set in the child: the folder it writes into.
const CHILD: &str = "BELLHOP_STORE_CRASH_CHILD";
const KILLS: u64 = 12;

/// R1 (small): a process is killed at random instants while it acknowledges envelopes and commits commands. What it had
/// acknowledged is there afterwards, the file is sound, and a command is there whole or not at all.
#[test]
fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    if let Some(folder) = std::env::var_os(CHILD) {
        return write_for_ever(Path::new(&folder));
    }
    let folder = Folder::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut dice = Dice::new(9);
    let mut acknowledged = Acknowledged::default();
    for _ in 0..KILLS {
        let child = spawn(folder.0.path());
        acknowledged.add(kill_after(child, 5 + dice.roll(60)));
        runtime.block_on(check(folder.0.path(), &acknowledged));
    }
    assert!(acknowledged.envelopes.len() > 50, "the children did write");
    assert!(acknowledged.head > 10);
}

#[derive(Default)]
struct Acknowledged {
    envelopes: BTreeSet<i64>,
    head: u64,
}

impl Acknowledged {
    fn add(&mut self, lines: Vec<String>) {
        for line in lines {
            match line.split_once(' ') {
                Some(("envelope", id)) => {
                    self.envelopes.insert(id.parse().unwrap());
                }
                Some(("head", seq)) => self.head = self.head.max(seq.parse().unwrap()),
                _ => {}
            }
        }
    }
}

fn spawn(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::nothing_acknowledged_is_lost_when_the_process_is_killed",
            "--nocapture",
        ])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Lets the child live for some acknowledgements and a random moment more, kills it, and returns every line it got out.
fn kill_after(mut child: Child, lines: u64) -> Vec<String> {
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut seen = Vec::new();
    let mut line = String::new();
    while (seen.len() as u64) < lines && output.read_line(&mut line).unwrap() > 0 {
        seen.push(std::mem::take(&mut line).trim().to_owned());
    }
    std::thread::sleep(Duration::from_micros(lines * 37 % 3_000));
    child.kill().unwrap();
    child.wait().unwrap();
    // The last line may be cut by the kill; a whole one ends with its newline.
    while output.read_line(&mut line).unwrap() > 0 {
        if line.ends_with('\n') {
            seen.push(line.trim().to_owned());
        }
        line.clear();
    }
    seen
}

async fn check(folder: &Path, acknowledged: &Acknowledged) {
    let store = SqliteStore::open(folder).await.unwrap();
    for id in &acknowledged.envelopes {
        let found = store.envelope(&world::hotel(), *id).await.unwrap().unwrap();
        assert_eq!(found.envelope.body, vec![7; 2_000]);
    }
    let (head, _) = store.head(&world::hotel()).await.unwrap();
    assert!(head >= acknowledged.head);
    let page = world::feed(&*store, &["p/inbox"], 0).await;
    for seq in 1..=head {
        let of = page.records.iter().filter(|row| row.seq == seq).count();
        assert_eq!(of, 3, "command {seq} is whole");
    }
    assert_checksums(&*store).await;
    let plain = rusqlite::Connection::open(store.path()).unwrap();
    let sound: String = plain
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
}

/// The child: says what was acknowledged, only after it was.
fn write_for_ever(folder: &Path) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = SqliteStore::open(folder).await.unwrap();
        world::add_hotel(&*store, &world::hotel()).await;
        let mut out = std::io::stdout();
        for _ in 0..100_000 {
            let new = vec![envelope(&world::hotel(), &[7; 2_000]); 3];
            for id in store.put_envelopes(&new).await.unwrap() {
                writeln!(out, "envelope {id}").unwrap();
            }
            out.flush().unwrap();
            let taken = store.take_envelopes(&world::hotel(), 2).await.unwrap();
            let mut tx = store.begin(&world::hotel(), NOW).await.unwrap();
            let seq = tx.next_seq().await.unwrap();
            for part in ["a", "b", "c"] {
                tx.put(world::conversation(&format!("{part}-{seq}"), "p/inbox"));
            }
            for envelope in taken {
                tx.end_envelope(envelope.id, EnvelopeEnd::Processed);
            }
            let head = tx.commit().await.unwrap();
            writeln!(out, "head {head}").unwrap();
            out.flush().unwrap();
        }
    });
}
