//! Programs that the tests use and cargo installs.

use anyhow::{Context, Result};

use crate::{paths, process, steps};

struct Tool {
    name: &'static str,
    version: &'static str,
    /// Without what updates the tool itself: that is half of its build.
    features: &'static [&'static str],
    why: &'static str,
    linux_only: bool,
}

const TOOLS: [Tool; 4] = [
    Tool {
        name: "cargo-nextest",
        version: "0.9.143",
        features: &["--no-default-features", "--features", "default-no-update"],
        why: "runs the tests",
        linux_only: false,
    },
    Tool {
        name: "cargo-deny",
        version: "^0.20",
        features: &[],
        why: "checks licences and sources of dependencies",
        linux_only: false,
    },
    Tool {
        name: "cargo-fuzz",
        version: "^0.13",
        features: &[],
        why: "feeds the parsers of outside bytes",
        linux_only: true,
    },
    Tool {
        name: "tauri-driver",
        version: "^2",
        features: &[],
        why: "drives the window",
        linux_only: true,
    },
];

/// Installs those that do not answer to `--help`.
pub(super) fn install_missing() -> Result<()> {
    for tool in &TOOLS {
        let wanted = !tool.linux_only || cfg!(target_os = "linux");
        if wanted && !is_there(tool) {
            install(tool)?;
        }
    }
    Ok(())
}

fn is_there(tool: &Tool) -> bool {
    let mut command = process::command(tool.name);
    if let Some(subcommand) = tool.name.strip_prefix("cargo-") {
        command.arg(subcommand);
    }
    process::try_output(command.arg("--help")).is_some()
}

fn install(tool: &Tool) -> Result<()> {
    steps::note(&format!(
        "Installing {}, which {} (some minutes) …",
        tool.name, tool.why
    ));
    let mut command = process::command(paths::cargo());
    command.args([
        "install",
        tool.name,
        "--version",
        tool.version,
        "--locked",
        "--quiet",
        // Optimising them takes longer than they will ever save.
        "--debug",
    ]);
    command
        .args(tool.features)
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    // Its own target folder: it shares nothing with ours and would only fill it.
    command.env_remove("CARGO_TARGET_DIR");
    process::run(&mut command).with_context(|| format!("{} could not be installed", tool.name))
}
