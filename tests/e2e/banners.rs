//! The line over the thread that says how a conversation stands, in words, with the button that changes it.

use crate::hands::claimed;
use crate::window::Window;
use crate::world::Hotel;
use testkit::graph::SendAnswer;

async fn banner(window: &Window, kind: &str, words: &str) {
    window
        .css(&format!("[data-testid='banner'][data-kind='{kind}']"))
        .await;
    window.reads("[data-testid='banner']", words).await;
}

/// SPEC 148, 149; DESIGN_UI 4: a resolved, an expired and a colleague's conversation each say what they are and what the
/// reader may do; *Reopen* gives the guest back to who pressed it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn resolved_expired_and_a_colleagues() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;

    window.look_up("Heijden", "v-heijden").await;
    banner(
        &window,
        "resolved",
        "Resolved. The next guest message opens it again with the bot.",
    )
    .await;
    window
        .reads(
            "[data-testid='composer'][data-locked='resolved']",
            "This conversation is resolved. Reopen it to reply.",
        )
        .await;
    window.picture("banner-resolved").await;
    window
        .click_css("[data-testid='banner'] [data-testid='reopen']")
        .await;
    window.gone("[data-testid='banner']").await;
    hotel
        .wait_for_status("Fam. van der Heijden", "AGENT_ASSIGNED")
        .await;
    window.css("textarea[data-testid='composer']").await;

    window.look_up("Ελένη", "v-eleni").await;
    banner(
        &window,
        "expired",
        "Expired without an answer. The next guest message starts over with the bot.",
    )
    .await;
    window.picture("banner-expired").await;

    window.open_conversation_of("Mariana Albuquerque").await;
    banner(
        &window,
        "other",
        "Inês Carvalho has this conversation. You can read along and leave notes.",
    )
    .await;
    window
        .reads(
            "[data-testid='composer'][data-locked='other']",
            "Inês Carvalho has this conversation. You can leave a note.",
        )
        .await;
    window.picture("banner-colleague").await;
    window.click("note-mode").await;
    window.say("The cot is in 412 already").await;
    window
        .message_in_state("The cot is in 412 already", "stored")
        .await;
    window.close().await;
}

/// DESIGN_UI 4: a channel whose access has run out says so over its conversations and in the status bar, and the reply
/// that did not leave says why.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_in_error() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000711", "Erika Error").await;
    hotel.graph().answer_next(SendAnswer::Error {
        status: 401,
        code: 190,
    });
    window.say("Somebody comes up").await;
    window.message_in_state("Somebody comes up", "failed").await;
    banner(
        &window,
        "channel",
        "Lisbon front desk reports an error. Messages to guests may not leave. A manager can look at the connection.",
    )
    .await;
    window.reads("footer.statusbar", "1 in error").await;
    window
        .reads(
            "[data-testid='message'][data-state='failed']",
            "Not sent. The channel's access has run out; a manager must connect it again.",
        )
        .await;
    window.picture("banner-channel").await;
    window.close().await;
}
