//! The words for dates, nights and guests, a file a language. Variants are parted by `|`; accents are written, and fold away.

use super::term::Term;
use crate::language::Language;

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod it;
mod pt;

/// The words of one language.
pub(super) struct Words {
    /// January to December.
    pub(super) months: [&'static str; 12],
    /// Monday to Sunday.
    pub(super) weekdays: [&'static str; 7],
    /// Zero, one, two, …
    pub(super) numbers: &'static [&'static str],
    /// First, second, …
    pub(super) ordinals: &'static [&'static str],
    /// Everything else.
    pub(super) terms: &'static [(Term, &'static str)],
    /// Frequent words without a meaning for us: they tell the language, and are no typos of other words.
    pub(super) common: &'static str,
}

/// The words of `language`.
pub(super) const fn of(language: Language) -> &'static Words {
    match language {
        Language::English => &en::WORDS,
        Language::Spanish => &es::WORDS,
        Language::Portuguese => &pt::WORDS,
        Language::French => &fr::WORDS,
        Language::German => &de::WORDS,
        Language::Italian => &it::WORDS,
        Language::Arabic => &ar::WORDS,
    }
}
