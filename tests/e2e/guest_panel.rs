//! The guest beside the conversation.

use crate::world::Hotel;

/// SPEC 56; issue 3: a guest who has a picture is seen by it, from this computer's own copy and also without the relay; another is seen
/// by the letters of the name, and never by the picture of the guest before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_is_seen_by_their_picture() {
    const PAINTED: &str =
        "(document.querySelector(\"[data-testid='guest-picture']\")?.naturalWidth ?? 0) > 0";
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(1440, 900).await;
    window.open_conversation_of("Noor Haddad").await;
    window.until(PAINTED).await;
    window.picture("guest-picture").await;
    window.open_conversation_of("Rita Figueiredo").await;
    window
        .reads("[data-testid='guest-panel']", "Rita Figueiredo")
        .await;
    window.gone("[data-testid='guest-picture']").await;

    hotel.line().cut();
    window.sync("offline").await;
    window.open_conversation_of("Noor Haddad").await;
    window.until(PAINTED).await;
    window.close().await;
}
