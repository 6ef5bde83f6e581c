//! Whether a desk's cursor is one of ours (DESIGN_SYNC, "Cursor and history").

use super::problem::{Answered, Failed};
use super::state::Api;
use axum::http::StatusCode;
use domain::id::{RecordId, WorkspaceId};
use domain::time::UnixMillis;
use store::model::Term;
use wire::cursor::Cursor;

/// What a cursor is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CursorState {
    /// Continue from its number.
    Good,
    /// Not ours: this is the last number both sides certainly share.
    Unknown {
        /// In the current term.
        common: Cursor,
    },
}

/// Judges `cursor` against the hotel's terms, oldest first, and the head of the current one.
///
/// Good: the term is known and the number is not beyond that term's last. A known term but a number beyond it: the relay was
/// restored from a backup; everything up to that term's last is shared. An unknown term: nothing is certain, because terms opened
/// after a backup are not in it and may have begun anywhere.
pub(crate) fn judge(cursor: &Cursor, terms: &[Term], head: &Cursor) -> CursorState {
    #[cfg(feature = "plant")]
    if seam::planted(seam::Plant::RestoredBehindClient) {
        return CursorState::Good;
    }
    let last = terms
        .iter()
        .position(|term| term.id == cursor.term)
        .map(|place| {
            let next = terms.get(place + 1);
            next.map_or(head.seq, |next| next.first_seq)
        });
    match last {
        Some(last) if cursor.seq <= last => CursorState::Good,
        #[cfg(feature = "plant")]
        _ if seam::planted(seam::Plant::ResetForEver) => CursorState::Unknown {
            common: cursor.clone(),
        },
        other => CursorState::Unknown {
            common: Cursor {
                term: head.term.clone(),
                seq: other.unwrap_or(0),
            },
        },
    }
}

/// Planted: a cursor from before a restart means where the restart began.
#[cfg(feature = "plant")]
pub(crate) fn changed_meaning(mut cursor: Cursor, terms: &[Term]) -> Cursor {
    if seam::planted(seam::Plant::RestartChangesCursor)
        && let Some(current) = terms.last()
        && current.id != cursor.term
    {
        (cursor.term, cursor.seq) = (current.id.clone(), current.first_seq.max(cursor.seq));
    }
    cursor
}

impl Api {
    /// The current term and number.
    pub(crate) async fn head(&self, workspace: &WorkspaceId) -> Answered<Cursor> {
        let (seq, term) = self.store.head(workspace).await?;
        Ok(Cursor { term, seq })
    }

    /// Reads and judges a cursor in text; `None` begins at 0.
    pub(super) async fn since(&self, workspace: &WorkspaceId, text: Option<&str>) -> Answered<u64> {
        let Some(text) = text else { return Ok(0) };
        let cursor: Cursor = text.parse().map_err(|_| Failed::invalid("since"))?;
        let terms = self.store.terms(workspace).await?;
        #[cfg(feature = "plant")]
        let cursor = changed_meaning(cursor, &terms);
        // The head is read after the terms: a term opened in between only makes a cursor unknown that is asked about again.
        match judge(&cursor, &terms, &self.head(workspace).await?) {
            CursorState::Good => Ok(cursor.seq),
            CursorState::Unknown { common } => {
                let mut failed = Failed::new(
                    StatusCode::CONFLICT,
                    "cursor_unknown",
                    "This cursor is not one of this relay's",
                );
                failed.0.common = Some(common.to_string());
                Err(failed)
            }
        }
    }
}

/// A place in a lane of history, `<milliseconds>.<id>`.
pub(super) fn parse_before(text: &str) -> Answered<(UnixMillis, RecordId)> {
    let parsed = text
        .split_once('.')
        .and_then(|(at, id)| Some((UnixMillis(at.parse().ok()?), RecordId::new(id).ok()?)));
    parsed.ok_or_else(|| Failed::invalid("before"))
}

/// The same in text.
pub(super) fn write_before(at: UnixMillis, id: &RecordId) -> String {
    format!("{}.{id}", at.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(term: &str, seq: u64) -> Cursor {
        Cursor {
            term: term.into(),
            seq,
        }
    }

    proptest::proptest! {
        /// R8: no text of a client trips the reading of a place or a cursor, and what is written is read.
        #[test]
        fn places_are_read_as_written(text in ".*", at in proptest::num::i64::ANY, id in "[A-Za-z0-9_-]{1,64}") {
            if let Ok((at, id)) = parse_before(&text) {
                proptest::prop_assert!(parse_before(&write_before(at, &id)).is_ok());
            }
            let _ = text.parse::<Cursor>();
            let id = RecordId::new(id).unwrap();
            let written = write_before(UnixMillis(at), &id);
            proptest::prop_assert_eq!(parse_before(&written).ok(), Some((UnixMillis(at), id)));
        }
    }

    /// DESIGN_SYNC, Cursor: terms end where the next begins; a restored relay names the last common number.
    #[test]
    fn cursors() {
        let term = |id: &str, first_seq| Term {
            id: id.into(),
            first_seq,
        };
        let terms = [term("a", 0), term("b", 80)];
        let head = cursor("b", 95);
        let common = |seq| CursorState::Unknown {
            common: cursor("b", seq),
        };
        assert_eq!(judge(&cursor("a", 80), &terms, &head), CursorState::Good);
        assert_eq!(judge(&cursor("a", 81), &terms, &head), common(80));
        assert_eq!(judge(&cursor("b", 95), &terms, &head), CursorState::Good);
        assert_eq!(judge(&cursor("b", 96), &terms, &head), common(95));
        assert_eq!(judge(&cursor("z", 5), &terms, &head), common(0));
    }
}
