//! A visitor's records, read without the hotel's lock.

use super::Chat;
use super::frames::Seen;
use crate::engine::{Visitor, key};
use crate::ingress::Known;
use domain::connection::{Connection, ConnectionStatus};
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::id::{ContactId, ConversationId, MediaId, MessageId, RecordId, StaffId};
use domain::message::{Author, Message};
use domain::property::Property;
use domain::record::Kind;
use domain::staff::Staff;
use serde::de::DeserializeOwned;
use std::collections::{BTreeSet, HashMap};
use store::error::StoreError;

/// Messages read at once.
pub(super) const PAGE: u64 = 100;

/// A visitor's conversations, in short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The contact, once they wrote.
    pub(super) contact: Option<ContactId>,
    /// The open conversation.
    pub(super) conversation: Option<ConversationId>,
    /// The number of the newest message.
    pub(super) last: u64,
}

impl Chat {
    async fn record<T: DeserializeOwned>(
        &self,
        known: &Known,
        kind: Kind,
        id: RecordId,
    ) -> Result<Option<T>, StoreError> {
        let found = self.store.records(&known.workspace, &kind, &[id]).await?;
        Ok(found
            .first()
            .and_then(|record| serde_json::from_str(&record.body).ok()))
    }

    /// Whether guests may write here now.
    pub(super) async fn is_open(&self, known: &Known) -> Result<bool, StoreError> {
        let connection: Option<Connection> = self
            .record(known, Kind::Connection, (&known.id).into())
            .await?;
        Ok(connection.is_some_and(|it| it.status != ConnectionStatus::Disconnected))
    }

    /// The house as guests read it.
    pub(super) async fn hotel(&self, known: &Known) -> Result<String, StoreError> {
        let property: Option<Property> = self
            .record(known, Kind::Property, (&known.property).into())
            .await?;
        Ok(property.map(|it| it.name).unwrap_or_default())
    }

    /// The visitor's contact.
    pub(super) async fn contact(
        &self,
        known: &Known,
        id: &ContactId,
    ) -> Result<Option<Contact>, StoreError> {
        self.record(known, Kind::Contact, id.into()).await
    }

    /// A conversation.
    pub(super) async fn conversation(
        &self,
        known: &Known,
        id: &ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        self.record(known, Kind::Conversation, id.into()).await
    }

    /// Where a visitor stands.
    pub(super) async fn place(
        &self,
        known: &Known,
        visitor: &Visitor,
    ) -> Result<Place, StoreError> {
        let keys = key::identity(&known.property, &visitor.identity());
        let found = self.store.lookups(&known.workspace, &keys).await?;
        let Some(contact) = found.into_iter().flatten().next().map(ContactId::from) else {
            return Ok(Place::default());
        };
        let keys = [
            key::open_conversation(&contact, &known.id),
            key::chat_last(&contact, &known.id),
        ];
        let mut found = self
            .store
            .lookups(&known.workspace, &keys)
            .await?
            .into_iter();
        let conversation = found.next().flatten().map(ConversationId::from);
        let newest = found.next().flatten();
        let last = match newest {
            Some(id) => {
                let message: Option<Message> = self.record(known, Kind::Message, id).await?;
                message.and_then(|it| it.number()).unwrap_or(0)
            }
            None => 0,
        };
        Ok(Place {
            contact: Some(contact),
            conversation,
            last,
        })
    }

    /// The messages numbered `from` to `to` in order, at most [`PAGE`].
    pub(super) async fn messages(
        &self,
        known: &Known,
        contact: &ContactId,
        from: u64,
        to: u64,
    ) -> Result<Vec<(Seen, ConversationId)>, StoreError> {
        let to = to.min(from.saturating_add(PAGE - 1));
        let keys: Vec<_> = (from.max(1)..=to)
            .map(|number| key::chat_number(contact, &known.id, number))
            .collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let ids = self.store.lookups(&known.workspace, &keys).await?;
        let ids: Vec<MessageId> = ids.into_iter().flatten().map(MessageId::from).collect();
        self.by_id(known, &ids).await
    }

    /// Messages by id, as their visitor sees them; what has no number is nobody's to read.
    pub(super) async fn by_id(
        &self,
        known: &Known,
        ids: &[MessageId],
    ) -> Result<Vec<(Seen, ConversationId)>, StoreError> {
        let wanted: Vec<RecordId> = ids.iter().map(RecordId::from).collect();
        let records = self
            .store
            .records(&known.workspace, &Kind::Message, &wanted)
            .await?;
        let bodies: Vec<(MessageId, Message)> = records
            .into_iter()
            .filter_map(|it| Some((it.id.into(), serde_json::from_str(&it.body).ok()?)))
            .collect();
        let names = self.names(known, &bodies).await?;
        let seen = bodies.into_iter().filter_map(|(id, body)| {
            let name = body
                .staff
                .as_ref()
                .filter(|_| body.author == Author::Staff)
                .and_then(|staff| names.get(staff).cloned());
            let conversation = body.conversation.clone();
            Some((Seen::of(id, body, name)?, conversation))
        });
        Ok(seen.collect())
    }

    async fn names(
        &self,
        known: &Known,
        messages: &[(MessageId, Message)],
    ) -> Result<HashMap<StaffId, String>, StoreError> {
        let ids: BTreeSet<StaffId> = messages
            .iter()
            .filter_map(|(_, body)| body.staff.clone())
            .collect();
        let mut names = HashMap::new();
        for id in ids {
            if let Some(name) = self.staff_name(known, &id).await? {
                names.insert(id, name);
            }
        }
        Ok(names)
    }

    /// What guests call a colleague: the first name.
    pub(super) async fn staff_name(
        &self,
        known: &Known,
        id: &StaffId,
    ) -> Result<Option<String>, StoreError> {
        let staff: Option<Staff> = self.record(known, Kind::Staff, id.into()).await?;
        Ok(staff.and_then(|it| it.name.split_whitespace().next().map(str::to_owned)))
    }

    /// A file of the visitor's own conversations, with its type; `None` for every other.
    pub(super) async fn own_file(
        &self,
        known: &Known,
        visitor: &Visitor,
        media: &MediaId,
    ) -> Result<Option<domain::message::Media>, StoreError> {
        let Some(contact) = self.place(known, visitor).await?.contact else {
            return Ok(None);
        };
        let keys = [key::chat_media(&contact, &known.id, media)];
        let found = self.store.lookups(&known.workspace, &keys).await?;
        let Some(id) = found.into_iter().flatten().next() else {
            return Ok(None);
        };
        let message: Option<Message> = self.record(known, Kind::Message, id).await?;
        Ok(message
            .as_ref()
            .and_then(Message::media)
            .filter(|file| file.id.as_ref() == Some(media))
            .cloned())
    }

    /// Whether somebody of the house is there to answer: chose to be, and has a computer that is connected.
    pub(super) async fn team(&self, known: &Known) -> Result<&'static str, StoreError> {
        let present = self
            .store
            .present(&known.workspace, self.clock.now())
            .await?;
        let ids: Vec<RecordId> = present.iter().map(RecordId::from).collect();
        let records = self
            .store
            .records(&known.workspace, &Kind::Staff, &ids)
            .await?;
        let answers = |staff: &Staff| {
            staff.active
                && staff.presence == domain::staff::Presence::Online
                && staff.properties.contains(&known.property)
                && domain::access::may(&staff.role, domain::access::Permission::Reply)
        };
        let online = records
            .iter()
            .filter_map(|it| serde_json::from_str::<Staff>(&it.body).ok())
            .any(|staff| answers(&staff));
        Ok(if online { "online" } else { "away" })
    }
}
