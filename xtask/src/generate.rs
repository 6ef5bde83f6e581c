//! `cargo xtask gen`: files that are written by programs and committed.
//!
//! `ui/src/generated/*.ts` are the desk's types and commands (the example `gen_types` of `crates/desk` writes
//! them); `docs/openapi.json` is what `bellhop-relay openapi` prints.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{paths, process};

/// Arguments of `gen`.
#[derive(Args)]
pub(crate) struct GenArguments {
    /// Change nothing; fail when a committed file is not what would be written
    #[arg(long)]
    check: bool,
}

/// What is compiled to get the generators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// Only the two packages that hold them: quick for a person.
    Packages,
    /// The whole workspace, which `test` has compiled already.
    Workspace,
}

/// Writes or checks every generated file.
pub(crate) fn generate(arguments: &GenArguments) -> Result<()> {
    if arguments.check {
        return check(Build::Packages);
    }
    let wanted = everything(Build::Packages)?;
    for stale in compare(&wanted, &committed()?) {
        let path = paths::root().join(&stale.path);
        match wanted.get(&stale.path) {
            Some(text) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                std::fs::write(&path, text)?;
            }
            None => std::fs::remove_file(&path)?,
        }
        println!("{} {}", stale.what, stale.path);
    }
    Ok(())
}

/// Fails with the list of files that are not what would be written.
pub(crate) fn check(build: Build) -> Result<()> {
    let stale = compare(&everything(build)?, &committed()?);
    if stale.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = stale
        .iter()
        .map(|file| format!("  {} ({})", file.path, file.what))
        .collect();
    bail!(
        "generated files are not current; run `cargo xtask gen`:\n{}",
        list.join("\n")
    )
}

type Files = BTreeMap<String, String>;

/// A committed file that differs from what would be written.
#[derive(Debug, PartialEq, Eq)]
struct Stale {
    path: String,
    what: &'static str,
}

fn compare(wanted: &Files, committed: &Files) -> Vec<Stale> {
    let mut stale = Vec::new();
    for (path, text) in wanted {
        match committed.get(path) {
            Some(old) if old == text => {}
            Some(_) => stale.push(Stale {
                path: path.clone(),
                what: "changed",
            }),
            None => stale.push(Stale {
                path: path.clone(),
                what: "new",
            }),
        }
    }
    for path in committed.keys().filter(|path| !wanted.contains_key(*path)) {
        stale.push(Stale {
            path: path.clone(),
            what: "gone",
        });
    }
    stale
}

const TYPES: &str = "ui/src/generated";
const OPENAPI: &str = "docs/openapi.json";

/// What the generators write today.
fn everything(build: Build) -> Result<Files> {
    compile(build)?;
    let mut files = types()?;
    files.insert(OPENAPI.to_owned(), openapi()?);
    Ok(files)
}

/// What the repository holds.
fn committed() -> Result<Files> {
    let mut files = read_folder(&paths::root().join(TYPES))?;
    if let Ok(text) = std::fs::read_to_string(paths::root().join(OPENAPI)) {
        files.insert(OPENAPI.to_owned(), plain_lines(&text));
    }
    Ok(files)
}

fn types() -> Result<Files> {
    let folder = tempfile::tempdir()?;
    let mut command = process::command(paths::debug_binary("examples/gen_types"));
    process::run(command.arg(folder.path())).context("the desk's types could not be written")?;
    read_folder(folder.path())
}

/// Every TypeScript file of a folder, under the path it has in the repository.
fn read_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else {
            continue;
        };
        for entry in entries {
            let path: PathBuf = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "ts") {
                let below = path
                    .strip_prefix(folder)?
                    .to_string_lossy()
                    .replace('\\', "/");
                let text = std::fs::read_to_string(&path)?;
                files.insert(format!("{TYPES}/{below}"), plain_lines(&text));
            }
        }
    }
    Ok(files)
}

fn openapi() -> Result<String> {
    let mut command = process::command(paths::debug_binary("bellhop-relay"));
    let text = process::output(command.arg("openapi"))?;
    let value: serde_json::Value =
        serde_json::from_str(&text).context("`bellhop-relay openapi` did not print JSON")?;
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

/// Compiles the two programs that write.
fn compile(build: Build) -> Result<()> {
    let selections: &[&[&str]] = match build {
        Build::Packages => &[
            &["--package", "bellhop-desk", "--example", "gen_types"],
            &["--package", "bellhop-relay"],
        ],
        Build::Workspace => &[&["--workspace", "--all-targets"]],
    };
    for selection in selections {
        let mut command = process::command(paths::cargo());
        process::run(command.args(["build", "--quiet"]).args(*selection))?;
    }
    Ok(())
}

/// Git on Windows may have changed the ends of lines.
fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Files {
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    /// A changed, a new and a vanished file are each told; equal ones are not.
    #[test]
    fn stale_files_are_found() {
        let wanted = files(&[("same", "1"), ("changed", "2"), ("new", "3")]);
        let committed = files(&[("same", "1"), ("changed", "1"), ("gone", "4")]);
        let found: Vec<(String, &str)> = compare(&wanted, &committed)
            .into_iter()
            .map(|stale| (stale.path, stale.what))
            .collect();
        let expected = [("changed", "changed"), ("new", "new"), ("gone", "gone")];
        assert_eq!(found, expected.map(|(path, what)| (path.to_owned(), what)));
    }
}
