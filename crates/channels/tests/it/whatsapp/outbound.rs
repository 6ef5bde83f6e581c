//! One test for each row of the outbound limits that this version uses, and for the shape of requests.

use super::identity;
use channels::http::{HttpRequest, Method};
use channels::whatsapp::{
    Endpoint, LookupProblem, RenderProblem, mark_read, media_lookup, read_media_lookup, render,
};
use domain::id::MessageId;
use domain::message::Choice;
use domain::outbound::Outbound;
use proptest::prelude::*;
use serde_json::{Value, json};

pub(super) const ENDPOINT: Endpoint<'_> = Endpoint {
    base_url: "https://graph.facebook.com/",
    graph_version: "v25.0",
    phone_number_id: "100000000000001",
    list_opener: "Choose",
};

pub(super) fn outbound(text: &str, choices: Vec<Choice>) -> Outbound {
    Outbound {
        message: MessageId::new("m-1").unwrap(),
        to: identity(Some("351912345678"), Some("PT.1")),
        text: text.into(),
        choices,
        reply_to: None,
        template: None,
        media: None,
    }
}

fn choices(count: usize, title: &str) -> Vec<Choice> {
    (0..count)
        .map(|n| Choice {
            id: format!("id{n}"),
            title: format!("{n}{title}"),
            description: None,
        })
        .collect()
}

fn sent(outbound: &Outbound) -> Value {
    render(&ENDPOINT, outbound).unwrap().json.unwrap()
}

/// SPEC 141: a text as Meta wants it, with our id as correlation, and no token in the value.
#[test]
fn text_request() {
    let request = render(&ENDPOINT, &outbound("Olá 🙂", vec![])).unwrap();
    assert_eq!(request.method, Method::Post);
    assert_eq!(
        request.url,
        "https://graph.facebook.com/v25.0/100000000000001/messages"
    );
    assert!(
        request
            .headers
            .iter()
            .all(|(name, _)| *name != "authorization")
    );
    assert_eq!(
        request.json,
        Some(json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "+351912345678",
            "type": "text",
            "text": {"body": "Olá 🙂", "preview_url": false},
            "biz_opaque_callback_data": "m-1",
        }))
    );
    assert_eq!(
        serde_json::from_slice::<Value>(&request.body()).unwrap(),
        request.json.unwrap()
    );
}

#[test]
fn text_body_limit_is_4096_characters_not_bytes() {
    assert_eq!(
        sent(&outbound(&"é".repeat(4096), vec![]))["text"]["body"]
            .as_str()
            .unwrap()
            .chars()
            .count(),
        4096
    );
    let error = render(&ENDPOINT, &outbound(&"é".repeat(4097), vec![])).unwrap_err();
    assert_eq!(
        error,
        RenderProblem::TooLong {
            length: 4097,
            limit: 4096
        }
    );
    assert_eq!(
        render(&ENDPOINT, &outbound(" \n", vec![])).unwrap_err(),
        RenderProblem::Empty
    );
}

#[test]
fn a_reply_quotes() {
    let mut outbound = outbound("Sim", vec![]);
    outbound.reply_to = Some("wamid.GUEST1".into());
    assert_eq!(
        sent(&outbound)["context"],
        json!({"message_id": "wamid.GUEST1"})
    );
}

#[test]
fn to_wins_and_user_id_goes_as_recipient() {
    let mut outbound = outbound("Hi", vec![]);
    assert_eq!(
        (
            sent(&outbound)["to"].as_str(),
            sent(&outbound).get("recipient")
        ),
        (Some("+351912345678"), None)
    );
    outbound.to = identity(None, Some("US.13491208655302741918"));
    let body = sent(&outbound);
    assert_eq!(
        (body["recipient"].as_str(), body.get("to")),
        (Some("US.13491208655302741918"), None)
    );
    outbound.to = identity(None, None);
    assert_eq!(
        render(&ENDPOINT, &outbound).unwrap_err(),
        RenderProblem::NoRecipient
    );
}

/// SPEC 141: up to three reply buttons, title up to 20, body up to 1024.
#[test]
fn reply_buttons() {
    let body = sent(&outbound("What can we do?", choices(3, &"x".repeat(19))));
    assert_eq!(body["type"], "interactive");
    assert_eq!(body["interactive"]["type"], "button");
    assert_eq!(body["interactive"]["body"]["text"], "What can we do?");
    let buttons = body["interactive"]["action"]["buttons"].as_array().unwrap();
    assert_eq!(buttons.len(), 3);
    assert_eq!(
        buttons[0],
        json!({"type": "reply", "reply": {"id": "id0", "title": format!("0{}", "x".repeat(19))}})
    );
}

/// SPEC 141: what buttons cannot hold becomes a list of up to ten rows.
#[test]
fn list() {
    for (text, choices) in [
        ("four", choices(4, "x")),
        ("long titles", choices(2, &"x".repeat(23))),
        (&*"b".repeat(1025), choices(2, "x")),
        ("ten", choices(10, "x")),
    ] {
        let body = sent(&outbound(text, choices.clone()));
        assert_eq!(body["interactive"]["type"], "list", "{text}");
        assert_eq!(body["interactive"]["action"]["button"], "Choose");
        assert_eq!(
            body["interactive"]["action"]["sections"][0]["rows"]
                .as_array()
                .unwrap()
                .len(),
            choices.len()
        );
    }
    let mut described = choices(1, "x");
    described[0].description = Some("from 140 EUR".into());
    let row =
        &sent(&outbound("rooms", described))["interactive"]["action"]["sections"][0]["rows"][0];
    assert_eq!(
        row,
        &json!({"id": "id0", "title": "0x", "description": "from 140 EUR"})
    );
}

/// SPEC 141: what a list cannot hold becomes numbered text.
#[test]
fn numbered_text() {
    assert_eq!(
        sent(&outbound("pick", choices(11, "")))["text"]["body"]
            .as_str()
            .unwrap()
            .lines()
            .count(),
        13
    );
    let body = sent(&outbound("pick", choices(2, &"x".repeat(24))));
    let expected = format!("pick\n\n1. 0{0}\n2. 1{0}", "x".repeat(24));
    assert_eq!(body["text"]["body"], json!(expected));
    let error = render(&ENDPOINT, &outbound(&"t".repeat(4096), choices(11, "x"))).unwrap_err();
    assert!(matches!(error, RenderProblem::TooLong { .. }));
}

#[test]
fn marking_as_read() {
    let request = mark_read(&ENDPOINT, "wamid.GUEST1").unwrap();
    assert_eq!(
        request.json,
        Some(
            json!({"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.GUEST1"})
        )
    );
    assert_eq!(
        request.url,
        "https://graph.facebook.com/v25.0/100000000000001/messages"
    );
}

#[test]
fn looking_up_a_file() {
    let request = media_lookup(&ENDPOINT, "1003383421387256").unwrap();
    let url = "https://graph.facebook.com/v25.0/1003383421387256?phone_number_id=100000000000001";
    assert_eq!(
        (request.method, request.url.as_str(), request.json.as_ref()),
        (Method::Get, url, None)
    );
    assert_eq!(HttpRequest::body(&request), b"");
    let answer = br#"{"url":"https://lookaside.fbsbx.com/x","mime_type":"image/jpeg","sha256":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","file_size":"303833","id":"1","messaging_product":"whatsapp"}"#;
    let lookup = read_media_lookup(answer).unwrap();
    assert_eq!(
        (lookup.url.as_str(), lookup.mime.as_str(), lookup.size),
        ("https://lookaside.fbsbx.com/x", "image/jpeg", Some(303_833))
    );
    assert!(lookup.sha256.unwrap().starts_with("e3b0c442"));
    assert_eq!(
        read_media_lookup(br#"{"error":{"code":190}}"#),
        Err(LookupProblem::Refused(190))
    );
    for bad in [&b"x"[..], b"{}", b"\xff", b"{\"url\":7}"] {
        assert_eq!(read_media_lookup(bad), Err(LookupProblem::Unreadable));
    }
}

/// R13: an id from a payload cannot change where a request goes.
#[test]
fn ids_cannot_change_the_path() {
    for bad in [
        "",
        "..",
        "a/b",
        "1?x=1",
        "1#",
        "%2e%2e",
        "1\n",
        &"1".repeat(200),
    ] {
        assert_eq!(
            media_lookup(&ENDPOINT, bad),
            Err(LookupProblem::BadId),
            "{bad:?}"
        );
        let endpoint = Endpoint {
            phone_number_id: bad,
            ..ENDPOINT
        };
        assert_eq!(
            render(&endpoint, &outbound("x", vec![])),
            Err(RenderProblem::BadPhoneNumberId),
            "{bad:?}"
        );
    }
}

proptest! {
    /// SPEC 141: whatever the words and choices, what leaves is within Meta's limits.
    #[test]
    fn limits_hold(
        text in "\\PC{0,60}", stretch in 1usize..90,
        choices in proptest::collection::vec(("[a-z0-9]{1,260}", "\\PC{1,30}", proptest::option::of("\\PC{1,80}")), 0..13)
    ) {
        let choices = choices.into_iter().map(|(id, title, description)| Choice { id, title, description }).collect();
        let Ok(request) = render(&ENDPOINT, &outbound(&text.repeat(stretch), choices)) else { return Ok(()) };
        let body = request.json.unwrap();
        let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
        match body["interactive"]["type"].as_str() {
            None => prop_assert!((1..=4096).contains(&length(&body["text"]["body"]))),
            Some("button") => {
                prop_assert!(length(&body["interactive"]["body"]["text"]) <= 1024);
                let buttons = body["interactive"]["action"]["buttons"].as_array().unwrap();
                prop_assert!((1..=3).contains(&buttons.len()));
                for button in buttons {
                    prop_assert!((1..=20).contains(&length(&button["reply"]["title"])) && length(&button["reply"]["id"]) <= 256);
                }
            }
            Some(_) => {
                prop_assert!(length(&body["interactive"]["body"]["text"]) <= 4096);
                let rows = body["interactive"]["action"]["sections"][0]["rows"].as_array().unwrap();
                prop_assert!((1..=10).contains(&rows.len()));
                for row in rows {
                    prop_assert!((1..=24).contains(&length(&row["title"])) && length(&row["description"]) <= 72 && length(&row["id"]) <= 200);
                }
            }
        }
    }
}
