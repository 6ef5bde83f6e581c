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
    let feed = page::assemble(records, left, scopes, (to, head), term);
    #[cfg(feature = "plant")]
    let feed = planted(feed);
    Ok(feed)
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
    if head <= since.saturating_add(1) {
        // One number is never split.
        return Ok(head);
    }
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

/// Planted: what other systems' feeds lost.
#[cfg(feature = "plant")]
fn planted(mut feed: Feed) -> Feed {
    let mut dice = [0];
    if seam::planted(seam::Plant::TombstoneSkipsRow)
        && let Some(tombstone) = feed.records.iter().rposition(|it| it.deleted)
    {
        // The page ends at its first living row, and the cursor at the tombstone.
        let mut place = 0;
        feed.records.retain(|it| {
            place += 1;
            it.deleted || place > tombstone
        });
    }
    if seam::planted(seam::Plant::LateLowerNumber) {
        seam::random(&mut dice);
        // The lower number commits once the higher one has been read.
        if let (0..32, Some(lowest)) = (dice[0], feed.records.first().map(|it| it.seq))
            && lowest < feed.to
        {
            feed.records.retain(|it| it.seq > lowest);
        }
    }
    feed
}
