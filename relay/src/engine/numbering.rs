//! Live Chat: the places of a visitor's messages, 1, 2, 3 … without a gap, over all conversations of a guest on a connection.
//!
//! A place is given under the hotel's lock, in the transaction that makes the message the visitor's to read: for the guest's own words
//! when they are kept, for ours when they are handed over ([`crate::engine::job_result`]). So a visitor who names the last place they have
//! gets exactly what is missing.

use super::error::Step;
use super::key;
use super::work::Work;
use domain::id::{ConnectionId, ContactId, MessageId};
use domain::message::Message;

/// The last place given, or 0.
pub(crate) async fn last(
    work: &mut Work<'_>,
    contact: &ContactId,
    connection: &ConnectionId,
) -> Step<u64> {
    let newest = work.tx.lookup(&key::chat_last(contact, connection)).await?;
    let Some(newest) = newest else { return Ok(0) };
    let newest = work.message(&newest.into()).await?;
    Ok(newest.and_then(|it| it.number()).unwrap_or(0))
}

/// The message at a place.
pub(crate) async fn at(
    work: &mut Work<'_>,
    contact: &ContactId,
    connection: &ConnectionId,
    place: u64,
) -> Step<Option<(MessageId, Message)>> {
    let key = key::chat_number(contact, connection, place);
    let Some(id) = work.tx.lookup(&key).await?.map(MessageId::from) else {
        return Ok(None);
    };
    Ok(work.message(&id).await?.map(|message| (id, message)))
}

/// Gives `message` the next place, if it has none.
pub(crate) async fn number(
    work: &mut Work<'_>,
    contact: &ContactId,
    connection: &ConnectionId,
    id: &MessageId,
    message: &mut Message,
) -> Step<()> {
    if message.number().is_some() {
        return Ok(());
    }
    let last = key::chat_last(contact, connection);
    let mut place = 1;
    if let Some(newest) = work.tx.lookup(&last).await? {
        let newest = work.message(&newest.into()).await?;
        place += newest.and_then(|it| it.number()).unwrap_or(0);
        work.tx.remove_lookup(last.clone());
    }
    // The newest message may have been erased, and its place with it: no place is given twice.
    while work
        .tx
        .lookup(&key::chat_number(contact, connection, place))
        .await?
        .is_some()
    {
        place += 1;
    }
    message.set_number(place);
    work.tx.set_lookup(last, id.into());
    work.tx
        .set_lookup(key::chat_number(contact, connection, place), id.into());
    if let Some(media) = message.media().and_then(|media| media.id.as_ref()) {
        let carried = key::chat_media(contact, connection, media);
        if work.tx.lookup(&carried).await?.is_none() {
            work.tx.set_lookup(carried, id.into());
        }
    }
    Ok(())
}
