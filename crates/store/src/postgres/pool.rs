//! Connections: some for transactions, some for everything else, so that neither waits for the other.

use super::address::FIRST_WORDS;
use crate::error::{Result, StoreError};
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, RecyclingMethod, Runtime, Timeouts,
};
use std::time::Duration;
use tokio_postgres::{Config, NoTls};

/// Of each kind. Two nodes stay below a server's usual hundred.
pub(super) const CONNECTIONS: usize = 16;
/// How long a caller waits for one.
const WAIT: Duration = Duration::from_secs(30);

pub(super) struct Pool {
    config: Config,
    readers: deadpool_postgres::Pool,
    writers: deadpool_postgres::Pool,
}

impl Pool {
    /// Connects to nothing yet.
    pub(super) fn new(config: Config) -> Result<Self> {
        Ok(Self {
            readers: pool(&config)?,
            writers: pool(&config)?,
            config,
        })
    }

    /// For single statements and snapshots.
    pub(super) async fn read(&self) -> Result<Object> {
        Ok(self.readers.get().await?)
    }

    /// For transactions that write.
    pub(super) async fn write(&self) -> Result<Object> {
        Ok(self.writers.get().await?)
    }

    /// How to reach the database, for a connection that is kept apart.
    pub(super) const fn config(&self) -> &Config {
        &self.config
    }

    /// Gives out no more.
    pub(super) fn close(&self) {
        self.readers.close();
        self.writers.close();
    }
}

fn pool(config: &Config) -> Result<deadpool_postgres::Pool> {
    let manager = Manager::from_config(
        config.clone(),
        NoTls,
        ManagerConfig {
            // Whoever leaves a transaction open rolls it back or gives the connection up (`session`).
            recycling_method: RecyclingMethod::Fast,
        },
    );
    let first_words = Hook::async_fn(|client: &mut deadpool_postgres::ClientWrapper, _| {
        Box::pin(async move {
            client
                .batch_execute(FIRST_WORDS)
                .await
                .map_err(HookError::Backend)
        })
    });
    deadpool_postgres::Pool::builder(manager)
        .max_size(CONNECTIONS)
        .runtime(Runtime::Tokio1)
        .timeouts(Timeouts {
            wait: Some(WAIT),
            create: Some(WAIT),
            recycle: Some(WAIT),
        })
        .post_create(first_words)
        .build()
        .map_err(|error| StoreError::Bug(error.to_string()))
}
