//! What arrives broken is answered clearly and kept where staff see it.

use crate::world::Hotel;

/// SPEC 268, 271; BEYOND 3.6: broken JSON with a good signature is acknowledged and stands as a dead letter in a manager's window.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_nobody_understands_is_seen_by_staff() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    let status = hotel
        .signed_post(b"{\"object\":\"whatsapp_business_account\",\"entry\":[{".to_vec())
        .await;
    assert_eq!(status, 200);
    window.by_id("dead-letters").await;
    window.click("dead-letters").await;
    window.picture("dead-letters").await;
    let status = hotel.unsigned_post(b"{}".to_vec()).await;
    assert_eq!(status, 401);
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
    window.by_id("login-submit").await;
    window
        .sign_in(&hotel.address(), "tomas@miralva.example", "bellhop-demo")
        .await;
    window.by_id("conversation-row").await;
    window.close().await;
    hotel.no_word_on_disk(&["Mariana", "Albuquerque", "SQLite format 3"]);
}
