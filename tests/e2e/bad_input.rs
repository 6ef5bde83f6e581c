//! What arrives broken or too large is answered clearly and kept where staff see it.

use crate::window::Window;
use crate::world::{Hotel, now};
use serde_json::json;
use testkit::whatsapp::{Account, Guest, body};

async fn letters(window: &Window, words: &str) {
    window.reads("[data-testid='dead-letters']", words).await;
}

/// SPEC 268, 271; BEYOND 3.6: broken JSON, invalid UTF-8 and JSON of no known shape with a good signature are acknowledged and
/// stand in a manager's window by their reason; *Replay* tries again and says what became of it. Without the signature nothing is kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_nobody_understands_is_seen_by_staff() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    let broken = b"{\"object\":\"whatsapp_business_account\",\"entry\":[{".to_vec();
    assert_eq!(hotel.signed_post(broken).await, 200);
    letters(&window, "1 message from a channel not understood").await;
    let guest = Guest::new("351900000731", "Ute Acht");
    let mut not_utf8 = Account::lisbon()
        .messages(&guest, vec![guest.text("wamid.utf8", now() / 1000, "Hi")])
        .to_string()
        .into_bytes();
    not_utf8[40] = 0xff;
    assert_eq!(hotel.signed_post(not_utf8).await, 200);
    assert_eq!(hotel.signed_post(b"{\"odd\":true}".to_vec()).await, 200);
    letters(&window, "3 messages from channels not understood").await;
    assert_eq!(hotel.unsigned_post(b"{}".to_vec()).await, 401);

    window.click("dead-letters").await;
    let list = "[data-testid='dead-letter-list']";
    window.reads(list, "JSON of an unknown shape").await;
    let words = window.read(list).await;
    assert_eq!(words.matches("Broken JSON").count(), 2, "{words}");
    assert!(words.contains("Kept for 30 days."), "{words}");
    window.picture("dead-letters").await;
    window.click_css("[data-testid='dead-letter'] button").await;
    window.click("outbox").await;
    let refused = "[data-testid='outbox-entry'][data-state='refused']";
    window
        .reads(refused, "Replay of what was not understood")
        .await;
    window
        .reads(refused, "refused: The relay did not take it.")
        .await;
    window.picture("dead-letters-replayed").await;
    window.click_css(&format!("{refused} .ico")).await;
    window.gone("[data-testid='outbox-entry']").await;
    letters(&window, "3 messages from channels not understood").await;
    window.close().await;
}

/// SPEC 272: a message of 3 MB and a thousand messages in one POST are taken; the window shows them, counts them and answers on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_megabytes_and_a_thousand_messages() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    let account = Account::lisbon();
    let large = Guest::new("351900000732", "Gabriela Grande");
    let text = format!("help please {}", "palavra ".repeat(375_000));
    let said = vec![large.text("wamid.large", now() / 1000, &text)];
    let bytes = account.messages(&large, said).to_string().into_bytes();
    assert!(bytes.len() > 3_000_000);
    assert_eq!(hotel.signed_post(bytes).await, 200);
    window.open_conversation_of("Gabriela Grande").await;
    window
        .message_in_state("help please palavra", "received")
        .await;
    window.picture("three-megabytes").await;

    let mut entries = Vec::new();
    for number in 0..50 {
        let guest = Guest::new(
            &format!("3519000074{number:02}"),
            &format!("Many {number:02}"),
        );
        let said = (0..20).map(|n| {
            guest.text(
                &format!("wamid.many.{number}.{n}"),
                now() / 1000 + n,
                &format!("word {n}"),
            )
        });
        let whole = account.messages(&guest, said.collect());
        entries.extend(whole["entry"].as_array().unwrap().clone());
    }
    let bytes = body(entries).to_string().into_bytes();
    assert_eq!(hotel.signed_post(bytes).await, 200);
    window.fill("search", "Many").await;
    window
        .until("document.querySelectorAll(\"[data-testid='conversation-row']\").length >= 20")
        .await;
    window.fill("search", "Many 37").await;
    window
        .until("[...document.querySelectorAll(\"[data-testid='conversation-row']\")].some(row => row.innerText.includes('Many 37') && row.dataset.unread === '20')")
        .await;
    window.open_conversation_of("Many 37").await;
    window.message_in_state("word 19", "received").await;
    let owner = hotel.owner().await;
    let (changes, _) = owner.changes(None).await.unwrap();
    let many = changes.iter().filter(|it| {
        it["kind"] == "message"
            && it["body"]["author"] == json!("guest")
            && it["body"]["text"]
                .as_str()
                .is_some_and(|text| text.starts_with("word "))
    });
    assert_eq!(many.count(), 1000);
    window.close().await;
}

/// R7: the cache's key is gone from the keyring: the app says so, wipes, and syncs again after signing in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cache_whose_key_is_gone_is_made_again() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.by_id("conversation-row").await;
    window.close().await;
    hotel.forget_keyring();
    let window = hotel.window().await;
    window
        .reads(
            "main.login [role='status']",
            "The key of the local copy was gone, so the copy was wiped. It comes back from the relay after you sign in.",
        )
        .await;
    window.picture("login-key-gone").await;
    window
        .sign_in(&hotel.address(), "tomas@miralva.example", "bellhop-demo")
        .await;
    window.by_id("conversation-row").await;
    window.close().await;
    hotel.no_word_on_disk(&["Mariana", "Albuquerque", "SQLite format 3"]);
}
