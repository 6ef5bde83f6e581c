//! Files from desks: resumable, checked, authorised; and what messages may carry them (SPEC 40, 141; R9, R12).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::World;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::RelayClient;

const VIEW: &[u8] = include_bytes!("../../src/demo/media/view.jpg");
const PARKING: &[u8] = include_bytes!("../../src/demo/media/parking.pdf");

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn ask(world: &World, who: &RelayClient, method: Method, id: &str) -> reqwest::RequestBuilder {
    reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .request(method, format!("{}/v1/uploads/{id}", world.url))
        .bearer_auth(&who.token)
}

async fn stands(world: &World, who: &RelayClient, id: &str) -> u64 {
    let answer = ask(world, who, Method::HEAD, id).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    offset(&answer)
}

fn offset(answer: &Response) -> u64 {
    let header = answer.headers().get("upload-offset").unwrap();
    header.to_str().unwrap().parse().unwrap()
}

async fn piece(
    world: &World,
    who: &RelayClient,
    id: &str,
    (from, length): (u64, usize),
    mime: &str,
    bytes: &[u8],
) -> Response {
    ask(world, who, Method::PATCH, id)
        .header("upload-offset", from)
        .header("upload-length", length)
        .header("content-type", mime)
        .body(bytes.to_vec())
        .send()
        .await
        .unwrap()
}

async fn code(answer: Response) -> (StatusCode, String) {
    let status = answer.status();
    let problem: Value = answer.json().await.unwrap();
    (
        status,
        problem["code"].as_str().unwrap_or_default().to_owned(),
    )
}

async fn upload(world: &World, who: &RelayClient, mime: &str, bytes: &[u8]) -> Value {
    let id = digest(bytes);
    let answer = piece(world, who, &id, (0, bytes.len()), mime, bytes).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

fn message(id: &str, conversation: &str, mime: &str, bytes: &[u8], name: &str) -> Value {
    json!({ "id": id, "type": "send_message", "conversation": conversation, "text": "",
        "attachment": { "media": digest(bytes), "mime": mime, "size": bytes.len(), "name": name } })
}

async fn run(who: &RelayClient, command: Value) -> (String, String, Value) {
    let answer = who.command(&command).await.unwrap();
    let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
    (text("outcome"), text("code"), answer["detail"].clone())
}

fn kept(world: &World, id: &str) -> bool {
    let folder = world.folder.path().join("data/media");
    folder.join(&id[..2]).join(id).exists()
}

/// A file arrives in pieces from where the relay stands; nothing of it is visible before the last one, a repeated piece says where
/// to go on, and its type is read off its bytes.
#[tokio::test]
async fn an_upload_goes_on_where_it_stopped() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    // The demo hotel has the picture itself.
    let view = [VIEW, b"tail"].concat();
    let id = digest(&view);
    assert_eq!(stands(&world, &ines, &id).await, 0);
    let half = view.len() / 2;
    let whole = view.len();
    let first = piece(&world, &ines, &id, (0, whole), "image/png", &view[..half]).await;
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(offset(&first), half as u64);
    assert_eq!(stands(&world, &ines, &id).await, half as u64);
    assert!(!kept(&world, &id), "half a file is no file");

    let again = piece(&world, &ines, &id, (0, whole), "image/png", &view[..half]).await;
    assert_eq!(offset(&again), half as u64);
    assert_eq!(
        code(again).await,
        (StatusCode::CONFLICT, "upload_offset".to_owned())
    );
    let other = piece(
        &world,
        &ines,
        &id,
        (half as u64, whole + 1),
        "image/png",
        b"x",
    )
    .await;
    assert_eq!(
        code(other).await.0,
        StatusCode::BAD_REQUEST,
        "another length"
    );

    let place = (half as u64, whole);
    let last = piece(&world, &ines, &id, place, "image/png", &view[half..]).await;
    let progress: Value = last.json().await.unwrap();
    assert_eq!(progress, json!({"offset": whole, "mime": "image/jpeg"}));
    assert!(kept(&world, &id));
    assert_eq!(stands(&world, &ines, &id).await, whole as u64);
    // The answer was lost, the desk sends the last piece again.
    let repeated = piece(&world, &ines, &id, place, "image/png", &view[half..]).await;
    assert_eq!(repeated.status(), StatusCode::OK);
    world.end().await;
}

/// What is not what was announced, too large, too much, a program, or no digest is refused; nothing of it stays.
#[tokio::test]
async fn what_is_refused() {
    let small = [
        ("quotas.media_megabytes", "1"),
        ("quotas.upload_megabytes", "1"),
    ];
    let world = World::start(true, &small).await;
    let ines = world.sign_in("ines").await;
    let id = digest(VIEW);
    let wrong = piece(&world, &ines, &id, (0, 9), "image/jpeg", b"not this!").await;
    assert_eq!(
        code(wrong).await,
        (StatusCode::UNPROCESSABLE_ENTITY, "digest".to_owned())
    );
    assert_eq!(stands(&world, &ines, &id).await, 0, "it was thrown away");

    let huge = piece(&world, &ines, &id, (0, (1 << 20) + 1), "image/jpeg", b"x").await;
    assert_eq!(code(huge).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let long = piece(&world, &ines, &id, (0, 4), "image/jpeg", b"longer").await;
    assert_eq!(code(long).await.0, StatusCode::BAD_REQUEST);
    let empty = piece(&world, &ines, &id, (0, 4), "image/jpeg", b"").await;
    assert_eq!(code(empty).await.0, StatusCode::BAD_REQUEST);
    for program in [
        &b"MZ\x90\x00 a program"[..],
        b"\x7FELF",
        b"#!/bin/sh\n",
        b"<svg onload=x>",
    ] {
        let id = digest(program);
        let refused = piece(
            &world,
            &ines,
            &id,
            (0, program.len()),
            "image/jpeg",
            program,
        )
        .await;
        assert_eq!(code(refused).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert!(!kept(&world, &id));
    }
    for name in ["x", "../../etc/passwd", &"A".repeat(64), &"g".repeat(64)] {
        let asked = ask(&world, &ines, Method::HEAD, &name.replace('/', "%2F"));
        let status = asked.send().await.unwrap().status();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{name}");
    }
    // A quota of half uploads: 900 KiB wait, 200 KiB more do not fit.
    let waits = vec![7; 900 << 10];
    let one = digest(b"one");
    let place = (0, 1 << 20);
    assert_eq!(
        piece(&world, &ines, &one, place, "text/plain", &waits)
            .await
            .status(),
        StatusCode::OK
    );
    let two = digest(b"two");
    let more = piece(&world, &ines, &two, (0, 200 << 10), "text/plain", b"more").await;
    assert_eq!(
        code(more).await,
        (StatusCode::TOO_MANY_REQUESTS, "quota".to_owned())
    );
    world.end().await;
}

/// Half an upload that nobody continues for a day goes; one that goes on stays.
#[tokio::test]
async fn old_halves_are_swept() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let id = digest(VIEW);
    let place = (0, VIEW.len());
    piece(&world, &ines, &id, place, "image/jpeg", &VIEW[..100]).await;
    let library = world.tools.media.clone();
    let now = relay::clock::Clock::now(world.clock.as_ref());
    assert_eq!(library.sweep_uploads(now).await.unwrap(), 0);
    assert_eq!(stands(&world, &ines, &id).await, 100);
    let tomorrow = now.plus(25 * domain::time::HOUR);
    assert_eq!(library.sweep_uploads(tomorrow).await.unwrap(), 1);
    assert_eq!(stands(&world, &ines, &id).await, 0);
    world.end().await;
}

/// R9: a digest opens nothing. Only who brought a file may send it, under the type and size it has; a colleague's half upload is
/// apart, and whoever sees the message gets the bytes.
#[tokio::test]
async fn only_who_brought_a_file_may_send_it() {
    let world = World::demo().await;
    let (ines, tomas) = (world.sign_in("ines").await, world.sign_in("tomas").await);
    let id = "v-khalid";
    let claim = json!({"id": "c1", "type": "take_over", "conversation": id});
    run(&ines, claim).await;
    let send = |key: &str, mime: &str| message(key, id, mime, VIEW, "view.jpg");
    let missing = (
        "refused".to_owned(),
        "attachment_missing".to_owned(),
        Value::Null,
    );
    assert_eq!(run(&ines, send("m1", "image/jpeg")).await, missing);

    upload(&world, &tomas, "image/jpeg", VIEW).await;
    assert_eq!(
        stands(&world, &ines, &digest(VIEW)).await,
        0,
        "told to nobody"
    );
    assert_eq!(run(&ines, send("m2", "image/jpeg")).await, missing);

    upload(&world, &ines, "image/jpeg", VIEW).await;
    assert_eq!(
        run(&ines, send("m3", "image/png")).await,
        missing,
        "another type"
    );
    let mut size = send("m4", "image/jpeg");
    size["attachment"]["size"] = json!(5);
    assert_eq!(run(&ines, size).await, missing, "another size");
    assert_eq!(run(&ines, send("m5", "image/jpeg")).await.0, "done");
    let record = ines.record("message", "m5").await.unwrap().unwrap();
    assert_eq!(record["content"]["type"], "image");
    assert_eq!(record["content"]["name"], "view.jpg");

    let path = format!("/v1/media/{}?message=m5", digest(VIEW));
    let bytes = reqwest::Client::new()
        .get(format!("{}{path}", world.url))
        .bearer_auth(&tomas.token)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(bytes, VIEW);
    let direct = json!({"id": "u1", "type": "upload", "media": digest(VIEW), "mime": "image/jpeg", "size": 1});
    assert_eq!(
        run(&ines, direct).await.1,
        "invalid",
        "files have their own way in"
    );
    world.end().await;
}

/// SPEC 40: what the channel does not take is refused with the reason; captions have the channel's length; notes take files, too.
#[tokio::test]
async fn the_channel_decides() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let id = "v-khalid";
    run(
        &ines,
        json!({"id": "c1", "type": "take_over", "conversation": id}),
    )
    .await;
    upload(&world, &ines, "application/pdf", PARKING).await;
    upload(&world, &ines, "image/jpeg", VIEW).await;
    let attachment = |code: &str| ("refused".to_owned(), "attachment".to_owned(), json!(code));
    let program = message("p1", id, "application/pdf", PARKING, "parking.pdf.exe");
    assert_eq!(run(&ines, program).await, attachment("program"));
    let mut large = message("p2", id, "image/jpeg", VIEW, "view.jpg");
    large["attachment"]["size"] = json!((5 << 20) + 1);
    assert_eq!(run(&ines, large).await, attachment("too_large"));
    let mut long = message("p3", id, "image/jpeg", VIEW, "view.jpg");
    long["text"] = json!("x".repeat(1025));
    assert_eq!(run(&ines, long).await.1, "invalid");
    let mut note = message(
        "n1",
        id,
        "application/pdf",
        PARKING,
        "../parking\u{202e}.pdf",
    );
    note["type"] = json!("add_note");
    assert_eq!(run(&ines, note).await.0, "done", "SPEC 41");
    let record = ines.record("message", "n1").await.unwrap().unwrap();
    assert_eq!(record["content"]["type"], "document");
    assert_eq!(record["content"]["name"], "parking.pdf");
    assert_eq!(record["state"], "stored");
    world.end().await;
}
