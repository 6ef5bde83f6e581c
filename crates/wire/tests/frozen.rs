//! What a version once said is understood for ever, and what the next one adds does no harm (issue 4.4, R16).
//!
//! `frozen/vN.json` is what version N said on the wire: records of every kind in every shape of the demo hotel, every command, every frame.
//! A file is never edited once its version is released; a new version adds its own.

#![expect(clippy::unwrap_used, reason = "tests")]

use domain::canned_response::CannedResponse;
use domain::command::Command;
use domain::connection::Connection;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::dead_letter::DeadLetter;
use domain::label::Label;
use domain::message::Message;
use domain::property::Property;
use domain::record::Kind;
use domain::reservation::Reservation;
use domain::staff::Staff;
use domain::template::Template;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wire::change::{ChangePage, HistoryPage};
use wire::command::{CommandRequest, CommandResponse};
use wire::session::{RelayInfo, Session};
use wire::stream::Frame;

const FROZEN: [&str; 1] = [include_str!("frozen/v1.json")];

fn frozen() -> Vec<Value> {
    FROZEN
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect()
}

/// Read, and said again. From text, as it comes over the wire: a raw body cannot be read from a tree.
fn again<T: Serialize + DeserializeOwned>(said: &str) -> Value {
    let read: T = serde_json::from_str(said).unwrap_or_else(|error| panic!("{error}: {said}"));
    serde_json::to_value(read).unwrap()
}

/// Nothing is lost, renamed or invented.
fn as_it_was<T: Serialize + DeserializeOwned>(said: &Value) {
    assert_eq!(&again::<T>(&said.to_string()), said);
}

/// A record's body as its kind reads it, and says it again.
fn body_again(kind: &str, body: &Value) -> Value {
    let body = body.to_string();
    match Kind::from_text(kind) {
        Kind::CannedResponse => again::<CannedResponse>(&body),
        Kind::Connection => again::<Connection>(&body),
        Kind::Contact => again::<Contact>(&body),
        Kind::Conversation => again::<Conversation>(&body),
        Kind::DeadLetter => again::<DeadLetter>(&body),
        Kind::Label => again::<Label>(&body),
        Kind::Message => again::<Message>(&body),
        Kind::Property => again::<Property>(&body),
        Kind::Reservation => again::<Reservation>(&body),
        Kind::Staff => again::<Staff>(&body),
        Kind::Template => again::<Template>(&body),
        other => panic!("{other} is not looked at"),
    }
}

fn records(said: &Value) -> Vec<(&str, &Value)> {
    let changes = said["page"]["changes"].as_array().unwrap();
    let each = changes.iter().filter(|it| it["body"].is_object());
    each.map(|it| (it["kind"].as_str().unwrap(), &it["body"]))
        .collect()
}

/// R16: every record, page, frame, command and answer of every version.
#[test]
fn what_was_once_said_is_understood() {
    for said in frozen() {
        as_it_was::<RelayInfo>(&said["relay"]);
        as_it_was::<Session>(&said["session"]);
        as_it_was::<ChangePage>(&said["page"]);
        as_it_was::<HistoryPage>(&said["history"]);
        as_it_was::<CommandResponse>(&said["answers"]);
        as_it_was::<CommandRequest>(&said["commands"]);
        for command in said["commands"].as_array().unwrap() {
            as_it_was::<Command>(command);
        }
        for frame in said["frames"].as_array().unwrap() {
            let read = Frame::from_json(&frame.to_string()).unwrap().unwrap();
            assert_eq!(&serde_json::to_value(read).unwrap(), frame);
        }
        for (kind, body) in records(&said) {
            assert_eq!(&body_again(kind, body), body);
        }
    }
}

/// R16: whatever the next version adds to a record, a desk of today reads the rest and hands the addition on untouched.
#[test]
fn what_the_next_version_adds_is_kept() {
    for said in frozen() {
        for (kind, body) in records(&said) {
            let mut body = body.clone();
            body["of_the_next_version"] = json!({"list": [1, null], "word": "später"});
            assert_eq!(body_again(kind, &body), body);
        }
    }
}

/// R16: a field more inside of records, pages, frames, answers and commands is no error, however deep it stands.
#[test]
fn a_field_more_is_no_error() {
    for said in frozen() {
        let more = |value: &Value| {
            let mut value = value.clone();
            add_everywhere(&mut value);
            value.to_string()
        };
        serde_json::from_str::<RelayInfo>(&more(&said["relay"])).unwrap();
        serde_json::from_str::<Session>(&more(&said["session"])).unwrap();
        serde_json::from_str::<ChangePage>(&more(&said["page"])).unwrap();
        serde_json::from_str::<HistoryPage>(&more(&said["history"])).unwrap();
        serde_json::from_str::<CommandResponse>(&more(&said["answers"])).unwrap();
        for command in said["commands"].as_array().unwrap() {
            serde_json::from_str::<Command>(&more(command)).unwrap();
        }
        for frame in said["frames"].as_array().unwrap() {
            Frame::from_json(&more(frame)).unwrap().unwrap();
        }
        let page: Value = serde_json::from_str(&more(&said["page"])).unwrap();
        for change in page["changes"].as_array().unwrap() {
            if change["body"].is_object() {
                body_again(change["kind"].as_str().unwrap(), &change["body"]);
            }
        }
    }
}

/// R16: a value that only the next version knows, where a value of a list stands today, leaves the record readable and is kept: a channel, a
/// status, a state or an author of tomorrow is drawn as unknown, not lost.
#[test]
fn a_value_of_the_next_version_is_kept() {
    let lists = BTreeSet::from(["status", "state", "author", "channel", "source", "reason"]);
    let mut tried = BTreeSet::new();
    for said in frozen() {
        for (kind, body) in records(&said) {
            for (name, value) in body.as_object().unwrap() {
                if lists.contains(name.as_str()) && value.is_string() {
                    let mut body = body.clone();
                    body[name] = json!("of_the_next_version");
                    assert_eq!(body_again(kind, &body), body);
                    tried.insert(format!("{kind}.{name}"));
                }
            }
        }
    }
    assert!(tried.len() >= 8, "{tried:?}");
}

fn add_everywhere(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            // A template's fields are no object with names of ours, but a list by number.
            let ours = fields.iter_mut().filter(|(name, _)| *name != "fields");
            ours.for_each(|(_, value)| add_everywhere(value));
            fields.insert("of_the_next_version".to_owned(), json!([{"a": 1}]));
        }
        Value::Array(all) => all.iter_mut().for_each(add_everywhere),
        _ => {}
    }
}
