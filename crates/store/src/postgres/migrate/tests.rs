//! The runner, with steps of its own.

use super::{STEPS, Step, run};
use crate::error::StoreError;
use crate::postgres::pool::Pool;
use cluster::Database;
use deadpool_postgres::Object;

const ONE: Step = Step {
    version: 1,
    sql: &["CREATE TABLE a (x BIGINT NOT NULL)"],
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

async fn open() -> (Database, Object) {
    let database = Database::new().unwrap();
    let pool = Pool::new(database.address().parse().unwrap()).unwrap();
    let conn = pool.read().await.unwrap();
    (database, conn)
}

/// The version and the rows of `a`.
async fn state(conn: &Object) -> (i64, i64) {
    let sql = "SELECT (SELECT MAX(version) FROM schema_version), (SELECT COUNT(*) FROM a)";
    let row = conn.query_one(sql, &[]).await.unwrap();
    (row.get(0), row.get(1))
}

/// R16 (small): each step runs once, whatever version the database has; one that fails in the middle leaves the database at the
/// step before and can be run again; a database that knows more is left alone.
#[tokio::test]
async fn steps_run_once_and_whole() {
    let (_database, mut conn) = open().await;
    run(&mut conn, &[ONE]).await.unwrap();
    assert!(run(&mut conn, &[ONE, BROKEN]).await.is_err());
    assert_eq!(state(&conn).await, (1, 0));
    for _ in 0..2 {
        run(&mut conn, &[ONE, TWO]).await.unwrap();
        assert_eq!(state(&conn).await, (2, 2));
    }
    assert!(matches!(
        run(&mut conn, &[ONE]).await,
        Err(StoreError::Newer { found: 2, known: 1 })
    ));
    assert_eq!(state(&conn).await, (2, 2));
}

/// Numbers ascend from 1 without gaps: the number means "everything up to here".
#[test]
fn steps_are_numbered_without_gaps() {
    let numbers: Vec<u32> = STEPS.iter().map(|step| step.version).collect();
    let expected: Vec<u32> = (1..=u32::try_from(STEPS.len()).unwrap()).collect();
    assert_eq!(numbers, expected);
}
