//! The thread in pictures: writing, every kind of message, the menus.

use crate::hands::{claimed, picture};
use crate::messages::{bring_up, open_the_agent};
use crate::states::{Album, COMPOSER, MENUS, MESSAGES, USUAL};
use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;
use std::path::Path;
use testkit::graph::SendAnswer;
use thirtyfour::Key;

/// Attaches a file of so many bytes that looks like a picture.
async fn attach(window: &Window, folder: &Path, name: &str, size: usize) {
    let mut bytes = std::fs::read(picture()).unwrap();
    bytes.resize(size.max(bytes.len()), 0);
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    window
        .by_id("attach-input")
        .await
        .send_keys(path.to_str().unwrap())
        .await
        .unwrap();
}

/// Empties the composer.
async fn wipe(window: &Window) {
    window.write("").await;
    window.chord(&[Key::Control], "a").await;
    window.press(Key::Backspace).await;
    window
        .until("document.querySelector(\"textarea[data-testid='composer']\").value === ''")
        .await;
}

/// SPEC 36, 40, 41, 43-45, 49, 222; composer.html: the composer in its states.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_composer_in_its_states() {
    let hotel = Hotel::open().await;
    let folder = tempfile::tempdir().unwrap();
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&COMPOSER, &window);
    claimed(&hotel, &window, "+351900000713", "Composer Guest").await;
    window.write("/wi").await;
    album.keep("composer-canned").await;
    window.type_keys("qqq").await;
    album.keep("composer-canned-none").await;
    wipe(&window).await;
    window.insert_canned("/checkout-late").await;
    album.keep("composer-blank").await;
    wipe(&window).await;
    window.click("emoji").await;
    album.keep("composer-emoji").await;
    window.press(Key::Escape).await;

    window.write("Good morning, your table is set").await;
    window.click("schedule").await;
    album.keep("composer-schedule").await;
    window.click_css("[data-offer='pick']").await;
    album.keep("composer-schedule-day").await;
    window.press(Key::Escape).await;
    window.press(Key::Escape).await;
    window.click("schedule").await;
    window.click_css("[data-offer='tomorrow']").await;
    album.keep("composer-scheduled").await;

    attach(&window, folder.path(), "map.png", 0).await;
    attach(&window, folder.path(), "tour.png", 6 << 20).await;
    album.keep("composer-attachments").await;
    wipe(&window).await;
    window.drag_picture("map.png", "dragover", ".msgs").await;
    album.keep("composer-drop").await;
    window.drag_picture("map.png", "dragleave", ".msgs").await;
    window.gone(".dropveil").await;

    window.press(Key::Escape).await;
    window
        .click_css("[data-testid='message'][data-state='received']")
        .await;
    window.type_keys("q").await;
    album.keep("composer-quote").await;
    window
        .driver
        .execute("const field = document.querySelector(\"textarea[data-testid='composer']\"); field.value = 'word '.repeat(900); field.dispatchEvent(new Event('input', { bubbles: true }));", vec![])
        .await
        .unwrap();
    album.keep("composer-too-long").await;
    wipe(&window).await;
    window.click("note-mode").await;
    window.write("Ask @").await;
    album.keep("composer-mention").await;

    window.look_up("Hannah Goldberg", "v-hannah").await;
    album.keep("composer-closed").await;
    window
        .click_css("[data-testid='composer'] [data-testid='template']")
        .await;
    window.fill("template-search", "answer ready").await;
    window
        .click_css("[role='option'][data-template='answer_ready']")
        .await;
    album.keep("composer-template").await;
    album.close();
    window.close().await;
}

/// SPEC 28-31, 41, 49, 51; messages.html: every kind of message, a photo by itself, the question before a file is opened.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_message() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&MESSAGES, &window);
    // The provider's answer cannot be read: nobody knows whether it took the words.
    claimed(&hotel, &window, "+351900000716", "Unknown Guest").await;
    let is_text = |body: &serde_json::Value| body["type"] == "text";
    hotel.wait_for_sent("what the bot says", is_text, 2).await;
    hotel.graph().answer_next(SendAnswer::Raw {
        status: 200,
        body: "<html>".to_owned(),
    });
    window.say("Did this arrive?").await;
    window.message_in_state("Did this arrive?", "unknown").await;
    album.keep("message-unknown").await;
    // A colleague took the guest over while this desk was away: what was written meanwhile is held, and can be written again (BEYOND 5.2).
    let id = hotel.conversation_of("Unknown Guest").await;
    hotel.line().cut();
    window.sync("offline").await;
    window.say("See you at two").await;
    window.message_in_state("See you at two", "waiting").await;
    let olga = hotel.colleague("olga@miralva.example").await;
    let over = json!({"id": "held-1", "type": "take_over", "conversation": id});
    assert_eq!(olga.command(&over).await.unwrap()["outcome"], "done");
    hotel.line().mend();
    window.click("try-now").await;
    window.message_in_state("See you at two", "held").await;
    album.keep("message-held").await;
    window.click("held-edit").await;
    window
        .until("document.querySelector(\"textarea[data-testid='composer']\").value === 'See you at two'")
        .await;
    wipe(&window).await;

    open_the_agent(&window).await;
    album.keep("messages").await;
    bring_up(&window, "v-hannah-26").await;
    album.keep("messages-places").await;
    bring_up(&window, "v-hannah-22").await;
    window
        .until("[...document.querySelectorAll(\"[data-testid='photo'] img\")].some(photo => photo.complete && photo.naturalWidth > 100)")
        .await;
    album.keep("messages-media").await;
    bring_up(&window, "v-hannah-04").await;
    album.keep("messages-choices").await;
    bring_up(&window, "v-hannah-20").await;
    window
        .click_css("[data-id='v-hannah-20'] [data-testid='photo']")
        .await;
    album.keep("messages-viewer").await;
    window.press(Key::Escape).await;
    bring_up(&window, "v-hannah-24").await;
    window
        .click_css("[data-id='v-hannah-24'] [data-testid='file']")
        .await;
    album.keep("messages-open-file").await;
    window.click("file-save").await;
    album.keep("notice").await;
    album.close();
    window.close().await;
}

/// DESIGN_UI 4, 6: every menu while it is open.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_menu() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(USUAL.0, USUAL.1).await;
    let mut album = Album::of(&MENUS, &window);
    window.open_conversation_of("Mariana Albuquerque").await;
    for (button, name) in [
        ("filter-channel", "menu-channel"),
        ("filter-status", "menu-status"),
        ("filter-assignee", "menu-assignee"),
        ("sort", "menu-sort"),
        ("presence", "menu-presence"),
        ("account", "menu-account"),
        ("assign", "menu-assign"),
    ] {
        window.click(button).await;
        album.keep(name).await;
        window.press(Key::Escape).await;
        window.gone("[role='menu']").await;
    }
    let message = "[data-testid='message'][data-state='received']";
    let last = window.driver.find_all(thirtyfour::By::Css(message)).await;
    let last = last.unwrap().pop().unwrap();
    for (button, name) in [("react", "menu-react"), ("message-more", "menu-message")] {
        last.scroll_into_view().await.unwrap();
        let chain = window.driver.action_chain();
        chain.move_to_element_center(&last).perform().await.unwrap();
        window.click(button).await;
        album.keep(name).await;
        window.press(Key::Escape).await;
        window.gone("[role='menu']").await;
    }
    album.close();
    window.close().await;
}
