//! What this computer remembers about the window.

use crate::host::TestHost;
use crate::world::{World, quick};
use desk::Desk;
use desk::api::event::DeskEvent;
use serde_json::{Value, json};

async fn desk(host: &std::sync::Arc<TestHost>) -> Desk {
    Desk::start_with(host.clone(), quick()).await
}

async fn settings(desk: &Desk) -> Value {
    desk.rpc("settings", Value::Null).await.unwrap()
}

/// Theme, density, text size, keys, panels and the rest survive a restart, with nobody signed in, and the window is told.
#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_per_computer() {
    let host = TestHost::new();
    let first = desk(&host).await;
    let mut wanted = settings(&first).await;
    assert_eq!(wanted["theme"], "system");
    assert_eq!(wanted["lock_screen_names"], false, "no names unless asked");
    wanted["theme"] = json!("dark");
    wanted["density"] = json!("compact");
    wanted["text_size"] = json!(130);
    wanted["enter_sends"] = json!("ctrl_enter");
    wanted["key_map"] = json!({"claim": "", "reply": "y"});
    wanted["panels"] = json!({"list": -80, "guest": 24});
    wanted["sound"] = json!("escalations");
    wanted["quiet_hours"] = json!({"on": true, "from": 1380, "to": 390});
    first.rpc("save_settings", wanted.clone()).await.unwrap();
    let told = host.events.lock().unwrap().last().cloned();
    assert!(
        matches!(&told, Some(DeskEvent::Settings { settings }) if serde_json::to_value(settings).unwrap() == wanted),
        "{told:?}"
    );
    first.shutdown().await;

    let again = desk(&host).await;
    assert_eq!(settings(&again).await, wanted);
    let boot = serde_json::to_value(again.first_paint()).unwrap();
    assert_eq!(boot["settings"], wanted, "the first frame knows them");
}

/// What makes no sense is refused whole and changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn settings_out_of_bounds_are_refused() {
    let host = TestHost::new();
    let desk = desk(&host).await;
    let before = settings(&desk).await;
    for (field, value) in [
        ("text_size", json!(79)),
        ("text_size", json!(161)),
        ("panels", json!({"list": 81, "guest": 0})),
        ("panels", json!({"list": 0, "guest": -81})),
        ("key_map", json!({"claim": "x".repeat(41)})),
        ("theme", json!("purple")),
        ("quiet_hours", json!({"on": true, "from": 1440, "to": 0})),
    ] {
        let mut wanted = before.clone();
        wanted[field] = value.clone();
        let error = desk.rpc("save_settings", wanted).await.unwrap_err();
        assert_eq!(error.code, "invalid", "{field} {value}");
    }
    assert_eq!(settings(&desk).await, before);
}

/// A file of a newer version, damaged or edited by hand costs only what cannot be read of it.
#[tokio::test(flavor = "multi_thread")]
async fn an_odd_file_costs_one_setting() {
    let host = TestHost::new();
    let file = host.home.path().join("settings.json");
    std::fs::write(
        &file,
        r#"{"theme":"sepia","text_size":900,"density":"compact","from_tomorrow":1}"#,
    )
    .unwrap();
    let found = settings(&desk(&host).await).await;
    assert_eq!(
        [&found["theme"], &found["text_size"], &found["density"]],
        [&json!("system"), &json!(100), &json!("compact")]
    );
    std::fs::write(&file, "{").unwrap();
    assert_eq!(settings(&desk(&host).await).await["density"], "auto");
}

/// DESIGN_UI 7, first run: the address of the first Live Chat is shown, and opened in the browser by the desk itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_steps_know_where_to_write_from() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let page = ines.call("chat_page", Value::Null).await;
    let expected = format!("{}/chat/demo", ines.line.url());
    assert_eq!(page, json!(expected));
    ines.call("open_chat_page", Value::Null).await;
    assert_eq!(*ines.host.opened.lock().unwrap(), [expected]);
}
