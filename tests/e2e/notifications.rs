//! Native notifications, pressed on the real notification daemon.

use crate::window::app;
use crate::world::Hotel;
use std::process::Command;
use std::time::{Duration, Instant};

fn dunstctl(arguments: &[&str]) -> String {
    let output = Command::new("dunstctl")
        .args(arguments)
        .output()
        .expect("dunst is installed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// SPEC 150, 154; BEYOND 3.2: an escalation raises one notification; a click opens that conversation.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_click_on_the_notification_opens_the_conversation() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    dunstctl(&["close-all"]);
    dunstctl(&["history-clear"]);
    hotel
        .guest_writes(
            "+351900000781",
            "Notifica Silva",
            "I want to speak to someone",
        )
        .await;
    wait_until("a notification on screen", || {
        dunstctl(&["count", "displayed"]).trim() == "1"
    })
    .await;
    window.picture("notification-before").await;
    dunstctl(&["action", "0"]);
    window
        .until("document.querySelector(\"[data-testid='conversation-row'][aria-selected='true']\")?.innerText.includes('Notifica Silva') ?? false")
        .await;
    window
        .message_in_state("I want to speak to someone", "received")
        .await;
    dunstctl(&["close-all"]);
    let history = dunstctl(&["history"]);
    assert!(
        history.contains("Notifica Silva"),
        "the notification names the guest: {history}"
    );
    window.close().await;
}

/// SPEC 1: a second start of the app brings the first window forward instead of opening another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_start_shows_the_first_window() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let mut second = Command::new(app())
        .env("BELLHOP_HOME", hotel.home())
        .spawn()
        .expect("the app starts");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = second.try_wait().unwrap() {
            break status;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "the second copy keeps running"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert!(status.success(), "{status}");
    window.by_id("conversation-row").await;
    window.close().await;
}
