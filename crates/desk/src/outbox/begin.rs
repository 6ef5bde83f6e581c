//! Writing down that a conversation is begun: the guest first, where nobody has the number yet, then the conversation. What is said in it
//! comes after both.

use super::ask::Draft;
use crate::api::ApiError;
use crate::session::Session;
use domain::command::{Action, Code, Refusal};
use domain::connection::Connection;
use domain::contact::Contact;
use domain::id::{ConnectionId, ContactId, ConversationId, PropertyId};
use domain::property::Property;
use domain::{begin, handover, phone};
use std::sync::Arc;

/// Contacts looked at for a number.
const SAME_NUMBER: u32 = 200;

/// Whom to write to.
pub(crate) enum Whom {
    /// A guest of the house.
    Known(ContactId),
    /// A number that may be nobody's yet.
    New(NewGuest),
}

/// A guest to be added.
pub(crate) struct NewGuest {
    pub(crate) property: PropertyId,
    /// In any format.
    pub(crate) phone: String,
    /// May be empty.
    pub(crate) name: String,
}

impl Session {
    /// Begins a conversation over `connection`, or finds the one that is open. Gives its id, and whether it is new.
    pub(crate) async fn start_conversation(
        self: &Arc<Self>,
        whom: Whom,
        connection: ConnectionId,
    ) -> Result<(ConversationId, bool), ApiError> {
        let contact = match whom {
            Whom::Known(contact) => contact,
            Whom::New(guest) => self.guest_of(guest).await?,
        };
        let (guest, account) = (contact.clone(), connection.clone());
        let open = self.with_cache(move |session| {
            session.cache.read(|reader| {
                let all = reader.conversations().of_contact(&guest)?;
                let open = all
                    .into_iter()
                    .find(|row| row.body.connection == account && row.body.status.is_open());
                Ok(open.map(|row| row.id))
            })
        });
        if let Some(open) = open.await? {
            return Ok((open, false));
        }
        let conversation = self.fresh(ConversationId::new)?;
        let action = Action::StartConversation {
            conversation: conversation.clone(),
            contact: contact.clone(),
            connection: connection.clone(),
        };
        self.queue(move |_, writer, staff, _| {
            let guest = writer.get::<Contact>(&contact)?;
            let account = writer.get::<Connection>(&connection)?;
            let (Some(guest), Some(account)) = (guest, account) else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            Ok(handover::permitted(&action, &staff.role)
                .and_then(|()| begin::allowed(&guest.body, &account.body))
                .map(|()| Draft { action, echo: None }))
        })
        .await?;
        Ok((conversation, true))
    }

    /// Who has the number already, else a guest added with it.
    async fn guest_of(self: &Arc<Self>, guest: NewGuest) -> Result<ContactId, ApiError> {
        let NewGuest {
            property,
            phone: raw,
            name,
        } = guest;
        let house = property.clone();
        let (number, known) = self
            .with_cache(move |session| {
                session.cache.read(|reader| {
                    let country = reader.get::<Property>(&house)?.map(|row| row.body.country);
                    let Some(number) = phone::normalize(&raw, country.as_deref()) else {
                        return Ok((None, None));
                    };
                    let spellings = phone::variants(&number);
                    let mut known = None;
                    for spelling in &spellings {
                        let found = reader.search_contacts(spelling, SAME_NUMBER)?;
                        let same = found.into_iter().find(|row| {
                            let number = row.body.phone.as_ref();
                            row.body.property == house
                                && number.is_some_and(|number| spellings.contains(number))
                        });
                        known = known.or(same.map(|row| row.id));
                    }
                    Ok((Some(number), known))
                })
            })
            .await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let number = number.ok_or_else(|| ApiError::with("invalid", "phone"))?;
        let contact = self.fresh(ContactId::new)?;
        self.do_plain(Action::CreateContact {
            contact: contact.clone(),
            name: name.trim().to_owned(),
            phone: number,
            email: None,
            property,
        })
        .await?;
        Ok(contact)
    }
}
