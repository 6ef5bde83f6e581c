//! The steps of taken envelopes: apply an event, end an envelope; and what each found.

use super::reading::{Item, Reading};
use super::{dead, is_new, site, was_erased};
use crate::engine::erase;
use crate::engine::error::Fault;
use crate::engine::work::Work;
use domain::dead_letter::DeadLetterReason;
use store::model::{Envelope, EnvelopeEnd};

/// Attempts after which an event is a dead letter.
const ATTEMPTS: u32 = 3;

/// An envelope that is being applied.
pub(super) struct Taken {
    pub(super) envelope: Envelope,
    pub(super) reading: Reading,
    /// Earlier attempts that count.
    pub(super) attempts: u32,
    pub(super) failed: bool,
    pub(super) unknown_receiver: bool,
    /// Holds words of a guest who was erased.
    pub(super) erased: bool,
    /// The next event that is not applied yet is believed to have ended the runs before.
    pub(super) suspect: bool,
    pub(super) ended: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Do {
    Event { envelope: usize, item: usize },
    End { envelope: usize },
}

/// What a step found; taken over after the commit.
pub(super) enum Found {
    Nothing,
    Failed,
    UnknownReceiver,
    Erased,
    /// The suspect was put aside.
    PutAside,
    Ended,
}

impl Do {
    pub(super) fn envelope(&self) -> usize {
        match self {
            Self::Event { envelope, .. } | Self::End { envelope } => *envelope,
        }
    }
}

/// What the end of an envelope depends on.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub(super) failed: bool,
    pub(super) unknown_receiver: bool,
    pub(super) erased: bool,
}

impl View {
    pub(super) fn take_over(&mut self, found: &Found) {
        match found {
            Found::Failed | Found::PutAside => self.failed = true,
            Found::UnknownReceiver => self.unknown_receiver = true,
            Found::Erased => self.erased = true,
            Found::Nothing | Found::Ended => {}
        }
    }
}

impl Taken {
    pub(super) fn view(&self) -> View {
        View {
            failed: self.failed,
            unknown_receiver: self.unknown_receiver,
            erased: self.erased,
        }
    }

    pub(super) fn take_over(&mut self, found: &Found) {
        let mut view = self.view();
        view.take_over(found);
        (self.failed, self.unknown_receiver) = (view.failed, view.unknown_receiver);
        self.erased = view.erased;
        self.suspect &= !matches!(found, Found::PutAside);
        self.ended |= matches!(found, Found::Ended);
    }
}

pub(super) fn plan(taken: &[Taken]) -> Vec<Do> {
    let mut steps = Vec::new();
    for (envelope, it) in taken.iter().enumerate() {
        let stray = it.reading.connection.is_some();
        let items = if stray { 0 } else { it.reading.items.len() };
        steps.extend((0..items).map(|item| Do::Event { envelope, item }));
        steps.push(Do::End { envelope });
    }
    steps
}

/// Ends an envelope, with a dead letter for what could not be applied; or leaves it for another attempt.
pub(super) async fn end(work: &mut Work<'_>, it: &Taken, view: &View) -> Result<Found, Fault> {
    if view.failed && it.attempts.saturating_add(1) < ATTEMPTS {
        return Ok(Found::Nothing);
    }
    let account = it.reading.items.first().map(|item| item.account.as_str());
    let stray = it.reading.connection.is_some() && !it.reading.items.is_empty();
    let reasons = [
        it.reading.broken(),
        (view.unknown_receiver || stray).then_some(DeadLetterReason::UnknownReceiver),
        it.reading.lossy.then_some(DeadLetterReason::UnknownShape),
        view.failed.then_some(DeadLetterReason::Failing),
    ];
    let mut end = EnvelopeEnd::Processed;
    for reason in reasons.into_iter().flatten() {
        dead::leave(work, it.envelope.id, &it.reading, reason, account).await?;
        end = EnvelopeEnd::Dead;
    }
    if view.erased && end == EnvelopeEnd::Processed {
        // A repeat of what was erased does not lie here for its days either.
        erase::drop_repeat(work, it.envelope.id)?;
    } else {
        work.tx.end_envelope(it.envelope.id, end);
    }
    Ok(Found::Ended)
}

/// The suspect is passed over without being remembered, so that a replay can apply it; the dead letter of its envelope
/// stands for it.
pub(super) async fn put_aside(work: &mut Work<'_>, item: &Item) -> Result<Found, Fault> {
    for site in site::find(work, item).await? {
        if was_erased(work, &site, &item.event).await? {
            return Ok(Found::Erased);
        }
        if is_new(work, &site, &item.event).await? {
            work.tx.rollback_to_mark();
            return Ok(Found::PutAside);
        }
    }
    Ok(Found::Nothing)
}
