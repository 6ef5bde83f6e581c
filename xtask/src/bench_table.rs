//! The table of `docs/performance.md`: written between two marks; what people wrote around it stays.

use anyhow::{Context, Result};

use crate::bench::Measured;
use crate::{paths, process};

const BEGIN: &str = "<!-- measured: begin -->";
const END: &str = "<!-- measured: end -->";

/// Puts the figures, and on what they were measured, into the page.
pub(crate) fn write(figures: &[Measured]) -> Result<()> {
    let path = paths::root().join("docs/performance.md");
    let page = std::fs::read_to_string(&path).context("docs/performance.md is missing")?;
    std::fs::write(&path, placed(&page, &table(figures, &machine()))?)?;
    println!("Written: docs/performance.md");
    Ok(())
}

fn placed(page: &str, table: &str) -> Result<String> {
    let (before, rest) = page.split_once(BEGIN).context("a mark is missing")?;
    let (_, after) = rest.split_once(END).context("a mark is missing")?;
    Ok(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

fn table(figures: &[Measured], machine: &str) -> String {
    let mut rows = format!("{machine}\n\n| id | what | measured | beside |\n|---|---|---|---|\n");
    let mut sorted: Vec<&Measured> = figures.iter().collect();
    sorted.sort_by_key(|it| order(&it.id));
    for row in sorted {
        let value = number(row.value);
        rows.push_str(&format!(
            "| {} | {} | {value} {} | {} |\n",
            row.id, row.what, row.unit, row.against
        ));
    }
    rows
}

/// `P5b` after `P5` and before `P11`.
fn order(id: &str) -> (u32, String) {
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u32::MAX), id.to_owned())
}

/// Three figures that count.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        it if it >= 100.0 => 0,
        it if it >= 10.0 => 1,
        it if it >= 1.0 => 2,
        _ => 3,
    };
    format!("{value:.decimals$}")
}

/// On what, with what and when.
fn machine() -> String {
    let said = |program: &str, arguments: &[&str]| {
        let mut command = process::command(program);
        command.args(arguments);
        let said = process::try_output(&mut command).unwrap_or_default();
        said.trim().to_owned()
    };
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or_else(String::new, |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{}; {}, {cores} cores, {} of memory, Linux {}; {}; commit {}.",
        said("date", &["-u", "+%F"]),
        after(&read("/proc/cpuinfo"), "model name"),
        after(&read("/proc/meminfo"), "MemTotal"),
        said("uname", &["-r"]),
        said("rustc", &["--version"]),
        said("git", &["rev-parse", "--short", "HEAD"]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(id: &str, value: f64) -> Measured {
        serde_json::from_value(serde_json::json!({"id": id, "what": "list", "value": value, "unit": "ms", "against": "goal ≤ 8"}))
            .unwrap()
    }

    /// The table replaces the one before; words around it stay; rows stand in the order of GOALS.
    #[test]
    fn the_table_is_replaced() {
        let page = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let figures = [
            figure("P11", 123.4),
            figure("P5b", 12.34),
            figure("P5", 0.1234),
        ];
        let table = table(&figures, "a machine");
        let once = placed(&page, &table).unwrap();
        assert!(once.starts_with("before\n") && once.ends_with("\nafter\n"));
        assert!(!once.contains("old"));
        assert_eq!(placed(&once, &table).unwrap(), once);
        let rows: Vec<&str> = once.lines().filter(|it| it.starts_with("| P")).collect();
        assert_eq!(
            rows,
            [
                "| P5 | list | 0.123 ms | goal ≤ 8 |",
                "| P5b | list | 12.3 ms | goal ≤ 8 |",
                "| P11 | list | 123 ms | goal ≤ 8 |"
            ]
        );
        assert!(placed("no marks", &table).is_err());
    }
}
