//! Due work: lanes, leases, attempts.

use super::{id, json, signed};
use crate::error::Result;
use crate::model::{Job, JobEnd, NewJob};
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use rusqlite::{Connection, params};

pub(in crate::sqlite) const DDL: &str = "
-- A finished job is deleted, so every row is unfinished.
CREATE TABLE job (
  -- Order within a lane; never reused.
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Empty: no lane.
  lane TEXT NOT NULL DEFAULT '',
  due INTEGER NOT NULL,
  payload TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Set while claimed; in the past: the claim ended without an answer.
  lease_until INTEGER,
  UNIQUE (workspace, id)
) STRICT;
CREATE INDEX job_lane ON job (workspace, lane, number) WHERE lane <> '';
CREATE INDEX job_due ON job (due);
";

/// Adds a job; one with this id already there stays as it is.
pub(in crate::sqlite) fn insert(
    conn: &Connection,
    workspace: &WorkspaceId,
    job: &NewJob,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO job (workspace, id, kind, lane, due, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (workspace, id) DO NOTHING",
    )?
    .execute(params![
        workspace.as_str(),
        job.id,
        job.kind,
        job.lane,
        job.due.0,
        job.payload
    ])?;
    Ok(())
}

pub(in crate::sqlite) const CLAIM: &str =
    "SELECT j.number, j.workspace, j.id, j.kind, j.lane, j.payload, j.attempts,
                j.lease_until IS NOT NULL
         FROM job AS j
         WHERE j.due <= ?1 AND (j.lease_until IS NULL OR j.lease_until <= ?1)
           AND j.kind IN (SELECT value FROM json_each(?2))
           AND (j.lane = '' OR NOT EXISTS (
             SELECT 1 FROM job AS f
             WHERE f.workspace = j.workspace AND f.lane = j.lane AND f.lane <> ''
               AND f.number < j.number))
         ORDER BY j.due, j.number LIMIT ?3";

/// Claims due jobs of these kinds, the first of each lane only, oldest due first.
pub(in crate::sqlite) fn claim(
    conn: &Connection,
    kinds: &[String],
    now: UnixMillis,
    lease_ms: i64,
    limit: usize,
) -> Result<Vec<Job>> {
    let mut statement = conn.prepare_cached(CLAIM)?;
    let rows = statement.query_map(params![now.0, json(kinds)?, signed(limit as u64)], |row| {
        let job = Job {
            workspace: id(row, 1)?,
            id: row.get(2)?,
            kind: row.get(3)?,
            lane: row.get(4)?,
            payload: row.get(5)?,
            attempts: row.get::<_, u32>(6)?.saturating_add(1),
            interrupted: row.get(7)?,
        };
        Ok((row.get::<_, i64>(0)?, job))
    })?;
    let claimed: Vec<(i64, Job)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut lease =
        conn.prepare_cached("UPDATE job SET attempts = ?1, lease_until = ?2 WHERE number = ?3")?;
    let until = now.plus(lease_ms).0;
    for (number, job) in &claimed {
        lease.execute(params![job.attempts, until, number])?;
    }
    Ok(claimed.into_iter().map(|(_, job)| job).collect())
}

pub(in crate::sqlite) fn end(
    conn: &Connection,
    workspace: &WorkspaceId,
    job: &str,
    end: &JobEnd,
) -> Result<()> {
    match end {
        JobEnd::Done => conn
            .prepare_cached("DELETE FROM job WHERE workspace = ?1 AND id = ?2")?
            .execute(params![workspace.as_str(), job])?,
        JobEnd::Again(due) => conn
            .prepare_cached(
                "UPDATE job SET due = ?3, lease_until = NULL WHERE workspace = ?1 AND id = ?2",
            )?
            .execute(params![workspace.as_str(), job, due.0])?,
    };
    Ok(())
}

/// When the next job can be claimed. A job behind another one of its lane does not count: it cannot be, whatever its time.
pub(in crate::sqlite) fn next_due(conn: &Connection) -> Result<Option<UnixMillis>> {
    let next: Option<i64> = conn
        .prepare_cached(
            "SELECT MIN(MAX(j.due, COALESCE(j.lease_until, j.due))) FROM job AS j
             WHERE j.lane = '' OR NOT EXISTS (
               SELECT 1 FROM job AS f
               WHERE f.workspace = j.workspace AND f.lane = j.lane AND f.lane <> ''
                 AND f.number < j.number)",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(next.map(UnixMillis))
}

/// Every unfinished job of a hotel: id, payload.
pub(in crate::sqlite) fn kept(
    conn: &Connection,
    workspace: &WorkspaceId,
) -> Result<Vec<(String, String)>> {
    let mut statement = conn.prepare_cached("SELECT id, payload FROM job WHERE workspace = ?1")?;
    let rows = statement.query_map([workspace.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn forget(
    conn: &Connection,
    workspace: &WorkspaceId,
    jobs: &[String],
) -> Result<()> {
    jobs.iter()
        .try_for_each(|job| end(conn, workspace, job, &JobEnd::Done))
}
