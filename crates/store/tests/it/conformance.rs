//! SQLite passes the suite.

use async_trait::async_trait;
use std::sync::Arc;
use store::conformance::Place;
use store::{SqliteStore, Store};

/// A folder that goes away with the test.
pub(crate) struct Folder(pub(crate) tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
}

#[async_trait]
impl Place for Folder {
    async fn open(&self) -> Arc<dyn Store> {
        SqliteStore::open(self.0.path()).await.unwrap()
    }
}

store::conformance!(Folder::new());
