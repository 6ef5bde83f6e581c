//! R9: two hotels on one relay.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::World;
use domain::access::Role;
use domain::id::{PropertyId, WorkspaceId};
use relay::people::{self, NewStaff};
use reqwest::StatusCode;
use serde_json::json;
use testkit::RelayClient;

/// The owner of another hotel on the same relay, whose houses have the names of the demo hotel's: names are nobody's secret.
pub(crate) async fn stranger(world: &World) -> RelayClient {
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
    eve
}

/// R9: somebody of another hotel on the same relay sees nothing of this one; what they may do in it is in `matrix_commands`.
#[tokio::test]
async fn foreign_hotel() {
    let world = World::demo().await;
    let eve = stranger(&world).await;
    let ines = world.sign_in("ines").await;

    let (changes, _) = eve.changes(None).await.unwrap();
    assert_eq!(changes.len(), 1, "only herself: {changes:?}");
    for path in [
        "/v1/first-page",
        "/v1/history?kind=message&parent=v-khalid",
        "/v1/history?kind=contact",
        "/v1/changes?scope=lisbon/guests",
        "/v1/changes?scope=lisbon/inbox",
    ] {
        let (_, page) = eve.get(path).await.unwrap();
        assert!(!page.to_string().contains("lbuquerque"), "{path}");
        let changes = page["changes"].as_array().map_or(0, Vec::len);
        assert!(changes <= 1, "{path}: {page}");
    }
    let (_, sums) = eve.get("/v1/checksums").await.unwrap();
    for line in sums["checksums"].as_array().unwrap() {
        let alone = u64::from(line["scope"] == "house");
        assert_eq!(line["count"], alone, "{line}");
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
    let mut frames = world.stream(&eve, None).await;
    let note = json!({"id": "i1", "type": "add_note", "conversation": "v-khalid", "text": "x"});
    assert_eq!(ines.command(&note).await.unwrap()["outcome"], "done");
    let frame = frames.next_within(6).await.unwrap();
    assert_eq!(frame["changes"], json!([]), "{frame}");
}
