//! R6: each call to the disk fails, one after the other, once and for good, while a cache is made, brought up to date, fed and written to:
//! this test again in a process of its own, over a disk that fails.

#![expect(
    clippy::print_stdout,
    reason = "how the process tells what it was answered"
)]

use crate::damage::{closed, use_it};
use crate::world::{T0, conversation, conversation_row, file, key, message, message_row};
use cache::{Cache, Durability, NewEntry, OpenError};
use domain::command::{Action, Command};
use domain::time::UnixMillis;
use faults::{Fault, Met};
use std::collections::BTreeSet;
use std::path::Path;

/// Tells a process that it is the one with the failing disk, and where its cache is.
const PART: &str = "BELLHOP_CACHE_FAILS";
const TEST: &str = "failing::a_disk_that_fails_costs_only_what_was_not_answered";
/// What each of the three is called when it was done.
const STEPS: [&str; 3] = ["opened", "applied", "kept"];

/// Opens, applies a page, keeps what a person typed; says what was done.
fn play(path: &Path) {
    let Ok(cache) = Cache::open(path, &key()) else {
        return;
    };
    println!("opened");
    let mut rows = vec![conversation_row(
        "f1",
        901,
        &conversation("f1", "Failing Fay", T0),
    )];
    rows.extend((0..40).map(|n| {
        let body = message("f1", &format!("pillow number {n}"), T0 + n);
        message_row(&format!("f{n:03}"), 902 + n, &body)
    }));
    if cache.apply_page(&rows, None, |_, _| Ok(())).is_ok() {
        println!("applied");
    }
    let action = Action::Claim {
        conversation: "f1".parse().unwrap(),
    };
    let entry = NewEntry {
        command: Command {
            id: "typed".parse().unwrap(),
            action,
        },
        after: Vec::new(),
        record: None,
        created_at: UnixMillis(9),
    };
    if cache
        .write(Durability::Full, |w| w.outbox_mut().push(&entry))
        .is_ok()
    {
        println!("kept");
    }
    let _idle_work_may_wait = cache.maintain();
}

/// R6, R7; issue 4.3.
#[test]
fn a_disk_that_fails_costs_only_what_was_not_answered() {
    if let Some(path) = std::env::var_os(PART) {
        return play(Path::new(&path));
    }
    let sound = closed();
    for existing in [false, true] {
        let tried = faults::sweep(|fault| {
            let place = tempfile::tempdir()?;
            if existing {
                copy(sound.path(), place.path());
            }
            let said = fault.again(TEST, PART, &file(&place))?;
            let said: BTreeSet<String> = said.lines().map(str::to_owned).collect();
            after(&place, existing, &said, fault);
            let all = STEPS.iter().all(|step| said.contains(*step));
            Ok(if all { Met::Nothing } else { Met::Something })
        });
        tried.unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// The disk is well again.
fn after(place: &tempfile::TempDir, existing: bool, said: &BTreeSet<String>, fault: Fault) {
    let said = |step: &str| said.contains(step);
    let path = file(place);
    let cache = match Cache::open(&path, &key()) {
        Ok(cache) => cache,
        // Never made, so nothing is lost: the desk wipes it and syncs again.
        Err(OpenError::Damaged | OpenError::WrongKey) if !existing && !said("opened") => return,
        Err(error) => panic!("{fault:?}: {error}"),
    };
    use_it(&cache).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
    let (messages, outbox) = cache
        .read(|reader| {
            let page = |of: &str| reader.messages().page(&of.parse().unwrap(), None, 500);
            let sizes = (page("c1")?.messages.len(), page("f1")?.messages.len());
            Ok((sizes, reader.outbox().all()?.len()))
        })
        .unwrap();
    let known = if existing { (300, 3) } else { (0, 0) };
    // `use_it` added twenty.
    assert_eq!(messages.0, known.0 + 20, "{fault:?}");
    assert!(
        messages.1 == 40 || !said("applied"),
        "{fault:?}: {messages:?}"
    );
    assert!(outbox > known.1 || !said("kept"), "{fault:?}: {outbox}");
    assert!(outbox >= known.1, "{fault:?}: {outbox}");
    assert!(
        cache
            .read(|reader| reader.messages().index_is_sound())
            .unwrap(),
        "{fault:?}"
    );
}
