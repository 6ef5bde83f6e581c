//! The relay's tests, in one program.

mod api;
mod auth;
mod cli;
mod config;
mod demo;
mod engine_faults;
mod engine_inbound;
mod engine_law;
mod engine_staff;
mod engine_trouble;
mod engine_world;
mod ingress;
mod jobs;
mod law;
mod matrix;
mod media;
mod relay_world;
mod stream;
