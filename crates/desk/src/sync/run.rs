//! The loop that stays current: stream, else poll (SPEC 19), else wait and try again.

use super::apply;
use super::backoff::{Backoff, jitter};
use super::clocks::{Clocks, SLEEP_CHECK};
use super::pull::PullError;
use super::stream::{self, Ended};
use crate::session::{Session, lock};
use std::sync::Arc;
use std::time::Duration;

/// A stream that lived shorter than this was no success.
const SHORT: Duration = Duration::from_secs(2);

/// Polls before the stream is tried again.
const POLLS: u32 = 20;

/// Runs until the session ends.
pub(crate) async fn run(session: Arc<Session>) {
    lock(&session.sync).followed = true;
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
                rest(&session, pause).await;
            }
        }
    }
}

/// A pause that ends sooner where somebody asks for it, the session ends, or the computer has slept: timers stand still meanwhile, and
/// who opens the lid does not wait for the rest.
async fn rest(session: &Session, pause: Duration) {
    let mut clocks = Clocks::new(session);
    let end = tokio::time::Instant::now() + pause;
    loop {
        let next = end.min(tokio::time::Instant::now() + SLEEP_CHECK);
        tokio::select! {
            biased;
            () = session.cancel.cancelled() => return,
            () = session.wake_sync.notified() => return,
            () = tokio::time::sleep_until(next) => {}
        }
        if clocks.slept(session) || tokio::time::Instant::now() >= end {
            return;
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
            match ended {
                Ended::Session => return Err(PullError::Ended),
                Ended::Lost | Ended::Swallowed => session.doubted(),
                Ended::Fetch => {}
            }
            // HTTP says why it ended, and brings what was missed meanwhile.
            session.catch_up().await?;
            if ended == Ended::Swallowed {
                return poll(session).await;
            }
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
    session.polls(true);
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
