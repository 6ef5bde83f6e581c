//! Ids: opaque text made by a client or the relay (UUIDv7), never an order.

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 letters, digits, '-' or '_'")]
pub struct InvalidId;

/// Whether `text` has the shape of an id: 1–64 ASCII letters, digits, `-`, `_`.
#[must_use]
pub fn is_valid(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Checks the shape ([`is_valid`]).
            ///
            /// # Errors
            /// [`InvalidId`] for anything that is not 1–64 letters, digits, `-`, `_`.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                if is_valid(&text) { Ok(Self(text)) } else { Err(InvalidId) }
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                Self::new(text).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

id_types! {
    /// A hotel (company) with its own sequence, staff and guests.
    WorkspaceId;
    /// A house of the hotel.
    PropertyId;
    /// A connected channel account (a WhatsApp number, a Live Chat).
    ConnectionId;
    /// A guest as one property knows them.
    ContactId;
    /// A conversation of one contact over one connection, from opening to resolve.
    ConversationId;
    /// A message, note or event in a conversation.
    MessageId;
    /// A member of staff.
    StaffId;
    /// A stay.
    ReservationId;
    /// A canned response.
    CannedResponseId;
    /// A label of the house.
    LabelId;
    /// A message template of a connection in one language.
    TemplateId;
    /// A file kept by the relay: the lower-case hex of its sha256.
    MediaId;
    /// A command of a person; the idempotency key.
    CommandId;
    /// A signed-in computer.
    DeviceId;
    /// A webhook part that could not be processed.
    DeadLetterId;
    /// Any record, where the kind stands beside it.
    RecordId;
}

macro_rules! into_record_id {
    ($($name:ident)*) => {$(
        impl From<$name> for RecordId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }
        impl From<&$name> for RecordId {
            fn from(id: &$name) -> Self {
                Self(id.0.clone())
            }
        }
        impl From<RecordId> for $name {
            fn from(id: RecordId) -> Self {
                Self(id.0)
            }
        }
    )*};
}

into_record_id! {
    PropertyId ConnectionId ContactId ConversationId MessageId StaffId ReservationId CannedResponseId DeadLetterId
    TemplateId LabelId
}
