//! `cargo xtask bench`: runs measurements and collects what they say.
//!
//! A measurement is a Cargo example named `measure_<what>` in any package of the workspace, which prints a JSON object a
//! figure, each on its own line: `{"id": "P2", "what": "…", "value": 1.7, "unit": "x", "against": "…"}`; or a story of the
//! window tests whose name ends in `_measured`, which adds such lines to the file that `BELLHOP_BENCH_REPORT` names
//! (Linux). Both are built for release and run alone. None is built in here, and a figure that nobody measured does not
//! appear.

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

use crate::desktop::Desktop;
use crate::test::{DISPLAY, WINDOW_TESTS};
use crate::{bench_table, paths, process};

/// The name of the window's measurements for `--only`.
const WINDOW: &str = "window";

/// Tells a measurement how many messages its largest cache has.
const SIZE: &str = "BELLHOP_BENCH_MESSAGES";

/// Arguments of `bench`.
#[derive(Args)]
pub(crate) struct BenchArguments {
    /// Run only the measurements whose name contains this; those in the window are called `window`
    #[arg(long)]
    only: Option<String>,
    /// Messages in the largest cache (`1m`, `250k`, `10m`); 10 million take gigabytes of disk and half an hour
    #[arg(long, default_value = "1m", value_parser = messages)]
    size: u32,
}

/// A number with `k` or `m` behind it.
fn messages(told: &str) -> Result<u32, String> {
    let (number, times) = match told.to_ascii_lowercase() {
        it if it.ends_with('k') => (it.trim_end_matches('k').to_owned(), 1_000),
        it if it.ends_with('m') => (it.trim_end_matches('m').to_owned(), 1_000_000),
        it => (it, 1),
    };
    let number = number.parse::<u32>().ok();
    let size = number.and_then(|it| it.checked_mul(times));
    size.filter(|it| *it >= 10_000)
        .ok_or_else(|| "a number of messages, at least 10k, like 1m".to_owned())
}

/// What one measurement said.
#[derive(Debug, Deserialize, Serialize, PartialEq)]
pub(crate) struct Measured {
    pub(crate) id: String,
    pub(crate) what: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) against: String,
}

/// Runs every measurement, prints one table and writes the report; with all of them `docs/performance.md`, too.
pub(crate) fn bench(arguments: &BenchArguments) -> Result<()> {
    let mut metadata = process::command(paths::cargo());
    metadata.args(["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&process::output(&mut metadata)?)?;
    let wanted = arguments.only.as_deref().unwrap_or_default();
    let (mut report, mut failed) = (Vec::new(), Vec::new());
    // What others measured is worth its hours.
    let mut keep =
        |report: &mut Vec<Measured>, name: &str, measured: Result<Vec<Measured>>| match measured {
            Ok(figures) => report.extend(figures),
            Err(error) => failed.push(format!("{name}: {error:#}")),
        };
    // Several start a relay; it lies beside them, of the same build.
    let build = [
        "build",
        "--release",
        "--locked",
        "--package",
        "bellhop-relay",
    ];
    process::run(process::command(paths::cargo()).args(build))?;
    let all = measurements(&metadata);
    build_measurements(&all, wanted)?;
    for (package, name) in &all {
        if name.contains(wanted) {
            keep(&mut report, name, measure(package, name, arguments.size));
        }
    }
    if WINDOW.contains(wanted) && cfg!(target_os = "linux") {
        keep(&mut report, WINDOW, measure_window(arguments.size));
    }
    if report.is_empty() {
        println!(
            "There is no measurement of that name yet: a measurement is an example named measure_<what>."
        );
    }
    for row in &report {
        println!(
            "{:<5} {:<60} {:>12.3} {:<6} {}",
            row.id, row.what, row.value, row.unit, row.against
        );
    }
    let folder = paths::target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("report.json");
    std::fs::write(&file, serde_json::to_string_pretty(&report)?)?;
    println!("Written: {}", file.display());
    if !failed.is_empty() {
        bail!("not measured: {}", failed.join("; "));
    }
    if arguments.only.is_none() {
        bench_table::write(&report)?;
    }
    Ok(())
}

/// Package and name of every example that is a measurement.
fn measurements(metadata: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        for target in package["targets"].as_array().into_iter().flatten() {
            let name = target["name"].as_str().unwrap_or_default();
            let example = target["kind"]
                .as_array()
                .is_some_and(|kinds| kinds.contains(&"example".into()));
            if example && name.starts_with("measure_") {
                let package = package["name"].as_str().unwrap_or_default();
                found.push((package.to_owned(), name.to_owned()));
            }
        }
    }
    found
}

/// In one build of all their packages: each alone would have its own features, and compile the others anew.
fn build_measurements(all: &[(String, String)], wanted: &str) -> Result<()> {
    let mut build = process::command(paths::cargo());
    build.args(["build", "--release", "--locked"]);
    let packages: BTreeSet<&str> = all.iter().map(|(package, _)| package.as_str()).collect();
    for package in packages {
        build.args(["--package", package]);
    }
    let mut names = all
        .iter()
        .filter(|(_, name)| name.contains(wanted))
        .peekable();
    if names.peek().is_none() {
        return Ok(());
    }
    for (_, name) in names {
        build.args(["--example", name]);
    }
    process::run(&mut build)
}

fn measure(package: &str, name: &str, size: u32) -> Result<Vec<Measured>> {
    println!("Measuring {name} …");
    let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let mut command = process::command(paths::target().join("release/examples").join(program));
    // As `cargo run` sets it: what it starts lies in the workspace's target folder.
    let folder = package.trim_start_matches("bellhop-");
    command.env(
        "CARGO_MANIFEST_DIR",
        paths::root().join("crates").join(folder),
    );
    command.env(SIZE, size.to_string());
    read(&process::output(&mut command)?).with_context(|| format!("{name} measured nothing usable"))
}

/// What the window's stories measure, with the amounts that GOALS asks for.
fn measure_window(size: u32) -> Result<Vec<Measured>> {
    println!("Measuring in the window (a release build takes minutes when cold) …");
    let home = tempfile::Builder::new().prefix("bellhop-home-").tempdir()?;
    let desktop = Desktop::start(home.path(), DISPLAY)?;
    let lines = home.path().join("figures");
    let stories = format!("{WINDOW_TESTS} and test(/_measured$/)");
    let mut command = process::command(paths::cargo());
    command.args([
        "nextest",
        "run",
        "--release",
        "--locked",
        "--package",
        "bellhop",
        "-E",
        &stories,
    ]);
    command
        .env("BELLHOP_BENCH_REPORT", &lines)
        .env(SIZE, size.to_string());
    desktop.apply(&mut command);
    process::run(&mut command)?;
    let said = std::fs::read_to_string(&lines).context("the window's stories measured nothing")?;
    read(&said)
}

/// A figure a line; what is no object is for the person who watches.
fn read(said: &str) -> Result<Vec<Measured>> {
    let figures = said
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('{'));
    let figures: Vec<Measured> = figures
        .map(|line| {
            serde_json::from_str(line).with_context(|| format!("this is not a measurement: {line}"))
        })
        .collect::<Result<_>>()?;
    if figures.is_empty() {
        bail!("it printed no figure")
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every object is a figure; nothing, or half a one, is an error, never a zero.
    #[test]
    fn figures_are_lines() {
        let said = "warming up\n{\"id\":\"P2\",\"what\":\"latency\",\"value\":1.5,\"unit\":\"x\"}\n\n{\"id\":\"P3\",\"what\":\"fsyncs\",\"value\":0.1,\"unit\":\"\"}\n";
        let figures: Vec<(String, f64)> = read(said)
            .unwrap()
            .into_iter()
            .map(|it| (it.id, it.value))
            .collect();
        assert_eq!(figures, [("P2".to_owned(), 1.5), ("P3".to_owned(), 0.1)]);
        assert!(read("").is_err());
        assert!(read("done").is_err());
        assert!(read("{\"id\":\"P2\"}").is_err());
    }

    /// As people write it.
    #[test]
    fn a_size_is_a_number_of_messages() {
        assert_eq!(messages("1m"), Ok(1_000_000));
        assert_eq!(messages("250K"), Ok(250_000));
        assert_eq!(messages("12345"), Ok(12_345));
        for wrong in ["", "m", "many", "9k", "-1m", "10000m"] {
            assert!(messages(wrong).is_err(), "{wrong}");
        }
    }

    /// Only examples with the agreed name are measurements.
    #[test]
    fn measurements_are_examples_by_name() {
        let metadata = serde_json::json!({"packages": [{"name": "store", "targets": [
            {"name": "measure_p2", "kind": ["example"]},
            {"name": "measure_p3", "kind": ["bin"]},
            {"name": "other", "kind": ["example"]},
        ]}]});
        assert_eq!(
            measurements(&metadata),
            [("store".to_owned(), "measure_p2".to_owned())]
        );
    }
}
