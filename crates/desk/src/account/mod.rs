//! Who is signed in, where, and what is kept for them on this computer.

pub(crate) mod address;
pub(crate) mod invitation;
pub(crate) mod open;
pub(crate) mod profile;
pub(crate) mod sign_in;
