//! Where a desk stands in a workspace's sequence (DESIGN_SYNC, "Cursor and history").

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// (term, seq), written `term.seq`. Opaque to clients other than ours.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// Random id of the relay's term.
    pub term: String,
    /// Number of the last command seen.
    pub seq: u64,
}

/// Not a cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a cursor is `term.seq`")]
pub struct InvalidCursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.term, self.seq)
    }
}

impl FromStr for Cursor {
    type Err = InvalidCursor;
    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let (term, seq) = text.split_once('.').ok_or(InvalidCursor)?;
        let short = (1..=40).contains(&term.len());
        if !short || !term.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(InvalidCursor);
        }
        let seq = seq.parse().map_err(|_| InvalidCursor)?;
        Ok(Self {
            term: term.to_owned(),
            seq,
        })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
