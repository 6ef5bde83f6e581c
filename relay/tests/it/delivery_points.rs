//! The relay ended at each point of a delivery, one by one, and started again on what it left.
//!
//! ```text
//!   job written ─ attempt started ─ request out ─ provider took it ─ answer kept
//! ```

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_faults::BEGIN;
use crate::engine_world::World;
use domain::command::{Action, Outcome};
use domain::delivery::MessageState;
use domain::id::MessageId;
use domain::message::{Author, Message};
use domain::time::HOUR;
use std::sync::atomic::Ordering;
use std::time::Duration;
use testkit::graph::SendAnswer;

const TEXT: &str = "Good evening";
/// Longer than the lease of a delivery, in milliseconds.
const LEASE_OVER: i64 = 61_000;
const PATIENCE: Duration = Duration::from_secs(20);

/// Where the relay ends. A new point belongs here; then it does not compile until [`Point::next`] and [`stop`] know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// Message, job and answer are committed.
    JobWritten,
    /// The attempt is committed; nothing has left.
    AttemptStarted,
    /// The request has left; the provider has not answered.
    RequestOut,
    /// The provider has taken it and said so; the relay has not kept that.
    ProviderTookIt,
    /// The provider's answer is kept.
    AnswerKept,
}

impl Point {
    const FIRST: Self = Self::JobWritten;

    fn next(self) -> Option<Self> {
        Some(match self {
            Self::JobWritten => Self::AttemptStarted,
            Self::AttemptStarted => Self::RequestOut,
            Self::RequestOut => Self::ProviderTookIt,
            Self::ProviderTookIt => Self::AnswerKept,
            Self::AnswerKept => return None,
        })
    }
}

/// Brings the delivery to the point; the state in which the message is found afterwards, and how often it has left.
async fn stop(point: Point, world: &World) -> (MessageState, usize) {
    let running = || {
        let runner = world.runner.clone();
        tokio::spawn(async move { runner.run_due().await.map(drop) })
    };
    match point {
        Point::JobWritten => (MessageState::Sent, 1),
        Point::AttemptStarted => {
            let now = world.engine.clock().now();
            let store = &world.store;
            let claimed = store.claim_jobs(&["deliver"], now, 60_000, 10).await;
            assert_eq!(claimed.unwrap().len(), 1);
            // Whether anything had left cannot be known any more.
            (MessageState::Unknown, 0)
        }
        Point::RequestOut => {
            world.graph.answer_next(SendAnswer::Hang);
            let run = running();
            assert!(world.graph.wait_for_sends(2, PATIENCE).await);
            run.abort();
            (MessageState::Unknown, 1)
        }
        Point::ProviderTookIt => {
            world
                .graph
                .answer_next(SendAnswer::Slow(Duration::from_millis(100)));
            let run = running();
            assert!(world.graph.wait_for_sends(2, PATIENCE).await);
            // The answer comes, and the database takes nothing.
            world.faults.what.store(BEGIN, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(400)).await;
            assert!(!run.is_finished(), "it tries to keep the answer");
            run.abort();
            world.faults.what.store(0, Ordering::SeqCst);
            (MessageState::Unknown, 1)
        }
        Point::AnswerKept => {
            world.run_jobs().await;
            (MessageState::Sent, 1)
        }
    }
}

/// Ends the relay, and starts another one on what its folder holds.
async fn again(world: World) -> World {
    let (folder, graph) = (world.folder.clone(), world.graph.clone());
    world.store.close().await.unwrap();
    drop(world);
    World::open(folder, graph, Duration::from_millis(700)).await
}

fn left(world: &World) -> usize {
    let sent = world.graph.sent_texts();
    sent.iter().filter(|text| *text == TEXT).count()
}

async fn answer(world: &World) -> (MessageId, Message) {
    let mut all = world.by(Author::Staff).await;
    assert_eq!(all.len(), 1, "nothing lost, nothing doubled");
    all.remove(0)
}

/// R5, BEYOND 5.2: wherever the relay ends, the message leaves once, or is *unknown* and never sent again by itself; a person who sends an
/// unknown one again sends it once.
#[tokio::test]
async fn every_point_sends_once_or_says_unknown() {
    let mut next = Some(Point::FIRST);
    while let Some(point) = next {
        let world = World::new().await;
        let id = world.with_tomas().await;
        world.run_jobs().await;
        let sent = world.send("tomas", &id, TEXT).await;
        assert_eq!(sent.outcome, Outcome::Done);
        let (state, times) = stop(point, &world).await;

        let world = again(world).await;
        assert_eq!(
            left(&world),
            if point == Point::JobWritten { 0 } else { times }
        );
        world.clock.advance(LEASE_OVER);
        world.run_jobs().await;
        let (message, body) = answer(&world).await;
        assert_eq!(body.state, state, "{point:?}");
        assert_eq!(left(&world), times, "{point:?}");
        world.clock.advance(HOUR);
        world.run_jobs().await;
        assert_eq!(left(&world), times, "{point:?}: not again by itself");
        if state == MessageState::Unknown {
            let retry = Action::RetryMessage {
                conversation: id,
                message,
            };
            assert_eq!(world.act("tomas", retry).await.outcome, Outcome::Done);
            world.run_jobs().await;
            assert_eq!(answer(&world).await.1.state, MessageState::Sent);
            assert_eq!(left(&world), times + 1, "{point:?}: a person's word");
        }
        next = point.next();
    }
}
