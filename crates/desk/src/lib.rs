//! The whole desktop app without a window.
//!
//! [`api`] is the contract with the user interface: one list of commands with typed arguments and results, and one stream
//! of events. A [`host::Host`] gives what an operating system gives; a test runs all of it with a host that is only the trait.
//!
//! ```text
//!   window ── rpc ──► commands ──► view (reads)            relay
//!      ▲                 └──────► outbox/ask ─► cache ─► outbox/send ──► POST /v1/commands
//!      │                                          ▲
//!      └── events ◄── after commit ◄── predict ◄──┴── sync/apply ◄── stream, changes, history
//! ```
//!
//! **Invariants.** Every read is a local query. A command is on disk, with its prediction, before its caller is answered. Nothing
//! is announced before its commit. Only [`desk`] decides that a session ends, and only a revocation of this very device wipes.

mod account;
pub mod api;
mod commands;
pub mod desk;
mod events;
pub mod export;
mod files;
pub mod host;
pub mod network;
mod notices;
pub mod options;
mod outbox;
mod predict;
mod relay_client;
mod session;
mod settings;
mod sync;
mod view;
mod viewing;
pub mod window_place;

pub use desk::Desk;
pub use files::MediaFile;
pub use host::Host;
pub use notices::sound;
pub use options::Options;
pub use sync::compare::Compared;

/// Libraries that write down what travels, guests' words and the token, as directives for the log's filter: whoever starts a log adds them
/// last, whatever level is asked for.
pub const TALKATIVE: [&str; 3] = ["tungstenite=info", "tokio_tungstenite=info", "hyper=info"];
