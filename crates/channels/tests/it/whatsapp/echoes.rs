//! Answers from the phone (coexistence).

use super::{THEN, ana, event, identity};
use domain::contact::Identity;
use domain::inbound::InboundEvent;
use domain::message::Content;

fn phone_only() -> Identity {
    identity(ana().address.as_deref(), None)
}

fn echo(name: &str) -> (Identity, String, Content, bool) {
    match event(name) {
        InboundEvent::Echo {
            to,
            at,
            text,
            content,
            media,
            ..
        } => {
            assert_eq!(at, THEN);
            (to, text, content, media.is_some())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn text() {
    assert_eq!(
        echo("echo_text"),
        (phone_only(), "Claro, às 14h.".into(), Content::Text, false)
    );
}

#[test]
fn image() {
    let (_, text, content, has_file) = echo("echo_image");
    assert!(matches!(content, Content::Image(_)));
    assert_eq!((text.as_str(), has_file), ("O quarto", true));
}

#[test]
fn to_a_guest_without_a_phone() {
    assert_eq!(
        echo("echo_without_phone").0,
        identity(None, Some("US.13491208655302741918"))
    );
}

#[test]
fn edit() {
    let InboundEvent::Edit {
        from, target, text, ..
    } = event("echo_edit")
    else {
        panic!()
    };
    assert_eq!(
        (from, target.as_str(), text.as_str()),
        (phone_only(), "wamid.ECHO1", "Claro, às 15h.")
    );
}

#[test]
fn revoke() {
    let InboundEvent::Revoke { from, target, .. } = event("echo_revoke") else {
        panic!()
    };
    assert_eq!((from, target.as_str()), (phone_only(), "wamid.ECHO1"));
}

/// A colleague's reaction is not the guest's.
#[test]
fn reaction_is_shown_as_an_echo() {
    assert_eq!(
        echo("echo_reaction").2,
        Content::Unsupported {
            kind: "reaction".into()
        }
    );
}
