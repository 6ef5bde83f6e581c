//! `/v1` and what stands beside it: JSON, RFC 9457 problems, one table of routes.

mod checks;
mod commands;
mod devices;
mod extract;
mod first_page;
mod health;
mod invitations;
mod media;
pub mod openapi;
mod position;
mod problem;
pub mod routes;
mod sessions;
mod state;
mod sync;
mod uploads;

pub use problem::Failed;
pub use routes::{Row, router, table};
pub use state::{Api, Parts, StreamPlace};

pub(crate) use extract::{Params, Signed};
pub(crate) use media::told_type;
#[cfg(feature = "plant")]
pub(crate) use position::changed_meaning;
pub(crate) use position::{CursorState, judge};
pub(crate) use routes::client as client_address;
pub(crate) use routes::{Line, line, of_lines};
pub(crate) use sync::change;
