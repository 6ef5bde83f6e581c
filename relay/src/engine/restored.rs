//! The first start over a database that came out of a backup: what was still to be delivered may have left since (DESIGN_SYNC,
//! "Cursor and history").

use super::mail::MailEnd;
use super::payload::{DeliverJob, JobKind, ReactJob, SendMailJob, SendScheduledJob};
use super::{Engine, EngineError, JobOutcome, JobResult, outcome};
use domain::message::MailProblem;
use domain::time::UnixMillis;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use store::error::StoreError;
use store::model::Job;

/// A note in the database of a backup, until its first start has held what was to be delivered.
pub const RESTORED: &str = "restored";

/// Jobs held at a time.
const AT_ONCE: usize = 64;

/// Later than every job is due.
const NEVER: UnixMillis = UnixMillis(i64::MAX / 2);

impl Engine {
    /// Holds every delivery of a restored database for a person to look at; scheduled messages whose time is yet to come wait for it.
    /// Called before anything is delivered; nothing happens where nothing was restored. Returns how many were held.
    ///
    /// # Errors
    /// The database is away; called again by the next start.
    pub async fn hold_restored(&self) -> Result<usize, EngineError> {
        let store = self.store();
        let note = store
            .setting(RESTORED)
            .await
            .map_err(|error| away(&error))?;
        if note.unwrap_or_default().is_empty() {
            return Ok(0);
        }
        let now = self.clock().now();
        let deliveries = [
            JobKind::Deliver,
            JobKind::DeliverMedia,
            JobKind::React,
            JobKind::SendMail,
        ];
        let timers = [JobKind::SendScheduled, JobKind::MailUnread];
        let held = self.hold(&deliveries, NEVER).await? + self.hold(&timers, now).await?;
        store
            .put_setting(RESTORED, "")
            .await
            .map_err(|error| away(&error))?;
        tracing::warn!(
            held,
            "this database was restored: {held} deliveries are held"
        );
        Ok(held)
    }

    async fn hold(&self, kinds: &[JobKind], due: UnixMillis) -> Result<usize, EngineError> {
        let kinds: Vec<&str> = kinds.iter().map(JobKind::as_str).collect();
        // The lease ends at once: a start that is cut off leaves nothing claimed.
        let lease = self.clock().now().since(due);
        let mut seen = BTreeSet::new();
        // What is not held (Live Chat) is claimed again, and must not stand before what is.
        let mut again = 0;
        loop {
            let limit = AT_ONCE + again;
            let claimed = self.store().claim_jobs(&kinds, due, lease, limit).await;
            let jobs = claimed.map_err(|error| away(&error))?;
            let count = jobs.len();
            again = 0;
            for job in jobs {
                if seen.insert((job.workspace.clone(), job.id.clone())) {
                    let outcome = outcome_of(&job);
                    let result = JobResult {
                        job: job.id,
                        outcome,
                    };
                    self.finish_job(&job.workspace, result).await?;
                } else {
                    again += 1;
                }
            }
            if again == count && count < limit {
                return Ok(seen.len());
            }
        }
    }
}

fn away(error: &StoreError) -> EngineError {
    EngineError::from(error)
}

fn outcome_of(job: &Job) -> JobOutcome {
    fn read<T: DeserializeOwned>(job: &Job) -> Option<T> {
        serde_json::from_str(&job.payload).ok()
    }
    let outcome = match JobKind::from_text(&job.kind) {
        JobKind::React => read::<ReactJob>(job).map(|reaction| JobOutcome::NotReacted {
            reaction,
            failure: outcome::restored(),
        }),
        JobKind::SendScheduled => read::<SendScheduledJob>(job).map(|it| JobOutcome::Held {
            message: it.message,
        }),
        JobKind::SendMail => read::<SendMailJob>(job).map(|mail| JobOutcome::Mail {
            mail,
            end: MailEnd::Failed(MailProblem::Unknown),
        }),
        // Its mail may have left, and then knows nothing of it.
        JobKind::MailUnread => None,
        _ => read::<DeliverJob>(job).map(|it| JobOutcome::Held {
            message: it.message,
        }),
    };
    outcome.unwrap_or(JobOutcome::Nothing)
}
