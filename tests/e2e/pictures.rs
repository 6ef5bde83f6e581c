//! The inbox in pictures: its states, its banners, a hotel's first day. Kept under `target/shots/` to be looked at beside the design's.

use crate::hands::claimed;
use crate::states::{Album, BANNERS, FIRST_RUN, INBOX, USUAL};
use crate::world::Hotel;
use serde_json::json;
use testkit::graph::SendAnswer;
use thirtyfour::Key;

/// DESIGN_UI 2, 9, 10; issue 3.3, 3.6: the inbox of the demo hotel in its states and sizes, light, dark and in Arabic.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_inbox_in_its_states() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&INBOX, &window);
    album.keep("inbox-empty").await;
    window.open_conversation_of("Mariana Albuquerque").await;
    window
        .css("[data-testid='guest-panel'] [data-testid='whatsapp']")
        .await;
    window.css("[data-testid='voice'] .wave").await;
    album.keep("inbox").await;
    window.click("note-mode").await;
    album.keep("inbox-note").await;
    window.open_conversation_of("خالد").await;
    album.keep("inbox-arabic-guest").await;

    window.fill("search", "quarto").await;
    album.keep("inbox-search").await;
    window.fill("search", "nobody wrote this").await;
    album.keep("inbox-search-none").await;
    window.leave_search().await;
    window.click("waiting-strip").await;
    album.keep("inbox-only-waiting").await;
    window.click("waiting-strip").await;
    // Nobody of this team has a conversation of the bot's.
    window.click("filter-assignee").await;
    window.click_css("[role='menu'] [data-value='me']").await;
    window.press(Key::Escape).await;
    window.click("filter-status").await;
    window
        .click_css("[role='menu'] [data-value='BOT_HANDLING']")
        .await;
    window.press(Key::Escape).await;
    album.keep("inbox-none-match").await;
    window.click_css(".panel.list .centre .btn").await;

    let (mut visitor, conversation) = hotel.visitor("Is the pool open?").await;
    window
        .click_css(&format!(
            "[data-testid='conversation-row'][data-id='{conversation}']"
        ))
        .await;
    window
        .message_in_state("Is the pool open?", "received")
        .await;
    let writes = json!({ "type": "typing", "on": true });
    visitor.send(&writes).await.unwrap();
    album.keep("inbox-typing").await;
    window.open_conversation_of("خالد").await;
    window.resize(1024, 700).await;
    window.chord(&[Key::Control], "i").await;
    album.keep("inbox-guest-over").await;
    album.close();
    window.close().await;
}

/// SPEC 37, 38, 148, 149; DESIGN_UI 4: each status with its banner and the control it offers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_status_has_its_banner() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&BANNERS, &window);
    for (status, name, control) in [
        ("BOT_HANDLING", "banner-bot", "take-over"),
        ("AWAITING_AGENT", "banner-waiting", "claim"),
    ] {
        window
            .click_css(&format!(
                "[data-testid='conversation-row'][data-status='{status}']"
            ))
            .await;
        window
            .css(&format!("[data-testid='banner'] [data-testid='{control}']"))
            .await;
        album.keep(name).await;
    }
    window.look_up("Heijden", "v-heijden").await;
    album.keep("banner-resolved").await;
    window.look_up("Ελένη", "v-eleni").await;
    album.keep("banner-expired").await;
    window.open_conversation_of("Mariana Albuquerque").await;
    album.keep("banner-colleague").await;
    claimed(&hotel, &window, "+351900000712", "Ernst Error").await;
    hotel.graph().answer_next(SendAnswer::Error {
        status: 401,
        code: 190,
    });
    window.say("Somebody comes up").await;
    album.keep("banner-channel").await;
    album.close();
    window.close().await;
}

/// DESIGN_UI 7: a hotel on its first day.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_day() {
    let hotel = Hotel::empty().await;
    let window = hotel.window().await;
    window.resize(USUAL.0, USUAL.1).await;
    window.open_a_hotel(&hotel).await;
    let mut album = Album::of(&FIRST_RUN, &window);
    album.keep("first-run").await;
    album.close();
    window.close().await;
}
