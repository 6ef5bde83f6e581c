//! Signing in: the right way, and every wrong one with words and nothing lost.

use crate::world::Hotel;

/// Issue 2: a wrong password, an address that is no relay, one without a relay; then the right one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_failure_has_its_words() {
    let hotel = Hotel::open().await;
    let window = hotel.window().await;
    window.picture("login").await;
    window
        .sign_in(
            &hotel.address(),
            "tomas@miralva.example",
            "not the password",
        )
        .await;
    window.css("[role='alert']").await;
    let words = window.text().await;
    assert!(words.to_lowercase().contains("password"), "{words}");
    window.picture("login-wrong-password").await;

    let stranger = hotel.not_a_relay().await;
    window
        .sign_in(&stranger, "tomas@miralva.example", "bellhop-demo")
        .await;
    window
        .until("/not a bellhop relay|no bellhop relay/i.test(document.body.innerText)")
        .await;

    window
        .sign_in(
            "http://127.0.0.1:9",
            "tomas@miralva.example",
            "bellhop-demo",
        )
        .await;
    window
        .until("/answer|reach/i.test(document.querySelector(\"[role='alert']\")?.innerText ?? '')")
        .await;

    window
        .sign_in(&hotel.address(), "tomas@miralva.example", "bellhop-demo")
        .await;
    window.by_id("conversation-row").await;
    window.close().await;
}

/// SPEC 263; R10: housekeeping sees no WhatsApp and no Email button; Assign is not there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn housekeeping_sees_no_contact() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("rita@miralva.example").await;
    window.click_css("[data-testid='conversation-row']").await;
    window.by_id("guest-panel").await;
    assert!(!window.has("[data-testid='whatsapp']").await);
    assert!(!window.has("[data-testid='email']").await);
    assert!(
        !window.has("[data-testid='assign']").await,
        "what a role lacks is hidden"
    );
    window.picture("housekeeping").await;
    window.close().await;
}

/// Issue 2: first start: the printed code makes the owner.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_code_makes_the_owner() {
    let hotel = Hotel::empty().await;
    let code = hotel.owner_code();
    let window = hotel.window().await;
    window.fill("login-relay", &hotel.address()).await;
    window.click("login-code").await;
    window.fill("code", &code).await;
    window.click("code-submit").await;
    window.fill("code-name", "Ana Fundadora").await;
    window.fill("code-email", "ana@pensao.example").await;
    window.fill("code-hotel", "Pensão Aurora").await;
    window.fill("code-password", "a-long-password").await;
    window.picture("login-invitation").await;
    window.click("code-submit").await;
    window.by_id("search").await;
    window.picture("first-run").await;
    window.close().await;
}
