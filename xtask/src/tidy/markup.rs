//! No hand-written text in components: every word that a person reads comes from the Fluent files.
//!
//! A component is cut into tags and the text between them. Scripts, styles, comments, keys (`<kbd>`) and `{…}` are taken out
//! first; what is left with two letters in a row is hand-written. `{ok ? 'Yes' : 'No'}` is not seen: it is a
//! heuristic for slips, not a proof.

use super::breach::{Breach, line_of};
use super::source::File;

/// Attributes that people see or hear.
const SPOKEN: [&str; 7] = [
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
];

/// Every hand-written text below `ui/src`.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    let components = files
        .iter()
        .filter(|file| file.path.starts_with("ui/src/") && file.ends(".svelte"));
    components
        .flat_map(|file| {
            texts(&file.text).into_iter().filter_map(|(offset, text)| {
                let line = line_of(&file.text, offset);
                Breach::at(
                    file,
                    line,
                    "text",
                    format!("hand-written text `{text}`; take it from the Fluent files"),
                )
            })
        })
        .collect()
}

/// Offset and text of everything that is hand-written.
fn texts(component: &str) -> Vec<(usize, String)> {
    let plain = blank_hidden(component);
    let mut found = Vec::new();
    let mut at = 0;
    while at < plain.len() {
        let rest = &plain[at..];
        let starts_tag = rest.starts_with("</")
            || rest
                .strip_prefix('<')
                .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_alphabetic()));
        let end = if starts_tag {
            end_of_tag(rest)
        } else {
            end_of_text(rest)
        };
        let piece = &rest[..end];
        if starts_tag {
            found.extend(
                spoken_attributes(piece)
                    .into_iter()
                    .map(|(offset, text)| (at + offset, text)),
            );
        } else if has_words(piece) {
            let lead = piece.len() - piece.trim_start().len();
            found.push((at + lead, shortened(piece.trim())));
        }
        at += end;
    }
    found
}

fn end_of_text(text: &str) -> usize {
    let first = text.chars().next().map_or(1, char::len_utf8);
    text[first..]
        .find('<')
        .map_or(text.len(), |end| first + end)
}

/// A tag ends at the first `>` outside quotes. What stood in `{…}` is blank already.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (offset, character) in tag.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '>') => return offset + 1,
            _ => {}
        }
    }
    tag.len()
}

fn spoken_attributes(tag: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for name in SPOKEN {
        for (offset, _) in tag.match_indices(name) {
            let before = tag[..offset].chars().next_back();
            let value = tag[offset + name.len()..]
                .strip_prefix('=')
                .and_then(|value| {
                    let quote = value.chars().next().filter(|c| "\"'".contains(*c))?;
                    value[1..].split(quote).next()
                });
            if before.is_some_and(char::is_whitespace) && value.is_some_and(has_words) {
                found.push((offset, format!("{name}={}", value.unwrap_or_default())));
            }
        }
    }
    found
}

/// Two letters in a row, entities such as `&nbsp;` aside.
fn has_words(text: &str) -> bool {
    let mut letters = 0;
    let mut in_entity = false;
    for character in text.chars() {
        in_entity =
            character == '&' || (in_entity && character != ';' && !character.is_whitespace());
        letters = if character.is_alphabetic() && !in_entity {
            letters + 1
        } else {
            0
        };
        if letters >= 2 {
            return true;
        }
    }
    false
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(40).collect()
}

/// The same text with scripts, styles, comments and `{…}` blanked; offsets and lines stay.
fn blank_hidden(component: &str) -> String {
    let mut plain = String::with_capacity(component.len());
    let mut rest = component;
    while let Some(first) = rest.chars().next() {
        let hidden = hidden_length(rest);
        if hidden == 0 {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            let blank = rest[..hidden]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' });
            plain.extend(blank);
            rest = &rest[hidden..];
        }
    }
    plain
}

fn hidden_length(rest: &str) -> usize {
    let block = |open: &str, close: &str| {
        let inside = rest.strip_prefix(open)?;
        Some(
            inside
                .find(close)
                .map_or(rest.len(), |end| open.len() + end + close.len()),
        )
    };
    if rest.starts_with('{') {
        return end_of_braces(rest);
    }
    block("<!--", "-->")
        .or_else(|| block("<script", "</script>"))
        .or_else(|| block("<style", "</style>"))
        // What is printed on a key is not a word of ours.
        .or_else(|| block("<kbd", "</kbd>"))
        .unwrap_or(0)
}

/// The end of `{…}`, with braces inside and braces in strings.
fn end_of_braces(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut quote = None;
    let mut escaped = false;
    for (offset, character) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match (quote, character) {
            (_, '\\') => escaped = true,
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return offset + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        check(&[File::new("ui/src/A.svelte", text)])
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// Text between tags and in spoken attributes is found at its line.
    #[test]
    fn planted_texts() {
        let cases = [
            "<p>\nHello</p>",
            "<div>\n<b>x</b> Send</div>",
            "<p>\n{count} messages</p>",
            "<button\n aria-label=\"Close\">×</button>",
            "<input\n placeholder='Search' />",
            "<img src={x}\n alt=\"Photo of {name}\" />",
            "<p>\nГость</p>",
        ];
        for case in cases {
            let found = found(case);
            assert_eq!(found.len(), 1, "{case}: {found:?}");
            assert!(found[0].starts_with("ui/src/A.svelte:2:"), "{}", found[0]);
        }
    }

    /// Scripts, styles, comments, expressions, entities, symbols and unspoken attributes are fine.
    #[test]
    fn harmless() {
        let text = "<script lang=\"ts\">\n  const text = 'Hello' < other\n</script>\n<!-- A comment -->\n\
            {#if a > b}<p class=\"big text\" title={t('x')} data-testid=\"send\">{t('hello', { a: '}' })}&nbsp;·<kbd>Esc</kbd></p>\n\
            {:else if `x${y}`}<b>—</b>{/if}\n<input placeholder=\"{t('x')}\" onclick={() => a > b} />\n\
            <style>\n a { color: red }\n</style>\n";
        assert_eq!(found(text), Vec::<String>::new());
        assert!(found("<!-- tidy: allow(text) a name -->\n<b>Bellhop</b>").is_empty());
    }
}
