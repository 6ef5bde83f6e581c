//! Where a test's relay keeps its data: in a file, or, for the tests below `on_postgres`, in a PostgreSQL database of its own.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::{PostgresStore, SqliteStore, Store};

/// A folder that is opened again finds its database again.
static DATABASES: Mutex<Option<HashMap<PathBuf, cluster::Database>>> = Mutex::new(None);

/// The database of this folder, if the test is one of PostgreSQL's: a test runs in a thread of its own name.
pub(crate) fn database(folder: &Path) -> Option<String> {
    let thread = std::thread::current();
    if !thread.name()?.starts_with("on_postgres::") {
        return None;
    }
    let mut all = DATABASES.lock().unwrap_or_else(PoisonError::into_inner);
    let made = all.get_or_insert_default().entry(folder.to_owned());
    let made = made.or_insert_with(|| cluster::Database::new().unwrap());
    Some(made.address())
}

/// The store of this folder.
pub(crate) async fn store(folder: &Path) -> Arc<dyn Store> {
    match database(folder) {
        Some(address) => PostgresStore::open(&address).await.unwrap(),
        None => SqliteStore::open(folder).await.unwrap(),
    }
}
