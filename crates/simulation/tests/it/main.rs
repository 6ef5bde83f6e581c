//! The simulation, as `cargo xtask test` runs it; `cargo xtask simulate` runs more.

mod plants;
mod replay;
mod seeds;
