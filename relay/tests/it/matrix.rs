//! R9, small: every route × who asks.

use crate::relay_world::World;
use channels::livechat;
use relay::api::table;
use relay::auth::Access;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::RelayClient;

/// A request that is whole enough to get past its shape.
fn request(method: &Method, path: &str) -> (String, Option<Value>) {
    let full = match path {
        "/v1/history" => "/v1/history?kind=message".to_owned(),
        "/v1/media/{id}" => "/v1/media/none?message=none".to_owned(),
        other => other.replace("{id}", "none"),
    };
    let body = match path {
        "/v1/commands" => json!({"id": "m1", "type": "claim", "conversation": "none"}),
        "/v1/sessions" => json!({"email": "x", "password": "x", "device_name": "x"}),
        "/v1/invitations/redeem" => {
            json!({"code": "x", "password": "long enough", "device_name": "x"})
        }
        _ => json!({"code": "x"}),
    };
    (full, (*method == Method::POST).then_some(body))
}

/// R9: without a token, with a strange and with a revoked one, every route but the public ones answers 401; each role gets in where
/// the table says so, and a switched-off person only where scopes decide.
#[tokio::test]
async fn every_route() {
    let world = World::start(true, &[("quotas.free_tries", "1000")]).await;
    let nobody = RelayClient::anonymous(&world.url);
    let mut strange = nobody.clone();
    strange.token = "strange".into();
    let revoked = world.sign_in("ines").await;
    revoked.delete("/v1/sessions").await.unwrap();
    let rows = table();
    assert!(rows.len() >= 18);
    for who in [&nobody, &strange, &revoked] {
        for row in &rows {
            let (path, body) = request(&row.method, row.path);
            let (status, _) = who
                .send(row.method.clone(), &path, body.as_ref())
                .await
                .unwrap();
            let open = matches!(row.access, Access::Public | Access::Machine);
            // A wrong password is 401 too; the door itself is open.
            let door = row.path == "/v1/sessions" && open;
            assert_eq!(
                status == StatusCode::UNAUTHORIZED,
                !open || door,
                "{row:?}: {status}"
            );
        }
    }
    for (name, active) in [
        ("olga", true),
        ("ines", true),
        ("tomas", true),
        ("rita", true),
        ("bruno", false),
    ] {
        let mut who = world.sign_in(name).await;
        world
            .change_staff(name, |staff| staff.active = active)
            .await;
        for row in rows.iter().filter(|row| row.access != Access::Public) {
            if row.method == Method::DELETE && row.path == "/v1/sessions" {
                continue;
            }
            let (path, body) = request(&row.method, row.path);
            let (status, _) = who
                .send(row.method.clone(), &path, body.as_ref())
                .await
                .unwrap();
            let refused = row.access == Access::Staff && !active;
            assert_eq!(
                status == StatusCode::FORBIDDEN,
                refused,
                "{name} {row:?}: {status}"
            );
            assert_ne!(status, StatusCode::UNAUTHORIZED, "{name} {row:?}");
        }
        assert_eq!(
            who.delete("/v1/sessions").await.unwrap().0,
            StatusCode::NO_CONTENT
        );
        who.token.clear();
    }
}

/// R9: the routes beside the API, the webhooks' and the chat's, have rows, too, and nobody gets anywhere without proof: no provider
/// without a signature or the verify token, no guest's browser without its own token. What is added belongs into this list.
#[tokio::test]
async fn every_route_beside_the_api() {
    let world = World::demo().await;
    let rows = || {
        relay::ingress::table()
            .into_iter()
            .chain(relay::chat::table())
    };
    let listed: BTreeSet<String> = rows()
        .filter(|row| row.access != Access::Public)
        .map(|row| format!("{} {} {:?}", row.method, row.path, row.access))
        .collect();
    let expected = [
        "GET /chat/{connection}/events Visitor",
        "GET /chat/{connection}/media/{id} Visitor",
        "GET /chat/{connection}/ws Visitor",
        "GET /webhooks/meta Provider",
        "GET /webhooks/meta/{connection} Provider",
        "POST /chat/{connection}/frames Visitor",
        "POST /chat/{connection}/media Visitor",
        "POST /webhooks/meta Provider",
        "POST /webhooks/meta/{connection} Provider",
    ];
    assert_eq!(listed, expected.map(str::to_owned).into());
    let nobody = RelayClient::anonymous(&world.url);
    let mut strange = nobody.clone();
    strange.token = "strange".into();
    // Signed in, one is still no provider and no guest.
    let owner = world.sign_in("olga").await;
    for who in [&nobody, &strange, &owner] {
        for row in rows() {
            let connection = if row.path.starts_with("/chat") {
                "demo"
            } else {
                "whatsapp-lisbon"
            };
            let path = row.path.replace("{connection}", connection);
            let path = path.replace("{id}", "none");
            let body = (row.method == Method::POST).then(|| json!({}));
            let answer = who.send(row.method.clone(), &path, body.as_ref()).await;
            let (status, said) = answer.unwrap();
            match row.access {
                Access::Public => assert_eq!(status, StatusCode::OK, "{row:?}"),
                // A visit begins here; frames are answered one by one, each that proves nothing with an error.
                _ if row.path.ends_with("/frames") => {
                    let answers = said.as_array();
                    let mut errors = answers.into_iter().flatten();
                    let refused = errors.all(|it| it["type"] == "error");
                    assert!(refused || status.is_client_error(), "{row:?}: {said}");
                }
                // A token of the right form is a new visitor's, whose file nobody else sees.
                _ if row.path.ends_with("/media") && livechat::is_token(&who.token) => {}
                _ => assert!(status.is_client_error(), "{row:?}: {status}"),
            }
        }
    }
    let (changes, _) = owner.changes(None).await.unwrap();
    assert!(!changes.iter().any(|it| it["kind"] == "dead_letter"));
}

/// R9: the table and the published description name the same routes.
#[test]
fn table_and_description_agree() {
    let document = relay::api::openapi::value().unwrap();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .keys()
                .map(move |method| format!("{method} {path}"))
        })
        .collect();
    let routed: BTreeSet<String> = table()
        .iter()
        .map(|row| format!("{} {}", row.method.as_str().to_lowercase(), row.path))
        .collect();
    assert_eq!(described, routed);
    let open: Vec<&str> = table()
        .iter()
        .filter(|row| row.access == Access::Public)
        .map(|row| row.path)
        .collect();
    let expected = [
        "/healthz",
        "/readyz",
        "/openapi.json",
        "/v1/relay",
        "/v1/sessions",
        "/v1/invitations/check",
        "/v1/invitations/redeem",
    ];
    assert_eq!(open, expected, "a route was opened to the world");
}

/// R9, SPEC 56, 256: a guest's picture is given to who may see the contact, through the contact alone.
#[tokio::test]
async fn pictures() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let olga = world.sign_in("olga").await;
    let picture = async |contact: &str| {
        let body = olga.record("contact", contact).await.unwrap().unwrap();
        body["picture"].as_str().unwrap().to_owned()
    };
    let (noor, claire) = (picture("c-noor").await, picture("c-b-claire").await);
    let lisbon = format!("/v1/media/{noor}?contact=c-noor");
    let beach = format!("/v1/media/{claire}?contact=c-b-claire");
    for (name, in_lisbon, at_the_beach) in [
        ("olga", true, true),
        ("ines", true, true),
        ("tomas", true, true),
        ("rita", false, false),
        ("bruno", false, true),
    ] {
        let who = world.sign_in(name).await;
        for (path, sees) in [(&lisbon, in_lisbon), (&beach, at_the_beach)] {
            let (status, _) = who.get(path).await.unwrap();
            let expected = if sees {
                StatusCode::OK
            } else {
                StatusCode::NOT_FOUND
            };
            assert_eq!(status, expected, "{name} {path}");
        }
    }
    let photo = ines.record("message", "v-noor-00").await.unwrap().unwrap();
    let photo = photo["content"]["id"].as_str().unwrap();
    for (elsewhere, expected) in [
        (format!("{noor}?message=v-noor-00"), StatusCode::NOT_FOUND),
        (format!("{photo}?contact=c-noor"), StatusCode::NOT_FOUND),
        (format!("{noor}?contact=c-jurgen"), StatusCode::NOT_FOUND),
        (format!("{noor}?contact=none"), StatusCode::NOT_FOUND),
        (
            format!("{noor}?contact=c-noor&message=v-noor-00"),
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let (status, _) = ines.get(&format!("/v1/media/{elsewhere}")).await.unwrap();
        assert_eq!(status, expected, "{elsewhere}");
    }
    let answer = reqwest::Client::new()
        .get(format!("{}{lisbon}", world.url))
        .bearer_auth(&ines.token)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.headers()["content-disposition"], "attachment");
}
