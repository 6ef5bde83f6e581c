//! Every kind of message on the guest's page: quotes, reactions, buttons, files, what was taken back, what is not known.

use crate::browser::Browser;
use crate::chat_world::ChatHotel;
use serde_json::{Value, json};
use thirtyfour::Key;

/// Keeps the page's socket and what it sends, so that a story can say what the relay would say.
const EAR: &str = "window.sent = []; const send = WebSocket.prototype.send; \
                   WebSocket.prototype.send = function (text) { window.socket = this; window.sent.push(JSON.parse(text)); send.call(this, text); };";

async fn relay_says(guest: &Browser, frame: Value) {
    guest
        .eval(&format!(
            "(window.socket.onmessage({{ data: {} }}), true)",
            json!(frame.to_string())
        ))
        .await;
}

async fn open(chat: &ChatHotel) -> Browser {
    let guest = Browser::open().await;
    guest
        .tell(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": EAR }),
        )
        .await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    guest
}

/// The team quotes what the guest wrote and reacts to it; both stand with the words they belong to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quotes_and_reactions() {
    let chat = ChatHotel::open().await;
    let guest = open(&chat).await;
    guest.write("Could we have two more towels?").await;
    let change = chat.staff.sees("Could we have two more towels?").await;
    let conversation = change["body"]["conversation"].as_str().unwrap();
    chat.staff.steps_in(conversation).await;
    chat.staff
        .does(json!({ "type": "react", "conversation": conversation, "message": change["id"], "emoji": "👍" }))
        .await;
    guest
        .until("document.querySelector(\"[data-author='guest'] [data-testid='chat-reactions']\")?.textContent === '👍'")
        .await;
    let quote = json!({ "message": change["id"], "provider_id": change["body"]["provider_id"], "author": "guest", "excerpt": "Could we have" });
    chat.staff
        .does(json!({ "type": "send_message", "conversation": conversation, "text": "They are at your door.", "reply_to": quote }))
        .await;
    guest.sees("staff", "They are at your door.").await;
    guest
        .until("document.querySelector(\"[data-author='staff'] [data-testid='chat-quote']\")?.textContent.includes('Could we have')")
        .await;
    guest.picture("chat-quote").await;
    chat.staff
        .does(json!({ "type": "react", "conversation": conversation, "message": change["id"], "emoji": null }))
        .await;
    guest
        .until("!document.querySelector(\"[data-testid='chat-reactions']\")")
        .await;
    guest.close().await;
}

/// livechat.md: the visitor reacts to what the house said, by keyboard alone; the choice closes with Escape, the chosen one is pressed, and
/// choosing it again takes it back. The team has what stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_visitor_reacts() {
    let chat = ChatHotel::open().await;
    let guest = open(&chat).await;
    guest.write("Is there a cot?").await;
    let conversation = chat.staff.conversation_of("Is there a cot?").await;
    chat.staff.steps_in(&conversation).await;
    chat.staff
        .writes(&conversation, "It stands in your room.")
        .await;
    guest.sees("staff", "It stands in your room.").await;
    let said = "[data-testid='chat-message'][data-author='staff']";
    let focus = format!("document.querySelector(\"{said} [data-testid='chat-react']\").focus()");
    guest.driver.execute(focus, vec![]).await.unwrap();
    let focused = |what: &str| format!("document.activeElement.matches(\"{what}\")");
    guest.press(Key::Enter).await;
    guest
        .until(&focused("[data-testid='chat-react-with'][data-emoji='👍']"))
        .await;
    assert_eq!(guest.axe().await, Vec::<String>::new());
    guest.picture("chat-react").await;
    guest.press(Key::Escape).await;
    guest
        .until(&focused(
            "[data-testid='chat-react'][aria-expanded='false']",
        ))
        .await;
    assert_eq!(
        guest.count("staff", "It stands in your room.").await,
        1,
        "Escape closed the choice, not the chat"
    );

    let heart = "[data-testid='chat-react-with'][data-emoji='❤️']";
    let shown = format!("{said} [data-testid='chat-reactions']");
    for (pressed, shows) in [("false", true), ("true", false)] {
        guest.press(Key::Enter).await;
        guest
            .until(&focused("[data-testid='chat-react-with']"))
            .await;
        guest.press(Key::Tab).await;
        guest
            .until(&focused(&format!("{heart}[aria-pressed='{pressed}']")))
            .await;
        guest.press(Key::Enter).await;
        guest
            .until(&format!("(document.querySelector(\"{shown}\")?.textContent.includes('❤️') ?? false) === {shows}"))
            .await;
        chat.staff
            .client()
            .until("message", |it| {
                it["body"]["text"] == json!("It stands in your room.")
                    && it["body"]["reactions"]
                        .as_array()
                        .is_some_and(|all| all.iter().any(|one| one["author"] == "guest"))
                        == shows
            })
            .await
            .unwrap();
        guest
            .driver
            .execute(
                format!("document.querySelector(\"{said} [data-testid='chat-react']\").focus()"),
                vec![],
            )
            .await
            .unwrap();
    }
    guest.close().await;
}

/// A button of the bot is tapped once: the tap goes out once, the others can be read and not tapped, the chosen one says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn buttons_are_tapped_once() {
    let chat = ChatHotel::open().await;
    let guest = open(&chat).await;
    let choices = json!([
        { "id": "early", "title": "Early check-in" },
        { "id": "luggage", "title": "Leave luggage", "description": "From 08:00" },
    ]);
    relay_says(
        &guest,
        json!({ "type": "message", "seq": 1, "id": "b1", "author": "bot", "text": "What do you prefer?", "at": 1_763_700_000_000_i64, "content": { "type": "buttons", "choices": choices } }),
    )
    .await;
    guest.by_id("chat-choice").await;
    assert_eq!(guest.axe().await, Vec::<String>::new());
    let tapped = "(() => { const button = [...document.querySelectorAll(\"[data-testid='chat-choice']\")].find(it => it.textContent.includes('luggage')); button.click(); button.click(); return button.disabled; })()";
    assert_eq!(guest.eval(tapped).await, true);
    guest
        .until("window.sent.some(frame => frame.choice === 'luggage')")
        .await;
    let sent = guest
        .eval("window.sent.filter(frame => frame.type === 'message').map(frame => [frame.choice, frame.reply_to])")
        .await;
    assert_eq!(sent, json!([["luggage", "b1"]]));
    guest
        .until("document.querySelectorAll(\"[data-testid='chat-choice']:disabled\").length === 2 && document.querySelector('[data-chosen]').textContent.includes('chosen')")
        .await;
    guest.picture("chat-buttons").await;
    guest.close().await;
}

/// What was changed says so, what was taken back leaves its place and no words, events are no lines here, and what the page does not know is
/// never an empty bubble.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changed_removed_unknown() {
    let chat = ChatHotel::open().await;
    let guest = open(&chat).await;
    let message = |seq: u32, text: &str, content: Value| json!({ "type": "message", "seq": seq, "id": format!("m{seq}"), "author": "staff", "name": "Ana", "text": text, "at": 1_763_700_000_000_i64, "content": content });
    let words = json!({ "type": "text" });
    relay_says(&guest, message(1, "Breakfast is at 7", words.clone())).await;
    relay_says(&guest, message(2, "A slip", words.clone())).await;
    relay_says(&guest, message(3, "", json!({ "type": "hologram" }))).await;
    relay_says(
        &guest,
        message(4, "", json!({ "type": "event", "event": "claimed" })),
    )
    .await;
    relay_says(
        &guest,
        message(
            5,
            "",
            json!({ "type": "location", "latitude": 38.7, "longitude": -9.1, "name": "Bar" }),
        ),
    )
    .await;
    let mut changed = message(1, "Breakfast is at 8", words.clone());
    changed["edited_at"] = json!(1_763_700_000_001_i64);
    relay_says(&guest, json!({ "type": "changed", "message": changed })).await;
    let mut removed = message(2, "", words);
    removed["removed"] = json!(true);
    relay_says(&guest, json!({ "type": "changed", "message": removed })).await;
    relay_says(&guest, json!({ "type": "of a later relay" })).await;
    let shown = guest
        .eval("[...document.querySelectorAll(\"[data-testid='chat-message'] .bubble\")].map(bubble => bubble.textContent)")
        .await;
    assert_eq!(
        shown,
        json!([
            "Breakfast is at 8",
            "This message was taken back.",
            "This kind of message cannot be shown here.",
            "Bar\n38.7, -9.1"
        ])
    );
    assert!(guest.text().await.contains("edited"));
    guest.close().await;
}
