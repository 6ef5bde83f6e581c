//! A cluster that is measured: as PostgreSQL comes, it waits for the disk.

use crate::database::Database;
use crate::start::{halt, make_folder, start};
use std::io::Result;
use std::path::PathBuf;

/// A relay's connections beside pgbench's; everything else is the server's default.
const SETTINGS: &str = "
max_connections = 200
log_min_messages = warning
";

/// Runs until it is dropped, for one process at a time.
#[derive(Debug)]
pub struct Durable {
    folder: PathBuf,
    server: String,
}

impl Durable {
    /// Starts it in a new folder.
    ///
    /// # Errors
    /// PostgreSQL is not installed or does not start.
    pub fn new() -> Result<Self> {
        let name = format!("bellhop-durable-postgres-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        make_folder(&folder)?;
        let server = start(&folder, SETTINGS)?;
        Ok(Self { folder, server })
    }

    /// An empty database in it.
    ///
    /// # Errors
    /// The server says no.
    pub fn database(&self) -> Result<Database> {
        Database::at(self.server.clone())
    }
}

impl Drop for Durable {
    fn drop(&mut self) {
        // What cannot be stopped stays in its folder, and so does what it says about it.
        if halt(&self.folder).is_ok() {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}
