//! Query plans: every read under the lock and every page is answered by its index, whatever the values.

use super::{envelope, horizon, job, left_scope, lookup, record};
use crate::postgres::migrate::{STEPS, run};
use crate::postgres::pool::Pool;
use crate::postgres::{feed, tend};

/// Ten hotels of two thousand records, jobs and departures each, and what the planner knows of them.
const FILL: &str = "
INSERT INTO record (workspace, kind, id, scope, parent, at, seq, body)
  SELECT 'w' || n % 10, CASE n % 3 WHEN 0 THEN 'conversation' ELSE 'message' END, 'r' || n, 's' || n % 7, 'c' || n % 400, n, n / 10, '{}'
  FROM generate_series(1, 20000) AS n;
INSERT INTO left_scope (workspace, scope, seq, kind, id)
  SELECT 'w' || n % 10, 's' || n % 7, n / 10 + 1, 'message', 'r' || n FROM generate_series(1, 20000) AS n;
INSERT INTO job (workspace, id, kind, lane, due, payload)
  SELECT 'w' || n % 10, 'j' || n, 'deliver', 'l' || n % 50, n, '{}' FROM generate_series(1, 20000) AS n;
ANALYZE";

async fn plan(pool: &Pool, types: &str, sql: &str, values: &str) -> String {
    let conn = pool.read().await.unwrap();
    conn.batch_execute(&format!(
        "SET plan_cache_mode = force_generic_plan; DEALLOCATE ALL;
         PREPARE asked ({types}) AS {sql}"
    ))
    .await
    .unwrap();
    let rows = conn
        .query(&format!("EXPLAIN EXECUTE asked ({values})"), &[])
        .await
        .unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    lines.join("\n")
}

/// The feed, history, children, claims and the sweep of tombstones read their indexes.
#[tokio::test]
async fn pages_read_their_indexes() {
    let database = cluster::Database::new().unwrap();
    let pool = Pool::new(database.address().parse().unwrap()).unwrap();
    run(&mut pool.read().await.unwrap(), STEPS).await.unwrap();
    pool.read()
        .await
        .unwrap()
        .batch_execute(FILL)
        .await
        .unwrap();
    let cases = [
        (
            "text, text[], bigint, bigint",
            record::FEED_ROWS,
            "'w', '{a,b}', 1, 9",
            "record_feed",
        ),
        (
            "text, text[], bigint, bigint",
            left_scope::FEED_ROWS,
            "'w', '{a,b}', 1, 9",
            "left_scope_pkey",
        ),
        (
            "text, text[], bigint, bigint, bigint",
            feed::END,
            "'w', '{a,b}', 1, 9, 50",
            "record_feed",
        ),
        (
            "text, text, bigint, text, text[], bigint",
            record::HISTORY,
            "'w', 'message', 9, '', '{a}', 50",
            "record_history",
        ),
        (
            "text, text, bigint, text, text[], bigint, text",
            record::HISTORY_OF_PARENT,
            "'w', 'message', 9, '', '{a}', 50, 'c'",
            "record_parent",
        ),
        (
            "text, text, text, bigint",
            record::CHILDREN,
            "'w', 'c', 'message', 9",
            "record_parent",
        ),
        (
            "bigint, text[], bigint",
            &job::claim_sql(5),
            "9, '{deliver}', 99",
            "job_due",
        ),
        ("text, bigint", horizon::END, "'w', 9", "record_tombstone"),
    ];
    for (types, sql, values, index) in cases {
        let plan = plan(&pool, types, sql, values).await;
        assert!(plan.contains(index), "{index}: {plan}");
        assert!(!plan.contains("Seq Scan"), "{plan}");
    }
}

/// What is asked for every event goes by its key in a hotel that has just begun to grow, too: what was planned over empty tables stays
/// planned so until the database looks at them again, a minute later at best, and webhooks come thousands a second.
#[tokio::test]
async fn nothing_is_read_whole_before_the_database_knows_its_tables() {
    let database = cluster::Database::new().unwrap();
    let pool = Pool::new(database.address().parse().unwrap()).unwrap();
    run(&mut pool.read().await.unwrap(), STEPS).await.unwrap();
    let cases = [
        (
            "text, text[], text[]",
            record::NAMED,
            "'w', '{a}', '{b}'",
            "((workspace = $1) AND (kind = k.kind) AND (id = k.id))",
        ),
        (
            "text, text[], text[]",
            lookup::NAMED,
            "'w', '{a}', '{b}'",
            "((workspace = $1) AND (space = k.space) AND (key = k.key))",
        ),
        (
            "text, text[], text[]",
            lookup::REMOVE,
            "'w', '{a}', '{b}'",
            "((workspace = $1) AND (space = k.space) AND (key = k.key))",
        ),
        (
            "text, bigint, bigint[], text[], bigint, bigint",
            envelope::END,
            "'w', 1, '{1}', '{dead}', 1, 1",
            "((workspace = $1) AND (id >= $5) AND (id <= $6))",
        ),
        (
            "text, bigint, text, bigint",
            envelope::TAKE,
            "'w', 64, 'n', 1",
            "((workspace = $1) AND (id <= ",
        ),
    ];
    for (types, sql, values, condition) in cases {
        let plan = plan(&pool, types, sql, values).await;
        assert!(plan.contains(condition), "{condition}: {plan}");
        assert!(!plan.contains("Seq Scan"), "{plan}");
    }
}

/// P1b: records are looked for by their key within seconds of a hotel's first rush, and not only after autovacuum has come by: over tables
/// that were never analysed another index seems as good, and reads all of a hotel's records of a kind.
#[tokio::test]
async fn a_database_that_is_tended_knows_its_tables() {
    let database = cluster::Database::new().unwrap();
    let pool = Pool::new(database.address().parse().unwrap()).unwrap();
    let conn = pool.read().await.unwrap();
    run(&mut pool.read().await.unwrap(), STEPS).await.unwrap();
    let fill = FILL.trim_end_matches("ANALYZE");
    // Other connections hear of changes once a second at most.
    conn.batch_execute(&format!("{fill}; SELECT pg_stat_force_next_flush()"))
        .await
        .unwrap();
    conn.batch_execute("SELECT 1").await.unwrap();
    tend::tend(&conn).await.unwrap();
    let analysed = conn
        .query("SELECT relname FROM pg_class WHERE reltuples > 0 AND relname IN ('record', 'job', 'left_scope', 'lookup')", &[])
        .await
        .unwrap();
    assert_eq!(analysed.len(), 3);
    let plan = plan(
        &pool,
        "text, text[], text[]",
        record::NAMED,
        "'w', '{a}', '{b}'",
    )
    .await;
    assert!(plan.contains("record_pkey"), "{plan}");
}
