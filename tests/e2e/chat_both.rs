//! Both ends at once: a guest in Chromium talks to staff in the real window, with a photo each way, cut lines and a reload.

use crate::browser::Browser;
use crate::chat::{photo, shown};
use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;

const QUESTION: &str = "Can I speak to someone at reception? The AC shows E4";

/// The window has decoded a photo in the thread.
async fn photos_in(window: &Window, count: usize) {
    window
        .until(&format!(
            "[...document.querySelectorAll(\"[data-testid='photo'] img\")].filter(image => image.complete && image.naturalWidth > 100).length >= {count}"
        ))
        .await;
}

async fn sync(window: &Window, state: &str) {
    window
        .until(&format!(
            "document.querySelector(\"[data-testid='sync-state']\").dataset.state === '{state}'"
        ))
        .await;
}

async fn reply(window: &Window, text: &str) {
    window.click("composer").await;
    window.type_keys(text).await;
    window.click("send").await;
}

/// SPEC 239, 169: what the guest writes stands in the window, what the window answers stands in the guest's browser; typing, photos
/// and receipts go both ways; what was written while both lines were cut arrives once, also after a reload.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_and_the_window_talk() {
    let hotel = Hotel::open().await;
    let line = hotel.another_line().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let guest = Browser::open().await;
    guest.go(&format!("{}/chat/demo", line.url())).await;
    guest.line("open").await;
    guest.write(QUESTION).await;

    let row =
        "[data-testid='conversation-row'][data-channel='livechat'][data-status='AWAITING_AGENT']";
    window.click_css(row).await;
    window.message_in_state(QUESTION, "received").await;
    guest.in_state(QUESTION, "read").await;
    guest
        .by_id("chat-field")
        .await
        .send_keys("I can send")
        .await
        .unwrap();
    window.by_id("typing").await;
    guest.write(" a photo").await;
    let file = guest.by_id("chat-file").await;
    file.send_keys(photo().to_str().unwrap()).await.unwrap();
    window
        .message_in_state("I can send a photo", "received")
        .await;
    photos_in(&window, 1).await;

    window.click("claim").await;
    window
        .css("[data-testid='conversation-row'][aria-selected='true'][data-status='AGENT_ASSIGNED']")
        .await;
    window.click("composer").await;
    window.type_keys("Somebody is").await;
    guest
        .until("document.querySelector(\"[data-testid='chat-typing']\").textContent !== ''")
        .await;
    window.type_keys(" on the way").await;
    window.click("send").await;
    guest.sees("staff", "Somebody is on the way").await;
    window
        .message_in_state("Somebody is on the way", "read")
        .await;
    let input = window.by_id("attach-input").await;
    input.send_keys(photo().to_str().unwrap()).await.unwrap();
    window
        .css("[data-testid='attachment'][data-state='ready']")
        .await;
    window.click("send").await;
    guest
        .until("[...document.querySelectorAll(\"[data-author='staff'] img\")].some(image => image.complete && image.naturalWidth > 100)")
        .await;
    shown(&guest).await;
    guest.picture("chat-both-guest").await;
    window.picture("chat-both-window").await;

    line.cut();
    hotel.line().cut();
    guest.line("down").await;
    sync(&window, "offline").await;
    guest.write("Written while cut").await;
    guest.in_state("Written while cut", "waiting").await;
    reply(&window, "Answered while cut").await;
    window
        .message_in_state("Answered while cut", "waiting")
        .await;
    guest.picture("chat-both-guest-cut").await;
    window.picture("chat-both-window-cut").await;
    line.mend();
    guest.reload().await;
    hotel.line().mend();
    sync(&window, "live").await;
    window
        .message_in_state("Written while cut", "received")
        .await;
    guest.sees("staff", "Answered while cut").await;
    window.message_in_state("Answered while cut", "read").await;
    for text in ["Written while cut", "Answered while cut"] {
        assert_eq!(window.count_messages(text).await, 1, "{text}");
        let author = if text.starts_with("Written") {
            "guest"
        } else {
            "staff"
        };
        assert_eq!(guest.count(author, text).await, 1, "{text}");
    }
    photos_in(&window, 2).await;
    shown(&guest).await;
    let texts = guest
        .eval("[...document.querySelectorAll(\"[data-author='guest'] .words\")].map(words => words.textContent)")
        .await;
    assert_eq!(
        texts,
        json!([QUESTION, "I can send a photo", "Written while cut"])
    );
    assert_eq!(
        guest
            .complaints()
            .await
            .iter()
            .filter(|it| it.contains("Content Security Policy"))
            .count(),
        0
    );
    window.close().await;
    guest.close().await;
}
