//! What leaves for another program: the guest's own WhatsApp, the computer's mail program.

use crate::desktop::wait_until;
use crate::programs::FakeProgram;
use crate::window::Window;
use crate::world::Hotel;

async fn opened(system: &FakeProgram, address: &str) {
    wait_until(&format!("{address} is opened"), async || {
        system.asked().last().is_some_and(|it| it == address)
    })
    .await;
}

async fn buttons(window: &Window, whatsapp: bool, email: bool) {
    window.by_id("guest-panel").await;
    for (id, there) in [("whatsapp", whatsapp), ("email", email)] {
        window
            .until(&format!(
                "(document.querySelector(\"[data-testid='guest-panel'] [data-testid='{id}']\") !== null) === {there}"
            ))
            .await;
    }
}

/// SPEC 51, 52, 69-71: *WhatsApp* opens exactly `https://wa.me/<digits>` and *Email* a message to the guest, each in the system's
/// handler; without an address, and with a number that is none, the button is not there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatsapp_and_email_open_outside() {
    let system = FakeProgram::new("xdg-open");
    let path = system.path();
    let hotel = Hotel::open().await;
    let window = hotel
        .signed_in_window_with("tomas@miralva.example", &[("PATH", &path)])
        .await;
    window.resize(1440, 900).await;

    window.open_conversation_of("Mariana Albuquerque").await;
    buttons(&window, true, true).await;
    window.click("whatsapp").await;
    opened(&system, "https://wa.me/5511900000142").await;
    window.click("email").await;
    opened(&system, "mailto:mariana.avs@example.com").await;

    window.open_conversation_of("Noor Haddad").await;
    buttons(&window, true, false).await;
    window.open_conversation_of("Олександр Коваленко").await;
    buttons(&window, false, true).await;
    window.click("email").await;
    opened(&system, "mailto:o.kovalenko@example.com").await;

    // A number that no telephone has: words arrive, nothing can be opened.
    hotel
        .guest_writes("+99900", "Nemo Nonumber", "help please")
        .await;
    window.open_conversation_of("Nemo Nonumber").await;
    buttons(&window, false, false).await;
    window.picture("guest-without-number").await;
    assert_eq!(system.asked().len(), 3, "{:?}", system.asked());
    window.close().await;
}
