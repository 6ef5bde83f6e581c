//! Who gets the turn.

use super::Gate;
use std::sync::Mutex;
use std::time::Duration;

/// DESIGN_DESK, Cache: of those who wait, staff go first, however long the sync has waited.
#[test]
fn staff_go_first() {
    let gate = Gate::default();
    let order = Mutex::new(Vec::new());
    let turn = gate.enter(true);
    std::thread::scope(|scope| {
        for staff in [false, false, true, true] {
            let waiting = gate.lock().staff_waiting;
            let (gate, order) = (&gate, &order);
            scope.spawn(move || {
                let _turn = gate.enter(staff);
                order.lock().unwrap().push(staff);
            });
            // The staff thread is in the queue before the next one comes; a sync thread needs no place in it.
            while staff && gate.lock().staff_waiting == waiting {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        drop(turn);
    });
    assert_eq!(*order.lock().unwrap(), [true, true, false, false]);
}
