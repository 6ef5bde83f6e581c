//! The relay is really stopped and started again: the same data, the same port, another process.

use crate::daemon::{clear, press, printed, shown};
use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;

const PHONE: &str = "+351900000701";
const GUEST: &str = "Paula Parada";
const LOST: &str = "Carla Cobicada";

/// Waits until the list shows this guest with this status, filter and all.
async fn row(window: &Window, name: &str, status: &str) {
    window
        .until(&format!(
            "[...document.querySelectorAll(\"[data-testid='conversation-row']\")].some(r => r.innerText.includes({}) && r.dataset.status === {})",
            json!(name),
            json!(status)
        ))
        .await;
}

/// The clock of the hotel, as the status bar writes it.
fn is_clock(words: &str, before: &str) -> bool {
    let Some((_, rest)) = words.split_once(before) else {
        return false;
    };
    let time = rest.trim_start().as_bytes();
    time.len() >= 5 && time[2] == b':' && [0, 1, 3, 4].iter().all(|&at| time[at].is_ascii_digit())
}

/// What waits in the outbox, as its list says.
async fn waiting(window: &Window) -> Vec<String> {
    let entries = window
        .eval("[...document.querySelectorAll(\"[data-testid='outbox-entry']\")].map(one => one.dataset.action)")
        .await;
    serde_json::from_value(entries).unwrap()
}

/// What became of a conversation at the relay, in order: who of us did what.
async fn story_of(hotel: &Hotel, conversation: &str) -> Vec<String> {
    let owner = hotel.owner().await;
    let (changes, _) = owner.changes(None).await.unwrap();
    let mut found: Vec<(u64, String)> = changes
        .iter()
        .filter(|it| it["kind"] == "message" && it["body"]["conversation"] == json!(conversation))
        .filter(|it| it["body"]["staff"] == "tomas")
        .map(|it| {
            let event = it["body"]["content"]["event"].as_str();
            let what = event.or(it["body"]["author"].as_str()).unwrap_or_default();
            (it["at"].as_u64().unwrap_or_default(), what.to_owned())
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, what)| what).collect()
}

/// SPEC 4, 27, 32, 34, 41, 43, 147, 148, 150, 155; BEYOND 5.2: the relay stops in the middle of the path and the app is started
/// anew meanwhile: everything is there and is found; claim, canned reply, note and resolve go into the outbox, the status bar says
/// since when it is stale and what is queued. When the relay is back everything goes out once, in order, and what was refused is seen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_relay_is_stopped_in_the_middle() {
    let mut hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    clear();
    let from = printed().len();
    for (phone, name) in [(PHONE, GUEST), ("+351900000702", LOST)] {
        hotel.guest_writes(phone, name, "I need help please").await;
        row(&window, name, "AWAITING_AGENT").await;
        shown(from, name).await;
    }
    press("Open", GUEST);
    window.has_open(GUEST).await;
    let conversation = hotel.conversation_of(GUEST).await;
    let lost = hotel.conversation_of(LOST).await;

    hotel.stop_relay().await;
    window.sync("offline").await;
    window.close().await;
    clear();

    // Another start without any relay: all of it is on this computer.
    let window = hotel.window().await;
    window.sync("offline").await;
    window.fill("search", "Parada").await;
    row(&window, GUEST, "AWAITING_AGENT").await;
    window.leave_search().await;
    window.open_conversation_of(GUEST).await;
    window
        .message_in_state("I need help please", "received")
        .await;
    window
        .reads("[data-testid='banner']", "No connection")
        .await;
    window.click("claim").await;
    window.reads("[data-testid='claim']", "Claim queued").await;
    let text = window.insert_canned("/wifi").await;
    let start = text.lines().next().unwrap().to_owned();
    window.reads("[data-testid='send']", "Queue").await;
    window.click("send").await;
    window.message_in_state(&start, "waiting").await;
    window.click("note-mode").await;
    window.say("Wants the code on paper").await;
    window
        .message_in_state("Wants the code on paper", "waiting")
        .await;
    window.click("resolve").await;
    window.open_conversation_of(LOST).await;
    window.click("claim").await;
    window.reads("[data-testid='claim']", "Claim queued").await;

    let bar = window.read("footer.statusbar").await;
    assert!(is_clock(&bar, "Offline since "), "{bar}");
    assert!(bar.contains("5 waiting to send"), "{bar}");
    assert!(is_clock(&bar, "Everything shown is as of "), "{bar}");
    window.click("outbox").await;
    window.reads("[data-testid='outbox-list']", LOST).await;
    assert_eq!(
        waiting(&window).await,
        ["claim", "send_message", "add_note", "resolve", "claim"]
    );
    let list = window.read("[data-testid='outbox-list']").await;
    for words in [
        "Claim Paula Parada",
        "Reply to Paula Parada",
        "Note on Paula Parada",
        "Resolve Paula Parada",
    ] {
        assert!(list.contains(words), "{words} in {list}");
    }
    window.picture("stopped-outbox").await;
    window.click("outbox").await;

    // It runs again, out of this computer's reach at first: a colleague is quicker with the other guest.
    hotel.line().cut();
    hotel.start_relay().await;
    let ines = hotel.colleague("ines@miralva.example").await;
    let claim = json!({ "id": "ines-is-quicker", "type": "claim", "conversation": lost });
    assert!(ines.command(&claim).await.unwrap()["refused"].is_null());
    hotel.line().mend();
    window.reads("[data-testid='flushed']", "sent").await;
    window.sync("live").await;
    hotel.sent(&text).await;
    hotel.wait_for_status(GUEST, "RESOLVED").await;
    let ours = hotel.graph().sent_texts();
    assert_eq!(ours.iter().filter(|it| **it == text).count(), 1, "{ours:?}");
    assert_eq!(
        story_of(&hotel, &conversation).await,
        ["claimed", "staff", "note", "resolved"]
    );

    window
        .reads("[data-testid='outbox']", "1 needs a look")
        .await;
    window.click("outbox").await;
    window
        .reads(
            "[data-testid='outbox-entry'] .why",
            "refused: A colleague has it.",
        )
        .await;
    window.picture("stopped-refused").await;
    window.click("outbox").await;
    window
        .reads(
            "[data-testid='banner']",
            "Inês Carvalho has this conversation.",
        )
        .await;
    window.look_up("Parada", &conversation).await;
    window.message_in_state(&start, "sent").await;
    window
        .message_in_state("Wants the code on paper", "stored")
        .await;
    assert_eq!(window.count_messages(&start).await, 1);
    window.close().await;
}
