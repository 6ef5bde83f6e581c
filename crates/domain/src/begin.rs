//! Beginning a conversation from the house's side (SPEC 195): over which account, with whom, and what it is at first.

use crate::Unknown;
use crate::channel::{Channel, Source};
use crate::command::{Code, Refusal};
use crate::connection::{Connection, ConnectionStatus};
use crate::contact::Contact;
use crate::conversation::{Card, Conversation, ConversationStatus};
use crate::id::{ConnectionId, ContactId, PropertyId, StaffId};
use crate::phone;
use crate::reservation::{Reservation, ReservationStatus};
use crate::time::UnixMillis;
use jiff::civil::Date;

/// Whether the house may write first on `channel`; where it may, the first word is an approved template (BEYOND 2.4).
#[must_use]
pub fn may_write_first(channel: &Channel) -> bool {
    matches!(channel, Channel::WhatsApp)
}

/// Whether `guest` can be reached on `channel` at all.
#[must_use]
pub fn is_reachable(guest: &Contact, channel: &Channel) -> bool {
    let known = guest.identities.iter().any(|it| it.channel == *channel);
    known || (*channel == Channel::WhatsApp && guest.phone.is_some())
}

/// Whether a conversation with `guest` may be begun over `connection`.
///
/// # Errors
/// `invalid` with `connection` (another house, or a channel where guests write first) or `phone` (no way to reach the guest),
/// `connection_down`.
pub fn allowed(guest: &Contact, connection: &Connection) -> Result<(), Refusal> {
    if guest.property != connection.property || !may_write_first(&connection.channel) {
        return Err(Refusal::with(Code::Invalid, "connection"));
    }
    if connection.status == ConnectionStatus::Disconnected {
        return Err(Refusal::new(Code::ConnectionDown));
    }
    if !is_reachable(guest, &connection.channel) {
        return Err(Refusal::with(Code::Invalid, "phone"));
    }
    Ok(())
}

/// A conversation that `staff` begins: theirs, without a word in it. The reply window opens when the guest answers.
#[must_use]
pub fn conversation(
    contact: &ContactId,
    connection: (&ConnectionId, &Connection),
    card: Card,
    staff: &StaffId,
    now: UnixMillis,
) -> Conversation {
    let (id, account) = connection;
    Conversation {
        contact: contact.clone(),
        channel: account.channel.clone(),
        connection: id.clone(),
        property: account.property.clone(),
        status: ConversationStatus::AgentAssigned,
        assignee: Some(staff.clone()),
        card,
        preview: None,
        unread: 0,
        last_guest_at: None,
        last_at: now,
        waiting_since: None,
        opened_at: now,
        failed: 0,
        labels: Vec::new(),
        unknown: Unknown::new(),
    }
}

/// The guest in short, with the stay they are in, else the next one, on the house's day `today`.
#[must_use]
pub fn card<'a>(
    guest: &Contact,
    stays: impl Iterator<Item = &'a Reservation>,
    today: Option<Date>,
) -> Card {
    let stay = today.and_then(|today| {
        let ahead = stays.filter(|stay| {
            let stands = matches!(
                stay.status,
                ReservationStatus::Confirmed | ReservationStatus::CheckedIn
            );
            stands && stay.check_out >= today
        });
        ahead.min_by_key(|stay| stay.check_in)
    });
    Card {
        name: guest.card_name().to_owned(),
        language: guest.language.clone(),
        room: stay.and_then(|stay| stay.room.clone()),
        check_in: stay.map(|stay| stay.check_in),
        check_out: stay.map(|stay| stay.check_out),
    }
}

/// A guest added by hand; the number, E.164, stands in for a name that nobody gave.
#[must_use]
pub fn contact(
    name: Option<String>,
    number: String,
    email: Option<String>,
    property: &PropertyId,
    now: UnixMillis,
) -> Contact {
    Contact {
        name: name.unwrap_or_else(|| phone::format_international(&number)),
        phone: Some(number),
        email,
        source: Source::WalkIn,
        property: property.clone(),
        language: None,
        identities: Vec::new(),
        conversations: 0,
        tags: Vec::new(),
        picture: None,
        time_zone: None,
        company: None,
        loyalty: None,
        created_at: now,
        unknown: Unknown::new(),
    }
}
