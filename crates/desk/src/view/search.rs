//! Search over names, numbers and messages (SPEC 4, 5).

use super::{View, list};
use crate::api::inbox::Row;
use crate::api::search::{MessageHit, SearchPlace, SearchResult};
use domain::conversation::Conversation;
use domain::time::UnixMillis;
use std::cmp::Reverse;
use std::ops::Range;

/// Hits of a kind on a page.
const MOST: u32 = 50;

/// Readings of a question that are looked for at once; the cache offers no more.
const MOST_TEXTS: usize = 8;

/// Longer queries are cut.
const LONGEST_QUERY: usize = 200;

/// The first page, or the messages `before` a place; newest first, and never more of the index is walked than the page needs.
pub(crate) fn search(
    view: &View<'_, '_>,
    text: &str,
    before: Option<&SearchPlace>,
    complete_back_to: Option<UnixMillis>,
) -> cache::Result<SearchResult> {
    let complete_back_to = complete_back_to.map(|at| at.0);
    if let Some(place) = before {
        // A place of no key is before everything.
        let key = place.before.parse().unwrap_or(i64::MIN);
        let texts: Vec<String> = place.texts.iter().take(MOST_TEXTS).map(cut).collect();
        let (messages, before) = messages(view, &texts, Some(key))?;
        return Ok(SearchResult {
            conversations: Vec::new(),
            more_conversations: false,
            messages,
            before,
            complete_back_to,
            instead: None,
        });
    }
    let text = cut(text);
    let typed = std::slice::from_ref(&text);
    let (named, more_conversations) = conversations(view, typed)?;
    let (found, before) = messages(view, typed, None)?;
    let mut result = SearchResult {
        conversations: named,
        more_conversations,
        messages: found,
        before,
        complete_back_to,
        instead: None,
    };
    if result.conversations.is_empty() && result.messages.is_empty() {
        let meant = view.reader.meant(&text)?;
        if !meant.is_empty() {
            (result.conversations, result.more_conversations) = conversations(view, &meant)?;
            (result.messages, result.before) = messages(view, &meant, None)?;
            result.instead = Some(meant.join(", "));
        }
    }
    Ok(result)
}

fn cut(text: impl AsRef<str>) -> String {
    super::beginning(text.as_ref(), LONGEST_QUERY)
}

/// What several questions found, each conversation once, newest first; and whether there are more.
fn conversations(view: &View<'_, '_>, texts: &[String]) -> cache::Result<(Vec<Row>, bool)> {
    let mut named = Vec::new();
    for text in texts {
        named.extend(view.reader.search_conversations(text, MOST + 1)?);
    }
    named.sort_by(|a, b| (b.body.last_at, &b.id).cmp(&(a.body.last_at, &a.id)));
    named.dedup_by(|a, b| a.id == b.id);
    let more = named.len() > MOST as usize;
    named.truncate(MOST as usize);
    let rows = named
        .into_iter()
        .map(|row| list::row(view, &row.id, row.body));
    Ok((rows.collect::<cache::Result<_>>()?, more))
}

/// What several questions found below a key, each message once, newest first; and where it goes on.
fn messages(
    view: &View<'_, '_>,
    texts: &[String],
    before: Option<i64>,
) -> cache::Result<(Vec<MessageHit>, Option<SearchPlace>)> {
    let mut found = Vec::new();
    let mut more = false;
    for text in texts {
        let page = view.reader.search_messages(text, before, MOST)?;
        more |= page.before.is_some();
        found.extend(page.hits);
    }
    found.sort_by_key(|hit| Reverse(hit.message.key));
    found.dedup_by_key(|hit| hit.message.key);
    more |= found.len() > MOST as usize;
    found.truncate(MOST as usize);
    let next = found.last().filter(|_| more).map(|hit| SearchPlace {
        before: hit.message.key.to_string(),
        texts: texts.to_vec(),
    });
    let mut hits = Vec::new();
    for hit in found {
        hits.extend(message(view, hit)?);
    }
    Ok((hits, next))
}

/// A hit as the window shows it; `None` where its conversation is not here.
fn message(view: &View<'_, '_>, hit: cache::MessageHit) -> cache::Result<Option<MessageHit>> {
    let message = hit.message.row;
    let conversation = view
        .reader
        .get::<Conversation>(&message.body.conversation)?;
    let Some(row) = conversation else {
        return Ok(None);
    };
    Ok(Some(MessageHit {
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
    }))
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
