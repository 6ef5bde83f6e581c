//! What a hostile guest sends, in the staff's real window (R12): nothing of it runs, and nothing is asked for anywhere.

use crate::daemon::{clear, printed, shown};
use crate::window::Window;
use crate::world::{Hotel, now};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::graph::FakeMedia;
use testkit::whatsapp::{Account, Guest};
use tokio::net::TcpListener;

/// A server of the guest's that counts who comes.
struct Trap {
    port: u16,
    visits: Arc<AtomicU32>,
}

impl Trap {
    async fn set() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let visits = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&visits);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self { port, visits }
    }

    fn at(&self, what: &str) -> String {
        format!("http://127.0.0.1:{}/{what}", self.port)
    }
}

/// Ways to run a script or to have something fetched, each of which did in some inbox.
fn vectors(trap: &Trap) -> Vec<String> {
    let (script, picture) = (trap.at("script.js"), trap.at("pixel.png"));
    vec![
        "<script>window.__ran = 'script'</script>".to_owned(),
        format!("<script src=\"{script}\"></script>"),
        format!("<img src=x onerror=\"window.__ran='img'\"><img src='{picture}'>"),
        format!("<svg onload=\"window.__ran='svg'\"><image href='{picture}'/></svg>"),
        format!("![photo]({picture}) [click](javascript:window.__ran='md')"),
        "javascript:window.__ran='link'".to_owned(),
        format!(
            "<iframe src='{}'></iframe><link rel=stylesheet href='{}'>",
            trap.at("frame"),
            trap.at("style.css")
        ),
        format!(
            "</textarea><style>@import url({});body{{display:none}}</style>",
            trap.at("import.css")
        ),
        "{{constructor.constructor('window.__ran=1')()}} ${window.__ran='template'}".to_owned(),
        format!(
            "<meta http-equiv=refresh content='0;url={}'>",
            trap.at("refresh")
        ),
        format!(
            "<a href='{0}' ping='{0}'>x</a> <video poster='{0}' src='{0}'>",
            trap.at("ping")
        ),
        "\u{202e}<b>right to left</b>\u{0}\u{7}".to_owned(),
    ]
}

async fn nothing_ran(window: &Window, trap: &Trap, when: &str) {
    assert_eq!(
        window.eval("window.__ran ?? null").await,
        json!(null),
        "{when}"
    );
    let ours = "['tauri:', 'ipc:', 'media:', 'data:', 'blob:'].includes(new URL(it.name).protocol) || new URL(it.name).host.endsWith('.localhost')";
    let others = window
        .eval(&format!(
            "performance.getEntriesByType('resource').filter(it => !({ours})).map(it => it.name)"
        ))
        .await;
    assert_eq!(others, json!([]), "{when}");
    assert_eq!(trap.visits.load(Ordering::Relaxed), 0, "{when}");
    let made = "document.querySelectorAll('iframe, [onerror], [onload], a[href^=\"javascript:\" i], .msgs script, .msgs style, .msgs video[poster]').length";
    assert_eq!(window.eval(made).await, 0, "{when}");
}

/// R12: markup, scripts and links in words, names and files of a guest are words and nothing else: in the list, the thread, the panel, the
/// search, a reply that quotes it and the notification; a page that calls itself a picture is not shown as one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_guest_is_only_text() {
    let hotel = Hotel::open().await;
    let trap = Trap::set().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    clear();
    let from = printed().len();
    let name = "Eve <img src=x onerror=window.__ran='name'>";
    let phone = "+351900000799";
    hotel
        .guest_writes(phone, name, "<b>I need a human</b>")
        .await;
    window.open_conversation_of("Eve").await;
    // Plain words to a daemon that says nothing of markup, as this one.
    shown(from, "Eve").await;
    window.click("claim").await;
    let vectors = vectors(&trap);
    for vector in &vectors {
        hotel.guest_writes(phone, name, vector).await;
    }
    window
        .reads("[data-testid='message']", "right to left")
        .await;
    let thread = window.read("[data-testid='message']").await;
    for word in [
        "<script>window.__ran = 'script'</script>",
        "<img src=x onerror=",
        "{{constructor.constructor",
        "<meta http-equiv=refresh",
    ] {
        assert!(
            thread.contains(word),
            "{word:?} is not shown as it was written: {thread}"
        );
    }
    nothing_ran(&window, &trap, "in the thread").await;

    let page = b"<html><script>window.__ran='page'</script></html>";
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' onload=\"window.__ran='drawing'\"/>";
    let guest = Guest::new(phone.trim_start_matches('+'), name);
    for (number, (kind, mime, bytes)) in [
        ("image", "image/png", &page[..]),
        ("document", "image/svg+xml", &drawing[..]),
        ("document", "text/html", &page[..]),
    ]
    .into_iter()
    .enumerate()
    {
        let (id, media) = (format!("hostile{number}"), FakeMedia::new(mime, bytes));
        let said = json!({
            "id": id, "mime_type": mime, "sha256": media.sha256(),
            "filename": "menu.pdf<img src=x onerror=window.__ran='file'>.svg",
        });
        hotel.graph().put_media(&id, media);
        let message = guest.message(&format!("wamid.{id}"), now() / 1000, kind, said);
        let body = Account::lisbon().messages(&guest, vec![message]);
        assert_eq!(hotel.signed_post(body.to_string().into_bytes()).await, 200);
    }
    window.reads("[data-testid='message']", "menu.pdf").await;
    window.say("Thank you for <u>all</u> that").await;
    hotel.sent("Thank you for <u>all</u> that").await;
    nothing_ran(&window, &trap, "with files and a reply").await;
    window.fill("search", "onerror").await;
    window.by_id("message-hit").await;
    nothing_ran(&window, &trap, "in the search").await;
    window.picture("hostile").await;
    window.leave_search().await;
    // The page is still ours, and works.
    assert!(
        window
            .eval("location.href")
            .await
            .as_str()
            .unwrap()
            .starts_with("tauri:")
    );
    clear();
    window.close().await;
}
