//! Counting tests: test programs write to our terminal, and their closing lines are read on the way.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use regex::Regex;

use crate::process;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl fmt::Display for Totals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs a test program, shows all it writes and adds what it counted.
pub(crate) fn run_counted(command: &mut Command, totals: &mut Totals) -> Result<()> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start `{}`", process::shown(command)))?;
    let output = child.stdout.take().context("the program has no output")?;
    let errors = child
        .stderr
        .take()
        .context("the program has no error output")?;
    let output = std::thread::spawn(move || show(output, std::io::stdout()));
    let errors = std::thread::spawn(move || show(errors, std::io::stderr()));
    let status = process::wait(&mut child)?;
    for reader in [output, errors] {
        let counted = reader.join().unwrap_or_default();
        totals.passed += counted.passed;
        totals.failed += counted.failed;
    }
    if status.success() {
        return Ok(());
    }
    bail!("`{}` failed ({status})", process::shown(command))
}

/// Copies a stream line by line and keeps the last totals it told.
fn show(from: impl Read, mut to: impl Write) -> Totals {
    let mut totals = Totals::default();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while let Ok(length) = reader.read_until(b'\n', &mut line) {
        if length == 0 {
            break;
        }
        let _ = to.write_all(&line);
        if let Some(counted) = read(&String::from_utf8_lossy(&line)) {
            totals = counted;
        }
        line.clear();
    }
    totals
}

/// The totals of a closing line of nextest or vitest.
fn read(line: &str) -> Option<Totals> {
    static COLOUR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("\u{1b}\\[[0-9;]*m").ok());
    static PASSED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(\d+) passed").ok());
    static FAILED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(\d+) (?:failed|timed out)").ok());
    let plain = COLOUR.as_ref()?.replace_all(line, "");
    let plain = plain.trim();
    let nextest = plain.starts_with("Summary [") && plain.contains("tests run:");
    let vitest = plain.starts_with("Tests ") && plain.ends_with(')');
    if !nextest && !vitest {
        return None;
    }
    let sum = |pattern: &Option<Regex>| -> u64 {
        let numbers = pattern
            .iter()
            .flat_map(|pattern| pattern.captures_iter(plain));
        numbers
            .filter_map(|found| found.get(1)?.as_str().parse::<u64>().ok())
            .sum()
    };
    Some(Totals {
        passed: sum(&PASSED),
        failed: sum(&FAILED),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Closing lines of both test programs are read, coloured or not; other lines are not.
    #[test]
    fn closing_lines() {
        let nextest = "     Summary [   0.013s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped\n";
        assert_eq!(
            read(nextest),
            Some(Totals {
                passed: 10,
                failed: 2
            })
        );
        let vitest = "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m7 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (7)\u{1b}[39m\n";
        assert_eq!(
            read(vitest),
            Some(Totals {
                passed: 7,
                failed: 0
            })
        );
        assert_eq!(
            read("      Tests  1 failed | 6 passed (7)"),
            Some(Totals {
                passed: 6,
                failed: 1
            })
        );
        assert_eq!(read(" Test Files  3 passed (3)"), None);
        assert_eq!(read("10 passed"), None);
    }

    /// Everything is shown as it came, and the last closing line counts.
    #[test]
    fn lines_are_shown_and_counted() {
        let mut shown = Vec::new();
        let said = "one\nSummary [1s] 2 tests run: 2 passed, 0 skipped\nno newline at the end";
        assert_eq!(
            show(said.as_bytes(), &mut shown),
            Totals {
                passed: 2,
                failed: 0
            }
        );
        assert_eq!(shown, said.as_bytes());
    }

    /// The closing line is the plain one that programs read.
    #[test]
    fn the_closing_line() {
        assert_eq!(
            Totals {
                passed: 3,
                failed: 1
            }
            .to_string(),
            "3 passed, 1 failed"
        );
    }
}
