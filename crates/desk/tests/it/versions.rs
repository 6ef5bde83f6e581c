//! A desk and a relay that are one version apart (issue 4.4, R16).

use crate::compare::same_as_the_relay;
use crate::world::{Place, World};
use serde_json::{Value, json};
use testkit::{OtherVersion, Version};

/// Somebody whose desk is at a relay of another version.
async fn at_work(world: &World, version: Version) -> (Place, OtherVersion) {
    let other = OtherVersion::before(world.relay.port(), version)
        .await
        .unwrap();
    let place = world.place().await;
    place.line.redirect(([127, 0, 0, 1], other.port()).into());
    let result = place.sign_in("ines", true).await;
    assert_eq!(result["result"], "done", "{result}");
    place.until_live().await;
    (place, other)
}

/// A guest asks for a person, is answered, and the answer arrives.
async fn a_conversation(world: &World, ines: &Place, name: &str) -> Value {
    let guest = world.guest(name);
    world.writes(&guest, "I need a human").await;
    let row = ines
        .row(name, |row| row["status"] == "AWAITING_AGENT")
        .await;
    ines.act(&row["id"], "claim").await;
    let text = format!("Good evening, {name}");
    ines.say(&row["id"], &text).await;
    ines.message(&row["id"], &text, |it| it["state"] == "sent")
        .await;
    ines.until_settled().await;
    row["id"].clone()
}

async fn same(world: &World, ines: &Place) {
    ines.until_history().await;
    let client = world.relay.sign_in("ines@miralva.example").await.unwrap();
    same_as_the_relay(ines, &client).await;
}

/// R16: a relay one version ahead says more than this desk knows, in every object and with frames of its own: guests are read and answered,
/// the copy stays the relay's, nothing is read again and again, and what was not understood is still there after a start.
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_one_version_ahead() {
    let world = World::new().await;
    let (ines, _other) = at_work(&world, Version::Ahead).await;
    let conversation = a_conversation(&world, &ines, "Future Fay").await;
    same(&world, &ines).await;
    let body = |place: &Place| {
        let kept = place
            .cache()
            .read(|reader| reader.records().kept())
            .unwrap();
        let found = kept
            .into_iter()
            .find(|it| json!(it.id.as_str()) == conversation);
        serde_json::from_str::<Value>(&found.unwrap().base).unwrap()
    };
    assert!(body(&ines)["zz_of_the_next_version"].is_object());
    let ines = ines.restart().await;
    ines.until_live().await;
    assert!(body(&ines)["zz_of_the_next_version"].is_object());
    ines.act(&conversation, "resolve").await;
    ines.until_settled().await;
    same(&world, &ines).await;
}

/// R16: a relay one version behind has no checksums, does not say whether more follows, and cannot read a command that this desk has: that
/// one is refused where its writer sees it, once, and nothing else waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_one_version_behind() {
    let world = World::new().await;
    let version = Version::Behind {
        routes: vec!["/v1/checksums"],
        commands: vec!["add_note"],
        fields: vec!["more"],
    };
    let (ines, _other) = at_work(&world, version).await;
    let conversation = a_conversation(&world, &ines, "Past Pia").await;
    let note = json!({"conversation": conversation, "text": "a note of tomorrow"});
    ines.call("add_note", note).await;
    ines.say(&conversation, "and a reply of today").await;
    ines.message(&conversation, "and a reply of today", |it| {
        it["state"] == "sent"
    })
    .await;
    let outbox = ines.call("outbox", Value::Null).await;
    let states: Vec<&str> = outbox
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["state"].as_str())
        .collect();
    assert_eq!(states, ["refused"], "{outbox}");
    assert!(
        outbox.to_string().contains("a note of tomorrow"),
        "{outbox}"
    );
    same_but_for_the_note(&world, &ines).await;
}

/// The note stands on this desk alone, until somebody drops it.
async fn same_but_for_the_note(world: &World, ines: &Place) {
    let outbox = ines.call("outbox", Value::Null).await;
    let id = outbox[0]["id"].clone();
    ines.call("outbox_discard", json!({"id": id})).await;
    same(world, ines).await;
}
