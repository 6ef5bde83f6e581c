//! The UI's npm commands.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{paths, process, ui_dist};

/// The folder of the UI.
pub(crate) fn folder() -> PathBuf {
    paths::root().join("ui")
}

/// npm, in the UI's folder. On Windows it is a script that only the command interpreter can start.
fn npm() -> Command {
    let mut command = if cfg!(windows) {
        let mut command = process::command("cmd");
        command.args(["/C", "npm"]);
        command
    } else {
        process::command("npm")
    };
    command.current_dir(folder());
    command
}

/// Installs the UI's packages exactly as `package-lock.json` names them, unless they are there.
pub(crate) fn install_packages() -> Result<bool> {
    if !folder().join("package-lock.json").exists() {
        bail!("ui/package-lock.json is missing; is this a whole copy of the repository?");
    }
    if ui_dist::packages_are_current(&folder()) {
        return Ok(false);
    }
    process::run(npm().args(["ci", "--no-fund", "--no-audit"]))?;
    Ok(true)
}

/// Builds `ui/dist` unless it is current; whether there was something to do.
pub(crate) fn build() -> Result<bool> {
    if ui_dist::is_current(&folder()) {
        return Ok(false);
    }
    let newest = ui_dist::newest_source(&folder()).context("ui/ has no sources")?;
    run_script("build")?;
    ui_dist::stamp(&folder(), newest).context("the UI's build left no ui/dist/index.html")?;
    Ok(true)
}

/// Runs a script of `ui/package.json` on our terminal.
pub(crate) fn run_script(name: &str) -> Result<()> {
    process::run(&mut script(name))
}

/// The command that runs a script of `ui/package.json`.
pub(crate) fn script(name: &str) -> Command {
    let mut command = npm();
    command.args(["run", "--silent", name]);
    command
}
