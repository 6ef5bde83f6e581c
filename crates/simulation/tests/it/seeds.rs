//! A few seeds. `cargo xtask test` simulates 500 of them after the tests, `cargo xtask simulate` as many as told.

use simulation::Template;

const SEEDS: u64 = 12;

/// R2, R3, R4: nothing lost, nothing doubled, every desk as a fresh one, whatever fails.
#[test]
fn nothing_is_lost_or_doubled_whatever_fails() -> anyhow::Result<()> {
    let template = Template::make()?;
    for seed in 1..=SEEDS {
        let report = simulation::run(&template, seed, None)?;
        assert!(
            report.violations.is_empty(),
            "{}\n{:#?}\nreplay with: cargo xtask simulate --seed {seed}",
            report.last[report.last.len().saturating_sub(120)..].join("\n"),
            report.violations
        );
    }
    Ok(())
}
