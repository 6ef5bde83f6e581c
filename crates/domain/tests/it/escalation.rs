use domain::escalation::{ENGLISH, asks_for_person};
use proptest::prelude::*;

/// SPEC 150: each of the seed's words, in any case and inside a sentence.
#[test]
fn every_word_of_the_list() {
    assert_eq!(
        ENGLISH,
        [
            "human",
            "agent",
            "help",
            "speak to someone",
            "real person",
            "staff",
            "reception"
        ]
    );
    for word in ENGLISH {
        assert!(asks_for_person(word), "{word}");
        assert!(
            asks_for_person(&format!("Hello, {}!", word.to_uppercase())),
            "{word}"
        );
    }
    assert!(asks_for_person("can I speak  to\nsomeone?"));
}

/// SPEC 150: whole words only (1.2 e).
#[test]
fn parts_of_words_do_not_count() {
    for text in [
        "helpful",
        "agency",
        "humanity",
        "staffing",
        "someone to speak",
        "a real nice person",
        "",
        "🙂",
        "receptionist",
    ] {
        assert!(!asks_for_person(text), "{text}");
    }
}

/// SPEC 150: the same in other languages, with or without accents.
#[test]
fn other_languages() {
    for text in [
        "Quero falar com alguem",
        "AYUDA por favor",
        "la réception ?",
        "Ich brauche Hilfe",
        "un operatore",
        "اريد التحدث مع شخص",
    ] {
        assert!(asks_for_person(text), "{text}");
    }
    for text in [
        "habitación para una persona",
        "une chambre pour deux personnes",
        "Zimmer mit Menschenleere",
    ] {
        assert!(!asks_for_person(text), "{text}");
    }
}

proptest! {
    /// SPEC 150: what stands around the word does not matter, unless it belongs to the word.
    #[test]
    fn surroundings(before in "[x-z ,.!]{0,9}", after in "[x-z ,.!]{0,9}") {
        let glued = before.ends_with(|c: char| c.is_alphanumeric()) || after.starts_with(|c: char| c.is_alphanumeric());
        prop_assert_eq!(asks_for_person(&format!("{before}human{after}")), !glued);
    }
}
