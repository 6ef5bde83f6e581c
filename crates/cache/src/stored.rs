//! Which noun of `domain` is stored under which kind.

use domain::id::{
    CannedResponseId, ConnectionId, ContactId, ConversationId, DeadLetterId, LabelId, MessageId,
    PropertyId, RecordId, ReservationId, StaffId, TemplateId,
};
use domain::record::Kind;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A noun that syncs.
pub trait Stored: Serialize + DeserializeOwned {
    /// Its id.
    type Id: From<RecordId> + Into<RecordId> + Clone + std::fmt::Debug + PartialEq;
    /// Its kind on the wire.
    const KIND: Kind;
}

/// A record as staff see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T: Stored> {
    /// Its id.
    pub id: T::Id,
    /// The visible body: pending commands applied.
    pub body: T,
    /// Sequence number of the base; 0 if the relay does not know it yet.
    pub seq: i64,
    /// Whether the body is a prediction.
    pub predicted: bool,
}

macro_rules! stored {
    ($($body:path, $id:ident, $kind:ident;)*) => {$(
        impl Stored for $body {
            type Id = $id;
            const KIND: Kind = Kind::$kind;
        }
    )*};
}

stored! {
    domain::property::Property, PropertyId, Property;
    domain::staff::Staff, StaffId, Staff;
    domain::connection::Connection, ConnectionId, Connection;
    domain::canned_response::CannedResponse, CannedResponseId, CannedResponse;
    domain::label::Label, LabelId, Label;
    domain::contact::Contact, ContactId, Contact;
    domain::conversation::Conversation, ConversationId, Conversation;
    domain::message::Message, MessageId, Message;
    domain::reservation::Reservation, ReservationId, Reservation;
    domain::template::Template, TemplateId, Template;
    domain::dead_letter::DeadLetter, DeadLetterId, DeadLetter;
}
