//! Live Chat where no WebSocket gets through: the same frames by HTTP (livechat.md, "HTTP long-poll fallback").

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::chat_world::{numbers, reply, taken_over};
use crate::relay_world::World;
use reqwest::StatusCode;
use serde_json::{Value, json};
use testkit::VisitorRequests;
use testkit::visitor::{new_id, new_token};

fn hello(token: &str, last_seq: u64) -> Value {
    json!({"type": "hello", "token": token, "last_seq": last_seq})
}

/// Polls until a frame passes `test`, as the page does.
async fn until(requests: &VisitorRequests, last_seq: u64, test: impl Fn(&Value) -> bool) -> Value {
    loop {
        let (status, frames) = requests.events(last_seq).await.unwrap();
        assert_eq!(status, StatusCode::OK, "{frames}");
        if let Some(found) = frames.as_array().unwrap().iter().find(|it| test(it)) {
            return found.clone();
        }
    }
}

/// The frames are those of the socket: the same visitor, once by each, is told the same.
#[tokio::test]
async fn the_frames_equal_the_sockets() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut socket, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut socket).await;
    let requests = VisitorRequests::new(&world.url, "demo", &socket.token);
    let (status, answer) = requests
        .frames(&json!([hello(&socket.token, 0)]))
        .await
        .unwrap();
    assert_eq!(status, StatusCode::OK);
    let (mut again, by_socket) = world.again(&socket.token, 0).await;
    assert_eq!(answer[0], by_socket, "hello");
    let id = new_id();
    let message = json!({"type": "message", "client_msg_id": id, "text": "By request"});
    let (_, answer) = requests.frames(&message).await.unwrap();
    assert_eq!(answer[0]["type"], "ack");
    assert_eq!(
        again.write(&id, "By request").await.unwrap(),
        answer[0],
        "ack"
    );
    reply(&ines, &conversation, "An answer").await;
    let by_request = until(&requests, 3, |it| it["type"] == "message").await;
    let by_socket = again
        .until(|it| it["type"] == "message" && it["text"] == "An answer")
        .await
        .unwrap();
    assert_eq!(by_request, by_socket, "message");
    let (_, answer) = requests.frames(&json!({"type": "ping"})).await.unwrap();
    assert_eq!(answer, json!([{"type": "pong"}]));
    let (_, answer) = requests.frames(&json!([{"type": "drop"}])).await.unwrap();
    assert_eq!(answer[0]["code"], "bad_frame");
}

/// Between two polls nothing is missed, and what an answer lost on its way is told again.
#[tokio::test]
async fn nothing_is_missed_between_two_polls() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut socket, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut socket).await;
    let requests = VisitorRequests::new(&world.url, "demo", &socket.token);
    requests
        .frames(&json!([hello(&socket.token, 0)]))
        .await
        .unwrap();
    for text in ["One", "Two", "Three"] {
        reply(&ines, &conversation, text).await;
    }
    until(&requests, 2, |it| it["seq"] == 5).await;
    let mut seen = Vec::new();
    while seen.last() != Some(&5) {
        let (_, frames) = requests
            .events(seen.last().copied().unwrap_or(2))
            .await
            .unwrap();
        seen.extend(numbers(&frames));
    }
    assert_eq!(seen, [3, 4, 5], "told again because the page has only two");
}

/// A poll that waits is not in the way of a frame.
#[tokio::test]
async fn a_frame_does_not_wait_for_a_poll() {
    let world = World::demo().await;
    let token = new_token();
    let requests = VisitorRequests::new(&world.url, "demo", &token);
    requests.frames(&json!([hello(&token, 0)])).await.unwrap();
    let waiting = VisitorRequests::new(&world.url, "demo", &token);
    // The hello rang once: the first poll may come back at once.
    waiting.events(0).await.unwrap();
    let poll = tokio::spawn(async move { waiting.events(0).await });
    let message = json!({"type": "message", "client_msg_id": new_id(), "text": "Quick"});
    let begun = std::time::Instant::now();
    let (_, answer) = requests.frames(&message).await.unwrap();
    assert_eq!(answer[0]["type"], "ack");
    // The poll's own wait is 25 seconds; far below that is no measurement.
    assert!(begun.elapsed() < std::time::Duration::from_secs(15));
    assert_eq!(poll.await.unwrap().unwrap().0, StatusCode::OK);
}

/// A parked visit counts like a socket of its address; one that nobody asks about any more gives its place back and says hello again.
#[tokio::test]
async fn parked_visits_have_a_limit_and_an_end() {
    let world = World::start(true, &[("chat.sockets_per_address", "2")]).await;
    let open = async |token: &str| {
        let requests = VisitorRequests::new(&world.url, "demo", token);
        let (status, _) = requests.frames(&json!([hello(token, 0)])).await.unwrap();
        status
    };
    let first = new_token();
    assert_eq!(open(&first).await, StatusCode::OK);
    assert_eq!(open(&first).await, StatusCode::OK, "the same visit");
    assert_eq!(open(&new_token()).await, StatusCode::OK);
    assert_eq!(open(&new_token()).await, StatusCode::TOO_MANY_REQUESTS);
    world.clock.advance(61_000);
    assert_eq!(open(&new_token()).await, StatusCode::OK);
    let requests = VisitorRequests::new(&world.url, "demo", &first);
    assert_eq!(requests.events(0).await.unwrap().0, StatusCode::CONFLICT);
}

/// Doors: without a token, from a foreign site, with another's token in the hello, without a hello, beyond the size.
#[tokio::test]
async fn who_may_ask() {
    let world = World::demo().await;
    let token = new_token();
    let requests = VisitorRequests::new(&world.url, "demo", &token);
    assert_eq!(requests.events(0).await.unwrap().0, StatusCode::CONFLICT);
    let (_, answer) = requests.frames(&json!({"type": "ping"})).await.unwrap();
    assert_eq!(answer[0]["code"], "hello_first");
    let (_, answer) = requests
        .frames(&json!([hello(&new_token(), 0)]))
        .await
        .unwrap();
    assert_eq!(answer[0]["code"], "bad_token");
    assert_eq!(requests.events(0).await.unwrap().0, StatusCode::CONFLICT);
    let large = json!([{"type": "ping", "x": "x".repeat(64 << 10)}]);
    assert_eq!(
        requests.frames(&large).await.unwrap().0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let many: Vec<Value> = (0..21).map(|_| json!({"type": "ping"})).collect();
    assert_eq!(
        requests.frames(&json!(many)).await.unwrap().0,
        StatusCode::BAD_REQUEST
    );
    let http = reqwest::Client::new();
    let url = format!("{}/chat/demo/events", world.url);
    let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status();
    assert_eq!(status(http.get(&url)).await, StatusCode::UNAUTHORIZED);
    let foreign = http
        .get(&url)
        .bearer_auth(&token)
        .header("origin", "https://evil.example");
    assert_eq!(status(foreign).await, StatusCode::FORBIDDEN);
    let nowhere = http
        .get(format!("{}/chat/nowhere/events", world.url))
        .bearer_auth(&token);
    assert_eq!(status(nowhere).await, StatusCode::NOT_FOUND);
}
