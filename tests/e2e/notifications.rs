//! Native notifications, pressed on the real notification daemon.

use crate::daemon::{clear, press, printed, shown, standing};
use crate::desktop::{ScreenLock, wait_until};
use crate::programs::FakeProgram;
use crate::world::Hotel;
use serde_json::json;

/// SPEC 150; BEYOND 3.2: an escalation raises a notification that names the guest, isolated; a click opens that
/// conversation with the focus on its last message, not in the composer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_click_on_the_notification_opens_the_conversation() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    clear();
    let from = printed().len();
    hotel
        .guest_writes(
            "+351900000781",
            "Notifica Silva",
            "I want to speak to someone",
        )
        .await;
    shown(from, "\u{2068}Notifica Silva\u{2069}").await;
    window.picture("notification-before").await;
    press("Open", "Notifica Silva");
    window.has_open("Notifica Silva").await;
    window
        .message_in_state("I want to speak to someone", "received")
        .await;
    window
        .until("document.activeElement?.dataset.testid === 'message'")
        .await;
    clear();
    window.close().await;
}

/// SPEC 155; BEYOND 5.4: *Claim* on the notification claims, through the outbox, at the relay, and the notification goes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_is_claimed_from_the_notification() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    clear();
    let from = printed().len();
    hotel
        .guest_writes("+351900000791", "Clara Imediata", "I need help please")
        .await;
    shown(from, "Clara Imediata").await;
    press("Claim", "Clara Imediata");
    wait_until("its notification goes", async || standing() == 0).await;
    hotel
        .wait_for_status("Clara Imediata", "AGENT_ASSIGNED")
        .await;
    window
        .until("[...document.querySelectorAll(\"[data-testid='conversation-row']\")].some(r => r.innerText.includes('Clara Imediata') && r.dataset.status === 'AGENT_ASSIGNED')")
        .await;
    // What she writes now is her person's: a quiet one with a reply button, in place of nothing.
    let from = printed().len();
    hotel
        .guest_writes("+351900000791", "Clara Imediata", "Thank you for taking me")
        .await;
    shown(from, "Thank you for taking me").await;
    press("Reply", "Clara Imediata");
    window.has_open("Clara Imediata").await;
    window
        .until("document.activeElement?.dataset.testid === 'composer'")
        .await;
    clear();
    window.close().await;
}

/// BEYOND 5.4; DESIGN_UI 8: *Reply* to who waits takes the conversation and puts the caret into the reply.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reply_takes_the_conversation() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    clear();
    let from = printed().len();
    hotel
        .guest_writes("+351900000792", "Rui Resposta", "a human, please")
        .await;
    shown(from, "Rui Resposta").await;
    press("Reply", "Rui Resposta");
    hotel
        .wait_for_status("Rui Resposta", "AGENT_ASSIGNED")
        .await;
    window.has_open("Rui Resposta").await;
    window
        .until("document.activeElement?.dataset.testid === 'composer'")
        .await;
    window.type_keys("At your service").await;
    window.click("send").await;
    hotel.sent("At your service").await;
    window.close().await;
}

/// DESIGN_UI 8, 12.8: no name, no room, no word of a guest while the screen is locked; all of it when it opens.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_screen_names_nobody() {
    let screen = ScreenLock::appears().await;
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    clear();
    let from = printed().len();
    hotel
        .guest_writes("+351900000793", "Ana Segredo", "help, it is private")
        .await;
    shown(from, "Ana Segredo").await;
    let from = printed().len();
    screen.lock(true).await;
    shown(from, "New guest message").await;
    let before = printed().matches("New guest message").count();
    hotel
        .guest_writes("+351900000794", "Bento Oculto", "help, mine too")
        .await;
    wait_until("a second one without a name", async || {
        printed().matches("New guest message").count() > before
    })
    .await;
    let said = printed()[from..].to_owned();
    for word in ["Segredo", "private", "Bento", "mine too", "#Claim", "Claim"] {
        assert!(
            !said.contains(word),
            "{word:?} stands on a locked screen: {said}"
        );
    }
    let from = printed().len();
    screen.lock(false).await;
    shown(from, "Bento Oculto").await;
    shown(from, "Ana Segredo").await;
    clear();
    window.close().await;
}

/// DESIGN_UI 8: a bell for who waits and a soft tick for one's own guest, by a player of the system where the daemon plays
/// nothing; the setting decides what is heard.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_heard() {
    let player = FakeProgram::new("pw-play");
    let hotel = Hotel::open().await;
    let path = player.path();
    let window = hotel
        .signed_in_window_with("tomas@miralva.example", &[("PATH", &path)])
        .await;
    clear();
    hotel
        .guest_writes("+351900000795", "Sonia Sino", "help please")
        .await;
    wait_until("the bell", async || player.asked_files() == ["bell.wav"]).await;
    press("Claim", "Sonia Sino");
    hotel.wait_for_status("Sonia Sino", "AGENT_ASSIGNED").await;
    hotel
        .guest_writes("+351900000795", "Sonia Sino", "are you there?")
        .await;
    wait_until("the tick", async || {
        player.asked_files() == ["bell.wav", "tick.wav"]
    })
    .await;

    let mut settings = window.call("settings", json!({})).await;
    settings["sound"] = json!("off");
    window.call("save_settings", settings).await;
    let from = printed().len();
    hotel
        .guest_writes("+351900000796", "Silvio Silencio", "help please")
        .await;
    shown(from, "Silvio Silencio").await;
    clear();
    window.close().await;
    assert_eq!(
        player.asked_files(),
        ["bell.wav", "tick.wav"],
        "sounds are off"
    );
}
