//! What a guest wrote is never lost: reloads, cut lines, a relay that is down, a line where no socket gets through.

use crate::browser::Browser;
use crate::chat::{photo, shown};
use crate::chat_world::ChatHotel;
use serde_json::json;

const UNSENT: &str = "document.querySelectorAll('.unsent').length";

/// A reload keeps the conversation, the draft and who the visitor is: one conversation, one contact.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reload_keeps_everything() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.write("Before the reload").await;
    guest.in_state("Before the reload", "sent").await;
    let first = chat.staff.conversation_of("Before the reload").await;
    guest
        .by_id("chat-field")
        .await
        .send_keys("Half a sen")
        .await
        .unwrap();
    guest.reload().await;
    guest.sees("guest", "Before the reload").await;
    assert_eq!(
        guest.eval("document.getElementById('field').value").await,
        "Half a sen"
    );
    guest.write("tence").await;
    guest.in_state("Half a sentence", "sent").await;
    assert_eq!(chat.staff.conversation_of("Half a sentence").await, first);
    assert_eq!(guest.count("guest", "Before the reload").await, 1);
    guest.close().await;
}

/// The line is cut: the page says so, keeps what is written, also over a reload of the browser's tab, and sends it once when the line is
/// back, in order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_line_loses_and_doubles_nothing() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.write("Before the cut").await;
    guest.in_state("Before the cut", "sent").await;

    chat.line.cut();
    guest.line("down").await;
    guest.write("First while cut").await;
    guest.write("Second while cut").await;
    guest.in_state("Second while cut", "waiting").await;
    guest
        .by_id("chat-file")
        .await
        .send_keys(photo().to_str().unwrap())
        .await
        .unwrap();
    guest.until(&format!("{UNSENT} === 3")).await;
    guest.picture("chat-cut").await;
    assert!(
        guest
            .by_id("chat-down")
            .await
            .text()
            .await
            .unwrap()
            .contains("Miralva")
    );

    chat.line.mend();
    guest.reload().await;
    guest.line("open").await;
    guest.until(&format!("{UNSENT} === 0")).await;
    shown(&guest).await;
    for text in ["Before the cut", "First while cut", "Second while cut"] {
        chat.staff.sees(text).await;
        assert_eq!(chat.staff.count(text).await, 1, "{text}");
        assert_eq!(guest.count("guest", text).await, 1, "{text}");
    }
    let order = guest
        .eval("[...document.querySelectorAll(\"[data-author='guest'] .words\")].map(words => words.textContent)")
        .await;
    assert_eq!(
        order,
        json!(["Before the cut", "First while cut", "Second while cut"])
    );
    guest.close().await;
}

/// A message whose acknowledgement was lost goes out again under the same id and stays one message.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_acknowledgement_doubles_nothing() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    // The page believes that it never heard: its notebook still holds what the relay has.
    guest
        .eval("(() => { const { setItem } = Storage.prototype; window.pages = []; Storage.prototype.setItem = function (key, value) { if (key.endsWith(':unsent') && value !== '[]') window.pages.push([key, value]); setItem.call(this, key, value); }; return true; })()")
        .await;
    guest.write("Only once, please").await;
    guest.in_state("Only once, please", "sent").await;
    guest
        .eval("(localStorage.setItem(...window.pages[0]), true)")
        .await;
    guest.reload().await;
    guest.line("open").await;
    guest.until(&format!("{UNSENT} === 0")).await;
    guest
        .until("Object.keys(localStorage).filter(key => key.endsWith(':unsent')).every(key => localStorage.getItem(key) === '[]')")
        .await;
    assert_eq!(guest.count("guest", "Only once, please").await, 1);
    assert_eq!(chat.staff.count("Only once, please").await, 1);
    guest.close().await;
}

/// Answers that came while the line was cut are there when it is back, without a reload, and nothing stands there twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resumed_line_brings_what_was_missed() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.write("Is the bar open?").await;
    let conversation = chat.staff.conversation_of("Is the bar open?").await;
    chat.staff.steps_in(&conversation).await;
    chat.staff.writes(&conversation, "One moment").await;
    guest.sees("staff", "One moment").await;
    // It would come back by itself; here only the button is left.
    guest.eval("(window.setTimeout = () => 0, true)").await;
    chat.line.cut();
    guest.line("down").await;
    chat.staff.writes(&conversation, "Until midnight").await;
    chat.line.mend();
    guest.click("chat-try-now").await;
    guest.sees("staff", "Until midnight").await;
    assert_eq!(guest.count("staff", "One moment").await, 1);
    guest.close().await;
}

/// Who writes faster than the relay takes waits for it: everything arrives, once and in order (5 a second, 20 at once).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fast_writer_loses_nothing() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    let written: Vec<String> = (1..=26).map(|number| format!("Word {number}.")).collect();
    let script = format!(
        "(() => {{ const field = document.getElementById('field'); for (const text of {}) {{ field.value = text; document.getElementById('send').click(); }} return true; }})()",
        json!(written)
    );
    guest.eval(&script).await;
    guest
        .until(&format!(
            "{UNSENT} === 0 && document.querySelectorAll(\"[data-author='guest']\").length === 26"
        ))
        .await;
    guest.reload().await;
    guest.sees("guest", "Word 26.").await;
    let order = guest
        .eval("[...document.querySelectorAll(\"[data-author='guest'] .words\")].map(words => words.textContent)")
        .await;
    assert_eq!(order, json!(written));
    guest.close().await;
}

/// Two tabs of one visitor are one conversation: what one writes stands in both, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_are_one_visitor() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    let first = guest.driver.window().await.unwrap();
    let second = guest.driver.new_tab().await.unwrap();
    guest.driver.switch_to_window(second).await.unwrap();
    guest.go(&chat.page()).await;
    guest.write("From the second tab").await;
    guest.in_state("From the second tab", "sent").await;
    guest.driver.switch_to_window(first).await.unwrap();
    guest.sees("guest", "From the second tab").await;
    assert_eq!(guest.count("guest", "From the second tab").await, 1);
    assert_eq!(chat.staff.count("From the second tab").await, 1);
    guest.close().await;
}

/// Where no WebSocket gets through, the same conversation goes by requests, both ways.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_socket() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    let script = json!({ "source": "window.WebSocket = class { constructor() { throw new Error('blocked by a proxy'); } };" });
    guest
        .tell("Page.addScriptToEvaluateOnNewDocument", script)
        .await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    guest.write("By requests").await;
    guest.in_state("By requests", "sent").await;
    let conversation = chat.staff.conversation_of("By requests").await;
    chat.staff.steps_in(&conversation).await;
    chat.staff.writes(&conversation, "And back").await;
    guest.sees("staff", "And back").await;
    assert_eq!(guest.count("guest", "By requests").await, 1);
    chat.line.cut();
    guest.line("down").await;
    guest.write("Once more").await;
    chat.line.mend();
    guest.in_state("Once more", "sent").await;
    assert_eq!(chat.staff.count("Once more").await, 1);
    guest.close().await;
}

/// The address is asked for once the visitor leaves while waiting, taken with consent only, and reaches the contact; who says no is not
/// asked again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_address_is_asked_for_politely() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    let leave_and_return = async || {
        let tab = guest.driver.window().await.unwrap();
        let other = guest.driver.new_tab().await.unwrap();
        guest.driver.switch_to_window(other).await.unwrap();
        guest.driver.close_window().await.unwrap();
        guest.driver.switch_to_window(tab).await.unwrap();
    };
    leave_and_return().await;
    assert!(
        !guest
            .by_id("chat-email")
            .await
            .is_displayed()
            .await
            .unwrap(),
        "who has not written is not asked"
    );
    guest.write("reception").await;
    guest.in_state("reception", "sent").await;
    leave_and_return().await;
    guest
        .until("!document.getElementById('email').hidden")
        .await;
    guest.picture("chat-email").await;
    guest
        .by_id("chat-email-field")
        .await
        .send_keys("ada")
        .await
        .unwrap();
    guest.click("chat-email-save").await;
    guest
        .until("document.getElementById('email-wrong').textContent !== ''")
        .await;
    guest
        .by_id("chat-email-field")
        .await
        .send_keys("@example.com")
        .await
        .unwrap();
    guest.click("chat-email-save").await;
    guest.until("document.activeElement.id === 'consent'").await;
    guest.click("chat-email-consent").await;
    guest.click("chat-email-save").await;
    guest.by_id("chat-email-saved").await;
    chat.staff
        .client()
        .until("contact", |it| {
            it["body"]["email"] == json!("ada@example.com")
        })
        .await
        .unwrap();
    guest.reload().await;
    guest.line("open").await;
    leave_and_return().await;
    assert!(
        !guest
            .by_id("chat-email")
            .await
            .is_displayed()
            .await
            .unwrap()
    );
    guest.close().await;
}
