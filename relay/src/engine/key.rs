//! The unique keys of a hotel, in one place.

use domain::channel::Channel;
use domain::contact::Identity;
use domain::id::{ConnectionId, ContactId, MediaId, PropertyId, StaffId};
use domain::phone;
use store::model::LookupKey;

/// A guest's number; unique per property (SPEC 108). `phone` is E.164.
pub(crate) fn phone(property: &PropertyId, phone: &str) -> LookupKey {
    LookupKey {
        space: "phone",
        key: format!("{property}|{phone}"),
    }
}

/// Every spelling of the same line, the number itself first (SPEC 1.2 p).
pub(crate) fn phone_variants(property: &PropertyId, e164: &str) -> Vec<LookupKey> {
    phone::variants(e164)
        .iter()
        .map(|text| phone(property, text))
        .collect()
}

/// A guest's names on a channel, the strongest first: business-scoped id, address. A public user name is a key only where it
/// is all there is: names are given up and taken by others.
pub(crate) fn identity(property: &PropertyId, identity: &Identity) -> Vec<LookupKey> {
    let channel = &identity.channel;
    let key = |part: &str, value: &str| LookupKey {
        space: "identity",
        key: format!("{property}|{channel}|{part}|{value}"),
    };
    let mut keys = Vec::new();
    keys.extend(identity.scoped_id.as_deref().map(|id| key("scoped", id)));
    keys.extend(identity.address.as_deref().map(|id| key("address", id)));
    if keys.is_empty() {
        let name = identity.username.as_deref();
        keys.extend(name.map(|name| key("user", &name.to_lowercase())));
    }
    keys
}

/// A label of the house by its name.
pub(crate) fn label(name: &str) -> LookupKey {
    LookupKey {
        space: "label",
        key: name.to_lowercase(),
    }
}

/// The one open conversation of a guest over an account; Resolve frees it.
pub(crate) fn open_conversation(contact: &ContactId, connection: &ConnectionId) -> LookupKey {
    LookupKey {
        space: "open_conversation",
        key: format!("{contact}|{connection}"),
    }
}

/// A message by the provider's id; per connection, so that one account's payload never reaches another's messages.
pub(crate) fn provider_message(connection: &ConnectionId, provider_id: &str) -> LookupKey {
    LookupKey {
        space: "provider_message",
        key: format!("{connection}|{provider_id}"),
    }
}

/// A website visitor's newest message; it carries the last number given.
pub(crate) fn chat_last(contact: &ContactId, connection: &ConnectionId) -> LookupKey {
    LookupKey {
        space: "chat_last",
        key: format!("{contact}|{connection}"),
    }
}

/// A website visitor's message by its number.
pub(crate) fn chat_number(
    contact: &ContactId,
    connection: &ConnectionId,
    number: u64,
) -> LookupKey {
    LookupKey {
        space: "chat_number",
        key: format!("{contact}|{connection}|{number}"),
    }
}

/// The first message of a website visitor that carries a file.
pub(crate) fn chat_media(
    contact: &ContactId,
    connection: &ConnectionId,
    media: &MediaId,
) -> LookupKey {
    LookupKey {
        space: "chat_media",
        key: format!("{contact}|{connection}|{media}"),
    }
}

/// A file that a person has brought here, under the type it has; it leads to its size. Without it a message could name any file
/// of the house by its digest.
pub(crate) fn upload(staff: &StaffId, media: &MediaId, mime: &str) -> LookupKey {
    LookupKey {
        space: "upload",
        key: format!("{staff}|{media}|{mime}"),
    }
}

/// The daily look at a connection's templates has been asked for.
pub(crate) fn template_watch(connection: &ConnectionId) -> LookupKey {
    LookupKey {
        space: "template_watch",
        key: connection.to_string(),
    }
}

/// The connection that a provider calls `address`.
pub(crate) fn address(channel: &Channel, address: &str) -> LookupKey {
    LookupKey {
        space: "connection_address",
        key: format!("{channel}|{address}"),
    }
}
