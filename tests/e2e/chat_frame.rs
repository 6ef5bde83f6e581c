//! The button in the hotel's own page: who may embed it, what the hotel's page learns, how it opens, closes and says that it is down.

use crate::browser::{Browser, Looks};
use crate::chat_world::{ChatHotel, HotelPage};
use serde_json::json;
use thirtyfour::Key;

/// The strictest policy that the documentation promises to work under.
fn strict(relay: &str) -> String {
    format!("default-src 'none'; script-src {relay}; frame-src {relay}")
}

fn page(relay: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><title>Hotel Miralva</title><h1>Rooms</h1><a id=\"before\" href=\"#rooms\">Book</a>\
         <script src=\"{relay}/chat/widget.js\" data-connection=\"demo\" async></script>"
    )
}

const SHADOW: &str = "document.querySelector('bellhop-chat').shadowRoot";

/// The hotel's page with the widget in it, on the origin `http://localhost:…` that the demo allows.
async fn embedded(chat: &ChatHotel, guest: &Browser) -> HotelPage {
    let relay = chat.line.url();
    let hotel = HotelPage::serve(page(&relay), &strict(&relay)).await;
    guest.go(&hotel.address("localhost")).await;
    guest
        .until("!!document.querySelector('bellhop-chat')?.shadowRoot?.querySelector('.launcher')")
        .await;
    hotel
}

async fn open(guest: &Browser) {
    guest
        .eval(&format!(
            "({SHADOW}.querySelector('.launcher').click(), true)"
        ))
        .await;
    guest
        .until(&format!("{SHADOW}.querySelector('.notice').hidden"))
        .await;
}

async fn enter_frame(guest: &Browser) {
    let host = guest.css("bellhop-chat").await;
    let shadow = host.get_shadow_root().await.unwrap();
    let frame = shadow.find(thirtyfour::By::Css("iframe")).await.unwrap();
    frame.enter_frame().await.unwrap();
    guest.line("open").await;
}

/// SPEC 239: the whole conversation from the hotel's own page, under a strict content security policy: opened by keyboard, focus moved in
/// and given back, the count of what came while it was closed in the button's name.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_button_in_the_hotels_page() {
    let chat = ChatHotel::open().await;
    let guest = Browser::with(Looks {
        width: 1100,
        ..Looks::default()
    })
    .await;
    let _hotel = embedded(&chat, &guest).await;
    guest.picture("chat-launcher").await;
    guest.press(Key::Tab).await;
    guest.press(Key::Tab).await;
    let name = format!("{SHADOW}.activeElement?.getAttribute('aria-label')");
    guest.until(&format!("{name} === 'Chat with us'")).await;
    guest.press(Key::Enter).await;
    guest
        .until(&format!("{SHADOW}.activeElement?.localName === 'iframe'"))
        .await;
    enter_frame(&guest).await;
    guest.until("document.activeElement.id === 'field'").await;
    guest.type_keys("From the hotel's page").await;
    guest.press(Key::Enter).await;
    guest.in_state("From the hotel's page", "sent").await;
    let conversation = chat.staff.conversation_of("From the hotel's page").await;
    guest.sees("bot", "Miralva").await;
    guest.picture("chat-widget").await;

    guest.press(Key::Escape).await;
    guest.driver.enter_default_frame().await.unwrap();
    guest
        .until(&format!("{SHADOW}.querySelector('.dialog').hidden"))
        .await;
    assert_eq!(
        guest.eval(&name).await,
        "Chat with us",
        "focus is back on the button"
    );
    assert_eq!(guest.axe_in("bellhop-chat").await, Vec::<String>::new());
    chat.staff.steps_in(&conversation).await;
    chat.staff.writes(&conversation, "Good morning").await;
    guest
        .until(&format!(
            "/: 1$/.test({SHADOW}.querySelector('.launcher').getAttribute('aria-label'))"
        ))
        .await;
    guest.picture("chat-unread").await;
    open(&guest).await;
    assert_eq!(guest.axe_in("bellhop-chat").await, Vec::<String>::new());
    guest
        .until(&format!(
            "{SHADOW}.querySelector('.launcher').getAttribute('aria-label') === 'Chat with us'"
        ))
        .await;
    let errors = guest.complaints().await;
    assert!(
        errors.is_empty(),
        "a strict policy refuses nothing of it: {errors:?}"
    );
    guest.close().await;
}

/// A guest who is signed in at the hotel's site and proven by it is known by name at the desk; a wrong proof is worth nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proven_guest_has_a_name() {
    let chat = ChatHotel::open().await;
    let relay = chat.line.url();
    let proof = testkit::whatsapp::sign("demo-identity-secret", b"guest-7");
    let proof = proof.trim_start_matches("sha256=").to_owned();
    for (hash, is_proven) in [(proof, true), ("0".repeat(64), false)] {
        let guest = Browser::open().await;
        let identity = format!(
            "data-connection=\"demo\" data-identity-id=\"guest-7\" data-identity-hash=\"{hash}\" data-identity-name=\"Ada Byron\""
        );
        let html = page(&relay).replace("data-connection=\"demo\"", &identity);
        let hotel = HotelPage::serve(html, &strict(&relay)).await;
        guest.go(&hotel.address("localhost")).await;
        guest
            .until(
                "!!document.querySelector('bellhop-chat')?.shadowRoot?.querySelector('.launcher')",
            )
            .await;
        open(&guest).await;
        enter_frame(&guest).await;
        let text = format!("It is me: {is_proven}");
        guest.write(&text).await;
        guest.in_state(&text, "sent").await;
        let conversation = chat.staff.conversation_of(&text).await;
        let record = chat
            .staff
            .client()
            .record("conversation", &conversation)
            .await;
        let name = record.unwrap().unwrap()["card"]["name"].clone();
        assert_eq!(name == "Ada Byron", is_proven, "{name}");
        guest.close().await;
    }
}

/// At a phone's width the conversation takes the whole screen; the hotel's page does not scroll sideways.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_button_on_a_phone() {
    let chat = ChatHotel::open().await;
    let guest = Browser::with(Looks {
        width: 360,
        height: 640,
        ..Looks::default()
    })
    .await;
    let _hotel = embedded(&chat, &guest).await;
    open(&guest).await;
    let box_of = format!(
        "(() => {{ const box = {SHADOW}.querySelector('.dialog').getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; }})()"
    );
    assert_eq!(guest.eval(&box_of).await, json!([0, 0, 360, 640]));
    assert_eq!(
        guest.eval("document.documentElement.scrollWidth").await,
        360
    );
    guest.picture("chat-phone").await;
    guest
        .eval(&format!("({SHADOW}.querySelector('.close').click(), true)"))
        .await;
    guest
        .until(&format!("{SHADOW}.querySelector('.dialog').hidden"))
        .await;
    guest.close().await;
}

/// The visitor's token stays in the relay's origin: a script of the hotel's page finds it nowhere, not in its own storage, not in the frame,
/// not in what the frame tells it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_token_never_reaches_the_hotels_page() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    let _hotel = embedded(&chat, &guest).await;
    guest
        .eval("(() => { window.heard = []; addEventListener('message', event => window.heard.push(JSON.stringify(event.data))); return true; })()")
        .await;
    open(&guest).await;
    enter_frame(&guest).await;
    guest.write("A secret of mine").await;
    guest.in_state("A secret of mine", "sent").await;
    let token = guest
        .eval("JSON.parse(localStorage.getItem('bellhop-chat:demo:token'))")
        .await;
    let token = token.as_str().unwrap().to_owned();
    assert_eq!(token.len(), 43, "32 bytes");
    guest.driver.enter_default_frame().await.unwrap();
    let reach = format!(
        "(() => {{ const frame = {SHADOW}.querySelector('iframe'); const tried = []; \
         for (const read of [() => frame.contentDocument.body.innerHTML, () => frame.contentWindow.localStorage.length, () => frame.contentWindow.document]) \
         {{ try {{ tried.push(String(read())); }} catch (error) {{ tried.push(error.name); }} }} return tried; }})()"
    );
    assert_eq!(
        guest.eval(&reach).await,
        json!(["TypeError", "SecurityError", "SecurityError"])
    );
    let all = guest
        .eval("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, window.heard, document.documentElement.outerHTML])")
        .await;
    let all = all.as_str().unwrap();
    assert!(
        all.contains("unread"),
        "the frame has told its count: {all}"
    );
    assert!(!all.contains(&token), "the token is in the hotel's page");
    assert!(
        !all.contains("A secret of mine"),
        "words are in the hotel's page"
    );
    guest.close().await;
}

/// A page that is not the hotel's cannot show the chat in a frame, and cannot open its socket or read its answers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_origins_are_refused() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    let relay = chat.line.url();
    let evil = HotelPage::serve(page(&relay), "").await;
    guest.go(&evil.address("evil.example")).await;
    guest
        .until("!!document.querySelector('bellhop-chat')?.shadowRoot?.querySelector('.launcher')")
        .await;
    guest
        .eval(&format!(
            "({SHADOW}.querySelector('.launcher').click(), true)"
        ))
        .await;
    guest
        .until(&format!(
            "{SHADOW}.querySelector('.notice').textContent.includes('not reachable')"
        ))
        .await;
    let socket = relay.replace("http://", "ws://");
    let token = "A".repeat(43);
    let opened = format!(
        "new Promise(done => {{ const socket = new WebSocket('{socket}/chat/demo/ws'); \
         socket.onopen = () => socket.send(JSON.stringify({{ type: 'hello', token: '{token}', last_seq: 0 }})); \
         socket.onmessage = () => done('message'); socket.onclose = () => done('closed'); }})"
    );
    assert_eq!(guest.eval(&opened).await, "closed");
    let asked = format!(
        "fetch('{relay}/chat/demo/events?last_seq=0', {{ headers: {{ authorization: 'Bearer {token}' }} }}).then(() => 'read', () => 'refused')"
    );
    assert_eq!(guest.eval(&asked).await, "refused");
    // The same from the hotel's own page: the frame is there.
    let _hotel = embedded(&chat, &guest).await;
    open(&guest).await;
    guest.close().await;
}

/// The relay goes down before the chat is opened: the hotel's page says so in words, and opens it when it is back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_widget_says_that_the_relay_is_down() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    let _hotel = embedded(&chat, &guest).await;
    chat.line.cut();
    guest
        .eval(&format!(
            "({SHADOW}.querySelector('.launcher').click(), true)"
        ))
        .await;
    guest
        .until(&format!(
            "{SHADOW}.querySelector('.notice').textContent.includes('not reachable')"
        ))
        .await;
    guest.picture("chat-down").await;
    chat.line.mend();
    guest
        .eval(&format!("({SHADOW}.querySelector('.retry').click(), true)"))
        .await;
    guest
        .until(&format!("{SHADOW}.querySelector('.notice').hidden"))
        .await;
    guest.close().await;
}
