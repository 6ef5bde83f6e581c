//! Unique keys that lead to records: phone numbers, channel identities, provider message ids, the open conversation.

use super::id;
use crate::error::Result;
use crate::model::LookupKey;
use crate::postgres::client::{Conn, Text, rows};
use domain::id::{RecordId, WorkspaceId};
use std::collections::BTreeSet;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE lookup (
  workspace TEXT COLLATE "C" NOT NULL,
  space TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  record TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace, space, key)
);
"#;

/// Key by key, a join that nothing turns round: with the statistics of an empty table the planner read all of the hotel's keys
/// beside every one asked.
pub(super) const NAMED: &str = "SELECT k.place, l.record
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS k (space, key, place) CROSS JOIN LATERAL (
       SELECT record FROM lookup WHERE workspace = $1 AND space = k.space AND key = k.key LIMIT 1) AS l";

/// Where each key leads, in the order asked.
pub(in crate::postgres) async fn get_all(
    conn: &Conn,
    workspace: &WorkspaceId,
    keys: &[LookupKey],
) -> Result<Vec<Option<RecordId>>> {
    let spaces: Vec<&str> = keys.iter().map(|key| key.space).collect();
    let names: Vec<Text<'_>> = keys.iter().map(|key| Text(&key.key)).collect();
    let found = rows(conn, NAMED, &[&workspace.as_str(), &spaces, &names]).await?;
    let mut places = vec![None; keys.len()];
    for row in found {
        let place = usize::try_from(row.try_get::<_, i64>(0)?.saturating_sub(1)).ok();
        if let Some(place) = place.and_then(|place| places.get_mut(place)) {
            *place = Some(id(&row, 1)?);
        }
    }
    Ok(places)
}

/// Points keys at records; the transaction has looked where they led before.
pub(in crate::postgres) const SET: &str = "INSERT INTO lookup (workspace, space, key, record)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])
     ON CONFLICT (workspace, space, key) DO UPDATE SET record = excluded.record";
pub(in crate::postgres) const REMOVE: &str =
    "DELETE FROM lookup WHERE workspace = $1 AND ctid = ANY(ARRAY(
       SELECT l.ctid FROM unnest($2::text[], $3::text[]) AS k (space, key) CROSS JOIN LATERAL (
         SELECT ctid FROM lookup WHERE workspace = $1 AND space = k.space AND key = k.key LIMIT 1) AS l))";

/// Keys that lead to any of these: reads every key of the hotel.
pub(in crate::postgres) async fn leading_to(
    conn: &Conn,
    workspace: &WorkspaceId,
    records: &BTreeSet<RecordId>,
) -> Result<Vec<(String, String)>> {
    let ids: Vec<&str> = records.iter().map(RecordId::as_str).collect();
    let found = rows(
        conn,
        "SELECT space, key FROM lookup WHERE workspace = $1 AND record = ANY($2::text[])",
        &[&workspace.as_str(), &ids],
    )
    .await?;
    let pair = |row: &tokio_postgres::Row| Ok((row.try_get(0)?, row.try_get(1)?));
    found.iter().map(pair).collect()
}

/// Every key of a space.
pub(in crate::postgres) async fn of_space(
    conn: &Conn,
    workspace: &WorkspaceId,
    space: &str,
) -> Result<Vec<String>> {
    let found = rows(
        conn,
        "SELECT key FROM lookup WHERE workspace = $1 AND space = $2",
        &[&workspace.as_str(), &space],
    )
    .await?;
    found.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
