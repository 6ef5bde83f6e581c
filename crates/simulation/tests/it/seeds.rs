//! Seeds of every commit, a part in each test so that every core has one. `cargo xtask simulate` runs more.

use simulation::Template;

/// Seeds of one part.
const PART: u64 = 12;

fn run_part(part: u64) -> anyhow::Result<()> {
    let template = Template::make()?;
    for seed in part * PART + 1..=(part + 1) * PART {
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

/// R2, R3, R4: nothing lost, nothing doubled, every desk as a fresh one, whatever fails.
#[test]
fn first_part() -> anyhow::Result<()> {
    run_part(0)
}

/// R2, R3, R4: as the first part.
#[test]
fn second_part() -> anyhow::Result<()> {
    run_part(1)
}

/// R2, R3, R4: as the first part.
#[test]
fn third_part() -> anyhow::Result<()> {
    run_part(2)
}

/// R2, R3, R4: as the first part.
#[test]
fn fourth_part() -> anyhow::Result<()> {
    run_part(3)
}
