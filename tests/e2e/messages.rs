//! Every kind of message in the real window: the conversation of the demo hotel that holds them all.

use crate::window::Window;
use crate::world::Hotel;
use serde_json::{Value, json};

/// What a reader sees in the middle of the log: which message, and where.
const MIDDLE: &str = "(() => { const log = document.querySelector('.msgs').getBoundingClientRect(); \
    const found = [...document.querySelectorAll('.msgs [data-testid=message]')].find(one => one.getBoundingClientRect().bottom > log.top + log.height / 2); \
    return found ? [found.dataset.id, Math.round(found.getBoundingClientRect().top)] : null; })()";

/// The number of messages in the script of `relay/src/demo/kinds.toml`.
const ALL: usize = 34;

/// Opens the conversation with everything in it.
pub(crate) async fn open_the_agent(window: &Window) {
    window.fill("search", "Hannah Goldberg").await;
    window
        .click_css("[data-testid='conversation-row'][data-id='v-hannah']")
        .await;
    window.css("[data-id='v-hannah-33']").await;
    window.leave_search().await;
    window
        .until("document.querySelectorAll('.msgs .slot').length > 5")
        .await;
}

/// Puts the log `up` pixels above its foot, and waits until that is painted.
async fn scroll(window: &Window, up: u32) {
    window
        .driver
        .execute(
            format!("document.querySelector('.msgs').scrollTop = -{up}"),
            vec![],
        )
        .await
        .unwrap();
    window
        .driver
        .execute_async(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
            vec![],
        )
        .await
        .unwrap();
}

/// Goes up until a message is in the middle of the log.
pub(crate) async fn bring_up(window: &Window, message: &str) {
    let node = format!("document.querySelector(\"[data-id='{message}']\")");
    for step in 0..20 {
        if window.eval(&format!("{node} !== null")).await == json!(true) {
            break;
        }
        scroll(window, step * 200).await;
    }
    window
        .driver
        .execute(
            format!("{node}.scrollIntoView({{ block: 'center' }})"),
            vec![],
        )
        .await
        .unwrap();
    window.css(&format!("[data-id='{message}']")).await;
}

/// SPEC 28-31, 41, 49, 51: every kind of message is drawn, and only while it is on screen; going up through them moves what is
/// read by as much as was scrolled and by nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_message_is_drawn_where_it_stands() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(1440, 900).await;
    open_the_agent(&window).await;
    window.picture("messages").await;

    let mut seen = std::collections::BTreeSet::new();
    let mut pictures = 0;
    for step in 0..24 {
        let up = step * 150;
        scroll(&window, up).await;
        let drawn = window
            .eval("[...document.querySelectorAll('.msgs [data-testid=message]')].map(one => one.dataset.id)")
            .await;
        let drawn = drawn.as_array().unwrap();
        assert!(!drawn.is_empty());
        seen.extend(drawn.iter().map(Value::to_string));
        if step % 4 == 3 {
            pictures += 1;
            window.picture(&format!("messages-{pictures}")).await;
        }
        // A step up: what was in the middle goes down by as much.
        let before = window.eval(MIDDLE).await;
        let high = window
            .eval("-document.querySelector('.msgs').scrollTop")
            .await;
        let most = window
            .eval("document.querySelector('.msgs').scrollHeight - document.querySelector('.msgs').clientHeight")
            .await;
        if most.as_f64().unwrap() - high.as_f64().unwrap() < 120.0 {
            break;
        }
        scroll(
            &window,
            u32::try_from(high.as_i64().unwrap()).unwrap() + 100,
        )
        .await;
        let after = window
            .eval(&format!(
                "Math.round(document.querySelector(\"[data-id='{}']\").getBoundingClientRect().top)",
                before[0].as_str().unwrap()
            ))
            .await;
        let moved = after.as_i64().unwrap() - before[1].as_i64().unwrap();
        assert!((moved - 100).abs() <= 1, "moved by {moved} at {up}");
    }
    assert_eq!(seen.len(), ALL, "{seen:?}");
    window.close().await;
}

/// SPEC 28: photos come from this computer's own copy, a voice note has its wave, and a quote leads to what it quotes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_voices_and_quotes() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(1440, 900).await;
    open_the_agent(&window).await;

    bring_up(&window, "v-hannah-20").await;
    window.css("[data-id='v-hannah-20'] img").await;
    window
        .until("(() => { const photo = document.querySelector(\"[data-id='v-hannah-20'] img\"); return photo.complete && photo.naturalWidth > 100; })()")
        .await;
    bring_up(&window, "v-hannah-23").await;
    window.css("[data-id='v-hannah-23'] .wave").await;
    window
        .until("new Set([...document.querySelectorAll(\"[data-id='v-hannah-23'] .wave rect\")].map(one => one.getAttribute('height'))).size > 8")
        .await;
    window
        .click_css("[data-id='v-hannah-23'] [data-testid='voice-play']")
        .await;
    // The system's player gives up at times on a machine that compiles beside it; then a person presses Retry.
    window
        .until("(() => { const note = document.querySelector(\"[data-id='v-hannah-23']\"); [...note.querySelectorAll('button')].find(one => one.innerText === 'Retry')?.click(); return /^0:0[1-9]$/.test(note.querySelector('.time').innerText); })()")
        .await;
    window
        .click_css("[data-id='v-hannah-20'] [data-testid='photo']")
        .await;
    window.by_id("viewer").await;
    window.picture("messages-viewer").await;
    window
        .type_keys(thirtyfour::Key::Escape.value().to_string())
        .await;
    window
        .until("document.activeElement?.dataset.testid === 'photo' && document.activeElement.closest(\"[data-id='v-hannah-20']\") !== null")
        .await;

    window
        .click_css("[data-id='v-hannah-15'] [data-testid='quote-go']")
        .await;
    window
        .until("document.activeElement?.dataset.id === 'v-hannah-14'")
        .await;
    let label = window
        .eval("document.activeElement.getAttribute('aria-label')")
        .await;
    assert!(label.as_str().unwrap().contains("Breakfast is from 7:00"));
    window.close().await;
}

/// The same in the dark and mirrored.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_in_the_dark_and_mirrored() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("ines@miralva.example").await;
    window.resize(1440, 900).await;
    open_the_agent(&window).await;
    for (name, look) in [
        ("dark", "document.documentElement.dataset.theme = 'dark'"),
        (
            "rtl",
            "document.documentElement.dataset.theme = 'light'; document.documentElement.dir = 'rtl'",
        ),
    ] {
        window.driver.execute(look, vec![]).await.unwrap();
        for (part, up) in [(1, 0), (2, 700), (3, 1400)] {
            scroll(&window, up).await;
            window.picture(&format!("messages-{name}-{part}")).await;
        }
        let wide = window
            .eval("document.documentElement.scrollWidth <= innerWidth + 1")
            .await;
        assert_eq!(wide, json!(true), "{name}: the page scrolls sideways");
    }
    window.close().await;
}
