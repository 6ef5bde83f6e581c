//! The few questions that relay and desk ask the machine they run on: run this where blocking is allowed, does the disk take
//! what is about to be committed, give me randomness. A simulation (`docs/simulation.md`) answers them from its seed; without the
//! feature `simulation`, which no program of ours has, the machine itself answers and nothing else is compiled.
//!
//! `planted` belongs to the simulation too: it brings back, one at a time, failures that other sync systems had, to show that the
//! simulation sees them. What asks for it stands behind the feature `plant` of its crate, so no program of ours contains it.

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "simulation")]
mod plant;
#[cfg(feature = "simulation")]
mod simulated;

#[cfg(all(feature = "blocking", feature = "simulation"))]
pub use blocking::Turn;
#[cfg(feature = "blocking")]
pub use blocking::{Unfinished, blocking, brief, detached};
#[cfg(feature = "simulation")]
pub use plant::Plant;
#[cfg(feature = "simulation")]
pub use simulated::{Entered, Machine, enter};

/// Whether the disk is full. Asked before a commit, for which it is simulated; a real disk speaks for itself.
#[must_use]
#[inline]
pub fn disk_is_full() -> bool {
    #[cfg(feature = "simulation")]
    return simulated::of_machine(|machine| machine.disk_is_full()).unwrap_or(false);
    #[cfg(not(feature = "simulation"))]
    false
}

/// Whether this thread's machine is a simulated one.
#[cfg(feature = "simulation")]
#[must_use]
pub fn is_simulated() -> bool {
    simulated::of_machine(|_| ()).is_some()
}

/// Whether this failure of another system is planted here.
#[cfg(feature = "simulation")]
#[must_use]
pub fn planted(plant: Plant) -> bool {
    simulated::of_machine(|machine| machine.planted() == Some(plant)).unwrap_or(false)
}

/// Fills `bytes` with randomness; as they are if the machine has none.
pub fn random(bytes: &mut [u8]) {
    #[cfg(feature = "simulation")]
    if simulated::of_machine(|machine| machine.random(bytes)).is_some() {
        return;
    }
    let _ = getrandom::fill(bytes);
}
