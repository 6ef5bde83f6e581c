//! The outer shape of every Meta webhook: `{object, entry: [{id, changes: [{field, value}]}]}`, read without reading what is inside.

use crate::json::{Node, elements, read};
use domain::dead_letter::DeadLetterReason;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Why nothing can be read from a body. It is answered with 200 and kept as a dead letter: a provider that gets an error for
/// content sends it again for a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrokenBody {
    /// Not UTF-8.
    #[error("the body is not UTF-8")]
    NotUtf8,
    /// Not JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// JSON, but not `{object, entry: [...]}`.
    #[error("the body has no entries")]
    UnknownShape,
}

impl BrokenBody {
    /// The dead letter's reason.
    #[must_use]
    pub fn reason(self) -> DeadLetterReason {
        match self {
            Self::NotUtf8 | Self::NotJson => DeadLetterReason::BrokenJson,
            Self::UnknownShape => DeadLetterReason::UnknownShape,
        }
    }
}

/// One change, with what stands around it.
pub(crate) struct Change<'a> {
    /// `object`.
    pub(crate) object: String,
    /// `entry[].id`.
    pub(crate) account: String,
    /// Where it stands, for a problem's place.
    pub(crate) entry_index: usize,
    /// Where it stands in its entry.
    pub(crate) index: usize,
    /// `changes[].field`; empty where the entry has no changes.
    pub(crate) field: String,
    /// The whole entry where it has no changes, else the change.
    pub(crate) raw: &'a RawValue,
    /// `changes[].value`.
    pub(crate) value: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    object: Option<&'a RawValue>,
    #[serde(borrow)]
    entry: &'a RawValue,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    changes: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Inner<'a> {
    #[serde(borrow, default)]
    field: Option<&'a RawValue>,
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
}

/// The changes of `body` in order. An entry without changes is one change with an empty field.
pub(crate) fn changes(body: &[u8]) -> Result<Vec<Change<'_>>, BrokenBody> {
    let text = std::str::from_utf8(body).map_err(|_| BrokenBody::NotUtf8)?;
    let outer: Body<'_> = serde_json::from_str(text).map_err(|_| {
        // A list that does not fit ends as a syntax error; whether it is JSON at all is a question of its own.
        match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Ok(_) => BrokenBody::UnknownShape,
            Err(_) => BrokenBody::NotJson,
        }
    })?;
    // A list of values would be read as the fields in their order.
    if !text.trim_start().starts_with('{') {
        return Err(BrokenBody::UnknownShape);
    }
    let object = word(outer.object);
    let entries = elements(Some(outer.entry)).ok_or(BrokenBody::UnknownShape)?;
    let mut found = Vec::new();
    for (entry_index, raw) in entries.into_iter().enumerate() {
        let entry: Option<Entry<'_>> = serde_json::from_str(raw.get()).ok();
        let account = entry
            .as_ref()
            .map(|entry| word(entry.id))
            .unwrap_or_default();
        let list = entry
            .as_ref()
            .and_then(|entry| elements(Some(entry.changes?)));
        let Some(list) = list else {
            let (object, field) = (object.clone(), String::new());
            found.push(Change {
                object,
                account,
                entry_index,
                index: 0,
                field,
                raw,
                value: None,
            });
            continue;
        };
        for (index, raw) in list.into_iter().enumerate() {
            let inner: Option<Inner<'_>> = serde_json::from_str(raw.get()).ok();
            let field = inner
                .as_ref()
                .map(|inner| word(inner.field))
                .unwrap_or_default();
            let value = inner.and_then(|inner| inner.value);
            let (object, account) = (object.clone(), account.clone());
            found.push(Change {
                object,
                account,
                entry_index,
                index,
                field,
                raw,
                value,
            });
        }
    }
    Ok(found)
}

/// A short string or number; empty for anything else.
fn word(raw: Option<&RawValue>) -> String {
    raw.and_then(|raw| read(raw.get()))
        .and_then(|value| Node::new(&value).id())
        .unwrap_or_default()
}
