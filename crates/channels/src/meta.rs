//! What WhatsApp, Instagram and Messenger share: the signature, the verification GET, and the shallow read of a POST.

mod challenge;
mod envelope;
mod guests;
mod signature;
mod split;

pub use challenge::verify_challenge;
pub use envelope::BrokenBody;
pub use signature::{HEADER as SIGNATURE_HEADER, sign, verify_signature};
pub use split::{ReceiverPart, join, split};

pub(crate) use envelope::{Change, changes};
