//! The project's own tools, called as `cargo xtask COMMAND`. They are plain programs that start other
//! programs; nothing of the product depends on them.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to people on its output"
)]

mod bench;
mod bench_table;
mod desktop;
mod desktop_command;
mod fuzz;
mod generate;
mod paths;
mod platform;
mod process;
mod run;
mod screenshot;
mod setup;
mod simulate;
mod soak;
mod spec;
mod steps;
mod test;
mod test_totals;
mod tidy;
mod ui;
mod ui_dist;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Bellhop's own tools",
    version
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what building and testing need
    Setup(setup::SetupArguments),
    /// Build everything, start a relay with the demo hotel and open the window, signed in
    Run(run::RunArguments),
    /// Run every check there is; stop at the first red one
    Test(test::TestArguments),
    /// Check the rules of the house: imports, sizes, words, styles
    Tidy,
    /// List the points of docs/SPEC.md and the tests that name them
    Spec(spec::SpecArguments),
    /// Write the generated TypeScript and docs/openapi.json
    Gen(generate::GenArguments),
    /// Run a command on a virtual desktop with its own session bus, keyring and notifications (Linux)
    Desktop(desktop_command::DesktopArguments),
    /// Run relay, desks and provider in one thread, from seeds, with everything that can fail
    Simulate(simulate::SimulateArguments),
    /// Feed every parser of outside bytes with what it does not expect (Linux)
    Fuzz(fuzz::FuzzArguments),
    /// Kill relay and app at random instants under load, and count what guests and staff said
    Soak(soak::SoakArguments),
    /// Run the measurements there are and write target/bench/report.json and docs/performance.md
    Bench(bench::BenchArguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(error) = process::watch_interrupts() {
        eprintln!("error: {error:#}");
        return ExitCode::FAILURE;
    }
    let result = match arguments.command {
        Command::Setup(arguments) => setup::setup_command(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Test(arguments) => test::test(&arguments),
        Command::Tidy => tidy::tidy(),
        Command::Spec(arguments) => spec::spec(&arguments),
        Command::Gen(arguments) => generate::generate(&arguments),
        Command::Desktop(arguments) => desktop_command::desktop(&arguments),
        Command::Simulate(arguments) => simulate::simulate(&arguments),
        Command::Fuzz(arguments) => fuzz::fuzz(&arguments),
        Command::Soak(arguments) => soak::soak(&arguments),
        Command::Bench(arguments) => bench::bench(&arguments),
    };
    process::stop_leftovers();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

/// What went wrong, in words, and the exit code that belongs to it.
fn report(error: &anyhow::Error) -> ExitCode {
    if let Some(code) = error.downcast_ref::<process::ExitWith>() {
        return ExitCode::from(code.0);
    }
    if process::interrupted() {
        eprintln!("Stopped.");
        return ExitCode::from(130);
    }
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}
