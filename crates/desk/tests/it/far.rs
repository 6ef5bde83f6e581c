//! How far back this computer keeps messages, and what is older.

use crate::fake::{FakeRelay, at_work_with, conversation, message};
use crate::sync::first;
use crate::world::{quick, seconds};
use desk::Options;
use domain::time::DAY;
use serde_json::{Value, json};

fn said(id: &str, days_ago: i64, text: &str) -> Value {
    let mut row = message(5, id, "p1/inbox", "c1", text);
    let at = seconds() * 1000 - days_ago * DAY;
    (row["at"], row["body"]["at"]) = (json!(at), json!(at));
    row
}

/// DESIGN_SYNC, Cursor and history: messages of the last months are kept, older ones leave; the window goes on saying how far back it is
/// complete, in the bar and under a search; whoever opens the conversation and scrolls gets the rest from the relay, to its beginning.
#[tokio::test(flavor = "multi_thread")]
async fn older_messages_are_at_the_relay_until_somebody_scrolls() {
    let rows = [conversation(8, "c1", "p1/inbox", "Old Friend")];
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &rows)).await;
    relay.page("conversation::", &rows, None);
    relay.page(
        "message::",
        &[said("m9", 1, "yesterday's word")],
        Some("b1"),
    );
    relay.page(
        "message::b1",
        &[said("m5", 40, "last month's word")],
        Some("b2"),
    );
    relay.page(
        "message:c1:",
        &[said("m9", 1, "yesterday's word")],
        Some("x1"),
    );
    for (place, id, days, next) in [
        ("x1", "m5", 40, Some("x2")),
        ("x2", "m4", 50, Some("x3")),
        ("x3", "m3", 60, Some("x4")),
        ("x4", "m2", 70, None),
    ] {
        let row = said(id, days, &format!("{days} days ago"));
        relay.page(&format!("message:c1:{place}"), &[row], next);
    }
    let options = Options {
        history_months: 1,
        ..quick()
    };
    let place = at_work_with(&relay, options).await;
    let floor = seconds() * 1000 - 30 * DAY;
    let back_to = place
        .until("the walk has ended at the floor", || async {
            let page = place.call("conversation_list", json!({"limit": 1})).await;
            let back_to = place.sync().await["history_back_to"].as_i64();
            let near = back_to.is_some_and(|at| (at - floor).abs() < DAY);
            (page["complete"] == true && near).then_some(back_to)
        })
        .await;
    let found = place.call("search", json!({"text": "word"})).await;
    let hits = found["messages"].as_array().unwrap();
    assert_eq!(hits.len(), 1, "what is too old has left: {found}");
    assert_eq!(found["complete_back_to"], json!(back_to));

    // Opening fetches four pages, to m3.
    place.message(&json!("c1"), "60 days ago", |_| true).await;
    let opened = place
        .call("open_conversation", json!({"conversation": "c1"}))
        .await;
    let page = &opened["page"];
    assert_eq!(page["fetching"], true, "{page}");
    let before = page["before"].clone();
    let scrolled = place
        .until("the beginning was fetched", || async {
            let args = json!({"conversation": "c1", "before": before, "limit": 50});
            let page = place.call("messages", args).await;
            // The last page is here a moment before it is known to be the last.
            (page["fetching"] == false).then_some(page)
        })
        .await;
    assert_eq!(scrolled["messages"][0]["text"], "70 days ago");
    assert_eq!(scrolled["before"], Value::Null);
    // What one conversation brought does not make all of them complete.
    assert_eq!(place.sync().await["history_back_to"], json!(back_to));
}
