//! A guest's text cut into words, numbers and signs. Words are folded as search folds them (`domain::fold`): case, accents, forms of
//! letters and every script's digits are unified there, once for the whole product.

use domain::fold::fold;

/// Letters of a message beyond this many are not read: what a guest wants stands at the beginning, and work stays bounded.
pub(super) const MOST_CHARS: usize = 2_000;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits: the value, if it has at most four digits, and how many there are.
    Number(Option<u16>, usize),
    /// Anything else but space.
    Sign(char),
}

/// One word, number or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Folded letters or digits; empty for a sign.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether space stands before it.
    pub(super) spaced: bool,
}

impl Token {
    /// A word that no guest typed in one piece.
    pub(super) fn word(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: Kind::Word,
            spaced: true,
        }
    }

    /// Whether it is made of letters.
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Whether it is made of digits.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(..))
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// The tokens of the first [`MOST_CHARS`] letters of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut run = String::new();
    let mut spaced = true;
    for c in text.chars().take(MOST_CHARS) {
        if c.is_alphanumeric() || is_within_words(c) {
            run.push(c);
            continue;
        }
        flush(&mut run, &mut spaced, &mut out);
        match sign(c) {
            None => spaced = true,
            // An apostrophe parts two words, as a space does.
            Some('\'') => {}
            Some(sign) => out.push(Token {
                text: String::new(),
                kind: Kind::Sign(sign),
                spaced: std::mem::take(&mut spaced),
            }),
        }
    }
    flush(&mut run, &mut spaced, &mut out);
    out
}

/// Folds the run and cuts it where digits and letters meet: "15th", "2pax", "18h30".
fn flush(run: &mut String, spaced: &mut bool, out: &mut Vec<Token>) {
    if run.is_empty() {
        return;
    }
    let folded = fold(run);
    run.clear();
    // The fold also names an Arabic word without its article; the word itself is the last term.
    let whole = folded.rsplit(' ').next().unwrap_or_default();
    let mut rest = whole;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest
            .find(|c: char| c.is_ascii_digit() != digits)
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        let kind = if digits {
            Kind::Number(value(piece), piece.len())
        } else {
            Kind::Word
        };
        out.push(Token {
            text: piece.to_owned(),
            kind,
            spaced: std::mem::take(spaced),
        });
    }
}

fn value(digits: &str) -> Option<u16> {
    (digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

/// Marks over letters, and joiners that nobody sees.
fn is_within_words(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36F | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0xAD | 0x200B..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x2064 | 0x2066..=0x2069 | 0x20E3 | 0xFE00..=0xFE0F)
}

/// The sign that `c` counts as; `None`: space.
fn sign(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{60C}' | '\u{61B}' | ';' => Some(','),
        c if c.is_whitespace() || c.is_control() => None,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{B4}' | '`' => Some('\''),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '\u{2192}' | '>' | '\u{2190}' => {
            Some('-')
        }
        '?' | '\u{61F}' | '\u{BF}' => Some('?'),
        '!' | '\u{A1}' => Some('!'),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_its_kind_changes() {
        let cut: Vec<String> = tokens("Hi, l'8–10. MÄRZ ١٥/٣ 2pax?")
            .into_iter()
            .map(|token| match token.kind {
                Kind::Sign(sign) => sign.to_string(),
                _ => token.text,
            })
            .collect();
        assert_eq!(
            cut,
            [
                "hi", ",", "l", "8", "-", "10", ".", "marz", "15", "/", "3", "2", "pax", "?"
            ]
        );
    }
}
