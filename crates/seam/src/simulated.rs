//! The machine that a simulation puts in place of the real one, for what runs on this thread.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use crate::Plant;

/// A simulated computer. Everything simulated runs on one thread, so nothing here is shared.
pub trait Machine {
    /// How long one piece of blocking work waits before it begins and after it has ended: a crash falls into one of these.
    fn disk_time(&self) -> (Duration, Duration);
    /// Whether the disk refuses the next commit.
    fn disk_is_full(&self) -> bool;
    /// Fills `bytes` from the seed.
    fn random(&self, bytes: &mut [u8]);
    /// The failure that is planted, if one is.
    fn planted(&self) -> Option<Plant>;
    /// One more than the last time.
    fn turn(&self) -> u64;
}

thread_local! {
    static HERE: RefCell<Option<Rc<dyn Machine>>> = const { RefCell::new(None) };
}

/// Puts `machine` in place until the guard is dropped; then the one before is there again.
#[must_use]
pub fn enter(machine: Rc<dyn Machine>) -> Entered {
    Entered(HERE.with_borrow_mut(|here| here.replace(machine)))
}

/// The time a simulated machine is in place.
pub struct Entered(Option<Rc<dyn Machine>>);

impl Drop for Entered {
    fn drop(&mut self) {
        let before = self.0.take();
        HERE.with_borrow_mut(|here| *here = before);
    }
}

/// Asks the simulated machine; `None` on a real one.
pub(crate) fn of_machine<T>(ask: impl FnOnce(&dyn Machine) -> T) -> Option<T> {
    let machine = HERE.with_borrow(Clone::clone)?;
    Some(ask(machine.as_ref()))
}
