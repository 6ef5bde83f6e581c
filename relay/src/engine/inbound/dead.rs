//! Dead letters: what was acknowledged and could not be applied; staff see it and can replay it.

use super::reading::Reading;
use crate::engine::Entry;
use crate::engine::error::Step;
use crate::engine::work::{Work, decode};
use domain::Unknown;
use domain::connection::Connection;
use domain::dead_letter::{DeadLetter, DeadLetterReason};
use domain::id::{ConnectionId, DeadLetterId, PropertyId};
use domain::record::Kind;
use metrics::counter;

/// Leaves a dead letter where the managers of the nearest property see it.
pub(super) async fn leave(
    work: &mut Work<'_>,
    envelope: i64,
    reading: &Reading,
    reason: DeadLetterReason,
    account: Option<&str>,
) -> Step<()> {
    counter!("bellhop_ingress_dead_letters_total", "reason" => reason.to_string()).increment(1);
    tracing::warn!(envelope, %reason, "envelope {envelope} left a dead letter");
    let Some((connection, property)) = whose(work, reading.connection.as_ref(), account).await?
    else {
        // A hotel without a property has nobody to show it to; the bytes stay.
        return Ok(());
    };
    let letter = DeadLetter {
        reason,
        connection,
        received_at: reading.received_at,
        size: reading.size,
        envelope,
        replayed: false,
        unknown: Unknown::new(),
    };
    let id: DeadLetterId = work.new_id()?;
    work.put(&Entry::DeadLetter(id, property, letter)).await
}

/// The connection whose secret signed it, one of the same account, any connection, any property: the first there is.
async fn whose(
    work: &mut Work<'_>,
    signer: Option<&ConnectionId>,
    account: Option<&str>,
) -> Step<Option<(Option<ConnectionId>, PropertyId)>> {
    let mut connections: Vec<(ConnectionId, Connection)> = Vec::new();
    for record in work.tx.all(&Kind::Connection).await? {
        connections.push((record.id.clone().into(), decode(&record)?));
    }
    let signed = connections.iter().find(|(id, _)| Some(id) == signer);
    let same = connections
        .iter()
        .find(|(_, it)| it.account.as_deref() == account && account.is_some());
    if let Some((id, connection)) = signed.or(same) {
        return Ok(Some((Some(id.clone()), connection.property.clone())));
    }
    if let Some((_, connection)) = connections.first() {
        return Ok(Some((None, connection.property.clone())));
    }
    let properties = work.tx.all(&Kind::Property).await?;
    Ok(properties
        .into_iter()
        .next()
        .map(|record| (None, record.id.into())))
}
