//! Files to the guest over WhatsApp: uploaded first, named by the message, tried again by code (SPEC 39, 40, 141).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_world::{World, staff, workspace};
use domain::command::{Action, Outcome};
use domain::delivery::MessageState;
use domain::id::{ConversationId, MediaId};
use domain::message::{Attachment, Author};
use testkit::graph::SendAnswer;

const VIEW: &[u8] = include_bytes!("../../src/demo/media/view.jpg");

/// A world in which a photograph of Tomas's waits to be delivered and the greeting is out.
async fn with_photo() -> (World, ConversationId, MediaId) {
    let world = World::new().await;
    let conversation = world.with_tomas().await;
    world.run_jobs().await;
    let media = world
        .library
        .put(bytes::Bytes::from_static(VIEW))
        .await
        .unwrap();
    let size = VIEW.len() as u64;
    world
        .engine
        .keep_upload(&workspace(), &staff("tomas"), &media, "image/jpeg", size)
        .await
        .unwrap();
    let action = Action::SendMessage {
        conversation: conversation.clone(),
        text: "The view from your room".to_owned(),
        attachment: Some(Attachment {
            media: media.clone(),
            mime: "image/jpeg".to_owned(),
            size,
            name: Some("view.jpg".to_owned()),
            voice: false,
        }),
        message: None,
        reply_to: None,
        seen: None,
        send_at: None,
    };
    assert_eq!(world.act("tomas", action).await.outcome, Outcome::Done);
    (world, conversation, media)
}

async fn state(world: &World) -> (MessageState, Option<String>) {
    let (_, message) = world.by(Author::Staff).await.pop().unwrap();
    (message.state, message.failure.map(|failure| failure.code))
}

/// SPEC 141: the bytes reach Meta with the connection's token, and the message names the id that came back, with the caption; what
/// is written after it leaves after it.
#[tokio::test]
async fn a_photograph_is_delivered() {
    let (world, conversation, _) = with_photo().await;
    world.send("tomas", &conversation, "and the key").await;
    world.run_jobs().await;
    world.run_jobs().await;
    let requests = world.graph.requests();
    let upload = requests
        .iter()
        .find(|it| it.path == "/v25.0/100000000000001/media")
        .unwrap();
    assert_eq!(upload.authorization, "Bearer token-wa-lisbon");
    let sent = world.graph.sent();
    let photo = &sent[sent.len() - 2];
    assert_eq!(photo["type"], "image");
    assert_eq!(photo["image"]["caption"], "The view from your room");
    let file = world
        .graph
        .uploaded(photo["image"]["id"].as_str().unwrap())
        .unwrap();
    assert_eq!(
        (file.mime.as_str(), file.bytes.as_slice()),
        ("image/jpeg", VIEW)
    );
    assert_eq!(world.graph.sent_texts().pop().unwrap(), "and the key");
    assert_eq!(state(&world).await.0, MessageState::Sent);
    let (_, row) = world.conversation().await;
    assert_eq!(row.preview.unwrap().text, "and the key");
}

/// whatsapp.md 5: an upload that failed for a moment is tried again and the guest gets one message; one that Meta will not take
/// fails it with `media`; a token that is no good stops the account.
#[tokio::test]
async fn uploads_fail_by_code() {
    let (world, ..) = with_photo().await;
    let busy = SendAnswer::Error {
        status: 500,
        code: 131_000,
    };
    world.graph.answer_next_file(busy);
    let before = world.graph.sent().len();
    world.run_jobs().await;
    assert_eq!(state(&world).await, (MessageState::Queued, None));
    assert_eq!(
        world.graph.sent().len(),
        before,
        "nothing names a file that is not there"
    );
    world.clock.advance(60_000);
    world.run_jobs().await;
    assert_eq!(state(&world).await, (MessageState::Sent, None));
    assert_eq!(world.graph.sent().len(), before + 1);

    for (code, failure) in [(131_053, "media"), (190, "token")] {
        let (world, ..) = with_photo().await;
        let before = world.graph.sent().len();
        world
            .graph
            .answer_next_file(SendAnswer::Error { status: 400, code });
        world.run_jobs().await;
        let failed = (MessageState::Failed, Some(failure.to_owned()));
        assert_eq!(state(&world).await, failed, "{code}");
        assert_eq!(world.graph.sent().len(), before);
    }
}
