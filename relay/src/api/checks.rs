//! Shapes of what people type.

use super::problem::{Answered, Failed};

/// A name of 1–`most` characters without control characters.
pub(super) fn name(typed: &str, most: usize, field: &str) -> Answered<String> {
    let name = typed.trim();
    let fits = (1..=most).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits {
        Ok(name.to_owned())
    } else {
        Err(Failed::invalid(field))
    }
}
