//! Failures that other sync systems had, planted one by one: the simulation sees each of them.

use simulation::{Plant, Template};

/// Seeds within which each is seen.
const WITHIN: u64 = 20;

/// R3: every planted failure is caught.
#[test]
fn every_planted_failure_is_caught() {
    let template = Template::make().unwrap();
    let missed: Vec<&str> = Plant::ALL
        .into_iter()
        .filter(|plant| {
            let caught = (1..=WITHIN).find(|seed| {
                let report = simulation::run(&template, *seed, Some(*plant)).unwrap();
                !report.violations.is_empty()
            });
            println!("{}: {caught:?}", plant.as_str());
            caught.is_none()
        })
        .map(Plant::as_str)
        .collect();
    assert!(missed.is_empty(), "not caught: {missed:?}");
}
