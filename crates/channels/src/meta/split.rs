//! The shallow read before the 200: which accounts a POST is for, one self-contained part for each change.

use super::envelope::{BrokenBody, Change, changes};
use super::guests;
use crate::json::{Node, read};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// One change of a POST, by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiverPart {
    /// `whatsapp_business_account`, `instagram`, `page`.
    pub object: String,
    /// `entry[].id`: the WABA id; empty if absent.
    pub account: String,
    /// `changes[].field`, e.g. `messages`; empty where the entry has no changes.
    pub field: String,
    /// `value.metadata.phone_number_id`: the receiving number; account-level fields have none and go by `account`.
    pub phone_number_id: Option<String>,
    /// Identifiers of the guests in it (wa_id, user id; without `+`), so that erasing finds it.
    pub guests: BTreeSet<String>,
    /// `{"id":…,"changes":[…]}` with this change only, byte for byte as it came.
    entry: String,
}

impl ReceiverPart {
    /// A body that holds only this part; `whatsapp::parse` reads it.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        join([self])
    }
}

/// Splits a POST by change, in order. Cost is linear in the body's size; nothing inside the messages is understood yet.
///
/// # Errors
/// [`BrokenBody`]: answer 200 and keep the raw bytes as a dead letter.
pub fn split(body: &[u8]) -> Result<Vec<ReceiverPart>, BrokenBody> {
    Ok(changes(body)?.into_iter().map(part).collect())
}

/// One body out of several parts of one object, e.g. all that one workspace receives from a POST. Empty for no parts.
#[must_use]
pub fn join<'a>(parts: impl IntoIterator<Item = &'a ReceiverPart>) -> Vec<u8> {
    let mut out = String::new();
    for part in parts {
        if out.is_empty() {
            out.push_str("{\"object\":");
            out.push_str(&quoted(&part.object));
            out.push_str(",\"entry\":[");
        } else {
            out.push(',');
        }
        out.push_str(&part.entry);
    }
    if !out.is_empty() {
        out.push_str("]}");
    }
    out.into_bytes()
}

fn part(change: Change<'_>) -> ReceiverPart {
    let raw = change.raw.get();
    let entry = match change.value {
        // An entry without changes stays whole.
        None if change.field.is_empty() => raw.to_owned(),
        _ => format!("{{\"id\":{},\"changes\":[{raw}]}}", quoted(&change.account)),
    };
    ReceiverPart {
        phone_number_id: change.value.and_then(phone_number_id),
        guests: guests::named_in(raw),
        object: change.object,
        account: change.account,
        field: change.field,
        entry,
    }
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, default)]
    metadata: Option<&'a RawValue>,
}

fn phone_number_id(value: &RawValue) -> Option<String> {
    let head: Head<'_> = serde_json::from_str(value.get()).ok()?;
    Node::new(&read(head.metadata?.get())?)
        .get("phone_number_id")
        .id()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
