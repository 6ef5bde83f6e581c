//! `cargo xtask simulate` calls this: seeds one after the other, on every core.
#![expect(clippy::print_stdout, reason = "a command line tool talks to people")]

use anyhow::{Result, bail};
use clap::Parser;
use simulation::{Plant, Report, Template};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[derive(Parser)]
#[command(
    name = "bellhop-simulation",
    about = "Runs the simulation of relay, desks and provider"
)]
struct Arguments {
    /// How many seeds
    #[arg(long, default_value_t = 500)]
    seeds: u64,
    /// The first seed; alone it is run and its last steps are printed
    #[arg(long)]
    seed: Option<u64>,
    /// Stop after so many minutes
    #[arg(long)]
    minutes: Option<u64>,
    /// A failure to plant, or `all`: each until it is caught
    #[arg(long)]
    plant: Option<String>,
    /// Go on after a failure and list every one
    #[arg(long)]
    keep_going: bool,
    /// How many of the last steps are printed
    #[arg(long, default_value_t = 120)]
    steps: usize,
    /// Threads; each runs its own seeds
    #[arg(long, default_value_t = 2)]
    threads: u64,
}

fn main() -> ExitCode {
    match simulate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn simulate() -> Result<()> {
    let arguments = Arguments::parse();
    let template = Template::make()?;
    match arguments.plant.as_deref() {
        Some("all") => plants(&template, &arguments, &Plant::ALL),
        Some(name) => {
            let found = Plant::ALL.iter().find(|plant| plant.as_str() == name);
            match found {
                Some(plant) => plants(&template, &arguments, &[*plant]),
                None => bail!("no such failure: {name}"),
            }
        }
        None => seeds(&template, &arguments),
    }
}

fn seeds(template: &Template, arguments: &Arguments) -> Result<()> {
    let first = arguments.seed.unwrap_or(1);
    let count = match (arguments.seed, arguments.minutes) {
        (Some(_), None) => 1,
        (_, Some(_)) => u64::MAX,
        (None, None) => arguments.seeds,
    };
    let until = arguments
        .minutes
        .map(|minutes| Instant::now() + Duration::from_secs(minutes * 60));
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let failed: Mutex<Option<Report>> = Mutex::new(None);
    let totals: Mutex<(u64, u64, BTreeMap<&'static str, u64>)> = Mutex::default();
    let begun = Instant::now();
    let work = || -> Result<()> {
        while !stop.load(Ordering::Relaxed) && until.is_none_or(|until| Instant::now() < until) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                break;
            }
            let report = simulation::run(template, first + number, None)?;
            let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
            totals.0 += 1;
            totals.1 += report.simulated;
            for (what, times) in &report.faults {
                *totals.2.entry(what).or_default() += times;
            }
            drop(totals);
            if !report.violations.is_empty() && arguments.keep_going {
                let what = report.violations.join("\n  ");
                println!("seed {}:\n  {what}", report.seed);
                let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.get_or_insert(report);
            } else if !report.violations.is_empty() || arguments.seed.is_some() {
                stop.store(true, Ordering::Relaxed);
                let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.get_or_insert(report);
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..arguments.threads.max(1))
            .map(|_| scope.spawn(work))
            .collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| bail!("a run panicked")))
    })?;
    let (runs, simulated, faults) = totals.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!(
        "{runs} seeds, {} actions, {} simulated minutes, {:.1} s",
        runs * simulation::ACTIONS,
        simulated / 60_000,
        begun.elapsed().as_secs_f64()
    );
    for (what, times) in faults {
        println!("  {what}: {times}");
    }
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    match failed {
        Some(report) if arguments.keep_going => bail!("the first: {}", report.seed),
        Some(report) => tell(&report, arguments.steps),
        None => Ok(()),
    }
}

fn tell(report: &Report, steps: usize) -> Result<()> {
    let skip = report.last.len().saturating_sub(steps);
    for line in report.last.iter().skip(skip) {
        println!("{line}");
    }
    println!("seed {}, trace {:016x}", report.seed, report.hash);
    if report.violations.is_empty() {
        return Ok(());
    }
    for violation in &report.violations {
        println!("BROKEN: {violation}");
    }
    bail!("replay with: cargo xtask simulate --seed {}", report.seed)
}

/// Plants each failure and counts the seeds until it is seen.
fn plants(template: &Template, arguments: &Arguments, plants: &[Plant]) -> Result<()> {
    let mut missed = Vec::new();
    for plant in plants {
        match seeds_until_caught(template, *plant, arguments.seeds)? {
            Some((seeds, report)) => {
                let what = report.violations.first().cloned().unwrap_or_default();
                println!("{}: caught after {seeds} seeds: {what}", plant.as_str());
            }
            None => missed.push(plant.as_str()),
        }
    }
    match missed.is_empty() {
        true => Ok(()),
        false => bail!("not caught within {} seeds: {missed:?}", arguments.seeds),
    }
}

fn seeds_until_caught(
    template: &Template,
    plant: Plant,
    most: u64,
) -> Result<Option<(u64, Report)>> {
    for seed in 1..=most {
        let report = simulation::run(template, seed, Some(plant))?;
        if !report.violations.is_empty() {
            return Ok(Some((seed, report)));
        }
    }
    Ok(None)
}
