//! Staff: people, what they chose to be (presence), and their role.

use crate::Unknown;
use crate::access::Role;
use crate::id::PropertyId;
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// What a member of staff chose (SPEC 162–164). Whether a device is connected is a lease, not a record.
    Presence {
        /// Eligible for auto-assignment.
        Online = "online",
        /// No new assignments, may work existing ones.
        Away = "away",
        /// Not available.
        Offline = "offline",
    }
}

/// A member of staff. Scope `house`; carries no secret (credentials are apart).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Full name.
    pub name: String,
    /// The sign-in address, lower case; one person on a relay.
    pub email: String,
    /// Decides scopes and actions ([`crate::access`]).
    pub role: Role,
    /// Properties this person works at; owners and managers too list theirs.
    pub properties: Vec<PropertyId>,
    /// What they chose.
    pub presence: Presence,
    /// False once a manager switched the account off.
    pub active: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Staff {
    /// Up to two capitals for a round mark: first and last word of the name.
    #[must_use]
    pub fn initials(&self) -> String {
        crate::contact::initials(&self.name)
    }
}
