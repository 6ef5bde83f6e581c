//! Test worlds: a relay, fake providers, a line that can be cut.

pub mod believable;
pub mod graph;
pub mod line;
pub mod relay;
pub mod smtp;
pub mod templates;
pub mod version;
pub mod visitor;
pub mod whatsapp;

pub use line::{Back, Line};
pub use relay::{RelayClient, RelayOptions, TestRelay};
pub use version::{OtherVersion, Version};
pub use visitor::{Visitor, VisitorRequests};

use std::path::PathBuf;

/// The folder of the package whose tests run. Cargo is asked now and not when this was compiled: several checkouts may share a target
/// folder.
///
/// # Panics
/// Outside of `cargo test` and `cargo nextest`.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "a test that cannot find its own files has to stop"
)]
pub fn package_folder() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("started by cargo"))
}
