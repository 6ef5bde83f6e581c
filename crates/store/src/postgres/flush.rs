//! Writes a transaction's buffer, one statement a table, all of them on the line before the first is answered.

use super::client::{Conn, Text};
use super::table::{
    audit, command, commits, envelope, event_key, job, json, left_scope, lookup, record,
    scope_checksum, signed,
};
use crate::buffer::Buffer;
use crate::error::Result;
use crate::model::{EnvelopeEnd, Forget, JobEnd};
use domain::id::{RecordId, StaffId, WorkspaceId};
use domain::record::Scope;
use domain::time::UnixMillis;
use futures_util::future::try_join_all;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use tokio_postgres::types::ToSql;

/// Where and when.
pub(super) struct Place {
    pub(super) workspace: WorkspaceId,
    /// The last number before the transaction.
    pub(super) head: u64,
    pub(super) term: String,
    pub(super) now: UnixMillis,
}

type Value<'a> = Box<dyn ToSql + Sync + Send + 'a>;
type Sent<'a> =
    Pin<Box<dyn Future<Output = std::result::Result<u64, tokio_postgres::Error>> + Send + 'a>>;

/// Statements in the order in which they are sent.
struct Line<'a> {
    conn: &'a Conn,
    sent: Vec<Sent<'a>>,
}

impl<'a> Line<'a> {
    /// Prepared before anything is sent, so that nothing of the line waits for it.
    async fn add(&mut self, sql: &str, values: Vec<Value<'a>>) -> Result<()> {
        let (conn, statement) = (self.conn, self.conn.prepare_cached(sql).await?);
        self.sent.push(Box::pin(async move {
            let values: Vec<&(dyn ToSql + Sync)> = values
                .iter()
                .map(|value| &**value as &(dyn ToSql + Sync))
                .collect();
            conn.execute(&statement, &values).await
        }));
        Ok(())
    }
}

macro_rules! values {
    ($($value:expr),+ $(,)?) => { vec![$(Box::new($value) as Value<'_>),+] };
}

pub(super) async fn write(conn: &Conn, place: &Place, buffer: &Buffer) -> Result<()> {
    let sums = sums(conn, place, buffer).await?;
    let mut line = Line {
        conn,
        sent: Vec::new(),
    };
    if buffer.seq > place.head {
        let (first, last) = commits::range(place.head, buffer.seq);
        let values = values![
            place.workspace.as_str(),
            place.now.0,
            place.term.as_str(),
            first,
            last
        ];
        line.add(commits::INSERT, values).await?;
    }
    for gone in &buffer.forgets {
        forget(&mut line, place, gone).await?;
    }
    records(&mut line, place, buffer, &sums).await?;
    keys(&mut line, place, buffer).await?;
    work(&mut line, place, buffer).await?;
    // The first error is the one that counts; what came after it on the line was refused with it.
    try_join_all(line.sent).await?;
    Ok(())
}

/// The scopes' new counts and sums.
async fn sums(conn: &Conn, place: &Place, buffer: &Buffer) -> Result<BTreeMap<Scope, (u64, u64)>> {
    let deltas = buffer.deltas();
    if deltas.is_empty() {
        return Ok(BTreeMap::new());
    }
    let scopes: Vec<Text<'_>> = deltas.keys().map(|scope| Text(scope.as_str())).collect();
    let before = scope_checksum::get(conn, &place.workspace, &scopes).await?;
    let after = deltas.into_iter().map(|(scope, delta)| {
        let (count, sum) = before.get(&scope).copied().unwrap_or_default();
        let after = (count.wrapping_add(delta.count), sum.wrapping_add(delta.sum));
        (scope, after)
    });
    Ok(after.collect())
}

async fn records<'a>(
    line: &mut Line<'a>,
    place: &'a Place,
    buffer: &'a Buffer,
    sums: &BTreeMap<Scope, (u64, u64)>,
) -> Result<()> {
    let workspace = place.workspace.as_str();
    if !sums.is_empty() {
        let scopes: Vec<String> = sums.keys().map(|scope| scope.0.clone()).collect();
        let counts: Vec<i64> = sums.values().map(|(count, _)| signed(*count)).collect();
        let totals: Vec<i64> = sums.values().map(|(_, sum)| sum.cast_signed()).collect();
        line.add(
            scope_checksum::SET,
            values![workspace, scopes, counts, totals],
        )
        .await?;
    }
    if !buffer.records.is_empty() {
        let of = record::Columns::of(buffer.records.values());
        let values = values![
            workspace, of.kind, of.id, of.scope, of.parent, of.owner, of.state, of.at, of.seq,
            of.deleted, of.body,
        ];
        line.add(record::PUT, values).await?;
    }
    if !buffer.left.is_empty() {
        let left = || buffer.left.iter();
        let values = values![
            workspace,
            left().map(|it| Text(it.scope.as_str())).collect::<Vec<_>>(),
            left().map(|it| signed(it.seq)).collect::<Vec<_>>(),
            left().map(|it| it.kind.as_str()).collect::<Vec<_>>(),
            left().map(|it| it.id.as_str()).collect::<Vec<_>>(),
        ];
        line.add(left_scope::INSERT, values).await?;
    }
    Ok(())
}

/// What goes with erased records.
async fn forget<'a>(line: &mut Line<'a>, place: &'a Place, gone: &'a Forget) -> Result<()> {
    let workspace = place.workspace.as_str();
    let lookups = || gone.lookups.iter();
    let spaces: Vec<Text<'_>> = lookups().map(|(space, _)| Text(space)).collect();
    let names: Vec<Text<'_>> = lookups().map(|(_, key)| Text(key)).collect();
    line.add(lookup::REMOVE, values![workspace, spaces, names])
        .await?;
    let jobs: Vec<Text<'_>> = gone.jobs.iter().map(|id| Text(id)).collect();
    line.add(job::DONE, values![workspace, jobs]).await?;
    let envelopes = gone.envelopes.clone();
    line.add(envelope::FORGET, values![workspace, envelopes])
        .await?;
    let events: Vec<Text<'_>> = gone.events.iter().map(|key| Text(key)).collect();
    line.add(event_key::FORGET, values![workspace, events])
        .await?;
    let about: Vec<&str> = gone.about.iter().map(RecordId::as_str).collect();
    line.add(command::FORGET, values![workspace, about]).await
}

async fn keys<'a>(line: &mut Line<'a>, place: &'a Place, buffer: &'a Buffer) -> Result<()> {
    let workspace = place.workspace.as_str();
    let mut set = (Vec::new(), Vec::new(), Vec::new());
    let mut removed = (Vec::new(), Vec::new());
    for (key, to) in &buffer.lookups {
        match to.as_ref().map(RecordId::as_str) {
            Some(to) => {
                set.0.push(key.space);
                set.1.push(Text(&key.key));
                set.2.push(to);
            }
            None => {
                removed.0.push(key.space);
                removed.1.push(Text(&key.key));
            }
        }
    }
    if !set.0.is_empty() {
        line.add(lookup::SET, values![workspace, set.0, set.1, set.2])
            .await?;
    }
    if !removed.0.is_empty() {
        line.add(lookup::REMOVE, values![workspace, removed.0, removed.1])
            .await?;
    }
    if !buffer.answers.is_empty() {
        let answers = || buffer.answers.values();
        let texts: Vec<String> = answers()
            .map(|it| json(&it.answer))
            .collect::<Result<_>>()?;
        let values = values![
            workspace,
            place.now.0,
            answers().map(|it| it.id.as_str()).collect::<Vec<_>>(),
            answers()
                .map(|it| it.request_hash.as_str())
                .collect::<Vec<_>>(),
            answers().map(|it| it.staff.as_str()).collect::<Vec<_>>(),
            texts,
            answers()
                .map(|it| it.about.as_ref().map(RecordId::as_str))
                .collect::<Vec<_>>(),
        ];
        line.add(command::INSERT, values).await?;
    }
    if !buffer.events.is_empty() {
        let events: Vec<Text<'_>> = buffer.events.iter().map(|key| Text(key)).collect();
        line.add(event_key::INSERT, values![workspace, place.now.0, events])
            .await?;
    }
    Ok(())
}

async fn work<'a>(line: &mut Line<'a>, place: &'a Place, buffer: &'a Buffer) -> Result<()> {
    let workspace = place.workspace.as_str();
    // Ended before added: a job that ends may leave its id to the next one.
    let mut done = Vec::new();
    let mut again: BTreeMap<&str, i64> = BTreeMap::new();
    for (id, end) in &buffer.ended_jobs {
        match end {
            JobEnd::Done => done.push(Text(id)),
            JobEnd::Again(due) => {
                again.insert(id, due.0);
            }
        }
    }
    if !again.is_empty() {
        let ids: Vec<Text<'_>> = again.keys().map(|id| Text(id)).collect();
        let times: Vec<i64> = again.into_values().collect();
        line.add(job::AGAIN, values![workspace, ids, times]).await?;
    }
    if !done.is_empty() {
        line.add(job::DONE, values![workspace, done]).await?;
    }
    if !buffer.jobs.is_empty() {
        let jobs = || buffer.jobs.iter();
        let values = values![
            workspace,
            jobs().map(|it| Text(&it.id)).collect::<Vec<_>>(),
            jobs().map(|it| it.kind.as_str()).collect::<Vec<_>>(),
            jobs().map(|it| Text(&it.lane)).collect::<Vec<_>>(),
            jobs().map(|it| it.due.0).collect::<Vec<_>>(),
            jobs().map(|it| Text(&it.payload)).collect::<Vec<_>>(),
        ];
        line.add(job::INSERT, values).await?;
    }
    if !buffer.envelopes.is_empty() {
        // The last word about one counts.
        let ends: BTreeMap<i64, EnvelopeEnd> = buffer.envelopes.iter().copied().collect();
        let ids: Vec<i64> = ends.keys().copied().collect();
        let states: Vec<&str> = ends
            .into_values()
            .map(|end| match end {
                EnvelopeEnd::Processed => "processed",
                EnvelopeEnd::Dead => "dead",
            })
            .collect();
        let (first, last) = (ids.first().copied(), ids.last().copied());
        let values = values![workspace, place.now.0, ids, states, first, last];
        line.add(envelope::END, values).await?;
    }
    if !buffer.audits.is_empty() {
        let lines = || buffer.audits.iter();
        let values = values![
            workspace,
            place.now.0,
            lines()
                .map(|it| it.staff.as_ref().map(StaffId::as_str))
                .collect::<Vec<_>>(),
            lines().map(|it| Text(&it.what)).collect::<Vec<_>>(),
            lines().map(|it| Text(&it.about)).collect::<Vec<_>>(),
        ];
        line.add(audit::INSERT, values).await?;
    }
    Ok(())
}
