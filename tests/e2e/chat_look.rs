//! How the guest's page looks, sounds and behaves: themes, languages, widths, keyboard, screen readers, hostile words, its weight.

use crate::browser::{Browser, Looks};
use crate::chat_world::ChatHotel;
use serde_json::json;
use thirtyfour::Key;

const HOSTILE: &str = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script> [x](javascript:window.hacked=1) javascript:alert(1) {hotel} \u{202e}fdp";

/// Words of guests and staff are text, whatever they look like: on the screen as written, nothing of them runs, no link but the web's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_words_stay_words() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.write(HOSTILE).await;
    guest.in_state(HOSTILE, "sent").await;
    let conversation = chat.staff.conversation_of(HOSTILE).await;
    chat.staff.steps_in(&conversation).await;
    let reply = format!("{HOSTILE} https://miralva.example/a?b=<i>\"&c");
    chat.staff.writes(&conversation, &reply).await;
    guest.sees("staff", &reply).await;
    guest.reload().await;
    guest.sees("staff", &reply).await;
    guest.sees("guest", HOSTILE).await;
    assert!(guest.eval("window.hacked").await.is_null());
    let inside = "[...document.querySelectorAll('.words *')].map(it => [it.localName, it.getAttribute('href'), it.rel])";
    assert_eq!(
        guest.eval(inside).await,
        json!([[
            "a",
            "https://miralva.example/a?b=",
            "noopener noreferrer nofollow"
        ]])
    );
    guest.close().await;
}

/// Everything by keyboard: write, break a line, send, attach, reach what was said, answer a question, and an Enter that ends a composition
/// sends nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keyboard_only() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    guest.until("document.activeElement.id === 'field'").await;
    guest.type_keys("First line").await;
    guest
        .driver
        .action_chain()
        .key_down(Key::Shift)
        .send_keys(Key::Enter)
        .key_up(Key::Shift)
        .send_keys("second line")
        .perform()
        .await
        .unwrap();
    assert_eq!(
        guest.eval("document.getElementById('field').value").await,
        "First line\nsecond line"
    );
    let composed = "document.getElementById('field').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))";
    assert_eq!(
        guest.eval(composed).await,
        true,
        "the composition keeps its Enter"
    );
    let safari = "document.getElementById('field').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))";
    assert_eq!(
        guest.eval(safari).await,
        true,
        "also where only the old number says it"
    );
    guest.press(Key::Enter).await;
    guest.in_state("First line\nsecond line", "sent").await;
    assert_eq!(guest.count("guest", "First line").await, 1);

    let mut reached = Vec::new();
    for _ in 0..10 {
        guest.press(Key::Tab).await;
        let name = guest
            .eval("document.activeElement === document.body ? 'the page' : document.activeElement.getAttribute('aria-label')")
            .await;
        reached.push(name.as_str().unwrap_or_default().to_owned());
    }
    for name in [
        "Conversation",
        "Attach a photo or a file",
        "Your message",
        "Send",
    ] {
        assert!(
            reached.iter().any(|it| it == name),
            "{name} is not reached: {reached:?}"
        );
    }
    let invisible = guest
        .eval("(() => { document.getElementById('attach').focus(); return getComputedStyle(document.activeElement).outlineStyle; })()")
        .await;
    assert_eq!(invisible, "solid", "focus is seen");
    guest.close().await;
}

/// New messages are said politely by a screen reader: a log that is busy until what was there before is on screen, then speaks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screen_readers_hear_new_messages() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    guest
        .until("document.getElementById('log').getAttribute('aria-busy') === 'false'")
        .await;
    let tree = guest.tell("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().unwrap();
    let log = nodes
        .iter()
        .find(|node| node["role"]["value"] == "log")
        .expect("a log");
    assert_eq!(log["name"]["value"], "Conversation");
    let live = log["properties"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"] == "live")
        .map(|it| it["value"]["value"].clone());
    assert_eq!(live, Some(json!("polite")));
    guest.close().await;
}

/// axe finds nothing in light, dark and Arabic, at the start and in the middle of a conversation with a photo, a failure and the question for
/// an address; at 360 px nothing goes sideways.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_look_is_accessible_and_fits() {
    let chat = ChatHotel::open().await;
    for (name, language, dark) in [
        ("light", "en", false),
        ("dark", "en", true),
        ("arabic", "ar", false),
        ("arabic-dark", "ar", true),
    ] {
        let looks = Looks {
            language,
            dark,
            width: 360,
            height: 740,
        };
        let guest = Browser::with(looks).await;
        guest.go(&chat.page_in(language)).await;
        guest.line("open").await;
        check(&guest, &format!("{name}, at the start")).await;
        let text = format!("{name}: is E4 normal? {}", "w".repeat(90));
        guest.write(&text).await;
        let conversation = chat.staff.conversation_of(&text).await;
        chat.staff.steps_in(&conversation).await;
        let file = guest.by_id("chat-file").await;
        file.send_keys(crate::chat::photo().to_str().unwrap())
            .await
            .unwrap();
        crate::chat::shown(&guest).await;
        chat.staff.writes(&conversation, "We send somebody.").await;
        guest.sees("staff", "We send somebody.").await;
        guest.write("Thank you").await;
        guest.in_state("Thank you", "sent").await;
        guest
            .eval("(Object.defineProperty(document, 'hidden', { value: true, configurable: true }), document.dispatchEvent(new Event('visibilitychange')), delete document.hidden)")
            .await;
        guest.by_id("chat-email-field").await;
        check(&guest, &format!("{name}, in the middle")).await;
        guest.picture(&format!("chat-{name}")).await;
        let direction = guest.eval("document.documentElement.dir").await;
        assert_eq!(direction, if language == "ar" { "rtl" } else { "ltr" });
        guest.close().await;
    }
}

async fn check(guest: &Browser, place: &str) {
    assert_eq!(guest.axe().await, Vec::<String>::new(), "{place}");
    let widths = guest
        .eval("[document.documentElement.scrollWidth, document.getElementById('log').scrollWidth - document.getElementById('log').clientWidth]")
        .await;
    assert_eq!(widths, json!([360, 0]), "{place} goes sideways");
}

/// The page speaks the browser's language where it has it, and the one it is asked for before that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn languages() {
    let chat = ChatHotel::open().await;
    let guest = Browser::with(Looks {
        language: "de",
        ..Looks::default()
    })
    .await;
    guest.go(&chat.page()).await;
    assert!(guest.text().await.contains("Willkommen"));
    for (language, word) in [
        ("ar", "أهلاً"),
        ("es", "Bienvenido"),
        ("fr", "Bienvenue"),
        ("it", "Benvenuto"),
        ("pt", "Bem-vindo"),
        ("en", "Welcome"),
    ] {
        guest.go(&chat.page_in(language)).await;
        assert!(guest.text().await.contains(word), "{language}");
        let holes = guest
            .eval("document.getElementById('words').textContent.includes('{ $')")
            .await;
        assert_eq!(holes, false, "{language} has holes in its words");
    }
    guest.close().await;
}

/// All that a visitor loads, widget, page, words and scripts, is less than 30 KB compressed, and nothing comes from elsewhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn less_than_thirty_kilobytes() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page_in("ar")).await;
    guest.line("open").await;
    let loaded = guest
        .eval(
            "[location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)]",
        )
        .await;
    let mut addresses: Vec<String> = serde_json::from_value(loaded).unwrap();
    addresses.push(format!("{}/chat/widget.js", chat.line.url()));
    let mut total = 0;
    for address in addresses
        .iter()
        .filter(|it| it.starts_with("http") && !it.contains("/events"))
    {
        assert!(
            address.starts_with(&chat.line.url()),
            "{address} is not the relay's"
        );
        let asked = reqwest::Client::new()
            .get(address)
            .header("accept-encoding", "gzip")
            .header("accept-language", "ar");
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], "gzip", "{address}");
        total += answer.bytes().await.unwrap().len();
    }
    println!("everything a visitor loads: {total} bytes compressed");
    assert!(total < 30_000, "{total} bytes of {addresses:?}");
    assert!(total > 10_000, "something was not measured: {addresses:?}");
    guest.close().await;
}
