//! The tables of one language, ready to be looked up by the words of a message.

use super::cue::Cue;
use super::cues;
use super::term::Term;
use super::token::{Token, tokens};
use super::words;
use crate::language::Language;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Words shorter than this are not corrected: one edit makes another word of them.
const SHORTEST_CORRECTED: usize = 5;

/// Everything known of one language.
pub(super) struct Vocabulary {
    terms: Phrases<Term>,
    cues: Phrases<Cue>,
    known: HashSet<String>,
    /// Words worth correcting to, in order so that the choice is always the same.
    long: Vec<String>,
}

/// Phrases by their first word.
struct Phrases<T>(HashMap<String, Vec<(Vec<String>, T)>>);

impl<T: Copy + PartialEq> Phrases<T> {
    fn insert(&mut self, variants: &str, meaning: T) {
        for variant in variants.split('|') {
            for spelled in spellings(variant) {
                let mut words = phrase(&spelled).into_iter();
                if let Some(first) = words.next() {
                    let rest = words.collect();
                    self.0.entry(first).or_default().push((rest, meaning));
                }
            }
        }
    }

    /// The meanings of the longest phrase that begins at `at`, and where it ends; nothing known: `None`.
    fn longest(&self, tokens: &[Token], at: usize) -> Option<(usize, Vec<T>)> {
        let first = tokens.get(at).filter(|token| token.is_word())?;
        let mut best: Option<(usize, Vec<T>)> = None;
        let whole = self.0.get(&first.text).into_iter().flatten();
        let bare = bare(&first.text).and_then(|bare| self.0.get(bare));
        for (rest, meaning) in whole.chain(bare.into_iter().flatten()) {
            let Some(end) = end_of(tokens, at + 1, rest) else {
                continue;
            };
            match &mut best {
                Some((known, meanings)) if *known == end => {
                    if !meanings.contains(meaning) {
                        meanings.push(*meaning);
                    }
                }
                Some((known, _)) if *known > end => {}
                _ => best = Some((end, vec![*meaning])),
            }
        }
        best
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        let rests = self.0.values().flatten().flat_map(|(rest, _)| rest);
        self.0.keys().chain(rests)
    }
}

/// Where `words` end if they stand at `at`; a hyphen or a dot typed into them without space is no hindrance.
fn end_of(tokens: &[Token], mut at: usize, words: &[String]) -> Option<usize> {
    for word in words {
        let glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
        let joint = tokens
            .get(at)
            .is_some_and(|token| token.is_sign('-') || token.is_sign('.'));
        if joint && glued(at) && glued(at + 1) {
            at += 1;
        }
        let said = tokens.get(at).filter(|token| token.is_word())?;
        if said.text != *word && bare(&said.text) != Some(word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// An Arabic word without its article.
fn bare(word: &str) -> Option<&str> {
    word.strip_prefix("ال")
        .filter(|rest| rest.chars().nth(1).is_some())
}

/// The folded words of a phrase in a table.
fn phrase(written: &str) -> Vec<String> {
    let words = tokens(written).into_iter().filter(Token::is_word);
    words.map(|token| token.text).collect()
}

/// As written, and with umlauts as two letters, which is how they are typed on keyboards that have none.
fn spellings(variant: &str) -> Vec<String> {
    let two_letters = variant
        .replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue");
    let mut all = vec![variant.to_owned()];
    if two_letters != variant {
        all.push(two_letters);
    }
    all
}

impl Vocabulary {
    fn build(language: Language) -> Self {
        let table = words::of(language);
        let mut terms = Phrases(HashMap::new());
        for (month, variants) in (1..).zip(table.months) {
            terms.insert(variants, Term::Month(month));
        }
        for (day, variants) in (0..).zip(table.weekdays) {
            terms.insert(variants, Term::Weekday(day));
        }
        for (count, variants) in (0..).zip(table.numbers) {
            terms.insert(variants, Term::Count(count));
        }
        for (day, variants) in (1..).zip(table.ordinals) {
            terms.insert(variants, Term::Ordinal(day));
        }
        for (term, variants) in table.terms {
            terms.insert(variants, *term);
        }
        let mut cues = Phrases(HashMap::new());
        for (cue, variants) in cues::of(language) {
            cues.insert(variants, *cue);
        }
        let meant: BTreeSet<&String> = terms.words().chain(cues.words()).collect();
        let long = meant
            .iter()
            .filter(|word| word.chars().count() >= SHORTEST_CORRECTED)
            .map(|word| (*word).clone())
            .collect();
        let mut known: HashSet<String> = meant.into_iter().cloned().collect();
        known.extend(phrase(table.common));
        Self {
            terms,
            cues,
            known,
            long,
        }
    }

    /// The meanings for dates and guests of the longest phrase at `at`, and where it ends.
    pub(super) fn terms(&self, tokens: &[Token], at: usize) -> Option<(usize, Vec<Term>)> {
        self.terms.longest(tokens, at)
    }

    /// The cues of the longest phrase at `at`, and where it ends.
    pub(super) fn cues(&self, tokens: &[Token], at: usize) -> Option<(usize, Vec<Cue>)> {
        self.cues.longest(tokens, at)
    }

    /// Whether the folded word stands anywhere in the tables.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// The known word that `word` is one slip away from: a letter too much, missing, wrong, or two changed places. The first letter
    /// counts as meant, because slips there are rare and "might" is no "night".
    pub(super) fn corrected(&self, word: &str) -> Option<&str> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < SHORTEST_CORRECTED {
            return None;
        }
        let near = self.long.iter().filter(|known| {
            let known: Vec<char> = known.chars().collect();
            known.first() == letters.first() && is_one_slip(&letters, &known)
        });
        // Of several, one of the same length: a wrong letter or two changed places.
        let mut near = near.map(String::as_str);
        let first = near.next()?;
        let same = |known: &&str| known.chars().count() == letters.len();
        Some(if same(&first) {
            first
        } else {
            near.find(same).unwrap_or(first)
        })
    }
}

/// Whether one edit makes one of the other.
fn is_one_slip(a: &[char], b: &[char]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (
        a.get(before..).unwrap_or_default(),
        b.get(before..).unwrap_or_default(),
    );
    let tail = |slice: &[char], from: usize| slice.get(from..).unwrap_or_default().to_vec();
    match (rest_a, rest_b) {
        ([], []) => false,
        ([x, y, ..], [v, w, ..]) if x == w && y == v && tail(rest_a, 2) == tail(rest_b, 2) => true,
        _ => {
            let (skip_a, skip_b) = match a.len().cmp(&b.len()) {
                std::cmp::Ordering::Less => (0, 1),
                std::cmp::Ordering::Equal => (1, 1),
                std::cmp::Ordering::Greater => (1, 0),
            };
            tail(rest_a, skip_a) == tail(rest_b, skip_b)
        }
    }
}

/// Built once: the tables are some thousand words.
static VOCABULARIES: LazyLock<Vec<(Language, Vocabulary)>> = LazyLock::new(|| {
    let all = Language::ALL.into_iter();
    all.map(|language| (language, Vocabulary::build(language)))
        .collect()
});

/// Every language and its vocabulary.
pub(super) fn all() -> impl Iterator<Item = (Language, &'static Vocabulary)> {
    VOCABULARIES
        .iter()
        .map(|(language, vocabulary)| (*language, vocabulary))
}

/// The vocabulary of `language`, and those of the others.
pub(super) fn with_others(
    language: Language,
) -> (Option<&'static Vocabulary>, Vec<&'static Vocabulary>) {
    let own = all().find(|(of, _)| *of == language).map(|(_, it)| it);
    let others = all().filter(|(of, _)| *of != language).map(|(_, it)| it);
    (own, others.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_edit() {
        let slip = |a: &str, b: &str| {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            is_one_slip(&letters(a), &letters(b))
        };
        for (a, b) in [
            ("avaliability", "availability"),
            ("tomorow", "tomorrow"),
            ("nights", "nigths"),
            ("brekfast", "breakfast"),
            ("parkimg", "parking"),
            ("abc", "abcd"),
        ] {
            assert!(slip(a, b) && slip(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("night", "night"),
            ("tommorow", "tomorrow"),
            ("parking", "packings"),
            ("", "ab"),
        ] {
            assert!(!slip(a, b) && !slip(b, a), "{a} {b}");
        }
    }
}
