//! Who is writing: between the window and a visitor of the website's chat (livechat.md, "Typing is lossy, never stored").

use crate::world::{Place, World};
use desk::api::event::DeskEvent;
use serde_json::json;
use testkit::Visitor;

/// How long the window was told to believe that a guest of the conversation writes, as often as it was told.
fn told(place: &Place, conversation: &str) -> Vec<i64> {
    let events = place.host.events.lock().unwrap();
    let until = |event: &DeskEvent| match event {
        DeskEvent::Typing {
            conversation: at,
            until,
        } if at == conversation => Some(*until),
        _ => None,
    };
    events.iter().filter_map(until).collect()
}

/// The window hears that a guest writes and until when to believe it, and that they stopped; the visitor hears it of a colleague; and neither
/// waits in the outbox.
#[tokio::test(flavor = "multi_thread")]
async fn typing_goes_both_ways() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let (mut visitor, _) = Visitor::arrive(&world.relay.url(), "demo").await.unwrap();
    let ack = visitor.say("Hello, it is Vera").await.unwrap();
    let api = world.relay.sign_in("ines@miralva.example").await.unwrap();
    let message = api
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    let id = message["body"]["conversation"].as_str().unwrap();
    ines.until("the desk has the conversation", || async {
        let found = ines.desk.rpc("header", json!({"conversation": id})).await;
        found.is_ok().then_some(())
    })
    .await;
    let act = json!({"conversation": id, "action": "take_over"});
    ines.call("act", act).await;
    api.until("conversation", |it| {
        it["id"] == id && it["body"]["assignee"] == "ines"
    })
    .await
    .unwrap();

    let typing = |on: bool| json!({"type": "typing", "on": on});
    visitor.send(&typing(true)).await.unwrap();
    let first = ines
        .until("the guest writes", || async {
            told(&ines, id).first().copied()
        })
        .await;
    visitor.send(&typing(false)).await.unwrap();
    let second = ines
        .until("the guest stopped", || async {
            told(&ines, id).get(1).copied()
        })
        .await;
    assert!(second < first, "over at once: {second} {first}");

    ines.call("typing", json!({"conversation": id, "on": true}))
        .await;
    let heard = visitor.until(|it| it["type"] == "typing").await.unwrap();
    assert_eq!(
        (&heard["author"], &heard["name"], &heard["on"]),
        (&json!("staff"), &json!("Inês"), &json!(true))
    );
    assert_eq!(ines.call("outbox", json!({})).await, json!([]));
}

/// A signal that cannot be said now is not said later: it would be a lie.
#[tokio::test(flavor = "multi_thread")]
async fn typing_does_not_wait() {
    let mut world = World::new().await;
    let ines = world.at_work("ines").await;
    world.relay.stop().await.unwrap();
    ines.until_offline().await;
    ines.call("typing", json!({"conversation": "v-khalid", "on": true}))
        .await;
    assert_eq!(ines.call("outbox", json!({})).await, json!([]));
    let refused = ines
        .refused("typing", json!({"conversation": "no id!", "on": true}))
        .await;
    assert_eq!(refused.code, "invalid");
}
