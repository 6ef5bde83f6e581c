//! Who wrote: found by what the channel calls them or by their number, else made (SPEC 81, 83–85).

use super::site::Site;
use crate::engine::error::Step;
use crate::engine::staff::rename_cards;
use crate::engine::work::Work;
use crate::engine::{Entry, key};
use domain::Unknown;
use domain::channel::Channel;
use domain::contact::{Contact, Identity};
use domain::id::ContactId;
use domain::phone;
use domain::time::UnixMillis;
use store::model::LookupKey;

/// Longest name taken from a profile, in characters.
const MAX_NAME: usize = 200;

/// A guest as the records know them now.
pub(super) struct Known {
    pub(super) id: ContactId,
    pub(super) contact: Contact,
}

/// Finds the guest and adds what is new about them, or makes the contact. `at` = when they first wrote.
pub(super) async fn find_or_create(
    work: &mut Work<'_>,
    site: &Site,
    from: &Identity,
    profile_name: Option<&str>,
    at: UnixMillis,
) -> Step<Known> {
    match find(work, site, from).await? {
        Some(known) => learn(work, site, known, from, profile_name).await,
        None => create(work, site, from, profile_name, at).await,
    }
}

/// By business-scoped id, then address, then any spelling of the number.
pub(super) async fn find(work: &mut Work<'_>, site: &Site, from: &Identity) -> Step<Option<Known>> {
    let property = &site.connection.property;
    if let Some(known) = behind(work, key::identity(property, from)).await? {
        return Ok(Some(known));
    }
    // Reading a number takes longer than all the rest.
    match number(from) {
        Some(number) => behind(work, key::phone_variants(property, &number)).await,
        None => Ok(None),
    }
}

/// Whom the first of these keys leads to.
async fn behind(
    work: &mut Work<'_>,
    keys: impl IntoIterator<Item = LookupKey>,
) -> Step<Option<Known>> {
    for key in keys {
        if let Some(id) = work.tx.lookup(&key).await? {
            let id = ContactId::from(id);
            if let Some(contact) = work.contact(&id).await? {
                return Ok(Some(Known { id, contact }));
            }
        }
    }
    Ok(None)
}

async fn create(
    work: &mut Work<'_>,
    site: &Site,
    from: &Identity,
    profile_name: Option<&str>,
    at: UnixMillis,
) -> Step<Known> {
    let phone = number(from);
    let contact = Contact {
        name: clean(profile_name).unwrap_or_else(|| placeholder(phone.as_deref(), from)),
        phone,
        email: None,
        source: site.connection.channel.source(),
        property: site.connection.property.clone(),
        language: None,
        identities: vec![from.clone()],
        conversations: 0,
        tags: Vec::new(),
        picture: None,
        time_zone: None,
        company: None,
        loyalty: None,
        created_at: at.min(work.now),
        unknown: Unknown::new(),
    };
    let id: ContactId = work.new_id()?;
    claim_keys(work, &id, &contact).await?;
    work.put(&Entry::Contact(id.clone(), contact.clone()))
        .await?;
    Ok(Known { id, contact })
}

async fn learn(
    work: &mut Work<'_>,
    site: &Site,
    known: Known,
    from: &Identity,
    profile_name: Option<&str>,
) -> Step<Known> {
    let Known {
        id,
        contact: before,
    } = known;
    let mut after = before.clone();
    merge(&mut after.identities, from);
    if after.phone.is_none()
        && let Some(number) = number(from)
        && is_free(work, site, &number).await?
    {
        after.phone = Some(number);
    }
    if is_placeholder(&before)
        && let Some(name) = clean(profile_name)
    {
        after.name = name;
    }
    if after == before {
        return Ok(Known { id, contact: after });
    }
    claim_keys(work, &id, &after).await?;
    if after.name != before.name {
        rename_cards(work, &id, &after).await?;
    }
    work.put(&Entry::Contact(id.clone(), after.clone())).await?;
    Ok(Known { id, contact: after })
}

/// Points the guest's keys here; one that leads to somebody else stays there (two contacts are joined by a person, not by a
/// webhook).
pub(super) async fn claim_keys(work: &mut Work<'_>, id: &ContactId, contact: &Contact) -> Step<()> {
    for key in Entry::Contact(id.clone(), contact.clone()).keys() {
        if work.tx.lookup(&key).await?.is_none() {
            work.tx.set_lookup(key, id.into());
        }
    }
    Ok(())
}

async fn is_free(work: &mut Work<'_>, site: &Site, number: &str) -> Step<bool> {
    for key in key::phone_variants(&site.connection.property, number) {
        if work.tx.lookup(&key).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Joins what is known of the same account on a channel; the one used last stands last, replies go there.
pub(super) fn merge(identities: &mut Vec<Identity>, from: &Identity) {
    let same = |it: &Identity| {
        let equal = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        it.channel == from.channel
            && (equal(&it.scoped_id, &from.scoped_id)
                || equal(&it.address, &from.address)
                || (from.scoped_id.is_none()
                    && from.address.is_none()
                    && equal(&it.username, &from.username)))
    };
    let found = identities.iter().position(same);
    let mut joined = found.map_or_else(|| from.clone(), |at| identities.remove(at));
    for (field, news) in [
        (&mut joined.scoped_id, &from.scoped_id),
        (&mut joined.address, &from.address),
        (&mut joined.username, &from.username),
    ] {
        if news.is_some() {
            field.clone_from(news);
        }
    }
    identities.push(joined);
}

/// The number behind a WhatsApp address, E.164; the digits with `+` where they are no valid number.
pub(super) fn number(from: &Identity) -> Option<String> {
    // The website's addresses are the hotel's own user ids.
    let address = from
        .address
        .as_deref()
        .filter(|_| from.channel != Channel::LiveChat)?;
    let raw = format!("+{}", address.trim_start_matches('+'));
    Some(phone::normalize(&raw, None).unwrap_or(raw))
}

fn placeholder(phone: Option<&str>, from: &Identity) -> String {
    // A visitor of the website has no name that a person could read: the window says who it is.
    if phone.is_none() && from.channel == Channel::LiveChat {
        return String::new();
    }
    let name = from.username.as_ref().map(|name| format!("@{name}"));
    phone
        .map(phone::format_international)
        .or(name)
        .or_else(|| from.scoped_id.clone())
        .unwrap_or_default()
}

/// Whether the name only stands in for one: the number or a name of the channel.
fn is_placeholder(contact: &Contact) -> bool {
    let phone = contact.phone.as_deref();
    phone == Some(contact.name.as_str())
        || phone.is_some_and(|phone| phone::format_international(phone) == contact.name)
        || contact
            .identities
            .iter()
            .any(|it| placeholder(None, it) == contact.name)
}

fn clean(profile_name: Option<&str>) -> Option<String> {
    let name: String = profile_name?
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_NAME)
        .collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
