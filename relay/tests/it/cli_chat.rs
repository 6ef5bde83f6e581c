//! `chat list`, `chat add` and `chat set` of the program itself, beside a relay that runs (livechat.md).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use channels::livechat::prove;
use serde_json::{Value, json};
use testkit::visitor::new_token;
use testkit::{TestRelay, Visitor};

const SITE: &str = "https://www.hotel.example";

async fn chat(relay: &TestRelay, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = relay
        .run(&[&["chat"][..], arguments].concat())
        .await
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

async fn line(relay: &TestRelay, connection: &str) -> Vec<String> {
    let (_, list, _) = chat(relay, &["list"]).await;
    let found = list
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>())
        .find(|line| line[0] == connection);
    found.unwrap_or_else(|| panic!("no {connection}:\n{list}"))
}

/// A running relay looks for changes every few seconds: asked until it answers so.
async fn until_open(relay: &TestRelay, connection: &str, origin: &str, open: bool) {
    for round in 0.. {
        let answer = Visitor::open(&relay.url(), connection, &new_token(), Some(origin)).await;
        if answer.is_ok() == open {
            return;
        }
        assert!(round < 100, "the change is not taken up");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

/// What the relay says first to a guest who is proven under `secret`.
async fn greeted(relay: &TestRelay, secret: &str) -> Value {
    let token = new_token();
    let mut visitor = Visitor::open(&relay.url(), "demo", &token, None)
        .await
        .unwrap();
    let identity = json!({"id": "user-7", "hash": prove(secret, "user-7")});
    visitor
        .send(&json!({"type": "hello", "token": token, "identity": identity}))
        .await
        .unwrap();
    visitor.next().await.unwrap().unwrap()
}

/// livechat.md, "Who may show it" and "Guests who are signed in at your site": both are set while the relay runs, desks see the record, and
/// the secret is shown once.
#[tokio::test]
async fn set() {
    let relay = TestRelay::demo().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let before = ines.record("connection", "demo").await.unwrap().unwrap();
    let beach = line(&relay, "demo-beach").await;
    assert_eq!(
        line(&relay, "demo").await[1..],
        [
            "Website, Lisbon",
            "Miralva Lisbon",
            "CONNECTED",
            "http://localhost:*, http://127.0.0.1:*",
            "set"
        ]
    );
    let (code, said, trouble) = chat(
        &relay,
        &["set", "demo", "--origin", SITE, "--identity-secret", "new"],
    )
    .await;
    assert_eq!(code, Some(0), "{trouble}");
    let secret = said
        .split_whitespace()
        .find(|word| word.len() == 64 && hex::decode(word).is_ok())
        .unwrap();
    until_open(&relay, "demo", SITE, true).await;
    until_open(&relay, "demo", "http://localhost:5173", false).await;
    assert_eq!(greeted(&relay, secret).await["type"], "hello");
    assert_eq!(
        greeted(&relay, "demo-identity-secret").await["code"],
        "identity_refused"
    );
    let mut expected = before.clone();
    expected["origins"] = json!([SITE]);
    assert_eq!(
        ines.record("connection", "demo").await.unwrap().unwrap(),
        expected
    );
    let (_, list, _) = chat(&relay, &["list"]).await;
    assert!(!list.contains(secret) && !list.contains("demo-identity-secret"));
    let none = ["set", "demo", "--no-origins", "--identity-secret", "none"];
    assert_eq!(chat(&relay, &none).await.0, Some(0));
    assert_eq!(line(&relay, "demo").await[4..], ["", "none"]);
    until_open(&relay, "demo", SITE, false).await;
    assert_eq!(greeted(&relay, secret).await["code"], "identity_refused");
    assert_eq!(greeted(&relay, "").await["code"], "identity_refused");
    assert_eq!(line(&relay, "demo-beach").await, beach);
}

/// A mistake is said with what is wrong, with exit code 2, and nothing is changed.
#[tokio::test]
async fn mistakes() {
    let relay = TestRelay::demo().await.unwrap();
    let before = line(&relay, "demo").await;
    for (arguments, words) in [
        (
            &[
                "set",
                "demo",
                "--origin",
                SITE,
                "--origin",
                "https://b.example/chat",
            ][..],
            "https://b.example/chat is not an origin",
        ),
        (
            &["set", "demo", "--origin", "*", "--identity-secret", "none"],
            "* is not an origin",
        ),
        (&["set", "nowhere", "--no-origins"], "demo, demo-beach"),
        (&["set", "whatsapp-lisbon", "--no-origins"], "demo-beach"),
        (&["set", "demo"], "--identity-secret"),
        (
            &["set", "demo", "--origin", SITE, "--no-origins"],
            "cannot be given here",
        ),
        (
            &["set", "demo", "--identity-secret", "mine"],
            "mine does not fit",
        ),
        (
            &["add", "--name", "X", "--property", "Mars"],
            "Miralva Lisbon",
        ),
    ] {
        let (code, _, text) = chat(&relay, arguments).await;
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(text.contains(words), "{arguments:?}: {text}");
    }
    assert_eq!(line(&relay, "demo").await, before);
}

/// livechat.md, "Set up": a new chat is served by the relay that runs.
#[tokio::test]
async fn add() {
    let relay = TestRelay::demo().await.unwrap();
    let arguments = [
        "add",
        "--name",
        "Spa",
        "--property",
        "miralva beach",
        "--origin",
        SITE,
    ];
    let (code, said, trouble) = chat(&relay, &arguments).await;
    assert_eq!(code, Some(0), "{trouble}");
    let id = said.split('"').nth(1).unwrap();
    assert_eq!(
        line(&relay, id).await[1..],
        ["Spa", "Miralva Beach", "CONNECTED", SITE, "none"]
    );
    until_open(&relay, id, SITE, true).await;
    until_open(&relay, id, "https://evil.example", false).await;
}
