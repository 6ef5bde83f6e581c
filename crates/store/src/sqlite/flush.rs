//! Writes a transaction's buffer, one prepared statement a table.

use super::table::{
    audit, command, commits, envelope, event_key, job, left_scope, lookup, record, scope_checksum,
};
use crate::buffer::Buffer;
use crate::error::Result;
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use rusqlite::Connection;

/// Where and when.
pub(super) struct Place {
    pub(super) workspace: WorkspaceId,
    /// The last number before the transaction.
    pub(super) head: u64,
    pub(super) term: String,
    pub(super) now: UnixMillis,
}

pub(super) fn write(conn: &Connection, place: &Place, buffer: &Buffer) -> Result<()> {
    let workspace = &place.workspace;
    for seq in place.head + 1..=buffer.seq {
        commits::insert(conn, workspace, seq, place.now, &place.term)?;
    }
    for forget in &buffer.forgets {
        lookup::forget(conn, workspace, &forget.lookups)?;
        job::forget(conn, workspace, &forget.jobs)?;
        envelope::forget(conn, workspace, &forget.envelopes)?;
        event_key::forget(conn, workspace, &forget.events)?;
        command::forget(conn, workspace, &forget.about)?;
    }
    for (scope, delta) in buffer.deltas() {
        let (count, sum) = scope_checksum::get(conn, workspace, &scope)?;
        scope_checksum::set(
            conn,
            workspace,
            &scope,
            count.wrapping_add(delta.count),
            sum.wrapping_add(delta.sum),
        )?;
    }
    for record in buffer.records.values() {
        record::put(conn, workspace, record)?;
    }
    for left in &buffer.left {
        left_scope::insert(conn, workspace, left)?;
    }
    for (key, to) in &buffer.lookups {
        match to {
            Some(to) => lookup::set(conn, workspace, key, to)?,
            None => lookup::remove(conn, workspace, key)?,
        }
    }
    for answer in buffer.answers.values() {
        command::insert(conn, workspace, answer, place.now)?;
    }
    for key in &buffer.events {
        event_key::insert(conn, workspace, key, place.now)?;
    }
    // Ended before added: a job that ends may leave its id to the next one.
    for (id, end) in &buffer.ended_jobs {
        job::end(conn, workspace, id, end)?;
    }
    for new in &buffer.jobs {
        job::insert(conn, workspace, new)?;
    }
    for (id, end) in &buffer.envelopes {
        envelope::end(conn, workspace, *id, *end, place.now)?;
    }
    for line in &buffer.audits {
        let staff = line.staff.as_ref();
        audit::insert(conn, workspace, staff, &line.what, &line.about, place.now)?;
    }
    Ok(())
}
