//! Colleagues named in a note: `@Inês`, or `@Inês Carvalho`. The same reading as the window's.

use crate::id::StaffId;
use std::collections::BTreeSet;

/// Longest note that is read, in characters; more is not shown, either.
const LONGEST: usize = 20_000;

/// Who is named in `text`. The longest name counts, so that `@Inês Carvalho` names nobody else called Inês; where two have the same
/// first name, the first name alone names both. An `@` inside a word, as in an address, names nobody.
#[must_use]
pub fn named<'s>(
    text: &str,
    staff: impl IntoIterator<Item = (&'s StaffId, &'s str)>,
) -> BTreeSet<&'s StaffId> {
    let mut names: Vec<(&StaffId, Vec<char>)> = Vec::new();
    for (id, name) in staff {
        let first = name.split(' ').next().unwrap_or_default();
        let all = [name, first].map(folded);
        names.extend(
            all.into_iter()
                .filter(|it| !it.is_empty())
                .map(|it| (id, it)),
        );
    }
    let text: Vec<char> = text.chars().take(LONGEST).collect();
    let mut found = BTreeSet::new();
    for (at, sign) in text.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        if *sign != '@' || before.is_some_and(|it| it.is_alphanumeric()) {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let stands = |name: &[char]| {
            let word = rest.get(..name.len()).unwrap_or_default();
            let after = rest.get(name.len());
            folded_chars(word) == *name && after.is_none_or(|it| !it.is_alphanumeric())
        };
        let longest = names
            .iter()
            .filter(|(_, name)| stands(name))
            .map(|(_, name)| name.len())
            .max();
        if let Some(longest) = longest {
            let named = names.iter().filter(|(_, name)| name.len() == longest);
            found.extend(named.filter(|(_, name)| stands(name)).map(|(id, _)| *id));
        }
    }
    found
}

fn folded(name: &str) -> Vec<char> {
    folded_chars(&name.chars().collect::<Vec<_>>())
}

/// One sign for one, so that lengths stay what they are.
fn folded_chars(chars: &[char]) -> Vec<char> {
    let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    chars.iter().map(lower).collect()
}
