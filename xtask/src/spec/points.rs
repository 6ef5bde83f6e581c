//! The points themselves: their ids and the lines of `docs/SPEC.md` that hold them.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// The name of a point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Id {
    /// A numbered point.
    Spec(u32),
    /// A line of the reliability table.
    Reliability(u32),
    /// A line of the speed table; the letter tells P1 from P1b.
    Speed(u32, String),
    /// A line of the last table, such as 2.5.4, as its numbers.
    Beyond(Vec<u32>),
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(number) => write!(formatter, "SPEC {number}"),
            Self::Reliability(number) => write!(formatter, "R{number}"),
            Self::Speed(number, letter) => write!(formatter, "P{number}{letter}"),
            Self::Beyond(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                write!(formatter, "BEYOND {}", numbers.join("."))
            }
        }
    }
}

/// One line that something must show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// Its name.
    pub(crate) id: Id,
    /// What it says.
    pub(crate) text: String,
}

/// Every point of the page, in its order: numbered lines, and table rows whose first cell is an id.
pub(crate) fn parse(page: &str) -> Vec<Point> {
    static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\d+)\. (.+)$").ok());
    static ROW: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^\| ((?:R|P)\d+b?|BEYOND [0-9.]+) \| (.+?) \|").ok());
    let (Some(numbered), Some(row)) = (NUMBERED.as_ref(), ROW.as_ref()) else {
        return Vec::new();
    };
    page.lines()
        .filter_map(|line| {
            if let Some(found) = numbered.captures(line) {
                let id = Id::Spec(found[1].parse().ok()?);
                return Some(Point {
                    id,
                    text: found[2].to_owned(),
                });
            }
            let found = row.captures(line)?;
            let id = super::references::read(&found[1]).into_iter().next()?;
            Some(Point {
                id,
                text: found[2].to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbered lines and the rows of the three tables are points; headings and other tables are not.
    #[test]
    fn points_of_a_page() {
        let page = "## A\n1. One inbox — whole\n| Number | Meaning |\n| 3 s | refresh |\n\
                    | R2 | duplicates | one |\n| P1b | webhooks | x | y |\n| BEYOND 2.5.4 | drafts |\n";
        let ids: Vec<String> = parse(page)
            .iter()
            .map(|point| point.id.to_string())
            .collect();
        assert_eq!(ids, ["SPEC 1", "R2", "P1b", "BEYOND 2.5.4"]);
    }

    /// The real page has all its points, each once.
    #[test]
    fn the_real_page_is_whole() {
        let page = std::fs::read_to_string(crate::paths::root().join("docs/SPEC.md")).unwrap();
        let points = parse(&page);
        let numbered: Vec<u32> = points
            .iter()
            .filter_map(|point| {
                if let Id::Spec(number) = point.id {
                    Some(number)
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(numbered, (1..=300).collect::<Vec<u32>>());
        let count =
            |wanted: fn(&Id) -> bool| points.iter().filter(|point| wanted(&point.id)).count();
        assert_eq!(count(|id| matches!(id, Id::Reliability(_))), 16);
        assert_eq!(count(|id| matches!(id, Id::Speed(..))), 22);
        assert_eq!(count(|id| matches!(id, Id::Beyond(_))), 62);
    }
}
