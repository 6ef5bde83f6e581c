//! The line is cut: everything stays readable, everything written is kept and leaves once, in order.

use crate::world::Hotel;

/// SPEC 27, 41; BEYOND 5.2: cut in the middle of a conversation, write, restart the app, come back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_offline_leaves_once_and_in_order() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    hotel
        .guest_writes(
            "+351900000779",
            "Olinda Cortada",
            "Is somebody there? I need help",
        )
        .await;
    window.open_conversation_of("Olinda Cortada").await;
    window.click("claim").await;
    window
        .until("!document.querySelector(\"[data-testid='composer']\")?.disabled")
        .await;
    hotel
        .wait_for_status("Olinda Cortada", "AGENT_ASSIGNED")
        .await;

    hotel.line().cut();
    window
        .until("document.querySelector(\"[data-testid='sync-state']\").dataset.state === 'offline'")
        .await;
    window.by_id("composer").await.click().await.unwrap();
    for text in ["First written offline", "Second written offline"] {
        window.type_keys(text).await;
        window.click("send").await;
        window.message_in_state(text, "waiting").await;
    }
    window.click("note-mode").await;
    window.by_id("composer").await.click().await.unwrap();
    window.type_keys("A note written offline").await;
    window.click("send").await;
    window
        .message_in_state("A note written offline", "waiting")
        .await;
    window.picture("offline-queue").await;
    window.close().await;

    // The app starts without the relay, shows what it had, and finds it.
    let window = hotel.window().await;
    window
        .until(
            "document.querySelector(\"[data-testid='sync-state']\")?.dataset.state === 'offline'",
        )
        .await;
    window.open_conversation_of("Olinda Cortada").await;
    window
        .message_in_state("Is somebody there?", "received")
        .await;
    window
        .message_in_state("Second written offline", "waiting")
        .await;
    window.fill("search", "somebody").await;
    window
        .until("document.body.innerText.includes('Olinda Cortada')")
        .await;
    window.leave_search().await;

    hotel.line().mend();
    hotel.sent("Second written offline").await;
    let sent = hotel.graph().sent_texts();
    let ours: Vec<_> = sent
        .iter()
        .filter(|text| text.contains("written offline"))
        .collect();
    assert_eq!(
        ours,
        ["First written offline", "Second written offline"],
        "once each, in order, and no note"
    );
    window
        .until("document.querySelector(\"[data-testid='sync-state']\").dataset.state === 'live'")
        .await;
    window.open_conversation_of("Olinda Cortada").await;
    window
        .message_in_state("Second written offline", "sent")
        .await;
    window
        .message_in_state("A note written offline", "stored")
        .await;
    window.close().await;
}

/// SPEC 27, 30: the line is cut between the answer and its ticks; the ticks arrive when it is back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_in_the_middle_loses_nothing() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    hotel
        .guest_writes("+351900000780", "Meio Caminho", "reception please")
        .await;
    window.open_conversation_of("Meio Caminho").await;
    window.click("claim").await;
    hotel
        .wait_for_status("Meio Caminho", "AGENT_ASSIGNED")
        .await;
    window.by_id("composer").await.click().await.unwrap();
    window.type_keys("On my way").await;
    window.click("send").await;
    hotel.sent("On my way").await;
    let wamid = hotel.provider_id_of("On my way").await;
    hotel.line().cut();
    hotel.status(&wamid, "delivered", "351900000780").await;
    hotel
        .guest_writes("+351900000780", "Meio Caminho", "Thank you so much")
        .await;
    window
        .until("document.querySelector(\"[data-testid='sync-state']\").dataset.state === 'offline'")
        .await;
    assert_eq!(window.count_messages("Thank you so much").await, 0);
    hotel.line().mend();
    window
        .message_in_state("Thank you so much", "received")
        .await;
    window.message_in_state("On my way", "delivered").await;
    assert_eq!(window.count_messages("On my way").await, 1);
    window.close().await;
}
