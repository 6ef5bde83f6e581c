//! The guest beside the thread (SPEC 53–58, 69–71).

use super::{View, small};
use crate::api::guest::{GuestClock, GuestPanel, Lifetime, Stay};
use crate::files::Carrier;
use domain::access::{Permission, may};
use domain::contact::{Contact, initials};
use domain::conversation::Conversation;
use domain::guest_clock;
use domain::id::{ConversationId, ReservationId};
use domain::phone;
use domain::property::Property;
use domain::reservation::{Reservation, ReservationStatus as Status};
use domain::time::UnixMillis;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(crate) fn panel(view: &View<'_, '_>, id: &ConversationId) -> cache::Result<GuestPanel> {
    let body = view
        .reader
        .get::<Conversation>(id)?
        .ok_or(cache::Error::NotFound)?
        .body;
    let contact = match may(&view.role, Permission::ViewContacts) {
        true => view
            .reader
            .get::<Contact>(&body.contact)?
            .map(|row| row.body),
        false => None,
    };
    let mut panel = from_card(&body);
    if let Some(contact) = contact {
        add_contact(&mut panel, &contact, &body);
        if let Some(picture) = &contact.picture {
            view.files
                .show(picture, Carrier::Contact(body.contact.clone()));
        }
        panel.conversations = contact.conversations.max(small(
            view.reader.conversations().of_contact(&body.contact)?.len(),
        ));
        add_stays(view, &mut panel, &body)?;
    }
    Ok(panel)
}

/// What every role may know.
fn from_card(body: &Conversation) -> GuestPanel {
    GuestPanel {
        contact: body.contact.to_string(),
        name: body.card.name.clone(),
        picture: None,
        initials: initials(&body.card.name),
        visible: false,
        language: body.card.language.clone(),
        phone: None,
        email: None,
        username: None,
        whatsapp_link: None,
        email_link: None,
        clock: None,
        source: None,
        channel: body.channel.as_str().to_owned(),
        company: None,
        loyalty: None,
        tags: Vec::new(),
        conversations: 0,
        created_at: None,
        stay: None,
        coming: Vec::new(),
        past: Vec::new(),
        lifetime: None,
    }
}

fn add_contact(panel: &mut GuestPanel, contact: &Contact, body: &Conversation) {
    let identity = contact
        .identities
        .iter()
        .find(|i| i.channel == body.channel);
    panel.visible = true;
    panel.name.clone_from(&contact.name);
    panel.initials = initials(&contact.name);
    panel.picture = contact.picture.as_ref().map(ToString::to_string);
    panel.language = contact.language.clone().or(panel.language.take());
    panel.phone = contact.phone.as_deref().map(phone::format_international);
    panel.email.clone_from(&contact.email);
    panel.username = identity.and_then(|i| i.username.clone());
    panel.whatsapp_link = contact.phone.as_deref().and_then(phone::click_to_chat);
    panel.email_link = contact.email.as_deref().and_then(phone::mailto);
    panel.clock = guest_clock::of(contact).map(|it| GuestClock {
        zone: it.zone,
        country: it.country,
    });
    panel.source = Some(contact.source.as_str().to_owned());
    panel.company.clone_from(&contact.company);
    panel.loyalty.clone_from(&contact.loyalty);
    panel.tags.clone_from(&contact.tags);
    panel.created_at = Some(contact.created_at.0);
}

fn add_stays(
    view: &View<'_, '_>,
    panel: &mut GuestPanel,
    body: &Conversation,
) -> cache::Result<()> {
    let zone = view
        .reader
        .get::<Property>(&body.property)?
        .map(|row| row.body.time_zone);
    let today = today(view, zone.as_deref());
    let rows = view.reader.records().reservations_of(&body.contact)?;
    panel.lifetime = lifetime(rows.iter().map(|row| &row.body));
    let (mut ahead, past): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| is_ahead(&row.body, today));
    ahead.sort_by(|a, b| (a.body.check_in, &a.id).cmp(&(b.body.check_in, &b.id)));
    let mut ahead = ahead.into_iter().map(|row| stay(&row.id, row.body));
    panel.stay = ahead.next();
    panel.coming = ahead.collect();
    panel.past = past
        .into_iter()
        .map(|row| stay(&row.id, row.body))
        .collect();
    Ok(())
}

/// The current or next stay, where this role may know of it.
pub(super) fn stay_of(
    view: &View<'_, '_>,
    body: &Conversation,
) -> cache::Result<Option<Reservation>> {
    if !may(&view.role, Permission::ViewStays) {
        return Ok(None);
    }
    let zone = view
        .reader
        .get::<Property>(&body.property)?
        .map(|row| row.body.time_zone);
    let today = today(view, zone.as_deref());
    let rows = view.reader.records().reservations_of(&body.contact)?;
    Ok(rows
        .into_iter()
        .filter(|row| is_ahead(&row.body, today))
        .min_by(|a, b| (a.body.check_in, &a.id).cmp(&(b.body.check_in, &b.id)))
        .map(|row| row.body))
}

/// A stay that was not called off and is not over.
fn is_ahead(stay: &Reservation, today: Date) -> bool {
    matches!(stay.status, Status::Confirmed | Status::CheckedIn) && stay.check_out >= today
}

/// The day at the house, not at the desk's computer.
fn today(view: &View<'_, '_>, zone: Option<&str>) -> Date {
    day_at(zone, view.now)
}

/// The day at a house in `zone`.
pub(crate) fn day_at(zone: Option<&str>, now: UnixMillis) -> Date {
    let zone = zone
        .and_then(|name| TimeZone::get(name).ok())
        .unwrap_or(TimeZone::UTC);
    let now = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    now.to_zoned(zone).date()
}

fn nights(stay: &Reservation) -> u32 {
    let span = stay
        .check_in
        .until(stay.check_out)
        .map(|span| span.get_days());
    span.ok()
        .and_then(|days| u32::try_from(days).ok())
        .unwrap_or(0)
}

fn stay(id: &ReservationId, body: Reservation) -> Stay {
    Stay {
        id: id.to_string(),
        check_in: body.check_in.to_string(),
        check_out: body.check_out.to_string(),
        nights: nights(&body),
        status: body.status.as_str().to_owned(),
        adults: u32::from(body.adults),
        children: u32::from(body.children),
        total_cents: body.total_cents,
        due_cents: body.total_cents.saturating_sub(body.paid_cents).max(0),
        reference: body.reference,
        room: body.room,
        room_type: body.room_type,
        currency: body.currency,
    }
}

/// Stays that were not called off, in the currency of the newest of them; sums of two currencies are no figure.
fn lifetime<'s>(stays: impl Iterator<Item = &'s Reservation>) -> Option<Lifetime> {
    let mut sum: Option<Lifetime> = None;
    for stay in stays.filter(|s| !matches!(s.status, Status::Cancelled | Status::NoShow)) {
        let sum = sum.get_or_insert_with(|| Lifetime {
            stays: 0,
            nights: 0,
            spent_cents: 0,
            currency: stay.currency.clone(),
        });
        sum.stays += 1;
        sum.nights += nights(stay);
        if stay.currency == sum.currency {
            sum.spent_cents = sum.spent_cents.saturating_add(stay.paid_cents);
        }
    }
    sum
}
