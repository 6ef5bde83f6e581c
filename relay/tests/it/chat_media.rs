//! Live Chat: files (livechat.md, "1 upload = separate signed POST").

use crate::chat_world::{done, taken_over};
use crate::relay_world::World;
use relay::clock::Clock;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::Digest;
use testkit::VisitorRequests;
use testkit::visitor::{new_id, new_token};

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n and some pixels";

/// A visitor's photo is theirs and the house's: sent beside the frames, in a message by its handle, read back with the token alone.
#[tokio::test]
async fn a_photo() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    taken_over(&ines, &mut visitor).await;
    let requests = VisitorRequests::new(&world.url, "demo", &visitor.token);
    let (status, file) = requests.upload("../Küche 1.png", PNG).await.unwrap();
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        (&file["mime"], &file["size"]),
        (&json!("image/png"), &json!(PNG.len()))
    );
    let frame = json!({"type": "message", "client_msg_id": new_id(), "media": file["media"], "text": "The kitchen"});
    visitor.send(&frame).await.unwrap();
    let ack = visitor.until(|it| it["type"] == "ack").await.unwrap();
    let message = ines
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    let content = &message["body"]["content"];
    assert_eq!(
        (&content["type"], &content["mime"], &content["name"]),
        (&json!("image"), &json!("image/png"), &json!("Küche 1.png"))
    );
    assert_eq!(message["body"]["text"], "The kitchen");
    let id = content["id"].as_str().unwrap();
    let (status, kind, bytes) = requests.fetch(id).await.unwrap();
    assert_eq!(
        (status, kind.as_str(), bytes.as_slice()),
        (StatusCode::OK, "image/png", PNG)
    );
    let (_, hello) = world.again(&visitor.token, 0).await;
    assert_eq!(hello["messages"][2]["content"]["id"], id);
    // Nobody else has it, and no token is no key.
    for token in [new_token(), String::new()] {
        let other = VisitorRequests::new(&world.url, "demo", &token);
        let (status, _, bytes) = other.fetch(id).await.unwrap();
        assert!(matches!(
            status,
            StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED
        ));
        assert_ne!(bytes, PNG);
    }
}

/// A colleague's file reaches the visitor, whose page may fetch it; a file of another guest of the house may not be.
#[tokio::test]
async fn only_files_of_ones_own_thread() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let conversation = taken_over(&ines, &mut visitor).await;
    let requests = VisitorRequests::new(&world.url, "demo", &visitor.token);
    let digest = hex::encode(sha2::Sha256::digest(PNG));
    let uploaded = reqwest::Client::new()
        .patch(format!("{}/v1/uploads/{digest}", world.url))
        .bearer_auth(&ines.token)
        .header("upload-offset", 0)
        .header("upload-length", PNG.len())
        .header("content-type", "image/png")
        .body(PNG)
        .send()
        .await
        .unwrap();
    assert_eq!(uploaded.status(), StatusCode::OK);
    assert_eq!(
        requests.fetch(&digest).await.unwrap().0,
        StatusCode::NOT_FOUND
    );
    let attachment =
        json!({"media": digest, "mime": "image/png", "size": PNG.len(), "name": "map.png"});
    let command = json!({"type": "send_message", "conversation": conversation, "text": "The way", "attachment": attachment});
    done(&ines, command).await;
    let frame = visitor.until(|it| it["type"] == "message").await.unwrap();
    assert_eq!(
        (&frame["content"]["type"], &frame["content"]["id"]),
        (&json!("image"), &json!(digest))
    );
    assert_eq!(requests.fetch(&digest).await.unwrap().2, PNG);
    let (changes, _) = ines.changes(None).await.unwrap();
    let other = changes
        .iter()
        .find_map(|it| it["body"]["content"]["id"].as_str())
        .unwrap();
    assert_eq!(
        requests.fetch(other).await.unwrap().0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        requests.fetch("..%2Fmaster.key").await.unwrap().0,
        StatusCode::NOT_FOUND
    );
}

/// livechat.md: an upload has 10 MB at most; SVG, HTML, programs and what nobody knows are refused whatever they are called; the type told is
/// the one of the bytes.
#[tokio::test]
async fn what_is_not_taken() {
    let world = World::demo().await;
    let requests = VisitorRequests::new(&world.url, "demo", &new_token());
    let status = async |name: &str, bytes: &[u8]| requests.upload(name, bytes).await.unwrap().0;
    let unsupported = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    assert_eq!(
        status("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>").await,
        unsupported
    );
    assert_eq!(
        status("a.png", b"<!doctype html><script>1</script>").await,
        unsupported
    );
    assert_eq!(status("a.png", b"MZ\x90\x00").await, unsupported);
    assert_eq!(status("a.exe", PNG).await, unsupported);
    assert_eq!(status("a.png", b"").await, unsupported);
    let mut large = PNG.to_vec();
    large.resize(10 << 20, 0);
    assert_eq!(status("a.png", &large).await, StatusCode::OK);
    large.push(0);
    assert_eq!(status("a.png", &large).await, StatusCode::PAYLOAD_TOO_LARGE);
    large.resize(12 << 20, 0);
    assert_eq!(status("a.png", &large).await, StatusCode::PAYLOAD_TOO_LARGE);
    let (_, told) = requests.upload("a.html.png", b"%PDF-1.7").await.unwrap();
    assert_eq!(told["mime"], "application/pdf");
}

/// livechat.md, "signed": a handle is good for its own visitor only, and cannot be made up.
#[tokio::test]
async fn a_handle_is_its_visitors() {
    let world = World::demo().await;
    let other = VisitorRequests::new(&world.url, "demo", &new_token());
    let (_, file) = other.upload("a.png", PNG).await.unwrap();
    let (mut visitor, _) = world.visitor().await;
    for media in [file["media"].clone(), json!("made.up"), json!("x")] {
        let frame = json!({"type": "message", "client_msg_id": new_id(), "media": media});
        visitor.send(&frame).await.unwrap();
        let refused = visitor.until(|it| it["type"] == "error").await.unwrap();
        assert_eq!(refused["code"], "unknown_media");
    }
}

/// A file that no message carries goes after a day, one that a message carries stays. A handle ends before its file does; the same file
/// brought again is good.
#[tokio::test]
async fn an_upload_that_nobody_sent_goes() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    taken_over(&ines, &mut visitor).await;
    let requests = VisitorRequests::new(&world.url, "demo", &visitor.token);
    let unsent = [PNG, b"never sent"].concat();
    let (_, sent) = requests.upload("sent.png", PNG).await.unwrap();
    let (_, other) = requests.upload("unsent.png", &unsent).await.unwrap();
    let frame =
        |media: &Value| json!({"type": "message", "client_msg_id": new_id(), "media": media});
    visitor.send(&frame(&sent["media"])).await.unwrap();
    visitor.until(|it| it["type"] == "ack").await.unwrap();
    let id = hex::encode(sha2::Sha256::digest(PNG));
    let waiting = world.folder.path().join("data/media/waiting");
    while waiting.join(&id).exists() {
        tokio::task::yield_now().await;
    }
    let media = world.tools.media.clone();
    let day = 24 * 3_600_000;
    let now = world.clock.now();
    assert_eq!(
        media.sweep_waiting(now).await.unwrap(),
        0,
        "it may still be sent"
    );
    world.clock.advance(day / 2 + 60_000);
    visitor.send(&frame(&other["media"])).await.unwrap();
    let refused = visitor.until(|it| it["type"] == "error").await.unwrap();
    assert_eq!(refused["code"], "unknown_media");
    let (_, again) = requests.upload("unsent.png", &unsent).await.unwrap();
    visitor.send(&frame(&again["media"])).await.unwrap();
    visitor.until(|it| it["type"] == "ack").await.unwrap();
    let (_, third) = requests
        .upload("third.png", &[PNG, b"3"].concat())
        .await
        .unwrap();
    assert!(third["media"].is_string());
    let unsent_id = hex::encode(sha2::Sha256::digest(&unsent));
    while waiting.join(&unsent_id).exists() {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        media.sweep_waiting(now.plus(day + 60_000)).await.unwrap(),
        1
    );
    assert_eq!(std::fs::read_dir(&waiting).unwrap().count(), 0);
    assert_eq!(requests.fetch(&id).await.unwrap().2, PNG);
    assert_eq!(requests.fetch(&unsent_id).await.unwrap().2, unsent);
}

/// A relay that dies between a message and the move of its file loses neither: the file is read where it waits, and moved by the next run.
#[tokio::test]
async fn a_sent_file_is_there_before_it_is_moved() {
    let world = crate::engine_world::World::new().await;
    let id = world.library.put_waiting(PNG.into()).await.unwrap();
    assert_eq!(world.library.get(&id).await.unwrap().unwrap(), PNG);
    for _ in 0..2 {
        world.library.keep(&id).await.unwrap();
        assert_eq!(world.library.get(&id).await.unwrap().unwrap(), PNG);
    }
    let later = world.seconds(0) * 1000 + 48 * 3_600_000;
    let later = domain::time::UnixMillis(later);
    assert_eq!(world.library.sweep_waiting(later).await.unwrap(), 0);
    assert_eq!(world.library.get(&id).await.unwrap().unwrap(), PNG);
}

/// Files of a visitor have a rate, and a foreign site cannot send any.
#[tokio::test]
async fn uploads_have_a_rate_and_an_origin() {
    let world = World::start(true, &[("chat.uploads_per_hour", "2")]).await;
    let requests = VisitorRequests::new(&world.url, "demo", &new_token());
    for _ in 0..2 {
        assert_eq!(
            requests.upload("a.png", PNG).await.unwrap().0,
            StatusCode::OK
        );
    }
    let (status, problem) = requests.upload("a.png", PNG).await.unwrap();
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert!(problem["retry_after"].as_u64().unwrap() > 60);
    let foreign = reqwest::Client::new()
        .post(format!("{}/chat/demo/media", world.url))
        .bearer_auth(new_token())
        .header("origin", "https://evil.example")
        .body(PNG)
        .send()
        .await
        .unwrap();
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
}
