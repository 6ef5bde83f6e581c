//! What guests and providers do: events of envelopes, in order of arrival, each a command of its own.
//!
//! Every effect depends on the event's own time, not on the order of arrival, so that shuffled and repeated deliveries end in
//! the same state (R2): states move forward only, the newest edit and reaction win, and what refers to a message that is not here
//! yet waits as a job.

mod backlog;
mod conversation;
mod dead;
mod guest;
mod identity;
mod message;
mod reading;
mod site;
mod step;
mod target;
pub(crate) mod visitor;
mod waiting;

pub(crate) use backlog::Backlog;
pub(crate) use conversation::{card, count_opened, greet_next};
pub(crate) use reading::{Reading, UNKNOWN_RECEIVER};
pub(crate) use waiting::look_again;

use super::erase;
use super::error::Step;
use super::work::Work;
use domain::command::{Code, Refusal};
use domain::connection::ConnectionStatus;
use domain::inbound::InboundEvent;
use metrics::counter;
use reading::Item;
use site::Site;

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Applied {
    /// Its effect is there.
    Done,
    /// It was here before.
    Duplicate,
    /// It was here before and its guest was erased.
    Erased,
    /// Nobody here is called that.
    UnknownReceiver,
    /// The connection was switched off by hand (SPEC 185).
    SwitchedOff,
}

/// Applies an event once: a duplicate has no effect (SPEC 272).
async fn apply_item(work: &mut Work<'_>, item: &Item) -> Step<Applied> {
    let sites = site::find(work, item).await?;
    if sites.is_empty() {
        return Ok(Applied::UnknownReceiver);
    }
    let mut applied = Applied::Duplicate;
    for site in &sites {
        if is_shut_out(site, &item.event) {
            counter!("bellhop_ingress_switched_off_total").increment(1);
            applied = Applied::SwitchedOff;
            continue;
        }
        if was_erased(work, site, &item.event).await? {
            applied = Applied::Erased;
            continue;
        }
        if !is_new(work, site, &item.event).await? {
            counter!("bellhop_ingress_duplicates_total").increment(1);
            continue;
        }
        applied = Applied::Done;
        if !apply(work, site, &item.event).await? {
            waiting::wait(work, site, &item.event)?;
        }
    }
    Ok(applied)
}

/// A connection that was switched off by hand receives nothing (SPEC 185): what guests write is acknowledged, counted and let go, as
/// if the hotel had no such number; a dead letter for each would bury the real ones. What concerns the hotel's own earlier words
/// (statuses), what a guest takes back, and the account's complaints still arrive. The event is not remembered, so that a replay of
/// its envelope can still apply it.
fn is_shut_out(site: &Site, event: &InboundEvent) -> bool {
    let told = matches!(
        event,
        InboundEvent::Status { .. } | InboundEvent::Revoke { .. } | InboundEvent::Account { .. }
    );
    site.connection.status == ConnectionStatus::Disconnected && !told
}

fn event_key(site: &Site, event: &InboundEvent) -> String {
    format!("{}|{}", site.id, event.key())
}

/// Whether a provider repeats what was applied once and erased since (R11).
async fn was_erased(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<bool> {
    erase::was_erased(work, &event_key(site, event)).await
}

/// An account's complaint has no id and says the same again when it lasts; applying it twice changes nothing.
async fn is_new(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<bool> {
    if matches!(event, InboundEvent::Account { .. }) {
        return Ok(true);
    }
    Ok(work
        .tx
        .remember_events(&[event_key(site, event)])
        .await?
        .first()
        .copied()
        .unwrap_or(false))
}

/// Applies an event; false = the message it is about is not here.
async fn apply(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<bool> {
    match event {
        InboundEvent::Message { .. } => message::receive(work, site, event).await.map(|()| true),
        InboundEvent::Echo { .. } => message::echo(work, site, event).await.map(|()| true),
        InboundEvent::Reaction { .. }
        | InboundEvent::Edit { .. }
        | InboundEvent::Revoke { .. }
        | InboundEvent::Status { .. } => target::apply(work, site, event).await,
        InboundEvent::IdentityChange { .. } => {
            identity::change(work, site, event).await.map(|()| true)
        }
        InboundEvent::Account { code, detail } => {
            let problem = format!("{detail} ({code})");
            super::outcome::connection_problem(work, &site.id, &problem)
                .await
                .map(|()| true)
        }
    }
}

/// Applies everything of a dead letter's envelope, or refuses with the reason it is one.
pub(crate) async fn apply_whole(work: &mut Work<'_>, reading: &Reading) -> Step<()> {
    if let Some(reason) = reading.broken() {
        return Err(Refusal::with(Code::Invalid, reason.as_str()).into());
    }
    for item in &reading.items {
        match apply_item(work, item).await? {
            Applied::Done | Applied::Duplicate | Applied::Erased => {}
            Applied::UnknownReceiver => {
                return Err(Refusal::with(Code::Invalid, "unknown_receiver").into());
            }
            Applied::SwitchedOff => return Err(Refusal::new(Code::ConnectionDown).into()),
        }
    }
    Ok(())
}
