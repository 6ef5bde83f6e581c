//! The stream: pushed intervals.

use crate::relay_world::World;
use domain::access::Role;
use domain::id::StaffId;
use domain::record::Kind;
use domain::staff::Presence;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn is_batch(frame: &Value) -> bool {
    frame["frame"] == "batch"
}

fn note(id: &str, conversation: &str) -> Value {
    json!({"id": id, "type": "add_note", "conversation": conversation, "text": "a note"})
}

/// SPEC 19: a change is on the stream in well under three seconds, in a batch that says what it covers; batches join without a gap.
#[tokio::test]
async fn pushes() {
    let world = World::demo().await;
    let (ines, tomas) = (world.sign_in("ines").await, world.sign_in("tomas").await);
    let (_, cursor) = ines.changes(None).await.unwrap();
    let mut frames = world.stream(&ines, Some(&cursor)).await;
    let mut at = cursor;
    let start = Instant::now();
    for round in 0..10 {
        let id = format!("n{round}");
        let answer = tomas.command(&note(&id, "v-khalid")).await.unwrap();
        assert_eq!(answer["outcome"], "done", "{answer}");
        loop {
            let batch = frames.until(is_batch).await;
            assert_eq!(batch["from"], at.as_str(), "a gap or an overlap");
            at = batch["to"].as_str().unwrap().to_owned();
            let changes = batch["changes"].as_array().unwrap();
            if changes
                .iter()
                .any(|it| it["kind"] == "message" && it["seq"] == answer["seq"])
            {
                break;
            }
        }
    }
    // Without a push each round would wait for the five-second stamp: 45 seconds and more, however slow the machine.
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

/// DESIGN_SYNC, Stream: an idle stream still says every five seconds how fresh it is.
#[tokio::test]
async fn stays_fresh() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let mut frames = world.stream(&ines, None).await;
    let mut last = 0;
    for _ in 0..2 {
        let frame = frames.next_within(5).await.unwrap();
        assert!(is_batch(&frame), "{frame}");
        assert_eq!(frame["changes"], json!([]));
        let now = frame["now"].as_i64().unwrap();
        assert!(now > last);
        last = now;
    }
}

/// What was written before joining comes from the cursor on; nothing between reading and listening is missed.
#[tokio::test]
async fn begins_at_the_cursor() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (_, cursor) = ines.changes(None).await.unwrap();
    for round in 0..30 {
        ines.command(&note(&format!("n{round}"), "v-khalid"))
            .await
            .unwrap();
    }
    let mut frames = world.stream(&ines, Some(&cursor)).await;
    let mut seen = std::collections::BTreeSet::new();
    while seen.len() < 30 {
        let batch = frames.until(is_batch).await;
        for change in batch["changes"].as_array().unwrap() {
            if change["kind"] == "message" {
                seen.insert(change["id"].as_str().unwrap().to_owned());
            }
        }
    }
}

/// BEYOND 5.3, "complete up to": a batch that is not the last says so, and only the last is a stamp of freshness.
#[tokio::test]
async fn a_batch_says_whether_more_follows() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (_, cursor) = ines.changes(None).await.unwrap();
    let guest = testkit::whatsapp::Guest::new("351961234567", "Many Words");
    for part in 0..12 {
        let message = |n: i64| {
            let n = part * 50 + n;
            guest.text(
                &format!("wamid.many.{n}"),
                1_764_000_000 + n,
                &format!("word {n}"),
            )
        };
        let messages = (0..50).map(message).collect();
        world
            .receives(&testkit::whatsapp::Account::lisbon().messages(&guest, messages))
            .await;
    }
    let said = |changes: &[Value]| changes.iter().filter(|it| it["kind"] == "message").count();
    loop {
        let (changes, _) = ines.changes(Some(&cursor)).await.unwrap();
        if said(&changes) >= 600 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut frames = world.stream(&ines, Some(&cursor)).await;
    let (mut seen, mut partial) = (0, 0);
    while seen < 600 {
        let batch = frames.until(is_batch).await;
        seen += said(batch["changes"].as_array().unwrap());
        if batch["more"] == true {
            partial += 1;
            assert!(seen < 600, "nothing is left, and more is said");
        } else {
            assert!(seen >= 600, "{seen} of 600, and nothing more is said");
        }
    }
    assert!(partial > 0, "one batch held everything");
}

/// R10: losing a role is pushed within five seconds, and nothing of the lost scopes is sent afterwards; winning it back is told.
#[tokio::test]
async fn roles_change() {
    let world = World::demo().await;
    let (tomas, ines) = (world.sign_in("tomas").await, world.sign_in("ines").await);
    let mut frames = world.stream(&tomas, None).await;
    world
        .change_staff("tomas", |staff| staff.role = Role::Housekeeping)
        .await;
    let edit = json!({"id": "e1", "type": "edit_contact", "contact": "c-khalid", "name": "Khalid"});
    assert_eq!(ines.command(&edit).await.unwrap()["outcome"], "done");
    let mut scopes = None;
    while scopes.is_none() {
        let frame = frames.next_within(5).await.unwrap();
        let none = |it: &Value| it["kind"] != "contact" && it["kind"] != "reservation";
        assert!(
            frame["changes"]
                .as_array()
                .is_none_or(|all| all.iter().all(none)),
            "{frame}"
        );
        if frame["frame"] == "scopes" {
            scopes = Some(frame["scopes"].clone());
        }
    }
    assert_eq!(
        scopes.unwrap(),
        json!(["beach/inbox", "house", "lisbon/inbox", "~tomas"])
    );
    ines.command(&note("n1", "v-khalid")).await.unwrap();
    let batch = frames
        .until(|it| is_batch(it) && it["changes"] != json!([]))
        .await;
    let kinds: Vec<&str> = batch["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"staff") && !kinds.contains(&Kind::Contact.as_str()),
        "{kinds:?}"
    );
    world
        .change_staff("tomas", |staff| staff.role = Role::Agent)
        .await;
    let scopes = frames.until(|it| it["frame"] == "scopes").await;
    assert!(
        scopes["scopes"]
            .as_array()
            .unwrap()
            .contains(&json!("lisbon/guests"))
    );
}

/// A role that changed while the desk was away is told before anything else.
#[tokio::test]
async fn roles_changed_meanwhile() {
    let world = World::demo().await;
    let tomas = world.sign_in("tomas").await;
    let (_, cursor) = tomas.changes(None).await.unwrap();
    world
        .change_staff("tomas", |staff| {
            staff.properties.retain(|it| it.as_str() == "beach");
        })
        .await;
    let mut frames = world.stream(&tomas, Some(&cursor)).await;
    let first = frames.next_within(5).await.unwrap();
    assert_eq!(first["frame"], "scopes");
    assert_eq!(first["scopes"][0], "beach/guests");
    assert!(!first["scopes"].to_string().contains("lisbon"));
}

/// R10: a revoked device's stream is closed at once, by this process or another one, and says why.
#[tokio::test]
async fn revoked() {
    let world = World::demo().await;
    let (lost, here) = (world.sign_in("tomas").await, world.sign_in("tomas").await);
    let mut frames = world.stream(&lost, None).await;
    let start = Instant::now();
    here.delete(&format!("/v1/devices/{}", lost.device))
        .await
        .unwrap();
    let last = frames.until(|it| it["frame"] == "closed").await;
    assert_eq!(
        (&last["code"], &last["device"]),
        (&json!("device_revoked"), &json!(lost.device))
    );
    assert!(start.elapsed() < Duration::from_secs(5), "R10");
    assert_eq!(frames.next_within(5).await, None);

    let mut frames = world.stream(&here, None).await;
    let (store, clock) = (world.tools.store.as_ref(), world.tools.clock.as_ref());
    let credential = store
        .credential("tomas@miralva.example")
        .await
        .unwrap()
        .unwrap();
    relay::people::sign_out_everywhere(store, clock, &credential)
        .await
        .unwrap();
    let last = frames.until(|it| it["frame"] == "closed").await;
    assert_eq!(last["code"], "device_revoked");
}

/// A cursor of no known term: the desk is told to fetch, and there it gets the common number.
#[tokio::test]
async fn strange_cursor() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let mut frames = world.stream(&ines, Some("strange.5")).await;
    let frame = frames.next_within(5).await.unwrap();
    assert_eq!(
        (&frame["frame"], &frame["reason"]),
        (&json!("fetch"), &json!("cursor_unknown"))
    );
    assert_eq!(frames.next_within(5).await, None);
}

/// A relay that goes down says so, and the cursor holds over the restart.
#[tokio::test]
async fn shutting_down() {
    let mut world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let mut frames = world.stream(&ines, None).await;
    world.begin_end();
    let last = frames.until(|it| it["frame"] == "closed").await;
    assert_eq!(last["code"], "shutting_down");
    world.end().await;
}

/// Quotas: connections beyond the limit wait and are served when one ends; a stream counts as one.
#[tokio::test]
async fn connections_are_limited() {
    let world = World::start(true, &[("quotas.connections", "2")]).await;
    let ines = world.sign_in("ines").await;
    let frames = world.stream(&ines, None).await;
    // `ines` keeps one connection, the stream another: the next one waits.
    let http = reqwest::Client::new();
    let ask = || {
        http.get(format!("{}/healthz", world.url))
            .timeout(Duration::from_millis(700))
            .send()
    };
    assert!(ask().await.is_err(), "a third connection was taken");
    drop(frames);
    let end = Instant::now() + Duration::from_secs(10);
    while ask().await.is_err() {
        assert!(Instant::now() < end, "the place was not given back");
    }
}

/// A stream needs a good token and has its share of a device's streams; each takes its place back when it ends.
#[tokio::test]
async fn who_may_join() {
    let world = World::start(true, &[("quotas.streams_per_device", "2")]).await;
    let mut ines = world.sign_in("ines").await;
    let (one, _two) = (
        world.stream(&ines, None).await,
        world.stream(&ines, None).await,
    );
    let status = |result: Result<_, tokio_tungstenite::tungstenite::Error>| match result {
        Err(tokio_tungstenite::tungstenite::Error::Http(response)) => response.status().as_u16(),
        _ => 0,
    };
    assert_eq!(status(world.try_stream(&ines, None).await.map(|_| ())), 429);
    drop(one);
    let end = Instant::now() + Duration::from_secs(10);
    while world.try_stream(&ines, None).await.is_err() {
        assert!(Instant::now() < end, "the place was not given back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(
        ines.get("/v1/stream").await.unwrap().0,
        StatusCode::BAD_REQUEST
    );
    ines.token = "strange".into();
    assert_eq!(status(world.try_stream(&ines, None).await.map(|_| ())), 401);
}

/// A connected device makes its person present for the lease of 90 seconds (DESIGN_RELAY, Nodes).
#[tokio::test]
async fn presence_lease() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let store = world.tools.store.as_ref();
    let now = || world.tools.clock.now();
    assert!(
        store
            .present(&world.workspace(), now())
            .await
            .unwrap()
            .is_empty()
    );
    let mut frames = world.stream(&ines, None).await;
    frames.next_within(6).await;
    let present = store.present(&world.workspace(), now()).await.unwrap();
    assert_eq!(
        present.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["ines"]
    );
    assert!(
        store
            .present(&world.workspace(), now().plus(95_000))
            .await
            .unwrap()
            .is_empty()
    );
}

/// DESIGN_SYNC, Stream: a desk that is further behind than a stream is good for is told to fetch, and gets nothing else; one that fetched is
/// followed as ever.
#[tokio::test]
async fn a_desk_too_far_behind_is_told_to_fetch() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (_, old) = ines.changes(None).await.unwrap();
    let (workspace, olga) = (world.workspace(), StaffId::new("olga").unwrap());
    let engine = &world.tools.engine;
    for _ in 0..21 {
        let turns = (0..1_000).map(|n| {
            let presence = if n % 2 == 0 {
                Presence::Online
            } else {
                Presence::Away
            };
            engine.set_presence(&workspace, &olga, presence)
        });
        for done in futures_util::future::join_all(turns).await {
            done.unwrap();
        }
    }
    // Those were written by another hand: with a number of its own the relay knows where the hotel stands.
    ines.command(&note("known", "v-khalid")).await.unwrap();
    let mut frames = world.stream(&ines, Some(&old)).await;
    let frame = frames.until(|it| it["frame"] != "signal").await;
    assert_eq!(frame, json!({"frame": "fetch", "reason": "lagged"}));
    assert_eq!(frames.next_within(10).await, None, "closed");
    let (changes, fetched) = ines.changes(Some(&old)).await.unwrap();
    assert!(changes.iter().any(|it| it["id"] == "olga"));
    let mut frames = world.stream(&ines, Some(&fetched)).await;
    let answer = ines.command(&note("far", "v-khalid")).await.unwrap();
    let followed = |it: &Value| {
        let changes = it["changes"].as_array();
        changes.is_some_and(|all| all.iter().any(|it| it["seq"] == answer["seq"]))
    };
    frames.until(followed).await;
}
