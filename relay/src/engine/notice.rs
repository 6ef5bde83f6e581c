//! What the house says by itself until the assistant exists: the greeting and the holding text, in the guest's language.

use crate::greeting;
use domain::connection::Connection;
use domain::contact::Contact;
use domain::property::Property;

/// The greeting of a new conversation (SPEC 122, 123): the connection's own, else the house's.
pub(crate) fn greeting(connection: &Connection, property: &Property, contact: &Contact) -> String {
    match connection.greeting.as_deref().map(str::trim) {
        Some(own) if !own.is_empty() => own.to_owned(),
        _ => greeting::greeting(contact.language.as_deref(), &property.name),
    }
}

/// What a guest is told who waits for a person (SPEC 168).
pub(crate) fn holding(property: &Property, contact: &Contact) -> String {
    greeting::holding(contact.language.as_deref(), &property.name)
}
