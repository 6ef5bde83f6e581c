//! The list and the panels under the hand: dragged, remembered, never moving by themselves.

use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;
use thirtyfour::Key;

async fn drag(window: &Window, edge: &str, by: i64) {
    let edge = window.by_id(edge).await;
    window
        .driver
        .action_chain()
        .click_and_hold_element(&edge)
        .move_by_offset(by / 2, 0)
        .move_by_offset(by - by / 2, 0)
        .release()
        .perform()
        .await
        .unwrap();
}

/// Waits until list and guest panel are so wide.
async fn widths(window: &Window, list: u32, guest: u32) {
    window
        .until(&format!(
            "document.querySelector('.panel.list').offsetWidth === {list} && document.querySelector('.gpanel').offsetWidth === {guest}"
        ))
        .await;
}

/// DESIGN_UI 2; issue 3.3: both panels are dragged by their edge, as far as 80 pixels, by arrows too, are so wide again after a restart,
/// and a double press puts one back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn panels_are_dragged_and_remembered() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    window.open_conversation_of("Mariana Albuquerque").await;
    widths(&window, 328, 304).await;
    drag(&window, "edge-list", 50).await;
    widths(&window, 378, 304).await;
    drag(&window, "edge-guest", 200).await;
    widths(&window, 378, 224).await;
    drag(&window, "edge-guest", -40).await;
    widths(&window, 378, 264).await;
    window.by_id("edge-list").await.focus().await.unwrap();
    window.press(Key::Right).await;
    widths(&window, 386, 264).await;
    window.picture("panels-dragged").await;
    window.close().await;

    let window = hotel.window().await;
    window.resize(1440, 900).await;
    window.open_conversation_of("Mariana Albuquerque").await;
    widths(&window, 386, 264).await;
    let edge = window.by_id("edge-list").await;
    window
        .driver
        .action_chain()
        .double_click_element(&edge)
        .perform()
        .await
        .unwrap();
    widths(&window, 328, 264).await;
    window.close().await;
}

/// The rows in their order, by id.
async fn order(window: &Window) -> Vec<String> {
    let ids = window
        .eval("[...document.querySelectorAll(\"[data-testid='conversation-row']\")].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).map(row => row.dataset.id)")
        .await;
    serde_json::from_value(ids).unwrap()
}

/// DESIGN_UI 12.6; issue 3.3: while a pointer works over the list, guests who write change what rows say and not where they stand; the list
/// says that there is something newer, a press takes the row that was aimed at, and the order comes when the pointer has left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_holds_still_under_the_pointer() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    for number in 0..6 {
        let (phone, name) = (format!("+35190000078{number}"), format!("Liste {number}"));
        hotel.guest_writes(&phone, &name, "Good evening").await;
    }
    hotel.wait_for_sent("six greetings", |_| true, 6).await;
    let row = |id: &str| format!("[data-testid='conversation-row'][data-id='{id}']");
    let later = hotel.conversation_of("Liste 0").await;
    window.css(&row(&later)).await;
    let over = window
        .css("[data-testid='conversation-row'][aria-posinset='3']")
        .await;
    let chain = window.driver.action_chain();
    chain.move_to_element_center(&over).perform().await.unwrap();
    // From here on the order is held.
    let before = order(&window).await;
    let aimed = before.get(2).unwrap();
    hotel
        .guest_writes("+351900000774", "Nina Neu", "Hello there")
        .await;
    hotel
        .guest_writes("+351900000780", "Liste 0", "One more question")
        .await;
    window.reads(&row(&later), "One more question").await;
    window.reads(".newer", "Newer above").await;
    assert_eq!(order(&window).await, before);
    window.picture("list-held").await;
    let chain = window.driver.action_chain();
    chain.click_element(&over).perform().await.unwrap();
    window
        .css(&format!("{}[aria-selected='true']", row(aimed)))
        .await;
    assert_eq!(order(&window).await, before);

    let thread = window.css(".msgs").await;
    let chain = window.driver.action_chain();
    chain
        .move_to_element_center(&thread)
        .perform()
        .await
        .unwrap();
    window
        .until(&format!(
            "(() => {{ const rows = [...document.querySelectorAll(\"[data-testid='conversation-row']\")].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top); const top = rows.slice(0, 2); return top.some(row => row.innerText.includes('Nina Neu')) && top.some(row => row.dataset.id === {}); }})()",
            json!(later)
        ))
        .await;
    window.gone(".newer").await;
    window.close().await;
}
