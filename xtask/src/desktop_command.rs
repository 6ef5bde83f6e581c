//! `cargo xtask desktop -- COMMAND …`: a command on a virtual desktop, for the window tests and for a look by
//! hand.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::desktop::{Desktop, Size};
use crate::process::{self, ExitWith};
use crate::screenshot;

/// Arguments of `desktop`.
#[derive(Args)]
pub(crate) struct DesktopArguments {
    /// Width and height of the display in pixels
    #[arg(long, default_value = "1440x900")]
    size: Size,
    /// A folder to keep as the desktop's home; without it a temporary one is used
    #[arg(long, value_name = "FOLDER")]
    home: Option<PathBuf>,
    /// Save what the display shows when the command has ended
    #[arg(long, value_name = "FILE")]
    screenshot: Option<PathBuf>,
    /// The command and its arguments
    #[arg(last = true, required = true)]
    command: Vec<String>,
}

/// Runs the command and ends with its exit code.
pub(crate) fn desktop(arguments: &DesktopArguments) -> Result<()> {
    let temporary = tempfile::Builder::new().prefix("bellhop-home-").tempdir()?;
    let home = arguments
        .home
        .clone()
        .unwrap_or_else(|| temporary.path().to_path_buf());
    let desktop = Desktop::start(&std::path::absolute(home)?, arguments.size)
        .context("no virtual desktop (`cargo xtask setup` installs what it needs)")?;
    let (program, rest) = arguments
        .command
        .split_first()
        .context("no command was given")?;
    let mut command = std::process::Command::new(program);
    command.args(rest);
    desktop.apply(&mut command);
    let status = process::status(&mut command)?;
    if let Some(file) = &arguments.screenshot {
        screenshot::save(&desktop, file)?;
    }
    if status.success() {
        return Ok(());
    }
    Err(ExitWith(
        status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(1),
    )
    .into())
}
