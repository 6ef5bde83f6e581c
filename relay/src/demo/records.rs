//! The house's records, the guests and their stays.

use super::DemoError;
use super::build::{connection_of, file};
use super::script::{ConnectionScript, GuestScript, Script, StayScript, TemplateScript};
use super::time::Clock;
use crate::auth::codes::sha256_hex;
use crate::engine::{Entry, template_id};
use domain::Unknown;
use domain::canned_response::CannedResponse;
use domain::channel::Channel;
use domain::connection::Connection;
use domain::contact::{Contact, Identity};
use domain::id::{CannedResponseId, LabelId, MediaId, ReservationId};
use domain::label::Label;
use domain::reservation::{Reservation, ReservationStatus};
use domain::staff::Staff;
use domain::template::{Template, TemplateStatus};

pub(super) fn house(script: &Script) -> Result<Vec<Entry>, DemoError> {
    let mut entries = Vec::new();
    for it in &script.property {
        entries.push(Entry::Property(it.id.clone(), it.body.clone()));
    }
    for it in &script.staff {
        let body = Staff {
            name: it.name.clone(),
            email: it.email.clone(),
            role: it.role.clone(),
            properties: it.properties.clone(),
            presence: it.presence.clone(),
            active: true,
            unknown: Unknown::default(),
        };
        entries.push(Entry::Staff(it.id.clone(), body));
    }
    for it in &script.connection {
        let active = script
            .conversation
            .iter()
            .filter(|conversation| conversation.connection == it.id)
            .filter(|conversation| conversation.status.is_open())
            .count();
        let body = Connection {
            channel: it.channel.clone(),
            property: it.property.clone(),
            name: it.name.clone(),
            status: it.status.clone(),
            address: it.address.clone(),
            account: it.account.clone(),
            display: it.display.clone(),
            greeting: it.greeting.clone(),
            origins: it.origins.clone(),
            problem: None,
            active_conversations: u32::try_from(active).unwrap_or(u32::MAX),
            unknown: Unknown::default(),
        };
        entries.push(Entry::Connection(it.id.clone(), body));
    }
    for it in &script.label {
        let id = LabelId::new(format!(
            "label-{}",
            it.name.to_lowercase().replace(' ', "-")
        ))?;
        let body = Label {
            name: it.name.clone(),
            color: it.color.clone(),
            unknown: Unknown::default(),
        };
        entries.push(Entry::Label(id, body));
    }
    for it in &script.canned {
        let id = CannedResponseId::new(format!("canned-{}-{}", it.shortcut, it.language))?;
        let body = CannedResponse {
            title: it.title.clone(),
            content: it.content.clone(),
            shortcut: it.shortcut.clone(),
            category: it.category.clone(),
            language: Some(it.language.clone()),
            unknown: Unknown::default(),
        };
        entries.push(Entry::CannedResponse(id, body));
    }
    for account in script
        .connection
        .iter()
        .filter(|it| it.channel == Channel::WhatsApp)
    {
        for it in &script.template {
            entries.push(template(account, it)?);
        }
    }
    Ok(entries)
}

fn template(account: &ConnectionScript, it: &TemplateScript) -> Result<Entry, DemoError> {
    let id = template_id(&account.id, &it.name, &it.language)?;
    let body = Template {
        connection: account.id.clone(),
        property: account.property.clone(),
        name: it.name.clone(),
        language: it.language.clone(),
        category: it.category.clone(),
        status: TemplateStatus::Approved,
        header: it.header.clone(),
        body: it.body.clone(),
        footer: it.footer.clone(),
        buttons: it.buttons.clone(),
        fields: it.fields.clone(),
        unfillable: None,
        unknown: Unknown::default(),
    };
    Ok(Entry::Template(id, body))
}

pub(super) fn contact(
    script: &Script,
    guest: &GuestScript,
    clock: &Clock,
) -> Result<Entry, DemoError> {
    let of_guest = || script.conversation.iter().filter(|it| it.guest == guest.id);
    let mut identities: Vec<Identity> = Vec::new();
    for it in of_guest() {
        let identity = identity(&connection_of(script, it)?.channel, guest);
        if !identities.contains(&identity) {
            identities.push(identity);
        }
    }
    let picture = match &guest.picture {
        Some(name) => Some(MediaId::new(sha256_hex(file(name)?))?),
        None => None,
    };
    let body = Contact {
        name: guest.name.clone(),
        phone: guest.phone.clone(),
        email: guest.email.clone(),
        source: guest.source.clone(),
        property: guest.property.clone(),
        language: guest.language.clone(),
        identities,
        conversations: u32::try_from(of_guest().count()).unwrap_or(u32::MAX),
        tags: guest.tags.clone(),
        picture,
        time_zone: guest.time_zone.clone(),
        company: guest.company.clone(),
        loyalty: guest.loyalty.clone(),
        created_at: clock.instant(&guest.since)?,
        unknown: Unknown::default(),
    };
    Ok(Entry::Contact(guest.id.clone(), body))
}

fn identity(channel: &Channel, guest: &GuestScript) -> Identity {
    let whatsapp = *channel == Channel::WhatsApp;
    let digits = guest.phone.as_deref().map(domain::phone::digits);
    Identity {
        channel: channel.clone(),
        address: if whatsapp {
            digits
        } else {
            Some(format!("visitor-{}", guest.id))
        },
        scoped_id: guest.scoped.clone().filter(|_| whatsapp),
        username: guest.username.clone().filter(|_| whatsapp),
    }
}

pub(super) fn reservation(
    guest: &GuestScript,
    stay: &StayScript,
    clock: &Clock,
) -> Result<Entry, DemoError> {
    let leaves = stay.arrives + stay.nights;
    let status = stay.status.clone().unwrap_or(match (stay.arrives, leaves) {
        (_, leaves) if leaves <= 0 => ReservationStatus::CheckedOut,
        (arrives, _) if arrives < 0 => ReservationStatus::CheckedIn,
        _ => ReservationStatus::Confirmed,
    });
    let over = matches!(status, ReservationStatus::CheckedOut);
    let body = Reservation {
        reference: stay.reference.clone(),
        contact: guest.id.clone(),
        property: guest.property.clone(),
        check_in: clock.day(stay.arrives)?,
        check_out: clock.day(leaves)?,
        status,
        room: stay.room.clone(),
        room_type: stay.room_type.clone(),
        adults: stay.adults,
        children: stay.children,
        total_cents: stay.total,
        paid_cents: stay.paid.unwrap_or(if over { stay.total } else { 0 }),
        currency: "EUR".to_owned(),
        unknown: Unknown::default(),
    };
    let id = ReservationId::new(format!("stay-{}", stay.reference.to_lowercase()))?;
    Ok(Entry::Reservation(id, body))
}
