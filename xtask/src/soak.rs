//! `cargo xtask soak`: relay and app as processes, killed at random instants under load (R1), and damaged caches (R7), as often as
//! told. The short forms of the same tests run in `cargo xtask test`.

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

const DAMAGES: &str = "damage::random_damage_is_an_error_value";

/// Damages caches, then runs the kills, one database after the other.
pub(crate) fn soak(arguments: &SoakArguments) -> Result<()> {
    if arguments.damages > 0 {
        steps::note(&format!("{} damaged caches", arguments.damages));
        let damages = arguments.damages.to_string();
        process::run(test(DAMAGES).env("BELLHOP_SOAK_DAMAGES", damages))?;
    }
    let all = [Database::Sqlite, Database::Postgres];
    let wanted = arguments.database.map_or(all.to_vec(), |one| vec![one]);
    for database in wanted {
        if arguments.rounds == 0 {
            continue;
        }
        steps::note(&format!("{}, {} kills", database.test(), arguments.rounds));
        let mut command = test(database.test());
        command
            .env("BELLHOP_SOAK_ROUNDS", arguments.rounds.to_string())
            .env("BELLHOP_SOAK_SEED", arguments.seed.to_string());
        process::run(&mut command)?;
    }
    Ok(())
}

/// One test alone. Not by nextest, which ends a test after minutes: these may take hours.
fn test(name: &str) -> Command {
    let mut command = process::command(paths::cargo());
    command
        .args(["test", "--workspace", "--locked", "--test", "it", "--"])
        .args([name, "--exact", "--nocapture"]);
    command
}
