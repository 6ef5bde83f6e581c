//! Reading JSON that somebody else made: a wrong type is an absent field, never an error and never a panic.

use serde_json::Value;
use serde_json::value::RawValue;

/// Characters of a guest's text beyond this many are cut (WhatsApp's own limit for what people type).
pub(crate) const MAX_TEXT: usize = 65_536;
/// Characters of a name, title or file name beyond this many are cut.
pub(crate) const MAX_NAME: usize = 256;
/// A longer id is no id.
pub(crate) const MAX_ID: usize = 512;

/// A place in a JSON value that may not exist.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a>(Option<&'a Value>);

impl<'a> Node<'a> {
    pub(crate) fn new(value: &'a Value) -> Self {
        Self(Some(value))
    }

    pub(crate) fn get(self, key: &str) -> Self {
        Self(self.0.and_then(|value| value.as_object()?.get(key)))
    }

    pub(crate) fn exists(self) -> bool {
        self.0.is_some_and(|value| !value.is_null())
    }

    pub(crate) fn is_list(self) -> bool {
        self.0.is_some_and(Value::is_array)
    }

    pub(crate) fn items(self) -> impl Iterator<Item = Node<'a>> {
        let list = self.0.and_then(Value::as_array);
        list.into_iter().flatten().map(Node::new)
    }

    pub(crate) fn fields(self) -> impl Iterator<Item = (&'a String, Node<'a>)> {
        let map = self.0.and_then(Value::as_object);
        map.into_iter()
            .flatten()
            .map(|(key, value)| (key, Node::new(value)))
    }

    /// A string as it is.
    pub(crate) fn str(self) -> Option<&'a str> {
        self.0?.as_str()
    }

    /// Words, cut at `max` characters; NUL (which databases refuse) becomes U+FFFD. `None` for anything but a string.
    pub(crate) fn text(self, max: usize) -> Option<String> {
        self.str().map(|text| clean(text, max))
    }

    /// Words that are not blank.
    pub(crate) fn name(self) -> Option<String> {
        let text = self.text(MAX_NAME)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// An identifier: a string or a number without blanks or control characters.
    pub(crate) fn id(self) -> Option<String> {
        let text = match self.0? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let good = !text.is_empty()
            && text.len() <= MAX_ID
            && !text.chars().any(|c| c.is_control() || c.is_whitespace());
        good.then_some(text)
    }

    /// A whole number, also written as a string.
    pub(crate) fn integer(self) -> Option<i64> {
        match self.0? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A finite number, also written as a string.
    pub(crate) fn float(self) -> Option<f64> {
        let number = match self.0? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    pub(crate) fn flag(self) -> bool {
        self.0.and_then(Value::as_bool).unwrap_or(false)
    }

    /// The value as words: strings as they are, everything else as JSON.
    pub(crate) fn shown(self, max: usize) -> Option<String> {
        match self.0? {
            Value::String(text) => Some(clean(text, max)),
            Value::Null => None,
            other => Some(clean(&other.to_string(), max)),
        }
    }
}

/// `text` without NUL, at most `max` characters.
pub(crate) fn clean(text: &str, max: usize) -> String {
    text.chars()
        .take(max)
        .map(|c| if c == '\0' { '\u{FFFD}' } else { c })
        .collect()
}

/// The elements of an array, not yet read; empty for `null` or nothing, `None` for anything else.
pub(crate) fn elements(raw: Option<&RawValue>) -> Option<Vec<&RawValue>> {
    let Some(raw) = raw else {
        return Some(Vec::new());
    };
    let list: Option<Vec<&RawValue>> = serde_json::from_str(raw.get()).ok()?;
    Some(list.unwrap_or_default())
}

/// Reads one value; a half of a surrogate pair (a text cut in the middle of an emoji) becomes U+FFFD instead of an error.
pub(crate) fn read(raw: &str) -> Option<Value> {
    serde_json::from_str(raw)
        .ok()
        .or_else(|| serde_json::from_str(&mend_surrogates(raw)?).ok())
}

/// `raw` with every unpaired `\uD800`–`\uDFFF` replaced by `\uFFFD`; `None` if there is no such escape.
pub(crate) fn mend_surrogates(raw: &str) -> Option<String> {
    if !raw.contains("\\ud") && !raw.contains("\\uD") {
        return None;
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut mended = false;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push_str("\\uFFFD");
                mended = true;
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            // An escape takes its next character with it, so that `\\ud800` is no surrogate.
            _ => escape.chars().take(2).map(char::len_utf8).sum(),
        };
        let (taken, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        out.push_str(taken);
        rest = after;
    }
    out.push_str(rest);
    mended.then_some(out)
}

/// The code unit of a `\uXXXX` at the start of `text`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}
