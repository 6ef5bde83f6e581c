//! What goes wrong: events that cannot be applied, runs that end in the middle, bulk writes that contradict what is there.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_faults::{BEGIN, CLAIM, PUT, TAKE};
use crate::engine_world::{
    SECRET, World, account, ana, connection, property, scopes, staff, workspace,
};
use domain::command::{Action, Outcome};
use domain::dead_letter::DeadLetterReason;
use domain::id::RecordId;
use domain::message::Author;
use domain::record::{Kind, Scope};
use domain::staff::Presence;
use relay::engine::{EngineError, Entry};
use std::sync::atomic::Ordering;
use store::model::{NewEnvelope, Put, Record};
use testkit::whatsapp::{self, Account, Guest};

fn bea() -> Guest {
    Guest::new("4915123456789", "Bea Klein")
}

/// Writes a record as it is, past the engine.
async fn write(world: &World, record: &Record, body: &str) {
    let mut tx = world
        .store
        .begin(&workspace(), world.engine.clock().now())
        .await
        .unwrap();
    tx.next_seq().await.unwrap();
    tx.put(Put {
        kind: record.kind.clone(),
        id: record.id.clone(),
        scope: record.scope.clone(),
        parent: record.parent.clone(),
        owner: record.owner.clone(),
        state: record.state.clone(),
        at: record.at,
        deleted: false,
        body: body.to_owned(),
    });
    tx.commit().await.unwrap();
}

async fn contact_record(world: &World) -> Record {
    let all = world.records().await;
    all.into_iter()
        .find(|it| it.kind == Kind::Contact && it.body.contains("Ana"))
        .unwrap()
}

async fn guest_texts(world: &World) -> Vec<String> {
    world
        .by(Author::Guest)
        .await
        .into_iter()
        .map(|(_, it)| it.text)
        .collect()
}

/// An event that fails three times is a dead letter and blocks nobody: the others of its POST and what comes after are
/// applied; once the cause is gone, a replay applies it.
#[tokio::test]
async fn an_event_that_keeps_failing_blocks_nobody() {
    let world = World::new().await;
    world.says(&ana(), "wamid.1", 60, "before").await;
    let record = contact_record(&world).await;
    write(&world, &record, "{\"damaged\":true}").await;
    let (bad, good) = (ana().text("wamid.bad", world.seconds(9), "bad luck"), bea());
    let change = |guest: &Guest, message| {
        let value = serde_json::json!({ "contacts": [guest.contact()], "messages": [message] });
        Account::lisbon().change("messages", value)
    };
    let fine = good.text("wamid.fine", world.seconds(8), "fine");
    let entry = Account::lisbon().entry(vec![change(&ana(), bad), change(&good, fine)]);
    world.receive(&whatsapp::body(vec![entry])).await;
    world.says(&good, "wamid.after", 0, "after").await;
    write(&world, &record, &record.body).await;
    assert_eq!(guest_texts(&world).await, ["before", "fine", "after"]);
    let (id, letter) = world.dead_letters().await.remove(0);
    assert_eq!(letter.reason, DeadLetterReason::Failing);
    let replay = Action::ReplayDeadLetter {
        dead_letter: id.into(),
    };
    assert_eq!(world.act("olga", replay).await.outcome, Outcome::Done);
    assert_eq!(
        guest_texts(&world).await,
        ["before", "bad luck", "fine", "after"]
    );
    assert!(world.dead_letters().await[0].1.replayed);
}

async fn store_envelope(world: &World, messages: Vec<serde_json::Value>) {
    let body = serde_json::to_vec(&Account::lisbon().messages(&ana(), messages)).unwrap();
    let envelope = NewEnvelope {
        workspace: workspace(),
        channel: "whatsapp".to_owned(),
        receiver: None,
        body,
        guests: Vec::new(),
        received_at: world.engine.clock().now(),
    };
    world.store.put_envelopes(&[envelope]).await.unwrap();
}

/// Five runs that ended inside an envelope put its first event aside as the suspect; the rest is applied, and a replay brings
/// the suspect back.
#[tokio::test]
async fn what_ended_five_runs_is_put_aside() {
    let world = World::new().await;
    let texts = ["suspect", "second", "third"];
    let messages = texts.iter().enumerate().map(|(n, text)| {
        ana().text(
            &format!("wamid.{n}"),
            world.seconds(9 - i64::try_from(n).unwrap()),
            text,
        )
    });
    store_envelope(&world, messages.collect()).await;
    for _ in 0..5 {
        world.store.take_envelopes(&workspace(), 10).await.unwrap();
    }
    world.engine.envelopes_waiting(&workspace());
    world.settle().await;
    assert_eq!(guest_texts(&world).await, ["second", "third"]);
    let (id, letter) = world.dead_letters().await.remove(0);
    assert_eq!(letter.reason, DeadLetterReason::Failing);
    let replay = Action::ReplayDeadLetter {
        dead_letter: id.into(),
    };
    assert_eq!(world.act("ines", replay).await.outcome, Outcome::Done);
    assert_eq!(guest_texts(&world).await, texts);
}

/// Runs that ended now and then, e.g. by a power cut, cost nothing: everything is applied once.
#[tokio::test]
async fn a_run_that_ended_costs_nothing() {
    let world = World::new().await;
    store_envelope(
        &world,
        vec![ana().text("wamid.1", world.seconds(5), "hello")],
    )
    .await;
    for _ in 0..4 {
        world.store.take_envelopes(&workspace(), 10).await.unwrap();
    }
    world.engine.envelopes_waiting(&workspace());
    world.settle().await;
    assert_eq!(guest_texts(&world).await, ["hello"]);
    assert!(world.dead_letters().await.is_empty());
}

/// A dead letter is in the scope of managers and holds no word of the guest.
#[tokio::test]
async fn a_dead_letter_tells_nothing() {
    let world = World::new().await;
    let stranger = Account::new("1", "2");
    let message = ana().text("wamid.1", world.seconds(5), "my secret words");
    world
        .receive(&stranger.messages(&ana(), vec![message]))
        .await;
    let records = world.records().await;
    let letters: Vec<_> = records
        .iter()
        .filter(|it| it.kind == Kind::DeadLetter)
        .collect();
    assert_eq!(letters.len(), 1);
    let admin = ["lisbon", "beach"].map(|house| Scope::admin(&property(house)));
    assert!(admin.contains(&letters[0].scope));
    assert!(!letters[0].body.contains("secret") && !letters[0].body.contains("351912345678"));
    assert!(scopes().is_superset(&admin.into()));
}

/// A bulk write that would give a number or an account to somebody else is refused as a whole piece.
#[tokio::test]
async fn a_taken_key_refuses_a_bulk_write() {
    let world = World::new().await;
    let before = world.feed(0).await.1;
    let thief = Entry::Connection(connection("thief"), account("beach", "100000000000001"));
    let other = Entry::Connection(connection("other"), account("beach", "100000000000077"));
    let refused = world
        .engine
        .write_records(&workspace(), vec![other, thief])
        .await;
    assert!(matches!(refused, Err(EngineError::Taken(_))), "{refused:?}");
    assert_eq!(world.feed(0).await.1, before);
    let all: Vec<(RecordId, domain::connection::Connection)> = world.all(Kind::Connection).await;
    assert!(all.iter().all(|(id, _)| id.as_str() != "other"));
}

/// Nothing is announced before the commit: whoever hears a number can read everything up to it.
#[tokio::test]
async fn what_is_announced_can_be_read() {
    let world = World::new().await;
    let mut heads = world.hub.subscribe(&workspace());
    let reading = async {
        let mut heard = 0;
        while heard < 8 {
            heads.changed().await.unwrap();
            let head = *heads.borrow_and_update();
            let (records, to) = world.feed(0).await;
            assert!(to >= head, "announced {head}, readable {to}");
            heard = records
                .iter()
                .filter(|it| it.body.contains("word-"))
                .count();
        }
    };
    let writing = async {
        for n in 0..8 {
            let message = ana().text(
                &format!("wamid.{n}"),
                world.seconds(5),
                &format!("word-{n}"),
            );
            let body = Account::lisbon().messages(&ana(), vec![message]);
            let bytes = serde_json::to_vec(&body).unwrap();
            let signature = whatsapp::sign(SECRET, &bytes);
            assert_eq!(
                world
                    .post_raw("/webhooks/meta", bytes, Some(signature))
                    .await,
                200
            );
        }
    };
    let both = async { tokio::join!(reading, writing) };
    tokio::time::timeout(std::time::Duration::from_secs(30), both)
        .await
        .unwrap();
}

/// After the engine has closed, a command is turned away and nothing is half done.
#[tokio::test]
async fn a_closed_engine_turns_away() {
    let world = World::new().await;
    world.engine.shutdown().await;
    let entry = Entry::Connection(connection("late"), account("beach", "1"));
    let refused = world.engine.write_records(&workspace(), vec![entry]).await;
    assert_eq!(refused, Err(EngineError::Closed));
}

/// P3: webhooks that arrive together become durable together.
#[tokio::test]
async fn many_webhooks_share_a_commit() {
    let world = World::new().await;
    world.faults.slow.store(30, Ordering::SeqCst);
    let posts = (0..128).map(|n| {
        let message = ana().text(&format!("wamid.{n}"), world.seconds(5), "hello");
        let body = Account::lisbon().messages(&ana(), vec![message]);
        let bytes = serde_json::to_vec(&body).unwrap();
        let signature = whatsapp::sign(SECRET, &bytes);
        world.post_raw("/webhooks/meta", bytes, Some(signature))
    });
    let answers = futures_util::future::join_all(posts).await;
    assert!(answers.iter().all(|status| *status == 200));
    let commits = world.faults.puts.load(Ordering::SeqCst);
    assert!(commits <= 16, "{commits} commits for 128 webhooks");
    world.settle().await;
    assert_eq!(world.by(Author::Guest).await.len(), 128);
}

/// A full disk is 503 and nothing is acknowledged that is not stored; with room again everything goes on.
#[tokio::test]
async fn a_full_disk_is_503() {
    let world = World::new().await;
    world.faults.what.store(PUT, Ordering::SeqCst);
    let message = ana().text("wamid.1", world.seconds(5), "hello");
    let bytes = serde_json::to_vec(&Account::lisbon().messages(&ana(), vec![message])).unwrap();
    let signature = Some(whatsapp::sign(SECRET, &bytes));
    let post = || world.post_raw("/webhooks/meta", bytes.clone(), signature.clone());
    assert_eq!(post().await, 503);
    world.faults.what.store(0, Ordering::SeqCst);
    assert_eq!(post().await, 200);
    world.settle().await;
    assert_eq!(guest_texts(&world).await, ["hello"]);
}

/// While the database is away, what was acknowledged waits, however often it is tried; it is no dead letter.
#[tokio::test]
async fn a_database_that_is_away_loses_nothing() {
    let world = World::new().await;
    for fault in [BEGIN, TAKE] {
        world.faults.what.store(fault, Ordering::SeqCst);
        let id = format!("wamid.{fault}");
        let message = ana().text(&id, world.seconds(5), &format!("during {fault}"));
        let bytes = serde_json::to_vec(&Account::lisbon().messages(&ana(), vec![message])).unwrap();
        let signature = whatsapp::sign(SECRET, &bytes);
        assert_eq!(
            world
                .post_raw("/webhooks/meta", bytes, Some(signature))
                .await,
            200
        );
        let (hotel, olga) = (workspace(), staff("olga"));
        let refused = world
            .engine
            .set_presence(&hotel, &olga, Presence::Online)
            .await;
        assert_eq!(refused.is_err(), fault == BEGIN, "{refused:?}");
        tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
        assert_eq!(world.store.envelope_backlog().await.unwrap(), 1);
        world.faults.what.store(0, Ordering::SeqCst);
        world.settle().await;
    }
    assert_eq!(guest_texts(&world).await, ["during 2", "during 4"]);
    assert!(world.dead_letters().await.is_empty());
}

/// A runner goes on after jobs could not be claimed for a while.
#[tokio::test]
async fn a_runner_outlives_the_database() {
    let world = World::new().await;
    let closing = tokio_util::sync::CancellationToken::new();
    world.faults.what.store(CLAIM, Ordering::SeqCst);
    let running = tokio::spawn(world.runner.clone().run(closing.clone()));
    world.says(&ana(), "wamid.1", 5, "hello").await;
    assert!(world.runner.run_due().await.is_err());
    world.faults.what.store(0, Ordering::SeqCst);
    assert!(
        world
            .graph
            .wait_for_sends(1, std::time::Duration::from_secs(5))
            .await
    );
    closing.cancel();
    running.await.unwrap();
}

/// A person's command does not wait for a flood to end: it gets in between two transactions of it.
#[tokio::test]
async fn a_command_gets_in_between() {
    let world = World::new().await;
    world.says(&ana(), "wamid.first", 30, "hello").await;
    let messages = (0..3000).map(|n| ana().text(&format!("wamid.{n}"), world.seconds(20), "flood"));
    let body = Account::lisbon().messages(&ana(), messages.collect());
    let bytes = serde_json::to_vec(&body).unwrap();
    let signature = whatsapp::sign(SECRET, &bytes);
    assert_eq!(
        world
            .post_raw("/webhooks/meta", bytes, Some(signature))
            .await,
        200
    );
    let (hotel, olga) = (workspace(), staff("olga"));
    world
        .engine
        .set_presence(&hotel, &olga, Presence::Online)
        .await
        .unwrap();
    let waiting = world.store.envelope_backlog().await.unwrap();
    assert_eq!(waiting, 1, "the command waited for the whole flood");
    world.settle().await;
    assert_eq!(world.by(Author::Guest).await.len(), 3001);
}
