//! Signing in: the right way, and every wrong one with words and nothing lost.

use crate::hands::claimed;
use crate::impostor::Impostor;
use crate::on_disk::keyring_has;
use crate::world::Hotel;

/// Issue 2: a wrong password, an address that is no relay, one where nobody answers, an empty field: each in its words at its place;
/// then the right one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_failure_has_its_words() {
    let hotel = Hotel::open().await;
    let window = hotel.window().await;
    let alert = "[role='alert']";
    window.picture("login").await;
    window
        .sign_in(&hotel.address(), "tomas@miralva.example", "")
        .await;
    window.reads(alert, "Please fill this in.").await;
    window
        .sign_in(&hotel.address(), "tomas@miralva.example", "not it")
        .await;
    window
        .reads(alert, "The email or the password is not right.")
        .await;
    window.picture("login-wrong-password").await;

    let portal = Impostor::portal().await;
    window
        .sign_in(&portal.url(), "tomas@miralva.example", "bellhop-demo")
        .await;
    window
        .reads(
            alert,
            "Something answers there, but it is not a Bellhop relay.",
        )
        .await;
    window.picture("login-not-a-relay").await;

    window
        .sign_in(
            "http://127.0.0.1:9",
            "tomas@miralva.example",
            "bellhop-demo",
        )
        .await;
    window.reads(alert, "No answer from this address.").await;
    window.picture("login-no-answer").await;

    window
        .sign_in(&hotel.address(), "tomas@miralva.example", "bellhop-demo")
        .await;
    window.by_id("conversation-row").await;
    window.close().await;
}

/// Issue 2; BEYOND 5.9: in the middle of a shift something else answers at the relay's address, and then the relay does not know the
/// computer any more after 90 days: the first is said in the status bar, the second at the login; cache, key and outbox stay, and what was
/// queued leaves after the next sign-in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_and_a_computer_that_was_away() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    claimed(&hotel, &window, "+351900000741", "Viktor Verspätet").await;
    let portal = Impostor::portal().await;
    hotel.line().cut();
    window.sync("offline").await;
    hotel.line().redirect(portal.address);
    hotel.line().mend();
    window.click("try-now").await;
    window
        .reads(
            "[data-testid='sync-state']",
            "Something else answers at the relay's address.",
        )
        .await;
    window.say("Written behind the portal").await;
    window
        .message_in_state("Written behind the portal", "waiting")
        .await;
    window.picture("offline-portal").await;

    let away = Impostor::relay_after_ninety_days().await;
    hotel.line().redirect(away.address);
    window.click("try-now").await;
    let why = "main.login [role='status']";
    window
        .reads(
            why,
            "This computer was not used for too long. Please sign in again.",
        )
        .await;
    window
        .reads(why, "One thing waits on this computer. Nothing is lost")
        .await;
    window.picture("login-expired").await;
    let copies = hotel.copies();
    assert_eq!(copies.len(), 1);
    assert!(keyring_has("cache-key", &copies[0]));

    hotel.lead_home();
    window
        .sign_in(&hotel.address(), "tomas@miralva.example", "bellhop-demo")
        .await;
    hotel.sent("Written behind the portal").await;
    let sent = hotel.graph().sent_texts();
    assert_eq!(sent.iter().filter(|it| it.contains("portal")).count(), 1);
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
    let window = hotel.window().await;
    window.open_a_hotel(&hotel).await;
    window.css("[data-testid='step'][data-id='online']").await;
    window
        .until("document.querySelector(\"[data-testid='account']\").getAttribute('aria-label').includes('Ana Fundadora')")
        .await;
    window.close().await;
}
