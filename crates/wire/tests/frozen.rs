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

/// Read and said again, it is the same: nothing is lost, renamed or invented.
fn as_it_was<T: Serialize + DeserializeOwned>(said: &Value) {
    // From text, as it comes over the wire: a raw body cannot be read from a tree.
    let read: T =
        serde_json::from_str(&said.to_string()).unwrap_or_else(|error| panic!("{error}: {said:#}"));
    assert_eq!(&serde_json::to_value(read).unwrap(), said);
}

fn body_as_it_was(kind: &str, body: &Value) {
    match Kind::from_text(kind) {
        Kind::CannedResponse => as_it_was::<CannedResponse>(body),
        Kind::Connection => as_it_was::<Connection>(body),
        Kind::Contact => as_it_was::<Contact>(body),
        Kind::Conversation => as_it_was::<Conversation>(body),
        Kind::DeadLetter => as_it_was::<DeadLetter>(body),
        Kind::Label => as_it_was::<Label>(body),
        Kind::Message => as_it_was::<Message>(body),
        Kind::Property => as_it_was::<Property>(body),
        Kind::Reservation => as_it_was::<Reservation>(body),
        Kind::Staff => as_it_was::<Staff>(body),
        Kind::Template => as_it_was::<Template>(body),
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
            body_as_it_was(kind, body);
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
            body_as_it_was(kind, &body);
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
            let (kind, body) = (&change["kind"], change["body"].to_string());
            if change["body"].is_object() {
                readable(kind.as_str().unwrap(), &body);
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
                    body_as_it_was(kind, &body);
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

fn readable(kind: &str, body: &str) {
    fn read<T: DeserializeOwned>(body: &str) {
        serde_json::from_str::<T>(body).unwrap_or_else(|error| panic!("{error}: {body}"));
    }
    match Kind::from_text(kind) {
        Kind::CannedResponse => read::<CannedResponse>(body),
        Kind::Connection => read::<Connection>(body),
        Kind::Contact => read::<Contact>(body),
        Kind::Conversation => read::<Conversation>(body),
        Kind::DeadLetter => read::<DeadLetter>(body),
        Kind::Label => read::<Label>(body),
        Kind::Message => read::<Message>(body),
        Kind::Property => read::<Property>(body),
        Kind::Reservation => read::<Reservation>(body),
        Kind::Staff => read::<Staff>(body),
        Kind::Template => read::<Template>(body),
        other => panic!("{other} is not looked at"),
    }
}
