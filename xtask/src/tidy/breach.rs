//! What a rule says when it is broken.

use std::fmt;

use super::source::File;

/// A broken rule at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Breach {
    path: String,
    line: usize,
    rule: &'static str,
    what: String,
}

impl Breach {
    /// A breach at a line (from 1) of a file; nothing when the line says that it is allowed.
    pub(super) fn at(file: &File, line: usize, rule: &'static str, what: String) -> Option<Self> {
        let marker = format!("tidy: allow({rule})");
        let lines = file
            .text
            .lines()
            .skip(line.saturating_sub(2))
            .take(if line > 1 { 2 } else { 1 });
        if lines.into_iter().any(|text| text.contains(&marker)) {
            return None;
        }
        Some(Self {
            path: file.path.clone(),
            line,
            rule,
            what,
        })
    }

    /// A breach of a whole file or package.
    pub(super) fn of(path: &str, rule: &'static str, what: String) -> Self {
        Self {
            path: path.to_owned(),
            line: 0,
            rule,
            what,
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {} [{}]", self.path, self.what, self.rule),
            line => write!(
                formatter,
                "{}:{line}: {} [{}]",
                self.path, self.what, self.rule
            ),
        }
    }
}

/// The line (from 1) of a byte offset.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A marker on the line or the one above allows exactly its own rule.
    #[test]
    fn markers() {
        let file = File::new(
            "a.rs",
            "// tidy: allow(words) a name of the field\nbad\nbad\n",
        );
        assert!(Breach::at(&file, 2, "words", String::new()).is_none());
        assert!(Breach::at(&file, 3, "words", String::new()).is_some());
        assert!(Breach::at(&file, 2, "css", String::new()).is_some());
    }
}
