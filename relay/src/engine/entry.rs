//! A record of a known kind, and everything that its row needs: scope, parent, order, unique keys.
//!
//! One place decides how a body becomes a row, for commands, events and bulk writes alike.

use super::key;
use domain::canned_response::CannedResponse;
use domain::connection::Connection;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::dead_letter::DeadLetter;
use domain::id::{
    CannedResponseId, ConnectionId, ContactId, ConversationId, DeadLetterId, LabelId, MessageId,
    PropertyId, RecordId, ReservationId, StaffId, TemplateId,
};
use domain::label::Label;
use domain::message::Message;
use domain::property::Property;
use domain::record::{Kind, Scope};
use domain::reservation::Reservation;
use domain::staff::Staff;
use domain::template::Template;
use domain::time::UnixMillis;
use serde::Serialize;
use store::model::{LookupKey, Put};

/// A record to write, by kind. Counters inside (conversations of a contact, active conversations of a connection) are taken
/// as they are; the engine keeps them right from there.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A house.
    Property(PropertyId, Property),
    /// A colleague.
    Staff(StaffId, Staff),
    /// A channel account.
    Connection(ConnectionId, Connection),
    /// A prepared text.
    CannedResponse(CannedResponseId, CannedResponse),
    /// A label of the house.
    Label(LabelId, Label),
    /// A message template of a connection.
    Template(TemplateId, Template),
    /// A guest.
    Contact(ContactId, Contact),
    /// A conversation.
    Conversation(ConversationId, Conversation),
    /// A message, note or event, with the property its conversation belongs to.
    Message(MessageId, PropertyId, Message),
    /// A stay.
    Reservation(ReservationId, Reservation),
    /// A dead letter, with the property whose managers see it.
    DeadLetter(DeadLetterId, PropertyId, DeadLetter),
}

impl Entry {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Property(..) => Kind::Property,
            Self::Staff(..) => Kind::Staff,
            Self::Connection(..) => Kind::Connection,
            Self::CannedResponse(..) => Kind::CannedResponse,
            Self::Label(..) => Kind::Label,
            Self::Template(..) => Kind::Template,
            Self::Contact(..) => Kind::Contact,
            Self::Conversation(..) => Kind::Conversation,
            Self::Message(..) => Kind::Message,
            Self::Reservation(..) => Kind::Reservation,
            Self::DeadLetter(..) => Kind::DeadLetter,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> RecordId {
        match self {
            Self::Property(id, _) => id.into(),
            Self::Staff(id, _) => id.into(),
            Self::Connection(id, _) => id.into(),
            Self::CannedResponse(id, _) => id.into(),
            Self::Label(id, _) => id.into(),
            Self::Template(id, _) => id.into(),
            Self::Contact(id, _) => id.into(),
            Self::Conversation(id, _) => id.into(),
            Self::Message(id, ..) => id.into(),
            Self::Reservation(id, _) => id.into(),
            Self::DeadLetter(id, ..) => id.into(),
        }
    }

    /// The row.
    ///
    /// # Errors
    /// A body that is not JSON (a number that JSON has not), which is a bug of the caller.
    pub(crate) fn put(&self) -> Result<Put, serde_json::Error> {
        let (kind, id) = (self.kind(), self.id());
        let row = |scope: Scope, at: UnixMillis, body: String| Put {
            kind,
            id,
            scope,
            parent: None,
            owner: None,
            state: None,
            at,
            deleted: false,
            body,
        };
        Ok(match self {
            Self::Property(_, it) => row(Scope::house(), UnixMillis(0), json(it)?),
            Self::Staff(_, it) => row(Scope::house(), UnixMillis(0), json(it)?),
            Self::CannedResponse(_, it) => row(Scope::house(), UnixMillis(0), json(it)?),
            Self::Label(_, it) => row(Scope::house(), UnixMillis(0), json(it)?),
            Self::Connection(_, it) => row(Scope::inbox(&it.property), UnixMillis(0), json(it)?),
            Self::Template(_, it) => Put {
                parent: Some((&it.connection).into()),
                state: Some(it.status.to_string()),
                ..row(Scope::inbox(&it.property), UnixMillis(0), json(it)?)
            },
            Self::Contact(_, it) => row(Scope::guests(&it.property), it.created_at, json(it)?),
            Self::Conversation(_, it) => Put {
                parent: Some((&it.contact).into()),
                owner: it.assignee.clone(),
                state: Some(it.status.to_string()),
                ..row(Scope::inbox(&it.property), it.last_at, json(it)?)
            },
            Self::Message(_, property, it) => Put {
                parent: Some((&it.conversation).into()),
                state: Some(it.state.to_string()),
                ..row(Scope::inbox(property), it.at, json(it)?)
            },
            Self::Reservation(_, it) => Put {
                parent: Some((&it.contact).into()),
                state: Some(it.status.to_string()),
                ..row(Scope::stays(&it.property), midnight(it.check_in), json(it)?)
            },
            Self::DeadLetter(_, property, it) => {
                row(Scope::admin(property), it.received_at, json(it)?)
            }
        })
    }

    /// The unique keys that lead to it. A message's provider id needs the connection and is not among them.
    pub(crate) fn keys(&self) -> Vec<LookupKey> {
        match self {
            Self::Connection(_, it) => {
                let mut keys = vec![key::address(&it.channel, &it.address)];
                keys.retain(|_| !it.address.is_empty());
                keys
            }
            Self::Contact(_, it) => {
                let phone = it
                    .phone
                    .as_deref()
                    .map(|phone| key::phone(&it.property, phone));
                let identities = it
                    .identities
                    .iter()
                    .flat_map(|i| key::identity(&it.property, i));
                phone.into_iter().chain(identities).collect()
            }
            Self::Label(_, it) => vec![key::label(&it.name)],
            Self::Conversation(_, it) if it.status.is_open() => {
                vec![key::open_conversation(&it.contact, &it.connection)]
            }
            _ => Vec::new(),
        }
    }
}

fn json<T: Serialize>(body: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(body)
}

/// The order of stays: midnight UTC of the first night, so that the order needs no time zone.
fn midnight(date: jiff::civil::Date) -> UnixMillis {
    let start = date.to_zoned(jiff::tz::TimeZone::UTC);
    UnixMillis(start.map_or(0, |zoned| zoned.timestamp().as_millisecond()))
}
