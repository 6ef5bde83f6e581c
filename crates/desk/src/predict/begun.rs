//! What only this desk knows yet: a guest just added, a conversation just begun. Made from the command alone, as the relay will make it.

use super::with_commands;
use crate::view::guest::day_at;
use cache::{Applied, OutboxEntry, Writer};
use domain::access::Role;
use domain::begin;
use domain::command::Action;
use domain::connection::Connection;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::id::{ConnectionId, ContactId, ConversationId, StaffId};
use domain::property::Property;
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;

/// The conversation `id`, which the relay does not know. While its command was refused or held it stays as it was shown: what was
/// written in it is still to be looked at.
pub(super) fn conversation(
    writer: &Writer<'_>,
    who: (&StaffId, &Role),
    id: &ConversationId,
    outbox: &[OutboxEntry],
) -> cache::Result<Applied> {
    let here = writer.get::<Conversation>(id)?.is_some();
    let start = outbox.iter().find_map(|entry| match &entry.command.action {
        Action::StartConversation {
            conversation,
            contact,
            connection,
        } if conversation == id => Some((entry, contact, connection)),
        _ => None,
    });
    let Some((entry, contact, connection)) = start else {
        return match here {
            true => writer.clear_prediction(&Kind::Conversation, &id.into()),
            false => Ok(Applied::default()),
        };
    };
    if !entry.is_pending() {
        return Ok(Applied::default());
    }
    let Some(begun) = begun(writer, who.0, contact, connection, entry.created_at)? else {
        return Ok(Applied::default());
    };
    let pending: Vec<&OutboxEntry> = outbox
        .iter()
        .filter(|it| it.is_pending() && it.command.action.conversation() == Some(id))
        .collect();
    let visible = with_commands(writer, &begun, &pending, who)?;
    if here {
        return writer.set_visible::<Conversation>(id, &visible);
    }
    let (scope, parent) = (Scope::inbox(&begun.property), contact.into());
    writer.insert_predicted(id, &scope, Some(&parent), begun.last_at.0, &visible)
}

fn begun(
    writer: &Writer<'_>,
    me: &StaffId,
    contact: &ContactId,
    connection: &ConnectionId,
    at: UnixMillis,
) -> cache::Result<Option<Conversation>> {
    let guest = writer.get::<Contact>(contact)?;
    let account = writer.get::<Connection>(connection)?;
    let (Some(guest), Some(account)) = (guest, account) else {
        return Ok(None);
    };
    let house = writer.get::<Property>(&guest.body.property)?;
    let zone = house.map(|row| row.body.time_zone);
    let stays = writer.records().reservations_of(contact)?;
    let stays = stays.iter().map(|row| &row.body);
    let card = begin::card(&guest.body, stays, Some(day_at(zone.as_deref(), at)));
    let account = (connection, &account.body);
    Ok(Some(begin::conversation(contact, account, card, me, at)))
}

/// The guest `id`, whom the relay does not know.
pub(super) fn contact(
    writer: &Writer<'_>,
    id: &ContactId,
    outbox: &[OutboxEntry],
) -> cache::Result<Applied> {
    if writer.records().base::<Contact>(id)?.is_some() {
        return Ok(Applied::default());
    }
    let here = writer.get::<Contact>(id)?.is_some();
    let create = outbox.iter().find_map(|entry| match &entry.command.action {
        Action::CreateContact {
            contact,
            name,
            phone,
            email,
            property,
        } if contact == id => Some((entry, name, phone, email, property)),
        _ => None,
    });
    let Some((entry, name, phone, email, property)) = create else {
        return match here {
            true => writer.clear_prediction(&Kind::Contact, &id.into()),
            false => Ok(Applied::default()),
        };
    };
    if here || !entry.is_pending() {
        return Ok(Applied::default());
    }
    let name = Some(name.clone()).filter(|name| !name.is_empty());
    let at = entry.created_at;
    let guest = begin::contact(name, phone.clone(), email.clone(), property, at);
    writer.insert_predicted(id, &Scope::guests(property), None, at.0, &guest)
}
