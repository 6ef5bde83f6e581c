//! Guests added and changed by hand.

use super::Person;
use crate::engine::error::Step;
use crate::engine::work::Work;
use crate::engine::{Entry, key};
use domain::begin;
use domain::command::{Action, Code, Refusal};
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::id::{ContactId, ConversationId, PropertyId, RecordId};
use domain::phone;
use domain::record::{Kind, Scope};

/// Longest name, in characters.
const MAX_NAME: usize = 200;
/// A guest's conversations that a new name reaches.
const CONVERSATIONS: usize = 500;

pub(super) async fn create(work: &mut Work<'_>, person: &Person<'_>, action: &Action) -> Step<()> {
    let Action::CreateContact {
        contact: id,
        name,
        phone,
        email,
        property,
    } = action
    else {
        return Err(Refusal::with(Code::Invalid, "type").into());
    };
    if !person.sees(&Scope::guests(property)) {
        return Err(Refusal::with(Code::NotFound, "property").into());
    }
    if let Some(record) = work.tx.get(&Kind::Contact, &id.into()).await? {
        let mine = person.sees(&record.scope);
        return if mine {
            Ok(())
        } else {
            Err(Refusal::with(Code::Conflict, "contact").into())
        };
    }
    let phone = read_phone(work, property, phone).await?;
    free(work, property, &phone, id).await?;
    let name = match name.trim() {
        "" => None,
        name => Some(read_name(name)?),
    };
    let email = email.as_deref().map(read_email).transpose()?.flatten();
    let contact = begin::contact(name, phone, email, property, work.now);
    let entry = Entry::Contact(id.clone(), contact);
    for key in entry.keys() {
        work.claim_key(key, entry.id()).await?;
    }
    work.put(&entry).await
}

pub(super) async fn edit(work: &mut Work<'_>, person: &Person<'_>, action: &Action) -> Step<()> {
    let Action::EditContact {
        contact: id,
        name,
        phone,
        email,
    } = action
    else {
        return Err(Refusal::with(Code::Invalid, "type").into());
    };
    let found = work.contact(id).await?;
    let not_found = || Refusal::with(Code::NotFound, "contact");
    let before = found
        .filter(|it| person.sees(&Scope::guests(&it.property)))
        .ok_or_else(not_found)?;
    let mut after = before.clone();
    if let Some(name) = name {
        after.name = read_name(name)?;
    }
    if let Some(email) = email {
        after.email = read_email(email)?;
    }
    if let Some(raw) = phone {
        after.phone = match raw.trim() {
            "" => None,
            raw => Some(read_phone(work, &before.property, raw).await?),
        };
    }
    if after == before {
        return Ok(());
    }
    move_phone(work, id, &before, &after).await?;
    if after.name != before.name {
        rename_cards(work, id, &after).await?;
    }
    work.put(&Entry::Contact(id.clone(), after)).await
}

/// A row shows the guest by the card of its conversation.
pub(crate) async fn rename_cards(
    work: &mut Work<'_>,
    id: &ContactId,
    contact: &Contact,
) -> Step<()> {
    let name = contact.card_name();
    let all: Vec<(RecordId, Conversation)> = work
        .children(Kind::Conversation, id.into(), CONVERSATIONS)
        .await?;
    for (conversation, mut body) in all {
        if body.card.name != name {
            name.clone_into(&mut body.card.name);
            work.put_conversation(&ConversationId::from(conversation), &body)
                .await?;
        }
    }
    Ok(())
}

async fn move_phone(
    work: &mut Work<'_>,
    id: &ContactId,
    before: &Contact,
    after: &Contact,
) -> Step<()> {
    if after.phone == before.phone {
        return Ok(());
    }
    if let Some(new) = &after.phone {
        free(work, &after.property, new, id).await?;
    }
    if let Some(old) = &before.phone {
        work.tx.remove_lookup(key::phone(&before.property, old));
    }
    if let Some(new) = &after.phone {
        work.tx
            .set_lookup(key::phone(&after.property, new), id.into());
    }
    Ok(())
}

/// A number is one guest's per property (SPEC 108); the detail names who has it.
async fn free(work: &mut Work<'_>, property: &PropertyId, phone: &str, id: &ContactId) -> Step<()> {
    for key in key::phone_variants(property, phone) {
        if let Some(other) = work.tx.lookup(&key).await?
            && other != id.into()
        {
            return Err(Refusal::with(Code::Duplicate, other.as_str()).into());
        }
    }
    Ok(())
}

async fn read_phone(work: &mut Work<'_>, property: &PropertyId, raw: &str) -> Step<String> {
    let country = work
        .property(property)
        .await?
        .map(|property| property.country);
    phone::normalize(raw, country.as_deref())
        .ok_or_else(|| Refusal::with(Code::Invalid, "phone").into())
}

fn read_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let fits =
        (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits {
        Ok(name.to_owned())
    } else {
        Err(Refusal::with(Code::Invalid, "name"))
    }
}

fn read_email(email: &str) -> Result<Option<String>, Refusal> {
    match email.trim() {
        "" => Ok(None),
        email if phone::mailto(email).is_some() => Ok(Some(email.to_owned())),
        _ => Err(Refusal::with(Code::Invalid, "email")),
    }
}
