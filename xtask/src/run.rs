//! `cargo xtask run`: from a fresh copy of the repository to the window, signed in to the demo hotel.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::desktop::{Desktop, Size};
use crate::process::{self, Service};
use crate::setup::{self, Purpose, SetupArguments};
use crate::steps::{self, Steps};
use crate::{paths, platform, screenshot, ui};

/// Who the window is signed in as; the app takes this from a relay on this machine only.
const DEMO_SIGN_IN: &str = "ines@miralva.example:bellhop-demo";
const RELAY_READY: Duration = Duration::from_secs(60);
const PAINTED: Duration = Duration::from_secs(120);

/// Arguments of `run`.
#[derive(Args)]
pub(crate) struct RunArguments {
    #[command(flatten)]
    setup: SetupArguments,
    /// Save a picture of the window's display as soon as the inbox is painted, then stop
    #[arg(long, value_name = "FILE")]
    screenshot: Option<PathBuf>,
    /// Use a virtual display although there is a real one
    #[arg(long)]
    headless: bool,
    /// The relay's port on 127.0.0.1
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Width and height of the virtual display in pixels
    #[arg(long, default_value = "1440x900")]
    size: Size,
    /// Stop by itself after so many seconds
    #[arg(long, value_name = "N")]
    seconds: Option<u64>,
}

/// Builds, starts and watches; stops all of it at the end.
pub(crate) fn run(arguments: &RunArguments) -> Result<()> {
    let needs_virtual = arguments.headless || !platform::has_display();
    // A picture is taken of a virtual display: what else is on a person's screen is nobody's business.
    let virtual_display = needs_virtual || arguments.screenshot.is_some();
    let purpose = if virtual_display {
        Purpose::VirtualWindow
    } else {
        Purpose::Window
    };
    let folder = data_folder()?;
    // Nobody wants to hear this after minutes of building.
    check_port(arguments.port)?;
    let mut steps = Steps::new(7);

    steps.run("Looking for what building needs", || {
        setup::prepare(arguments.setup, purpose)
    })?;
    steps.run("Installing the UI's packages", setup::install_ui_packages)?;
    steps.run("Building the UI", build_ui)?;
    steps.run(
        "Building the relay and the app (the first time takes some minutes)",
        build_programs,
    )?;
    steps.run("Loading the demo hotel", || load_demo(&folder))?;
    let mut relay = steps.run("Starting the relay", || {
        start_relay(&folder, arguments.port)
    })?;
    let desktop = steps.run("Opening the window", || {
        open_desktop(arguments, virtual_display, &folder)
    })?;
    let mut window = start_window(desktop.as_ref(), &folder, arguments.port)?;
    println!(
        "\nBellhop is running. The relay: http://127.0.0.1:{}",
        arguments.port
    );
    println!(
        "A guest writes at http://127.0.0.1:{}/chat/demo",
        arguments.port
    );
    println!("Its data, and what it says: {}", folder.display());

    let outcome = match &arguments.screenshot {
        Some(file) => take_picture(desktop.as_ref(), file, &mut window, &mut relay),
        None => watch(
            &mut window,
            &mut relay,
            arguments.seconds.map(Duration::from_secs),
        ),
    };
    // The window goes before the relay and the display, so that it can say goodbye to both.
    window.stop();
    relay.stop();
    drop(desktop);
    outcome
}

/// Where this command keeps the relay's and the desk's data between two runs.
fn data_folder() -> Result<PathBuf> {
    let folder = match std::env::var_os("BELLHOP_HOME") {
        Some(folder) if !folder.is_empty() => std::path::absolute(folder)?,
        _ => paths::target().join("run"),
    };
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn build_ui() -> Result<()> {
    if !ui::build()? {
        steps::note("It is current.");
    }
    Ok(())
}

fn build_programs() -> Result<()> {
    process::run(process::command(paths::cargo()).args([
        "build",
        "--package",
        "bellhop-relay",
        "--package",
        "bellhop",
    ]))
}

fn relay_command(folder: &Path, subcommand: &str) -> std::process::Command {
    let mut command = process::command(paths::debug_binary("bellhop-relay"));
    // BELLHOP_HOME is the desk's; the relay would take it for a misspelt setting.
    command
        .env_remove("BELLHOP_HOME")
        .arg(subcommand)
        .arg("--data")
        .arg(folder.join("relay"));
    command
}

fn load_demo(folder: &Path) -> Result<()> {
    process::run(&mut relay_command(folder, "demo")).with_context(|| {
        format!(
            "the demo hotel could not be loaded into {}",
            folder.display()
        )
    })
}

fn start_relay(folder: &Path, port: u16) -> Result<Service> {
    check_port(port)?;
    let address = format!("127.0.0.1:{port}");
    let mut command = relay_command(folder, "serve");
    command
        .args(["--listen", &address])
        .stdin(std::process::Stdio::null());
    let mut relay = Service::start("the relay", &mut command, &folder.join("relay.log"))?;
    relay.wait_until(RELAY_READY, |relay| relay.said().contains("listening on"))?;
    Ok(relay)
}

/// Says what to do about a port that another program has.
fn check_port(port: u16) -> Result<()> {
    if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
        return Ok(());
    }
    let who = if cfg!(windows) {
        format!("netstat -ano | findstr :{port}")
    } else if cfg!(target_os = "macos") {
        format!("lsof -nP -iTCP:{port} -sTCP:LISTEN")
    } else {
        format!("ss -ltnp 'sport = :{port}'")
    };
    bail!(
        "port {port} on 127.0.0.1 is taken by another program, perhaps a relay started earlier.\n  \
         See which one:   {who}\n  \
         Or take another: cargo xtask run --port {}",
        if port == u16::MAX { 8787 } else { port + 1 }
    )
}

fn open_desktop(
    arguments: &RunArguments,
    virtual_display: bool,
    folder: &Path,
) -> Result<Option<Desktop>> {
    if !virtual_display {
        return Ok(None);
    }
    // Its home stays between two runs: the key of the desk's cache lies in its keyring.
    let desktop = Desktop::start(&folder.join("virtual-desktop"), arguments.size)?;
    let why = if platform::has_display() {
        "As asked"
    } else {
        "There is no display here"
    };
    steps::note(&format!(
        "{why}: the window is on a virtual one ({}), with its own session bus and keyring.",
        desktop.display()
    ));
    Ok(Some(desktop))
}

fn start_window(desktop: Option<&Desktop>, folder: &Path, port: u16) -> Result<Service> {
    let mut command = process::command(paths::debug_binary("bellhop"));
    if let Some(desktop) = desktop {
        desktop.apply(&mut command);
    }
    // A cache opens with the key in its own keyring: the real and the virtual desktop have one each.
    let home = if desktop.is_some() {
        "desk-virtual"
    } else {
        "desk"
    };
    command
        .env("BELLHOP_HOME", folder.join(home))
        .env("BELLHOP_RELAY", format!("http://127.0.0.1:{port}"))
        .env("BELLHOP_DEMO_SIGN_IN", DEMO_SIGN_IN)
        .stdin(std::process::Stdio::null());
    Service::start("the window", &mut command, &folder.join("window.log"))
}

/// Until somebody closes the window, presses Ctrl-C, or the time is over.
fn watch(window: &mut Service, relay: &mut Service, limit: Option<Duration>) -> Result<()> {
    println!("Close the window or press Ctrl-C to stop.");
    let started = std::time::Instant::now();
    while limit.is_none_or(|limit| started.elapsed() < limit) {
        if process::interrupted() {
            println!("\nStopping …");
            return Ok(());
        }
        if let Some(status) = window.ended()? {
            if status.success() {
                println!("The window was closed.");
                return Ok(());
            }
            bail!(
                "the window ended unexpectedly ({status}).\n{}",
                window.last_words()
            );
        }
        check_relay(relay)?;
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn check_relay(relay: &mut Service) -> Result<()> {
    match relay.ended()? {
        Some(status) => bail!(
            "the relay ended unexpectedly ({status}).\n{}",
            relay.last_words()
        ),
        None => Ok(()),
    }
}

fn take_picture(
    desktop: Option<&Desktop>,
    file: &Path,
    window: &mut Service,
    relay: &mut Service,
) -> Result<()> {
    let desktop = desktop.context("a picture needs the virtual display")?;
    println!("Waiting for the inbox …");
    window.wait_until(PAINTED, |window| window.said().contains("inbox painted"))?;
    check_relay(relay)?;
    screenshot::wait_until_drawn(desktop, PAINTED).with_context(|| window.last_words())?;
    screenshot::save(desktop, file)?;
    println!("Saved {}.", file.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A taken port is named together with two ways out.
    #[test]
    fn a_taken_port_is_explained() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = check_port(port).unwrap_err().to_string();
        assert!(error.contains(&port.to_string()), "{error}");
        assert!(error.contains("--port"), "{error}");
        drop(listener);
        assert!(check_port(port).is_ok());
    }
}
