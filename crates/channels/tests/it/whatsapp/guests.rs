//! Guests without a phone number (whatsapp.md 1.1).

use super::{ana, event, identity};
use channels::whatsapp::{IdShape, shape};
use domain::contact::Identity;
use domain::inbound::InboundEvent;

const MAYA: &str = "US.13491208655302741918";

fn sender(name: &str) -> (Identity, Option<String>) {
    match event(name) {
        InboundEvent::Message {
            from, profile_name, ..
        } => (from, profile_name),
        other => panic!("{other:?}"),
    }
}

/// SPEC 84: name and number are there to make a contact.
#[test]
fn with_phone_and_user_id() {
    assert_eq!(sender("text"), (ana(), Some("Ana Lúcia Ferreira".into())));
}

#[test]
fn without_phone_only_from_user_id_and_username() {
    let maya = Identity {
        username: Some("maya.travels".into()),
        ..identity(None, Some(MAYA))
    };
    assert_eq!(sender("guest_without_phone"), (maya, Some("Maya".into())));
}

#[test]
fn user_id_inside_from_and_wa_id() {
    assert_eq!(
        sender("guest_with_user_id_in_from"),
        (identity(None, Some(MAYA)), Some("Maya".into()))
    );
}

#[test]
fn no_identifier_in_the_message_but_one_contact() {
    let maya = Identity {
        username: Some("maya.travels".into()),
        ..identity(None, Some(MAYA))
    };
    assert_eq!(sender("guest_named_only_by_contacts").0, maya);
}

#[test]
fn identifiers_are_told_by_shape() {
    assert_eq!(shape("351912345678"), IdShape::Phone("351912345678".into()));
    assert_eq!(
        shape("+351912345678"),
        IdShape::Phone("351912345678".into())
    );
    for id in [
        MAYA,
        "US.ENT.11815799212886844830",
        "someone",
        "1234567890123456789012345",
        "12",
    ] {
        assert_eq!(shape(id), IdShape::Scoped(id.into()));
    }
}
