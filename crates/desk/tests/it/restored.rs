//! A relay that was restored from a backup, and the desk that had been further.

use crate::world::{PATIENCE, Place, World};
use serde_json::{Value, json};
use testkit::graph::SendAnswer;

/// A reply that was under way when the relay was lost may have reached the guest: the restored relay cannot tell, so a person decides.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_under_way_is_held() {
    let mut world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Una Underway");
    world.writes(&guest, "I need a human").await;
    let waits = |row: &Value| row["status"] == "AWAITING_AGENT";
    let id = ines.row("Una Underway", waits).await["id"].clone();
    ines.act(&id, "claim").await;
    ines.until_settled().await;
    ines.until_history().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b").display().to_string();
    let made = world.relay.run(&["backup", &file]).await.unwrap();
    assert!(made.status.success(), "{made:?}");
    // Above the backup, so that the restored relay does not know this desk's number.
    let note = json!({"conversation": id, "text": "after the backup"});
    ines.call("add_note", note).await;
    ines.until_settled().await;
    world.relay.stop().await.unwrap();
    ines.say(&id, "Is on its way.").await;
    ines.until("it was tried", || async { tried(&ines).then_some(()) })
        .await;

    let key = std::fs::read(world.relay.data().join("master.key")).unwrap();
    std::fs::remove_dir_all(world.relay.data()).unwrap();
    let restored = world.relay.run(&["restore", &file]).await.unwrap();
    assert!(restored.status.success(), "{restored:?}");
    std::fs::write(world.relay.data().join("master.key"), key).unwrap();
    world.relay.resume().await.unwrap();
    ines.call("sync_now", Value::Null).await;
    let held = ines
        .message(&id, "Is on its way.", |m| m["state"] == "held")
        .await;
    assert_eq!(held["failure"]["code"], "relay_restored");
    let outbox = ines.call("outbox", Value::Null).await;
    ines.call("outbox_release", json!({"id": outbox[0]["id"]}))
        .await;
    ines.message(&id, "Is on its way.", |m| m["state"] == "sent")
        .await;
    let sent = world.graph.sent_texts();
    assert_eq!(sent.iter().filter(|it| *it == "Is on its way.").count(), 1);
}

fn tried(place: &Place) -> bool {
    let outbox = place.cache().read(|reader| reader.outbox().all()).unwrap();
    outbox.iter().any(|entry| entry.attempts > 0)
}

/// DESIGN_SYNC, Cursor and history: what the relay lost is offered again by the desk it was written on: words to the guest come back as
/// history whose arrival is unknown, notes and guests as they were, and nothing is delivered twice; what the backup had still to
/// deliver is held with the reason, and leaves when a person says so; or a person says that it does not, and nobody is asked any more.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_lost_is_offered_and_nothing_is_delivered_twice() {
    let mut world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Rui Restored");
    world.writes(&guest, "I need a human").await;
    let id = ines.row("Rui Restored", |_| true).await["id"].clone();
    ines.act(&id, "claim").await;
    ines.say(&id, "Before the backup.").await;
    ines.message(&id, "Before the backup.", |m| m["state"] == "sent")
        .await;
    // Still on its way when the backup is made: the provider is busy.
    world.graph.answer_next(SendAnswer::Error {
        status: 429,
        code: 130_429,
    });
    let tried = world.graph.sent_texts().len();
    ines.say(&id, "On its way.").await;
    assert!(world.graph.wait_for_sends(tried + 1, PATIENCE).await);
    ines.until_settled().await;

    let folder = tempfile::tempdir().unwrap();
    let (file, phrase) = (folder.path().join("b"), folder.path().join("phrase"));
    std::fs::write(&phrase, "correct horse battery\n").unwrap();
    let with = ["--passphrase-file", phrase.to_str().unwrap()];
    let run = |command: &'static str| [command, file.to_str().unwrap(), with[0], with[1]];
    let made = world.relay.run(&run("backup")).await.unwrap();
    assert!(made.status.success(), "{made:?}");

    ines.message(&id, "On its way.", |m| m["state"] == "sent")
        .await;
    ines.say(&id, "After the backup.").await;
    ines.message(&id, "After the backup.", |m| m["state"] == "sent")
        .await;
    let note = json!({"conversation": id, "text": "a note after it"});
    ines.call("add_note", note).await;
    ines.act(&id, "resolve").await;
    ines.until_settled().await;
    let sent = world.graph.sent_texts();

    world.relay.stop().await.unwrap();
    std::fs::remove_dir_all(world.relay.data()).unwrap();
    let restored = world.relay.run(&run("restore")).await.unwrap();
    assert!(restored.status.success(), "{restored:?}");
    world.relay.resume().await.unwrap();
    ines.call("sync_now", Value::Null).await;

    let lost = ines
        .until("what was lost is offered", || async {
            // While the copy goes back to the common number, the conversation is not here.
            let args = json!({"conversation": id});
            let thread = ines.desk.rpc("open_conversation", args).await.ok()?;
            let mut all = thread["page"]["messages"].as_array()?.iter();
            all.find(|m| m["text"] == "After the backup." && m["state"] == "unknown")
                .cloned()
        })
        .await;
    assert_eq!(lost["failure"]["code"], "restored", "{lost}");
    let held = ines
        .message(&id, "On its way.", |m| m["state"] == "unknown")
        .await;
    assert_eq!(held["failure"]["code"], "restored", "{held}");
    ines.message(&id, "a note after it", |m| m["state"] == "stored")
        .await;
    // Who has it now is for people to say: nobody resolved it as far as the relay knows.
    ines.row("Rui Restored", |row| row["status"] == "AGENT_ASSIGNED")
        .await;
    ines.until_live().await;
    ines.until_settled().await;
    ines.until_history().await;
    let others = world.at_work("olga").await;
    for text in [
        "Before the backup.",
        "On its way.",
        "After the backup.",
        "a note after it",
    ] {
        others.message(&id, text, |_| true).await;
    }
    assert_eq!(world.graph.sent_texts(), sent, "nothing left again");

    let retry = json!({"conversation": id, "message": held["id"]});
    ines.call("retry_message", retry).await;
    ines.message(&id, "On its way.", |m| m["state"] == "sent")
        .await;
    assert_eq!(world.graph.sent_texts().len(), sent.len() + 1);
    let left = json!({"conversation": id, "message": lost["id"]});
    ines.call("cancel_scheduled", left).await;
    let left = others
        .message(&id, "After the backup.", |m| {
            m["failure"]["retryable"] == false
        })
        .await;
    assert_eq!(left["state"], "unknown", "it may have arrived");
    assert_eq!(world.graph.sent_texts().len(), sent.len() + 1);
}
