//! Deliveries: order, retries by code, and what happens when nobody answers.

use crate::engine_world::{World, ana, say};
use domain::command::{Action, Code, Outcome};
use domain::connection::ConnectionStatus;
use domain::delivery::MessageState;
use domain::id::{ConversationId, MessageId};
use domain::message::{Author, Message};
use serde_json::json;
use std::time::Duration;
use testkit::graph::SendAnswer;
use testkit::whatsapp::{self, Account};
use tokio_util::sync::CancellationToken;

async fn staff_message(world: &World) -> (MessageId, Message) {
    let mut all = world.by(Author::Staff).await;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// A world in which Tomas's answer waits to be delivered and the greeting is out.
async fn with_answer() -> (World, ConversationId) {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    assert_eq!(
        world.send("tomas", &id, "Good evening").await.outcome,
        Outcome::Done
    );
    (world, id)
}

/// A reply reaches the Graph API as it should look, and the provider's id comes back to the message.
#[tokio::test]
async fn a_reply_is_delivered() {
    let (world, _) = with_answer().await;
    assert_eq!(staff_message(&world).await.1.state, MessageState::Queued);
    world.run_jobs().await;
    let (id, message) = staff_message(&world).await;
    assert_eq!(message.state, MessageState::Sent);
    let request = world.graph.requests().pop().unwrap();
    assert_eq!(request.path, "/v25.0/100000000000001/messages");
    assert_eq!(request.authorization, "Bearer token-wa-lisbon");
    assert_eq!(request.body["to"], "+351912345678");
    assert_eq!(request.body["text"]["body"], "Good evening");
    assert_eq!(request.body["biz_opaque_callback_data"], id.as_str());
    assert_eq!(message.provider_id.as_deref(), Some("wamid.fake.2"));
}

/// SPEC 272: delivered and read ticks follow by status, never backwards, in any order and repeated.
#[tokio::test]
async fn statuses_move_forward_only() {
    let (world, _) = with_answer().await;
    world.run_jobs().await;
    for (state, expected) in [
        ("read", MessageState::Read),
        ("sent", MessageState::Read),
        ("delivered", MessageState::Read),
        ("read", MessageState::Read),
    ] {
        let status = whatsapp::status("wamid.fake.2", state, world.seconds(0), "351912345678");
        world
            .receive(&Account::lisbon().statuses(vec![status]))
            .await;
        assert_eq!(staff_message(&world).await.1.state, expected, "{state}");
    }
    assert_eq!(
        world.conversation().await.1.preview.unwrap().state,
        MessageState::Read
    );
}

/// A status that fails a message gives the reason and counts in the row; Retry queues it again and really sends.
#[tokio::test]
async fn a_failed_message_can_be_retried() {
    let (world, id) = with_answer().await;
    world.run_jobs().await;
    let failed = whatsapp::failed("wamid.fake.2", world.seconds(0), "351912345678", 131_026);
    world
        .receive(&Account::lisbon().statuses(vec![failed.clone()]))
        .await;
    let (message, body) = staff_message(&world).await;
    assert_eq!(body.state, MessageState::Failed);
    let failure = body.failure.unwrap();
    assert_eq!(
        (failure.code.as_str(), failure.provider_code),
        ("undeliverable", Some(131_026))
    );
    assert_eq!(world.conversation().await.1.failed, 1);
    let retry = Action::RetryMessage {
        conversation: id,
        message,
    };
    assert_eq!(
        world.act("tomas", retry.clone()).await.outcome,
        Outcome::Done
    );
    assert_eq!(world.conversation().await.1.failed, 0);
    world.run_jobs().await;
    assert_eq!(staff_message(&world).await.1.state, MessageState::Sent);
    assert_eq!(world.graph.sent().len(), 3);
    world
        .receive(&Account::lisbon().statuses(vec![failed]))
        .await;
    assert_eq!(
        staff_message(&world).await.1.state,
        MessageState::Sent,
        "news of the old attempt"
    );
    assert_eq!(world.act("tomas", retry).await.code, Code::WrongStatus);
}

/// The table of error codes, live: what is tried again, what fails, and what stops the connection (whatsapp.md 5).
#[tokio::test]
async fn each_error_code_has_its_consequence() {
    for (code, again, stops) in [
        (1, true, false),
        (131_000, true, false),
        (130_429, true, false),
        (131_056, true, false),
        (131_047, false, false),
        (131_026, false, false),
        (131_049, false, false),
        (100, false, false),
        (190, false, true),
        (10, false, true),
        (131_042, false, true),
        (999_999, false, false),
    ] {
        let (world, _) = with_answer().await;
        world
            .graph
            .answer_next(SendAnswer::Error { status: 400, code });
        world.run_jobs().await;
        let state = staff_message(&world).await.1.state;
        let status = world.connection("wa-lisbon").await.status;
        assert_eq!(status == ConnectionStatus::Error, stops, "{code}");
        if !again {
            assert_eq!(state, MessageState::Failed, "{code}");
            world.clock.advance(3_600_000);
            world.run_jobs().await;
            assert_eq!(world.graph.sent().len(), 2, "{code} is not tried again");
            continue;
        }
        assert_eq!(state, MessageState::Queued, "{code}");
        world.run_jobs().await;
        assert_eq!(world.graph.sent().len(), 2, "{code} is not tried at once");
        world.clock.advance(3_000);
        world.run_jobs().await;
        assert_eq!(
            staff_message(&world).await.1.state,
            MessageState::Sent,
            "{code}"
        );
    }
}

/// A rate limit that stays fails the message after eight attempts, with growing pauses.
#[tokio::test]
async fn retries_end() {
    let (world, _) = with_answer().await;
    for _ in 0..20 {
        world.graph.answer_next(SendAnswer::Error {
            status: 429,
            code: 130_429,
        });
    }
    for _ in 0..20 {
        world.run_jobs().await;
        world.clock.advance(600_000);
    }
    let (_, message) = staff_message(&world).await;
    assert_eq!(
        (message.state, message.failure.unwrap().code.as_str()),
        (MessageState::Failed, "rate")
    );
    assert_eq!(world.graph.sent().len(), 1 + 8);
}

/// R5: a request that left and got no answer is "unknown", is never sent again by itself, and is settled by the status that
/// carries our id.
#[tokio::test]
async fn no_answer_is_unknown_until_the_status_comes() {
    let (world, id) = with_answer().await;
    world.graph.answer_next(SendAnswer::Hang);
    world.run_jobs().await;
    let (message, body) = staff_message(&world).await;
    assert_eq!(body.state, MessageState::Unknown);
    world.clock.advance(3_600_000);
    world.run_jobs().await;
    assert_eq!(world.graph.sent().len(), 2, "not sent again");
    let mut status = whatsapp::status("wamid.real", "delivered", world.seconds(0), "351912345678");
    status["biz_opaque_callback_data"] = json!(message.as_str());
    world
        .receive(&Account::lisbon().statuses(vec![status]))
        .await;
    let body = staff_message(&world).await.1;
    assert_eq!(body.state, MessageState::Delivered);
    assert_eq!(body.provider_id.as_deref(), Some("wamid.real"));
    let retry = Action::RetryMessage {
        conversation: id,
        message,
    };
    assert_eq!(world.act("tomas", retry).await.code, Code::WrongStatus);
}

/// R5: killed between "attempt started" and the answer: after the lease the message is unknown and nothing was sent twice.
#[tokio::test]
async fn killed_in_between_is_unknown() {
    let (world, _) = with_answer().await;
    let now = world.engine.clock().now();
    let claimed = world
        .store
        .claim_jobs(&["deliver"], now, 60_000, 10)
        .await
        .unwrap();
    assert_eq!(
        claimed.len(),
        1,
        "the attempt is committed, then the relay dies"
    );
    world.run_jobs().await;
    assert_eq!(staff_message(&world).await.1.state, MessageState::Queued);
    world.clock.advance(61_000);
    world.run_jobs().await;
    assert_eq!(staff_message(&world).await.1.state, MessageState::Unknown);
    assert_eq!(world.graph.sent().len(), 1, "only the greeting has left");
}

/// An answer that cannot be read is unknown too; a page of a proxy with 4xx was not taken and is tried again.
#[tokio::test]
async fn unreadable_answers() {
    let (world, _) = with_answer().await;
    world.graph.answer_next(SendAnswer::Raw {
        status: 502,
        body: "<html>".to_owned(),
    });
    world.run_jobs().await;
    assert_eq!(staff_message(&world).await.1.state, MessageState::Unknown);
    let (world, _) = with_answer().await;
    world.graph.answer_next(SendAnswer::Raw {
        status: 407,
        body: "<html>".to_owned(),
    });
    world.run_jobs().await;
    assert_eq!(staff_message(&world).await.1.state, MessageState::Queued);
}

/// Messages of a conversation leave in order: one that waits for its next attempt holds back those behind it, and no other
/// conversation.
#[tokio::test]
async fn a_lane_keeps_order() {
    let (world, id) = with_answer().await;
    for text in ["second", "third"] {
        world.act("tomas", say(&id, text)).await;
    }
    world.graph.answer_next(SendAnswer::Error {
        status: 400,
        code: 131_056,
    });
    world.run_jobs().await;
    assert_eq!(world.graph.sent_texts()[1..], ["Good evening"]);
    let bea = whatsapp::Guest::new("4915123456789", "Bea Klein");
    world.says(&bea, "wamid.bea", 1, "hallo").await;
    world.run_jobs().await;
    assert_eq!(
        world.graph.sent_texts().len(),
        3,
        "the other guest is greeted meanwhile"
    );
    world.clock.advance(3_000);
    world.run_jobs().await;
    assert_eq!(
        world.graph.sent_texts()[3..],
        ["Good evening", "second", "third"]
    );
    let states = world.by(Author::Staff).await;
    assert!(states.iter().all(|(_, it)| it.state == MessageState::Sent));
}

/// A connection that failed works again once a message got through; without a token nothing leaves.
#[tokio::test]
async fn a_sent_message_heals_the_connection() {
    let (world, id) = with_answer().await;
    world.graph.answer_next(SendAnswer::Error {
        status: 401,
        code: 190,
    });
    world.run_jobs().await;
    assert_eq!(
        world.connection("wa-lisbon").await.status,
        ConnectionStatus::Error
    );
    let (message, body) = staff_message(&world).await;
    assert_eq!(body.failure.unwrap().code, "token");
    world
        .act(
            "tomas",
            Action::RetryMessage {
                conversation: id,
                message,
            },
        )
        .await;
    world.run_jobs().await;
    let it = world.connection("wa-lisbon").await;
    assert_eq!((it.status, it.problem), (ConnectionStatus::Connected, None));
}

/// The running loop delivers what is added, and ends when told, after what runs.
#[tokio::test]
async fn the_loop_delivers_and_stops() {
    let world = World::new().await;
    let closing = CancellationToken::new();
    let running = tokio::spawn(world.runner.clone().run(closing.clone()));
    world
        .graph
        .answer_next(SendAnswer::Slow(Duration::from_millis(300)));
    world.says(&ana(), "wamid.1", 5, "hello").await;
    assert!(world.graph.wait_for_sends(1, Duration::from_secs(5)).await);
    closing.cancel();
    running.await.unwrap();
    let state = world.by(Author::Bot).await.remove(0).1.state;
    assert_eq!(state, MessageState::Sent, "what ran was finished");
}
