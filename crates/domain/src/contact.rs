//! Contacts: a guest as one property knows them.

use crate::Unknown;
use crate::channel::{Channel, Source};
use crate::id::{ConnectionId, MediaId, PropertyId};
use crate::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// A guest's name on one channel. At least one of the three is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Where.
    pub channel: Channel,
    /// The provider's own id: WhatsApp's `wa_id` (digits).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// WhatsApp's business-scoped user id (`CC.` + letters and digits).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scoped_id: Option<String>,
    /// The public user name, without `@`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
}

/// A guest. Scope `<property>/guests`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// As the guest or staff gave it; the number or user name while unknown.
    pub name: String,
    /// E.164 with `+`; the raw text where it could not be parsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where they first came from (SPEC 83).
    pub source: Source,
    /// The property that knows them.
    pub property: PropertyId,
    /// BCP 47, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// IANA time zone, where somebody said where they live; their number tells it otherwise ([`crate::guest_clock`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Channel identities.
    #[serde(default)]
    pub identities: Vec<Identity>,
    /// Conversations ever (SPEC 21, 84).
    #[serde(default)]
    pub conversations: u32,
    /// Tags (SPEC 117).
    #[serde(default)]
    pub tags: Vec<String>,
    /// Profile picture, where the channel gives one (SPEC 56).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<MediaId>,
    /// Trading partner: company or agency (SPEC 57).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Loyalty tier, in the property's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loyalty: Option<String>,
    /// When the contact was first known.
    pub created_at: UnixMillis,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// When and where a visitor of the website allowed the use of which address. Kept among the fields that every version carries along.
const CONSENT: &str = "email_consent";

impl Contact {
    /// Keeps an address that the guest gave for answers, with their consent.
    pub fn allow_email(&mut self, address: &str, connection: &ConnectionId, at: UnixMillis) {
        self.email = Some(address.to_owned());
        let consent = serde_json::json!({"at": at.0, "connection": connection, "address": address});
        self.unknown.insert(CONSENT.to_owned(), consent);
    }

    /// The address that answers may go to: what the guest allowed is this address and no other, whoever wrote another one since.
    #[must_use]
    pub fn email_for_answers(&self) -> Option<&str> {
        let allowed = self.unknown.get(CONSENT)?.get("address")?.as_str()?;
        self.email.as_deref().filter(|email| *email == allowed)
    }

    /// The name a [`Card`](crate::conversation::Card) may carry: empty where the name only stands in for one, because a card
    /// is read by roles that never get a number or an address (DESIGN_SYNC, Who may see what).
    #[must_use]
    pub fn card_name(&self) -> &str {
        if is_address(&self.name) || self.identities.iter().any(|it| it.names(&self.name)) {
            ""
        } else {
            &self.name
        }
    }
}

impl Identity {
    /// Whether a text is nothing but this identity, in any of its spellings.
    fn names(&self, text: &str) -> bool {
        let user = text.strip_prefix('@').unwrap_or(text);
        self.scoped_id.as_deref() == Some(text)
            || self.address.as_deref() == Some(text)
            || self.username.as_deref() == Some(user)
    }
}

/// A number in any format, an e-mail address or a handle: digits without a letter, or one word with an `@`.
fn is_address(name: &str) -> bool {
    let number = name.chars().any(|c| c.is_numeric()) && !name.chars().any(char::is_alphabetic);
    number || (name.contains('@') && !name.trim().contains(char::is_whitespace))
}

/// Up to two capitals for a round mark: first and last word that begin with a letter; one sign for scripts without
/// words; empty for a number.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().next().filter(|c| c.is_alphabetic()));
    let first = letters.next();
    let last = letters.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}
