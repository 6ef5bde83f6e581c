//! A desk that comes back thousands of changes later.

use crate::compare::same_as_the_relay;
use crate::world::{Place, World, seconds};
use serde_json::{Value, json};
use testkit::Back;
use testkit::whatsapp::Account;

/// Guests, and messages of each: with their answers and rows several batches of the stream (500).
const GUESTS: u32 = 40;
const EACH: u32 = 40;

/// Two days of a busy house: guests write, colleagues answer, note, resolve and reopen.
async fn two_days(world: &World, olga: &Place) {
    for n in 0..GUESTS {
        let guest = world.guest(&format!("Busy {n}"));
        let message = |m: u32| {
            let id = format!("wamid.busy.{n}.{m}");
            let at = seconds() - i64::from(3_600 - n * 60 - m);
            guest.text(&id, at, &format!("word {m} of guest {n}"))
        };
        let messages = (0..EACH).map(message).collect();
        world
            .receives(&Account::lisbon().messages(&guest, messages))
            .await;
        if n % 10 == 0 {
            let row = olga.row(&format!("Busy {n}"), |_| true).await;
            olga.act(&row["id"], "take_over").await;
            let note = json!({"conversation": row["id"], "text": format!("note {n}")});
            olga.call("add_note", note).await;
            olga.act(&row["id"], "resolve").await;
        }
    }
    olga.until_settled().await;
    let last = format!("word {} of guest {}", EACH - 1, GUESTS - 1);
    let row = olga.row(&format!("Busy {}", GUESTS - 1), |_| true).await;
    olga.message(&row["id"], &last, |_| true).await;
}

/// The desk has everything, and says that it is current.
async fn whole(world: &World, ines: &Place) {
    for n in [0, GUESTS / 2, GUESTS - 1] {
        let row = ines.row(&format!("Busy {n}"), |_| true).await;
        let last = format!("word {} of guest {n}", EACH - 1);
        ines.message(&row["id"], &last, |_| true).await;
    }
    ines.until_live().await;
    ines.until_history().await;
    let client = world.relay.sign_in("ines@miralva.example").await.unwrap();
    ines.until("copy and relay are the same", || async {
        // Deliveries of the answers may still move the relay.
        let (_, before) = client.changes(None).await.ok()?;
        same_as_the_relay(ines, &client).await;
        let (_, after) = client.changes(None).await.ok()?;
        (before == after).then_some(())
    })
    .await;
    let found = ines
        .call("search", json!({"text": "word 39 of guest 39"}))
        .await;
    assert_eq!(
        found["messages"].as_array().map(Vec::len),
        Some(1),
        "{found}"
    );
}

/// DESIGN_SYNC, Stream: away for two days, the app closed: on its start it shows what it had, and catches up to the relay's very state.
#[tokio::test(flavor = "multi_thread")]
async fn two_days_away() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let olga = world.at_work("olga").await;
    ines.until_history().await;
    ines.line.cut();
    ines.until_offline().await;
    two_days(&world, &olga).await;
    let ines = ines.restart().await;
    let page = ines.call("conversation_list", json!({"limit": 100})).await;
    let rows = page["rows"].as_array().unwrap();
    assert!(!rows.is_empty(), "what was here is shown at once");
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    whole(&world, &ines).await;
}

/// DESIGN_SYNC, Stream: joined, with thousands of changes waiting in the line: batch after batch they are applied, and the same state comes
/// out.
#[tokio::test(flavor = "multi_thread")]
async fn thousands_behind_on_the_stream() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let olga = world.at_work("olga").await;
    ines.until_history().await;
    ines.line.only(Back::Answers);
    two_days(&world, &olga).await;
    ines.line.mend();
    whole(&world, &ines).await;
}
