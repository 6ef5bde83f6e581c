//! What may stand beside any message, and batches.

use super::{NOW, THEN, event, fixture, parsed};
use channels::whatsapp::{ProblemReason, parse};
use domain::inbound::InboundEvent;
use domain::message::Content;

struct Extras {
    context: Option<String>,
    forwarded: bool,
    referral: Option<String>,
}

fn extras(name: &str) -> Extras {
    match event(name) {
        InboundEvent::Message {
            context,
            forwarded,
            referral,
            ..
        } => Extras {
            context: context.map(|c| c.provider_id),
            forwarded,
            referral,
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn context_of_a_reply() {
    let extras = extras("context_reply");
    assert_eq!(
        (extras.context.as_deref(), extras.forwarded),
        (Some("wamid.OURS1"), false)
    );
}

#[test]
fn context_forwarded_and_frequently_forwarded() {
    for name in ["context_forwarded", "context_frequently_forwarded"] {
        let extras = extras(name);
        assert_eq!((extras.context, extras.forwarded), (None, true), "{name}");
    }
}

#[test]
fn context_of_a_referred_product_is_no_reply() {
    assert_eq!(extras("context_referred_product").context, None);
}

#[test]
fn referral_from_an_advertisement() {
    assert_eq!(
        extras("referral").referral.as_deref(),
        Some("Winter in Lisbon")
    );
}

#[test]
fn timestamps_as_string_and_as_number() {
    assert_eq!(event("text").at(), Some(THEN));
    assert_eq!(event("timestamp_as_integer").at(), Some(THEN));
    assert_eq!(
        event("timestamp_absurd").at(),
        Some(NOW),
        "received_at stands in"
    );
}

/// BEYOND 3.6: many entries, changes and messages in one POST; what cannot be read is named and costs nothing else.
#[test]
fn a_batch_of_everything() {
    let parsed = parsed("batch");
    let keys: Vec<Vec<String>> = parsed
        .batches
        .iter()
        .map(|b| b.events.iter().map(InboundEvent::key).collect())
        .collect();
    assert_eq!(
        keys,
        [
            vec![
                "message|wamid.B1",
                "message|wamid.B2",
                "status|wamid.OURS1|read|351912345678"
            ],
            vec!["message|wamid.B4"],
        ]
    );
    let numbers: Vec<_> = parsed
        .batches
        .iter()
        .map(|b| b.phone_number_id.as_deref().unwrap())
        .collect();
    assert_eq!(numbers, ["100000000000001", "100000000000003"]);
    let problems: Vec<_> = parsed
        .problems
        .iter()
        .map(|p| (p.reason, p.place.as_str()))
        .collect();
    assert_eq!(
        problems,
        [
            (ProblemReason::NoId, "entry[0].changes[0].value.messages[2]"),
            (
                ProblemReason::NoSender,
                "entry[0].changes[0].value.messages[3]"
            ),
            (ProblemReason::NoId, "entry[0].changes[0].value.messages[4]"),
        ]
    );
}

fn with_text(escaped: &str) -> (String, Content) {
    let body = String::from_utf8(fixture("text")).unwrap();
    let start = body.find("\"Ol\\u00e1").unwrap();
    let end = body[start..].find('\n').unwrap() + start;
    let changed = format!("{}\"{escaped}\"{}", &body[..start], &body[end..]);
    let mut parsed = parse(changed.as_bytes(), NOW).unwrap();
    match parsed.batches.remove(0).events.remove(0) {
        InboundEvent::Message { text, content, .. } => (text, content),
        other => panic!("{other:?}"),
    }
}

/// BEYOND 3.6: a text cut in the middle of an emoji, or with a NUL that databases refuse, still arrives.
#[test]
fn broken_characters_do_not_cost_the_message() {
    assert_eq!(
        with_text(r"caf\u00e9 \ud83d"),
        ("café \u{FFFD}".into(), Content::Text)
    );
    assert_eq!(
        with_text(r"\ude42 \ud83d\ude42"),
        ("\u{FFFD} 🙂".into(), Content::Text)
    );
    assert_eq!(
        with_text(r"back\\ud83d slash \ud83d"),
        ("back\\ud83d slash \u{FFFD}".into(), Content::Text)
    );
    assert_eq!(with_text(r"a\u0000b"), ("a\u{FFFD}b".into(), Content::Text));
}

/// R12: markup is only text.
#[test]
fn markup_stays_text() {
    assert_eq!(
        with_text("<img src=x onerror=alert(1)>").0,
        "<img src=x onerror=alert(1)>"
    );
}

/// Nothing from outside is longer than its limit.
#[test]
fn a_huge_text_is_cut() {
    assert_eq!(with_text(&"x".repeat(200_000)).0.len(), 65_536);
}

fn problems(field: &str, value: &str) -> Vec<ProblemReason> {
    let body = format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"field":"{field}","value":{value}}}]}}]}}"#
    );
    let parsed = parse(body.as_bytes(), NOW).unwrap();
    assert!(parsed.batches.is_empty());
    parsed.problems.iter().map(|p| p.reason).collect()
}

/// BEYOND 3.6: a value with nothing known in it is not silently dropped.
#[test]
fn nothing_known_inside_is_a_problem() {
    for value in [
        "{}",
        "null",
        "7",
        r#"{"contacts":[{"wa_id":"351912345678"}]}"#,
        r#"{"messages":{}}"#,
        r#"{"poll_votes":[1]}"#,
    ] {
        let reasons = problems("messages", value);
        assert_eq!(reasons, [ProblemReason::UnknownShape], "{value}");
        assert!(reasons[0].is_loss());
    }
    assert_eq!(
        problems("smb_message_echoes", "{}"),
        [ProblemReason::UnknownShape]
    );
    assert_eq!(
        problems("calls", r#"{"calls":[{"from":"351912345678"}]}"#),
        [ProblemReason::UnhandledGuestField]
    );
    assert!(ProblemReason::UnhandledGuestField.is_loss());
}
