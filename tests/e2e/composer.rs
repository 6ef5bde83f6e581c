//! The composer in a real window: files, drafts, emoji, sending later, templates.

use crate::window::Window;
use crate::world::Hotel;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use thirtyfour::Key;

/// A PNG of one pixel.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x56, 0xc7, 0x2f, 0x0d, 0, 0,
    0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A guest who was claimed and whose composer is open.
async fn claimed(hotel: &Hotel, window: &Window, phone: &str, name: &str) {
    hotel
        .guest_writes(phone, name, "I need help with my room")
        .await;
    window.open_conversation_of(name).await;
    window.click("claim").await;
    window.css("textarea[data-testid='composer']").await;
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Chooses a file as the system's dialog would.
async fn attach(window: &Window, path: &Path) {
    window
        .by_id("attach-input")
        .await
        .send_keys(path.to_str().unwrap())
        .await
        .unwrap();
}

async fn chips(window: &Window, states: &[&str]) {
    window
        .until(&format!(
            "JSON.stringify([...document.querySelectorAll(\"[data-testid='attachment']\")].map(one => one.dataset.state)) === {}",
            json!(json!(states).to_string())
        ))
        .await;
}

async fn text(window: &Window) -> Value {
    window
        .eval("document.querySelector(\"[data-testid='composer']\").value")
        .await
}

/// SPEC 40, 41, 44: words of both modes and files are there again after a restart; a file that is too large is refused before it
/// is sent; what is left goes to the guest, byte for byte.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drafts_and_files_survive_a_restart() {
    let hotel = Hotel::open().await;
    let folder = tempfile::tempdir().unwrap();
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000781", "Composer Guest").await;
    window.click("note-mode").await;
    window.type_keys("Cot is in the room").await;
    window.click("reply-mode").await;
    window.type_keys("Here is the picture.").await;

    let mut large = PIXEL.to_vec();
    large.resize(6 << 20, 0);
    attach(&window, &file(folder.path(), "map.png", PIXEL)).await;
    chips(&window, &["ready"]).await;
    attach(&window, &file(folder.path(), "tour.png", &large)).await;
    chips(&window, &["ready", "refused"]).await;
    let words = window.text().await.replace('\u{a0}', " ");
    assert!(words.contains("limit is 5 MB"), "{words}");
    window.picture("composer-attachments").await;
    window.close().await;

    let window = hotel.window().await;
    window.open_conversation_of("Composer Guest").await;
    window
        .until(
            "document.querySelector(\"[data-testid='composer']\")?.value === 'Here is the picture.'",
        )
        .await;
    // What was refused was never taken in.
    chips(&window, &["ready"]).await;
    window.click("note-mode").await;
    window
        .until(
            "document.querySelector(\"[data-testid='composer']\")?.value === 'Cot is in the room'",
        )
        .await;
    chips(&window, &[]).await;
    window.picture("composer-note").await;
    window.click("reply-mode").await;
    window.click("send").await;
    chips(&window, &[]).await;
    window
        .message_in_state("Here is the picture.", "sent")
        .await;
    let sent = hotel.graph().sent();
    let picture = sent
        .iter()
        .find(|body| body["type"] == json!("image"))
        .unwrap_or_else(|| panic!("no picture in {sent:?}"));
    assert_eq!(picture["image"]["caption"], json!("Here is the picture."));
    let id = picture["image"]["id"].as_str().unwrap();
    let uploaded = hotel.graph().uploaded(id).unwrap();
    assert_eq!(uploaded.bytes, PIXEL);
    window.close().await;
}

/// SPEC 45, 222-224: an emoji by its name, a message for tomorrow that is called off, and nothing of it reached the guest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_emoji_and_a_message_for_tomorrow() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000782", "Morning Guest").await;
    window.by_id("composer").await.click().await.unwrap();
    window.type_keys("Good morning ").await;
    window.click("emoji").await;
    window.css("#emoji-grid [role='option']").await;
    window.picture("composer-emoji").await;
    window.type_keys("sunrise over").await;
    window
        .until("document.querySelectorAll('#emoji-grid [role=option]').length === 1")
        .await;
    window.enter().await;
    window
        .until("document.activeElement?.dataset.testid === 'composer'")
        .await;
    assert_eq!(text(&window).await, json!("Good morning 🌄"));

    window
        .driver
        .action_chain()
        .key_down(Key::Control)
        .key_down(Key::Shift)
        .send_keys(Key::Enter)
        .key_up(Key::Shift)
        .key_up(Key::Control)
        .perform()
        .await
        .unwrap();
    window.by_id("schedule-menu").await;
    window.picture("composer-schedule").await;
    window.click_css("[data-offer='tomorrow']").await;
    window
        .message_in_state("Good morning 🌄", "scheduled")
        .await;
    assert_eq!(text(&window).await, json!(""));
    window.picture("composer-scheduled").await;
    window.click("scheduled-cancel").await;
    window
        .until("![...document.querySelectorAll(\"[data-testid='message']\")].some(m => m.innerText.includes('Good morning 🌄') && m.dataset.state === 'scheduled')")
        .await;
    let sent = hotel.graph().sent_texts();
    assert!(
        !sent.iter().any(|text| text.contains("morning")),
        "{sent:?}"
    );
    window.close().await;
}

/// SPEC 49, 195: after the window has closed, words are off and an approved template is the way on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_after_the_window_closed() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(1440, 900).await;
    window.fill("search", "Hannah Goldberg").await;
    window
        .click_css("[data-testid='conversation-row'][data-id='v-hannah']")
        .await;
    window
        .css("[data-testid='composer'][data-locked='closed']")
        .await;
    window.picture("composer-closed").await;
    window
        .click_css("[data-testid='composer'] [data-testid='template']")
        .await;
    window.fill("template-search", "answer ready").await;
    window
        .click_css("[role='option'][data-template='answer_ready']")
        .await;
    for number in 0..2 {
        window
            .until(&format!(
                "document.querySelectorAll(\"[data-testid='template-blank']\").length > {number}"
            ))
            .await;
        let blanks = window
            .driver
            .find_all(thirtyfour::By::Css("[data-testid='template-blank']"))
            .await
            .unwrap();
        let blank = blanks.get(number).unwrap();
        blank.clear().await.unwrap();
        blank
            .send_keys(["Hannah", "MIR-48213"][number])
            .await
            .unwrap();
    }
    window.picture("composer-template").await;
    window.click("template-send").await;
    window.message_in_state("MIR-48213", "sent").await;
    let sent = hotel.graph().sent();
    let template = sent
        .iter()
        .find(|body| body["type"] == json!("template"))
        .unwrap_or_else(|| panic!("no template in {sent:?}"));
    assert_eq!(template["template"]["name"], json!("answer_ready"));
    assert!(template.to_string().contains("MIR-48213"));
    assert!(!window.has("dialog[open]").await);
    window.close().await;
}
