//! What reads and writes most, over PostgreSQL too: the same tests, each with a database of its own (see `place`).

#![expect(clippy::duplicate_mod, reason = "the same tests over another database")]

#[path = "engine_staff.rs"]
mod engine_staff;
#[path = "erase.rs"]
mod erase;
#[path = "ingress.rs"]
mod ingress;
#[path = "jobs.rs"]
mod jobs;
#[path = "stream.rs"]
mod stream;

/// They run where they say.
#[test]
fn these_tests_have_a_database() {
    let folder = tempfile::tempdir().unwrap();
    assert!(crate::place::database(folder.path()).is_some_and(|it| it.starts_with("postgres://")));
}
