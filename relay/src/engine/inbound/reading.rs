//! What an envelope says.

use channels::whatsapp;
use domain::dead_letter::DeadLetterReason;
use domain::id::ConnectionId;
use domain::inbound::InboundEvent;
use domain::time::UnixMillis;
use store::model::Envelope;

/// Begins the `receiver` of an envelope that names nobody its signer may name: a dead letter from the start. The signing
/// connection's id follows.
pub(crate) const UNKNOWN_RECEIVER: &str = "?";

/// One event and for whom it is.
pub(crate) struct Item {
    /// The WABA id; empty if absent.
    pub(super) account: String,
    /// The receiving number.
    pub(super) receiver: Option<String>,
    pub(super) event: InboundEvent,
}

/// An envelope, read. Reading changes nothing and may be done before the lock.
pub(crate) struct Reading {
    pub(super) items: Vec<Item>,
    pub(super) received_at: UnixMillis,
    pub(super) size: u64,
    /// Set for an envelope that names nobody its signer may name: the signing connection. Not applied but by replay.
    pub(super) connection: Option<ConnectionId>,
    broken: Option<DeadLetterReason>,
    /// Parts of a guest's message may be lost.
    pub(in crate::engine) lossy: bool,
}

impl Reading {
    /// Reads the events in order of the provider's time; what has none keeps its place in front.
    pub(crate) fn of(envelope: &Envelope) -> Self {
        let new = &envelope.envelope;
        let mut reading = Self {
            items: Vec::new(),
            received_at: new.received_at,
            size: new.body.len() as u64,
            connection: None,
            broken: None,
            lossy: false,
        };
        if let Some(receiver) = new.receiver.as_deref()
            && let Some(connection) = receiver.strip_prefix(UNKNOWN_RECEIVER)
        {
            reading.connection = ConnectionId::new(connection).ok();
        }
        match whatsapp::parse(&new.body, new.received_at) {
            Ok(parsed) => reading.take(parsed),
            Err(error) => reading.broken = Some(error.reason()),
        }
        reading
    }

    /// A stand-in for bytes on which the parser itself broke.
    pub(super) fn unreadable(envelope: &Envelope) -> Self {
        Self {
            items: Vec::new(),
            received_at: envelope.envelope.received_at,
            size: envelope.envelope.body.len() as u64,
            connection: None,
            broken: Some(DeadLetterReason::Failing),
            lossy: false,
        }
    }

    fn take(&mut self, parsed: whatsapp::Parsed) {
        for batch in parsed.batches {
            for event in batch.events {
                self.items.push(Item {
                    account: batch.account.clone(),
                    receiver: batch.phone_number_id.clone(),
                    event,
                });
            }
        }
        self.items.sort_by_key(|item| item.event.at());
        self.lossy = parsed
            .problems
            .iter()
            .any(|problem| problem.reason.is_loss());
        for problem in &parsed.problems {
            let (place, field) = (&problem.place, &problem.field);
            tracing::info!(place, field, reason = ?problem.reason, "not understood at {place}");
        }
    }

    /// Why nothing in it can be applied.
    pub(crate) fn broken(&self) -> Option<DeadLetterReason> {
        self.broken.clone()
    }
}
