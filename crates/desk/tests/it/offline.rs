//! Without the relay: everything is readable and writable, and goes out once when it is back.

use crate::world::{World, quick};
use desk::Options;
use serde_json::{Value, json};
use std::time::Duration;

/// SPEC 4, 43, BEYOND 5.2: with the line cut the app starts, shows, searches, and takes claim, reply, note and resolve; back online
/// each goes out once and in order.
#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_and_goes_out_once() {
    let world = World::new().await;
    let mut ines = world.at_work("ines").await;
    let guest = world.guest("Carla Cut");
    world
        .writes(&guest, "Do you have an iron? A real person please")
        .await;
    let row = ines
        .row("Carla Cut", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = &row["id"];
    ines.until_history().await;
    assert!(world.graph.wait_for_sends(2, crate::world::PATIENCE).await);
    let before = world.graph.sent_texts().len();

    ines.line.cut();
    ines = ines.restart().await;
    let boot = serde_json::to_value(ines.desk.first_paint()).unwrap();
    assert_eq!(boot["state"]["phase"], "signed_in");
    let first = boot["list"]["rows"].as_array().unwrap();
    assert!(
        first.iter().any(|row| row["name"] == "Carla Cut"),
        "the first frame needs no network"
    );
    ines.until_offline().await;

    let found = ines.call("search", json!({"text": "iron"})).await;
    assert!(
        found["messages"]
            .as_array()
            .unwrap()
            .iter()
            .any(|hit| hit["row"]["id"] == *id)
    );
    let number = guest.wa_id.clone().unwrap();
    let found = ines.call("search", json!({"text": &number[4..]})).await;
    assert!(
        found["conversations"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == *id)
    );

    ines.act(id, "claim").await;
    for text in ["One moment.", "It is on its way.", "Anything else?"] {
        ines.say(id, text).await;
    }
    ines.call(
        "add_note",
        json!({"conversation": id, "text": "iron brought to 204"}),
    )
    .await;
    ines.act(id, "resolve").await;
    let row = ines.row("Carla Cut", |_| true).await;
    assert_eq!(
        row["status"], "RESOLVED",
        "predicted by the relay's own rules"
    );
    assert_eq!(row["queued"], 6);
    let waiting = ines.message(id, "One moment.", |_| true).await;
    assert_eq!(waiting["state"], "waiting");
    let sync = ines.sync().await;
    assert_eq!(sync["queued"], 6, "{sync}");
    assert!(sync["offline_since"].is_number(), "{sync}");
    // A second restart, still offline: nothing is lost.
    ines = ines.restart().await;
    ines.until("all of it is known again", || async {
        (ines.sync().await["queued"] == 6).then_some(())
    })
    .await;

    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    ines.until_settled().await;
    assert!(
        world
            .graph
            .wait_for_sends(before + 3, crate::world::PATIENCE)
            .await
    );
    let mut sent = world.graph.sent_texts();
    sent.retain(|text| !text.contains("Miralva"));
    assert_eq!(
        sent,
        ["One moment.", "It is on its way.", "Anything else?"],
        "once and in order"
    );
    let row = ines.row("Carla Cut", |_| true).await;
    assert_eq!(
        (&row["status"], &row["queued"]),
        (&json!("RESOLVED"), &json!(0))
    );
    let flushed = ines
        .until("the window is told how many were sent", || async {
            ines.host
                .events
                .lock()
                .unwrap()
                .iter()
                .find_map(|event| match event {
                    desk::api::event::DeskEvent::Flushed { sent } => Some(*sent),
                    _ => None,
                })
        })
        .await;
    assert_eq!(flushed, 6);
}

/// BEYOND 5.2: both claim while apart; the later one is refused with the reason, the reply behind it is held and not sent, and can
/// be dropped.
#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_of_claims_is_said_and_the_reply_is_held() {
    let world = World::new().await;
    let ines = world.at_work("tomas").await;
    let olga = world.at_work("olga").await;
    let guest = world.guest("Dora Both");
    world.writes(&guest, "I need a human").await;
    let row = ines
        .row("Dora Both", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = &row["id"];
    olga.row("Dora Both", |row| row["status"] == "AWAITING_AGENT")
        .await;

    ines.line.cut();
    ines.until_offline().await;
    ines.act(id, "claim").await;
    ines.say(id, "Hello, this is Tomas.").await;
    olga.act(id, "claim").await;
    olga.until_settled().await;
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;

    let held = ines
        .message(id, "Hello, this is Tomas.", |m| m["state"] == "held")
        .await;
    assert_eq!(held["failure"]["code"], "already_claimed");
    let row = ines
        .row("Dora Both", |row| row["assignee"]["name"].is_string())
        .await;
    assert_eq!(row["mine"], false, "the prediction is gone");
    let outbox = ines.call("outbox", Value::Null).await;
    let states: Vec<&str> = outbox
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["refused", "held"], "{outbox}");
    assert_eq!(ines.sync().await["needs_attention"], 2);
    let error = ines
        .refused("act", json!({"conversation": id, "action": "claim"}))
        .await;
    assert_eq!(error.code, "already_claimed");

    for entry in outbox.as_array().unwrap() {
        ines.call("outbox_discard", json!({"id": entry["id"]}))
            .await;
    }
    assert_eq!(ines.sync().await["needs_attention"], 0);
    assert!(
        !ines
            .thread(id)
            .await
            .iter()
            .any(|m| m["text"] == "Hello, this is Tomas.")
    );
    assert!(
        !world
            .graph
            .sent_texts()
            .iter()
            .any(|text| text.contains("Tomas"))
    );
}

/// BEYOND 5.2: a colleague answered meanwhile: the reply is held; released by its writer it goes out once.
#[tokio::test(flavor = "multi_thread")]
async fn a_held_reply_goes_out_when_its_writer_says_so() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let olga = world.at_work("olga").await;
    let guest = world.guest("Eva Held");
    world.writes(&guest, "Which floor is the gym? help").await;
    let row = ines
        .row("Eva Held", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = &row["id"];
    ines.act(id, "claim").await;
    ines.until_settled().await;
    olga.row("Eva Held", |row| row["status"] == "AGENT_ASSIGNED")
        .await;

    ines.line.cut();
    ines.until_offline().await;
    ines.say(id, "The gym is on floor 2.").await;
    // A manager may write in a colleague's conversation.
    olga.say(id, "Second floor!").await;
    olga.until_settled().await;
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;

    let held = ines
        .message(id, "The gym is on floor 2.", |m| m["state"] == "held")
        .await;
    assert_eq!(held["failure"]["code"], "colleague_answered");
    assert!(
        !world
            .graph
            .sent_texts()
            .contains(&"The gym is on floor 2.".to_owned())
    );
    ines.message(id, "Second floor!", |_| true).await;
    ines.call("outbox_release", json!({"id": held["outbox"]}))
        .await;
    ines.message(id, "The gym is on floor 2.", |m| m["state"] == "sent")
        .await;
    ines.until_settled().await;
    let sent = world.graph.sent_texts();
    assert_eq!(
        sent.iter()
            .filter(|text| *text == "The gym is on floor 2.")
            .count(),
        1
    );
}

/// SPEC 49: after 24 hours free text is locked here, before anything is queued; and refused words stay to be seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_window_locks_free_text() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let filter = json!({"channels": ["whatsapp"], "statuses": ["AGENT_ASSIGNED"], "assignees": []});
    let page = ines
        .call(
            "conversation_list",
            json!({"filter": filter, "offset": 0, "limit": 100}),
        )
        .await;
    let now = crate::world::seconds() * 1000;
    for row in page["rows"].as_array().unwrap() {
        let header = ines
            .call("header", json!({"conversation": row["id"]}))
            .await;
        if header["window_closes_at"]
            .as_i64()
            .is_some_and(|end| end < now)
        {
            let args = json!({"conversation": row["id"], "text": "too late", "reply_to": null});
            let error = ines.refused("send_message", args).await;
            assert_eq!(error.code, "window_closed");
            assert_eq!(ines.sync().await["queued"], 0);
            return;
        }
    }
    panic!("the demo hotel has a conversation whose window is closed");
}

/// What goes out proves that the relay is back: the desk is current at once, not at its own next try minutes later.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_brings_the_desk_back() {
    let world = World::new().await;
    let ten_minutes = Duration::from_secs(600);
    let patient = Options {
        first_pause: ten_minutes,
        longest_pause: ten_minutes,
        ..quick()
    };
    let place = world.place_with(patient).await;
    place.sign_in("ines", true).await;
    place.until_live().await;
    let row = place.row("Noor Haddad", |_| true).await;
    place.line.cut();
    place.until_offline().await;
    place.line.mend();
    let note = json!({"conversation": row["id"], "text": "the relay is back"});
    place.call("add_note", note).await;
    place.until_live().await;
}
