//! Prediction: what this desk shows while it is alone is what the relay will decide.

use crate::world::World;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

const ACTIONS: [&str; 12] = [
    "claim",
    "take_over",
    "assign",
    "resolve",
    "reopen",
    "hand_back",
    "say",
    "note",
    "template",
    "later",
    "react",
    "label",
];

/// The part of a row that commands decide; times are the relay's.
fn decided(row: &Value) -> Value {
    json!({
        "status": row["status"], "assignee": row["assignee"]["id"], "mine": row["mine"],
        "unread": row["unread"], "failed": row["failed"],
        "labels": row["labels"], "preview": row["preview"]["text"], "author": row["preview"]["author"],
    })
}

/// BEYOND 5.2, R4: random commands given with the line cut: the predicted rows are the rows after the relay has run them, and a
/// desk that signs in afresh sees the same.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_predicted_is_what_the_relay_decides() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let staff = ines.call("staff", Value::Null).await;
    let tomas = staff
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["name"].as_str().unwrap().starts_with("Tom"))
        .unwrap()["id"]
        .clone();
    let mut runner = TestRunner::deterministic();
    let steps = prop::collection::vec(prop::sample::select(ACTIONS.to_vec()), 1..7);
    let mut names = Vec::new();
    for i in 0..12 {
        let name = format!("Random {i}");
        let guest = world.guest(&name);
        let opening = if i % 3 == 0 {
            "just a question"
        } else {
            "a human please"
        };
        world.writes(&guest, opening).await;
        names.push(name);
    }
    for (i, name) in names.iter().enumerate() {
        let status = if i % 3 == 0 {
            "BOT_HANDLING"
        } else {
            "AWAITING_AGENT"
        };
        // The greeting or the escalation may still be on its way into the row.
        ines.row(name, |row| row["status"] == status).await;
    }
    // Every greeting has left and its state is in the rows: from here on only commands change them.
    assert!(world.graph.wait_for_sends(12, crate::world::PATIENCE).await);
    for name in &names {
        let id = ines.row(name, |_| true).await["id"].clone();
        ines.until("the greeting is sent", || async {
            let thread = ines.thread(&id).await;
            thread
                .iter()
                .any(|m| m["author"] == "bot" && m["state"] == "sent")
                .then_some(())
        })
        .await;
    }

    ines.line.cut();
    ines.until_offline().await;
    let mut predicted = Vec::new();
    let mut script = Vec::new();
    for name in &names {
        let id = ines.row(name, |_| true).await["id"].clone();
        let plan = steps.new_tree(&mut runner).unwrap().current();
        for (n, action) in plan.iter().enumerate() {
            let done = match *action {
                "say" => {
                    let args =
                        json!({"conversation": id, "text": format!("reply {n}"), "reply_to": null});
                    ines.desk.rpc("send_message", args).await
                }
                "template" => {
                    let args = json!({
                        "conversation": id, "template": "winter_weekend", "language": "en",
                        "parameters": [format!("Guest {n}")],
                    });
                    ines.desk.rpc("send_template", args).await
                }
                "later" => {
                    let at = (crate::world::seconds() + 3600) * 1000;
                    let args = json!({
                        "conversation": id, "text": format!("later {n}"), "reply_to": null,
                        "send_at": at,
                    });
                    ines.desk.rpc("send_message", args).await
                }
                "react" => {
                    let thread = ines.thread(&id).await;
                    let words = thread.iter().find(|m| m["author"] == "guest");
                    let message = words.unwrap()["id"].clone();
                    let args = json!({"conversation": id, "message": message, "emoji": "👍"});
                    ines.desk.rpc("react", args).await
                }
                "label" => {
                    let label = ["Sales", "Billing", "VIP"][n % 3];
                    let args = json!({"conversation": id, "labels": [label]});
                    ines.desk.rpc("set_labels", args).await
                }
                "note" => {
                    let args = json!({"conversation": id, "text": format!("note {n}")});
                    ines.desk.rpc("add_note", args).await
                }
                action => {
                    let args = json!({"conversation": id, "action": action, "staff": tomas});
                    ines.desk.rpc("act", args).await
                }
            };
            script.push(format!(
                "{name}: {action} → {:?}",
                done.map_err(|e| e.code).err()
            ));
        }
        predicted.push(decided(&ines.row(name, |_| true).await));
    }
    let queued = ines.sync().await["queued"].as_u64().unwrap();
    assert!(queued > 12, "there is something to predict: {queued}");

    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    ines.until_settled().await;
    let fresh = world.at_work("ines").await;
    for (name, predicted) in names.iter().zip(&predicted) {
        let real = decided(&ines.row(name, |_| true).await);
        assert_eq!(&real, predicted, "{name}\n{}", script.join("\n"));
        let anew = fresh.row(name, |_| true).await;
        assert_eq!(&decided(&anew), predicted, "fresh state of {name}");
    }
}
