//! Webhooks in: signature over the raw bytes, envelope stored, 200.
//!
//! ```text
//!   bytes ─ verify (401) ─ split by receiver ─ one envelope a workspace ─ group commit (503) ─ 200 ─► engine
//! ```
//!
//! What is inside is nobody's business here: content that nobody understands is acknowledged and becomes a dead letter,
//! because a provider that gets an error for content sends it again for a week.

mod meta;
mod parts;
mod registry;
mod writer;

pub use registry::{
    ACCESS_TOKEN, APP_SECRET, ConnectionRegistry, IDENTITY_SECRET, Known, VERIFY_TOKEN, VISITOR_KEY,
};
pub use writer::EnvelopeWriter;

use crate::engine::Engine;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

/// Largest body taken, in bytes: Meta sends up to 3 MB (whatsapp.md 2); beyond this it is 413.
pub const MAX_BODY: usize = 4 << 20;

/// What the webhook routes need. Cheap to clone.
#[derive(Clone)]
pub struct Ingress {
    pub(crate) engine: Engine,
    pub(crate) registry: ConnectionRegistry,
    pub(crate) writer: EnvelopeWriter,
}

impl Ingress {
    /// Webhooks into `engine`; `backlog` = envelopes that may wait unprocessed before 503.
    #[must_use]
    pub fn new(engine: Engine, registry: ConnectionRegistry, backlog: u64) -> Self {
        let writer = EnvelopeWriter::start(&engine, backlog);
        Self {
            engine,
            registry,
            writer,
        }
    }
}

/// The webhook routes.
pub fn router(ingress: Ingress) -> Router {
    Router::new()
        .route(
            "/webhooks/meta",
            get(meta::verify_shared).post(meta::receive_shared),
        )
        .route(
            "/webhooks/meta/{connection}",
            get(meta::verify_own).post(meta::receive_own),
        )
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(ingress)
}
