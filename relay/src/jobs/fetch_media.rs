//! Fetching and keeping a guest's file.

use super::Runner;
use crate::engine::{FetchMediaJob, JobOutcome};
use crate::ingress::ACCESS_TOKEN;
use crate::media::FetchError;
use bytes::Bytes;
use channels::whatsapp;
use domain::message::Message;
use domain::outbound::SendDecision;
use domain::record::Kind;
use metrics::counter;
use std::time::Duration;
use store::model::Job;

/// Longest time for one file; below its lease.
const LONGEST: Duration = Duration::from_secs(540);
/// Code of a file that could not be had after all attempts.
const UNAVAILABLE: &str = "unavailable";

impl Runner {
    pub(super) async fn fetch_media(&self, job: &Job, it: &FetchMediaJob) -> JobOutcome {
        let ids = [(&it.message).into()];
        let found = self
            .engine
            .store()
            .records(&job.workspace, &Kind::Message, &ids)
            .await;
        let Ok(found) = found else {
            return self.later(job, it);
        };
        let message = found
            .first()
            .and_then(|r| serde_json::from_str::<Message>(&r.body).ok());
        let Some(message) = message.filter(|message| message.revoked_at.is_none()) else {
            return JobOutcome::Nothing;
        };
        let Some((kind, media)) = message.content.file() else {
            return JobOutcome::Nothing;
        };
        let mime = media.mime.as_str();
        let known = self.registry.get(&it.connection);
        let token = known.as_ref().and_then(|known| known.secret(ACCESS_TOKEN));
        let (Some(known), Some(token)) = (&known, token) else {
            return self.later(job, it);
        };
        let fetching = self
            .fetcher
            .fetch(&known.address, token, kind, mime, &it.media);
        let (bytes, checked) = match tokio::time::timeout(LONGEST, fetching).await {
            Ok(Ok(fetched)) => fetched,
            Ok(Err(FetchError::Refused(problem))) => return not_fetched(it, problem),
            Ok(Err(FetchError::Again)) | Err(_) => return self.later(job, it),
        };
        match self.library.put(Bytes::from(bytes)).await {
            Ok(media) => {
                counter!("bellhop_media_fetched_total").increment(1);
                // A voice note's codec is of use to a player; a type that was made harmless stays so.
                let same = mime.split(';').next().map(str::trim) == Some(checked.mime.as_str());
                JobOutcome::Fetched {
                    message: it.message.clone(),
                    media,
                    size: checked.size,
                    mime: (!same).then_some(checked.mime),
                }
            }
            Err(error) => {
                tracing::error!(%error, "a file was not kept: {error}");
                self.later(job, it)
            }
        }
    }

    fn later(&self, job: &Job, it: &FetchMediaJob) -> JobOutcome {
        match whatsapp::backoff(SendDecision::Retry, job.attempts.saturating_sub(1)) {
            Some(pause) => JobOutcome::Again {
                at: self.engine.clock().now().plus(pause),
            },
            None => not_fetched(it, UNAVAILABLE),
        }
    }
}

fn not_fetched(it: &FetchMediaJob, problem: &str) -> JobOutcome {
    counter!("bellhop_media_refused_total", "problem" => problem.to_owned()).increment(1);
    JobOutcome::NotFetched {
        message: it.message.clone(),
        problem: problem.to_owned(),
    }
}
