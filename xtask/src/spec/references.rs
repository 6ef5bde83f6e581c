//! References to points in a comment.

use std::sync::LazyLock;

use regex::Regex;

use super::points::Id;

/// A range names at most so many points; more is a slip of the pen.
const WIDEST_RANGE: u32 = 60;

/// Every point that a text names, in the order of the text.
pub(crate) fn read(text: &str) -> Vec<Id> {
    static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let number = r"\d+(?:\s*[-–—]\s*\d+)?";
        let dotted = r"\d+(?:\.\d+)+";
        Regex::new(&format!(
            r"\bSPEC\s+({number}(?:\s*(?:,|and|\+)\s*{number}\b)*)|\bBEYOND\s+({dotted}(?:\s*(?:,|and|\+)\s*{dotted}\b)*)|\b([RP])(\d+)(b?)\b(?:\s*[-–—]\s*[RP]?(\d+)\b)?"
        ))
        .ok()
    });
    let mut ids = Vec::new();
    for found in REFERENCE
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
    {
        if let Some(list) = found.get(1) {
            ids.extend(numbers(list.as_str()).map(Id::Spec));
        } else if let Some(list) = found.get(2) {
            ids.extend(beyond(list.as_str()));
        } else if let (Some(kind), Some(first)) = (found.get(3), found.get(4)) {
            let letter = found.get(5).map_or("", |letter| letter.as_str());
            let last = found.get(6).unwrap_or(first);
            for number in range(first.as_str(), last.as_str()) {
                ids.push(match kind.as_str() {
                    "R" => Id::Reliability(number),
                    _ => Id::Speed(number, letter.to_owned()),
                });
            }
        }
    }
    ids
}

/// `1, 2–5 and 9` as numbers.
fn numbers(list: &str) -> impl Iterator<Item = u32> + '_ {
    static PART: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(\d+)(?:\s*[-–—]\s*(\d+))?").ok());
    PART.iter()
        .flat_map(move |pattern| pattern.captures_iter(list))
        .flat_map(|found| {
            let first = found.get(1).map_or("", |first| first.as_str());
            range(first, found.get(2).map_or(first, |last| last.as_str()))
        })
}

fn range(first: &str, last: &str) -> std::ops::RangeInclusive<u32> {
    let first: u32 = first.parse().unwrap_or(0);
    let last: u32 = last.parse().unwrap_or(first);
    if last < first || last - first > WIDEST_RANGE {
        first..=first
    } else {
        first..=last
    }
}

fn beyond(list: &str) -> impl Iterator<Item = Id> + '_ {
    list.split([',', '+'])
        .flat_map(|part| part.split("and"))
        .map(|part| {
            Id::Beyond(
                part.trim()
                    .split('.')
                    .filter_map(|n| n.parse().ok())
                    .collect(),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        read(text).iter().map(Id::to_string).collect()
    }

    /// Lists, ranges with either dash, several kinds in one comment.
    #[test]
    fn every_way_to_write_them() {
        assert_eq!(
            shown("SPEC 272, R2: a duplicate has no effect"),
            ["SPEC 272", "R2"]
        );
        assert_eq!(
            shown("SPEC 1, 2–4 and 9-10."),
            ["SPEC 1", "SPEC 2", "SPEC 3", "SPEC 4", "SPEC 9", "SPEC 10"]
        );
        assert_eq!(shown("R1–R3, P1b"), ["R1", "R2", "R3", "P1b"]);
        assert_eq!(
            shown("BEYOND 5.4, 2.5.1: x"),
            ["BEYOND 5.4", "BEYOND 2.5.1"]
        );
        assert_eq!(shown("P11 (SPEC 19)"), ["P11", "SPEC 19"]);
    }

    /// Words that only look like references name nothing, and a number of the sentence is not a point.
    #[test]
    fn what_is_not_a_reference() {
        assert!(read("SPECIAL 5, REST, RP2, IP4, 3 seconds").is_empty());
        assert_eq!(shown("SPEC 19: 3 s, and 4 s"), ["SPEC 19"]);
        assert_eq!(shown("SPEC 5-2"), ["SPEC 5"]);
    }
}
