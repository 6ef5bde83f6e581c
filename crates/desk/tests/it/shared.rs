//! One computer, several people: everybody's own copy and key, and work that goes on after its person went home.

use crate::world::{PATIENCE, Place, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::host::Host;
use serde_json::{Value, json};
use testkit::relay::RelayClient;

/// A guest has written, the person at `place` has the conversation, and the greeting is out.
async fn taken(world: &World, place: &Place, name: &str) -> Value {
    let guest = world.guest(name);
    world.writes(&guest, "hello").await;
    let id = place.row(name, |_| true).await["id"].clone();
    place.act(&id, "take_over").await;
    place.until_settled().await;
    assert!(
        world.graph.wait_for_sends(1, PATIENCE).await,
        "the greeting"
    );
    id
}

/// Words queued on a cut line, and their writer signed out.
async fn gone_home(world: &World, place: &Place, guest: &str, text: &str) -> Value {
    let id = taken(world, place, guest).await;
    place.line.cut();
    place.until_offline().await;
    place.say(&id, text).await;
    place.call("sign_out", Value::Null).await;
    id
}

fn secrets(place: &Place, kind: &str) -> Vec<String> {
    let all = place.host.secrets.lock().unwrap();
    let mut names: Vec<String> = all
        .keys()
        .filter(|name| name.starts_with(kind))
        .cloned()
        .collect();
    names.sort();
    names
}

fn files(place: &Place) -> Vec<String> {
    let all = std::fs::read_dir(place.host.home()).unwrap();
    let mut names: Vec<String> = all
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn sent(world: &World, text: &str) -> usize {
    let texts = world.graph.sent_texts();
    texts.iter().filter(|it| *it == text).count()
}

async fn until_sent(world: &World, place: &Place, text: &str) {
    place
        .until("it is sent", || async {
            (sent(world, text) > 0).then_some(())
        })
        .await;
}

async fn until_no_token(place: &Place) {
    place
        .until("the token is gone", || async {
            secrets(place, "token:").is_empty().then_some(())
        })
        .await;
}

/// What a desk that has just started says once it has read its keyring.
async fn opened(place: &Place) -> Value {
    place
        .until("it is open", || async {
            let state = place.state().await;
            (state["phase"] != "opening").then_some(state)
        })
        .await
}

async fn devices(client: &RelayClient) -> usize {
    let (_, list) = client.get("/v1/devices").await.unwrap();
    list.as_array().unwrap().len()
}

/// BEYOND 5.2: what waited when its writer signed out is not dropped: it leaves once the relay is there, as theirs, with
/// nobody signed in; then the token goes, here and on the relay, and nothing is said to wait any more.
#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_after_signing_out() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = gone_home(&world, &ines, "Patient Guest", "I will look.").await;
    let state = ines.state().await;
    assert_eq!(
        (&state["phase"], &state["reason"], &state["kept"]),
        (&json!("signed_out"), &json!("signed_out"), &json!(1))
    );
    assert_eq!(
        ines.refused("conversation_list", json!({"limit": 1}))
            .await
            .code,
        "not_signed_in"
    );
    ines.line.mend();
    until_sent(&world, &ines, "I will look.").await;
    until_no_token(&ines).await;
    ines.until("nothing waits", || async {
        (ines.state().await["kept"] == 0).then_some(())
    })
    .await;
    let client = world.relay.sign_in("ines@miralva.example").await.unwrap();
    assert_eq!(devices(&client).await, 1, "only the one that asks");
    let tomas = world.at_work("tomas").await;
    let there = tomas.message(&id, "I will look.", |_| true).await;
    assert!(there["staff"]["name"].as_str().unwrap().starts_with("In"));
    assert_eq!(sent(&world, "I will look."), 1);
}

/// The same after the app was ended and started again: the token that is there sends, and opens nothing.
#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_after_a_restart() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    gone_home(&world, &ines, "Restarted", "Soon.").await;
    let ines = ines.restart().await;
    let state = opened(&ines).await;
    assert_eq!(
        (&state["phase"], &state["kept"]),
        (&json!("signed_out"), &json!(1))
    );
    assert_eq!(secrets(&ines, "token:").len(), 1);
    ines.line.mend();
    until_sent(&world, &ines, "Soon.").await;
    until_no_token(&ines).await;
    let ines = ines.restart().await;
    assert_eq!(opened(&ines).await["phase"], "signed_out");
    assert_eq!(sent(&world, "Soon."), 1);
}

/// Where the token of somebody whose words wait is gone from the keyring, the app starts all the same, and the words leave when they are
/// back.
#[tokio::test(flavor = "multi_thread")]
async fn a_start_without_the_token_of_who_went_home() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    gone_home(&world, &ines, "No Token", "As soon as I am back.").await;
    {
        let mut kept = ines.host.secrets.lock().unwrap();
        kept.retain(|name, _| !name.starts_with("token:"));
    }
    let ines = ines.restart().await;
    assert_eq!(opened(&ines).await["phase"], "signed_out");
    ines.line.mend();
    assert_eq!(ines.sign_in("ines", true).await["result"], "done");
    until_sent(&world, &ines, "As soon as I am back.").await;
    assert_eq!(sent(&world, "As soon as I am back."), 1);
}

/// Everybody has a file and a key of their own; a colleague at the same computer sees nothing of what waits there, and it leaves in its
/// writer's name while the colleague works.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_has_a_copy_of_their_own() {
    let world = World::new().await;
    let place = world.at_work("ines").await;
    let id = gone_home(&world, &place, "Two At One", "From Ines.").await;
    place.line.mend();
    let result = place.sign_in("tomas", true).await;
    assert_eq!(result["result"], "done", "{result}");
    place.until_live().await;
    let keys = secrets(&place, "cache-key:");
    let caches: Vec<String> = files(&place)
        .into_iter()
        .filter(|name| name.ends_with(".cache"))
        .collect();
    assert_eq!((keys.len(), caches.len()), (2, 2));
    {
        let all = place.host.secrets.lock().unwrap();
        assert_ne!(all[&keys[0]], all[&keys[1]], "two keys");
    }
    assert_eq!(place.call("outbox", Value::Null).await, json!([]));
    let theirs = |m: &Value| {
        m["mine"] == false
            && m["staff"]["name"]
                .as_str()
                .is_some_and(|it| it.starts_with("In"))
    };
    place.message(&id, "From Ines.", theirs).await;
    until_sent(&world, &place, "From Ines.").await;
    // Tomas is still at work, and only his token is left.
    place
        .until("one token is left", || async {
            (secrets(&place, "token:").len() == 1).then_some(())
        })
        .await;
    assert_eq!(place.state().await["me"]["email"], "tomas@miralva.example");
}

/// Somebody who comes back finds what still waits, and it leaves once: there are never two senders of one outbox.
#[tokio::test(flavor = "multi_thread")]
async fn coming_back_takes_the_work_over() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = gone_home(&world, &ines, "Back Again", "Once.").await;
    ines.line.mend();
    assert_eq!(ines.sign_in("ines", true).await["result"], "done");
    ines.until_settled().await;
    ines.message(&id, "Once.", |m| m["state"] == "sent").await;
    assert_eq!(sent(&world, "Once."), 1);
    let ines = ines.restart().await;
    assert_eq!(
        ines.state().await["phase"],
        "signed_in",
        "her own sign-in is kept"
    );
}

/// A file that was added to a reply and not sent.
async fn attach(place: &Place, conversation: &Value) {
    let bytes = b"%PDF-1.4 plan of the house";
    let args = json!({
        "conversation": conversation, "note": false, "name": "plan.pdf",
        "mime": "application/pdf", "size": bytes.len(),
    });
    let draft = place.call("attachment_begin", args).await;
    let piece = json!({
        "attachment": draft["id"], "offset": 0, "base64": STANDARD.encode(bytes),
    });
    let whole = place.call("attachment_piece", piece).await;
    assert_eq!(whole["received"], json!(bytes.len()), "{whole}");
}

/// A computer that a manager revoked wipes what is there of this person, also while they are away: file, attachments, key and token;
/// nothing of theirs is sent any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_computer_forgets_the_absent() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let list = ines.call("devices", Value::Null).await;
    let own = list
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["current"] == true);
    let path = format!("/v1/devices/{}", own.unwrap()["id"].as_str().unwrap());
    let id = taken(&world, &ines, "Sent A Plan").await;
    attach(&ines, &id).await;
    let kept = files(&ines).iter().any(|name| name.ends_with(".files"));
    assert!(kept, "{:?}", files(&ines));
    gone_home(&world, &ines, "Revoked", "Never.").await;
    let elsewhere = world.relay.sign_in("ines@miralva.example").await.unwrap();
    elsewhere
        .send(reqwest::Method::DELETE, &path, None)
        .await
        .unwrap();
    ines.line.mend();
    ines.until("everything is gone", || async {
        let left = files(&ines).iter().any(|name| !name.ends_with(".json"));
        let known = !ines.host.secrets.lock().unwrap().is_empty();
        (!left && !known).then_some(())
    })
    .await;
    assert_eq!(sent(&world, "Never."), 0);
}

/// What needs its person does not keep a token alive: signing out ends it, and the words wait for their return.
#[tokio::test(flavor = "multi_thread")]
async fn what_needs_its_person_waits_for_them() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let id = taken(&world, &ines, "Held").await;
    ines.line.cut();
    ines.until_offline().await;
    ines.say(&id, "My answer").await;
    tomas
        .row("Held", |row| row["status"] == "AGENT_ASSIGNED")
        .await;
    let args = json!({"conversation": id, "text": "note", "attachments": []});
    tomas.call("add_note", args).await;
    let olga = world.at_work("olga").await;
    olga.row("Held", |_| true).await;
    let staff = olga.call("staff", Value::Null).await;
    let to = staff
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"].as_str().unwrap().starts_with("Tom"))
        .unwrap()["id"]
        .clone();
    olga.call(
        "act",
        json!({"conversation": id, "action": "assign", "staff": to}),
    )
    .await;
    olga.until_settled().await;
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    ines.until("it is held", || async {
        let outbox = ines.call("outbox", Value::Null).await;
        (outbox[0]["state"] == "held").then_some(())
    })
    .await;
    ines.call("sign_out", Value::Null).await;
    assert_eq!(secrets(&ines, "token:"), [] as [&str; 0]);
    assert_eq!(ines.state().await["kept"], 1);
    assert_eq!(ines.sign_in("ines", true).await["result"], "done");
    let outbox = ines.call("outbox", Value::Null).await;
    assert_eq!(outbox[0]["text"], "My answer");
    assert_eq!(sent(&world, "My answer"), 0);
}
