//! Live Chat: numbers, acknowledgements and coming back (livechat.md, first paragraph).

use crate::chat_world::{numbers, reply, taken_over};
use crate::relay_world::World;
use serde_json::{Value, json};
use testkit::visitor::{new_id, new_token};
use testkit::{RelayOptions, TestRelay, Visitor};

/// SPEC 22, 239; SPEC 89: a visitor's words become a conversation on Live Chat of a contact whose source is the AI agent, and who has no name
/// and no number that nobody gave.
#[tokio::test]
async fn a_visitor_writes_and_staff_see_it() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, hello) = world.visitor().await;
    assert_eq!(hello["conversation_id"], Value::Null);
    assert_eq!(hello["hotel"], "Miralva Lisbon");
    let ack = visitor.say("Hello, is breakfast included?").await.unwrap();
    assert_eq!(ack["seq"], 1);
    let message = ines
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    assert_eq!(message["body"]["text"], "Hello, is breakfast included?");
    assert_eq!(message["body"]["at"], ack["at"]);
    let conversation = message["body"]["conversation"].as_str().unwrap();
    let conversation = ines
        .record("conversation", conversation)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(conversation["channel"], "livechat");
    assert_eq!(conversation["connection"], "demo");
    assert_eq!(conversation["status"], "BOT_HANDLING");
    assert_eq!(conversation["unread"], 1);
    let contact = conversation["contact"].as_str().unwrap();
    let contact = ines.record("contact", contact).await.unwrap().unwrap();
    assert_eq!(contact["source"], "ai_agent");
    assert_eq!(
        (&contact["name"], &contact["phone"]),
        (&json!(""), &Value::Null)
    );
}

/// SPEC 122, 150, 168: what the house says by itself is said here too, in the browser's language: the greeting, and after a word for a person
/// the holding text; and staff see it waiting.
#[tokio::test]
async fn the_house_answers_by_itself() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let token = new_token();
    let mut visitor = Visitor::open(&world.url, "demo", &token, None)
        .await
        .unwrap();
    visitor
        .hello(0, &json!({"language": "pt-PT"}))
        .await
        .unwrap();
    let ack = visitor.say("Bom dia").await.unwrap();
    let greeting = visitor.next().await.unwrap().unwrap();
    assert_eq!(
        (&greeting["author"], &greeting["seq"]),
        (&json!("bot"), &json!(2))
    );
    assert!(
        greeting["text"]
            .as_str()
            .unwrap()
            .contains("Miralva Lisbon")
    );
    assert!(
        greeting["text"].as_str().unwrap().contains("equipa"),
        "{greeting}"
    );
    visitor.say("receção").await.unwrap();
    let holding = visitor.until(|it| it["type"] == "message").await.unwrap();
    assert_eq!(
        (&holding["author"], &holding["seq"]),
        (&json!("bot"), &json!(4))
    );
    let message = ines
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    ines.until("conversation", |it| {
        it["id"] == message["body"]["conversation"] && it["body"]["status"] == "AWAITING_AGENT"
    })
    .await
    .unwrap();
}

/// livechat.md: a reconnect resumes by `last_seq` and gets exactly what is missing, in order, from any place.
#[tokio::test]
async fn coming_back_resumes_by_last_seq() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    let token = visitor.token.clone();
    drop(visitor);
    for text in ["One", "Two", "Three"] {
        reply(&ines, &conversation, text).await;
    }
    // Handed over by jobs: wait for the last.
    ines.until("message", |it| {
        it["body"]["text"] == "Three" && it["body"]["state"] == "sent"
    })
    .await
    .unwrap();
    for last in 0..=5 {
        let (_, hello) = world.again(&token, last).await;
        let expected: Vec<u64> = (last + 1..=5).collect();
        assert_eq!(numbers(&hello["messages"]), expected, "after {last}");
        assert_eq!(hello["last_seq"], 5);
        assert_eq!(hello["conversation_id"], conversation.as_str());
    }
    // A number that was never given belongs to something else: everything is told again.
    let (_, hello) = world.again(&token, 99).await;
    assert_eq!(numbers(&hello["messages"]), [1, 2, 3, 4, 5]);
}

/// livechat.md: `client_msg_id` is the idempotency key: the same id gets the same acknowledgement, on the same line, on a new one, and from
/// two at once; and staff see one message.
#[tokio::test]
async fn the_same_id_is_the_same_message() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let id = new_id();
    let first = visitor.write(&id, "Once").await.unwrap();
    let again = visitor.write(&id, "Once").await.unwrap();
    assert_eq!(first, again);
    let (mut other, _) = world.again(&visitor.token, 0).await;
    assert_eq!(other.write(&id, "Once").await.unwrap(), first);
    let id = new_id();
    let (one, two) = tokio::join!(visitor.write(&id, "Both"), other.write(&id, "Both"));
    assert_eq!(one.unwrap(), two.unwrap());
    let (changes, _) = ines.changes(None).await.unwrap();
    for text in ["Once", "Both"] {
        let count = changes
            .iter()
            .filter(|it| it["kind"] == "message" && it["body"]["text"] == text)
            .count();
        assert_eq!(count, 1, "{text}");
    }
    // Another visitor's id is another message.
    let (mut stranger, _) = world.visitor().await;
    let theirs = stranger.write(&id, "Mine").await.unwrap();
    assert_eq!(theirs["seq"], 1);
}

/// livechat.md: numbers are stable and have no gap, over resolved conversations and a restart of the relay, also after a crash.
#[tokio::test]
async fn numbers_go_on_after_resolve_and_restart() {
    let mut relay = TestRelay::start(RelayOptions::demo()).await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let (mut visitor, _) = Visitor::arrive(&relay.url(), "demo").await.unwrap();
    let token = visitor.token.clone();
    let first = taken_over(&ines, &mut visitor).await;
    crate::chat_world::done(&ines, json!({"type": "resolve", "conversation": first})).await;
    let ack = visitor.say("And one more thing").await.unwrap();
    assert_eq!(ack["seq"], 3);
    visitor
        .until(|it| it["type"] == "message" && it["seq"] == 4)
        .await
        .unwrap();
    relay.kill().await.unwrap();
    assert_eq!(visitor.next().await.unwrap(), None);
    relay.resume().await.unwrap();
    let (mut visitor, hello) = Visitor::come_back(&relay.url(), "demo", &token, 1)
        .await
        .unwrap();
    assert_eq!(numbers(&hello["messages"]), [2, 3, 4]);
    assert_ne!(hello["conversation_id"], first.as_str());
    assert_eq!(visitor.say("Still here").await.unwrap()["seq"], 5);
}

/// Nothing acknowledged is lost: the relay is killed again and again in the middle of a visitor's writing; what was acknowledged is there under
/// its number, and what was not is sent again under its id without doubling.
#[tokio::test]
async fn a_crash_loses_nothing_acknowledged() {
    let mut relay = TestRelay::start(RelayOptions::demo()).await.unwrap();
    let token = new_token();
    let ids: Vec<String> = (0..12).map(|_| new_id()).collect();
    let mut acks: Vec<Value> = Vec::new();
    for round in 0..3 {
        let url = relay.url();
        let (mut visitor, _) = Visitor::come_back(&url, "demo", &token, 0).await.unwrap();
        for (place, id) in ids.iter().enumerate().skip(acks.len()).take(4) {
            let frame =
                json!({"type": "message", "client_msg_id": id, "text": format!("m{place}")});
            visitor.send(&frame).await.unwrap();
        }
        for _ in 0..=round {
            acks.push(visitor.until(|it| it["type"] == "ack").await.unwrap());
        }
        relay.kill().await.unwrap();
        relay.resume().await.unwrap();
    }
    let (mut visitor, hello) = Visitor::come_back(&relay.url(), "demo", &token, 0)
        .await
        .unwrap();
    let there = hello["messages"].as_array().unwrap();
    for ack in &acks {
        let found = there.iter().find(|it| it["seq"] == ack["seq"]).unwrap();
        assert_eq!(
            (&found["client_msg_id"], &found["id"]),
            (&ack["client_msg_id"], &ack["id"])
        );
    }
    for (place, id) in ids.iter().enumerate() {
        visitor.write(id, &format!("m{place}")).await.unwrap();
    }
    let (_, hello) = Visitor::come_back(&relay.url(), "demo", &token, 0)
        .await
        .unwrap();
    let messages = hello["messages"].as_array().unwrap();
    let all = numbers(&hello["messages"]);
    assert_eq!(all, (1..=all.len() as u64).collect::<Vec<_>>(), "no gap");
    for id in &ids {
        let count = messages
            .iter()
            .filter(|it| it["client_msg_id"] == id.as_str())
            .count();
        assert_eq!(count, 1);
    }
}

/// Two pages of a visitor show the same: what one writes comes to the other with its number, and not back to the first.
#[tokio::test]
async fn two_pages_of_one_visitor() {
    let world = World::demo().await;
    let (mut one, _) = world.visitor().await;
    one.say("First").await.unwrap();
    one.until(|it| it["type"] == "message" && it["author"] == "bot")
        .await
        .unwrap();
    let (mut two, hello) = world.again(&one.token, 0).await;
    assert_eq!(numbers(&hello["messages"]), [1, 2]);
    let id = new_id();
    let ack = one.write(&id, "Second").await.unwrap();
    let came = two.until(|it| it["type"] == "message").await.unwrap();
    assert_eq!(
        (&came["seq"], &came["client_msg_id"], &came["text"]),
        (&ack["seq"], &json!(id), &json!("Second"))
    );
    // The next thing that the first page hears is the second's answer, not its own words.
    let next = two.say("Third").await.unwrap();
    let heard = one.next().await.unwrap().unwrap();
    assert_eq!(
        (&heard["type"], &heard["seq"]),
        (&json!("message"), &next["seq"])
    );
}

/// A long thread comes whole: the first messages in the hello, which stays below 64 KB, the rest as frames in order.
#[tokio::test]
async fn a_long_thread_comes_in_pieces() {
    let world = World::start(true, &[("chat.messages_burst", "500")]).await;
    let (mut visitor, _) = world.visitor().await;
    let text = "é".repeat(1000);
    for _ in 0..60 {
        visitor.say(&text).await.unwrap();
    }
    let (mut again, hello) = world.again(&visitor.token, 0).await;
    assert!(hello.to_string().len() < 64 << 10);
    let mut all = numbers(&hello["messages"]);
    assert!(all.len() > 10 && all.len() < 61);
    while all.len() < 61 {
        let frame = again.next().await.unwrap().unwrap();
        assert_eq!(frame["type"], "message");
        all.push(frame["seq"].as_u64().unwrap());
    }
    assert_eq!(all, (1..=61).collect::<Vec<u64>>());
}

/// livechat.md, escape everything: hostile text stays the text it is, on its way to staff and back to the visitor.
#[tokio::test]
async fn hostile_text_stays_text() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let hostile = "<img src=x onerror=alert(1)> {{words}} \u{202E}\"'`; DROP TABLE record; --\u{7}";
    let ack = visitor.say(hostile).await.unwrap();
    let message = ines
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    assert_eq!(message["body"]["text"], hostile);
    let (_, hello) = world.again(&visitor.token, 0).await;
    assert_eq!(hello["messages"][0]["text"], hostile);
}

/// A relay that goes down says so.
#[tokio::test]
async fn a_restart_is_told() {
    let mut world = World::demo().await;
    let (mut visitor, _) = world.visitor().await;
    world.begin_end();
    let bye = visitor.until(|it| it["type"] == "bye").await.unwrap();
    assert_eq!(bye["reason"], "restart");
    assert_eq!(visitor.next().await.unwrap(), None);
    world.end().await;
}
