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

use crate::api::{Line, Row, line, of_lines};
use crate::auth::Access;
use crate::engine::Engine;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::{get, post};

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

fn lines() -> Vec<Line<Ingress>> {
    use Access::Provider;
    const SHARED: &str = "/webhooks/meta";
    const OWN: &str = "/webhooks/meta/{connection}";
    vec![
        line(Method::GET, SHARED, Provider, get(meta::verify_shared)),
        line(Method::POST, SHARED, Provider, post(meta::receive_shared)),
        line(Method::GET, OWN, Provider, get(meta::verify_own)),
        line(Method::POST, OWN, Provider, post(meta::receive_own)),
    ]
}

/// Every webhook route.
#[must_use]
pub fn table() -> Vec<Row> {
    lines().into_iter().map(|(row, _)| row).collect()
}

/// The webhook routes.
pub fn router(ingress: Ingress) -> Router {
    of_lines(lines())
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(ingress)
}
