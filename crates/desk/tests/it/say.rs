//! What staff say besides words, in the window's terms: quotes, reactions, templates, messages that leave later.

use crate::world::{PATIENCE, Place, World, seconds};
use serde_json::{Value, json};

/// A guest has written, Ines has the conversation.
async fn taken(world: &World, ines: &Place, name: &str) -> Value {
    let guest = world.guest(name);
    world.writes(&guest, "Is the room ready?").await;
    let id = ines.row(name, |_| true).await["id"].clone();
    ines.act(&id, "take_over").await;
    ines.until_settled().await;
    assert!(
        world.graph.wait_for_sends(1, PATIENCE).await,
        "the greeting"
    );
    id
}

fn bodies(world: &World, kind: &str) -> Vec<Value> {
    let all = world.graph.sent().into_iter();
    all.filter(|body| body["type"] == kind).collect()
}

/// BEYOND 2.5.10: a reaction is on the screen at once, marked while it waits, reaches the guest once the relay is there again,
/// and a colleague sees it; the same again takes it back.
#[tokio::test(flavor = "multi_thread")]
async fn a_reaction_is_shown_at_once_and_reaches_the_guest() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = taken(&world, &ines, "Reacted To").await;
    let message = ines.message(&id, "Is the room ready?", |_| true).await;
    assert_eq!(
        (&message["may_react"], &message["may_quote"]),
        (&json!(true), &json!(true))
    );
    ines.line.cut();
    ines.until_offline().await;
    let args = |emoji: Value| json!({"conversation": id, "message": message["id"], "emoji": emoji});
    ines.call("react", args(json!("👍"))).await;
    let shown = ines.message(&id, "Is the room ready?", |_| true).await;
    assert_eq!(
        shown["reactions"],
        json!([{"author": "staff", "emoji": "👍", "waiting": true, "failure": null}])
    );
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    ines.until_settled().await;
    let tomas = world.at_work("tomas").await;
    let theirs = |m: &Value| {
        m["reactions"]
            == json!([{"author": "staff", "emoji": "👍", "waiting": false, "failure": null}])
    };
    tomas.message(&id, "Is the room ready?", theirs).await;
    tomas
        .until("the reaction is out", || async {
            (bodies(&world, "reaction").len() == 1).then_some(())
        })
        .await;
    ines.call("react", args(Value::Null)).await;
    let none = |m: &Value| m["reactions"] == json!([]);
    tomas.message(&id, "Is the room ready?", none).await;
    tomas
        .until("it is taken back", || async {
            let all = bodies(&world, "reaction");
            (all.last()?["reaction"]["emoji"] == "").then_some(())
        })
        .await;
    let refused = ines.refused("react", args(json!("yes"))).await;
    assert_eq!(refused.code, "invalid");
    let refused = tomas.refused("react", args(json!("👍"))).await;
    assert_eq!(refused.code, "not_yours");
}

/// BEYOND 2.5.10: a reply that quotes says what it quotes in the thread, and carries the provider's id to the guest.
#[tokio::test(flavor = "multi_thread")]
async fn a_quote_goes_from_the_window_to_the_guest() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = taken(&world, &ines, "Quoted").await;
    let asked = ines.message(&id, "Is the room ready?", |_| true).await;
    let args = json!({"conversation": id, "text": "It is.", "reply_to": asked["id"]});
    ines.call("send_message", args).await;
    let reply = ines.message(&id, "It is.", |m| m["state"] == "sent").await;
    assert_eq!(
        reply["reply_to"],
        json!({"message": asked["id"], "author": "guest", "excerpt": "Is the room ready?"})
    );
    let sent = bodies(&world, "text").pop().unwrap();
    let context = sent["context"]["message_id"].as_str().unwrap();
    assert!(context.starts_with("wamid.in."), "{context}");
}

/// SPEC 195, 200–202: approved templates of the conversation's account, the guest's language first, their blanks filled in from guest
/// and stay; sent offline the echo says what the guest will read, and it is the same once the relay has it.
#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_filled_in_and_sent() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    ines.until_history().await;
    let mariana = ines
        .row("Mariana Albuquerque de Vasconcelos e Sá", |_| true)
        .await;
    let id = mariana["id"].clone();
    let all = ines.call("templates", json!({"conversation": id})).await;
    let all = all.as_array().unwrap();
    let names: Vec<(&str, &str)> = all
        .iter()
        .map(|it| {
            (
                it["name"].as_str().unwrap(),
                it["language"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("answer_ready", "pt_PT"),
            ("check_in_reminder", "pt_PT"),
            ("winter_weekend", "pt_PT"),
            ("answer_ready", "en"),
            ("check_in_reminder", "en"),
            ("winter_weekend", "en"),
        ]
    );
    let panel = ines.call("guest_panel", json!({"conversation": id})).await;
    let reminder = &all[1];
    assert_eq!(
        reminder["blanks"],
        json!([
            {"name": "1", "field": "guestName", "value": "Mariana Albuquerque de Vasconcelos e Sá", "kind": "text"},
            {"name": "2", "field": "checkIn", "value": panel["stay"]["check_in"], "kind": "day"},
        ])
    );
    assert_eq!(reminder["category"], "utility");
    assert_eq!(reminder["pieces"][0]["text"], "Olá ");
    assert_eq!(reminder["pieces"][1]["blank"], 0);
    assert_eq!(all[0]["blanks"][1]["value"], panel["stay"]["reference"]);
    assert_eq!(all[2]["category"], "marketing");

    let id = taken(&world, &ines, "After The Window").await;
    ines.line.cut();
    ines.until_offline().await;
    let args = |parameters: Value| {
        json!({
            "conversation": id, "template": "winter_weekend", "language": "en", "parameters": parameters,
        })
    };
    let refused = ines.refused("send_template", args(json!([]))).await;
    assert_eq!(
        (refused.code.as_str(), refused.detail.as_deref()),
        ("template", Some("parameters"))
    );
    let sent = ines.call("send_template", args(json!(["Ana"]))).await;
    let waiting = ines.thread(&id).await.pop().unwrap();
    assert_eq!(
        (&waiting["id"], waiting["state"].as_str()),
        (&sent["message"], Some("waiting"))
    );
    let text = waiting["text"].as_str().unwrap().to_owned();
    assert!(
        text.starts_with("Winter weekend\n\nHello Ana, this winter"),
        "{text}"
    );
    assert!(
        text.ends_with("\n\nReply STOP to receive no offers"),
        "{text}"
    );
    assert_eq!(waiting["content"]["category"], "marketing");
    let row = ines.row("After The Window", |_| true).await;
    assert!(
        row["preview"]["text"]
            .as_str()
            .unwrap()
            .starts_with("Winter weekend")
    );
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    let there = ines.message(&id, &text, |m| m["state"] == "sent").await;
    assert_eq!(
        there["content"], waiting["content"],
        "the relay's own rendering"
    );
    let body = bodies(&world, "template").pop().unwrap();
    assert_eq!(body["template"]["name"], "winter_weekend");
}

/// SPEC 222–224: a message for later waits in the outbox, then stands in the thread as scheduled, for a colleague too, and moves
/// nothing in the list; called off it says so until the relay knows, then it is gone with a line, and nothing has left.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_for_later_can_be_reviewed_and_called_off() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = taken(&world, &ines, "Told Later").await;
    let row = ines.row("Told Later", |_| true).await;
    let at = (seconds() + 3600) * 1000;
    ines.line.cut();
    ines.until_offline().await;
    let args =
        |text: &str| json!({"conversation": id, "text": text, "reply_to": null, "send_at": at});
    let sent = ines.call("send_message", args("At seven, then.")).await;
    let waiting = ines.message(&id, "At seven, then.", |_| true).await;
    assert_eq!(
        (waiting["state"].as_str(), &waiting["send_at"]),
        (Some("waiting"), &json!(at))
    );
    assert_eq!(
        ines.row("Told Later", |_| true).await["preview"],
        row["preview"]
    );
    // What never left this computer is simply dropped.
    let dropped = ines.call("send_message", args("Or not.")).await;
    let cancel = |message: &Value| json!({"conversation": id, "message": message});
    ines.call("cancel_scheduled", cancel(&dropped["message"]))
        .await;
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    ines.until_settled().await;
    let tomas = world.at_work("tomas").await;
    let scheduled = |m: &Value| m["state"] == "scheduled" && m["send_at"] == json!(at);
    ines.message(&id, "At seven, then.", scheduled).await;
    tomas.message(&id, "At seven, then.", scheduled).await;
    let thread = tomas.thread(&id).await;
    assert!(!thread.iter().any(|m| m["text"] == "Or not."));
    ines.line.cut();
    ines.until_offline().await;
    ines.call("cancel_scheduled", cancel(&sent["message"]))
        .await;
    let still = ines.message(&id, "At seven, then.", |_| true).await;
    assert_eq!(
        (still["state"].as_str(), &still["cancelling"]),
        (Some("scheduled"), &json!(true))
    );
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    for desk in [&ines, &tomas] {
        desk.until("it is gone, with a line", || async {
            let thread = desk.thread(&id).await;
            let gone = !thread.iter().any(|m| m["text"] == "At seven, then.");
            let line = thread
                .iter()
                .any(|m| m["content"]["event"] == "schedule_cancelled");
            (gone && line).then_some(())
        })
        .await;
    }
    assert_eq!(world.graph.sent_texts().len(), 1, "the greeting");
    let header = ines.call("header", json!({"conversation": id})).await;
    assert_eq!(header["time_zone"], "Europe/Lisbon");
}

/// SPEC 222, R4: a message for later that is not called off leaves by itself, while nobody is at work.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_for_later_leaves_without_its_writer() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = taken(&world, &ines, "Soon").await;
    let at = (seconds() + 2) * 1000;
    let args = json!({"conversation": id, "text": "Now.", "reply_to": null, "send_at": at});
    ines.call("send_message", args).await;
    ines.until_settled().await;
    ines.desk.shutdown().await;
    assert!(world.graph.wait_for_sends(2, PATIENCE).await);
    let tomas = world.at_work("tomas").await;
    let sent = tomas.message(&id, "Now.", |m| m["state"] == "sent").await;
    assert!(sent["at"].as_i64().unwrap() >= at);
    tomas
        .row("Soon", |row| row["preview"]["text"] == "Now.")
        .await;
}

/// SPEC 227: the house's labels are there to choose from; what is chosen offline is on the row at once, waits in the outbox, and is
/// a colleague's, too, once the relay has it.
#[tokio::test(flavor = "multi_thread")]
async fn labels_are_set_offline_and_reach_a_colleague() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let name = "Mariana Albuquerque de Vasconcelos e Sá";
    let id = ines.row(name, |_| true).await["id"].clone();
    let house = ines.call("labels", Value::Null).await;
    let names: Vec<&str> = house
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert!(names.is_sorted_by_key(|name| name.to_lowercase()));
    assert!(
        ["Support", "Sales", "Billing"]
            .iter()
            .all(|it| names.contains(it))
    );
    assert!(
        house
            .as_array()
            .unwrap()
            .contains(&json!({"name": "Sales", "color": "blue"}))
    );

    ines.line.cut();
    ines.until_offline().await;
    let args = |labels: Value| json!({"conversation": id, "labels": labels});
    ines.call("set_labels", args(json!(["Sales", "VIP"]))).await;
    let wanted = |row: &Value| row["labels"] == json!(["Sales", "VIP"]);
    ines.row(name, wanted).await;
    let outbox = ines.call("outbox", Value::Null).await;
    assert_eq!(outbox[0]["action"], json!("set_labels"));
    // Queued, or in the middle of an attempt that leads nowhere.
    assert!(matches!(
        outbox[0]["state"].as_str(),
        Some("queued" | "sending")
    ));
    let refused = ines
        .refused("set_labels", args(json!(["Unheard of"])))
        .await;
    assert_eq!(refused.code, "not_found");

    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    tomas.row(name, wanted).await;
    let header = tomas.call("header", json!({"conversation": id})).await;
    assert_eq!(header["labels"], json!(["Sales", "VIP"]));
}
