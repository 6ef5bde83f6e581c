//! The guest has another number, user id or phone.

use super::guest::{self, merge, number};
use super::site::Site;
use crate::engine::error::Step;
use crate::engine::work::Work;
use crate::engine::{Entry, key, outcome};
use domain::contact::{Contact, Identity};
use domain::conversation::Conversation;
use domain::id::{ContactId, ConversationId, RecordId};
use domain::inbound::InboundEvent;
use domain::message::Event;
use domain::record::Kind;

/// The contact learns the new identity; the newest conversation shows what happened. An unknown guest has nothing to change.
pub(super) async fn change(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<()> {
    let InboundEvent::IdentityChange { from, to, .. } = event else {
        return Ok(());
    };
    let known = match guest::find(work, site, from).await? {
        Some(known) => Some(known),
        None => match to {
            Some(to) => guest::find(work, site, to).await?,
            None => None,
        },
    };
    let Some(known) = known else { return Ok(()) };
    let line = match to {
        Some(to) => {
            let new_number = number(to).filter(|_| to.address != from.address);
            learn(work, site, &known.id, known.contact, from, to).await?;
            new_number.map_or(Event::IdentityChanged, |_| Event::NumberChanged)
        }
        None => Event::IdentityChanged,
    };
    let newest: Vec<(RecordId, Conversation)> = work
        .children(Kind::Conversation, (&known.id).into(), 10)
        .await?;
    let here = newest
        .into_iter()
        .find(|(_, body)| body.connection == site.id);
    match here {
        Some((id, body)) => {
            outcome::event_line(work, &ConversationId::from(id), &body, line, None).await
        }
        None => Ok(()),
    }
}

/// The old keys lead nowhere any more; the new ones lead here unless they are somebody else's.
async fn learn(
    work: &mut Work<'_>,
    site: &Site,
    id: &ContactId,
    before: Contact,
    from: &Identity,
    to: &Identity,
) -> Step<()> {
    let property = &site.connection.property;
    let mut after = before.clone();
    let old = |it: &Identity| {
        it.channel == from.channel
            && ((from.address.is_some() && it.address == from.address)
                || (from.scoped_id.is_some() && it.scoped_id == from.scoped_id))
    };
    for gone in before.identities.iter().filter(|it| old(it)) {
        for key in key::identity(property, gone) {
            if work.tx.lookup(&key).await? == Some(id.into()) {
                work.tx.remove_lookup(key);
            }
        }
    }
    after.identities.retain(|it| !old(it));
    let mut joined = to.clone();
    let before_it = before.identities.iter().find(|it| old(it));
    // A changed number keeps the user name; a new user id keeps the number.
    if let Some(it) = before_it {
        joined.username = joined.username.or_else(|| it.username.clone());
        if joined.address.is_none() {
            joined.address.clone_from(&it.address);
        }
    }
    merge(&mut after.identities, &joined);
    follow_number(work, site, id, from, &joined, &mut after).await?;
    guest::claim_keys(work, id, &after).await?;
    if after == before {
        return Ok(());
    }
    work.put(&Entry::Contact(id.clone(), after)).await
}

/// The contact's number follows if it was the old one and the new one is nobody else's.
async fn follow_number(
    work: &mut Work<'_>,
    site: &Site,
    id: &ContactId,
    from: &Identity,
    to: &Identity,
    contact: &mut Contact,
) -> Step<()> {
    let property = &site.connection.property;
    let (old, new) = (number(from), number(to));
    if new.is_none() || old == new || (contact.phone.is_some() && contact.phone != old) {
        return Ok(());
    }
    let Some(new) = new else { return Ok(()) };
    for key in key::phone_variants(property, &new) {
        if work
            .tx
            .lookup(&key)
            .await?
            .is_some_and(|other| other != id.into())
        {
            return Ok(());
        }
    }
    if let Some(old) = &contact.phone {
        work.tx.remove_lookup(key::phone(property, old));
    }
    contact.phone = Some(new);
    Ok(())
}
