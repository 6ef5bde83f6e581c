//! Pictures of the main states, kept under `target/shots/` to be looked at beside the design's.

use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;

/// What must be true of every picture: nothing sticks out sideways, and every control has a name.
async fn is_sound(window: &Window, name: &str) {
    let wide = window
        .eval("document.documentElement.scrollWidth <= innerWidth + 1")
        .await;
    assert_eq!(wide, json!(true), "{name}: the page scrolls sideways");
    let nameless = window
        .eval(
            "[...document.querySelectorAll('button, input, textarea, [role=option], [role=menuitem]')].filter(e => e.offsetParent && !(e.getAttribute('aria-label') || e.innerText?.trim() || e.title || e.labels?.length || e.getAttribute('aria-labelledby') || e.placeholder)).map(e => e.outerHTML.slice(0, 120))",
        )
        .await;
    assert_eq!(nameless, json!([]), "{name}: controls without a name");
    assert_eq!(window.axe().await, json!([]), "{name}: axe finds something");
    window.picture(name).await;
}

/// Changes a setting of this computer as the settings dialog does, and waits until the page shows it.
async fn set(window: &Window, setting: &str, value: &str, shown: &str) {
    let mut settings = window.call("settings", json!({})).await;
    settings[setting] = json!(value);
    window.call("save_settings", settings).await;
    window.until(shown).await;
}

/// DESIGN_UI 2, 9, 10: the inbox of the demo hotel in its main states and sizes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_inbox_in_its_main_states() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(1440, 900).await;
    is_sound(&window, "inbox-empty").await;
    window.open_conversation_of("Mariana Albuquerque").await;
    window.by_id("guest-panel").await;
    is_sound(&window, "inbox").await;
    for (width, height) in [(1920, 1080), (1366, 768), (1024, 700), (683, 720)] {
        window.resize(width, height).await;
        is_sound(&window, &format!("inbox-{width}x{height}")).await;
    }
    window.resize(1440, 900).await;
    let root = "document.documentElement";
    set(
        &window,
        "theme",
        "dark",
        &format!("{root}.dataset.theme === 'dark'"),
    )
    .await;
    is_sound(&window, "inbox-dark").await;
    set(
        &window,
        "theme",
        "light",
        &format!("{root}.dataset.theme === 'light'"),
    )
    .await;
    set(&window, "language", "ar", &format!("{root}.dir === 'rtl'")).await;
    window.open_conversation_of("خالد").await;
    is_sound(&window, "inbox-rtl").await;
    set(&window, "language", "en", &format!("{root}.dir === 'ltr'")).await;
    window.open_conversation_of("Mariana Albuquerque").await;
    window.click("note-mode").await;
    is_sound(&window, "inbox-note").await;
    window.close().await;
}

/// A bot's and a waiting conversation in pictures, with the control that each status offers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_status_has_its_banner() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(1440, 900).await;
    for (status, control) in [("BOT_HANDLING", "take-over"), ("AWAITING_AGENT", "claim")] {
        window
            .click_css(&format!(
                "[data-testid='conversation-row'][data-status='{status}']"
            ))
            .await;
        window
            .css(&format!(
                "[data-testid='banner'] [data-testid='{control}'], [data-testid='{control}']"
            ))
            .await;
        is_sound(
            &window,
            &format!("inbox-{}", status.to_lowercase().replace('_', "-")),
        )
        .await;
    }
    window.close().await;
}
