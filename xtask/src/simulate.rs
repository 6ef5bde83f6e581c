//! `cargo xtask simulate`: the simulation of docs/simulation.md, on every core.

use anyhow::Result;
use clap::Args;

use crate::{paths, process};

/// Arguments of `simulate`.
#[derive(Args)]
pub(crate) struct SimulateArguments {
    /// How many seeds
    #[arg(long, default_value_t = 500)]
    seeds: u64,
    /// The first seed; without --minutes only this one is run, and its last steps are printed
    #[arg(long)]
    seed: Option<u64>,
    /// Go on for so many minutes
    #[arg(long)]
    minutes: Option<u64>,
    /// Plant a failure of another system, or `all` of them one by one, and count the seeds until it is seen
    #[arg(long)]
    plant: Option<String>,
    /// Built for speed: minutes more at first, and a few times as many seeds from then on
    #[arg(long)]
    release: bool,
}

/// Builds the simulation and runs it.
pub(crate) fn simulate(arguments: &SimulateArguments) -> Result<()> {
    let mut build = process::command(paths::cargo());
    // With its test, so that features are chosen as for all tests and nothing is compiled twice.
    build.args(["build", "--workspace", "--bin", "bellhop-simulation"]);
    build.args(["--test", "simulation"]);
    let folder = if arguments.release {
        build.arg("--release");
        "release"
    } else {
        "debug"
    };
    process::run(&mut build)?;
    let name = format!("bellhop-simulation{}", std::env::consts::EXE_SUFFIX);
    let mut run = process::command(paths::target().join(folder).join(name));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    run.args(["--threads", &threads.to_string()]);
    run.args(["--seeds", &arguments.seeds.to_string()]);
    let numbers = [("--seed", arguments.seed), ("--minutes", arguments.minutes)];
    for (name, number) in numbers {
        if let Some(number) = number {
            run.args([name, &number.to_string()]);
        }
    }
    if let Some(plant) = &arguments.plant {
        run.args(["--plant", plant]);
    }
    process::run(&mut run)
}
