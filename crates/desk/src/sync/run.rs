//! The loop that stays current: stream, else poll (SPEC 19), else wait and try again.

use super::apply;
use super::backoff::{Backoff, jitter};
use super::pull::PullError;
use super::stream::{self, Ended};
use crate::session::Session;
use std::sync::Arc;
use std::time::Duration;

/// A stream that lived shorter than this was no success.
const SHORT: Duration = Duration::from_secs(2);

/// Polls before the stream is tried again.
const POLLS: u32 = 20;

/// Runs until the session ends.
pub(crate) async fn run(session: Arc<Session>) {
    let mut backoff = Backoff::new(session.options.first_pause, session.options.longest_pause);
    loop {
        if session.cancel.is_cancelled() {
            return;
        }
        match once(&session, &mut backoff).await {
            Ok(()) => {}
            Err(PullError::Ended) => return,
            Err(PullError::Later(problem)) => {
                let pause = backoff.next(jitter());
                session.lost(&problem, pause);
                session.emit_status();
                tokio::select! {
                    biased;
                    () = session.cancel.cancelled() => return,
                    () = session.wake_sync.notified() => {}
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    }
}

/// One round: join the stream where we stand; if it cannot be joined, HTTP says why or takes its place.
async fn once(session: &Arc<Session>, backoff: &mut Backoff) -> Result<(), PullError> {
    if session.options.stream
        && let Some(cursor) = session.cursor().await?
    {
        let since = apply::wire_cursor(&cursor).to_string();
        if let Some(socket) = stream::join(session, &since).await {
            let begun = session.host.monotonic();
            let ended = stream::follow(session, socket).await?;
            if ended == Ended::Session {
                return Err(PullError::Ended);
            }
            // HTTP says why it ended, and brings what was missed meanwhile.
            session.catch_up().await?;
            if ended == Ended::Lost && session.host.monotonic().saturating_sub(begun) < SHORT {
                // A stream that breaks as soon as it is joined must not be joined in a tight loop.
                tokio::time::sleep(backoff.next(jitter())).await;
            } else {
                backoff.reset();
            }
            return Ok(());
        }
    }
    let first = session.cursor().await?.is_none();
    session.catch_up().await?;
    backoff.reset();
    if first && session.options.stream {
        Ok(())
    } else {
        poll(session).await
    }
}

/// The stream could not be joined and HTTP works: ask every three seconds for a minute.
async fn poll(session: &Arc<Session>) -> Result<(), PullError> {
    for _ in 0..POLLS {
        tokio::select! {
            biased;
            () = session.cancel.cancelled() => return Err(PullError::Ended),
            () = session.wake_sync.notified() => {}
            () = tokio::time::sleep(session.options.poll) => {}
        }
        session.catch_up().await?;
    }
    Ok(())
}
