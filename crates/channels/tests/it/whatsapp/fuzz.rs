//! No bytes from outside make a reader panic or go slow.

use super::{NOW, fixture};
use channels::meta::split;
use channels::whatsapp::{parse, read_media_lookup, read_send_response};
use proptest::prelude::*;
use serde_json::Value;
use std::time::{Duration, Instant};

/// Everything that reads outside bytes.
fn read_everything(bytes: &[u8]) {
    if let Ok(parts) = split(bytes) {
        for part in parts {
            let alone = parse(&part.body(), NOW).unwrap();
            assert!(alone.batches.len() <= 1, "a part is one change");
        }
    }
    let _ = parse(bytes, NOW);
    let _ = read_media_lookup(bytes);
    for status in [200, 404, 500] {
        let _ = read_send_response(status, bytes);
    }
}

fn fixtures() -> Vec<Vec<u8>> {
    let folder = super::fixtures_folder();
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    names
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// R8: every fixture cut short at every byte.
#[test]
fn cut_short() {
    for name in ["batch", "contacts", "interactive_nfm_reply"] {
        let body = fixture(name);
        for end in 0..body.len() {
            assert!(
                split(&body[..end]).is_err() || body[end..].iter().all(u8::is_ascii_whitespace)
            );
            read_everything(&body[..end]);
        }
    }
}

/// Replaces the `nth` value of a JSON tree, counted in depth-first order.
fn replace(value: &mut Value, nth: &mut usize, with: &Value) {
    if *nth == 0 {
        *value = with.clone();
        *nth = usize::MAX;
        return;
    }
    *nth -= 1;
    match value {
        Value::Array(list) => list.iter_mut().for_each(|item| {
            if *nth != usize::MAX {
                replace(item, nth, with);
            }
        }),
        Value::Object(map) => map.values_mut().for_each(|item| {
            if *nth != usize::MAX {
                replace(item, nth, with);
            }
        }),
        _ => {}
    }
}

/// R8: every value of every fixture replaced by a value of another type.
#[test]
fn wrong_types_everywhere() {
    let wrong = [
        Value::Null,
        Value::from(-7),
        Value::from(1e300),
        Value::from(""),
        Value::from("\0"),
        serde_json::json!([[]]),
        serde_json::json!({"id": {}}),
    ];
    for body in fixtures() {
        let whole: Value = serde_json::from_slice(&body).unwrap();
        for with in &wrong {
            for at in 0.. {
                let mut changed = whole.clone();
                let mut nth = at;
                replace(&mut changed, &mut nth, with);
                if nth != usize::MAX {
                    break;
                }
                read_everything(changed.to_string().as_bytes());
            }
        }
    }
}

/// R8: depth bombs, long escapes and 3 MB of one thing take time by their size, not by its square (that would be hours).
#[test]
fn bombs() {
    let deep = |open: &str, close: &str| {
        format!("{}{}", open.repeat(500_000), close.repeat(500_000)).into_bytes()
    };
    let escapes = format!(
        "{{\"object\":\"x\",\"entry\":[{{\"changes\":[{{\"value\":\"{}\"}}]}}]}}",
        r"\ud83d".repeat(500_000)
    );
    for bomb in [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        vec![b'['; 3_000_000],
        vec![b'"'; 3_000_000],
        vec![b'\\'; 3_000_000],
        escapes.into_bytes(),
    ] {
        let start = Instant::now();
        read_everything(&bomb);
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{:?} for {:?}…",
            start.elapsed(),
            &bomb[..8]
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// R8: arbitrary bytes.
    #[test]
    fn arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_everything(&bytes);
    }

    /// R8: a fixture with some bytes changed, taken out or doubled.
    #[test]
    fn mutated_fixtures(
        which in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 1..6)
    ) {
        let mut body = which.get(&fixtures()).clone();
        for (at, byte, kind) in edits {
            let at = at.index(body.len());
            match kind {
                0 => body[at] = byte,
                1 => body.insert(at, byte),
                _ => { body.remove(at); }
            }
        }
        read_everything(&body);
    }

    /// R8: texts with any escapes arrive or are named, and never cost the message beside them.
    #[test]
    fn any_escapes(units in proptest::collection::vec(any::<u16>(), 0..40)) {
        let text: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
        let body = format!(r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"field":"messages","value":{{"messages":[
            {{"id":"a","from":"351912345678","timestamp":"1790000000","type":"text","text":{{"body":"{text}"}}}},
            {{"id":"b","from":"351912345678","timestamp":"1790000000","type":"text","text":{{"body":"x"}}}}]}}}}]}}]}}"#);
        let parsed = parse(body.as_bytes(), NOW).unwrap();
        prop_assert_eq!((parsed.batches[0].events.len(), parsed.problems.len()), (2, 0));
    }
}
