//! Words that ask for a person (SPEC 150; 1.2 e: whole words, any case, also as phrases).
//!
//! A false hit costs an offer, a miss costs a guest; still, words that are harmless in another language stay out of the list
//! (Spanish *persona* stands in every room request).

use crate::fold::Letters;
use std::sync::LazyLock;

/// The seed's own list, exactly (SPEC 150).
pub const ENGLISH: &[&str] = &[
    "human",
    "agent",
    "help",
    "speak to someone",
    "real person",
    "staff",
    "reception",
];

/// The same in Portuguese, Spanish, French, German, Italian and Arabic.
pub const OTHER_LANGUAGES: &[&str] = &[
    // Portuguese
    "humano",
    "atendente",
    "ajuda",
    "falar com alguém",
    "pessoa real",
    "funcionário",
    "recepção",
    "receção",
    // Spanish
    "agente",
    "ayuda",
    "hablar con alguien",
    "persona real",
    "recepción",
    "recepcionista",
    // French
    "humain",
    "aide",
    "parler à quelqu'un",
    "personne réelle",
    "vraie personne",
    "réception",
    // German
    "mensch",
    "hilfe",
    "mit jemandem sprechen",
    "echte person",
    "mitarbeiter",
    "rezeption",
    // Italian
    "umano",
    "operatore",
    "aiuto",
    "parlare con qualcuno",
    "persona reale",
    "persona vera",
    "ricevimento",
    // Arabic
    "مساعدة",
    "موظف",
    "التحدث مع شخص",
    "شخص حقيقي",
    "الاستقبال",
];

/// Whether `text` asks for a person: one of the words or phrases stands in it as whole words, in any case, with or without
/// accents.
#[must_use]
pub fn asks_for_person(text: &str) -> bool {
    let said = plain_words(text);
    PHRASES.iter().any(|phrase| {
        said.windows(phrase.len())
            .any(|part| part == phrase.as_slice())
    })
}

/// The phrases as folded words; none is empty.
static PHRASES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let folded = ENGLISH
        .iter()
        .chain(OTHER_LANGUAGES)
        .map(|phrase| plain_words(phrase));
    folded.filter(|words| !words.is_empty()).collect()
});

fn plain_words(text: &str) -> Vec<String> {
    let letters = Letters::of(text);
    let words = letters.words().into_iter();
    words.map(|word| word.text.into_owned()).collect()
}
