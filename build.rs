//! Builds the UI when `ui/dist` is missing or older than its sources, then lets Tauri prepare the window.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

#[path = "xtask/src/ui_dist.rs"]
mod ui_dist;

fn main() -> Result<(), Box<dyn Error>> {
    let ui = Path::new("ui");
    println!("cargo::rerun-if-changed=xtask/src/ui_dist.rs");
    println!(
        "cargo::rerun-if-changed={}",
        ui_dist::built_page(ui).display()
    );
    for source in ui_dist::SOURCES {
        let path = ui.join(source);
        // Naming a file that does not exist would run this script at every build.
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    if !ui_dist::is_current(ui) {
        build_ui(ui)?;
    }
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*"),
    )
    .map_err(|error| format!("{error:#}"))?;
    Ok(())
}

fn build_ui(ui: &Path) -> Result<(), Box<dyn Error>> {
    let newest = ui_dist::newest_source(ui).ok_or("the folder ui/ has no sources")?;
    if !ui_dist::packages_are_current(ui) {
        npm(ui, &["ci", "--no-fund", "--no-audit"])?;
    }
    npm(ui, &["run", "--silent", "build"])?;
    ui_dist::stamp(ui, newest)
        .map_err(|error| format!("the UI's build left no ui/dist/index.html ({error})"))?;
    Ok(())
}

/// Runs npm in `ui/`. What it says is shown by cargo only when it fails.
fn npm(ui: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    // On Windows npm is a script that only the command interpreter can start.
    let mut command = if cfg!(windows) {
        Command::new("cmd")
    } else {
        Command::new("npm")
    };
    if cfg!(windows) {
        command.args(["/C", "npm"]);
    }
    let output = command
        .args(arguments)
        .current_dir(ui)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            format!(
                "the UI must be built, and npm cannot be started ({error}). Install Node 20.19 or newer, or \
                 run `cargo xtask run`, which says what is missing"
            )
        })?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "`npm {}` failed in ui/ ({}):\n{}{}",
        arguments.join(" "),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    )
    .into())
}
