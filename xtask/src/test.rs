//! `cargo xtask test`: every check there is, in one order, and a stop at the first red one.
//!
//! Everything Rust is compiled once, with one set of features, in one target folder: each step that needs a
//! program uses `--workspace` like the build step, because another selection of packages would be another
//! set of features, and the app would be linked again.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::desktop::{Desktop, Size};
use crate::setup::{self, Purpose, SetupArguments};
use crate::simulate::{self, SimulateArguments};
use crate::steps::{self, Steps};
use crate::test_totals::{self, Totals};
use crate::{fuzz, generate, paths, process, spec, tidy, ui};

/// Arguments of `test`.
#[derive(Args)]
pub(crate) struct TestArguments {
    #[command(flatten)]
    setup: SetupArguments,
    /// Do only this check; several times for several
    #[arg(long, value_name = "CHECK")]
    only: Vec<String>,
    /// Start with this check, as after a red one
    #[arg(long, value_name = "CHECK")]
    from: Option<String>,
}

/// A display large enough for the widest window the tests open.
pub(crate) const DISPLAY: Size = Size {
    width: 1920,
    height: 1200,
};

/// What a check needs to know, and what it counts.
struct World {
    setup: SetupArguments,
    totals: Totals,
}

/// One check: the name for `--only`, a caption, and what it does.
struct Check {
    name: &'static str,
    title: &'static str,
    work: fn(&mut World) -> Result<()>,
}

const CHECKS: [Check; 16] = [
    Check {
        name: "setup",
        title: "Looking for what building and testing need",
        work: prepare,
    },
    Check {
        name: "fmt",
        title: "Checking that all Rust is formatted (fmt)",
        work: check_format,
    },
    Check {
        name: "tidy",
        title: "Checking the rules of the house (tidy)",
        work: |_| tidy::tidy(),
    },
    Check {
        name: "spec",
        title: "Checking which points the tests name (spec)",
        work: |_| spec::check(),
    },
    Check {
        name: "ui-types",
        title: "Checking the UI's types (ui-types)",
        work: |_| ui::run_script("check"),
    },
    Check {
        name: "ui-lint",
        title: "Checking the UI's style (ui-lint)",
        work: |_| ui::run_script("lint"),
    },
    Check {
        name: "ui-test",
        title: "Running the UI's tests (ui-test)",
        work: test_ui,
    },
    Check {
        name: "ui-build",
        title: "Building the UI (ui-build)",
        work: |_| ui::build().map(|_| ()),
    },
    Check {
        name: "clippy",
        title: "Checking all Rust for mistakes (clippy)",
        work: check_clippy,
    },
    Check {
        name: "doc",
        title: "Building the documentation (doc)",
        work: build_documentation,
    },
    Check {
        name: "deny",
        title: "Checking licences and sources of dependencies (deny)",
        work: check_dependencies,
    },
    Check {
        name: "build",
        title: "Building everything (build; minutes when cold)",
        work: build_everything,
    },
    Check {
        name: "gen",
        title: "Checking that generated files are current (gen)",
        work: check_generated,
    },
    Check {
        name: "tests",
        title: "Running all tests but the window's (tests)",
        work: run_tests,
    },
    Check {
        name: "simulate",
        title: "Simulating 500 days at a hotel in which everything fails (simulate; minutes when cold)",
        work: |_| simulate::simulate(&SimulateArguments::default()),
    },
    Check {
        name: "fuzz",
        title: "Feeding the parsers (fuzz; minutes when cold)",
        work: fuzz_briefly,
    },
];
/// Kept apart from the others only because it runs on a desktop of its own.
const WINDOW_CHECK: Check = Check {
    name: "e2e",
    title: "Running the tests in a real window (e2e)",
    work: run_window_tests,
};

/// Which tests open windows: those of the root package (`tests/e2e`), which has no others.
pub(crate) const WINDOW_TESTS: &str = "package(bellhop)";

/// Runs the chosen checks and prints a table of their times.
pub(crate) fn test(arguments: &TestArguments) -> Result<()> {
    let all: Vec<&Check> = CHECKS.iter().chain([&WINDOW_CHECK]).collect();
    let chosen = choose(&all, &arguments.only, arguments.from.as_deref())?;
    let mut world = World {
        setup: arguments.setup,
        totals: Totals::default(),
    };
    let mut steps = Steps::new(chosen.len());
    let mut times: Vec<(&str, Duration)> = Vec::new();
    let mut red = None;
    for check in chosen {
        let (result, took) = steps.timed(check.title, || (check.work)(&mut world));
        times.push((check.name, took));
        if let Err(error) = result {
            red = Some((check.name, error));
            break;
        }
    }
    print_times(&times);
    if let Some((name, error)) = red {
        println!("\nRed: {name}. {error:#}");
        println!("Again from here: cargo xtask test --from {name}");
        // A check that is no test counts as one failure, so that nobody reads a red run as a green one.
        world.totals.failed = world.totals.failed.max(1);
        println!("{}", world.totals);
        return Err(process::ExitWith(1).into());
    }
    println!("\nAll green.");
    println!("{}", world.totals);
    Ok(())
}

fn choose<'a>(all: &[&'a Check], only: &[String], from: Option<&str>) -> Result<Vec<&'a Check>> {
    let names: Vec<&str> = all.iter().map(|check| check.name).collect();
    for name in only.iter().map(String::as_str).chain(from) {
        if !names.contains(&name) {
            bail!(
                "there is no check named {name}; there are: {}",
                names.join(", ")
            );
        }
    }
    Ok(all
        .iter()
        .copied()
        .skip_while(|check| from.is_some_and(|from| from != check.name))
        .filter(|check| only.is_empty() || only.iter().any(|name| name == check.name))
        .collect())
}

fn print_times(times: &[(&str, Duration)]) {
    println!("\n{:<10} {:>8}", "check", "minutes");
    for (name, took) in times {
        println!("{name:<10} {:>8.1}", took.as_secs_f64() / 60.0);
    }
    let total: Duration = times.iter().map(|(_, took)| *took).sum();
    println!("{:<10} {:>8.1}", "together", total.as_secs_f64() / 60.0);
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = process::command(paths::cargo());
    command.args(arguments);
    command
}

fn prepare(world: &mut World) -> Result<()> {
    setup::prepare(world.setup, Purpose::Tests)?;
    setup::install_ui_packages()
}

fn check_format(_: &mut World) -> Result<()> {
    process::run(&mut cargo(&["fmt", "--all", "--check"]))
}

fn test_ui(world: &mut World) -> Result<()> {
    test_totals::run_counted(&mut ui::script("test"), &mut world.totals)
}

fn check_clippy(_: &mut World) -> Result<()> {
    process::run(&mut cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn build_documentation(_: &mut World) -> Result<()> {
    let mut command = cargo(&[
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
        "--quiet",
        "--locked",
    ]);
    // Private items are documented too, so a link to one leads somewhere.
    process::run(command.env(
        "RUSTDOCFLAGS",
        "-D warnings -A rustdoc::private-intra-doc-links",
    ))
}

/// Advisories need a database from the network: they are checked in the workflow.
fn check_dependencies(_: &mut World) -> Result<()> {
    process::run(&mut cargo(&[
        "deny", "check", "bans", "licenses", "sources",
    ]))
}

/// Programs and tests together: what follows finds nothing left to compile.
fn build_everything(_: &mut World) -> Result<()> {
    process::run(&mut cargo(&[
        "build",
        "--workspace",
        "--all-targets",
        "--locked",
    ]))
}

fn check_generated(_: &mut World) -> Result<()> {
    generate::check(generate::Build::Workspace)
}

fn nextest(filter: &str) -> Command {
    let mut command = cargo(&[
        "nextest",
        "run",
        "--workspace",
        "--locked",
        "--no-fail-fast",
        "-E",
        filter,
    ]);
    // Passing tests need no line each; a slow or failing one gets one.
    command.args([
        "--status-level",
        "slow",
        "--final-status-level",
        "slow",
        "--no-tests",
        "pass",
    ]);
    command
}

/// With a PostgreSQL of their own, which goes again whether they are green or red.
fn run_tests(world: &mut World) -> Result<()> {
    if cfg!(unix) {
        cluster::shared().context("the tests' PostgreSQL does not start")?;
    }
    let counted = test_totals::run_counted(
        &mut nextest(&format!("not {WINDOW_TESTS}")),
        &mut world.totals,
    );
    cluster::stop().context("the tests' PostgreSQL does not stop")?;
    counted
}

/// Seconds for each target: enough for what a change broke openly. `cargo xtask fuzz` goes on for longer.
const FUZZED: u32 = 4;

fn fuzz_briefly(_: &mut World) -> Result<()> {
    if !cfg!(target_os = "linux") {
        steps::note("Skipped: cargo-fuzz needs Linux.");
        return Ok(());
    }
    fuzz::briefly(FUZZED)
}

fn run_window_tests(world: &mut World) -> Result<()> {
    if !cfg!(target_os = "linux") {
        steps::note(
            "Skipped: the window tests need Linux (WebKitWebDriver under a virtual display).",
        );
        return Ok(());
    }
    let home = tempfile::Builder::new().prefix("bellhop-home-").tempdir()?;
    let desktop = Desktop::start(home.path(), DISPLAY)?;
    let mut command = nextest(WINDOW_TESTS);
    desktop.apply(&mut command);
    test_totals::run_counted(&mut command, &mut world.totals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], from: Option<&str>) -> Result<Vec<&'static str>> {
        let all: Vec<&Check> = CHECKS.iter().chain([&WINDOW_CHECK]).collect();
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        Ok(choose(&all, &only, from)?
            .iter()
            .map(|check| check.name)
            .collect())
    }

    /// Checks are chosen by name, kept in their order, and a misspelt one is refused with the list.
    #[test]
    fn choosing() {
        assert_eq!(names(&["spec", "fmt"], None).unwrap(), ["fmt", "spec"]);
        assert_eq!(
            names(&[], Some("gen")).unwrap(),
            ["gen", "tests", "simulate", "fuzz", "e2e"]
        );
        assert_eq!(names(&[], None).unwrap().len(), 17);
        let error = names(&["frmt"], None).unwrap_err().to_string();
        assert!(error.contains("fmt, tidy"), "{error}");
    }
}
