//! The relay's tests, in one program.

mod engine_world;
mod ingress;
