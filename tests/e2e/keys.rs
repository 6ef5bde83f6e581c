//! Undo, the palette, the sheet of keys, and keys of one's own.

use crate::hands::claimed;
use crate::window::Window;
use crate::world::Hotel;
use thirtyfour::Key;

async fn undo_bar(window: &Window, words: &str) {
    window.reads("[data-testid='undo-bar']", words).await;
}

/// Opens the palette and types.
async fn ask(window: &Window, text: &str) {
    window.chord(&[Key::Control], "k").await;
    window.by_id("palette-input").await;
    window.type_keys(text).await;
}

async fn offered(window: &Window, kind: &str, words: &str) {
    window
        .reads(&format!("[data-testid='offer'][data-kind='{kind}']"), words)
        .await;
}

/// DESIGN_UI 5: Z undoes the last change of status, each by its opposite, at the relay; once only.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn z_undoes_the_last_change() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    let name = "Ulla Undo";
    claimed(&hotel, &window, "+351900000776", name).await;
    window.click("resolve").await;
    hotel.wait_for_status(name, "RESOLVED").await;
    undo_bar(&window, "Resolved: Ulla Undo").await;
    window.picture("undo").await;
    window.type_keys("z").await;
    hotel.wait_for_status(name, "AGENT_ASSIGNED").await;
    window.gone("[data-testid='undo-bar']").await;
    window.css("textarea[data-testid='composer']").await;
    window.click("hand-back").await;
    hotel.wait_for_status(name, "BOT_HANDLING").await;
    undo_bar(&window, "Back to the bot: Ulla Undo").await;
    window.click("undo").await;
    hotel.wait_for_status(name, "AGENT_ASSIGNED").await;
    window.type_keys("z").await;
    window.gone("[data-testid='undo-bar']").await;
    window.css("textarea[data-testid='composer']").await;
    window.close().await;
}

/// DESIGN_UI 5, 9; SPEC 4: Ctrl K finds a command, a guest and a message, does the one and jumps to the others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_palette_finds_commands_guests_and_messages() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000777", "Petra Palette").await;

    ask(&window, "internal").await;
    offered(&window, "command", "Internal note").await;
    window.enter().await;
    window.gone("[data-testid='palette']").await;
    window
        .css("textarea[data-testid='composer'][data-mode='note']")
        .await;

    ask(&window, "priya").await;
    offered(&window, "guest", "Priya Raghunathan").await;
    window.picture("palette-guest").await;
    window.enter().await;
    window.has_open("Priya Raghunathan").await;

    // Somebody else's conversation of days ago, by a word of it; accents need not be typed.
    ask(&window, "berco").await;
    offered(&window, "message", "berço").await;
    window.picture("palette-message").await;
    window
        .click_css("[data-testid='offer'][data-kind='message']")
        .await;
    window
        .until("[...document.querySelectorAll(\"[data-testid='message']\")].some(m => m.innerText.includes('berço'))")
        .await;

    ask(&window, ">").await;
    window
        .until("[...document.querySelectorAll(\"[data-testid='offer']\")].every(one => one.dataset.kind === 'command')")
        .await;
    window.press(Key::Escape).await;
    window.gone("[data-testid='palette']").await;
    window.close().await;
}

/// WCAG 2.1.4, DESIGN_UI 5: the sheet lists every key; a letter gets another one or is switched off, at once, everywhere, and after a
/// restart too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_of_ones_own() {
    let hotel = Hotel::open().await;
    let (phone, name) = ("+351900000778", "Kurt Keys");
    hotel.guest_writes(phone, name, "I need help").await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    window.open_conversation_of(name).await;
    window.type_keys("?").await;
    let claim = "[data-testid='key'][data-id='claim']";
    window.reads(claim, "C").await;
    let keys = window
        .eval("document.querySelectorAll(\"[data-testid='key']\").length")
        .await;
    assert!(keys.as_u64().unwrap() >= 40, "{keys}");
    window.click_css("dialog[open] footer .btn:not(.pri)").await;

    let settings = |tab: u32| format!("dialog[open] [role='tab']:nth-of-type({tab})");
    window.click_css(&settings(4)).await;
    let field = window
        .css("[data-testid='shortcut'][data-id='claim']")
        .await;
    field.click().await.unwrap();
    window.type_keys("r").await;
    window
        .reads("#shortcut-trouble", "R is already the key for: Reply.")
        .await;
    window.type_keys("x").await;
    window.gone("#shortcut-trouble").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;
    window.type_keys("c").await;
    window.type_keys("?").await;
    window.reads(claim, "X").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;
    window
        .css("[data-testid='conversation-row'][aria-selected='true'][data-status='AWAITING_AGENT']")
        .await;
    window.type_keys("x").await;
    hotel.wait_for_status(name, "AGENT_ASSIGNED").await;
    window.close().await;

    let window = hotel.window().await;
    window.open_conversation_of(name).await;
    window.chord(&[Key::Control], ",").await;
    window.click_css(&settings(4)).await;
    window
        .until(
            "document.querySelector(\"[data-testid='shortcut'][data-id='claim']\").value === 'X'",
        )
        .await;
    window.click("letters-on").await;
    window.picture("settings-letters-off").await;
    window.press(Key::Escape).await;
    window.gone("dialog[open]").await;
    window.type_keys("e").await;
    ask(&window, "resolve").await;
    offered(&window, "command", "Resolve, again to reopen").await;
    window
        .css("[data-testid='conversation-row'][aria-selected='true'][data-status='AGENT_ASSIGNED']")
        .await;
    window.enter().await;
    hotel.wait_for_status(name, "RESOLVED").await;
    window.close().await;
}
