//! The booking assistant (SPEC E, F): what a guest's words mean ([`reading`], [`rules`]), the booking flow ([`flow`]) and its words
//! ([`texts`]). Pure: today and the hotel's zone come in as arguments, and nothing here asks a network.

pub mod flow;
pub mod language;
pub mod reading;
pub mod rules;
pub mod texts;
