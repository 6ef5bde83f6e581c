//! Keeping the planner's statistics near the truth.
//!
//! Until a table has been analysed PostgreSQL takes it for nearly empty, where one index is as good as another: it looked for records by an index of
//! their kind and read all of a hotel's, a third of a millisecond for each question at 36,000 records and more with every one. Autovacuum looks
//! once a minute where nobody has set it otherwise, and a burst is 200,000 webhooks a minute.

use super::client::Conn;
use crate::error::Result;

/// Tables that changed by more than 500 rows and a fifth since they were analysed.
const CHANGED: &str = "
SELECT format('%I', c.relname)
  FROM pg_stat_user_tables AS s JOIN pg_class AS c ON c.oid = s.relid
 WHERE s.schemaname = current_schema() AND s.n_mod_since_analyze > 500 + greatest(c.reltuples, 0) / 5";

/// Analyses what has changed; a table that another node or autovacuum is at is left to it.
pub(super) async fn tend(conn: &Conn) -> Result<()> {
    for table in conn.query(CHANGED, &[]).await? {
        let name: String = table.try_get(0)?;
        conn.batch_execute(&format!("ANALYZE (SKIP_LOCKED) {name}"))
            .await?;
    }
    Ok(())
}
