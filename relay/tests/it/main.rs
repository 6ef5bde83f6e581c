//! The relay's tests, in one program.

mod api;
mod auth;
mod beside;
mod chat_desk;
mod chat_identity;
mod chat_limits;
mod chat_mail;
mod chat_media;
mod chat_page;
mod chat_poll;
mod chat_reactions;
mod chat_socket;
mod chat_world;
mod cli;
mod cli_chat;
mod config;
mod deliver_media;
mod demo;
mod engine_faults;
mod engine_inbound;
mod engine_law;
mod engine_say;
mod engine_staff;
mod engine_start;
mod engine_trouble;
mod engine_world;
mod erase;
mod erase_restored;
mod ingress;
mod jobs;
mod law;
mod logged;
mod matrix;
mod media;
#[cfg(unix)]
mod on_postgres;
mod place;
mod relay_world;
mod restored;
mod stream;
#[cfg(unix)]
mod two_nodes;
mod uploads;
