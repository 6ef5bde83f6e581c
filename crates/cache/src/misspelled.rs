//! One typing mistake: asked only where the words as they were typed find nothing.
//!
//! The words that are one mistake away from the unknown one are made and looked up, a few hundred lookups however large the index is.
//! Rejected: a walk over the index's vocabulary, which grows with the history, and a list of trigrams, which doubles it.

use crate::error::Result;
use crate::table::{message_fts, term};
use domain::fold::query_terms;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Shorter words are too near to each other.
const SHORTEST: usize = 4;
/// Longer ones are no words, and would take too many lookups.
const LONGEST: usize = 24;
/// So many readings of a question are enough.
const MOST: usize = 8;

/// The question in the readings that find something.
pub(crate) fn meant(conn: &Connection, text: &str) -> Result<Vec<String>> {
    let terms = query_terms(text);
    let mut unknown = Vec::new();
    for (at, word) in terms.iter().enumerate() {
        // The last word may be half typed.
        if !is_known(conn, word, at + 1 == terms.len())? {
            unknown.push((at, word));
        }
    }
    let [(at, word)] = unknown[..] else {
        return Ok(Vec::new());
    };
    let mut readings = Vec::new();
    for candidate in near(word) {
        if readings.len() < MOST && is_known(conn, &candidate, false)? {
            let mut words = terms.clone();
            words.splice(at..=at, [candidate]);
            readings.push(words.join(" "));
        }
    }
    Ok(readings)
}

fn is_known(conn: &Connection, word: &str, beginning: bool) -> Result<bool> {
    Ok(term::is_known(conn, word, beginning)? || message_fts::is_known(conn, word, beginning)?)
}

/// Folded words one mistake away: two letters swapped, one too many, one wrong, one missing; the likeliest mistakes first.
fn near(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let alphabet = alphabet(&letters);
    if !(SHORTEST..=LONGEST).contains(&letters.len()) || alphabet.is_empty() {
        return Vec::new();
    }
    let (mut seen, mut all) = (BTreeSet::from([word.to_owned()]), Vec::new());
    let mut add = |letters: Vec<char>| {
        let word: String = letters.into_iter().collect();
        if seen.insert(word.clone()) {
            all.push(word);
        }
    };
    for at in 1..letters.len() {
        let mut swapped = letters.clone();
        swapped.swap(at - 1, at);
        add(swapped);
    }
    for at in 0..letters.len() {
        let mut shorter = letters.clone();
        shorter.remove(at);
        add(shorter);
    }
    for at in 0..letters.len() {
        for letter in &alphabet {
            let mut other = letters.clone();
            other.splice(at..=at, [*letter]);
            add(other);
        }
    }
    for at in 0..=letters.len() {
        for letter in &alphabet {
            let mut longer = letters.clone();
            longer.insert(at, *letter);
            add(longer);
        }
    }
    all
}

/// The letters of the script that the word is written in; none for numbers, mixtures and scripts without spaces, whose words are cut
/// into pairs anyway.
fn alphabet(letters: &[char]) -> Vec<char> {
    let scripts = ['a'..='z', 'α'..='ω', 'а'..='я', 'א'..='ת', 'ء'..='ي'];
    let mut fitting = scripts
        .into_iter()
        .filter(|script| letters.iter().all(|letter| script.contains(letter)));
    fitting.next().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_mistake_is_near() {
        let near = near("towle");
        for word in ["towel", "tole", "towke", "towlet"] {
            assert!(near.iter().any(|it| it == word), "{word}");
        }
        assert!(
            !near.iter().any(|it| it == "towle"),
            "it is no mistake of itself"
        );
        assert_eq!(
            near.first().map(String::as_str),
            Some("otwle"),
            "swapped letters first"
        );
    }

    #[test]
    fn short_words_numbers_and_mixtures_have_no_neighbours() {
        for word in ["abc", "48213", "room12", "早餐", ""] {
            assert!(near(word).is_empty(), "{word}");
        }
    }
}
