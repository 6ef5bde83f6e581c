//! The words for what guests want, a file a language. Variants are parted by `|`; of several that fit, the longest counts.

use super::cue::Cue;
use crate::language::Language;

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod it;
mod pt;

/// The cues of `language`.
pub(super) const fn of(language: Language) -> &'static [(Cue, &'static str)] {
    match language {
        Language::English => en::CUES,
        Language::Spanish => es::CUES,
        Language::Portuguese => pt::CUES,
        Language::French => fr::CUES,
        Language::German => de::CUES,
        Language::Italian => it::CUES,
        Language::Arabic => ar::CUES,
    }
}
