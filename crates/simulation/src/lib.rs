//! Deterministic simulation (R3): the real relay over the real store, real desks and a fake provider in one thread, from a seed.
//! What is simulated, and how a failure is replayed, stands in `docs/simulation.md`.

mod actions;
mod check;
mod computer;
mod desk_host;
mod house;
mod meta;
mod net;
mod pipe;
mod relay_host;
mod rng;
#[cfg(test)]
mod scenarios;
mod template;
mod trace;
mod truth;
mod world;

use anyhow::Result;
pub use seam::Plant;
use std::collections::BTreeMap;
pub use template::Template;
use world::World;

/// Actions of one run.
pub const ACTIONS: u64 = 200;

/// What came of a run.
#[derive(Debug, Clone)]
pub struct Report {
    /// What it was made from.
    pub seed: u64,
    /// Over everything that happened; the same seed gives the same.
    pub hash: u64,
    /// Laws that were broken; none is well.
    pub violations: Vec<String>,
    /// The things that happened, oldest first; of very many the last.
    pub last: Vec<String>,
    /// How often each kind of trouble was made.
    pub faults: BTreeMap<&'static str, u64>,
    /// Notifications that were shown and looked at.
    pub notices: u64,
    /// Simulated milliseconds.
    pub simulated: u64,
}

/// Runs one seed.
///
/// # Errors
/// The simulation itself could not go on.
pub fn run(template: &Template, seed: u64, plant: Option<Plant>) -> Result<Report> {
    let mut world = World::from_template(template, seed, plant)?;
    world.run(2_000)?;
    for _ in 0..ACTIONS {
        world.act()?;
        let pause = world.rng.between(5, 400);
        world.run(pause)?;
    }
    world.judge()?;
    Ok(Report {
        seed,
        hash: world.net.trace(trace::Trace::hash),
        violations: std::mem::take(&mut world.ledger.violations),
        last: world.net.trace(|trace| trace.last(usize::MAX)),
        faults: std::mem::take(&mut world.ledger.faults),
        notices: world.ledger.notices,
        simulated: world.now(),
    })
}
