//! A real desk without a window at a real relay in its own process, sockets between them: how soon a message is there (P5), and what a
//! desk costs at which nothing happens (P18).
//!
//! Prints one JSON object a line, for `cargo xtask bench`. The relay is the one of the same build: build `bellhop-relay` first.

#![expect(clippy::print_stdout, reason = "its output is what it measured")]

mod arrival;
mod computer;
mod idle;

use anyhow::Result;
use serde_json::json;
use testkit::{RelayOptions, TestRelay};

fn say(id: &str, what: &str, value: f64, unit: &str, against: &str) {
    let line = json!({ "id": id, "what": what, "value": value, "unit": unit, "against": against });
    println!("{line}");
}

#[tokio::main]
async fn main() -> Result<()> {
    let relay = TestRelay::start(RelayOptions::demo()).await?;
    arrival::arrival(&relay).await?;
    idle::idle(&relay).await
}
