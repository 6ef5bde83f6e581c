//! Beginning a conversation (SPEC 195; DESIGN_UI 5, Ctrl N).

use crate::world::{PATIENCE, Place, World};
use serde_json::{Value, json};

async fn write_to(place: &Place, text: &str) -> Vec<Value> {
    let found = place.call("write_to", json!({"text": text})).await;
    found.as_array().unwrap().clone()
}

fn template(conversation: &Value) -> Value {
    json!({
        "conversation": conversation, "template": "winter_weekend", "language": "en",
        "parameters": ["Noa"],
    })
}

/// SPEC 195, BEYOND 5.2: a number that is nobody's is read with the house's country; offline the guest, the conversation and the template are
/// on the screen at once and leave in that order; afterwards row and thread are what was shown, a colleague has the same, and the guest
/// has one message.
#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_begun_offline_is_what_the_relay_makes() {
    let world = World::new().await;
    let (ines, tomas) = (world.at_work("ines").await, world.at_work("tomas").await);
    ines.line.cut();
    ines.until_offline().await;
    let found = write_to(&ines, "960 123 777").await;
    let lisbon = found
        .iter()
        .find(|it| it["property"] == "lisbon")
        .unwrap()
        .clone();
    assert_eq!(
        (&lisbon["contact"], &lisbon["phone"], &lisbon["house"]),
        (
            &Value::Null,
            &json!("+351960123777"),
            &json!("Miralva Lisbon")
        )
    );
    assert_eq!(lisbon["accounts"][0]["connection"], "whatsapp-lisbon");
    let args = json!({
        "contact": null, "property": "lisbon", "phone": "960 123 777", "name": "Noa Levi",
        "connection": "whatsapp-lisbon",
    });
    let started = ines.call("start_conversation", args.clone()).await;
    assert_eq!(started["fresh"], true);
    let id = started["conversation"].clone();
    let row = ines.row("Noa Levi", |_| true).await;
    assert_eq!(
        (&row["id"], &row["status"], &row["mine"]),
        (&id, &json!("AGENT_ASSIGNED"), &json!(true))
    );
    // The same number again is the same guest, and the conversation that is open.
    let again = ines.call("start_conversation", args).await;
    assert_eq!(again, json!({"conversation": id, "fresh": false}));
    let known = write_to(&ines, "noa").await;
    assert_eq!(known.len(), 1);
    assert_eq!(known[0]["shown"], "+351 960 123 777");
    let refused = json!({"conversation": id, "text": "Hello", "reply_to": null});
    assert_eq!(
        ines.refused("send_message", refused).await.code,
        "window_closed"
    );
    ines.call("send_template", template(&id)).await;
    let shown = ines
        .row("Noa Levi", |row| row["preview"]["mine"] == true)
        .await;
    assert!(world.graph.sent().is_empty());

    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    ines.until_settled().await;
    let same = |row: &Value| {
        let keys = [
            "id", "status", "assignee", "preview", "name", "channel", "labels",
        ];
        keys.iter()
            .all(|key| row[key]["name"] == shown[key]["name"] || row[key] == shown[key])
    };
    ines.row("Noa Levi", same).await;
    let theirs = tomas.row("Noa Levi", |row| row["id"] == id).await;
    assert_eq!(theirs["assignee"]["id"], "ines");
    assert!(world.graph.wait_for_sends(1, PATIENCE).await);
    ines.until("the template has left", || async {
        let thread = ines.thread(&id).await;
        let sent = |m: &&Value| m["content"]["type"] == "template" && m["state"] == "sent";
        (thread.iter().filter(sent).count() == 1).then_some(())
    })
    .await;
    assert_eq!(world.graph.sent().len(), 1);
}

/// The first who begins wins; the other's template is held, nothing is sent twice, and letting go of the beginning lets go of what came after.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_begin_one_is_told() {
    let world = World::new().await;
    let (ines, tomas) = (world.at_work("ines").await, world.at_work("tomas").await);
    ines.until_history().await;
    tomas.until_history().await;
    let found = write_to(&ines, "Mariana Albuquerque").await;
    let contact = found[0]["contact"].clone();
    let row = ines
        .row("Mariana Albuquerque de Vasconcelos e Sá", |_| true)
        .await;
    // While hers is open, it is the place to go.
    let args = json!({
        "contact": contact, "property": null, "phone": null, "name": "", "connection": "whatsapp-lisbon",
    });
    let there = ines.call("start_conversation", args.clone()).await;
    assert_eq!(there, json!({"conversation": row["id"], "fresh": false}));
    ines.act(&row["id"], "resolve").await;
    tomas
        .row("Mariana Albuquerque de Vasconcelos e Sá", |it| {
            it["id"] == row["id"] && it["status"] == "RESOLVED"
        })
        .await;

    tomas.line.cut();
    tomas.until_offline().await;
    let late = tomas.call("start_conversation", args.clone()).await;
    tomas
        .call("send_template", template(&late["conversation"]))
        .await;
    let first = ines.call("start_conversation", args).await;
    assert_eq!(
        (&late["fresh"], &first["fresh"]),
        (&json!(true), &json!(true))
    );
    ines.until_settled().await;
    tomas.line.mend();
    tomas.call("sync_now", Value::Null).await;
    let entries = tomas
        .until("it is held", || async {
            let outbox = tomas.call("outbox", Value::Null).await;
            let all = outbox.as_array().unwrap().clone();
            let states: Vec<&str> = all.iter().map(|it| it["state"].as_str().unwrap()).collect();
            (states == ["refused", "held"]).then_some(all)
        })
        .await;
    assert_eq!(entries[0]["code"], "wrong_status");
    assert_eq!(entries[0]["detail"], first["conversation"]);
    let discard = json!({"id": entries[0]["id"]});
    tomas.call("outbox_discard", discard).await;
    assert_eq!(tomas.call("outbox", Value::Null).await, json!([]));
    let gone = json!({"conversation": late["conversation"]});
    assert_eq!(tomas.refused("header", gone).await.code, "not_found");
    assert!(
        world.graph.sent().is_empty(),
        "nothing was sent for the one that lost"
    );
}

/// R9: who may not see guests finds none and begins nothing; a number that is none is said so.
#[tokio::test(flavor = "multi_thread")]
async fn who_and_what_cannot_be_written_to() {
    let world = World::new().await;
    let rita = world.at_work("rita").await;
    assert_eq!(write_to(&rita, "Mariana").await, Vec::<Value>::new());
    let tomas = world.at_work("tomas").await;
    let args = |phone: &str| {
        json!({
            "contact": null, "property": "lisbon", "phone": phone, "name": "",
            "connection": "whatsapp-lisbon",
        })
    };
    let refused = rita
        .refused("start_conversation", args("960 123 778"))
        .await;
    assert_eq!(refused.code, "forbidden");
    let refused = tomas.refused("start_conversation", args("12345")).await;
    assert_eq!(
        (refused.code.as_str(), refused.detail.as_deref()),
        ("invalid", Some("phone"))
    );
    assert_eq!(tomas.call("outbox", Value::Null).await, json!([]));
}
