//! Labels: what a conversation is about (SPEC 226–228). The house has one list of them; a conversation carries names out of it.
//! Tags describe the person and are another thing.

use crate::Unknown;
use crate::command::{Code, Refusal};
use serde::{Deserialize, Serialize};

/// Labels of one conversation at most.
pub const MOST: usize = 20;

crate::open_enum! {
    /// A tone of the window's own palette; none of them is a status or a warning.
    LabelColor {
        /// Without a tone.
        Gray = "gray",
        /// Brass.
        Brass = "brass",
        /// Ink blue.
        Blue = "blue",
        /// Sea.
        Teal = "teal",
        /// Rose.
        Rose = "rose",
        /// Earth.
        Brown = "brown",
    }
}

/// A label of the house. Scope `house`; its name is unique, without regard to case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Support, Sales, Billing, …
    pub name: String,
    /// How it is told from others at a glance.
    pub color: LabelColor,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What a conversation carries after somebody chose `asked`: each once, in the order asked. A label that the house has no more
/// may stay where it is, and is given to nobody new.
///
/// # Errors
/// `invalid` for more than [`MOST`], `not_found` for a name that is neither of the house nor there already.
pub fn choose(
    there: &[String],
    asked: &[String],
    in_house: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Refusal> {
    if asked.len() > MOST {
        return Err(Refusal::with(Code::Invalid, "labels"));
    }
    let mut chosen: Vec<String> = Vec::with_capacity(asked.len());
    for name in asked {
        if !there.contains(name) && !in_house(name) {
            return Err(Refusal::with(Code::NotFound, "label"));
        }
        if !chosen.contains(name) {
            chosen.push(name.clone());
        }
    }
    Ok(chosen)
}
