//! What was measured: printed for a person, and written down for `cargo xtask bench`. Never asserted: the machine decides it.

use serde_json::json;
use std::io::Write;

/// One figure.
pub(crate) struct Figure {
    /// As GOALS names it.
    pub(crate) id: &'static str,
    pub(crate) what: String,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// What it stands beside, and the goal.
    pub(crate) against: String,
}

impl Figure {
    /// Says it.
    #[expect(clippy::print_stdout, reason = "figures are for a person to read")]
    pub(crate) fn say(&self) {
        let Self {
            id,
            what,
            value,
            unit,
            against,
        } = self;
        println!("{id} {what}: {value:.3} {unit} ({against})");
        if let Some(report) = std::env::var_os("BELLHOP_BENCH_REPORT") {
            let line =
                json!({ "id": id, "what": what, "value": value, "unit": unit, "against": against });
            let mut file = std::fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(report)
                .unwrap();
            writeln!(file, "{line}").unwrap();
        }
    }
}

/// The value below which `percent` of the values lie.
pub(crate) fn at(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    crate::world::percentile(&sorted, percent)
}
