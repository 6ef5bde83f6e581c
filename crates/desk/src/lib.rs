//! The whole desktop app without a window.
//!
//! [`api`] is the contract with the user interface: one list of commands with typed arguments and results, and one stream
//! of events. A `Host` gives what an operating system gives; a test runs all of it with a host that is only the trait.

pub mod api;
