//! Live Chat between staff and a visitor: stepping in, receipts, changes, typing.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::chat_world::{done, reply, taken_over};
use crate::relay_world::World;
use futures_util::SinkExt;
use serde_json::{Value, json};

/// SPEC 169: a colleague steps in while the bot handles, and the visitor reads the answer with the colleague's first name, at once and without
/// a provider in between; the message is `sent` when it is the visitor's to read.
#[tokio::test]
async fn staff_step_in() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    reply(&ines, &conversation, "Yes, below the house.").await;
    let answer = visitor.until(|it| it["type"] == "message").await.unwrap();
    assert_eq!(answer["seq"], 3);
    assert_eq!(
        (&answer["author"], &answer["name"], &answer["text"]),
        (
            &json!("staff"),
            &json!("Inês"),
            &json!("Yes, below the house.")
        )
    );
    assert!(answer.get("staff").is_none() && answer.get("state").is_none());
    let sent = ines
        .until("message", |it| it["id"] == answer["id"])
        .await
        .unwrap();
    assert_eq!(sent["body"]["state"], "sent");
    // The bot is silent from here on.
    visitor.say("Thank you").await.unwrap();
    reply(&ines, &conversation, "You are welcome.").await;
    let next = visitor.until(|it| it["type"] == "message").await.unwrap();
    assert_eq!(
        (&next["author"], &next["seq"]),
        (&json!("staff"), &json!(5))
    );
}

/// livechat.md, no window rule: however long ago the guest wrote, words go and reach the guest who is there, and one who comes back.
#[tokio::test]
async fn there_is_no_reply_window() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    for (days, seq) in [(2, 3), (30, 4), (365, 5)] {
        world.clock.advance(days * 24 * 3_600_000);
        // Who was away for so long signs in again.
        let ines = world.sign_in("ines").await;
        let text = format!("After {days} days more");
        reply(&ines, &conversation, &text).await;
        let told = visitor.until(|it| it["type"] == "message").await.unwrap();
        assert_eq!((&told["text"], &told["seq"]), (&json!(text), &json!(seq)));
    }
    let (_, hello) = world.again(&visitor.token, 2).await;
    assert_eq!(hello["messages"].as_array().unwrap().len(), 3);
}

/// What is not for guests does not reach one: notes, events, other guests' conversations.
#[tokio::test]
async fn what_is_not_for_guests_stays_in_the_house() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut other, _) = world.visitor().await;
    let elsewhere = taken_over(&ines, &mut other).await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    done(
        &ines,
        json!({"type": "add_note", "conversation": conversation, "text": "Difficult guest"}),
    )
    .await;
    reply(&ines, &elsewhere, "Not for you").await;
    reply(&ines, &conversation, "For you").await;
    let next = visitor.until(|it| it["type"] == "message").await.unwrap();
    assert_eq!(
        (&next["text"], &next["seq"]),
        (&json!("For you"), &json!(3))
    );
    let (_, hello) = world.again(&visitor.token, 0).await;
    assert!(!hello.to_string().contains("Difficult guest"));
    assert_eq!(hello["messages"].as_array().unwrap().len(), 3);
}

/// livechat.md, receipts: delivered and read come from the visitor's own page, forward only, for everything up to a number and nothing beyond
/// what was told.
#[tokio::test]
async fn the_visitors_receipts() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    let mut ids = Vec::new();
    for text in ["One", "Two"] {
        reply(&ines, &conversation, text).await;
        let frame = visitor.until(|it| it["type"] == "message").await.unwrap();
        ids.push(frame["id"].as_str().unwrap().to_owned());
    }
    let state = async |id: &str, state: &str| {
        ines.until("message", |it| {
            it["id"] == id && it["body"]["state"] == state
        })
        .await
        .unwrap()
    };
    visitor
        .send(&json!({"type": "delivered", "seq": 4}))
        .await
        .unwrap();
    state(&ids[0], "delivered").await;
    state(&ids[1], "delivered").await;
    visitor
        .send(&json!({"type": "read", "seq": 3}))
        .await
        .unwrap();
    state(&ids[0], "read").await;
    // Never backwards, and not beyond what the page has.
    visitor
        .send(&json!({"type": "delivered", "seq": 3}))
        .await
        .unwrap();
    reply(&ines, &conversation, "Three").await;
    let third = visitor.until(|it| it["type"] == "message").await.unwrap();
    let body = ines.record("message", &ids[1]).await.unwrap().unwrap();
    assert_eq!(body["state"], "delivered");
    visitor
        .send(&json!({"type": "read", "seq": 999}))
        .await
        .unwrap();
    state(third["id"].as_str().unwrap(), "read").await;
    let body = ines.record("message", &ids[0]).await.unwrap().unwrap();
    assert_eq!(body["state"], "read");
}

/// livechat.md, receipts: the visitor learns that somebody opened the conversation, now or when coming back.
#[tokio::test]
async fn the_houses_receipt() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let ack = visitor.say("Anybody there?").await.unwrap();
    let message = ines
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    let conversation = message["body"]["conversation"].clone();
    done(
        &ines,
        json!({"type": "mark_read", "conversation": conversation}),
    )
    .await;
    let receipt = visitor.until(|it| it["type"] == "receipt").await.unwrap();
    assert_eq!(
        (&receipt["id"], &receipt["state"]),
        (&ack["id"], &json!("read"))
    );
    let (mut again, _) = world.again(&visitor.token, 2).await;
    let receipt = again.until(|it| it["type"] == "receipt").await.unwrap();
    assert_eq!(receipt["id"], ack["id"]);
}

/// A reaction of the house changes the message on the visitor's page, and is there after coming back although its number is known.
#[tokio::test]
async fn a_changed_message_is_told() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    let ack = visitor.say("We arrive at nine").await.unwrap();
    let react =
        json!({"type": "react", "conversation": conversation, "message": ack["id"], "emoji": "👍"});
    done(&ines, react).await;
    let changed = visitor.until(|it| it["type"] == "changed").await.unwrap();
    assert_eq!(changed["message"]["id"], ack["id"]);
    assert_eq!(
        changed["message"]["reactions"],
        json!([{"author": "staff", "emoji": "👍"}])
    );
    let (mut again, hello) = world.again(&visitor.token, 3).await;
    assert_eq!(hello["messages"], json!([]));
    let changed = again.until(|it| it["type"] == "changed").await.unwrap();
    assert_eq!(changed["message"]["seq"], 3);
    let back = json!({"type": "react", "conversation": conversation, "message": ack["id"]});
    done(&ines, back).await;
    let changed = visitor.until(|it| it["type"] == "changed").await.unwrap();
    assert!(changed["message"].get("reactions").is_none());
}

/// A visitor answers a message of their own thread; another's cannot be named.
#[tokio::test]
async fn quotes() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut stranger, _) = world.visitor().await;
    let theirs = stranger.say("A secret").await.unwrap();
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    reply(&ines, &conversation, "At which time?").await;
    let asked = visitor.until(|it| it["type"] == "message").await.unwrap();
    let write = |answered: &Value| json!({"type": "message", "client_msg_id": testkit::visitor::new_id(), "text": "At nine", "reply_to": answered});
    visitor.send(&write(&asked["id"])).await.unwrap();
    let ack = visitor.until(|it| it["type"] == "ack").await.unwrap();
    let message = ines
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    assert_eq!(message["body"]["reply_to"]["message"], asked["id"]);
    assert_eq!(message["body"]["reply_to"]["excerpt"], "At which time?");
    visitor.send(&write(&theirs["id"])).await.unwrap();
    let refused = visitor.until(|it| it["type"] == "error").await.unwrap();
    assert_eq!(refused["code"], "not_found");
    let choice =
        json!({"type": "message", "client_msg_id": testkit::visitor::new_id(), "choice": "yes"});
    visitor.send(&choice).await.unwrap();
    let refused = visitor.until(|it| it["type"] == "error").await.unwrap();
    assert_eq!(refused["code"], "not_found", "nobody offered that");
}

/// livechat.md, typing: a guest's typing reaches the desks whose person may see the conversation, and no other; a colleague's typing reaches
/// that visitor. Nothing of it is stored: no number is taken.
#[tokio::test]
async fn typing_is_told_and_never_stored() {
    let world = World::demo().await;
    let (ines, bruno) = (world.sign_in("ines").await, world.sign_in("bruno").await);
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    let (mut desk, mut beach) = (
        world.stream(&ines, None).await,
        world.stream(&bruno, None).await,
    );
    let (_, before) = ines.changes(None).await.unwrap();
    visitor
        .send(&json!({"type": "typing", "on": true}))
        .await
        .unwrap();
    let signal = desk.until(|it| it["frame"] == "signal").await;
    let expected = json!({"frame": "signal", "signal": "typing", "conversation": conversation,
        "author": "guest", "on": true});
    assert_eq!(signal, expected);
    let typing = |on: bool| json!({"type": "typing", "conversation": conversation, "on": on});
    desk.say(&typing(true)).await;
    let heard = visitor.until(|it| it["type"] == "typing").await.unwrap();
    assert_eq!(
        heard,
        json!({"type": "typing", "author": "staff", "name": "Inês", "on": true})
    );
    // A colleague of the other house neither hears nor is heard.
    beach.say(&typing(true)).await;
    desk.say(&typing(false)).await;
    let heard = visitor.until(|it| it["type"] == "typing").await.unwrap();
    assert_eq!(heard["on"], false, "Bruno is not heard: {heard}");
    let (_, after) = ines.changes(None).await.unwrap();
    assert_eq!(before, after, "typing takes no number");
    // The next batch of the other house comes without any signal before it.
    let frame = beach
        .until(|it| it["frame"] == "batch" || it["frame"] == "signal")
        .await;
    assert_eq!(frame["frame"], "batch");
    let (_, hello) = world.again(&visitor.token, 2).await;
    assert_eq!(hello["messages"], json!([]));
}

/// Somebody whose role ended is heard no more, and nobody is heard in a conversation that is not theirs.
#[tokio::test]
async fn who_may_be_heard() {
    let world = World::demo().await;
    let (ines, tomas) = (world.sign_in("ines").await, world.sign_in("tomas").await);
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    let mut other = world.stream(&tomas, None).await;
    let mut desk = world.stream(&ines, None).await;
    let typing = |on: bool| json!({"type": "typing", "conversation": conversation, "on": on});
    other.say(&typing(true)).await;
    other.say(&json!({"type": "nonsense"})).await;
    other.say_text("{").await;
    desk.say(&typing(false)).await;
    let heard = visitor.until(|it| it["type"] == "typing").await.unwrap();
    assert_eq!(heard["on"], false, "{heard}");
}

impl crate::relay_world::Frames {
    /// Says a frame to the relay.
    pub(crate) async fn say(&mut self, frame: &Value) {
        self.say_text(&frame.to_string()).await;
    }

    async fn say_text(&mut self, text: &str) {
        let message = tokio_tungstenite::tungstenite::Message::text(text);
        self.socket.send(message).await.unwrap();
    }
}
