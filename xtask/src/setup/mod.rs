//! What a machine needs before anything can be built, and installing it where we know how.
//!
//! Debian and Ubuntu: missing packages are installed with apt, as root or with `--yes` without a question.
//! Elsewhere the list is printed and the command stops, because a guess at a package name helps nobody;
//! `--installed` says that everything on the list is there.

mod cargo_tools;
mod debian;
mod elsewhere;
mod node;

use anyhow::Result;
use clap::Args;

use crate::{steps, ui};

/// Arguments that every command with a setup takes.
#[derive(Args, Clone, Copy)]
pub(crate) struct SetupArguments {
    /// Install what is missing without asking
    #[arg(long)]
    pub(crate) yes: bool,
    /// Where nothing can be installed for you: everything on the list is already there
    #[arg(long)]
    pub(crate) installed: bool,
}

/// What the machine is prepared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building, and a window on the real display.
    Window,
    /// Building, and a window on a virtual display.
    VirtualWindow,
    /// Everything that the tests use.
    Tests,
}

/// `cargo xtask setup`: everything, for whatever comes.
pub(crate) fn setup_command(arguments: &SetupArguments) -> Result<()> {
    let mut steps = steps::Steps::new(2);
    steps.run("Looking for what building and testing need", || {
        prepare(*arguments, Purpose::Tests)
    })?;
    steps.run("Installing the UI's packages", install_ui_packages)
}

/// Makes sure that everything for `purpose` is there, or says what is missing.
pub(crate) fn prepare(arguments: SetupArguments, purpose: Purpose) -> Result<()> {
    node::check()?;
    if debian::is_debian() {
        debian::install_missing(arguments.yes, purpose)?;
    } else if arguments.installed {
        steps::note("Taking your word for what is installed.");
    } else {
        return elsewhere::explain();
    }
    if purpose == Purpose::Tests {
        cargo_tools::install_missing()?;
    }
    Ok(())
}

/// The UI's packages, and a word when they were there.
pub(crate) fn install_ui_packages() -> Result<()> {
    if !ui::install_packages()? {
        steps::note("They are there.");
    }
    Ok(())
}
