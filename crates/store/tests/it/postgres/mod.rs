//! The PostgreSQL store from outside: the conformance suite in one line, and what only a server can show.

mod conformance;
mod copy;
mod schema;
mod server;
