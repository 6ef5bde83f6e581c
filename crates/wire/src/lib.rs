//! The relay's API: requests, responses and change records. `/v1`, JSON, RFC 9457 problems.
//!
//! The two halves of the product meet only here and in `domain`. OpenAPI is made from these types.

pub mod change;
pub mod command;
pub mod cursor;
pub mod problem;
pub mod session;
pub mod stream;
pub mod upload;
