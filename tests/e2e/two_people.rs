//! Two people on one computer: each has their own copy, and nobody's work is lost when they change.

use crate::hands::claimed;
use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;

const REPLY: &str = "Your taxi is ordered";

async fn sign_out(window: &Window) {
    window.click("account").await;
    window
        .click_css("[role='menuitem'][data-value='sign-out']")
        .await;
}

async fn is(window: &Window, name: &str) {
    window
        .until(&format!(
            "document.querySelector(\"[data-testid='account']\")?.getAttribute('aria-label').includes({}) ?? false",
            json!(name)
        ))
        .await;
}

/// BEYOND 5.2, 5.9; issue 3.7: signing out with a full outbox asks and can be called off; what waits leaves in its writer's name while a
/// colleague works here, who sees neither draft nor queue; each comes back to their own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_take_turns() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000775", "Teresa Taxi").await;
    hotel.line().cut();
    window.sync("offline").await;
    window.say(REPLY).await;
    window.message_in_state(REPLY, "waiting").await;
    window.write("At eight, ").await;

    sign_out(&window).await;
    let dialog = "dialog[open]";
    window
        .reads(dialog, "Sign out with one thing waiting to be sent?")
        .await;
    window
        .reads(
            dialog,
            "Nothing is lost: what waits is sent from this computer as soon as the relay answers, in your name.",
        )
        .await;
    window.picture("sign-out-asks").await;
    window.click_css("dialog[open] footer .btn:not(.pri)").await;
    window.gone(dialog).await;
    is(&window, "Tomás Reis").await;
    window.message_in_state(REPLY, "waiting").await;

    sign_out(&window).await;
    window.click("sign-out-confirm").await;
    window
        .reads(
            "main.login [role='status']",
            "One thing waits on this computer. Nothing is lost",
        )
        .await;
    window.picture("login-kept").await;
    assert!(!window.text().await.contains("Teresa"));
    hotel.line().mend();
    hotel.sent(REPLY).await;

    window
        .sign_in_and_stay(&hotel.address(), "ines@miralva.example", "bellhop-demo")
        .await;
    is(&window, "Inês Carvalho").await;
    window.sync("live").await;
    assert!(!window.has("[data-testid='outbox']").await);
    window.open_conversation_of("Teresa Taxi").await;
    window.message_in_state(REPLY, "sent").await;
    window
        .reads(
            "[data-testid='banner']",
            "Tomás Reis has this conversation.",
        )
        .await;
    assert!(!window.text().await.contains("At eight"));
    assert_eq!(hotel.copies().len(), 2);
    window.close().await;

    // The computer remembers who was last; with nothing waiting, leaving asks nothing.
    let window = hotel.window().await;
    is(&window, "Inês Carvalho").await;
    window.sync("live").await;
    sign_out(&window).await;
    window
        .sign_in_and_stay(&hotel.address(), "tomas@miralva.example", "bellhop-demo")
        .await;
    is(&window, "Tomás Reis").await;
    window.open_conversation_of("Teresa Taxi").await;
    window
        .until("document.querySelector(\"textarea[data-testid='composer']\")?.value.startsWith('At eight,') ?? false")
        .await;
    assert_eq!(window.count_messages(REPLY).await, 1);
    let ours = hotel.graph().sent_texts();
    assert_eq!(ours.iter().filter(|it| *it == REPLY).count(), 1);
    window.close().await;
}
