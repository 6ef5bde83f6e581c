//! The app ended at each point of a reply's way out of this computer, one by one, and started again.
//!
//! ```text
//!   written down ─ begun ─ request out ─ relay has it ─┬─ answer kept ─ batch applied ─┐
//!                                                      └─ batch applied ─ answer kept ─┴─ settled
//!   a file: piece by piece before its message · held: kept ─ released under a new id ─ relay has it
//! ```

use crate::attachments::{attach, large_photo, send};
use crate::world::{Place, World};
use cache::{OutboxEntry, OutboxState};
use domain::command::Action;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::time::Duration;
use testkit::Back;
use testkit::whatsapp::Guest;

/// Where the app ends. A new point of the way belongs here; then it does not compile until [`Point::next`] and [`stop`] know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// The reply and its echo are on the disk; nobody has looked at it.
    WrittenDown,
    /// On the disk as under way; not a byte of it has left.
    Begun,
    /// The request has left, and arrives after the app has ended.
    RequestOut,
    /// The relay has committed it and delivers it; its answer does not arrive. On the disk the same as an answer that arrives and is not
    /// kept any more.
    RelayHasIt,
    /// The answer is kept; the change has not come.
    AnswerKept,
    /// The change has come; the answer has not.
    BatchBeforeAnswer,
    /// Answer and change are here; it has left the outbox.
    Settled,
    /// In the middle of a file that goes before its message.
    UploadPiece,
    /// The relay held it, and that is kept.
    HeldKept,
    /// Its writer released it: on the disk under a new id.
    Released,
    /// Released, and the relay has it under the new id; its answer does not arrive.
    ReleasedRelayHasIt,
}

impl Point {
    const FIRST: Self = Self::WrittenDown;

    fn next(self) -> Option<Self> {
        Some(match self {
            Self::WrittenDown => Self::Begun,
            Self::Begun => Self::RequestOut,
            Self::RequestOut => Self::RelayHasIt,
            Self::RelayHasIt => Self::AnswerKept,
            Self::AnswerKept => Self::BatchBeforeAnswer,
            Self::BatchBeforeAnswer => Self::Settled,
            Self::Settled => Self::UploadPiece,
            Self::UploadPiece => Self::HeldKept,
            Self::HeldKept => Self::Released,
            Self::Released => Self::ReleasedRelayHasIt,
            Self::ReleasedRelayHasIt => return None,
        })
    }
}

/// A reply that is about to be written.
struct Reply {
    guest: Guest,
    conversation: Value,
    text: String,
}

/// The reply's entry as it stands on the disk; `None` once it has left the outbox.
fn on_disk(place: &Place, reply: &Reply) -> Option<OutboxEntry> {
    let all = place.cache().read(|reader| reader.outbox().all()).unwrap();
    all.into_iter().find(|entry| {
        matches!(&entry.command.action, Action::SendMessage { text, .. } if *text == reply.text)
    })
}

async fn until_on_disk(place: &Place, reply: &Reply, test: impl Fn(&OutboxEntry) -> bool) {
    place
        .until("it is so on the disk", || async {
            on_disk(place, reply).filter(&test).map(drop)
        })
        .await;
}

fn is_sending(entry: &OutboxEntry) -> bool {
    entry.state == OutboxState::Sending
}

fn said(world: &World, text: &str) -> usize {
    let sent = world.graph.sent_texts();
    sent.iter().filter(|sent| *sent == text).count()
}

async fn until_said(world: &World, place: &Place, reply: &Reply) {
    place
        .until("the relay has delivered it", || async {
            (said(world, &reply.text) == 1).then_some(())
        })
        .await;
}

/// The guest writes while the reply waits for more than 30 seconds, so that the relay holds it.
async fn held(world: &World, ines: &Place, reply: &Reply) -> Value {
    ines.line.cut();
    ines.until_offline().await;
    ines.host.ahead.store(-31_000, Ordering::Relaxed);
    ines.say(&reply.conversation, &reply.text).await;
    ines.host.ahead.store(0, Ordering::Relaxed);
    world.writes(&reply.guest, "one more thing").await;
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    ines.message(&reply.conversation, "one more thing", |_| true)
        .await;
    ines.message(&reply.conversation, &reply.text, |m| m["state"] == "held")
        .await
}

/// Writes the reply and ends the app at the point; the app as it has started again, before anything more passes.
async fn stop(point: Point, world: &World, ines: Place, reply: &Reply) -> Place {
    let at = &reply.conversation;
    match point {
        Point::WrittenDown => {
            ines.line.freeze();
            // A lane sends one at a time: behind what is under way, it is only written down.
            let note = json!({"conversation": at, "text": "before it"});
            ines.call("add_note", note).await;
            ines.say(at, &reply.text).await;
            let entry = on_disk(&ines, reply).unwrap();
            assert_eq!((entry.state, entry.attempts), (OutboxState::Queued, 0));
            ines.crash().await
        }
        Point::Begun => {
            ines.line.freeze();
            ines.say(at, &reply.text).await;
            until_on_disk(&ines, reply, is_sending).await;
            // What was in the line is lost.
            ines.line.cut();
            let ines = ines.crash().await;
            assert_eq!(said(world, &reply.text), 0);
            ines
        }
        Point::RequestOut => {
            ines.line.freeze();
            ines.say(at, &reply.text).await;
            until_on_disk(&ines, reply, is_sending).await;
            ines.crash().await
        }
        Point::RelayHasIt => {
            ines.line.only(Back::Nothing);
            ines.say(at, &reply.text).await;
            until_said(world, &ines, reply).await;
            assert!(on_disk(&ines, reply).as_ref().is_some_and(is_sending));
            ines.line.cut();
            ines.crash().await
        }
        Point::AnswerKept => {
            ines.line.only(Back::Answers);
            ines.say(at, &reply.text).await;
            let answered = |it: &OutboxEntry| matches!(it.state, OutboxState::Answered { .. });
            until_on_disk(&ines, reply, answered).await;
            ines.line.cut();
            let ines = ines.crash().await;
            assert!(on_disk(&ines, reply).as_ref().is_some_and(answered));
            ines
        }
        Point::BatchBeforeAnswer => {
            ines.line.only(Back::ButCommands);
            ines.say(at, &reply.text).await;
            until_said(world, &ines, reply).await;
            ines.until("the change is here", || async {
                let rows = ines.cache().read(|reader| {
                    let id = domain::id::ConversationId::new(at.as_str().unwrap()).unwrap();
                    let page = reader.messages().page(&id, None, 20)?;
                    let found = page.messages.into_iter().map(|it| it.row);
                    let Some(echo) = found.into_iter().find(|it| it.body.text == reply.text) else {
                        return Ok(false);
                    };
                    // What the relay has, without what this desk predicts over it.
                    let base = reader
                        .records()
                        .base::<domain::message::Message>(&echo.id)?;
                    Ok(base.is_some_and(|it| it.provider_id.is_some()))
                });
                rows.unwrap().then_some(())
            })
            .await;
            assert!(on_disk(&ines, reply).as_ref().is_some_and(is_sending));
            ines.line.cut();
            ines.crash().await
        }
        Point::Settled => {
            ines.say(at, &reply.text).await;
            ines.until_settled().await;
            assert!(on_disk(&ines, reply).is_none());
            ines.crash().await
        }
        Point::UploadPiece => {
            let photo = attach(&ines, at, "view.jpg", "image/jpeg", &large_photo()).await;
            ines.line.slow(Duration::from_millis(2));
            let message = send(&ines, at, &reply.text, &[&photo]).await;
            ines.until("a piece of the file is at the relay", || async {
                let thread = ines.thread(at).await;
                let found = thread.into_iter().find(|m| m["id"] == message)?;
                let sent = found["upload"]["sent"].as_u64()?;
                (sent >= 256 << 10).then_some(())
            })
            .await;
            ines.line.cut();
            let ines = ines.crash().await;
            assert!(on_disk(&ines, reply).is_some_and(|it| it.attempts == 0));
            ines
        }
        Point::HeldKept => {
            held(world, &ines, reply).await;
            let ines = ines.crash().await;
            let is_held = |m: &Value| m["state"] == "held";
            let kept = ines.message(at, &reply.text, is_held).await;
            assert_eq!(kept["failure"]["code"], "guest_wrote");
            assert_eq!(said(world, &reply.text), 0);
            ines.call("outbox_release", json!({"id": kept["outbox"]}))
                .await;
            ines
        }
        Point::Released => {
            let held = held(world, &ines, reply).await;
            ines.line.freeze();
            ines.call("outbox_release", json!({"id": held["outbox"]}))
                .await;
            let ines = ines.crash().await;
            let entry = on_disk(&ines, reply).unwrap();
            assert_ne!(entry.command.id.as_str(), held["outbox"], "a new id");
            ines
        }
        Point::ReleasedRelayHasIt => {
            let held = held(world, &ines, reply).await;
            ines.line.only(Back::Nothing);
            ines.call("outbox_release", json!({"id": held["outbox"]}))
                .await;
            until_said(world, &ines, reply).await;
            ines.line.cut();
            ines.crash().await
        }
    }
}

/// How often the words, or the picture over them, have left for the guest.
fn left(world: &World, reply: &Reply) -> usize {
    let sent = world.graph.sent();
    let has = |it: &&Value| {
        it.pointer("/text/body") == Some(&json!(reply.text))
            || it.pointer("/image/caption") == Some(&json!(reply.text))
    };
    sent.iter().filter(has).count()
}

/// BEYOND 5.2, R5: wherever the app ends, the reply goes out once, the thread shows it once, the relay has it once, and nothing of it is
/// left in the outbox.
#[tokio::test(flavor = "multi_thread")]
async fn every_point_sends_once() {
    let world = World::new().await;
    let mut ines = world.at_work("ines").await;
    let relay = world.relay.sign_in("olga@miralva.example").await.unwrap();
    let mut next = Some(Point::FIRST);
    while let Some(point) = next {
        let name = format!("Guest of {point:?}");
        let guest = world.guest(&name);
        world.writes(&guest, "a human please").await;
        let row = ines
            .row(&name, |row| row["status"] == "AWAITING_AGENT")
            .await;
        let reply = Reply {
            guest,
            conversation: row["id"].clone(),
            text: format!("Ended at {point:?}."),
        };
        ines.act(&reply.conversation, "claim").await;
        ines.until_settled().await;

        ines = stop(point, &world, ines, &reply).await;
        ines.line.mend();
        ines.call("sync_now", Value::Null).await;
        ines.message(&reply.conversation, &reply.text, |m| m["state"] == "sent")
            .await;
        ines.until_settled().await;
        ines.until_live().await;
        assert_eq!(left(&world, &reply), 1, "{point:?}: to the guest");
        let thread = ines.thread(&reply.conversation).await;
        let shown = thread.iter().filter(|m| m["text"] == reply.text);
        assert_eq!(shown.count(), 1, "{point:?}: in the thread");
        let (changes, _) = relay.changes(None).await.unwrap();
        let there = changes.iter().filter(|it| it["body"]["text"] == reply.text);
        assert_eq!(there.count(), 1, "{point:?}: at the relay");
        assert_eq!(ines.sync().await["needs_attention"], 0, "{point:?}");
        next = point.next();
    }
    // What was late in a line has had its time by now.
    let mut texts = world.graph.sent_texts();
    texts.retain(|text| text.starts_with("Ended at"));
    let all = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), all, "none came later");
}
