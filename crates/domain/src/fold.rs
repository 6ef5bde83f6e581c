//! The one fold of text for search, used for the index and for queries (DESIGN_DESK, Cache).
//!
//! The output is made of terms between single spaces, each of which SQLite's `unicode61` tokenizer (categories
//! `L* N* Co Mn Mc`, no diacritic removal) takes as it is. Scripts that write no spaces are cut into single characters
//! and overlapping pairs, so any piece of a text is found by its pairs. Rejected: a trigram index (twice the size and blind
//! to words under three letters) and dictionaries (large, and wrong on names).
//!
//! Numbers are written in pieces ("912 345 678", "+351 91-234"), so from every piece on the digits of the whole number stand in the index
//! as one more term, and [`number`] asks for them in one piece.
//!
//! **Invariant:** every term of [`query_terms`]`(part)` stands in [`fold`]`(text)` when `part` is whole words of `text`, or any
//! piece of a run in a dense script.

mod alone;
pub(crate) mod script;

use alone::{Alone, alone};
use script::{ascii_digit, is_alphanumeric, is_dense, is_invisible, sheds_marks, unify};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Version of the fold and of what is found by it; an index built with another one is rebuilt.
pub const FOLD_VERSION: u32 = 3;

/// Terms of a query beyond this many are ignored.
pub const MAX_QUERY_TERMS: usize = 8;

/// Letters of a word beyond this many are ignored, in the index and in queries alike.
pub const MAX_WORD_CHARS: usize = 64;

/// Fewer digits in pieces are a time, a date's day, a price: they are found piece by piece and not joined.
const SHORTEST_NUMBER: usize = 6;

/// Pieces of one number: `00 49 30 12 34 56 78`, and one for a `(0)`.
const MOST_PIECES: usize = 8;

/// Fewest digits that [`number`] takes for a piece of a number.
const SHORTEST_PIECE: usize = 3;

/// A folded word: a run of letters and digits, or a run of a script without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Folded letters; a copy only where a stray mark stands between them.
    pub(crate) text: Cow<'t, str>,
    /// Han, kana, Hangul, Thai, Lao, Khmer or Burmese.
    pub(crate) dense: bool,
    /// Between the word before and this one stands only what the pieces of a number are parted by.
    continues: bool,
}

impl Word<'_> {
    fn is_digits(&self) -> bool {
        self.text.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Folds `text` for the index (SPEC 4, BEYOND 5.1): terms separated by single spaces, in reading order. Empty if there is no
/// letter or digit in it.
#[must_use]
pub fn fold(text: &str) -> String {
    let letters = Letters::of(text);
    let words = letters.words();
    let mut terms = Terms(String::with_capacity(letters.0.len()));
    for (at, word) in words.iter().enumerate() {
        if word.dense {
            push_dense(&word.text, &mut terms);
        } else {
            if let Some(bare) = without_article(&word.text) {
                terms.push(bare);
            }
            terms.push(&word.text);
            if let Some(number) = words.get(at..).and_then(joined) {
                terms.push(&number);
            }
        }
    }
    terms.0
}

/// The digits of a number that begins with the first of `words` and goes on in the next.
fn joined(words: &[Word<'_>]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    if !first.is_digits() {
        return None;
    }
    let more = rest.iter().take(MOST_PIECES - 1);
    let more = more.take_while(|word| word.continues && word.is_digits());
    let pieces: Vec<&str> = more.map(|word| &*word.text).collect();
    if pieces.is_empty() {
        return None;
    }
    let number = format!("{}{}", first.text, pieces.concat());
    let number: String = number.chars().take(MAX_WORD_CHARS).collect();
    (number.len() >= SHORTEST_NUMBER).then_some(number)
}

/// The digits of `text` in one piece if it is a number or a piece of one: at least three digits, and nothing but what numbers are written
/// with. A text that holds the number, in one piece or in several, has a term that begins so.
#[must_use]
pub fn number(text: &str) -> Option<String> {
    let Letters(written) = Letters::of(text);
    if written.chars().any(char::is_alphabetic) {
        return None;
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= SHORTEST_PIECE).then_some(digits)
}

/// The terms a query asks for, all of which must be found: folded words without repeats, at most [`MAX_QUERY_TERMS`].
/// Words under two letters are dropped, single characters only in the scripts without spaces are kept. An Arabic word loses its
/// article, because the index has every word without it too.
#[must_use]
pub fn query_terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for word in Letters::of(text).words() {
        let mut add = |term: &str| {
            if terms.len() < MAX_QUERY_TERMS && !terms.iter().any(|known| known == term) {
                terms.push(term.to_owned());
            }
        };
        if word.dense {
            match pairs(&word.text).collect::<Vec<_>>() {
                none if none.is_empty() => add(&word.text),
                some => some.into_iter().for_each(add),
            }
        } else if word.text.chars().nth(1).is_some() {
            add(without_article(&word.text).unwrap_or(&word.text));
        }
    }
    terms
}

struct Terms(String);

impl Terms {
    fn push(&mut self, term: &str) {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(term);
    }
}

/// Each character, then each pair, of a dense run.
fn push_dense(run: &str, terms: &mut Terms) {
    let mut buffer = [0; 4];
    for c in run.chars().filter(|c| !is_combining_mark(*c)) {
        terms.push(c.encode_utf8(&mut buffer));
    }
    for pair in pairs(run) {
        terms.push(pair);
    }
}

/// Overlapping pairs of neighbouring characters.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().skip(1).map(|(at, c)| at + c.len_utf8());
    run.char_indices()
        .zip(ends)
        .filter_map(|((start, _), end)| run.get(start..end))
}

/// An Arabic word without a leading ال, if at least two letters remain.
fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix("\u{627}\u{644}")
        .filter(|rest| rest.chars().nth(1).is_some())
}

/// A text letter by letter: compatibility forms, case, marks, look-alikes and digits unified; still with its separators.
pub(crate) struct Letters(String);

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        // Most of what is written, and nothing to look up.
        if text.is_ascii() {
            return Self(text.to_ascii_lowercase());
        }
        Self(letters(text))
    }

    /// The folded words in order.
    pub(crate) fn words(&self) -> Vec<Word<'_>> {
        let folded = self.0.as_str();
        let mut words: Vec<Word<'_>> = Vec::new();
        // How many letters the last word has, while it may have more; where it begins and ends.
        let (mut open, mut begin, mut end) = (0, 0, 0);
        // What has stood between the last word and here is what parts a number.
        let mut parted = false;
        for (at, c) in folded.char_indices() {
            if !is_written(c) {
                parted = (open > 0 || parted) && parts_a_number(c);
                open = 0;
                continue;
            }
            let dense = !c.is_ascii() && is_dense(c);
            let next = at + c.len_utf8();
            match words.last_mut() {
                Some(last) if open > 0 && last.dense == dense => {
                    if dense || open < MAX_WORD_CHARS {
                        match (&mut last.text, folded.get(begin..next)) {
                            (Cow::Borrowed(text), Some(whole)) if at == end => *text = whole,
                            (text, _) => text.to_mut().push(c),
                        }
                        (open, end) = (open + 1, next);
                    }
                }
                // A mark without its letter is no word.
                _ if !c.is_ascii() && is_combining_mark(c) => {}
                _ => {
                    words.push(Word {
                        text: Cow::Borrowed(folded.get(at..next).unwrap_or_default()),
                        dense,
                        continues: parted,
                    });
                    (open, parted) = (1, false);
                    (begin, end) = (at, next);
                }
            }
        }
        words
    }
}

/// Whether it is part of a word. Squared and circled letters are signs to the tokenizer, whatever Unicode's Alphabetic says.
fn is_written(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let sign = ('\u{1F100}'..='\u{1F1FF}').contains(&c);
    !sign && (is_alphanumeric(c) || is_combining_mark(c))
}

/// Signs between the pieces of a number; hyphens and dashes of every kind, a space that does not break is a space by now.
fn parts_a_number(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}'
    )
}

/// The short way past letters that stand alone, and [`unified`] for everything else: a mark and what it may belong to.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The last letter that stands alone: it waits, because it may have marks, which come after it.
    let mut last: Option<(usize, Alone)> = None;
    // Where a piece for the long way begins.
    let mut long: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match alone(c) {
            Some(letter) => {
                match (long.take(), last) {
                    (Some(from), _) => unified(text.get(from..at).unwrap_or_default(), &mut out),
                    (None, Some((_, before))) => before.write(&mut out),
                    (None, None) => {}
                }
                last = Some((at, letter));
            }
            None => {
                let from = last.take().map_or(at, |(before, _)| before);
                long.get_or_insert(from);
            }
        }
    }
    match (long, last) {
        (Some(from), _) => unified(text.get(from..).unwrap_or_default(), &mut out),
        (None, Some((_, letter))) => letter.write(&mut out),
        (None, None) => {}
    }
    out
}

/// Any text, letter by letter.
fn unified(text: &str, to: &mut String) {
    if text.is_empty() {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut bare = true;
    for c in text.nfkc().flat_map(char::to_lowercase).nfd() {
        if is_invisible(c) {
            continue;
        }
        if is_combining_mark(c) {
            if !bare {
                out.push(c);
            }
            continue;
        }
        bare = sheds_marks(c) || !is_alphanumeric(c);
        match (ascii_digit(c), unify(c)) {
            (Some(digit), _) => {
                bare = true;
                out.push(digit);
            }
            (None, "") => out.push(c),
            (None, known) => out.push_str(known),
        }
    }
    to.extend(out.nfc());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// A mark of another script inside a run parts nothing and is no letter of it.
    #[test]
    fn a_stray_mark_is_left_out() {
        let letters = Letters::of("早\u{301}餐好 x");
        let words: Vec<Cow<'_, str>> = letters.words().into_iter().map(|it| it.text).collect();
        assert_eq!(words, ["早餐好", "x"]);
    }

    /// The short way past ASCII letters leads to the same as the long one.
    #[test]
    fn plain_letters_take_no_other_way() {
        for text in [
            "",
            "Plain ASCII, 12 (34)",
            "ö",
            "aö",
            "Zoe\u{308} und Zoë",
            "e\u{301}e\u{301}x",
            "x\u{301}\u{323}y",
            "\u{301}allein",
            "ŒUVRE et 早餐 & ข้าว 12",
            "ﬁn № ½ Ⅳ",
            "İstanbul ΟΔΟΣ",
            "الحجز 3 ليال",
            "각 한글 k\u{307}",
            "น้ำ ก็ ปู่",
            "👍\u{fe0f} 👩\u{200d}👩 1\u{20e3}",
        ] {
            assert_eq!(letters(text), the_long_way(text), "{text}");
        }
    }

    fn the_long_way(text: &str) -> String {
        let mut long = String::new();
        unified(text, &mut long);
        long
    }

    proptest! {
        /// The same for any text, with marks in any place.
        #[test]
        fn no_text_takes_another_way(pieces in vec(prop_oneof!["\\PC", "[a-zà-ÿĀ-ɏΑ-ωА-я]{1,3}", "[\u{300}-\u{345}]", "[ء-ي٠-٩\u{64b}-\u{655}]{1,3}",
                "[ก-\u{e4e}]{1,4}", "[ぁ-ゖ゙゚ァ-ヺ]{1,3}", "[가-힣ᄀ-ᇿ]{1,3}"], 0..12)) {
            let text = pieces.concat();
            prop_assert_eq!(letters(&text), the_long_way(&text));
        }
    }
}
