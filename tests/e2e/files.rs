//! Files on their way to a guest: pasted, dropped, sent over a bad line.

use crate::desktop::{WindowManager, copied};
use crate::file_manager::FileManager;
use crate::hands::{claimed, picture};
use crate::window::Window;
use crate::world::Hotel;
use serde_json::Value;
use std::time::Duration;
use thirtyfour::Key;

async fn attachments(window: &Window, count: usize) {
    window
        .until(&format!(
            "document.querySelectorAll(\"[data-testid='attachment'][data-state='ready']\").length === {count}"
        ))
        .await;
}

/// Issue 3.2; DESIGN_UI 4: a picture from the clipboard and a file dragged out of a file manager stand in the composer, and both reach
/// the guest byte for byte.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_is_pasted_and_a_file_dropped() {
    let _manager = WindowManager::appears().await;
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000761", "Paste Guest").await;
    window.write("As you see: ").await;
    copied(&picture());
    window.by_id("composer").await.focus().await.unwrap();
    window.chord(&[Key::Control], "v").await;
    attachments(&window, 1).await;
    let folder = FileManager::with(&picture(), "map.png").await;
    let veil =
        "document.querySelector('.dropveil')?.innerText.includes('Let go to attach') ?? false";
    let none = "document.querySelector('.dropveil') === null";
    folder.drag_over(&window, ".msgs", veil).await;
    folder
        .move_over(&window, "[data-testid='search']", none)
        .await;
    folder.move_over(&window, ".msgs", veil).await;
    folder.let_go();
    attachments(&window, 2).await;
    window.gone(".dropveil").await;
    drop(folder);
    window.reads("[data-testid='attachment']", "map.png").await;
    window.picture("composer-dropped").await;
    window.click("send").await;
    attachments(&window, 0).await;
    window.message_in_state("As you see:", "sent").await;
    hotel
        .wait_for_sent("two pictures", |body| body["type"] == "image", 2)
        .await;
    let whole = std::fs::read(picture()).unwrap();
    for body in hotel.graph().sent() {
        if body["type"] == "image" {
            let id = body["image"]["id"].as_str().unwrap();
            let uploaded = hotel.graph().uploaded(id).unwrap();
            assert_eq!(uploaded.mime, "image/png");
            assert!(uploaded.bytes == whole, "byte for byte");
        }
    }
    window.close().await;
}

/// Notes every figure of the bar under a file on its way.
const WATCH: &str = "
window.__figures = [];
(function look() {
  const bar = document.querySelector(\"[data-testid='message'] [role='progressbar']\");
  const now = bar && Number(bar.getAttribute('aria-valuenow'));
  if (bar && window.__figures.at(-1) !== now) window.__figures.push(now);
  requestAnimationFrame(look);
})();
";

async fn figures(window: &Window) -> Vec<u64> {
    let figures = window.eval("window.__figures").await;
    figures
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_u64)
        .collect()
}

/// Attaches so many bytes and sends them with these words.
async fn send_file(window: &Window, name: &str, bytes: &[u8], words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    window
        .by_id("attach-input")
        .await
        .send_keys(path.to_str().unwrap())
        .await
        .unwrap();
    attachments(window, 1).await;
    window.say(words).await;
}

/// Issue 3.2; SPEC 40: a file on a slow line shows how far it is; a cut line costs nothing that was taken already, and the guest gets it
/// once, byte for byte. *Cancel* stops the next one, and nothing of it reaches the guest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_goes_on_after_a_cut_and_can_be_cancelled() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000762", "Upload Guest").await;
    let large: Vec<u8> = b"%PDF-1.4\n"
        .iter()
        .copied()
        .chain((0..1_000_000_u32).map(|n| (n % 251) as u8))
        .collect();
    window.driver.execute(WATCH, vec![]).await.unwrap();
    hotel.line().slow(Duration::from_millis(6));
    send_file(&window, "menu.pdf", &large, "The menu of tonight").await;
    window
        .until("window.__figures.some(one => one > 20 && one < 80)")
        .await;
    window.reads("[data-testid='message']", "of 1.0 MB").await;
    window.picture("upload-progress").await;
    hotel.line().cut();
    window.sync("offline").await;
    let before = figures(&window).await;
    window.picture("upload-cut").await;
    hotel.line().slow(Duration::from_millis(1));
    window.click("try-now").await;
    window.message_in_state("The menu of tonight", "sent").await;
    let after = figures(&window).await;
    let reached = before.iter().max().unwrap();
    let resumed = &after[before.len()..];
    assert!(
        !resumed.is_empty() && resumed.iter().all(|it| it >= reached),
        "{before:?} then {resumed:?}"
    );
    let documents = |body: &Value| body["type"] == "document";
    hotel.wait_for_sent("the menu", documents, 1).await;
    let sent = hotel.graph().sent();
    let id = sent.iter().find(|it| documents(it)).unwrap()["document"]["id"].clone();
    let uploaded = hotel.graph().uploaded(id.as_str().unwrap()).unwrap();
    assert!(uploaded.bytes == large, "byte for byte");

    send_file(&window, "wrong.pdf", &large[..900_000], "The wrong one").await;
    window.click("upload-cancel").await;
    window
        .reads(
            "[data-testid='message']",
            "Not sent. The upload was stopped.",
        )
        .await;
    window.picture("upload-cancelled").await;
    window.click("discard").await;
    window
        .until("![...document.querySelectorAll(\"[data-testid='message']\")].some(m => m.innerText.includes('The wrong one'))")
        .await;
    window.say("That is all for tonight").await;
    hotel.sent("That is all for tonight").await;
    let sent = hotel.graph().sent();
    assert_eq!(sent.iter().filter(|it| documents(it)).count(), 1);
    window.close().await;
}
