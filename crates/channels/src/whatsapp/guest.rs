//! Who a guest is: identifiers are told apart by their shape, not by the field they came in (whatsapp.md 1.1).

use crate::json::Node;
use domain::channel::Channel;
use domain::contact::Identity;
use std::collections::BTreeMap;

/// What an identifier is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdShape {
    /// A phone number's digits, without `+`.
    Phone(String),
    /// A business-scoped user id: two capitals, a dot, letters and digits (`US.1349…`, `US.ENT.…`); or an id of no known shape,
    /// which is kept as it is.
    Scoped(String),
}

/// Tells what `id` is. Seen in the wild: a business-scoped id inside `from` and `wa_id`.
#[must_use]
pub fn shape(id: &str) -> IdShape {
    let digits = id.strip_prefix('+').unwrap_or(id);
    if (5..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
        IdShape::Phone(digits.to_owned())
    } else {
        IdShape::Scoped(id.to_owned())
    }
}

/// The identity that `ids` name, in order of trust; `None` if there is none.
pub(crate) fn identity(ids: impl IntoIterator<Item = Option<String>>) -> Option<Identity> {
    let mut identity = Identity {
        channel: Channel::WhatsApp,
        address: None,
        scoped_id: None,
        username: None,
    };
    for id in ids.into_iter().flatten() {
        match shape(&id) {
            IdShape::Phone(digits) => identity.address = identity.address.or(Some(digits)),
            IdShape::Scoped(id) => identity.scoped_id = identity.scoped_id.or(Some(id)),
        }
    }
    (identity.address.is_some() || identity.scoped_id.is_some()).then_some(identity)
}

/// A guest as `contacts[]` introduces them.
#[derive(Debug, Clone)]
struct Introduced {
    identity: Identity,
    name: Option<String>,
}

/// `contacts[]` by every identifier; looking up is no scan, a POST may hold a thousand.
#[derive(Debug, Default)]
pub(crate) struct Guests {
    all: Vec<Introduced>,
    by_id: BTreeMap<String, usize>,
}

impl Guests {
    pub(crate) fn add(&mut self, contact: Node<'_>) {
        let ids = ["wa_id", "user_id", "parent_user_id"].map(|key| contact.get(key).id());
        let profile = contact.get("profile");
        let username = profile
            .get("username")
            .id()
            .or_else(|| contact.get("username").id());
        let mut who = identity(ids);
        if who.is_none() && username.is_some() {
            who = Some(Identity {
                channel: Channel::WhatsApp,
                address: None,
                scoped_id: None,
                username: None,
            });
        }
        let Some(mut identity) = who else { return };
        identity.username = username.map(|name| name.trim_start_matches('@').to_owned());
        let at = self.all.len();
        for id in [&identity.address, &identity.scoped_id]
            .into_iter()
            .flatten()
        {
            self.by_id.entry(id.clone()).or_insert(at);
        }
        self.all.push(Introduced {
            identity,
            name: profile.get("name").name(),
        });
    }

    /// Completes `identity` with what `contacts[]` says, and the profile name. Without any identifier the only contact there is
    /// stands for the sender.
    pub(crate) fn complete(
        &self,
        identity: Option<Identity>,
    ) -> Option<(Identity, Option<String>)> {
        let Some(mut identity) = identity else {
            let [only] = self.all.as_slice() else {
                return None;
            };
            return Some((only.identity.clone(), only.name.clone()));
        };
        let ids = [&identity.scoped_id, &identity.address];
        let known = ids.into_iter().flatten().find_map(|id| self.by_id.get(id));
        let Some(known) = known.and_then(|at| self.all.get(*at)) else {
            return Some((identity, None));
        };
        identity.address = identity.address.or_else(|| known.identity.address.clone());
        identity.scoped_id = identity
            .scoped_id
            .or_else(|| known.identity.scoped_id.clone());
        identity.username = known.identity.username.clone();
        Some((identity, known.name.clone()))
    }
}
