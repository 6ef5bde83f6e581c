//! Writing with an input method: what is being composed is not yet written.

use crate::desktop::{WindowManager, active_title, said, wait_until};
use crate::hands::claimed;
use crate::world::Hotel;

/// DESIGN_UI 5; issue 3.2: a sign by its number (Ctrl Shift U, GTK's own input method) is composed with real keys; the Enter that ends
/// it writes the sign and sends nothing, the next one sends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_enter_that_ends_a_composition_never_sends() {
    let _manager = WindowManager::appears().await;
    let hotel = Hotel::open().await;
    let window = hotel
        .signed_in_window_with(
            "tomas@miralva.example",
            &[("GTK_IM_MODULE", "gtk-im-context-simple")],
        )
        .await;
    wait_until("the window has the keyboard", async || {
        active_title().contains("Bellhop")
    })
    .await;
    claimed(&hotel, &window, "+351900000763", "Input Guest").await;
    window.write("The bar is the Caf").await;
    let value = "document.querySelector(\"textarea[data-testid='composer']\").value";
    said("xdotool", &["key", "ctrl+shift+u", "e", "9"]);
    window.until(&format!("{value}.length > 18")).await;
    window.picture("composer-composing").await;
    said("xdotool", &["key", "Return"]);
    window
        .until(&format!("{value} === 'The bar is the Café'"))
        .await;
    // Had the Enter sent it, the field would be empty by the time this key is answered.
    said("xdotool", &["key", "space"]);
    window
        .until(&format!("{value} === 'The bar is the Café '"))
        .await;
    assert_eq!(window.count_messages("The bar").await, 0);
    said("xdotool", &["key", "Return"]);
    hotel.sent("The bar is the Café").await;
    window.until(&format!("{value} === ''")).await;
    window.close().await;
}
