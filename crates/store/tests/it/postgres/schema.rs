//! Every released schema, brought up to date, equals a fresh one.

use super::conformance::Server;
use tokio_postgres::{Client, NoTls};

/// Released schemas, frozen. Never edited once released.
const FROZEN: &[(u32, &str)] = &[
    (1, include_str!("../../../schemas/postgres-v1.sql")),
    (2, include_str!("../../../schemas/postgres-v2.sql")),
    (3, include_str!("../../../schemas/postgres-v3.sql")),
];

pub(super) async fn connect(server: &Server) -> Client {
    let (client, line) = tokio_postgres::connect(&server.0.address(), NoTls)
        .await
        .unwrap();
    tokio::spawn(line);
    client
}

pub(super) async fn texts(client: &Client, sql: &str) -> Vec<String> {
    let rows = client.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// What a database holds: every column, key and index as the server tells it.
async fn schema(server: &Server) -> Vec<String> {
    let client = connect(server).await;
    let columns = "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, collation_name,
                          identity_generation)
                   FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1";
    let indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1";
    let keys =
        "SELECT conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace ORDER BY 1";
    let mut all = texts(&client, columns).await;
    all.extend(texts(&client, indexes).await);
    all.extend(texts(&client, keys).await);
    all
}

async fn version(server: &Server) -> i64 {
    let client = connect(server).await;
    let row = client
        .query_one("SELECT version FROM schema_version", &[])
        .await;
    row.unwrap().get(0)
}

/// R16 (small): old database + steps = fresh database, opening twice changes nothing, and the newest is frozen.
#[tokio::test]
async fn every_released_schema_becomes_a_fresh_one() {
    let fresh = Server::new();
    fresh.store().await;
    let expected = schema(&fresh).await;
    assert!(expected.len() > 100);
    assert_eq!(
        version(&fresh).await,
        i64::from(FROZEN.last().unwrap().0),
        "a change of the schema comes with its frozen file"
    );
    for (number, frozen) in FROZEN {
        let old = Server::new();
        old.0.run(frozen).unwrap();
        old.0
            .run(&format!(
                "CREATE TABLE schema_version (version BIGINT NOT NULL);
                 INSERT INTO schema_version VALUES ({number})"
            ))
            .unwrap();
        for _ in 0..2 {
            old.store().await;
            assert_eq!(schema(&old).await, expected, "from version {number}");
        }
    }
}

/// Rules of the SQL: all tables but four (and the schema's number) can be distributed by hotel: `workspace` is the first column of
/// their primary key. Nothing refers to another table: an insert would touch the row that is the hotel's lock.
#[tokio::test]
async fn tables_follow_the_rules() {
    let server = Server::new();
    server.store().await;
    let client = connect(&server).await;
    let without = "SELECT t.relname::text FROM pg_class AS t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
                   AND NOT EXISTS (
                     SELECT 1 FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
                     WHERE i.indrelid = t.oid AND i.indisprimary AND a.attname = 'workspace')
                   ORDER BY 1";
    assert_eq!(
        texts(&client, without).await,
        [
            "credential",
            "invitation",
            "schema_version",
            "setting",
            "workspace"
        ]
    );
    let foreign = "SELECT conname::text FROM pg_constraint WHERE contype = 'f'";
    assert!(texts(&client, foreign).await.is_empty());
}
