//! The piece of a text around what a search found in it, with the places to mark.

use domain::fold::fold;
use std::ops::Range;

/// Longest excerpt, in characters.
const EXCERPT: usize = 160;

/// Characters kept before the first match.
const LEAD: usize = 40;

/// Characters looked at; a match beyond them is found by the index and not marked.
const LOOKED_AT: usize = 4_000;

/// Characters looked at first: most matches are among them, and folding is what costs.
const LOOKED_AT_FIRST: usize = 400;

/// An excerpt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Up to 160 characters; an ellipsis stands where text was left out.
    pub text: String,
    /// What matched, as byte ranges of `text` on character boundaries, in order, not overlapping.
    pub marks: Vec<Range<usize>>,
}

/// A character of the original and what it is folded to.
struct Folded {
    original: char,
    folded: String,
}

/// Folds one character for comparison. Marks alone fold to nothing and so belong to the letter before them.
fn fold_char(c: char) -> String {
    if c.is_ascii() {
        return c.to_ascii_lowercase().to_string();
    }
    // Han and Hangul stand for themselves, and there are many of them.
    if matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') {
        return c.to_string();
    }
    // A lone character is one term; a separator folds to nothing and must still separate.
    match fold(c.encode_utf8(&mut [0; 4])).split(' ').next() {
        Some("") | None if c.is_alphanumeric() => c.to_string(),
        Some("") | None if unicode_separator(c) => " ".to_owned(),
        None => String::new(),
        Some(folded) => folded.to_owned(),
    }
}

fn unicode_separator(c: char) -> bool {
    c.is_whitespace() || !c.is_alphanumeric() && !is_mark(c)
}

/// Combining marks of the scripts the fold takes them from, and invisible joiners.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{483}'..='\u{487}')
}

/// Cuts the excerpt of `text` around the first of `terms` (folded, as `domain::fold::query_terms` makes them).
#[must_use]
pub fn snippet(text: &str, terms: &[String]) -> Snippet {
    let mut chars = fold_chars(text, LOOKED_AT_FIRST);
    let mut found = matches(&chars, terms);
    if found.is_empty() && chars.len() == LOOKED_AT_FIRST {
        chars = fold_chars(text, LOOKED_AT);
        found = matches(&chars, terms);
    }
    let first = found.first().map_or(0, |m| m.start);
    let whole = text.chars().nth(EXCERPT).is_none();
    let start = if whole { 0 } else { first.saturating_sub(LEAD) };
    let end = (start + EXCERPT).min(chars.len());
    cut(
        &chars,
        start..end,
        &found,
        !whole && end < text.chars().count(),
    )
}

fn fold_chars(text: &str, limit: usize) -> Vec<Folded> {
    let folded = |original| Folded {
        original,
        folded: fold_char(original),
    };
    text.chars().take(limit).map(folded).collect()
}

/// Ranges of characters that match, merged.
fn matches(chars: &[Folded], terms: &[String]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..chars.len() {
        let ends = terms.iter().filter_map(|term| match_at(chars, at, term));
        let Some(end) = ends.max() else { continue };
        match found.last_mut() {
            Some(last) if at <= last.end => last.end = last.end.max(end),
            _ => found.push(at..end),
        }
    }
    found
}

/// Whether `term` begins at `at`: at the beginning of a word, or anywhere in a script that writes no spaces.
fn match_at(chars: &[Folded], at: usize, term: &str) -> Option<usize> {
    let first = chars.get(at)?;
    let begins = term.starts_with(first.folded.as_str()) || first.folded.starts_with(term);
    if first.folded.is_empty() || !begins || !may_begin(chars, at, first) {
        return None;
    }
    let mut rest = term;
    // The index has a number in one piece that the guest wrote in several.
    let number = term.len() > 3 && term.bytes().all(|b| b.is_ascii_digit());
    for (i, c) in chars.iter().enumerate().skip(at) {
        if rest.is_empty() {
            return Some(i);
        }
        if number && !is_word(c) {
            continue;
        }
        rest = match rest.strip_prefix(c.folded.as_str()) {
            Some(rest) => rest,
            // The last letter of a term may be half of what a ligature folds to.
            None if c.folded.starts_with(rest) => "",
            None => return None,
        };
    }
    rest.is_empty().then_some(chars.len())
}

/// Whether a term of the index begins here.
fn may_begin(chars: &[Folded], at: usize, first: &Folded) -> bool {
    let starts_word = at == 0 || chars.get(at - 1).is_none_or(|c| !is_word(c));
    let after_article = || {
        let before = at.checked_sub(2).and_then(|from| chars.get(from..at));
        before.is_some_and(|two| {
            two.iter()
                .map(|c| c.folded.as_str())
                .eq(["\u{627}", "\u{644}"])
        })
    };
    // Where the fold cuts two neighbours into terms of their own, a term begins at each.
    let spaceless =
        || !first.original.is_ascii() && fold(&first.original.to_string().repeat(2)).contains(' ');
    starts_word || after_article() || spaceless()
}

fn is_word(c: &Folded) -> bool {
    c.original.is_alphanumeric() || is_mark(c.original)
}

fn cut(chars: &[Folded], window: Range<usize>, found: &[Range<usize>], more: bool) -> Snippet {
    let mut out = Snippet::default();
    if window.start > 0 {
        out.text.push('…');
    }
    let mut open: Option<usize> = None;
    for (i, c) in chars.iter().enumerate().take(window.end).skip(window.start) {
        let marked = found.iter().any(|m| m.contains(&i));
        match (marked, open) {
            (true, None) => open = Some(out.text.len()),
            (false, Some(from)) => {
                out.marks.push(from..out.text.len());
                open = None;
            }
            _ => {}
        }
        // A line break in a one-line excerpt is a space.
        out.text.push(if c.original.is_control() {
            ' '
        } else {
            c.original
        });
    }
    out.marks.extend(open.map(|from| from..out.text.len()));
    if more {
        out.text.push('…');
    }
    out
}
