//! `cargo xtask simulate`: the simulation of docs/simulation.md, on every core.

use anyhow::Result;
use clap::Args;

use crate::{paths, process};

/// The profile that compiles it, and its folder.
const PROFILE: &str = "simulation";
const PROGRAM: &str = "bellhop-simulation";

/// Seeds of every commit (R3).
const SEEDS: u64 = 500;

/// Arguments of `simulate`.
#[derive(Args)]
pub(crate) struct SimulateArguments {
    /// How many seeds
    #[arg(long, default_value_t = SEEDS)]
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
}

impl Default for SimulateArguments {
    /// What every commit runs.
    fn default() -> Self {
        Self {
            seeds: SEEDS,
            seed: None,
            minutes: None,
            plant: None,
        }
    }
}

/// Builds the simulation and runs it.
pub(crate) fn simulate(arguments: &SimulateArguments) -> Result<()> {
    let mut build = process::command(paths::cargo());
    build.args(["build", "--locked", "--profile", PROFILE]);
    build.args(["--package", "bellhop-simulation", "--bin", PROGRAM]);
    process::run(&mut build)?;
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let mut run = process::command(paths::target().join(PROFILE).join(name));
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
