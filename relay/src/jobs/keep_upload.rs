//! A visitor's upload that a message carries: from where uploads wait to the files that stay.

use super::Runner;
use super::deliver::DATABASE_PAUSE;
use crate::engine::{JobOutcome, KeepUploadJob};

impl Runner {
    /// Doing it again changes nothing, so a run that did not end is simply repeated.
    pub(super) async fn keep_upload(&self, it: &KeepUploadJob) -> JobOutcome {
        match self.library.keep(&it.media).await {
            Ok(()) => JobOutcome::Nothing,
            Err(error) => {
                tracing::error!(%error, "an upload waits for its place: {error}");
                JobOutcome::Again {
                    at: self.engine.clock().now().plus(DATABASE_PAUSE),
                }
            }
        }
    }
}
