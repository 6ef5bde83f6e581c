//! A database of one's own.

use crate::command::{programs, quiet, run};
use crate::start::shared;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::Result;

/// An empty database; dropping it deletes it, whoever is connected.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Makes one.
    ///
    /// # Errors
    /// As [`shared`].
    pub fn new() -> Result<Self> {
        Self::at(shared()?)
    }

    pub(crate) fn at(server: String) -> Result<Self> {
        // The standard library's own randomness: two tests never meet.
        let name = format!("t{:016x}", RandomState::new().build_hasher().finish());
        let database = Self { server, name };
        database.say(&format!("CREATE DATABASE {}", database.name))?;
        Ok(database)
    }

    /// `postgres://…/name`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }

    /// Runs SQL in it, as somebody with a console does.
    ///
    /// # Errors
    /// The server says no.
    pub fn run(&self, sql: &str) -> Result<()> {
        psql(&self.address(), sql)
    }

    fn say(&self, sql: &str) -> Result<()> {
        psql(&format!("{}/postgres", self.server), sql)
    }
}

fn psql(address: &str, sql: &str) -> Result<()> {
    let folder = std::env::temp_dir();
    run(quiet(programs()?.join("psql"), &folder)
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql])
        .arg(address))
}

impl Drop for Database {
    fn drop(&mut self) {
        // A test that failed must not fail again here; what stays goes with the cluster.
        let _ = self.say(&format!(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            self.name
        ));
    }
}
