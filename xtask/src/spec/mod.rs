//! `cargo xtask spec`: every point of `docs/SPEC.md` with the tests that name it.
//!
//! A test names its points in the comment above it: `SPEC 1, 2–5`, `R10`, `P11`, `BEYOND 5.4`.

mod points;
mod references;
mod tests_of;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::paths;
use crate::tidy::source;
use points::{Id, Point};
use tests_of::NamingTest;

/// Arguments of `spec`.
#[derive(Args)]
pub(crate) struct SpecArguments {
    /// Only the points that no test names
    #[arg(long)]
    missing: bool,
    /// As JSON, for programs
    #[arg(long)]
    json: bool,
}

/// Points, the tests that name them, and what is wrong.
struct Report {
    points: Vec<Point>,
    tests: BTreeMap<Id, Vec<NamingTest>>,
    problems: Vec<String>,
}

/// Prints the list; fails like [`check`].
pub(crate) fn spec(arguments: &SpecArguments) -> Result<()> {
    let report = report()?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&as_json(&report))?);
    } else {
        for point in &report.points {
            let tests = report
                .tests
                .get(&point.id)
                .map(Vec::as_slice)
                .unwrap_or_default();
            if !arguments.missing || tests.is_empty() {
                println!("{:<14} {}", point.id.to_string(), shortened(&point.text));
                for test in tests {
                    println!("{:<14}   {} in {}", "", test.name, test.file);
                }
            }
        }
        println!("{}", summary(&report));
    }
    fail_on_problems(&report)
}

/// One line, and an error when a test names a point that does not exist or a claimed point has no test.
pub(crate) fn check() -> Result<()> {
    let report = report()?;
    println!("{}", summary(&report));
    fail_on_problems(&report)
}

fn fail_on_problems(report: &Report) -> Result<()> {
    if report.problems.is_empty() {
        return Ok(());
    }
    bail!(
        "the tests and docs/SPEC.md disagree:\n  {}",
        report.problems.join("\n  ")
    )
}

fn summary(report: &Report) -> String {
    let named = report
        .points
        .iter()
        .filter(|point| report.tests.contains_key(&point.id))
        .count();
    format!(
        "{named} of {} points are named by tests.",
        report.points.len()
    )
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(100).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn as_json(report: &Report) -> serde_json::Value {
    let points: Vec<serde_json::Value> = report
        .points
        .iter()
        .map(|point| {
            let tests = report
                .tests
                .get(&point.id)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let tests: Vec<serde_json::Value> = tests
                .iter()
                .map(|test| serde_json::json!({"file": test.file, "name": test.name}))
                .collect();
            serde_json::json!({"id": point.id.to_string(), "text": point.text, "tests": tests})
        })
        .collect();
    serde_json::Value::Array(points)
}

fn report() -> Result<Report> {
    let folder = paths::root().join("docs");
    let spec = std::fs::read_to_string(folder.join("SPEC.md")).context("docs/SPEC.md")?;
    let done = std::fs::read_to_string(folder.join("spec-done.txt")).unwrap_or_default();
    let files = source::read_all()?;
    Ok(compare(points::parse(&spec), tests_of::find(&files), &done))
}

fn compare(points: Vec<Point>, found: Vec<NamingTest>, done: &str) -> Report {
    let known: BTreeSet<Id> = points.iter().map(|point| point.id.clone()).collect();
    let mut problems = Vec::new();
    let mut tests: BTreeMap<Id, Vec<NamingTest>> = BTreeMap::new();
    for test in found {
        for id in &test.points {
            if !known.contains(id) {
                problems.push(format!(
                    "{}: {} names {id}, which does not exist",
                    test.file, test.name
                ));
            }
            tests.entry(id.clone()).or_default().push(test.clone());
        }
    }
    for line in done
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
    {
        for id in references::read(line) {
            if !tests.contains_key(&id) {
                problems.push(format!(
                    "docs/spec-done.txt claims {id}, which no test names"
                ));
            }
        }
    }
    Report {
        points,
        tests,
        problems,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(points: &str, comment: &str, done: &str) -> Vec<String> {
        let file = source::File::new(
            "a/tests.rs",
            &format!("/// {comment}\n#[test]\nfn shows() {{}}\n"),
        );
        compare(points::parse(points), tests_of::find(&[file]), done).problems
    }

    /// A test that names a point which does not exist is a problem, with file and name.
    #[test]
    fn unknown_points() {
        assert!(world("1. one\n", "SPEC 1: it does.", "").is_empty());
        let problems = world("1. one\n", "SPEC 1, 301: it does.", "");
        assert_eq!(
            problems,
            ["a/tests.rs: shows names SPEC 301, which does not exist"]
        );
    }

    /// A claimed point without a test is a problem; comments in the list are none.
    #[test]
    fn claimed_points_need_tests() {
        assert!(world("1. one\n2. two\n", "SPEC 1.", "# SPEC 2\nSPEC 1\n").is_empty());
        let problems = world("1. one\n2. two\n", "SPEC 1.", "SPEC 1-2\n");
        assert_eq!(
            problems,
            ["docs/spec-done.txt claims SPEC 2, which no test names"]
        );
    }
}
