//! One guest's thousands of messages: a search goes through all of its hits, and a jump to one of the first lands amid its neighbours.

use crate::window::Window;
use crate::world::{Hotel, now};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::whatsapp::{Account, Guest};

const PHONE: &str = "+351900000781";
const NAME: &str = "Longina Palavrosa";

/// Messages of the guest, a minute apart.
const MANY: i64 = 5_200;
/// Of one webhook.
const AT_ONCE: usize = 400;

/// One in a hundred is looked for: two more than a page of hits.
fn said(n: i64) -> String {
    if n % 100 == 50 {
        format!("the saxophone again, message {n}.")
    } else {
        format!("good morning, message {n}.")
    }
}

/// What the guest wrote over the last days.
async fn has_written(hotel: &Hotel) {
    let guest = Guest::new(PHONE.trim_start_matches('+'), NAME);
    let first = now() / 1000 - (MANY + 10) * 60;
    let all: Vec<_> = (0..MANY)
        .map(|n| guest.text(&format!("wamid.far{n}"), first + n * 60, &said(n)))
        .collect();
    for part in all.chunks(AT_ONCE) {
        let body = Account::lisbon().messages(&guest, part.to_vec());
        assert_eq!(hotel.signed_post(body.to_string().into_bytes()).await, 200);
    }
}

/// Waits until the walk backwards has brought the first of them to this computer: both pages of hits are here.
async fn are_here(window: &Window) {
    for _ in 0..600 {
        let first = window.call("search", json!({"text": "saxophone"})).await;
        if !first["before"].is_null() {
            let args = json!({"text": "saxophone", "before": first["before"]});
            let second = window.call("search", args).await;
            if second["messages"].as_array().map(Vec::len) == Some(2) {
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the history never came");
}

async fn hits(window: &Window, count: usize) {
    window
        .until(&format!(
            "document.querySelectorAll(\"[data-testid='message-hit']\").length === {count}"
        ))
        .await;
}

/// Waits until the newest message of a conversation on this computer is this one, wherever its thread is scrolled.
async fn has_come(window: &Window, conversation: &Value, text: &str) {
    for _ in 0..200 {
        let args = json!({"conversation": conversation, "limit": 1});
        let page = window.call("messages", args).await;
        if page["messages"][0]["text"] == text {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{text:?} never came");
}

/// The message that was jumped to stands in the middle of the log, give or take its own size.
async fn stands_in_the_middle(window: &Window, text: &str) {
    let middle = "(box => (box.top + box.bottom) / 2)";
    window
        .until(&format!(
            "(() => {{ const found = document.querySelector('.m.found'), log = document.querySelector('.msgs'); return !!found && found.innerText.includes({}) && Math.abs({middle}(found.getBoundingClientRect()) - {middle}(log.getBoundingClientRect())) < 100; }})()",
            json!(text)
        ))
        .await;
}

/// Scrolls to an end of what is here, again and again, until a message whose number passes `test` is on screen.
async fn scrolled_until(window: &Window, place: &str, test: &str) {
    window
        .until(&format!(
            "(() => {{ const log = document.querySelector('.msgs'); log.scrollTop = {place}; return [...log.querySelectorAll(\"[data-testid='message']\")].some(m => {{ const n = Number(/message (\\d+)\\./.exec(m.innerText)?.[1]); return {test}; }}); }})()"
        ))
        .await;
}

/// BEYOND 5.1: all hits of a search, page by page, without a jump of the list; from the last of them to its message 5,000 back, which stands
/// in the middle with the focus on it; on from there in both directions, while the guest writes; and back to the end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_an_old_hit_to_its_place_and_back() {
    let hotel = Hotel::open().await;
    has_written(&hotel).await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;

    are_here(&window).await;
    window.fill("search", "saxophone").await;
    hits(&window, 50).await;
    window
        .reads("[data-testid='search-messages']", "newest 50")
        .await;
    window.css("[data-testid='search-older']").await;
    let last = "[data-testid='message-hit']:last-child";
    window
        .eval(&format!(
            "document.querySelector(\"{last}\").scrollIntoView()"
        ))
        .await;
    let scrolled = "document.querySelector('.crows.found').scrollTop";
    let before = window.eval(scrolled).await;
    window
        .eval("document.querySelector(\"[data-testid='search-older']\").click()")
        .await;
    hits(&window, 52).await;
    assert_eq!(window.eval(scrolled).await, before, "the list stood still");
    window.gone("[data-testid='search-older']").await;
    window.reads("[data-testid='search-messages']", "52").await;
    window.picture("far-hits").await;

    window.click_css(last).await;
    let target = said(50);
    stands_in_the_middle(&window, &target).await;
    window
        .until("document.activeElement?.matches('.m.found') ?? false")
        .await;
    window
        .until("document.querySelectorAll(\"[data-testid='message']\").length < 120")
        .await;
    window
        .reads("[data-testid='to-foot']", "Jump to latest")
        .await;
    window.picture("far-jumped").await;

    // What the guest writes now is at the end, and moves nothing here.
    hotel.guest_writes(PHONE, NAME, "Are you there?").await;
    let id = window
        .eval(&format!("document.querySelector(\"{last}\").dataset.id"))
        .await;
    has_come(&window, &id, "Are you there?").await;
    stands_in_the_middle(&window, &target).await;
    assert_eq!(window.count_messages("Are you there?").await, 0);

    scrolled_until(&window, "0", "n > 150").await;
    scrolled_until(&window, "-log.scrollHeight", "n === 0").await;
    assert_eq!(window.count_messages("Are you there?").await, 0);

    window.click("to-foot").await;
    window.message_in_state("Are you there?", "received").await;
    window.gone("[data-testid='to-foot']").await;
    window.close().await;
}
