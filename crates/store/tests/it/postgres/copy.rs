//! Moving a relay from a file to a server and back.

use super::conformance::Server;
use crate::conformance::Folder;
use domain::time::DAY;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::conformance::apart_tests::device;
use store::conformance::checksum_tests::assert_checksums;
use store::conformance::world::{self, NOW, conversation, hotel, id, message, staff};
use store::conformance::{command_tests, ingress_tests, job_tests};
use store::copy::{Copied, TABLES, copy, is_half};
use store::model::{Credential, EnvelopeEnd, Invitation, SealedSecret};
use store::{SqliteStore, Store};

/// Something in every table, with what is hard to carry: bytes that are no text, U+0000, a number of 64 bits.
async fn fill(store: &dyn Store) {
    for n in 0..1_200 {
        let scope = ["p/inbox", "q/inbox"][n % 2];
        world::write(store, vec![conversation(&format!("c-{n:04}"), scope)]).await;
    }
    store.sweep_envelopes(NOW.plus(401 * DAY)).await.unwrap();
    world::write(store, vec![message("m", "c-0000", "p/inbox")]).await;
    world::write(store, vec![conversation("c-0000", "q/inbox")]).await;
    let new = [
        ingress_tests::envelope(&hotel(), b"\x00\xff"),
        ingress_tests::envelope(&hotel(), b"2"),
    ];
    let envelopes = store.put_envelopes(&new).await.unwrap();
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.end_envelope(envelopes[0], EnvelopeEnd::Dead);
    tx.add_job(job_tests::job("j1", "lane"));
    tx.add_job(job_tests::job("j2", "lane"));
    tx.set_lookup(command_tests::key("+351"), id("c-0000"));
    tx.set_lookup(command_tests::key("\0"), id("c-0001"));
    tx.store_answer(command_tests::answer("a", "hash"));
    tx.remember_events(&["e".to_owned()]).await.unwrap();
    tx.commit().await.unwrap();
    store.claim_jobs(&["deliver"], NOW, 99, 1).await.unwrap();
    let person = Credential {
        email: "olga@example.test".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        memberships: vec![(hotel(), staff("olga"))],
    };
    store.put_credential(&person).await.unwrap();
    let invitation = Invitation {
        code_hash: "code".to_owned(),
        purpose: "reset".to_owned(),
        email: person.email,
        expires_at: domain::time::UnixMillis(i64::MAX),
    };
    store.put_invitation(&invitation).await.unwrap();
    let desk = device("d1", "olga");
    store.put_device(&desk).await.unwrap();
    store
        .lease_presence(&hotel(), &staff("olga"), &desk.id, NOW)
        .await
        .unwrap();
    let secret = SealedSecret {
        connection: "wa".to_owned(),
        kind: "access_token".to_owned(),
        key_id: "0011aabb".to_owned(),
        sealed: vec![0, 255, 1],
    };
    store.put_secret(&hotel(), &secret).await.unwrap();
    store.audit(&hotel(), None, "made", "x", NOW).await.unwrap();
    store
        .put_setting("master_key_id", "0011aabb")
        .await
        .unwrap();
}

async fn sqlite(folder: &Folder) -> Arc<dyn Store> {
    SqliteStore::open(folder.0.path()).await.unwrap()
}

/// A hotel moves from SQLite to PostgreSQL and back: every row of every table is there, its digest equal, and both go on where the
/// first stopped: numbers, jobs, envelopes.
#[tokio::test]
async fn a_hotel_moves_there_and_back() {
    let (folder, server, back) = (Folder::new(), Server::new(), Folder::new());
    let first = world::open(&folder).await;
    fill(&*first).await;
    let moved = server.store().await;
    let there = copy(&*first, &*moved).await.unwrap();
    assert!(
        matches!(there, Copied::Whole { rows, tables } if rows > 2_400 && tables == TABLES.len()),
        "{there:?}"
    );
    assert!(!is_half(&*moved).await.unwrap());
    assert_checksums(&*moved).await;
    let (head, term) = first.head(&hotel()).await.unwrap();
    assert_eq!(moved.head(&hotel()).await.unwrap(), (head, term));
    let again = copy(&*first, &*moved).await.unwrap();
    assert_eq!(again, Copied::NotEmpty);
    go_on(&*moved, head).await;
    let home = sqlite(&back).await;
    let returned = copy(&*moved, &*home).await.unwrap();
    assert!(matches!(returned, Copied::Whole { .. }), "{returned:?}");
    assert_checksums(&*home).await;
    go_on(&*home, head + 1).await;
}

/// What comes after gets numbers above those that came along.
async fn go_on(store: &dyn Store, head: u64) {
    let name = format!("after-{head}");
    let seq = world::write(store, vec![conversation(&name, "p/inbox")]).await;
    assert_eq!(seq, head + 1);
    let new = [ingress_tests::envelope(&hotel(), name.as_bytes())];
    let added = store.put_envelopes(&new).await.unwrap();
    let waiting = store.take_envelopes(&hotel(), 9).await.unwrap();
    assert_eq!(
        waiting.last().unwrap().id,
        added[0],
        "the newest comes last"
    );
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.add_job(job_tests::job(&name, "lane"));
    assert!(
        tx.answer(&command_tests::command("a"))
            .await
            .unwrap()
            .is_some()
    );
    let events = ["e".to_owned()];
    assert_eq!(tx.remember_events(&events).await.unwrap(), [false]);
    let key = command_tests::key("+351");
    assert_eq!(tx.lookup(&key).await.unwrap(), Some(id("c-0000")));
    tx.commit().await.unwrap();
    let claimed = store
        .claim_jobs(&["deliver"], NOW.plus(seq.cast_signed()), 0, 9)
        .await
        .unwrap();
    assert_eq!(
        claimed[0].id, "j1",
        "the first of its lane is still the first"
    );
    assert_eq!(claimed.len(), 1);
}

/// A copy that was interrupted is known as half and can be run again; one that somebody wrote into meanwhile is refused.
#[tokio::test]
async fn a_half_copy_is_no_copy() {
    let (folder, server) = (Folder::new(), Server::new());
    let first = world::open(&folder).await;
    fill(&*first).await;
    let target = server.store().await;
    target.put_setting("copying", "1").await.unwrap();
    for table in &TABLES[..4] {
        let rows = first.rows(table, None, 100).await.unwrap();
        target.put_rows(table, &rows).await.unwrap();
    }
    assert!(is_half(&*target).await.unwrap());
    assert!(copy(&*target, &*first).await.is_err(), "half is no source");
    server
        .0
        .run("UPDATE record SET body = 'other' WHERE id = 'c-0007'")
        .unwrap();
    let differs = copy(&*first, &*target).await.unwrap();
    assert_eq!(differs, Copied::Differs("record"));
    assert!(is_half(&*target).await.unwrap());
    server
        .0
        .run("DELETE FROM record WHERE id = 'c-0007'")
        .unwrap();
    let whole = copy(&*first, &*target).await.unwrap();
    assert!(matches!(whole, Copied::Whole { .. }), "{whole:?}");
}

/// Every column of every table moves, on both databases; left behind is only which node works on an envelope.
#[tokio::test]
async fn every_column_moves() {
    let (folder, server) = (Folder::new(), Server::new());
    let file = SqliteStore::open(folder.0.path()).await.unwrap();
    server.store().await;
    let expected: BTreeSet<String> = TABLES
        .iter()
        .flat_map(|table| {
            let columns = table.columns.iter();
            columns.map(|column| format!("{}.{}", table.name, column.name()))
        })
        .collect();
    let conn = rusqlite::Connection::open(file.path()).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT t.name || '.' || c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
        )
        .unwrap();
    let there = statement.query_map([], |row| row.get(0)).unwrap();
    let there: BTreeSet<String> = there.collect::<rusqlite::Result<_>>().unwrap();
    assert_eq!(there, expected);
    let client = super::schema::connect(&server).await;
    let sql = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'
               AND table_name <> 'schema_version' AND column_name NOT IN ('taken_by', 'taken_until')";
    let there: BTreeSet<String> = super::schema::texts(&client, sql)
        .await
        .into_iter()
        .collect();
    assert_eq!(there, expected);
}
