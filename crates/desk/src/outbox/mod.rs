//! What staff did: kept in one transaction with its prediction, sent when the relay is there, shown until it is settled.

pub(crate) mod ask;
pub(crate) mod begin;
pub(crate) mod check;
pub(crate) mod depend;
mod erase;
mod label;
pub(crate) mod review;
pub(crate) mod say;
pub(crate) mod send;
mod upload;
