//! `bellhop-relay`: see `bellhop-relay --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Only what can be read as text; a setting is text.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("BELLHOP_"))
        .collect();
    relay::cli::run(std::env::args_os(), environment)
}
