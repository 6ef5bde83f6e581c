//! One page of the change feed, from one snapshot.

use super::table::{commits, left_scope, record, terms};
use crate::error::Result;
use crate::model::Feed;
use crate::page;
use domain::id::WorkspaceId;
use domain::record::Scope;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Everything in `scopes` in (since, to], where `to` is chosen so that about `limit` records come and no number is split.
pub(super) fn read(
    conn: &Connection,
    workspace: &WorkspaceId,
    scopes: &BTreeSet<Scope>,
    since: u64,
    limit: usize,
) -> Result<Feed> {
    let head = commits::head(conn, workspace)?;
    let to = end(
        conn,
        workspace,
        scopes,
        (since, head),
        limit.clamp(1, page::LIMIT),
    )?;
    let (mut records, mut left) = (Vec::new(), Vec::new());
    for scope in scopes {
        records.extend(record::feed_rows(conn, workspace, scope, (since, to))?);
        left.extend(left_scope::feed_rows(conn, workspace, scope, (since, to))?);
    }
    let term = terms::at(conn, workspace, to)?;
    Ok(page::assemble(records, left, scopes, (to, head), term))
}

/// The number of the `limit`-th change above `since`, or the head if there are fewer. Reads numbers only, from the index, and
/// each further scope only as far as the numbers found so far.
fn end(
    conn: &Connection,
    workspace: &WorkspaceId,
    scopes: &BTreeSet<Scope>,
    (since, head): (u64, u64),
    limit: usize,
) -> Result<u64> {
    let mut seqs: Vec<u64> = Vec::new();
    let mut to = head;
    for scope in scopes {
        for seqs_of in [record::feed_seqs, left_scope::feed_seqs] {
            seqs.extend(seqs_of(conn, workspace, scope, (since, to), limit)?);
            seqs.sort_unstable();
            seqs.truncate(limit);
            if seqs.len() == limit {
                to = seqs.last().copied().unwrap_or(head);
            }
        }
    }
    Ok(to.max(since.min(head)))
}
