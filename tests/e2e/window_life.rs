//! The life of the window: one app, brought forward, put back where it stood, ended without losing anything.

use crate::desktop::{WindowManager, active_title, is_on_the_bus, said, wait_until, window_number};
use crate::window::{Window, app};
use crate::world::Hotel;
use serde_json::json;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A second start of the app; it must end by itself and well.
async fn start_again(hotel: &Hotel) {
    let mut second: Child = Command::new(app())
        .env("BELLHOP_HOME", hotel.home())
        .stdout(Stdio::null())
        .spawn()
        .expect("the app starts");
    let mut status = None;
    for _ in 0..400 {
        status = second.try_wait().unwrap();
        if status.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let status = status.expect("the second copy keeps running");
    assert!(status.success(), "{status}");
}

/// Issue 2: a second start brings the first window forward, from behind another one and out of the taskbar, and opens no other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_start_brings_the_first_window_forward() {
    let _manager = WindowManager::appears().await;
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let number = window_number();
    let is_active = async || active_title().contains("Bellhop");

    let mut other = Command::new("xmessage").arg("in front").spawn().unwrap();
    wait_until("another window is in front", async || {
        !is_active().await && !active_title().is_empty()
    })
    .await;
    start_again(&hotel).await;
    wait_until("it is in front again", is_active).await;

    said("xdotool", &["windowminimize", &number]);
    wait_until("it is minimised", async || {
        said("xprop", &["-id", &number, "WM_STATE"]).contains("Iconic")
    })
    .await;
    start_again(&hotel).await;
    wait_until("it is back", async || {
        !said("xprop", &["-id", &number, "WM_STATE"]).contains("Iconic") && is_active().await
    })
    .await;
    assert_eq!(window_number(), number, "no other window");
    other.kill().unwrap();
    other.wait().unwrap();
    window.by_id("conversation-row").await;
    window.close().await;
    assert!(!is_on_the_bus("app.bellhop.desk.SingleInstance").await);
}

/// Where the frame stands and how large the page is.
async fn place(window: &Window) -> (String, serde_json::Value) {
    let at = said("xdotool", &["getwindowgeometry", &window_number()]);
    let at = at
        .lines()
        .find(|line| line.contains("Position"))
        .unwrap_or_default();
    (
        at.trim().to_owned(),
        window.eval("[innerWidth, innerHeight]").await,
    )
}

/// Issue 3.5: size, place and being maximised come back; kept under the app's home.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_window_stands_where_it_stood() {
    let _manager = WindowManager::appears().await;
    let hotel = Hotel::open().await;
    let window = hotel.window().await;
    let number = window_number();
    said("xdotool", &["windowsize", "--sync", &number, "900", "640"]);
    said("xdotool", &["windowmove", "--sync", &number, "200", "120"]);
    window
        .until("innerWidth === 900 && innerHeight === 640")
        .await;
    let before = place(&window).await;
    window.close().await;
    assert!(hotel.home().join("window.json").exists());

    let window = hotel.window().await;
    window
        .until("innerWidth === 900 && innerHeight === 640")
        .await;
    assert_eq!(place(&window).await, before);

    window.driver.maximize_window().await.unwrap();
    window.until("innerWidth > 1300").await;
    window.close().await;
    let window = hotel.window().await;
    window.until("innerWidth > 1300").await;
    window.close().await;
}

/// What was typed a moment before *Quit* is there after the next start, and what was sent has left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quitting_loses_nothing() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    hotel
        .guest_writes("+351900000811", "Fim Do Turno", "I need help")
        .await;
    window.open_conversation_of("Fim Do Turno").await;
    window.click("claim").await;
    hotel
        .wait_for_status("Fim Do Turno", "AGENT_ASSIGNED")
        .await;
    window.by_id("composer").await.click().await.unwrap();
    window.type_keys("Sent at the last moment").await;
    window.click("send").await;
    window.type_keys("Half a sentence").await;
    window.close().await;
    hotel.sent("Sent at the last moment").await;

    let window = hotel.window().await;
    window.open_conversation_of("Fim Do Turno").await;
    window
        .until("document.querySelector(\"[data-testid='composer']\")?.value === 'Half a sentence'")
        .await;
    window.close().await;
}

/// Issue 3.5: *Start with the computer* is an entry of the desktop's own, made and taken away by the setting.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn starting_with_the_computer() {
    let hotel = Hotel::open().await;
    let window = hotel.window().await;
    let home = PathBuf::from(std::env::var_os("HOME").unwrap());
    let entry = home.join(".config/autostart/app.bellhop.desk.desktop");
    assert!(!entry.exists());
    let mut settings = window.call("settings", json!({})).await;
    settings["autostart"] = json!(true);
    window.call("save_settings", settings.clone()).await;
    wait_until("the entry", async || entry.exists()).await;
    let text = std::fs::read_to_string(&entry).unwrap();
    let exec = format!("Exec=\"{}\"", app().display());
    assert!(text.contains(&exec), "{text}");
    settings["autostart"] = json!(false);
    window.call("save_settings", settings).await;
    wait_until("no entry", async || !entry.exists()).await;
    window.close().await;
}
