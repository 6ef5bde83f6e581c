//! R9, small: every route × who asks.

use crate::relay_world::World;
use domain::access::{Permission, Role};
use domain::id::{PropertyId, WorkspaceId};
use relay::api::table;
use relay::auth::Access;
use relay::people::{self, NewStaff};
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

/// R9, SPEC 158, 260, 263: command × role, over the API: what the role lacks is `forbidden` with the permission's name.
#[tokio::test]
async fn every_command() {
    let world = World::demo().await;
    let commands = [
        (
            json!({"type": "add_note", "conversation": "v-khalid", "text": "x"}),
            Permission::ViewConversations,
        ),
        (
            json!({"type": "send_message", "conversation": "v-khalid", "text": "x"}),
            Permission::Reply,
        ),
        (
            json!({"type": "retry_message", "conversation": "v-khalid", "message": "x"}),
            Permission::Reply,
        ),
        (
            json!({"type": "claim", "conversation": "v-khalid"}),
            Permission::Reply,
        ),
        (
            json!({"type": "take_over", "conversation": "v-khalid"}),
            Permission::Reply,
        ),
        (
            json!({"type": "resolve", "conversation": "v-uk318"}),
            Permission::Reply,
        ),
        (
            json!({"type": "reopen", "conversation": "v-uk318"}),
            Permission::Reply,
        ),
        (
            json!({"type": "hand_back", "conversation": "v-uk318"}),
            Permission::Reply,
        ),
        (
            json!({"type": "mark_read", "conversation": "v-uk318"}),
            Permission::Reply,
        ),
        (
            json!({"type": "mark_unread", "conversation": "v-uk318"}),
            Permission::Reply,
        ),
        (
            json!({"type": "set_labels", "conversation": "v-uk318", "labels": ["Billing"]}),
            Permission::Reply,
        ),
        (
            json!({"type": "assign", "conversation": "v-uk318", "staff": "tomas"}),
            Permission::ManageMessaging,
        ),
        (
            json!({"type": "edit_contact", "contact": "c-khalid", "name": "Khalid"}),
            Permission::EditContacts,
        ),
        (
            json!({"type": "create_contact", "contact": "new", "name": "N", "phone": "+351960000999", "property": "lisbon"}),
            Permission::EditContacts,
        ),
        (
            json!({"type": "start_conversation", "conversation": "begun", "contact": "c-khalid", "connection": "whatsapp-lisbon"}),
            Permission::ViewContacts,
        ),
        (
            json!({"type": "replay_dead_letter", "dead_letter": "none"}),
            Permission::ManageConnections,
        ),
        (
            json!({"type": "erase_contact", "contact": "none"}),
            Permission::DeleteContacts,
        ),
        (
            json!({"type": "set_presence", "presence": "online"}),
            Permission::ViewConversations,
        ),
    ];
    let mut number = 0;
    for (name, role) in [
        ("olga", Role::Owner),
        ("ines", Role::Manager),
        ("tomas", Role::Agent),
        ("rita", Role::Housekeeping),
    ] {
        let who = world.sign_in(name).await;
        for (command, permission) in &commands {
            number += 1;
            let mut command = command.clone();
            command["id"] = json!(format!("x{number}"));
            let answer = who.command(&command).await.unwrap();
            let may = domain::access::may(&role, *permission);
            assert_eq!(
                answer["code"] == "forbidden",
                !may,
                "{name}: {command} → {answer}"
            );
        }
    }
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

/// R9: somebody of another hotel on the same relay sees nothing of this one and changes nothing in it.
#[tokio::test]
async fn foreign_hotel() {
    let world = World::demo().await;
    let tools = &world.tools;
    let (store, clock) = (tools.store.as_ref(), tools.clock.as_ref());
    let other = WorkspaceId::new("other").unwrap();
    people::open_hotel(store, clock, &other, "Other House", false)
        .await
        .unwrap();
    let person = NewStaff {
        email: "eve@other.example".into(),
        name: "Eve".into(),
        role: Role::Owner,
        // The same names of properties as at the other hotel: names are nobody's secret.
        properties: ["lisbon", "beach"]
            .map(|id| PropertyId::new(id).unwrap())
            .to_vec(),
    };
    people::add_staff(store, &tools.engine, clock, &other, person)
        .await
        .unwrap();
    let week = Some(tools.settings.sessions.invitation);
    let code = people::invite(
        store,
        people::INVITE,
        "eve@other.example",
        clock.now(),
        week,
    )
    .await
    .unwrap();
    let mut eve = RelayClient::anonymous(&world.url);
    let redeem = json!({"code": code, "password": "a good password", "device_name": "Desk"});
    let (_, session) = eve.post("/v1/invitations/redeem", &redeem).await.unwrap();
    eve.token = session["token"].as_str().unwrap().to_owned();
    let ines = world.sign_in("ines").await;

    let (changes, _) = eve.changes(None).await.unwrap();
    assert_eq!(changes.len(), 1, "only herself: {changes:?}");
    for path in [
        "/v1/first-page",
        "/v1/history?kind=message&parent=v-khalid",
        "/v1/history?kind=contact",
    ] {
        let (_, page) = eve.get(path).await.unwrap();
        assert!(!page.to_string().contains("lbuquerque"), "{path}");
    }
    let photo = ines.record("message", "v-noor-00").await.unwrap().unwrap();
    let photo = photo["content"]["id"].as_str().unwrap();
    let path = format!("/v1/media/{photo}?message=v-noor-00");
    assert_eq!(eve.get(&path).await.unwrap().0, StatusCode::NOT_FOUND);
    let noor = ines.record("contact", "c-noor").await.unwrap().unwrap();
    let picture = noor["picture"].as_str().unwrap();
    let path = format!("/v1/media/{picture}?contact=c-noor");
    assert_eq!(eve.get(&path).await.unwrap().0, StatusCode::NOT_FOUND);
    let device = format!("/v1/devices/{}", ines.device);
    assert_eq!(eve.delete(&device).await.unwrap().0, StatusCode::NOT_FOUND);
    for (number, mut command) in [
        json!({"type": "claim", "conversation": "v-khalid"}),
        json!({"type": "add_note", "conversation": "v-khalid", "text": "x"}),
        json!({"type": "edit_contact", "contact": "c-khalid", "name": "x"}),
        json!({"type": "erase_contact", "contact": "c-khalid"}),
        json!({"type": "start_conversation", "conversation": "begun", "contact": "c-khalid", "connection": "whatsapp-lisbon"}),
    ]
    .into_iter()
    .enumerate()
    {
        command["id"] = json!(format!("eve-{number}"));
        assert_eq!(
            eve.command(&command).await.unwrap()["code"],
            "not_found",
            "{command}"
        );
    }
    let mut frames = world.stream(&eve, None).await;
    let note = json!({"id": "i1", "type": "add_note", "conversation": "v-khalid", "text": "x"});
    assert_eq!(ines.command(&note).await.unwrap()["outcome"], "done");
    let frame = frames.next_within(6).await.unwrap();
    assert_eq!(frame["changes"], json!([]), "{frame}");
}
