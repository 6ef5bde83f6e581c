//! Records: everything that syncs, and who may see it.

use crate::id::{PropertyId, StaffId};
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// What a record is. A desk keeps kinds it does not know raw.
    Kind {
        /// [`crate::property::Property`]
        Property = "property",
        /// [`crate::staff::Staff`]
        Staff = "staff",
        /// [`crate::connection::Connection`]
        Connection = "connection",
        /// [`crate::canned_response::CannedResponse`]
        CannedResponse = "canned_response",
        /// [`crate::label::Label`]
        Label = "label",
        /// [`crate::template::Template`]
        Template = "template",
        /// [`crate::contact::Contact`]
        Contact = "contact",
        /// [`crate::conversation::Conversation`]
        Conversation = "conversation",
        /// [`crate::message::Message`]
        Message = "message",
        /// [`crate::reservation::Reservation`]
        Reservation = "reservation",
        /// [`crate::dead_letter::DeadLetter`]
        DeadLetter = "dead_letter",
    }
}

/// Who may see a record: one text, compared with a person's set, never a join (DESIGN_SYNC, invariant).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scope(pub String);

impl Scope {
    /// What everybody of the hotel sees: staff names, labels, canned responses.
    #[must_use]
    pub fn house() -> Self {
        Self("house".to_owned())
    }
    /// A property's conversations, messages and connections.
    #[must_use]
    pub fn inbox(property: &PropertyId) -> Self {
        Self(format!("{property}/inbox"))
    }
    /// A property's contacts.
    #[must_use]
    pub fn guests(property: &PropertyId) -> Self {
        Self(format!("{property}/guests"))
    }
    /// A property's stays.
    #[must_use]
    pub fn stays(property: &PropertyId) -> Self {
        Self(format!("{property}/stays"))
    }
    /// What a property's managers see: dead letters.
    #[must_use]
    pub fn admin(property: &PropertyId) -> Self {
        Self(format!("{property}/admin"))
    }
    /// One person's own.
    #[must_use]
    pub fn personal(staff: &StaffId) -> Self {
        Self(format!("~{staff}"))
    }
    /// Whether messages stand in it: all others are small enough to be whole on every desk.
    #[must_use]
    pub fn has_messages(&self) -> bool {
        self.0.split('/').any(|part| part == "inbox")
    }
    /// The scope as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
