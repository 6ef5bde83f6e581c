//! Who writes next: what a person did goes before what the relay sent.

#[cfg(test)]
mod tests;

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

#[derive(Debug, Default)]
struct State {
    busy: bool,
    staff_waiting: usize,
}

/// One turn at a time, staff first. A sync page is cut into small transactions, so staff wait for one of those at most.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

/// Holds the turn; the next in line goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Turn<'g>(&'g Gate);

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether what a person did waits for the turn.
    pub(crate) fn staff_wait(&self) -> bool {
        self.lock().staff_waiting > 0
    }

    /// Waits for the turn.
    pub(crate) fn enter(&self, staff: bool) -> Turn<'_> {
        let mut state = self.lock();
        if staff {
            state.staff_waiting += 1;
        }
        while state.busy || (!staff && state.staff_waiting > 0) {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if staff {
            state.staff_waiting -= 1;
        }
        state.busy = true;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.lock().busy = false;
        self.0.changed.notify_all();
    }
}
