//! The whole path: a guest's webhook, a row, a claim, a reply, the provider, the ticks.

use crate::world::{PATIENCE, World, seconds};
use serde_json::{Value, json};
use testkit::whatsapp::{Account, status};

/// SPEC 9, 10, 13, 27, 30, 31, 32, 37, 147: a guest's message becomes a row; taken over and answered, it reaches the guest and
/// shows how far it got.
#[tokio::test(flavor = "multi_thread")]
async fn a_guest_writes_and_is_answered() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Ana Spine");
    world.writes(&guest, "Is the rooftop open tonight?").await;

    let row = ines.row("Ana Spine", |row| row["unread"] == 1).await;
    assert_eq!(row["status"], "BOT_HANDLING");
    assert_eq!(row["channel"], "whatsapp");
    let id = &row["id"];
    let asked = ines
        .message(id, "Is the rooftop open tonight?", |_| true)
        .await;
    assert_eq!(
        (&asked["author"], &asked["state"]),
        (&json!("guest"), &json!("received"))
    );

    ines.act(id, "take_over").await;
    let row = ines.row("Ana Spine", |row| row["mine"] == true).await;
    assert_eq!(row["status"], "AGENT_ASSIGNED");
    let echo = ines.say(id, "Yes, until eleven.").await;
    let written = ines.message(id, "Yes, until eleven.", |_| true).await;
    assert_eq!(written["id"], echo, "the echo is there at once");
    assert!(
        world.graph.wait_for_sends(2, PATIENCE).await,
        "greeting and reply"
    );
    assert_eq!(
        world.graph.sent_texts().last().unwrap(),
        "Yes, until eleven."
    );

    let sent = ines
        .message(id, "Yes, until eleven.", |m| m["state"] == "sent")
        .await;
    assert_eq!(sent["id"], echo, "the echo has become the real message");
    ines.until_settled().await;
    let count = ines
        .thread(id)
        .await
        .iter()
        .filter(|m| m["text"] == "Yes, until eleven.")
        .count();
    assert_eq!(count, 1);

    let wamid = "wamid.fake.2";
    for state in ["delivered", "read"] {
        let report = status(wamid, state, seconds(), guest.wa_id.as_deref().unwrap());
        world
            .receives(&Account::lisbon().statuses(vec![report]))
            .await;
        ines.message(id, "Yes, until eleven.", |m| m["state"] == state)
            .await;
    }
    let events: Vec<Value> = ines
        .thread(id)
        .await
        .into_iter()
        .filter(|m| m["author"] == "system")
        .collect();
    assert!(
        events
            .iter()
            .any(|m| m["content"]["event"] == "taken_over" && m["staff"]["name"] != ""),
        "{events:?}"
    );
}

/// SPEC 33–35, 41, 159, 160: a note stays inside, resolve and hand back move the conversation; what a colleague does is seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_sees_what_i_do() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let guest = world.guest("Bo Notes");
    world
        .writes(&guest, "Late checkout please, can I speak to reception?")
        .await;

    let row = tomas
        .row("Bo Notes", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = &row["id"];
    tomas.act(id, "claim").await;
    let seen = ines
        .row("Bo Notes", |row| row["assignee"]["name"].is_string())
        .await;
    assert_eq!(seen["mine"], false);
    let note = tomas
        .call(
            "add_note",
            json!({"conversation": id, "text": "VIP, be generous"}),
        )
        .await;
    let read = ines.message(id, "VIP, be generous", |_| true).await;
    assert_eq!(
        (&read["author"], &read["id"]),
        (&json!("note"), &note["message"])
    );
    assert_eq!(read["state"], "stored");

    let header = ines.call("header", json!({"conversation": id})).await;
    assert!(
        header["actions"]
            .as_array()
            .unwrap()
            .iter()
            .any(|a| a["action"] == "assign")
    );
    let header = tomas.call("header", json!({"conversation": id})).await;
    let offered: Vec<&str> = header["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["action"].as_str().unwrap())
        .collect();
    assert!(
        !offered.contains(&"assign"),
        "an agent may not assign: {offered:?}"
    );

    tomas.act(id, "hand_back").await;
    ines.row("Bo Notes", |row| row["status"] == "BOT_HANDLING")
        .await;
    ines.act(id, "take_over").await;
    ines.act(id, "resolve").await;
    tomas
        .row("Bo Notes", |row| row["status"] == "RESOLVED")
        .await;
    let sent = world.graph.sent_texts();
    assert!(
        !sent.iter().any(|text| text.contains("VIP")),
        "a note never leaves: {sent:?}"
    );
}

/// BEYOND 2.5.3, 3.5: what the provider refuses is shown with its reason, told to its writer, and a retry really sends.
#[tokio::test(flavor = "multi_thread")]
async fn a_failed_message_says_why_and_is_retried() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Pia Retry");
    world.writes(&guest, "Can I have two keys?").await;
    let row = ines.row("Pia Retry", |_| true).await;
    let id = &row["id"];
    assert!(
        world.graph.wait_for_sends(1, PATIENCE).await,
        "the greeting is out of the way"
    );
    ines.act(id, "take_over").await;
    world.graph.answer_next(testkit::graph::SendAnswer::Error {
        status: 400,
        code: 131_026,
    });
    ines.say(id, "Two keys are ready.").await;
    let failed = ines
        .message(id, "Two keys are ready.", |m| m["state"] == "failed")
        .await;
    assert!(failed["failure"]["code"].is_string(), "{failed}");
    assert_eq!(
        failed["outbox"],
        Value::Null,
        "it is the provider's refusal, not ours"
    );
    ines.row("Pia Retry", |row| row["failed"] == 1).await;
    ines.until("its writer is told", || async {
        let notices = ines.host.notices.lock().unwrap().clone();
        notices
            .into_iter()
            .find(|n| n.kind == desk::host::NoticeKind::Failed)
    })
    .await;

    ines.call(
        "retry_message",
        json!({"conversation": id, "message": failed["id"]}),
    )
    .await;
    ines.message(id, "Two keys are ready.", |m| m["state"] == "sent")
        .await;
    ines.until_settled().await;
    ines.row("Pia Retry", |row| row["failed"] == 0).await;
    let sent = world.graph.sent_texts();
    assert_eq!(
        sent.iter()
            .filter(|text| *text == "Two keys are ready.")
            .count(),
        2
    );
    let again = json!({"conversation": id, "message": failed["id"]});
    assert_eq!(
        ines.refused("retry_message", again).await.code,
        "wrong_status"
    );
}
