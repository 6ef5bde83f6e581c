//! A person erases a guest.

use super::Person;
use crate::engine::erase;
use crate::engine::error::Step;
use crate::engine::work::{Work, decode};
use domain::access::Permission;
use domain::command::{Action, Code, Refusal};
use domain::id::ContactId;
use domain::record::{Kind, Scope};
use domain::reservation::Reservation;
use std::collections::BTreeSet;

/// Done where the person may delete guests in every house that keeps something of this one; otherwise nothing is.
pub(super) async fn erase(
    work: &mut Work<'_>,
    person: &Person<'_>,
    contact: &ContactId,
) -> Step<()> {
    let found = work.contact(contact).await?;
    let not_found = || Refusal::with(Code::NotFound, "contact");
    let guest = found
        .filter(|it| person.sees(&Scope::guests(&it.property)))
        .ok_or_else(not_found)?;
    let mut houses = BTreeSet::from([guest.property]);
    for record in work.tx.hanging(&contact.into()).await? {
        if record.deleted {
            continue;
        }
        match record.kind {
            Kind::Conversation => {
                houses.insert(decode::<domain::conversation::Conversation>(&record)?.property);
            }
            Kind::Reservation => {
                houses.insert(decode::<Reservation>(&record)?.property);
            }
            _ => {}
        }
    }
    if houses.iter().any(|it| !person.sees(&Scope::guests(it))) {
        let permission = Permission::DeleteContacts.as_str();
        return Err(Refusal::with(Code::Forbidden, permission).into());
    }
    erase::guest(work, contact, Some(person.id)).await
}

/// A command about an erased guest is refused as that, to whoever saw the guest: what a computer that was away still holds, or
/// offers again to a restored relay, does not come back.
pub(super) async fn refuse_erased(
    work: &mut Work<'_>,
    person: &Person<'_>,
    action: &Action,
) -> Step<()> {
    let conversation = action
        .conversation()
        .map(|id| (Kind::Conversation, id.into()));
    let contact = action.contact().map(|id| (Kind::Contact, id.into()));
    for (kind, id) in conversation.into_iter().chain(contact) {
        let found = work.tx.get(&kind, &id).await?;
        if found.is_some_and(|it| erase::is_erased(&it) && person.sees(&it.scope)) {
            return Err(Refusal::new(Code::Erased).into());
        }
    }
    Ok(())
}
