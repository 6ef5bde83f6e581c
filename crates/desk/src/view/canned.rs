//! Canned responses with their blanks filled in for this guest (SPEC 36, 43, 44, 213–216).

use super::View;
use crate::api::thread::{Canned, CannedPiece};
use domain::canned_response::CannedResponse;
use domain::conversation::Conversation;
use domain::fold::fold;
use domain::id::ConversationId;

/// Offered at once.
const MOST: usize = 50;

pub(crate) fn find(
    view: &View<'_, '_>,
    id: &ConversationId,
    query: &str,
) -> cache::Result<Vec<Canned>> {
    let body = view
        .reader
        .get::<Conversation>(id)?
        .ok_or(cache::Error::NotFound)?
        .body;
    let query = fold(query.trim().trim_start_matches('/'));
    let mut found: Vec<(u8, String, Canned)> = Vec::new();
    for row in view.reader.all::<CannedResponse>()? {
        let Some(rank) = rank(&row.body, &query) else {
            continue;
        };
        let pieces = fill(&row.body.content, |blank| value(view, &body, blank));
        let canned = Canned {
            id: row.id.to_string(),
            text: pieces.iter().map(|piece| piece.text.as_str()).collect(),
            pieces,
            title: row.body.title,
            shortcut: row.body.shortcut,
            category: row.body.category,
            language: row.body.language,
        };
        found.push((rank, fold(&canned.title), canned));
    }
    found.sort_by(|a, b| (a.0, &a.1, &a.2.id).cmp(&(b.0, &b.1, &b.2.id)));
    Ok(found
        .into_iter()
        .take(MOST)
        .map(|(_, _, canned)| canned)
        .collect())
}

/// The whole shortcut, its beginning, the title, the text; `None` if it does not match.
fn rank(canned: &CannedResponse, query: &str) -> Option<u8> {
    if query.is_empty() {
        return Some(0);
    }
    let shortcut = fold(&canned.shortcut);
    let begins = |text: &str| format!(" {}", fold(text)).contains(&format!(" {query}"));
    if shortcut == query {
        Some(0)
    } else if shortcut.starts_with(query) {
        Some(1)
    } else if begins(&canned.title) {
        Some(2)
    } else {
        begins(&canned.content).then_some(3)
    }
}

fn value(view: &View<'_, '_>, body: &Conversation, blank: &str) -> Option<String> {
    let name = body.card.name.as_str();
    match blank {
        // A number is no name to greet with.
        "guest" => name
            .chars()
            .any(char::is_alphabetic)
            .then(|| name.to_owned()),
        "room" => body.card.room.clone(),
        "check_in" => body.card.check_in.map(|day| day.to_string()),
        "check_out" => body.card.check_out.map(|day| day.to_string()),
        "staff" => view.my_name().map(str::to_owned),
        _ => None,
    }
}

/// Cuts `text` into plain words, filled blanks and blanks that could not be filled.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> Vec<CannedPiece> {
    let mut pieces = Vec::new();
    let mut push = |text: &str, kind: &str| {
        if !text.is_empty() {
            pieces.push(CannedPiece {
                text: text.to_owned(),
                kind: kind.to_owned(),
            });
        }
    };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((blank, behind)) = after.split_once("}}") else {
            break;
        };
        push(before, "plain");
        match value(blank.trim()).filter(|filled| !filled.is_empty()) {
            Some(filled) => push(&filled, "filled"),
            None => push(&format!("{{{{{}}}}}", blank.trim()), "blank"),
        }
        rest = behind;
    }
    push(rest, "plain");
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Vec<(String, String)> {
        let value = |blank: &str| (blank == "guest").then(|| "Ana".to_owned());
        fill(text, value)
            .into_iter()
            .map(|piece| (piece.kind, piece.text))
            .collect()
    }

    fn piece(kind: &str, text: &str) -> (String, String) {
        (kind.to_owned(), text.to_owned())
    }

    #[test]
    fn blanks_are_filled_marked_and_left_where_nothing_is_known() {
        assert_eq!(
            filled("Dear {{ guest }}, room {{room}}."),
            [
                piece("plain", "Dear "),
                piece("filled", "Ana"),
                piece("plain", ", room "),
                piece("blank", "{{room}}"),
                piece("plain", "."),
            ]
        );
        assert_eq!(filled("open {{guest"), [piece("plain", "open {{guest")]);
        assert_eq!(filled(""), []);
    }
}
