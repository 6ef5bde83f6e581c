//! What the bot collected before it passed a conversation on (DESIGN_UI 4).

use crate::world::NOW;
use domain::brief::{self, Brief};
use domain::message::{EscalationReason, Message};
use domain::time::{MINUTE, UnixMillis};
use serde_json::{Value, json};

fn message(minute: i64, author: &str, text: &str, content: &Value) -> Message {
    serde_json::from_value(json!({
        "conversation": "c", "author": author, "state": "received", "text": text, "content": content,
        "at": NOW.plus(minute * MINUTE),
    }))
    .unwrap()
}

fn said(minute: i64, author: &str, text: &str) -> Message {
    message(minute, author, text, &json!({"type": "text"}))
}

fn tap(minute: i64, title: &str) -> Message {
    message(
        minute,
        "guest",
        title,
        &json!({"type": "choice_reply", "id": "x"}),
    )
}

fn event(minute: i64, name: &str) -> Message {
    let reason = "asked_for_person";
    let content = json!({"type": "event", "event": name, "reason": reason, "to": "ines"});
    message(minute, "system", "", &content)
}

fn of(messages: &[Message]) -> Option<Brief<'_>> {
    brief::of(&messages.iter().collect::<Vec<_>>(), NOW)
}

fn text(message: Option<&Message>) -> &str {
    message.map_or("", |it| it.text.as_str())
}

/// A guest who asks, taps twice and then wants a person.
fn passed_on() -> Vec<Message> {
    vec![
        said(0, "guest", "Two rooms from 22 to 26?"),
        said(0, "bot", "What would you like to do?"),
        tap(1, "Book a stay"),
        said(1, "bot", "Which room?"),
        tap(2, "Family suite"),
        said(3, "note", "colleagues only"),
        said(4, "guest", "Can they connect? A person please"),
        event(4, "escalated"),
        said(4, "bot", "Our team will answer soon."),
        said(6, "guest", "Hello?"),
    ]
}

/// DESIGN_UI 4: what the guest came with, what they tapped, where the bot stopped and why; what came after is the thread's.
#[test]
fn says_what_the_bot_collected() {
    let messages = passed_on();
    let brief = of(&messages).unwrap();
    assert_eq!(text(brief.asked), "Two rooms from 22 to 26?");
    let tapped: Vec<&str> = brief.tapped.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(tapped, ["Book a stay", "Family suite"]);
    assert_eq!(text(brief.stopped), "Can they connect? A person please");
    assert_eq!(*brief.reason, EscalationReason::AskedForPerson);
    assert_eq!((brief.since, brief.until), (NOW.plus(4 * MINUTE), None));
}

/// DESIGN_UI 4: it stays for the first minute after a claim, and is gone with the end of what was passed on.
#[test]
fn ends_after_the_claim() {
    for claim in ["claimed", "taken_over", "assigned"] {
        let mut messages = passed_on();
        messages.push(event(7, claim));
        messages.push(event(20, "assigned"));
        let until = of(&messages).unwrap().until;
        assert_eq!(until, Some(NOW.plus(8 * MINUTE)), "{claim}");
    }
    for end in [
        "resolved",
        "handed_back",
        "returned_to_bot",
        "expired",
        "reopened",
    ] {
        let mut messages = passed_on();
        messages.push(event(7, end));
        assert_eq!(of(&messages), None, "{end}");
    }
    assert_eq!(of(&[said(0, "guest", "Hi")]), None, "the bot still has it");
}

/// One part says nothing twice: a guest with a single question has asked it, a last tap is where the bot stopped.
#[test]
fn says_nothing_twice() {
    let messages = [said(0, "guest", "A person please"), event(0, "escalated")];
    let brief = of(&messages).unwrap();
    assert_eq!(text(brief.asked), "A person please");
    assert!(brief.stopped.is_none() && brief.tapped.is_empty());
    let messages = [
        said(0, "guest", "Hi"),
        tap(1, "Talk to the team"),
        event(1, "escalated"),
    ];
    let brief = of(&messages).unwrap();
    assert_eq!(text(brief.stopped), "Talk to the team");
    assert!(brief.tapped.is_empty());
}

/// Only what is true: a beginning that is not here is not guessed, what was taken back is not shown, and an earlier round that
/// a colleague settled is no part of this one.
#[test]
fn says_only_what_is_known() {
    let late: Vec<Message> = passed_on().split_off(3);
    assert!(of(&late).unwrap().asked.is_none());
    let mut taken_back = passed_on();
    taken_back[0].revoked_at = Some(UnixMillis(1));
    assert_eq!(
        text(of(&taken_back).unwrap().asked),
        "Can they connect? A person please"
    );
    let mut second = passed_on();
    second.extend([
        event(10, "claimed"),
        event(30, "handed_back"),
        said(40, "guest", "And breakfast?"),
        tap(41, "At seven"),
        said(42, "guest", "Can I speak to somebody?"),
        event(42, "escalated"),
    ]);
    let brief = of(&second).unwrap();
    assert_eq!(text(brief.asked), "And breakfast?");
    assert_eq!(brief.tapped.len(), 1);
    assert_eq!(brief.since, NOW.plus(42 * MINUTE));
}
