//! The tray icon on a panel that speaks the real protocol, and the app without any.

use crate::daemon::printed;
use crate::desktop::{
    Panel, WindowManager, active_title, app_process, said, wait_until, window_number,
};
use crate::world::Hotel;
use serde_json::json;

/// Closes the active window with the window manager's own key.
fn close_with_the_keyboard() {
    said("xdotool", &["key", "alt+F4"]);
}

/// Issue 3.5: closing hides the window behind its tray icon, which counts who waits, brings it back, changes the presence and
/// quits; quitting really ends the app.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tray_keeps_the_app_alive() {
    let panel = Panel::appears().await;
    let _manager = WindowManager::appears().await;
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let icon = panel.icon().await;
    let waiting = window
        .call("conversation_list", json!({"filter": {"channels": [], "statuses": [], "assignees": []}, "offset": 0, "limit": 1}))
        .await["waiting"]
        .as_u64()
        .unwrap();
    let count = async || icon.text("XAyatanaLabel").await.parse::<u64>().unwrap_or(0);
    wait_until("the count beside the icon", async || {
        count().await >= waiting
    })
    .await;
    let before = count().await;
    let clear = icon.text("IconName").await;

    wait_until("the window has the keyboard", async || {
        active_title().contains("Bellhop")
    })
    .await;
    close_with_the_keyboard();
    wait_until("the window is hidden", async || window_number().is_empty()).await;
    assert!(app_process(hotel.home()).is_some(), "closing ended the app");

    hotel
        .guest_writes("+351900000801", "Tania Bandeja", "I need help")
        .await;
    wait_until("one more waits", async || count().await == before + 1).await;
    assert_ne!(icon.text("IconName").await, clear, "the icon is drawn anew");
    wait_until("a hidden window still notifies", async || {
        printed().contains("Tania Bandeja")
    })
    .await;

    icon.choose("Open Bellhop").await;
    wait_until("the window is back and active", async || {
        active_title().contains(&format!("({})", waiting + 1))
    })
    .await;

    icon.choose("Away").await;
    window
        .until("document.querySelector(\"[data-testid='presence']\").getAttribute('aria-label')?.includes('Away') || document.querySelector(\"[data-testid='presence']\").innerText.includes('Away')")
        .await;
    wait_until("the menu shows what was chosen", async || {
        let entries = icon.entries().await;
        entries
            .iter()
            .any(|entry| entry.label == "Away" && entry.is_ticked)
            && entries
                .iter()
                .all(|entry| entry.label == "Away" || !entry.is_ticked)
    })
    .await;
    window.picture("tray").await;
    icon.choose("Quit Bellhop").await;
    window.has_ended().await;
    assert_eq!(panel.count(), 1, "one icon, once");
}

/// Issue 3.5: without a panel closing minimises, and says so once; a panel that comes later gets its icon.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_tray_closing_minimises() {
    let _manager = WindowManager::appears().await;
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let told = || {
        printed()
            .matches("summary: 'Bellhop is still running'")
            .count()
    };
    let before = told();
    let number = window_number();
    let is_minimised = || said("xprop", &["-id", &number, "WM_STATE"]).contains("Iconic");
    for _ in 0..2 {
        said("xdotool", &["windowactivate", &number]);
        wait_until("the window is active", async || {
            active_title().contains("Bellhop")
        })
        .await;
        close_with_the_keyboard();
        wait_until("the window is minimised", async || is_minimised()).await;
    }
    assert!(app_process(hotel.home()).is_some(), "closing ended the app");
    wait_until("it was said", async || told() > before).await;

    // Everything of the tray is in the app's own menu.
    said("xdotool", &["windowactivate", &number]);
    let panel = Panel::appears().await;
    let icon = panel.icon().await;
    let labels: Vec<String> = icon
        .entries()
        .await
        .into_iter()
        .map(|it| it.label)
        .collect();
    assert_eq!(
        labels,
        ["Open Bellhop", "Online", "Away", "Offline", "Quit Bellhop"]
    );
    window.click("account").await;
    window.css("[role='menuitem']").await;
    let menu = window.text().await;
    assert!(menu.contains("Quit Bellhop"), "{menu}");
    assert_eq!(told(), before + 1, "once on this computer");
    window
        .driver
        .execute("[...document.querySelectorAll(\"[role='menuitem']\")].find((it) => it.innerText.includes('Quit Bellhop')).click()", vec![])
        .await
        .unwrap();
    window.has_ended().await;
}
