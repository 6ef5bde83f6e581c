//! Query plans: every read under the lock and every page is an index lookup, never a scan or a sort of the table.

use super::{horizon, left_scope, record};
use crate::sqlite::migrate::{STEPS, run};
use rusqlite::Connection;

fn database() -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    run(&mut conn, STEPS).unwrap();
    conn
}

fn plan(conn: &Connection, sql: &str) -> String {
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
    let rows = statement
        .query_map(rusqlite::params_from_iter(nulls), |row| {
            row.get::<_, String>(3)
        })
        .unwrap();
    rows.collect::<rusqlite::Result<Vec<_>>>()
        .unwrap()
        .join("\n")
}

/// The feed reads its index in order; its numbers come from the index alone.
#[test]
fn the_feed_reads_its_index() {
    let conn = database();
    let seqs = plan(&conn, record::FEED_SEQS);
    assert_eq!(
        seqs,
        "SEARCH record USING COVERING INDEX record_feed (workspace=? AND scope=? AND seq>? AND seq<?)"
    );
    let rows = plan(&conn, record::FEED_ROWS);
    assert_eq!(
        rows,
        "SEARCH record USING INDEX record_feed (workspace=? AND scope=? AND seq>? AND seq<?)"
    );
    let left = plan(&conn, left_scope::FEED_SEQS);
    assert_eq!(
        left,
        "SEARCH left_scope USING PRIMARY KEY (workspace=? AND scope=? AND seq>? AND seq<?)"
    );
    let left = plan(&conn, left_scope::FEED_ROWS);
    assert!(
        left.starts_with(
            "SEARCH l USING PRIMARY KEY (workspace=? AND scope=? AND seq>? AND seq<?)"
        )
    );
    assert!(left.contains("SEARCH r USING INDEX sqlite_autoindex_record_1"));
    assert!(!left.contains("TEMP B-TREE"));
}

/// History walks its index backwards from the place asked for, without sorting.
#[test]
fn history_reads_its_index() {
    let conn = database();
    let lane = plan(&conn, record::HISTORY);
    assert!(
        lane.starts_with(
            "SEARCH record USING INDEX record_history (workspace=? AND kind=? AND (at,id)<(?,?))"
        ),
        "{lane}"
    );
    assert!(!lane.contains("TEMP B-TREE"), "{lane}");
    // Only equal instants are put in order.
    for sql in [record::HISTORY_OF_PARENT, record::CHILDREN] {
        let of = plan(&conn, sql);
        assert!(
            of.contains("SEARCH record USING INDEX record_parent (workspace=? AND parent=?"),
            "{of}"
        );
        assert!(!of.contains("SCAN record"), "{of}");
        assert!(!of.contains("TEMP B-TREE FOR ORDER BY"), "{of}");
    }
}

/// Envelopes, jobs and sweeps use their partial indexes.
#[test]
fn queues_read_their_indexes() {
    let conn = database();
    let take = plan(
        &conn,
        "SELECT id FROM envelope WHERE workspace = ?1 AND state = 'new' ORDER BY id LIMIT ?2",
    );
    assert_eq!(
        take,
        "SEARCH envelope USING COVERING INDEX envelope_new (workspace=?)"
    );
    let backlog = plan(&conn, "SELECT COUNT(*) FROM envelope WHERE state = 'new'");
    assert!(backlog.contains("envelope_new"), "{backlog}");
    let claim = plan(&conn, super::job::CLAIM);
    assert!(
        claim.contains("SEARCH j USING INDEX job_due (due<?)"),
        "{claim}"
    );
    assert!(
        claim.contains(
            "SEARCH f USING COVERING INDEX job_lane (workspace=? AND lane=? AND number<?)"
        ),
        "{claim}"
    );
    let open = plan(
        &conn,
        "SELECT id FROM record WHERE workspace = ?1 AND owner = ?2 AND kind = 'conversation'
         AND deleted = 0 AND state <> 'RESOLVED'",
    );
    assert!(
        open.contains("record_open (workspace=? AND owner=?)"),
        "{open}"
    );
    let tombstones = plan(&conn, horizon::END);
    assert_eq!(
        tombstones,
        "SEARCH record USING COVERING INDEX record_tombstone (workspace=? AND seq<?)"
    );
}
