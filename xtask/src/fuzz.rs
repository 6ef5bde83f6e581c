//! `cargo xtask fuzz`: every target of `fuzz/`, each for some seconds, from the corpus that is kept there.
//!
//! cargo-fuzz without a sanitizer, because that is what the pinned stable compiler can do. What a run finds new goes into a folder that
//! is thrown away; `--keep` adds what reaches new code to the kept corpus.

use anyhow::{Context, Result, bail};
use clap::Args;
use std::path::{Path, PathBuf};

use crate::{paths, process, steps};

/// Arguments of `fuzz`.
#[derive(Args)]
pub(crate) struct FuzzArguments {
    /// Seconds for each target
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Only the targets whose name contains this
    #[arg(long)]
    only: Option<String>,
    /// Add what reaches new code to the kept corpus
    #[arg(long)]
    keep: bool,
}

/// A parser that needs longer for one input is broken (R8; libFuzzer counts in whole seconds).
const LONGEST_INPUT: &str = "-timeout=1";
/// More at once for one input is broken too (R8), in MiB.
const MOST_MEMORY: &str = "-malloc_limit_mb=64";
/// Longest input, in bytes: more than any parser takes without a second look.
const LONGEST: &str = "-max_len=16384";

/// Fixtures of the tests that are inputs of a target as they are: from there every run begins.
const FIXTURES: [(&str, &str); 1] = [(
    "whatsapp_webhook",
    "crates/channels/tests/it/fixtures/whatsapp",
)];

/// Runs the targets, one after the other.
pub(crate) fn fuzz(arguments: &FuzzArguments) -> Result<()> {
    let wanted = arguments.only.as_deref().unwrap_or_default();
    let targets: Vec<String> = targets()?
        .into_iter()
        .filter(|it| it.contains(wanted))
        .collect();
    if targets.is_empty() {
        bail!("there is no fuzz target of that name; they are the files of fuzz/fuzz_targets");
    }
    for target in targets {
        steps::note(&format!("{target}, {} s", arguments.seconds));
        run(&target, arguments.seconds, &[], arguments.keep)?;
    }
    Ok(())
}

/// The short run of `cargo xtask test`: always the same inputs, so that it is red only for what a change broke.
pub(crate) fn briefly(seconds: u32) -> Result<()> {
    for target in targets()? {
        run(&target, seconds, &["-seed=1"], false)?;
    }
    Ok(())
}

fn folder() -> PathBuf {
    paths::root().join("fuzz")
}

/// The targets, by their files.
fn targets() -> Result<Vec<String>> {
    let folder = folder().join("fuzz_targets");
    let files = std::fs::read_dir(&folder).context("there is no folder fuzz/fuzz_targets")?;
    let mut names: Vec<String> = files
        .flatten()
        .filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn run(target: &str, seconds: u32, options: &[&str], keep: bool) -> Result<()> {
    let found = tempfile::Builder::new().prefix("bellhop-fuzz-").tempdir()?;
    let kept = folder().join("corpus").join(target);
    std::fs::create_dir_all(&kept)?;
    let mut command = cargo_fuzz("run", target);
    command
        .arg(found.path())
        .arg(&kept)
        .args(fixtures(target))
        .args(["--", LONGEST_INPUT, MOST_MEMORY, LONGEST])
        .args(options)
        .arg("-verbosity=0")
        .arg(format!("-max_total_time={seconds}"));
    process::run(&mut command).with_context(|| {
        format!("{target} broke; the input lies in fuzz/artifacts/{target} and becomes a test")
    })?;
    if keep {
        merge(target, found.path(), &kept)?;
    }
    Ok(())
}

fn fixtures(target: &str) -> impl Iterator<Item = PathBuf> {
    let of_target = FIXTURES.iter().filter(move |(of, _)| *of == target);
    of_target.map(|(_, folder)| paths::root().join(folder))
}

/// Adds to the kept corpus what reaches code that it does not reach yet.
fn merge(target: &str, found: &Path, kept: &Path) -> Result<()> {
    let mut command = cargo_fuzz("run", target);
    command
        .arg(kept)
        .arg(found)
        .args(["--", "-merge=1", "-verbosity=0", LONGEST]);
    process::run(&mut command)
}

fn cargo_fuzz(what: &str, target: &str) -> std::process::Command {
    let mut command = process::command(paths::cargo());
    command
        .args(["fuzz", what, "--sanitizer", "none", "--fuzz-dir"])
        .arg(folder())
        .arg(target);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every target is a program of fuzz/Cargo.toml, or it would never run; R8.
    #[test]
    fn every_target_is_built() {
        let manifest = std::fs::read_to_string(folder().join("Cargo.toml")).unwrap();
        let targets = targets().unwrap();
        for (target, _) in FIXTURES {
            assert!(targets.iter().any(|it| it == target), "{target}");
            assert!(fixtures(target).all(|folder| folder.is_dir()));
        }
        assert!(targets.len() > 5, "{targets:?}");
        for target in targets {
            assert!(
                manifest.contains(&format!("name = \"{target}\"")),
                "{target}"
            );
        }
    }

    /// Every target begins from inputs that are kept, each small enough to be read by a person and by the target.
    #[test]
    fn every_target_has_a_kept_corpus() {
        for target in targets().unwrap() {
            let own = folder().join("corpus").join(&target);
            let places = fixtures(&target).chain([own]);
            let files = places.filter_map(|it| std::fs::read_dir(it).ok()).flatten();
            let sizes: Vec<u64> = files
                .map(|it| it.unwrap().metadata().unwrap().len())
                .collect();
            assert!(!sizes.is_empty(), "{target} has nothing to begin from");
            assert!(
                sizes.iter().all(|size| *size <= 16_384),
                "{target}: {sizes:?}"
            );
        }
    }
}
