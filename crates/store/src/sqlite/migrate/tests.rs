//! The runner, with steps of its own.

use super::{STEPS, Step, run};
use crate::error::StoreError;
use rusqlite::Connection;

const ONE: Step = Step {
    version: 1,
    sql: &["CREATE TABLE a (x INTEGER NOT NULL) STRICT"],
};
const TWO: Step = Step {
    version: 2,
    sql: &[
        "INSERT INTO a (x) VALUES (1)",
        "INSERT INTO a (x) VALUES (2)",
    ],
};
const BROKEN: Step = Step {
    version: 2,
    sql: &[
        "INSERT INTO a (x) VALUES (1)",
        "INSERT INTO nowhere (x) VALUES (2)",
    ],
};

fn version(conn: &Connection) -> u32 {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

fn count(conn: &Connection) -> i64 {
    conn.query_row("SELECT COUNT(*) FROM a", [], |row| row.get(0))
        .unwrap()
}

/// R16 (small): each step runs once, whatever version the file has.
#[test]
fn steps_run_once() {
    let mut conn = Connection::open_in_memory().unwrap();
    run(&mut conn, &[ONE]).unwrap();
    assert_eq!(version(&conn), 1);
    for _ in 0..2 {
        run(&mut conn, &[ONE, TWO]).unwrap();
        assert_eq!((version(&conn), count(&conn)), (2, 2));
    }
}

/// R16 (small): a step that fails in the middle leaves the file at the step before, and can be run again.
#[test]
fn a_failed_step_leaves_nothing() {
    let mut conn = Connection::open_in_memory().unwrap();
    assert!(run(&mut conn, &[ONE, BROKEN]).is_err());
    assert_eq!((version(&conn), count(&conn)), (1, 0));
    assert!(conn.is_autocommit());
    run(&mut conn, &[ONE, TWO]).unwrap();
    assert_eq!((version(&conn), count(&conn)), (2, 2));
}

/// A file that knows more steps is left alone.
#[test]
fn a_newer_file_is_refused() {
    let mut conn = Connection::open_in_memory().unwrap();
    run(&mut conn, &[ONE, TWO]).unwrap();
    assert!(matches!(
        run(&mut conn, &[ONE]),
        Err(StoreError::Newer { found: 2, known: 1 })
    ));
    assert_eq!(count(&conn), 2);
}

/// Numbers ascend from 1 without gaps: `user_version` means "everything up to here".
#[test]
fn steps_are_numbered_without_gaps() {
    let numbers: Vec<u32> = STEPS.iter().map(|step| step.version).collect();
    let expected: Vec<u32> = (1..=u32::try_from(STEPS.len()).unwrap()).collect();
    assert_eq!(numbers, expected);
}
