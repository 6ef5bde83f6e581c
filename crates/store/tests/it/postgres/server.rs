//! What only a server can show: many nodes, lines that break, addresses that are wrong.

use super::conformance::Server;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::conformance::ingress_tests::envelope;
use store::conformance::world::{self, NOW, conversation, hotel};
use store::error::StoreError;
use store::model::{EnvelopeEnd, Heard};
use store::{PostgresStore, Store};

/// A second node over the same database.
async fn second(server: &Server) -> Arc<dyn Store> {
    server.store().await
}

/// DESIGN_RELAY "One lock, one number": 24 transactions at once over two nodes, each open while the others want the lock, every
/// fourth dropped: numbers are given once and without a gap, and readers on both nodes never find a number below one they have
/// passed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commit_order_is_sequence_order_over_two_nodes() {
    const WRITERS: u64 = 24;
    let server = Server::new();
    let one = world::open(&server).await;
    let nodes = [one, second(&server).await];
    let done = Arc::new(AtomicBool::new(false));
    let readers = nodes
        .clone()
        .map(|node| tokio::spawn(follow(node, Arc::clone(&done))));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let node = Arc::clone(&nodes[usize::try_from(writer % 2).unwrap()]);
            tokio::spawn(write_some(node, writer))
        })
        .collect();
    let mut taken = Vec::new();
    for writer in writers {
        let own = writer.await.unwrap();
        assert!(own.is_sorted(), "one writer's numbers ascend");
        taken.extend(own);
    }
    done.store(true, Ordering::Release);
    taken.sort_unstable();
    let all: Vec<u64> = (1..=WRITERS * 6).collect();
    assert_eq!(taken, all, "each number once, no gap");
    for reader in readers {
        assert_eq!(reader.await.unwrap(), all, "nothing below the cursor");
    }
}

async fn write_some(node: Arc<dyn Store>, writer: u64) -> Vec<u64> {
    let mut taken = Vec::new();
    for n in 0..8 {
        let mut tx = node.begin(&hotel(), NOW).await.unwrap();
        let seq = tx.next_seq().await.unwrap();
        tx.put(conversation(&format!("c-{writer}-{n}"), "p/inbox"));
        tokio::task::yield_now().await;
        if n % 4 == 3 {
            continue;
        }
        assert_eq!(tx.commit().await.unwrap(), seq);
        taken.push(seq);
    }
    taken
}

async fn follow(node: Arc<dyn Store>, done: Arc<AtomicBool>) -> Vec<u64> {
    let (mut since, mut seen) = (0, Vec::new());
    loop {
        // Looked at before reading: the last round must find everything.
        let last = done.load(Ordering::Acquire);
        let page = world::feed(&*node, &["p/inbox"], since).await;
        seen.extend(page.records.iter().map(|record| record.seq));
        since = page.to;
        if last && !page.more {
            return seen;
        }
    }
}

/// Sixteen connections hold transactions at the same time, each in a hotel of its own: nobody waits for a stranger's hotel.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_hotels_are_written_at_once() {
    let server = Server::new();
    let store = world::open(&server).await;
    let mut open = Vec::new();
    for n in 0..16 {
        let of = domain::id::WorkspaceId::new(format!("h{n}")).unwrap();
        world::add_hotel(&*store, &of).await;
        let mut tx = store.begin(&of, NOW).await.unwrap();
        tx.next_seq().await.unwrap();
        tx.put(conversation("c", "p/inbox"));
        open.push(tx);
    }
    for tx in open {
        assert_eq!(tx.commit().await.unwrap(), 1);
    }
}

/// A node that freezes in the middle of a transaction loses the hotel's lock; what it then commits is refused whole.
#[tokio::test]
async fn a_frozen_node_does_not_hold_a_hotel() {
    let server = Server::new();
    let frozen = world::open(&server).await;
    let other = second(&server).await;
    let mut tx = frozen.begin(&hotel(), NOW).await.unwrap();
    tx.next_seq().await.unwrap();
    tx.put(conversation("frozen", "p/inbox"));
    // Waits for the lock until the server takes it from the frozen one.
    world::write(&*other, vec![conversation("other", "p/inbox")]).await;
    assert!(matches!(tx.commit().await, Err(StoreError::Retry(_))));
    let page = world::feed(&*frozen, &["p/inbox"], 0).await;
    assert_eq!(world::names(&page.records), ["other"]);
}

/// R1 (small): every line to the server is cut again and again while commands commit; an answered commit is there, an unanswered
/// one is whole or absent, and the store goes on without being opened again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_lines_lose_nothing() {
    let server = Server::new();
    let store = world::open(&server).await;
    let mut answered = Vec::new();
    for n in 0..40 {
        let written = async {
            let mut tx = store.begin(&hotel(), NOW).await?;
            tx.next_seq().await?;
            for part in ["a", "b"] {
                tx.put(conversation(&format!("{part}-{n}"), "p/inbox"));
            }
            if n % 5 == 2 {
                cut(&server);
            }
            tx.commit().await
        };
        match written.await {
            Ok(_) => answered.push(n),
            Err(StoreError::Retry(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert!((1..40).contains(&answered.len()), "some were cut");
    let page = loop {
        match store
            .feed(&hotel(), &world::scopes(&["p/inbox"]), 0, 5_000)
            .await
        {
            Ok(page) => break page,
            Err(StoreError::Retry(_)) => {}
            Err(other) => panic!("{other}"),
        }
    };
    let ids = world::names(&page.records);
    for n in 0..40 {
        let parts = ["a", "b"].map(|part| ids.contains(&format!("{part}-{n}").as_str()));
        assert_eq!(parts[0], parts[1], "both or none of {n}");
        assert!(parts[0] || !answered.contains(&n), "{n} was answered");
    }
}

fn cut(server: &Server) {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    server.0.run(sql).unwrap();
}

/// One node works on a hotel's envelopes: another gets none of them, until the first is dead (its lease has ended) or has closed.
#[tokio::test]
async fn envelopes_are_one_nodes_at_a_time() {
    let server = Server::new();
    let one = world::open(&server).await;
    let other = second(&server).await;
    let new = [envelope(&hotel(), b"1"), envelope(&hotel(), b"2")];
    let ids = one.put_envelopes(&new).await.unwrap();
    let taken = one.take_envelopes(&hotel(), 1).await.unwrap();
    assert_eq!(taken[0].id, ids[0]);
    assert!(other.take_envelopes(&hotel(), 9).await.unwrap().is_empty());
    assert_eq!(one.take_envelopes(&hotel(), 9).await.unwrap().len(), 2);
    server.0.run("UPDATE envelope SET taken_until = 0").unwrap();
    let taken = other.take_envelopes(&hotel(), 9).await.unwrap();
    assert_eq!(
        taken.iter().map(|it| it.attempts).collect::<Vec<_>>(),
        [2, 1]
    );
    assert!(one.take_envelopes(&hotel(), 9).await.unwrap().is_empty());
    let mut tx = other.begin(&hotel(), NOW).await.unwrap();
    tx.end_envelope(ids[0], EnvelopeEnd::Processed);
    tx.commit().await.unwrap();
    other.close().await.unwrap();
    let taken = one.take_envelopes(&hotel(), 9).await.unwrap();
    assert_eq!(taken.iter().map(|it| it.id).collect::<Vec<_>>(), [ids[1]]);
}

/// R16 (small): nodes that start together on an empty database make its schema once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_together_migrate_once() {
    let server = Server::new();
    let address = server.0.address();
    let opening = (0..6).map(|_| {
        let address = address.clone();
        tokio::spawn(async move { PostgresStore::open(&address).await.map(|_| ()) })
    });
    for opened in opening.collect::<Vec<_>>() {
        opened.await.unwrap().unwrap();
    }
    world::open(&server).await;
}

/// R16 (small): a database of a newer version is refused.
#[tokio::test]
async fn a_newer_database_is_refused() {
    let server = Server::new();
    server.store().await;
    server
        .0
        .run("UPDATE schema_version SET version = 999")
        .unwrap();
    let refused = PostgresStore::open(&server.0.address()).await.err();
    assert!(matches!(
        refused,
        Some(StoreError::Newer { found: 999, known }) if known < 999
    ));
}

/// A database that is not there must be seen to by a person; a server that is not there may come.
#[tokio::test]
async fn who_is_not_let_in_is_told_why() {
    let server = Server::new();
    let nowhere = format!("{}_missing", server.0.address());
    let refused = PostgresStore::open(&nowhere).await.err().unwrap();
    assert!(matches!(refused, StoreError::Denied(_)), "{refused}");
    let away = PostgresStore::open("postgres://bellhop@127.0.0.1:9/bellhop").await;
    let away = away.err().unwrap();
    assert!(matches!(away, StoreError::Retry(_)), "{away}");
}

/// What one node tells, the other hears, and itself not; after the line was cut it hears that there was a gap, and goes on hearing.
#[tokio::test]
async fn nodes_hear_each_other() {
    let server = Server::new();
    let one = world::open(&server).await;
    let other = second(&server).await;
    let mut at_one = one.hear().await.unwrap().unwrap();
    let mut at_other = other.hear().await.unwrap().unwrap();
    one.tell("first").await.unwrap();
    other.tell("second").await.unwrap();
    assert_eq!(
        at_other.recv().await,
        Some(Heard::Words("first".to_owned()))
    );
    assert_eq!(at_one.recv().await, Some(Heard::Words("second".to_owned())));
    assert!(one.tell(&"x".repeat(7 * 1024)).await.is_ok());
    assert!(one.tell(&"x".repeat(7 * 1024 + 1)).await.is_err());
    assert!(matches!(at_other.recv().await, Some(Heard::Words(long)) if long.len() == 7 * 1024));
    cut(&server);
    assert_eq!(at_other.recv().await, Some(Heard::Gap));
    while one.tell("third").await.is_err() {}
    assert_eq!(
        at_other.recv().await,
        Some(Heard::Words("third".to_owned()))
    );
}

/// All nodes go by the database's clock.
#[tokio::test]
async fn the_clock_is_the_databases() {
    let server = Server::new();
    let store = server.store().await;
    let first = store.clock().await.unwrap().unwrap();
    let later = store.clock().await.unwrap().unwrap();
    assert!(later >= first && first.0 > 1_700_000_000_000);
}
