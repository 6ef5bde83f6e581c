//! Search over names, numbers and messages (SPEC 4, 5).

use super::{View, list};
use crate::api::search::{MessageHit, SearchResult};
use cache::Row;
use domain::conversation::Conversation;
use domain::time::UnixMillis;
use std::ops::Range;

/// Hits of a kind.
const MOST: u32 = 50;

/// Longer queries are cut.
const LONGEST_QUERY: usize = 200;

pub(crate) fn search(
    view: &View<'_, '_>,
    text: &str,
    complete_back_to: Option<UnixMillis>,
) -> cache::Result<SearchResult> {
    let text = super::beginning(text, LONGEST_QUERY);
    let mut named = view.reader.search_conversations(&text, MOST)?;
    let mut found = view.reader.search_messages(&text, None, MOST)?.hits;
    let mut instead = None;
    if named.is_empty() && found.is_empty() {
        let meant = view.reader.meant(&text)?;
        for text in &meant {
            named.extend(view.reader.search_conversations(text, MOST)?);
            found.extend(view.reader.search_messages(text, None, MOST)?.hits);
        }
        newest(&mut named, &mut found);
        instead = (!meant.is_empty()).then(|| meant.join(", "));
    }
    let conversations = named
        .into_iter()
        .map(|row| list::row(view, &row.id, row.body));
    let mut messages = Vec::new();
    for hit in found {
        let message = hit.message.row;
        let Some(row) = view
            .reader
            .get::<Conversation>(&message.body.conversation)?
        else {
            continue;
        };
        messages.push(MessageHit {
            row: list::row(view, &row.id, row.body)?,
            message: message.id.to_string(),
            author: message.body.author.as_str().to_owned(),
            marks: hit
                .snippet
                .marks
                .iter()
                .map(|mark| utf16(&hit.snippet.text, mark))
                .collect(),
            excerpt: hit.snippet.text,
            at: message.body.at.0,
        });
    }
    Ok(SearchResult {
        conversations: conversations.collect::<cache::Result<_>>()?,
        messages,
        complete_back_to: complete_back_to.map(|at| at.0),
        instead,
    })
}

/// What several questions found, each thing once, newest first.
fn newest(named: &mut Vec<Row<Conversation>>, found: &mut Vec<cache::MessageHit>) {
    named.sort_by(|a, b| (b.body.last_at, &b.id).cmp(&(a.body.last_at, &a.id)));
    named.dedup_by(|a, b| a.id == b.id);
    named.truncate(MOST as usize);
    let when = |hit: &cache::MessageHit| (hit.message.row.body.at, hit.message.row.id.clone());
    found.sort_by_key(|hit| std::cmp::Reverse(when(hit)));
    found.dedup_by(|a, b| a.message.row.id == b.message.row.id);
    found.truncate(MOST as usize);
}

/// A range of bytes as the window counts: in UTF-16 code units.
fn utf16(text: &str, range: &Range<usize>) -> (u32, u32) {
    let units = |end: usize| super::small(text.get(..end).unwrap_or(text).encode_utf16().count());
    (units(range.start), units(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_counted_as_the_window_counts() {
        let text = "🏨 é towel";
        let start = text.find("towel").unwrap_or(0);
        assert_eq!(utf16(text, &(start..start + 5)), (5, 10));
    }
}
