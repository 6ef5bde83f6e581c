//! A transaction that never stays open: who drops it rolls it back, whatever it was waiting for.

use super::client::Conn;
use crate::error::{Result, StoreError};
use deadpool_postgres::Object;

const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

pub(super) struct Session {
    /// Gone once it has ended.
    conn: Option<Object>,
}

impl Session {
    /// Each statement sees what was committed before it.
    pub(super) async fn write(conn: Object) -> Result<Self> {
        Self::begin(conn, WRITE).await
    }

    /// All statements see one state.
    pub(super) async fn snapshot(conn: Object) -> Result<Self> {
        Self::begin(conn, SNAPSHOT).await
    }

    async fn begin(conn: Object, sql: &str) -> Result<Self> {
        // Owned before the first word: a caller that goes away while it waits rolls back too.
        let session = Self { conn: Some(conn) };
        session.conn()?.batch_execute(sql).await?;
        Ok(session)
    }

    pub(super) fn conn(&self) -> Result<&Conn> {
        match &self.conn {
            Some(conn) => Ok(conn),
            None => Err(StoreError::Bug("the transaction has ended".to_owned())),
        }
    }

    /// Ends it: committed, or an error and nothing (a lost line: either).
    pub(super) async fn commit(mut self) -> Result<()> {
        self.conn()?.batch_execute("COMMIT").await?;
        self.conn.take();
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else {
            return;
        };
        // Statements in flight come first on the line. Without a runtime the line itself is cut.
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    if conn.batch_execute("ROLLBACK").await.is_err() {
                        drop(Object::take(conn));
                    }
                });
            }
            Err(_) => drop(Object::take(conn)),
        }
    }
}
