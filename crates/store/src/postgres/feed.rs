//! One page of the change feed, from one snapshot.

use super::client::{Conn, Text, row};
use super::table::{commits, left_scope, number, record, signed, terms};
use crate::error::Result;
use crate::model::Feed;
use crate::page;
use domain::id::WorkspaceId;
use domain::record::Scope;
use std::collections::BTreeSet;

/// Everything in `scopes` in (since, to], where `to` is chosen so that about `limit` records come and no number is split. The
/// connection is in a snapshot.
pub(super) async fn read(
    conn: &Conn,
    workspace: &WorkspaceId,
    scopes: &BTreeSet<Scope>,
    since: u64,
    limit: usize,
) -> Result<Feed> {
    let names: Vec<Text<'_>> = scopes.iter().map(|scope| Text(scope.as_str())).collect();
    let (head, _) = commits::head(conn, workspace).await?;
    let limit = limit.clamp(1, page::LIMIT);
    let to = end(conn, workspace, &names, (since, head), limit)
        .await?
        .max(since.min(head));
    let records = record::feed_rows(conn, workspace, &names, (since, to)).await?;
    let left = left_scope::feed_rows(conn, workspace, &names, (since, to)).await?;
    let term = terms::at(conn, workspace, to).await?;
    Ok(page::assemble(records, left, scopes, (to, head), term))
}

/// The number of the `limit`-th change above `since`, or the head if there are fewer. Reads numbers only, from the indexes, at most
/// `limit` a scope.
pub(super) const END: &str = "SELECT seq FROM unnest($2::text[]) AS k (scope) CROSS JOIN LATERAL (
       (SELECT r.seq FROM record AS r
        WHERE r.workspace = $1 AND r.scope = k.scope AND r.seq > $3 AND r.seq <= $4
        ORDER BY r.seq LIMIT $5)
       UNION ALL
       (SELECT l.seq FROM left_scope AS l
        WHERE l.workspace = $1 AND l.scope = k.scope AND l.seq > $3 AND l.seq <= $4
        ORDER BY l.seq LIMIT $5)) AS n (seq)
     ORDER BY seq OFFSET $5 - 1 LIMIT 1";

async fn end(
    conn: &Conn,
    workspace: &WorkspaceId,
    scopes: &[Text<'_>],
    (since, head): (u64, u64),
    limit: usize,
) -> Result<u64> {
    let found = row(
        conn,
        END,
        &[
            &workspace.as_str(),
            &scopes,
            &signed(since),
            &signed(head),
            &signed(limit as u64),
        ],
    )
    .await?;
    found.as_ref().map_or(Ok(head), |row| number(row, 0))
}
