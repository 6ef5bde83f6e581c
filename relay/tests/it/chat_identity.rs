//! Live Chat: tokens, proofs, consent and disclosure (livechat.md).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::chat_world::{done, numbers};
use crate::relay_world::World;
use channels::livechat::prove;
use serde_json::{Value, json};
use std::io::BufRead;
use testkit::visitor::new_token;
use testkit::{RelayClient, TestRelay, Visitor, VisitorRequests};

/// Of the demo hotel.
const SECRET: &str = "demo-identity-secret";

fn proof(user: &str, name: &str) -> Value {
    json!({"identity": {"id": user, "hash": prove(SECRET, user), "name": name, "email": "ana@example.com"}})
}

async fn arrive(world: &World, token: &str, more: &Value) -> (Visitor, Value) {
    let mut visitor = Visitor::open(&world.url, "demo", token, None)
        .await
        .unwrap();
    let hello = visitor.hello(0, more).await.unwrap();
    (visitor, hello)
}

async fn contact_of(staff: &RelayClient, ack: &Value) -> Value {
    let message = staff
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    let id = message["body"]["conversation"].as_str().unwrap();
    let conversation = staff.record("conversation", id).await.unwrap().unwrap();
    let id = conversation["contact"].as_str().unwrap();
    let mut contact = staff.record("contact", id).await.unwrap().unwrap();
    contact["id"] = json!(id);
    contact
}

/// livechat.md: a guest whom the hotel's own site proves is known by name, is the same guest at every browser, and finds the conversation
/// there.
#[tokio::test]
async fn a_proven_guest_is_the_same_everywhere() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut phone, _) = arrive(&world, &new_token(), &proof("user-7", "Ana Dias")).await;
    let ack = phone.say("From the phone").await.unwrap();
    let contact = contact_of(&ines, &ack).await;
    assert_eq!(
        (&contact["name"], &contact["email"]),
        (&json!("Ana Dias"), &json!("ana@example.com"))
    );
    phone
        .until(|it| it["type"] == "message" && it["author"] == "bot")
        .await
        .unwrap();
    let (mut desk, hello) = arrive(&world, &new_token(), &proof("user-7", "Ana Dias")).await;
    assert_eq!(numbers(&hello["messages"]), [1, 2]);
    let ack = desk.say("From the computer").await.unwrap();
    assert_eq!(ack["seq"], 3);
    assert_eq!(contact_of(&ines, &ack).await["id"], contact["id"]);
}

/// livechat.md: a wrong proof is none. The visitor may write, but is nobody, and meets nobody's conversations.
#[tokio::test]
async fn a_wrong_proof_proves_nothing() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut ana, _) = arrive(&world, &new_token(), &proof("user-7", "Ana Dias")).await;
    ana.say("My room number is 12").await.unwrap();
    let forged = [
        json!({"identity": {"id": "user-7", "hash": prove("guessed", "user-7"), "name": "Ana Dias"}}),
        json!({"identity": {"id": "user-7", "hash": prove(SECRET, "user-8"), "name": "Ana Dias"}}),
        json!({"identity": {"id": "user-7", "hash": "", "name": "Ana Dias"}}),
    ];
    for more in forged {
        let token = new_token();
        let mut visitor = Visitor::open(&world.url, "demo", &token, None)
            .await
            .unwrap();
        let mut hello = json!({"type": "hello", "token": token});
        hello["identity"] = more["identity"].clone();
        visitor.send(&hello).await.unwrap();
        let refused = visitor.next().await.unwrap().unwrap();
        assert_eq!(refused["code"], "identity_refused");
        let hello = visitor.next().await.unwrap().unwrap();
        assert_eq!(hello["messages"], json!([]));
        let ack = visitor.say("Let me in").await.unwrap();
        assert_eq!(contact_of(&ines, &ack).await["name"], "");
    }
}

/// At a shared computer nobody meets the conversations of the guest before: the browser's token with another proof, or with none, is another
/// visitor, and the page is told that its numbers are another thread's.
#[tokio::test]
async fn a_shared_computer() {
    let world = World::demo().await;
    let token = new_token();
    let (mut ana, _) = arrive(&world, &token, &proof("ana", "Ana")).await;
    ana.say("Secret of Ana").await.unwrap();
    drop(ana);
    for more in [proof("bea", "Bea"), json!({})] {
        let (mut next, hello) = arrive(&world, &token, &more).await;
        assert_eq!(hello["messages"], json!([]));
        let ack = next.say("Somebody else").await.unwrap();
        assert_eq!(ack["seq"], 1);
    }
    let (_, mine) = arrive(&world, &token, &proof("ana", "Ana")).await;
    assert_eq!(mine["messages"][0]["text"], "Secret of Ana");
    // The page still shows Ana's thread when Bea says hello: her numbers mean nothing there.
    let mut bea = Visitor::open(&world.url, "demo", &token, None)
        .await
        .unwrap();
    let mut more = proof("bea", "Bea");
    more["thread"] = mine["thread"].clone();
    let hello = bea.hello(1, &more).await.unwrap();
    assert_ne!(hello["thread"], mine["thread"]);
    assert_eq!(hello["messages"][0]["text"], "Somebody else");
}

/// livechat.md: the widget's key is public and no secret: the connection's name alone shows the page and opens nothing of anybody; and what is
/// secret (the identity secret, the visitors' key) reaches neither page nor desk.
#[tokio::test]
async fn the_public_key_opens_nothing() {
    let world = World::demo().await;
    let (mut ana, _) = world.visitor().await;
    let ack = ana.say("Only mine").await.unwrap();
    let http = reqwest::Client::new();
    let page = http
        .get(format!("{}/chat/demo", world.url))
        .send()
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    let (_, hello) = world.visitor().await;
    assert_eq!(hello["messages"], json!([]));
    let ines = world.sign_in("ines").await;
    ines.until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    let (changes, _) = ines.changes(None).await.unwrap();
    let synced = serde_json::to_string(&changes).unwrap();
    for text in [&page, &synced] {
        assert!(!text.contains(SECRET) && !text.contains("visitor_key"));
    }
}

/// GOALS, Security: a visitor's token is in no file of the relay and in no record, only its keyed hash.
#[tokio::test]
async fn a_token_is_never_kept() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, _) = world.visitor().await;
    let ack = visitor.say("Hello").await.unwrap();
    ines.until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    let (changes, _) = ines.changes(None).await.unwrap();
    assert!(
        !serde_json::to_string(&changes)
            .unwrap()
            .contains(&visitor.token)
    );
    let mut files = vec![world.folder.path().to_path_buf()];
    let mut read = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|it| it.unwrap().path()),
            );
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        read += bytes.len();
        let found = bytes
            .windows(visitor.token.len())
            .any(|part| part == visitor.token.as_bytes());
        assert!(!found, "{}", path.display());
    }
    assert!(read > 100_000, "the database was read");
}

/// GOALS, Security: neither the token nor a word of the visitor is in the log, however much is logged, by socket and by request.
#[tokio::test]
async fn a_token_is_never_logged() {
    let mut relay = TestRelay::demo().await.unwrap();
    relay.stop().await.unwrap();
    let log = relay.data().join("log");
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bellhop-relay"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(relay.data())
        .env("BELLHOP_LOG", "trace")
        .env("BELLHOP_GRAPH_URL", "http://127.0.0.1:9")
        .stdout(std::process::Stdio::piped())
        .stderr(std::fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufReader::new(program.stdout.take().unwrap()).lines();
    let url = loop {
        let line = lines.next().unwrap().unwrap();
        if let Some(url) = line.strip_prefix("listening on ") {
            break url.to_owned();
        }
    };
    let (mut visitor, _) = Visitor::arrive(&url, "demo").await.unwrap();
    visitor.say("A word of a guest").await.unwrap();
    let requests = VisitorRequests::new(&url, "demo", &visitor.token);
    let hello = json!([{"type": "hello", "token": visitor.token}, {"type": "email", "address": "vera@example.com", "consent": true}]);
    requests.frames(&hello).await.unwrap();
    requests
        .upload("secret name.pdf", b"%PDF-1.7")
        .await
        .unwrap();
    program.kill().unwrap();
    program.wait().unwrap();
    let log = std::fs::read_to_string(log).unwrap();
    assert!(!log.is_empty(), "something was logged");
    for personal in [
        visitor.token.as_str(),
        "A word of a guest",
        "vera@example.com",
        "secret name",
    ] {
        let line = log.lines().find(|line| line.contains(personal));
        assert!(line.is_none(), "{line:?}");
    }
}

/// livechat.md: an address is kept with consent, which is recorded with it, and only then; it is asked for after a first message as well as
/// before.
#[tokio::test]
async fn an_address_needs_consent() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (mut visitor, hello) = world.visitor().await;
    assert_eq!(hello["email_known"], false);
    let ack = visitor.say("Please write to me").await.unwrap();
    let refused = json!({"type": "email", "address": "guest@example.com", "consent": false});
    visitor.send(&refused).await.unwrap();
    let error = visitor.until(|it| it["type"] == "error").await.unwrap();
    assert_eq!(error["code"], "consent_missing");
    assert_eq!(contact_of(&ines, &ack).await["email"], Value::Null);
    let wrong = json!({"type": "email", "address": "guest", "consent": true});
    visitor.send(&wrong).await.unwrap();
    let error = visitor.until(|it| it["type"] == "error").await.unwrap();
    assert_eq!(error["code"], "invalid_email");
    let agreed = json!({"type": "email", "address": "guest@example.com", "consent": true});
    visitor.send(&agreed).await.unwrap();
    let kept = visitor.until(|it| it["type"] == "email").await.unwrap();
    assert_eq!(kept["address"], "guest@example.com");
    let contact = contact_of(&ines, &ack).await;
    assert_eq!(contact["email"], "guest@example.com");
    assert_eq!(contact["email_consent"]["connection"], "demo");
    assert!(contact["email_consent"]["at"].as_i64().unwrap() > 0);
    let (_, hello) = world.again(&visitor.token, 0).await;
    assert_eq!(hello["email_known"], true);
}

/// livechat.md, AI Act article 50: before anything is said a visitor is told, in their language, that a machine may answer; and hears whether
/// the team is there.
#[tokio::test]
async fn the_machine_is_disclosed_first() {
    let world = World::demo().await;
    let (_, hello) = arrive(&world, &new_token(), &json!({"language": "en"})).await;
    let told = hello["bot_disclosure"].as_str().unwrap();
    assert!(told.contains("computer program"), "{told}");
    assert_eq!(hello["messages"], json!([]), "nothing was said before");
    let (_, german) = arrive(&world, &new_token(), &json!({"language": "de-AT"})).await;
    assert!(
        german["bot_disclosure"]
            .as_str()
            .unwrap()
            .contains("Computerprogramm")
    );
    assert_eq!(hello["team"], "away");
    let ines = world.sign_in("ines").await;
    let mut frames = world.stream(&ines, None).await;
    frames.next_within(6).await;
    let (_, hello) = world.visitor().await;
    assert_eq!(hello["team"], "online");
    done(&ines, json!({"type": "set_presence", "presence": "away"})).await;
    let (_, hello) = world.visitor().await;
    assert_eq!(hello["team"], "away");
}
