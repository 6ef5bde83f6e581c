//! Live Chat: limits, origins and lines that fall silent (livechat.md).

use crate::relay_world::World;
use relay::config::Settings;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::Visitor;
use testkit::visitor::{new_id, new_token};
use tokio_tungstenite::tungstenite;

fn status(result: Result<Visitor, Box<tungstenite::Error>>) -> u16 {
    match result.map_err(|error| *error) {
        Ok(_) => 101,
        Err(tungstenite::Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{error}"),
    }
}

/// livechat.md, Origin: the relay's own pages and the connection's list may open the socket, other sites and `null` may not; a program
/// that is no browser says no origin and may.
#[tokio::test]
async fn the_origin_is_checked() {
    let world = World::demo().await;
    let own = world.url.clone();
    let ask = async |connection: &str, origin: Option<&str>| {
        status(Visitor::open(&world.url, connection, &new_token(), origin).await)
    };
    for good in [None, Some(own.as_str()), Some("http://localhost:5173")] {
        assert_eq!(ask("demo", good).await, 101, "{good:?}");
    }
    for bad in [
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
    ] {
        assert_eq!(ask("demo", Some(bad)).await, 403, "{bad}");
    }
    assert_eq!(ask("whatsapp-lisbon", None).await, 404);
    assert_eq!(ask("nowhere", None).await, 404);
}

/// livechat.md, limits: what a relay does that was told nothing. Text, frame and upload are the protocol's own and stand in the tests that
/// use them.
#[test]
fn the_limits_as_shipped() {
    let chat = Settings::defaults().unwrap().chat;
    let seconds = Duration::from_secs;
    assert_eq!((chat.ping, chat.idle), (seconds(25), seconds(60)));
    assert_eq!((chat.messages_per_second, chat.messages_burst), (5, 20));
    assert_eq!(chat.conversations_per_hour, 20);
    assert_eq!(chat.uploads_per_hour, 60);
    assert_eq!(
        (chat.sockets_per_visitor, chat.sockets_per_address),
        (8, 200)
    );
    assert_eq!(channels::livechat::MAX_TEXT, 4096);
    assert_eq!(channels::livechat::MAX_FRAME, 64 << 10);
    assert_eq!(channels::livechat::MAX_UPLOAD, 10 << 20);
}

/// livechat.md, limits: so many conversations of one address in an hour as shipped, and not one more.
#[tokio::test]
async fn conversations_of_an_address_as_shipped() {
    let world = World::demo().await;
    let mut first = None;
    for _ in 0..20 {
        let (mut visitor, _) = world.visitor().await;
        assert_eq!(visitor.say("Hello").await.unwrap()["seq"], 1);
        first.get_or_insert(visitor);
    }
    let (mut late, _) = world.visitor().await;
    let refused = late.write(&new_id(), "Hello").await.unwrap();
    assert_eq!(refused["code"], "too_many_conversations");
    let again = first.unwrap().say("Still here").await.unwrap();
    assert_eq!(again["type"], "ack", "who has a conversation goes on");
}

/// livechat.md: a text has 4096 characters at most, a frame 64 KB; what is larger is refused with its id, and the line stays.
#[tokio::test]
async fn texts_and_frames_have_a_limit() {
    let world = World::demo().await;
    let (mut visitor, _) = world.visitor().await;
    let whole = visitor.write(&new_id(), &"字".repeat(4096)).await.unwrap();
    assert_eq!(whole["type"], "ack");
    let id = new_id();
    let long = visitor.write(&id, &"字".repeat(4097)).await.unwrap();
    assert_eq!(
        (&long["code"], &long["client_msg_id"]),
        (&json!("too_long"), &json!(id))
    );
    visitor.send_text("x".repeat((64 << 10) + 1)).await.unwrap();
    let large = visitor.until(|it| it["type"] == "error").await.unwrap();
    assert_eq!(large["code"], "frame_too_large");
    assert_eq!(visitor.say("Still here").await.unwrap()["type"], "ack");
    // Far beyond, nobody listens any more.
    visitor.send_text("x".repeat(1 << 20)).await.ok();
    assert_eq!(
        visitor.until(|_| false).await.unwrap_err().to_string(),
        "the line is closed"
    );
}

/// What is no frame is told so; whoever goes on with it is shut out.
#[tokio::test]
async fn nonsense_ends_the_line() {
    let world = World::demo().await;
    let mut visitor = Visitor::open(&world.url, "demo", &new_token(), None)
        .await
        .unwrap();
    visitor
        .send(&json!({"type": "typing", "on": true}))
        .await
        .unwrap();
    assert_eq!(
        visitor.next().await.unwrap().unwrap()["code"],
        "hello_first"
    );
    for _ in 0..30 {
        visitor.send_text("{".into()).await.ok();
    }
    let bye = visitor.until(|it| it["type"] == "bye").await.unwrap();
    assert_eq!(bye["reason"], "bad_frames");
    assert_eq!(visitor.next().await.unwrap(), None);
}

/// livechat.md: 5 messages a second, 20 at once, a visitor; a refused one names the seconds to wait and comes through afterwards, and another
/// visitor is not held up.
#[tokio::test]
async fn a_visitor_has_a_rate() {
    // A burst that comes back in an hour: what is refused does not depend on how fast this test runs.
    let slow = [
        ("chat.messages_per_second", "1"),
        ("chat.messages_burst", "20"),
    ];
    let world = World::start(true, &slow).await;
    let (mut visitor, _) = world.visitor().await;
    let mut answers = Vec::new();
    for _ in 0..60 {
        let frame = json!({"type": "message", "client_msg_id": new_id(), "text": "x"});
        visitor.send(&frame).await.unwrap();
    }
    while answers.len() < 60 {
        let answer = visitor
            .until(|it| it["type"] == "ack" || it["type"] == "error")
            .await
            .unwrap();
        answers.push(answer);
    }
    let kept = answers.iter().filter(|it| it["type"] == "ack").count();
    assert!((20..60).contains(&kept), "{kept}");
    let refused = answers.iter().find(|it| it["type"] == "error").unwrap();
    assert_eq!(refused["code"], "rate_limited");
    assert!(refused["retry_after"].as_u64().unwrap() >= 1);
    assert!(refused["client_msg_id"].is_string());
    let (mut other, _) = world.visitor().await;
    assert_eq!(other.say("I was quiet").await.unwrap()["seq"], 1);
    world.clock.advance(60_000);
    let id = refused["client_msg_id"].as_str().unwrap();
    assert_eq!(visitor.write(id, "x").await.unwrap()["type"], "ack");
}

/// livechat.md: a network address opens so many conversations an hour; who has one goes on writing.
#[tokio::test]
async fn conversations_of_an_address_have_a_limit() {
    let few = [("chat.conversations_per_hour", "2")];
    let world = World::start(true, &few).await;
    let (mut first, _) = world.visitor().await;
    first.say("One").await.unwrap();
    let (mut second, _) = world.visitor().await;
    second.say("Two").await.unwrap();
    let (mut third, _) = world.visitor().await;
    let refused = third.write(&new_id(), "Three").await.unwrap();
    assert_eq!(refused["code"], "too_many_conversations");
    assert!(refused["retry_after"].as_u64().unwrap() > 60);
    assert_eq!(first.say("Still").await.unwrap()["type"], "ack");
    world.clock.advance(3_600_000);
    assert_eq!(third.say("Three").await.unwrap()["type"], "ack");
}

/// GOALS, Security: the address is the proxy's word only where the proxy is trusted; then every guest behind it counts alone.
#[tokio::test]
async fn an_address_behind_a_proxy() {
    let open = async |world: &World, forwarded: &str| {
        let token = new_token();
        let frames = json!([{"type": "hello", "token": token},
            {"type": "message", "client_msg_id": new_id(), "text": "Hello"}]);
        let answer = reqwest::Client::new()
            .post(format!("{}/chat/demo/frames", world.url))
            .bearer_auth(&token)
            .header("x-forwarded-for", forwarded)
            .json(&frames)
            .send()
            .await
            .unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer[1]["code"].as_str().unwrap_or("kept").to_owned()
    };
    let one = ("chat.conversations_per_hour", "1");
    let trusting = World::start(true, &[one, ("server.trusted_proxies", "127.0.0.1")]).await;
    assert_eq!(open(&trusting, "203.0.113.1").await, "kept");
    assert_eq!(open(&trusting, "203.0.113.2").await, "kept");
    assert_eq!(
        open(&trusting, "203.0.113.1").await,
        "too_many_conversations"
    );
    let wary = World::start(true, &[one]).await;
    assert_eq!(open(&wary, "203.0.113.1").await, "kept");
    assert_eq!(open(&wary, "203.0.113.2").await, "too_many_conversations");
}

/// A visitor and an address hold so many sockets; a place comes back when one ends.
#[tokio::test]
async fn sockets_have_a_limit() {
    let few = [
        ("chat.sockets_per_visitor", "1"),
        ("chat.sockets_per_address", "3"),
    ];
    let world = World::start(true, &few).await;
    let (visitor, _) = world.visitor().await;
    let mut second = Visitor::open(&world.url, "demo", &visitor.token, None)
        .await
        .unwrap();
    let token = visitor.token.clone();
    second
        .send(&json!({"type": "hello", "token": token}))
        .await
        .unwrap();
    let bye = second.until(|it| it["type"] == "bye").await.unwrap();
    assert_eq!(bye["reason"], "too_many");
    let (_a, _b) = (world.visitor().await, world.visitor().await);
    assert_eq!(
        status(Visitor::open(&world.url, "demo", &new_token(), None).await),
        429
    );
    drop(visitor);
    while status(Visitor::open(&world.url, "demo", &new_token(), None).await) != 101 {
        tokio::task::yield_now().await;
    }
}

/// livechat.md: the relay pings, and a visitor who answers nothing is gone after the idle time, with a word; who answers stays far longer.
#[tokio::test]
async fn silence_ends_a_line() {
    let short = [("chat.ping_seconds", "1"), ("chat.idle_seconds", "2")];
    let world = World::start(true, &short).await;
    let (mut awake, _) = world.visitor().await;
    // Nobody reads this line, so no ping is answered on it.
    let (mut asleep, _) = world.visitor().await;
    for _ in 0..5 {
        awake.pinged().await.unwrap();
    }
    assert_eq!(awake.say("Here").await.unwrap()["seq"], 1);
    let gone = asleep.until(|_| false).await.unwrap_err();
    assert_eq!(gone.to_string(), "the line is closed");
    // Who never says who they are has no more time than that, pings answered or not.
    let mut mute = Visitor::open(&world.url, "demo", &new_token(), None)
        .await
        .unwrap();
    let bye = mute.until(|it| it["type"] == "bye").await.unwrap();
    assert_eq!(bye["reason"], "idle");
}

/// A chat that was switched off says so, to who comes and to who is there.
#[tokio::test]
async fn a_chat_that_is_off() {
    let world = World::demo().await;
    let (mut visitor, _) = world.visitor().await;
    visitor.say("Hello").await.unwrap();
    world.switch_off("demo").await;
    visitor
        .send(&json!({"type": "message", "client_msg_id": new_id(), "text": "?"}))
        .await
        .unwrap();
    let bye = visitor.until(|it| it["type"] == "bye").await.unwrap();
    assert_eq!(bye["reason"], "closed");
    let mut late = Visitor::open(&world.url, "demo", &new_token(), None)
        .await
        .unwrap();
    let hello: Value = json!({"type": "hello", "token": late.token});
    late.send(&hello).await.unwrap();
    assert_eq!(late.next().await.unwrap().unwrap()["reason"], "closed");
}
