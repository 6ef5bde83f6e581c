//! PostgreSQL passes the suite.

use async_trait::async_trait;
use cluster::Database;
use std::sync::Arc;
use store::conformance::Place;
use store::{PostgresStore, Store};

/// A database that goes away with the test.
pub(crate) struct Server(pub(crate) Database);

impl Server {
    pub(crate) fn new() -> Self {
        Self(Database::new().unwrap())
    }

    pub(crate) async fn store(&self) -> Arc<PostgresStore> {
        PostgresStore::open(&self.0.address()).await.unwrap()
    }
}

#[async_trait]
impl Place for Server {
    async fn open(&self) -> Arc<dyn Store> {
        self.store().await
    }
}

store::conformance!(Server::new());
