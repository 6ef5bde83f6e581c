use crate::whatsapp::{NOW, fixture};
use channels::meta::{BrokenBody, join, split};
use channels::whatsapp::parse;
use domain::dead_letter::DeadLetterReason;
use serde_json::json;
use std::time::Instant;

/// BEYOND 3.6: every change finds its receiver, and a part alone says the same as the whole.
#[test]
fn one_part_for_each_change() {
    let body = fixture("batch");
    let parts = split(&body).unwrap();
    let receivers: Vec<_> = parts
        .iter()
        .map(|p| {
            (
                p.account.as_str(),
                p.phone_number_id.as_deref(),
                p.field.as_str(),
            )
        })
        .collect();
    assert_eq!(
        receivers,
        [
            ("100000000000002", Some("100000000000001"), "messages"),
            ("100000000000002", Some("100000000000001"), "messages"),
            ("100000000000004", Some("100000000000003"), "messages"),
        ]
    );
    assert!(
        parts
            .iter()
            .all(|p| p.object == "whatsapp_business_account")
    );
    let whole = parse(&body, NOW).unwrap();
    let alone: Vec<_> = parts
        .iter()
        .flat_map(|p| parse(&p.body(), NOW).unwrap().batches)
        .flat_map(|b| b.events)
        .collect();
    let together: Vec<_> = whole
        .batches
        .iter()
        .flat_map(|b| b.events.clone())
        .collect();
    assert_eq!(alone, together);
    let joined = parse(&join(&parts), NOW).unwrap();
    assert_eq!(joined.batches, whole.batches);
}

/// R11: a part names every guest in it, whatever field they stand in.
#[test]
fn guests_are_named() {
    let named = |name: &str| -> Vec<String> {
        split(&fixture(name))
            .unwrap()
            .into_iter()
            .flat_map(|part| part.guests)
            .collect()
    };
    assert_eq!(named("text"), ["351912345678", "PT.13491208655302741918"]);
    assert_eq!(
        named("guest_without_phone"),
        ["US.13491208655302741918", "US.ENT.11815799212886844830"]
    );
    assert_eq!(
        named("status_sent"),
        ["351912345678", "PT.13491208655302741918"]
    );
    assert!(named("system_user_changed_number").contains(&"351934000222".to_owned()));
    assert!(named("echo_text").contains(&"351912345678".to_owned()));
    let preferences = json!({"object":"x","entry":[{"id":"1","changes":[{"field":"user_preferences","value":{"user_preferences":[{"wa_id":"+49151"}]}}]}]});
    assert_eq!(
        split(preferences.to_string().as_bytes()).unwrap()[0]
            .guests
            .iter()
            .collect::<Vec<_>>(),
        ["49151"]
    );
}

/// Account-level fields have no number and go by account; entries of other shapes stay whole.
#[test]
fn other_shapes_are_kept() {
    let part = &split(&fixture("account_field")).unwrap()[0];
    assert_eq!(
        (part.account.as_str(), part.phone_number_id.as_deref()),
        ("100000000000002", None)
    );
    let page =
        br#"{"object":"page","entry":[{"id":7,"time":1,"messaging":[{"sender":{"id":"9"}}]}, 3]}"#;
    let parts = split(page).unwrap();
    assert_eq!(
        (parts[0].account.as_str(), parts[0].field.as_str()),
        ("7", "")
    );
    assert_eq!(
        String::from_utf8(parts[0].body()).unwrap(),
        r#"{"object":"page","entry":[{"id":7,"time":1,"messaging":[{"sender":{"id":"9"}}]}]}"#
    );
    assert_eq!(split(&parts[0].body()).unwrap()[0], parts[0]);
    assert_eq!(split(&parts[1].body()).unwrap()[0], parts[1]);
}

/// R8: broken bodies each have their own clear error.
#[test]
fn broken_bodies() {
    let cases: &[(&[u8], BrokenBody)] = &[
        (b"", BrokenBody::NotJson),
        (b"{", BrokenBody::NotJson),
        (b"{\"entry\":[]} x", BrokenBody::NotJson),
        (b"{\"object\":\"\xff\"}", BrokenBody::NotUtf8),
        (b"{}", BrokenBody::UnknownShape),
        (b"[]", BrokenBody::UnknownShape),
        (b"[1,2,3]", BrokenBody::UnknownShape),
        (b"[1,2,3", BrokenBody::NotJson),
        (b"[0,[]]", BrokenBody::UnknownShape),
        (b"7", BrokenBody::UnknownShape),
        (b"{\"entry\":7}", BrokenBody::UnknownShape),
    ];
    for (body, expected) in cases {
        assert_eq!(
            split(body).unwrap_err(),
            *expected,
            "{}",
            String::from_utf8_lossy(body)
        );
        assert_eq!(parse(body, NOW).unwrap_err(), *expected);
    }
    assert_eq!(BrokenBody::NotUtf8.reason(), DeadLetterReason::BrokenJson);
    assert_eq!(
        BrokenBody::UnknownShape.reason(),
        DeadLetterReason::UnknownShape
    );
    assert!(
        split(b"{\"object\":\"x\",\"entry\":[]}")
            .unwrap()
            .is_empty()
    );
}

fn many(messages: usize, text: &str) -> Vec<u8> {
    let list: Vec<_> = (0..messages)
        .map(|n| json!({"from": format!("35191{n:07}"), "id": format!("wamid.{n}"), "timestamp": "1790000000", "type": "text", "text": {"body": text}}))
        .collect();
    let contacts: Vec<_> = (0..messages)
        .map(
            |n| json!({"profile": {"name": format!("Guest {n}")}, "wa_id": format!("35191{n:07}")}),
        )
        .collect();
    let value =
        json!({"metadata": {"phone_number_id": "1"}, "contacts": contacts, "messages": list});
    json!({"object": "whatsapp_business_account", "entry": [{"id": "2", "changes": [{"field": "messages", "value": value}]}]}).to_string().into_bytes()
}

/// R8: 1,000 messages in one POST of 3 MB; the cost grows with the size, not with its square.
#[test]
fn a_thousand_messages_in_three_megabytes() {
    let body = many(1000, &"é".repeat(1400));
    assert!(
        body.len() > 2_900_000 && body.len() < 3_200_000,
        "{}",
        body.len()
    );
    let parts = split(&body).unwrap();
    assert_eq!((parts.len(), parts[0].guests.len()), (1, 1000));
    let parsed = parse(&parts[0].body(), NOW).unwrap();
    assert_eq!(
        (parsed.batches[0].events.len(), parsed.problems.len()),
        (1000, 0)
    );

    let time = |n: usize| {
        let body = many(n, "x");
        let once = |_| {
            let start = Instant::now();
            parse(&split(&body).unwrap()[0].body(), NOW).unwrap();
            start.elapsed()
        };
        (0..3).map(once).min().unwrap().as_secs_f64()
    };
    time(100);
    let (small, large) = (time(500), time(8000));
    assert!(
        large < small * 16.0 * 6.0,
        "16 times the messages took {:.0} times as long",
        large / small
    );
}

/// R8: depth is no danger: a thousand levels cost one message, not the batch.
#[test]
fn a_deep_message_costs_only_itself() {
    let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let body = format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"2","changes":[{{"field":"messages","value":{{"metadata":{{"phone_number_id":"1"}},"messages":[
        {{"id":"wamid.1","from":"351912345678","timestamp":"1790000000","type":"poll","poll":{deep}}},
        {{"id":"wamid.2","from":"351912345678","timestamp":"1790000000","type":"text","text":{{"body":"here"}}}}]}}}}]}}]}}"#
    );
    let parts = split(body.as_bytes()).unwrap();
    let events = parse(&parts[0].body(), NOW)
        .unwrap()
        .batches
        .remove(0)
        .events;
    let shown: Vec<_> = events
        .iter()
        .map(domain::inbound::InboundEvent::key)
        .collect();
    assert_eq!(shown, ["message|wamid.1", "message|wamid.2"]);
}
