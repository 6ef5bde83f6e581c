//! Live Chat: a visitor reacts to what the house said.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::chat_world::{reply, taken_over};
use crate::relay_world::World;
use serde_json::{Value, json};
use testkit::{RelayClient, Visitor};

fn react(message: &Value, emoji: &Value) -> Value {
    json!({"type": "react", "message": message["id"], "emoji": emoji})
}

/// What a page is told of the message's reactions.
async fn told(page: &mut Visitor) -> Value {
    let changed = page.until(|it| it["type"] == "changed").await.unwrap();
    changed["message"]["reactions"].clone()
}

async fn desk_has(staff: &RelayClient, message: &Value, emoji: Option<&str>) {
    let has = |it: &Value| {
        let mut all = it["body"]["reactions"].as_array().into_iter().flatten();
        all.find(|it| it["author"] == "guest")
            .map(|it| it["emoji"].as_str().unwrap_or_default().to_owned())
    };
    staff
        .until("message", |it| {
            it["id"] == message["id"] && has(it).as_deref() == emoji
        })
        .await
        .unwrap();
}

/// A visitor's reaction reaches the desk as the guest's and every page of the visitor; another one takes its place, the same again changes
/// nothing, and none takes it back. It is no message: it takes no place.
#[tokio::test]
async fn a_visitor_reacts() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    reply(&ines, &conversation, "Breakfast is until ten.").await;
    let said = visitor.until(|it| it["type"] == "message").await.unwrap();
    let (mut other, _) = world.again(&visitor.token, 3).await;
    visitor.send(&react(&said, &json!("👍"))).await.unwrap();
    let thumb = json!([{"author": "guest", "emoji": "👍"}]);
    assert_eq!(told(&mut visitor).await, thumb);
    assert_eq!(told(&mut other).await, thumb);
    desk_has(&ines, &said, Some("👍")).await;
    visitor.send(&react(&said, &json!("👍"))).await.unwrap();
    visitor.send(&react(&said, &json!("❤️"))).await.unwrap();
    let heart = json!([{"author": "guest", "emoji": "❤️"}]);
    assert_eq!(told(&mut visitor).await, heart);
    desk_has(&ines, &said, Some("❤️")).await;
    other.send(&react(&said, &Value::Null)).await.unwrap();
    assert_eq!(told(&mut visitor).await, Value::Null);
    desk_has(&ines, &said, None).await;
    assert_eq!(visitor.say("Thank you").await.unwrap()["seq"], 4);
}

/// A reaction is one emoji on what the house said to this visitor: not on another's message, not on one's own, not on a note, and no words.
#[tokio::test]
async fn what_is_no_reaction() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut stranger, _) = world.visitor().await;
    let elsewhere = taken_over(&ines, &mut stranger).await;
    reply(&ines, &elsewhere, "For somebody else").await;
    let theirs = stranger.until(|it| it["type"] == "message").await.unwrap();
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    let own = visitor.say("Mine").await.unwrap();
    let note = json!({"type": "add_note", "conversation": conversation, "text": "Not for guests"});
    crate::chat_world::done(&ines, note).await;
    let note = ines
        .until("message", |it| it["body"]["text"] == "Not for guests")
        .await
        .unwrap();
    let thumb = json!("👍");
    for (frame, code) in [
        (react(&theirs, &thumb), "not_found"),
        (react(&own, &thumb), "not_found"),
        (react(&note, &thumb), "not_found"),
        (react(&json!({"id": "nothing"}), &thumb), "not_found"),
        (react(&theirs, &json!("<b>hello</b>")), "invalid"),
    ] {
        visitor.send(&frame).await.unwrap();
        let refused = visitor.until(|it| it["type"] == "error").await.unwrap();
        assert_eq!(refused["code"], code, "{frame}");
    }
    let body = ines.record("message", theirs["id"].as_str().unwrap()).await;
    assert!(body.unwrap().unwrap().get("reactions").is_none());
}
