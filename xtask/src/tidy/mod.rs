//! `cargo xtask tidy`: the rules of the house that no compiler knows, as a check with clear messages.
//!
//! Every rule is a function from files to breaches, tested with a planted breach of its own. A line that
//! breaks a rule for a reason says so on itself or the line above: `tidy: allow(rule) the reason`.

mod breach;
mod compiled_in;
mod css;
mod fluent;
mod imports;
mod markup;
mod secrets_of_places;
mod sizes;
pub(crate) mod source;
mod ui_rules;
mod words;

use anyhow::{Result, bail};

use breach::Breach;

/// Runs every rule and lists all breaches at once.
pub(crate) fn tidy() -> Result<()> {
    let files = source::read_all()?;
    let mut breaches = imports::check(&imports::metadata()?)?;
    breaches.extend(check_files(&files));
    for (path, lines) in sizes::worth_a_look(&files) {
        println!(
            "note: {path} has {lines} production lines; more than {} need a reason",
            sizes::NOTED
        );
    }
    breaches.sort();
    for breach in &breaches {
        println!("{breach}");
    }
    if breaches.is_empty() {
        println!("{} files, no breach.", files.len());
        return Ok(());
    }
    bail!(
        "tidy found {} breaches of the rules of the house (listed above)",
        breaches.len()
    )
}

type Rule = fn(&[source::File]) -> Vec<Breach>;

fn check_files(files: &[source::File]) -> Vec<Breach> {
    let rules: [Rule; 8] = [
        sizes::check,
        words::check,
        secrets_of_places::check,
        compiled_in::check,
        ui_rules::check,
        markup::check,
        css::check,
        fluent::check,
    ];
    rules.iter().flat_map(|rule| rule(files)).collect()
}
