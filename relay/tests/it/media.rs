//! Files of guests: fetched, checked, kept.

use crate::engine_world::{World, ana};
use domain::id::MediaId;
use domain::message::{Content, Media};
use serde_json::json;
use testkit::graph::FakeMedia;
use testkit::whatsapp::Account;

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a picture of the view";

async fn receive(world: &World, kind: &str, announced: &FakeMedia) {
    let payload = json!({ "id": "777", "mime_type": announced.mime, "sha256": announced.sha256(),
        "url": "https://evil.example/file" });
    let message = ana().message("wamid.file", world.seconds(5), kind, payload);
    world
        .receive(&Account::lisbon().messages(&ana(), vec![message]))
        .await;
    world.run_jobs().await;
}

async fn file(world: &World) -> Media {
    match world.provider("wamid.file").await.content {
        Content::Image(media) | Content::Document(media) => media,
        other => panic!("{other:?}"),
    }
}

/// A picture is fetched with the connection's token, checked against the webhook's digest, and kept under it.
#[tokio::test]
async fn a_file_is_fetched_and_kept() {
    let world = World::new().await;
    let picture = FakeMedia::new("image/jpeg", JPEG);
    world.graph.put_media("777", picture.clone());
    receive(&world, "image", &picture).await;
    let media = file(&world).await;
    assert_eq!((media.size, media.problem), (Some(JPEG.len() as u64), None));
    let kept = world
        .library
        .get(&media.id.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept, JPEG);
    let gets: Vec<_> = world
        .graph
        .requests()
        .into_iter()
        .filter(|it| it.method == "GET" && !it.path.ends_with("/message_templates"))
        .collect();
    assert_eq!(gets[0].path, "/v25.0/777");
    assert_eq!(gets[0].query, "phone_number_id=100000000000001");
    assert!(
        gets.iter()
            .all(|it| it.authorization == "Bearer token-wa-lisbon")
    );
    let nobody = MediaId::new("00".repeat(32)).unwrap();
    assert!(world.library.get(&nobody).await.unwrap().is_none());
}

/// R12, R13: what is not what was announced, too large, of a forbidden type, or elsewhere is not kept; the message says why.
#[tokio::test]
async fn a_bad_file_is_refused_with_a_reason() {
    let honest = FakeMedia::new("image/jpeg", JPEG);
    let elsewhere = |url: &str| FakeMedia {
        url: Some(url.to_owned()),
        ..honest.clone()
    };
    let metadata = "http://169.254.169.254/latest/meta-data";
    let moved = FakeMedia {
        redirect: Some(metadata.to_owned()),
        ..honest.clone()
    };
    let other = FakeMedia::new("image/jpeg", b"\xFF\xD8\xFF another picture");
    let script = FakeMedia::new("image/jpeg", b"<script>alert(1)</script>");
    let svg = FakeMedia::new("image/svg+xml", b"<svg/>");
    let large = FakeMedia::new("image/jpeg", &[&JPEG[..3], &vec![0; 1 << 20]].concat());
    let lying = FakeMedia {
        size: Some(10),
        ..large.clone()
    };
    for (what, announced, served, problem) in [
        ("another digest", &honest, &other, "digest"),
        ("not a picture", &script, &script, "type"),
        ("an active type", &honest, &svg, "type"),
        ("too large", &large, &large, "size"),
        ("too large and lying", &lying, &lying, "size"),
        (
            "a foreign host",
            &honest,
            &elsewhere("https://evil.example/f"),
            "host",
        ),
        (
            "a host that looks right",
            &honest,
            &elsewhere("https://lookaside.fbsbx.com.evil.example/f"),
            "host",
        ),
        ("a private address", &honest, &elsewhere(metadata), "host"),
        (
            "another port of this machine",
            &honest,
            &elsewhere("http://127.0.0.1:1/f"),
            "host",
        ),
        ("a redirect", &honest, &moved, "host"),
    ] {
        let world = World::new().await;
        world.graph.put_media("777", served.clone());
        receive(&world, "image", announced).await;
        let media = file(&world).await;
        assert_eq!(media.problem.as_deref(), Some(problem), "{what}");
        assert_eq!(media.id, None, "{what}");
    }
}

/// A file that is gone says so at once; one that cannot be reached is tried again.
#[tokio::test]
async fn a_missing_file_says_so() {
    let world = World::new().await;
    let picture = FakeMedia::new("image/jpeg", JPEG);
    receive(&world, "image", &picture).await;
    assert_eq!(file(&world).await.problem.as_deref(), Some("gone"));
}

/// R12: a document that a browser would run is kept as plain bytes.
#[tokio::test]
async fn an_active_document_is_made_harmless() {
    let world = World::new().await;
    let page = FakeMedia::new("text/html", b"<script>alert(1)</script>");
    world.graph.put_media("777", page.clone());
    receive(&world, "document", &page).await;
    let media = file(&world).await;
    assert_eq!(media.mime, "application/octet-stream");
    assert!(media.id.is_some());
}

/// Two guests send the same picture: it is kept once, and a file changed on the disk is not handed out.
#[tokio::test]
async fn a_file_is_kept_once_and_checked() {
    let world = World::new().await;
    let bytes = bytes::Bytes::from_static(JPEG);
    let first = world.library.put(bytes.clone()).await.unwrap();
    let second = world.library.put(bytes).await.unwrap();
    assert_eq!(first, second);
    let name = first.as_str();
    let path = world
        .folder
        .path()
        .join("media")
        .join(&name[..2])
        .join(name);
    std::fs::write(path, b"changed").unwrap();
    assert!(world.library.get(&first).await.is_err());
}
