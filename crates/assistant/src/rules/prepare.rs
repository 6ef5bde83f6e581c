//! Before anything is looked up: which language it is, and what the words would be without slips, drawn-out letters and prefixes.

use super::token::{Kind, Token};
use super::vocabulary::{self, Vocabulary};
use crate::language::Language;

/// So many unknown words are compared with the tables; a text with more of them is none that we understand.
const MOST_CORRECTED: usize = 60;

/// In which language to read.
pub(super) struct Spoken {
    /// The one that the words tell.
    pub(super) told: Option<Language>,
    /// The one to read in, told or not.
    pub(super) read: Language,
}

/// The language of the tokens. `hint` decides between languages that fit alike.
pub(super) fn language(tokens: &[Token], hint: Option<Language>) -> Spoken {
    let told = |language| Spoken {
        told: Some(language),
        read: language,
    };
    let guessed = |language: Option<Language>| Spoken {
        told: None,
        read: language.unwrap_or(Language::English),
    };
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| token.is_word())
        .map(|token| token.text.as_str())
        .collect();
    let arabic = words.iter().filter(|word| is_arabic(word)).count();
    if arabic * 2 > words.len() {
        return told(Language::Arabic);
    }
    let mut scores: Vec<(Language, usize)> = Language::ALL.into_iter().map(|it| (it, 0)).collect();
    for word in words {
        let word = known_shape(word).unwrap_or_else(|| word.to_owned());
        let knowing: Vec<Language> = vocabulary::all()
            .filter(|(_, it)| it.knows(&word))
            .map(|(language, _)| language)
            .collect();
        // A word that many languages know tells little; 420 is divisible by 1 to 7.
        let share = 420 / knowing.len().max(1);
        for (language, score) in &mut scores {
            if knowing.contains(language) {
                *score += share;
            }
        }
    }
    let best = scores.iter().map(|(_, score)| *score).max().unwrap_or(0);
    if best == 0 {
        return guessed(hint);
    }
    let leading = scores.iter().filter(|(_, score)| *score == best);
    let mut leading: Vec<Language> = leading.map(|(language, _)| *language).collect();
    // German "ja" is an answer, Portuguese "já" only a word.
    leading.sort_by_key(|language| std::cmp::Reverse(meanings(tokens, *language)));
    let mut leading = leading.into_iter();
    let first = leading.next();
    let hinted = hint.filter(|hint| scores.contains(&(*hint, best)));
    match (first, leading.next(), hinted) {
        (Some(only), None, _) | (_, Some(_), Some(only)) => told(only),
        // "Si" is Spanish and Italian, and yes in both.
        _ => guessed(first),
    }
}

/// How many words mean something in `language`.
fn meanings(tokens: &[Token], language: Language) -> usize {
    let Some(own) = vocabulary::with_others(language).0 else {
        return 0;
    };
    (0..tokens.len())
        .filter(|at| own.cues(tokens, *at).is_some() || own.terms(tokens, *at).is_some())
        .count()
}

/// The tokens as the tables of `language` spell them.
pub(super) fn cleaned(tokens: Vec<Token>, language: Language) -> Vec<Token> {
    let (own, others) = vocabulary::with_others(language);
    let Some(own) = own else { return tokens };
    let mut corrections = 0;
    let mut out = Vec::with_capacity(tokens.len());
    for mut token in tokens {
        let known = token.kind != Kind::Word || own.knows(&token.text);
        if known {
            out.push(token);
            continue;
        }
        if language == Language::Arabic && is_arabic(&token.text) {
            if let Some(pieces) = without_prefixes(&token.text, own, 0) {
                out.extend(pieces.iter().map(|piece| Token::word(piece)));
                continue;
            }
        } else if others.iter().any(|it| it.knows(&token.text)) {
            out.push(token);
            continue;
        }
        if let Some(known) = known_shape(&token.text) {
            token.text = known;
        } else if corrections < MOST_CORRECTED {
            corrections += 1;
            if let Some(meant) = own.corrected(&token.text) {
                token.text = meant.to_owned();
            }
        }
        out.push(token);
    }
    out
}

fn is_arabic(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| ('\u{600}'..='\u{6FF}').contains(&c))
}

/// A drawn-out word ("holaaa", "siii") as some language knows it.
fn known_shape(word: &str) -> Option<String> {
    let known = |word: &str| vocabulary::all().any(|(_, it)| it.knows(word));
    if known(word) {
        return None;
    }
    let shapes = [
        squeezed(word, 3, 1),
        squeezed(word, 3, 2),
        squeezed(word, 2, 1),
    ];
    shapes
        .into_iter()
        .find(|shape| shape != word && shape.chars().nth(1).is_some() && known(shape))
}

/// Every run of at least `from` of the same letter made `to` long.
fn squeezed(word: &str, from: usize, to: usize) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|c| *c == first).count();
        let kept = if run >= from { to } else { run };
        out.extend(std::iter::repeat_n(first, kept));
        rest = rest.trim_start_matches(first);
    }
    out
}

/// Arabic writes "and", "for", "with", "the" onto the word that follows; they are cut off until the rest is known.
fn without_prefixes(word: &str, own: &Vocabulary, depth: usize) -> Option<Vec<String>> {
    const AND: &[char] = &['و', 'ف'];
    if own.knows(word) {
        return Some(vec![word.to_owned()]);
    }
    if depth > 3 || word.chars().nth(2).is_none() {
        return None;
    }
    if let Some(rest) = word.strip_prefix("لل") {
        let with_article = format!("ال{rest}");
        return without_prefixes(&with_article, own, depth + 1).map(|tail| joined("ل", tail));
    }
    if let Some(rest) = word.strip_prefix("ال")
        && own.knows(rest)
    {
        return Some(vec![rest.to_owned()]);
    }
    let first = word.chars().next()?;
    let rest = word.strip_prefix(first)?;
    if AND.contains(&first) {
        without_prefixes(rest, own, depth + 1).map(|tail| joined("و", tail))
    } else if first == 'ل' {
        without_prefixes(rest, own, depth + 1).map(|tail| joined("ل", tail))
    } else if first == 'ب' || first == 'ك' {
        without_prefixes(rest, own, depth + 1)
    } else {
        None
    }
}

fn joined(first: &str, tail: Vec<String>) -> Vec<String> {
    let mut all = vec![first.to_owned()];
    all.extend(tail);
    all
}
