//! The desk without a mouse, and without eyes.

use crate::screen_reader::{Role, ScreenReader};
use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;
use thirtyfour::Key;

impl Window {
    async fn has_focus(&self, id: &str) -> bool {
        self.eval("document.activeElement?.dataset.testid ?? ''")
            .await
            == json!(id)
    }

    async fn until_focus(&self, id: &str) {
        self.until(&format!(
            "document.activeElement?.dataset.testid === {}",
            json!(id)
        ))
        .await;
    }
}

/// DESIGN_UI 5, 9; SPEC 4, 155: sign in, find the guest, claim, answer and resolve with the keyboard alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shift_by_keyboard_alone() {
    let hotel = Hotel::open().await;
    let name = "Karin Keyboard";
    hotel
        .guest_writes("+351900000871", name, "I need help with my key card")
        .await;
    let window = hotel.window().await;
    window.by_id("login-submit").await;
    let tab = Key::Tab.value().to_string();
    // The caret stands where a person begins; every field is reached by Tab.
    for (field, text) in [
        ("login-email", "tomas@miralva.example"),
        ("login-password", "bellhop-demo"),
    ] {
        for _ in 0..12 {
            if window.has_focus(field).await {
                break;
            }
            window.type_keys(&tab).await;
        }
        assert!(window.has_focus(field).await, "Tab reaches {field}");
        window.type_keys(text).await;
    }
    window.enter().await;
    window.by_id("conversation-row").await;

    window.type_keys("/").await;
    window.until_focus("search").await;
    window.type_keys("Karin").await;
    window
        .until("document.querySelectorAll(\"[data-testid='conversation-row']\").length === 1")
        .await;
    window.type_keys(Key::Down.value().to_string()).await;
    window.enter().await;
    window.message_in_state("my key card", "received").await;
    window
        .until("!document.activeElement.matches('input, textarea')")
        .await;
    window.type_keys("c").await;
    hotel.wait_for_status(name, "AGENT_ASSIGNED").await;
    window
        .until("document.querySelector(\"[data-testid='composer']\")?.disabled === false")
        .await;
    window.type_keys("r").await;
    window.until_focus("composer").await;
    window.type_keys("A new card is ready for you").await;
    window.enter().await;
    hotel.sent("A new card is ready for you").await;
    window.type_keys(Key::Escape.value().to_string()).await;
    window.type_keys("e").await;
    hotel.wait_for_status(name, "RESOLVED").await;
    window.close().await;
}

/// DESIGN_UI 9: a person who hears the screen finds the guest who waits, hears what was said, claims and answers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_is_answered_through_the_accessibility_tree() {
    let hotel = Hotel::open().await;
    let name = "Hanna Hearing";
    hotel
        .guest_writes("+351900000872", name, "I need help with the safe")
        .await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let reader = ScreenReader::start().await;
    let row = reader.find(Role::LIST_ITEM, name).await;
    for heard in ["waiting", "WhatsApp", "1 unread", "last message"] {
        assert!(row.name.contains(heard), "{:?} lacks {heard}", row.name);
    }
    reader.press(&row).await;
    let said = reader
        .find(Role::ARTICLE, "I need help with the safe")
        .await;
    assert!(said.name.starts_with("Guest, "), "{:?}", said.name);
    let claim = reader.find(Role::BUTTON, "Claim").await;
    reader.press(&claim).await;
    hotel.wait_for_status(name, "AGENT_ASSIGNED").await;
    let field = reader.find(Role::ENTRY, "Reply").await;
    reader.focus(&field).await;
    window.type_keys("Somebody comes up at once").await;
    let send = reader.find(Role::BUTTON, "Send").await;
    reader.press(&send).await;
    hotel.sent("Somebody comes up at once").await;
    reader
        .find(Role::ARTICLE, "Somebody comes up at once")
        .await;
    window.close().await;
}
