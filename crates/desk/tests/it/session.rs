//! Signing in and out, and what becomes of the copy on this computer.

use crate::world::{Place, World};
use axum::Router;
use axum::routing::get;
use desk::host::{Host, SecretError};
use serde_json::{Value, json};
use std::time::Duration;

async fn server(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn sign_in_at(place: &Place, relay: &str) -> String {
    let args = json!({
        "relay": relay, "email": "ines@miralva.example", "password": "bellhop-demo",
        "keep": true, "workspace": null,
    });
    place.call("sign_in", args).await["code"]
        .as_str()
        .unwrap_or("none")
        .to_owned()
}

/// Each wrong way to sign in has its own reason, and nothing is kept from it.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_ways_to_sign_in_have_their_own_reasons() {
    let world = World::new().await;
    let place = world.place().await;
    assert_eq!(place.state().await["phase"], "signed_out");
    let wrong = place.sign_in_with("ines", "wrong-password", true).await;
    assert_eq!(wrong["code"], "wrong_password");
    let nobody = place.sign_in_with("nobody", "wrong-password", true).await;
    assert_eq!(nobody["code"], "wrong_password");
    assert_eq!(
        sign_in_at(&place, "http://relay.example").await,
        "insecure_address"
    );
    assert_eq!(sign_in_at(&place, "not an address").await, "bad_address");
    assert_eq!(
        sign_in_at(&place, "http://127.0.0.1:1").await,
        "unreachable"
    );
    let portal = server(Router::new().fallback(get(|| async { "<html>Hotel Wi-Fi</html>" }))).await;
    assert_eq!(sign_in_at(&place, &portal).await, "not_a_relay");
    let away = server(Router::new().fallback(get(|| async {
        axum::response::Redirect::temporary("http://portal.example/")
    })))
    .await;
    assert_eq!(sign_in_at(&place, &away).await, "not_a_relay");
    let probe = place
        .call("probe_relay", json!({"address": place.line.url()}))
        .await;
    assert_eq!(
        (&probe["ok"], &probe["name"]),
        (&json!(true), &json!("Hotel Miralva"))
    );
    let none = place
        .call(
            "check_invitation",
            json!({"relay": place.line.url(), "code": "AAAA-BBBB-CCCC"}),
        )
        .await;
    assert_eq!(none, Value::Null);
    assert!(place.host.secrets.lock().unwrap().is_empty());

    *place.host.keyring_error.lock().unwrap() = Some(SecretError::Unavailable);
    assert_eq!(place.sign_in("ines", true).await["code"], "no_keyring");
    *place.host.keyring_error.lock().unwrap() = None;
    let done = place.sign_in("ines", true).await;
    assert_eq!(done["me"]["email"], "ines@miralva.example");
    assert_eq!(done["me"]["time_zone"], "Europe/Lisbon");
    assert_eq!(done["me"]["workspace"], "Hotel Miralva");
    let error = place.refused("no_such_command", Value::Null).await;
    assert_eq!(error.code, "invalid");
}

/// Not kept: after a restart the person signs in again, and what they had queued is still there and goes out.
#[tokio::test(flavor = "multi_thread")]
async fn without_keep_the_queued_work_waits_for_the_next_sign_in() {
    let world = World::new().await;
    let place = world.place().await;
    assert_eq!(place.sign_in("ines", false).await["result"], "done");
    place.until_live().await;
    let guest = world.guest("Fay Shift");
    world.writes(&guest, "hello").await;
    let row = place.row("Fay Shift", |_| true).await;
    place.line.cut();
    place.until_offline().await;
    place
        .call(
            "add_note",
            json!({"conversation": row["id"], "text": "kept note"}),
        )
        .await;
    let place = place.restart().await;
    let state = place.state().await;
    assert_eq!(
        (&state["phase"], &state["reason"]),
        (&json!("signed_out"), &json!("shift_over"))
    );
    assert_eq!(state["kept"], 1);
    assert_eq!(state["email"], "ines@miralva.example");
    assert_eq!(
        place
            .refused("conversation_list", json!({"limit": 1}))
            .await
            .code,
        "not_signed_in"
    );
    place.line.mend();
    assert_eq!(place.sign_in("ines", false).await["result"], "done");
    place.until_settled().await;
    place
        .message(&row["id"], "kept note", |m| m["state"] == "stored")
        .await;
}

/// A device revoked on our relay is wiped: key first, then the file; nothing can be read any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_is_wiped() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let devices = ines.call("devices", Value::Null).await;
    let own = devices
        .as_array()
        .unwrap()
        .iter()
        .find(|d| d["current"] == true)
        .unwrap()
        .clone();
    let elsewhere = world.relay.sign_in("ines@miralva.example").await.unwrap();
    let path = format!("/v1/devices/{}", own["id"].as_str().unwrap());
    elsewhere
        .send(reqwest::Method::DELETE, &path, None)
        .await
        .unwrap();
    ines.until("signed out", || async {
        (ines.state().await["phase"] == "signed_out").then_some(())
    })
    .await;
    assert_eq!(ines.state().await["reason"], "device_revoked");
    ines.until("the files are gone", || async {
        let files = std::fs::read_dir(ines.host.home()).unwrap();
        let names: Vec<String> = files
            .map(|f| f.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        (!names.iter().any(|name| name.contains(".cache"))).then_some(())
    })
    .await;
    assert!(ines.host.secrets.lock().unwrap().is_empty());
    let ines = ines.restart().await;
    assert_eq!(
        ines.state().await["reason"],
        "device_revoked",
        "said to whoever starts it next"
    );
}

/// The relay says `device_unused`: nobody is at work any more, and why is said; the key, the copy and what was queued stay, and the next
/// sign-in sends it.
#[tokio::test(flavor = "multi_thread")]
async fn an_unused_device_signs_in_again_and_loses_nothing() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = offline_with_a_note(&ines).await;
    said_to_be_unused(&ines).await;
    assert_eq!(ines.state().await["reason"], "token_expired");
    let kept = |place: &Place| -> (Vec<String>, bool) {
        let secrets = place.host.secrets.lock().unwrap().keys().cloned().collect();
        let is_cache = |p: &std::path::PathBuf| p.extension().is_some_and(|e| e == "cache");
        (secrets, cache_files(place).iter().any(is_cache))
    };
    let (secrets, cache) = kept(&ines);
    assert!(
        cache && secrets.len() == 1 && secrets[0].starts_with("cache-key"),
        "the copy and its key stay, the token goes: {secrets:?}"
    );
    let ines = ines.restart().await;
    let state = ines.state().await;
    assert_eq!(
        (&state["reason"], &state["kept"]),
        (&json!("token_expired"), &json!(1)),
        "after a restart too"
    );
    let relay = std::net::SocketAddr::from(([127, 0, 0, 1], world.relay.port()));
    ines.line.redirect(relay);
    assert_eq!(ines.sign_in("ines", true).await["result"], "done");
    ines.until_settled().await;
    ines.message(&id, "do not lose me", |m| m["state"] == "stored")
        .await;
}

/// The relay says that this device was not used for too long.
async fn said_to_be_unused(place: &Place) {
    let unused = || async {
        let problem = json!({
            "type": "about:blank", "status": 401, "title": "away", "code": "device_unused",
        });
        (axum::http::StatusCode::UNAUTHORIZED, axum::Json(problem))
    };
    let url: url::Url = server(Router::new().fallback(unused))
        .await
        .parse()
        .unwrap();
    place.line.redirect(url.socket_addrs(|| None).unwrap()[0]);
    place.line.mend();
    place
        .until("signed out, the outbox counted", || async {
            let state = place.state().await;
            (state["phase"] == "signed_out" && state["kept"] == 1).then_some(())
        })
        .await;
}

/// DESIGN_SYNC, Commands: after more than 90 days away the sign-in opens what was queued as held for review; nothing of it leaves by
/// itself, and it leaves when its writer says so. A day less, and it is simply sent.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_long_absence_the_outbox_is_held_for_review() {
    let world = World::new().await;
    for (name, days, held) in [("ines", 91, true), ("olga", 89, false)] {
        let place = world.at_work(name).await;
        let id = offline_with_a_note(&place).await;
        said_to_be_unused(&place).await;
        place.desk.shutdown().await;
        let long_ago = domain::time::UnixMillis(crate::world::seconds() * 1000)
            .plus(-days * domain::time::DAY);
        let cache = place.cache();
        cache
            .write(cache::Durability::Full, |writer| {
                writer.meta_mut().set(cache::MetaKey::FreshAt, &long_ago)
            })
            .unwrap();
        drop(cache);
        let place = place.restart().await;
        let relay = std::net::SocketAddr::from(([127, 0, 0, 1], world.relay.port()));
        place.line.redirect(relay);
        assert_eq!(place.sign_in(name, true).await["result"], "done");
        if held {
            let note = place
                .message(&id, "do not lose me", |m| m["state"] == "held")
                .await;
            assert_eq!(note["failure"]["code"], "device_away");
            place.until_live().await;
            let outbox = place.call("outbox", Value::Null).await;
            assert_eq!(outbox[0]["state"], "held", "{outbox}");
            place
                .call("outbox_release", json!({"id": outbox[0]["id"]}))
                .await;
        }
        place.until_settled().await;
        place
            .message(&id, "do not lose me", |m| m["state"] == "stored")
            .await;
    }
}

/// A note is queued where the relay is out of reach; its conversation.
async fn offline_with_a_note(place: &Place) -> Value {
    place.line.cut();
    place.until_offline().await;
    let filter = json!({"channels": [], "statuses": ["all"], "assignees": []});
    let page = place
        .call("conversation_list", json!({"filter": filter, "limit": 1}))
        .await;
    let id = page["rows"][0]["id"].clone();
    place
        .call(
            "add_note",
            json!({"conversation": id, "text": "do not lose me"}),
        )
        .await;
    id
}

/// Somebody else's 401, even one that names a revoked device, locks at most: cache and outbox stay.
#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_refusal_does_not_wipe() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    offline_with_a_note(&ines).await;
    // A portal without our words is no reason to sign anybody out.
    let portal = || async { (axum::http::StatusCode::UNAUTHORIZED, "<html>log in</html>") };
    let url: url::Url = server(Router::new().fallback(portal))
        .await
        .parse()
        .unwrap();
    ines.line.redirect(url.socket_addrs(|| None).unwrap()[0]);
    ines.line.mend();
    ines.call("sync_now", Value::Null).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(ines.state().await["phase"], "signed_in");
    assert_eq!(ines.sync().await["problem"], "not_a_relay");
    // Another device's revocation.
    let foreign = || async {
        let problem = json!({
            "type": "about:blank", "status": 401, "title": "no", "code": "device_revoked",
            "device": "somebody-else",
        });
        (axum::http::StatusCode::UNAUTHORIZED, axum::Json(problem))
    };
    let url: url::Url = server(Router::new().fallback(foreign))
        .await
        .parse()
        .unwrap();
    ines.line.redirect(url.socket_addrs(|| None).unwrap()[0]);
    ines.line.cut();
    ines.until_offline().await;
    ines.line.mend();
    ines.until("locked", || async {
        (ines.state().await["phase"] == "signed_out").then_some(())
    })
    .await;
    ines.until("the outbox was counted", || async {
        (ines.state().await["kept"] == 1).then_some(())
    })
    .await;
    let state = ines.state().await;
    assert_eq!(state["reason"], "token_unknown");
    assert_eq!(
        ines.host.secrets.lock().unwrap().len(),
        1,
        "the key stays, the token goes"
    );
}

/// The key is gone from the keyring: the copy is useless and wiped, the person is told, and it comes back with a sign-in.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_key_is_said_and_the_copy_comes_back() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    ines.desk.shutdown().await;
    ines.host
        .secrets
        .lock()
        .unwrap()
        .retain(|name, _| !name.starts_with("cache-key"));
    let ines = ines.crash().await;
    let state = ines.state().await;
    assert_eq!(state["reason"], "cache_key_gone", "{state}");
    assert_eq!(ines.sign_in("ines", true).await["result"], "done");
    ines.until_live().await;
    let page = ines.call("conversation_list", json!({"limit": 10})).await;
    assert!(!page["rows"].as_array().unwrap().is_empty());
}

/// A damaged file is begun anew, what its outbox held is saved, and the person is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_copy_is_said_and_begun_anew() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    ines.desk.shutdown().await;
    let cache = cache_files(&ines)
        .into_iter()
        .find(|p| p.extension().is_some_and(|e| e == "cache"));
    let cache = cache.unwrap();
    let mut bytes = std::fs::read(&cache).unwrap();
    for byte in bytes.iter_mut().take(8192).skip(16) {
        *byte ^= 0x5a;
    }
    std::fs::write(&cache, bytes).unwrap();
    let ines = ines.crash().await;
    let state = ines.state().await;
    assert_eq!(
        (&state["phase"], &state["reason"]),
        (&json!("signed_out"), &json!("cache_broken"))
    );
    assert_eq!(ines.sign_in("ines", true).await["result"], "done");
    ines.until_live().await;
}

/// DESIGN: a desk that has not seen its relay for 30 days is locked until it does.
#[tokio::test(flavor = "multi_thread")]
async fn thirty_days_offline_lock_until_the_relay_is_seen() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    ines.line.cut();
    ines.until_offline().await;
    ines.host
        .ahead
        .store(31 * domain::time::DAY, std::sync::atomic::Ordering::Relaxed);
    let ines = ines.restart().await;
    let state = ines.state().await;
    assert_eq!(
        (&state["phase"], &state["reason"]),
        (&json!("blocked"), &json!("locked_offline"))
    );
    let boot = serde_json::to_value(ines.desk.first_paint()).unwrap();
    assert!(boot.get("list").is_none(), "nothing is shown");
    assert_eq!(
        ines.refused("search", json!({"text": "a"})).await.code,
        "not_signed_in"
    );
    ines.host
        .ahead
        .store(0, std::sync::atomic::Ordering::Relaxed);
    ines.line.mend();
    ines.until("unlocked", || async {
        (ines.state().await["phase"] == "signed_in").then_some(())
    })
    .await;
}

/// Who manages the staff sees everybody's computers, by name, and revokes one; anybody else sees their own.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_revokes_a_colleagues_computer() {
    let world = World::new().await;
    let tomas = world.at_work("tomas").await;
    let ines = world.at_work("ines").await;
    let own = tomas.call("devices", Value::Null).await;
    let own = own.as_array().unwrap();
    assert!(own.iter().all(|it| it["staff"] == "Tomás Reis"), "{own:?}");
    let all = ines.call("devices", Value::Null).await;
    let all = all.as_array().unwrap();
    assert!(all.iter().any(|it| it["staff"] == "Inês Carvalho"));
    let theirs = all.iter().find(|it| it["staff"] == "Tomás Reis").unwrap();
    assert_eq!(theirs["current"], false);
    ines.call("revoke_device", json!({"device": theirs["id"]}))
        .await;
    tomas
        .until("the revoked computer has wiped itself", || async {
            (tomas.state().await["reason"] == "device_revoked").then_some(())
        })
        .await;
}

/// Signing out takes the token back on the relay, too; signing in again finds the copy.
#[tokio::test(flavor = "multi_thread")]
async fn signing_out_revokes_the_token_and_keeps_the_copy() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let devices = ines
        .call("devices", Value::Null)
        .await
        .as_array()
        .unwrap()
        .len();
    ines.call("sign_out", Value::Null).await;
    assert_eq!(ines.state().await["reason"], "signed_out");
    let elsewhere = world.relay.sign_in("ines@miralva.example").await.unwrap();
    let (_, list) = elsewhere.get("/v1/devices").await.unwrap();
    assert_eq!(
        list.as_array().unwrap().len(),
        devices,
        "mine is gone, the new one is there"
    );
    assert!(
        cache_files(&ines)
            .iter()
            .any(|p| p.extension().is_some_and(|e| e == "cache"))
    );
    assert_eq!(ines.sign_in("ines", true).await["result"], "done");
}

fn cache_files(place: &Place) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(place.host.home())
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect()
}

/// First start: the relay's one-time code makes the owner, who is at work at once.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_code_makes_the_owner() {
    let relay = testkit::TestRelay::start(testkit::RelayOptions::default())
        .await
        .unwrap();
    let code = relay
        .said()
        .lines()
        .find(|line| line.len() == 19 && !line.contains(' '))
        .unwrap();
    let host = crate::host::TestHost::new();
    let line = std::sync::Arc::new(testkit::Line::to_port(relay.port()).await.unwrap());
    let desk = desk::Desk::start_with(host.clone(), crate::world::quick()).await;
    let place = Place {
        desk,
        host,
        line,
        options: crate::world::quick(),
    };
    let asked = json!({"relay": relay.url(), "code": code});
    assert_eq!(
        place.call("check_invitation", asked).await["purpose"],
        "owner"
    );
    let mut args = json!({
        "relay": relay.url(), "code": code.to_lowercase(), "name": "Olga First",
        "email": "olga@first.example", "workspace": "Hotel First", "password": "short", "keep": true,
    });
    assert_eq!(
        place.call("redeem_invitation", args.clone()).await["code"],
        "weak_password"
    );
    args["password"] = json!("a-long-enough-password");
    let done = place.call("redeem_invitation", args.clone()).await;
    assert_eq!(done["me"]["role"], "owner", "{done}");
    assert_eq!(done["me"]["workspace"], "Hotel First");
    place.until_live().await;
    // Nobody has written yet: the window hears that there is nothing to wait for.
    let whole = |event: &desk::api::event::DeskEvent| {
        matches!(
            event,
            desk::api::event::DeskEvent::Changed { all: true, .. }
        )
    };
    let told = || async {
        place
            .host
            .events
            .lock()
            .unwrap()
            .iter()
            .any(whole)
            .then_some(())
    };
    place.until("the window is told", told).await;
    let filter = json!({"channels": [], "statuses": [], "assignees": []});
    let page = json!({"filter": filter, "offset": 0, "limit": 1});
    assert_eq!(
        place.call("conversation_list", page).await["complete"],
        true
    );
    let second = place.call("redeem_invitation", args).await;
    assert_eq!(second["code"], "code_unknown", "it is good once: {second}");
    assert_eq!(
        place.state().await["phase"],
        "signed_in",
        "a failed try changes nothing"
    );
}

/// `cargo xtask run` opens signed in; the password it carries is used at this computer's own relay and nowhere else.
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_signs_itself_in_at_home_only() {
    let world = World::new().await;
    let demo = |relay: String| desk::Options {
        relay: Some(relay),
        demo_sign_in: Some(("ines@miralva.example".to_owned(), "bellhop-demo".to_owned())),
        ..crate::world::quick()
    };
    let place = world.place_with(demo(world.relay.url())).await;
    place
        .until("signed in", || async {
            (place.state().await["phase"] == "signed_in").then_some(())
        })
        .await;
    let away = world.place_with(demo("https://192.0.2.1".to_owned())).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let state = away.state().await;
    assert_eq!(
        (&state["phase"], &state["relay"]),
        (&json!("signed_out"), &json!("https://192.0.2.1"))
    );
}
