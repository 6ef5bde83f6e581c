//! Writes a transaction's buffer, one prepared statement a table.

use super::buffer::{Base, Buffer};
use super::table::{
    command, commits, envelope, event_key, job, left_scope, lookup, record, scope_checksum,
};
use crate::error::Result;
use domain::checksum::row_hash;
use domain::id::WorkspaceId;
use domain::record::Scope;
use domain::time::UnixMillis;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Where and when.
pub(super) struct Place {
    pub(super) workspace: WorkspaceId,
    /// The last number before the transaction.
    pub(super) head: u64,
    pub(super) term: String,
    pub(super) now: UnixMillis,
}

/// Change of a scope's count and sum, modulo 2^64.
#[derive(Default)]
struct Delta {
    count: u64,
    sum: u64,
}

pub(super) fn write(conn: &Connection, place: &Place, buffer: &Buffer) -> Result<()> {
    let workspace = &place.workspace;
    for seq in place.head + 1..=buffer.seq {
        commits::insert(conn, workspace, seq, place.now, &place.term)?;
    }
    for (scope, delta) in deltas(buffer) {
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
    Ok(())
}

/// What the records add to and take from their scopes.
fn deltas(buffer: &Buffer) -> BTreeMap<Scope, Delta> {
    let mut deltas: BTreeMap<Scope, Delta> = BTreeMap::new();
    for (key, record) in &buffer.records {
        let (kind, id) = key;
        let base: Option<&Base> = buffer.base.get(key).and_then(Option::as_ref);
        if let Some(base) = base.filter(|base| !base.deleted) {
            let delta = deltas.entry(base.scope.clone()).or_default();
            delta.count = delta.count.wrapping_sub(1);
            delta.sum = delta.sum.wrapping_sub(row_hash(kind, id, base.seq));
        }
        if !record.deleted {
            let delta = deltas.entry(record.scope.clone()).or_default();
            delta.count = delta.count.wrapping_add(1);
            delta.sum = delta.sum.wrapping_add(row_hash(kind, id, record.seq));
        }
    }
    deltas
}
