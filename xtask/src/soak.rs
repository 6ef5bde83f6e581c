//! `cargo xtask soak`: relay and app as processes, killed at random instants under load (R1), webhooks in any order (R2), and damaged
//! caches (R7), as often as told. The short forms of the same tests run in `cargo xtask test`.

use anyhow::Result;
use clap::{Args, ValueEnum};
use std::process::Command;

use crate::{paths, process, steps};

/// Arguments of `soak`.
#[derive(Args)]
pub(crate) struct SoakArguments {
    /// Kills on each database
    #[arg(long, default_value_t = 1_000)]
    rounds: u32,
    /// Caches damaged at random
    #[arg(long, default_value_t = 10_000)]
    damages: u32,
    /// Webhooks delivered again and again, in any order
    #[arg(long, default_value_t = 1_000_000)]
    deliveries: u32,
    /// Times that a disk fails under relay or app
    #[arg(long, default_value_t = 200)]
    faults: u32,
    /// Kills over this database only
    #[arg(long, value_enum)]
    database: Option<Database>,
    /// Where the dice begin
    #[arg(long, default_value_t = 9)]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    const fn test(self) -> &'static str {
        match self {
            Self::Sqlite => "soak::nothing_is_lost_or_doubled_over_sqlite",
            Self::Postgres => "soak::nothing_is_lost_or_doubled_over_postgres",
        }
    }
}

const DELIVERIES: &str = "ingress::duplicates_and_disorder_change_nothing";
const DAMAGES: &str = "damage::random_damage_is_an_error_value";

const CALLS: [&str; 2] = [
    "failing::a_disk_that_fails_costs_only_what_was_not_answered",
    "failing::a_disk_that_fails_leaves_an_old_store_whole",
];
const FAULTS: &str = "soak::nothing_is_lost_where_the_disk_fails";

/// Damages caches, delivers in disorder, lets disks fail, then runs the kills, one database after the other.
pub(crate) fn soak(arguments: &SoakArguments) -> Result<()> {
    if arguments.damages > 0 {
        steps::note(&format!("{} damaged caches", arguments.damages));
        let damages = arguments.damages.to_string();
        process::run(test(DAMAGES).env("BELLHOP_SOAK_DAMAGES", damages))?;
    }
    if arguments.deliveries > 0 {
        steps::note(&format!("{} deliveries", arguments.deliveries));
        let deliveries = arguments.deliveries.to_string();
        process::run(test(DELIVERIES).env("BELLHOP_SOAK_DELIVERIES", deliveries))?;
    }
    if arguments.faults > 0 {
        steps::note(&format!("{} failing disks", arguments.faults));
        for name in CALLS {
            process::run(test(name).env("BELLHOP_SOAK_EVERY_CALL", "1"))?;
        }
        process::run(&mut long(FAULTS, arguments.faults, arguments.seed))?;
    }
    let all = [Database::Sqlite, Database::Postgres];
    let wanted = arguments.database.map_or(all.to_vec(), |one| vec![one]);
    for database in wanted {
        if arguments.rounds == 0 {
            continue;
        }
        steps::note(&format!("{}, {} kills", database.test(), arguments.rounds));
        let mut command = long(database.test(), arguments.rounds, arguments.seed);
        process::run(&mut command)?;
    }
    Ok(())
}

/// A test that goes on for so many rounds.
fn long(name: &str, rounds: u32, seed: u64) -> Command {
    let mut command = test(name);
    command
        .env("BELLHOP_SOAK_ROUNDS", rounds.to_string())
        .env("BELLHOP_SOAK_SEED", seed.to_string());
    command
}

/// One test alone. Not by nextest, which ends a test after minutes: these may take hours.
fn test(name: &str) -> Command {
    let mut command = process::command(paths::cargo());
    command
        .args(["test", "--workspace", "--locked", "--test", "it", "--"])
        .args([name, "--exact", "--nocapture"]);
    command
}
