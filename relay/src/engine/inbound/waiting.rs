//! Events about a message that is not here yet: they wait an hour as a job (DESIGN_RELAY, Ingress).

use super::apply;
use super::site::Site;
use crate::engine::error::Step;
use crate::engine::payload::{JobKind, WaitingEventJob};
use crate::engine::work::Work;
use domain::id::ConnectionId;
use domain::inbound::InboundEvent;
use domain::time::{HOUR, MINUTE, UnixMillis};
use store::model::JobEnd;

/// First pause, in milliseconds.
const FIRST: i64 = 1_000;
/// Longest pause.
const LONGEST: i64 = 5 * MINUTE;

/// Keeps an event for later.
pub(super) fn wait(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<()> {
    let job = WaitingEventJob {
        connection: site.id.clone(),
        event: event.clone(),
        until: work.now.plus(HOUR),
    };
    work.add_job(
        &JobKind::WaitingEvent,
        String::new(),
        work.now.plus(FIRST),
        &job,
    )
}

/// Looks again; after an hour the event is dropped with a line in the log.
pub(crate) async fn look_again(
    work: &mut Work<'_>,
    connection: &ConnectionId,
    event: &InboundEvent,
    until: UnixMillis,
) -> Step<JobEnd> {
    let Some(site) = Site::of(work, connection.clone()).await? else {
        return Ok(JobEnd::Done);
    };
    if apply(work, &site, event).await? {
        return Ok(JobEnd::Done);
    }
    if work.now >= until {
        tracing::info!(connection.id = %connection, "an event about an unknown message was dropped");
        return Ok(JobEnd::Done);
    }
    // Each pause is as long as the wait so far: about twelve looks in the hour.
    let waited = work.now.since(until.plus(-HOUR));
    Ok(JobEnd::Again(
        work.now.plus(waited.clamp(FIRST, LONGEST)).min(until),
    ))
}
