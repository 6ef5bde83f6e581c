//! The app killed between two steps.

use crate::world::World;
use serde_json::{Value, json};

/// BEYOND 5.2: killed after the relay took a reply and before the desk knew: sent again under the same id, delivered once.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_whose_answer_was_lost_is_delivered_once() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Gil Crash");
    world.writes(&guest, "a real person please").await;
    let row = ines
        .row("Gil Crash", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = row["id"].clone();
    ines.act(&id, "claim").await;
    ines.until_settled().await;

    ines.say(&id, "Here I am.").await;
    // Whatever the desk was doing with it at this moment, it does not finish.
    let mut ines = ines.crash().await;
    for _ in 0..3 {
        ines = ines.crash().await;
    }
    ines.until_settled().await;
    ines.message(&id, "Here I am.", |m| m["state"] == "sent")
        .await;
    let sent = world.graph.sent_texts();
    assert_eq!(
        sent.iter().filter(|text| *text == "Here I am.").count(),
        1,
        "{sent:?}"
    );
}

/// BEYOND 5.2: killed while offline with work queued: everything is there and leaves once.
#[tokio::test(flavor = "multi_thread")]
async fn queued_work_survives_a_kill() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Hal Kill");
    world.writes(&guest, "help").await;
    let row = ines
        .row("Hal Kill", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = row["id"].clone();
    ines.line.freeze();
    ines.act(&id, "claim").await;
    ines.say(&id, "On my way.").await;
    ines.call(
        "save_draft",
        json!({"conversation": id, "note": false, "text": "and then"}),
    )
    .await;
    let ines = ines.crash().await;
    assert_eq!(
        ines.call("outbox", Value::Null)
            .await
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let draft = ines
        .call("draft", json!({"conversation": id, "note": false}))
        .await;
    assert_eq!(draft, "and then");
    let row = ines.row("Hal Kill", |_| true).await;
    assert_eq!(row["mine"], true, "the prediction survives, too");
    ines.line.cut();
    ines.until_offline().await;
    ines.line.mend();
    ines.until_settled().await;
    ines.message(&id, "On my way.", |m| m["state"] == "sent")
        .await;
    let sent = world.graph.sent_texts();
    assert_eq!(sent.iter().filter(|text| *text == "On my way.").count(), 1);
}
