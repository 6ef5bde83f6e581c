//! Changes, history, first page, checksums, commands, media, problems.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::World;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::RelayClient;
use testkit::whatsapp::{Account, Guest};

fn kinds(changes: &[Value]) -> BTreeSet<String> {
    changes
        .iter()
        .map(|it| it["kind"].as_str().unwrap().to_owned())
        .collect()
}

/// DESIGN 7: the records of one command share a number, and no page splits one, however small.
#[tokio::test]
async fn pages_never_split_a_number() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (whole, _) = ines.changes(None).await.unwrap();
    for limit in [1, 7, 100] {
        let (mut all, mut query, mut last) = (Vec::new(), String::new(), 0);
        loop {
            let (_, page) = ines
                .get(&format!("/v1/changes?limit={limit}{query}"))
                .await
                .unwrap();
            let changes = page["changes"].as_array().unwrap();
            if let Some(first) = changes.first() {
                assert!(
                    first["seq"].as_u64().unwrap() > last,
                    "a number is in two pages"
                );
            }
            last = changes
                .last()
                .map_or(last, |it| it["seq"].as_u64().unwrap());
            all.extend(changes.iter().cloned());
            if page["more"] == json!(false) {
                break;
            }
            query = format!("&since={}", page["cursor"].as_str().unwrap());
        }
        assert_eq!(all.len(), whole.len(), "limit {limit}");
    }
}

/// SPEC 256, 263: housekeeping's desk never gets a contact or a stay, and finds none by asking; a conversation's card has
/// neither number nor address.
#[tokio::test]
async fn housekeeping_gets_no_contact() {
    let world = World::demo().await;
    let rita = world.sign_in("rita").await;
    let (changes, _) = rita.changes(None).await.unwrap();
    let seen = kinds(&changes);
    for kind in ["contact", "reservation", "dead_letter"] {
        assert!(!seen.contains(kind), "{kind}");
        let (_, page) = rita.get(&format!("/v1/history?kind={kind}")).await.unwrap();
        assert_eq!(page["changes"], json!([]), "{kind}");
    }
    assert!(seen.contains("conversation") && seen.contains("message"));
    let (_, page) = rita.get("/v1/first-page").await.unwrap();
    assert!(!kinds(page["changes"].as_array().unwrap()).contains("contact"));
    let row = changes.iter().find(|it| it["id"] == "v-mariana").unwrap();
    let card = row["body"]["card"].to_string();
    assert!(
        card.contains("412") && !card.contains("+55") && !card.contains('@'),
        "{card}"
    );
}

/// SPEC 256, 263: a guest whose name nobody knows, and who then changes their number, comes to housekeeping without either number.
#[tokio::test]
async fn housekeeping_gets_no_number_in_place_of_a_name() {
    let world = World::demo().await;
    let rita = world.sign_in("rita").await;
    let mut guest = Guest {
        name: None,
        ..Guest::new("351961234567", "")
    };
    let hello = guest.text("wamid.nameless", 1_790_000_000, "Hello?");
    world
        .receives(&Account::lisbon().messages(&guest, vec![hello]))
        .await;
    let card = rita
        .until("conversation", |it| {
            it["body"]["preview"]["text"].is_string() && it["body"]["card"]["name"] == ""
        })
        .await
        .unwrap();
    let owner = world.sign_in("ines").await;
    let contact = owner
        .until("contact", |it| it["body"]["phone"] == "+351961234567")
        .await
        .unwrap();
    assert_eq!(
        contact["body"]["name"], "+351 961 234 567",
        "who may see it has it"
    );
    let moved =
        json!({ "type": "user_changed_number", "wa_id": "351961777888", "body": "changed" });
    let moved = guest.message("wamid.moved", 1_790_000_100, "system", moved);
    world
        .receives(&Account::lisbon().messages(&guest, vec![moved]))
        .await;
    let event = json!({"type": "event", "event": "number_changed"});
    rita.until("message", |it| it["body"]["content"] == event)
        .await
        .unwrap();
    guest.name = Some("Now Named".to_owned());
    let named = guest.text("wamid.named", 1_790_000_200, "It is me");
    world
        .receives(&Account::lisbon().messages(&guest, vec![named]))
        .await;
    rita.until("conversation", |it| {
        it["body"]["card"]["name"] == "Now Named"
    })
    .await
    .unwrap();
    let (changes, _) = rita.changes(None).await.unwrap();
    let all = serde_json::to_string(&changes).unwrap();
    for digits in ["961234567", "961 234 567", "961777888"] {
        assert!(!all.contains(digits), "{digits} of {card}");
    }
}

/// SPEC 266: who works at one property sees only that one.
#[tokio::test]
async fn one_property_only() {
    let world = World::demo().await;
    let bruno = world.sign_in("bruno").await;
    let (changes, _) = bruno.changes(None).await.unwrap();
    for change in &changes {
        let scope = change["scope"].as_str().unwrap();
        assert!(scope == "house" || scope.starts_with("beach/"), "{change}");
    }
    assert!(changes.iter().any(|it| it["id"] == "v-b-anke"));
    let (_, foreign) = bruno
        .get("/v1/history?kind=message&parent=v-mariana")
        .await
        .unwrap();
    assert_eq!(foreign["changes"], json!([]));
    let claim = json!({"id": "x1", "type": "claim", "conversation": "v-khalid"});
    let answer = bruno.command(&claim).await.unwrap();
    assert_eq!(
        (&answer["outcome"], &answer["code"]),
        (&json!("refused"), &json!("not_found"))
    );
}

/// DESIGN_SYNC, Cursor: what is not ours is 409 with the last common number; what is no cursor is 400.
#[tokio::test]
async fn cursors() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (_, cursor) = ines.changes(None).await.unwrap();
    let (term, seq) = cursor.split_once('.').unwrap();
    let seq: u64 = seq.parse().unwrap();
    let (status, beyond) = ines
        .get(&format!("/v1/changes?since={term}.{}", seq + 1))
        .await
        .unwrap();
    assert_eq!(
        (status, &beyond["code"]),
        (StatusCode::CONFLICT, &json!("cursor_unknown"))
    );
    assert_eq!(beyond["common"], cursor.as_str());
    let (_, strange) = ines.get("/v1/changes?since=strange.3").await.unwrap();
    assert_eq!(strange["code"], "cursor_unknown");
    let common = strange["common"].as_str().unwrap();
    assert!(common.ends_with(".0"), "{common}");
    // The named one leads on: a reset never answers with the same reset.
    assert_eq!(
        ines.get(&format!("/v1/changes?since={common}"))
            .await
            .unwrap()
            .0,
        StatusCode::OK
    );
    for bad in ["x", "a.b", ".1", "a.-1", "ä.1"] {
        let (status, _) = ines.get(&format!("/v1/changes?since={bad}")).await.unwrap();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
    }
    for bad in ["limit=0", "limit=5001", "limit=x", "limit=-1"] {
        let (status, _) = ines.get(&format!("/v1/changes?{bad}")).await.unwrap();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

/// A lane walks everything of a kind once, newest first, also with pages of one.
#[tokio::test]
async fn history_walks_a_lane() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (changes, _) = ines.changes(None).await.unwrap();
    for (kind, limit) in [
        ("conversation", 7),
        ("message", 100),
        ("contact", 500),
        ("staff", 1),
    ] {
        let want: BTreeSet<&str> = changes
            .iter()
            .filter(|it| it["kind"] == kind)
            .map(|it| it["id"].as_str().unwrap())
            .collect();
        let (mut got, mut query, mut last) = (Vec::new(), String::new(), i64::MAX);
        loop {
            let path = format!("/v1/history?kind={kind}&limit={limit}{query}");
            let (_, page) = ines.get(&path).await.unwrap();
            for change in page["changes"].as_array().unwrap() {
                let at = change["at"].as_i64().unwrap();
                assert!(at <= last, "{kind} is not newest first");
                last = at;
                got.push(change["id"].as_str().unwrap().to_owned());
            }
            let Some(before) = page["before"].as_str() else {
                break;
            };
            query = format!("&before={before}");
        }
        assert_eq!(got.len(), want.len(), "{kind}");
        assert!(got.iter().all(|id| want.contains(id.as_str())), "{kind}");
    }
    for bad in [
        "kind=message&before=x",
        "kind=message&limit=501",
        "kind=message&parent=a/b",
        "",
    ] {
        let (status, _) = ines.get(&format!("/v1/history?{bad}")).await.unwrap();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

/// DESIGN_SYNC: the first page has what painting needs: the house, the newest conversations, their guests, stays and messages.
#[tokio::test]
async fn first_page() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (_, page) = ines.get("/v1/first-page").await.unwrap();
    let changes = page["changes"].as_array().unwrap();
    let of = |kind: &str| {
        changes
            .iter()
            .filter(|it| it["kind"] == kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(of("staff").len(), 5);
    assert_eq!(of("property").len(), 2);
    let conversations = of("conversation");
    assert!((40..=50).contains(&conversations.len()));
    for conversation in conversations {
        let guest = &conversation["body"]["contact"];
        assert!(of("contact").iter().any(|it| it["id"] == *guest), "{guest}");
        assert!(
            of("message")
                .iter()
                .any(|it| it["parent"] == conversation["id"])
        );
    }
    let (_, cursor) = ines.changes(None).await.unwrap();
    assert_eq!(page["cursor"], cursor.as_str());
}

/// Checksums cover each scope that is seen, and change with what is in it only.
#[tokio::test]
async fn checksums() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let sums = async || {
        let (_, page) = ines.get("/v1/checksums").await.unwrap();
        let rows = page["checksums"].as_array().unwrap().clone();
        rows.into_iter()
            .map(|it| (it["scope"].as_str().unwrap().to_owned(), it))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = sums().await;
    let (changes, _) = ines.changes(None).await.unwrap();
    for (scope, row) in &before {
        let count = changes
            .iter()
            .filter(|it| it["scope"] == scope.as_str())
            .count();
        assert_eq!(row["count"], count, "{scope}");
        assert_eq!(row["sum"].as_str().unwrap().len(), 16);
    }
    let note = json!({"id": "n1", "type": "add_note", "conversation": "v-khalid", "text": "x"});
    ines.command(&note).await.unwrap();
    let after = sums().await;
    assert_ne!(before["lisbon/inbox"], after["lisbon/inbox"]);
    assert_eq!(before["lisbon/guests"], after["lisbon/guests"]);
    let rita = world.sign_in("rita").await;
    assert!(
        !rita
            .get("/v1/checksums")
            .await
            .unwrap()
            .1
            .to_string()
            .contains("guests")
    );
}

/// DESIGN 7: a list runs in order, one refused does not stop the others, a repeated id gets the first answer.
#[tokio::test]
async fn commands() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let list = json!([
        {"id": "k1", "type": "claim", "conversation": "v-khalid"},
        {"id": "k2", "type": "claim", "conversation": "v-none"},
        {"id": "k3", "type": "of_the_future", "anything": 1},
        {"id": "k4", "type": "resolve", "conversation": "v-khalid"},
    ]);
    let (status, answer) = ines.post("/v1/commands", &list).await.unwrap();
    assert_eq!(status, StatusCode::OK);
    let results = answer["results"].as_array().unwrap();
    let said: Vec<(&str, &str)> = results
        .iter()
        .map(|it| {
            (
                it["outcome"].as_str().unwrap(),
                it["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("done", "ok"),
            ("refused", "not_found"),
            ("refused", "invalid"),
            ("done", "ok")
        ]
    );
    let again = json!({"id": "k1", "type": "claim", "conversation": "v-khalid"});
    assert_eq!(
        ines.command(&again).await.unwrap(),
        results[0],
        "the first answer"
    );
    let other = json!({"id": "k1", "type": "reopen", "conversation": "v-khalid"});
    assert_eq!(ines.command(&other).await.unwrap()["code"], "conflict");
    let many: Vec<Value> = (0..101)
        .map(|n| json!({"id": format!("m{n}"), "type": "claim"}))
        .collect();
    for bad in [
        json!([]),
        json!(many),
        json!("x"),
        json!({"type": "claim"}),
        json!({"id": "a b"}),
    ] {
        assert_eq!(
            ines.post("/v1/commands", &bad).await.unwrap().0,
            StatusCode::BAD_REQUEST
        );
    }
}

/// Quotas: commands beyond a device's share are 429 with the wait, and none of them runs.
#[tokio::test]
async fn command_quota() {
    let world = World::start(true, &[("quotas.commands_per_minute", "3")]).await;
    let ines = world.sign_in("ines").await;
    let claim = |id: &str| json!({"id": id, "type": "claim", "conversation": "v-none"});
    for id in ["a", "b", "c"] {
        assert_eq!(
            ines.post("/v1/commands", &claim(id)).await.unwrap().0,
            StatusCode::OK
        );
    }
    let (status, answer) = ines.post("/v1/commands", &claim("d")).await.unwrap();
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::TOO_MANY_REQUESTS, &json!("too_many_tries"))
    );
    assert!((1..=21).contains(&answer["retry_after"].as_u64().unwrap()));
    world.clock.advance(21_000);
    assert_eq!(
        ines.post("/v1/commands", &claim("d")).await.unwrap().0,
        StatusCode::OK
    );
}

/// GOALS, Security: a file only for who may see the message that carries it, never as something that runs.
#[tokio::test]
async fn media() {
    let world = World::demo().await;
    let (ines, bruno) = (world.sign_in("ines").await, world.sign_in("bruno").await);
    let message = ines.record("message", "v-noor-00").await.unwrap().unwrap();
    let id = message["content"]["id"].as_str().unwrap();
    let path = format!("/v1/media/{id}?message=v-noor-00");
    let http = reqwest::Client::new();
    let url = format!("{}{path}", world.url);
    let response = http
        .get(&url)
        .bearer_auth(&ines.token)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-disposition"), "attachment");
    let size = response.bytes().await.unwrap().len();
    assert_eq!(message["content"]["size"], size);
    assert_eq!(bruno.get(&path).await.unwrap().0, StatusCode::NOT_FOUND);
    for other in [
        format!("/v1/media/{id}?message=v-mariana-00"),
        format!("/v1/media/{}?message=v-noor-00", "0".repeat(64)),
        "/v1/media/..%2f..%2fmaster.key?message=v-noor-00".to_owned(),
    ] {
        assert_eq!(
            ines.get(&other).await.unwrap().0,
            StatusCode::NOT_FOUND,
            "{other}"
        );
    }
    assert_eq!(
        ines.get(&format!("/v1/media/{id}")).await.unwrap().0,
        StatusCode::BAD_REQUEST
    );
}

/// Every error is an RFC 9457 problem with a stable code.
#[tokio::test]
async fn problems() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let http = reqwest::Client::new();
    let ask = |method: Method, path: &str, body: &'static str, mime: &'static str| {
        let request = http.request(method, format!("{}{path}", world.url));
        request
            .bearer_auth(&ines.token)
            .header("content-type", mime)
            .body(body)
            .send()
    };
    let json = "application/json";
    let large: &'static str = Box::leak(format!("\"{}\"", "x".repeat(3 << 20)).into_boxed_str());
    let cases = [
        (
            ask(Method::GET, "/v1/nothing", "", json).await,
            404,
            "not_found",
        ),
        (
            ask(Method::PUT, "/v1/changes", "", json).await,
            405,
            "method_not_allowed",
        ),
        (
            ask(Method::POST, "/v1/commands", "{", json).await,
            400,
            "invalid",
        ),
        (
            ask(Method::POST, "/v1/commands", "{}", "text/plain").await,
            400,
            "invalid",
        ),
        (
            ask(Method::POST, "/v1/commands", large, json).await,
            413,
            "too_large",
        ),
        (
            ask(Method::POST, "/v1/sessions", "{\"email\": 1}", json).await,
            400,
            "invalid",
        ),
    ];
    for (response, status, code) in cases {
        let response = response.unwrap();
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        for name in [
            "x-content-type-options",
            "content-security-policy",
            "cache-control",
        ] {
            assert!(response.headers().contains_key(name), "{name}");
        }
        let problem: Value = response.json().await.unwrap();
        assert_eq!(
            (&problem["code"], &problem["status"]),
            (&json!(code), &json!(status))
        );
    }
}

/// What a relay says of itself and of its health, without a login.
#[tokio::test]
async fn health() {
    let world = World::demo().await;
    let nobody = RelayClient::anonymous(&world.url);
    let (_, relay) = nobody.get("/v1/relay").await.unwrap();
    assert_eq!(
        (&relay["product"], &relay["needs_owner"]),
        (&json!("bellhop-relay"), &json!(false))
    );
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(nobody.get(path).await.unwrap().0, StatusCode::OK, "{path}");
    }
    // What a proxy on this machine carries does not come from this machine.
    let carried = reqwest::Client::new()
        .get(format!("{}/metrics", world.url))
        .header("x-forwarded-for", "127.0.0.1");
    assert_eq!(
        carried.send().await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
}

/// The committed description is the one that this relay gives; every command and frame of `domain` and `wire` is in it.
#[tokio::test]
async fn openapi() {
    let world = World::demo().await;
    let (_, given) = RelayClient::anonymous(&world.url)
        .get("/openapi.json")
        .await
        .unwrap();
    let file = testkit::package_folder().join("../docs/openapi.json");
    let committed: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(
        given == committed,
        "docs/openapi.json is not current: run `cargo xtask gen`"
    );
    assert!(given["openapi"].as_str().unwrap().starts_with("3.1"));
    let commands = include_str!("../../../crates/domain/src/command.rs");
    let actions = commands.split("pub enum Action {").nth(1).unwrap();
    let actions = actions.split("\n}").next().unwrap();
    let mapping = &given["components"]["schemas"]["Command"]["discriminator"]["mapping"];
    let mut count = 0;
    for line in actions
        .lines()
        .filter(|line| line.ends_with('{') && line.starts_with("    "))
    {
        let name = line.trim().trim_end_matches('{').trim();
        if name.is_empty() || !name.chars().next().unwrap().is_ascii_uppercase() {
            continue;
        }
        // A desk's own entry for what goes to `/v1/uploads`; it is refused as a command.
        if name == "Upload" {
            continue;
        }
        let mut snake = String::new();
        for c in name.chars() {
            if c.is_ascii_uppercase() && !snake.is_empty() {
                snake.push('_');
            }
            snake.push(c.to_ascii_lowercase());
        }
        assert!(mapping.get(&snake).is_some(), "{snake} is not described");
        count += 1;
    }
    assert_eq!(mapping.as_object().unwrap().len(), count);
}
