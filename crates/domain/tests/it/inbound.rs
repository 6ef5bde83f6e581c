use crate::world::NOW;
use domain::channel::Channel;
use domain::contact::Identity;
use domain::delivery::MessageState;
use domain::inbound::InboundEvent;

fn identity(scoped: Option<&str>, address: Option<&str>) -> Identity {
    Identity {
        channel: Channel::WhatsApp,
        address: address.map(str::to_owned),
        scoped_id: scoped.map(str::to_owned),
        username: None,
    }
}

fn status(state: MessageState, recipient: &str) -> InboundEvent {
    InboundEvent::Status {
        provider_id: "wamid.1".into(),
        state,
        recipient: Some(recipient.into()),
        at: NOW,
        failure: None,
        correlation: None,
        category: None,
    }
}

fn reaction(at: i64, emoji: Option<&str>, from: Identity) -> InboundEvent {
    InboundEvent::Reaction {
        provider_id: format!("wamid.r{at}"),
        from,
        target: "wamid.1".into(),
        emoji: emoji.map(str::to_owned),
        at: NOW.plus(at),
    }
}

/// SPEC 272, R2: the key is the same for the same event and differs for another status, recipient, sender or time.
#[test]
fn keys_tell_events_apart() {
    let sent = status(MessageState::Sent, "1");
    assert_eq!(sent.key(), status(MessageState::Sent, "1").key());
    assert_ne!(sent.key(), status(MessageState::Read, "1").key());
    assert_ne!(sent.key(), status(MessageState::Sent, "2").key());
    let ana = identity(None, Some("351912345678"));
    let set = reaction(0, Some("👍"), ana.clone());
    assert_eq!(set.key(), reaction(0, Some("👍"), ana.clone()).key());
    assert_ne!(
        set.key(),
        reaction(1000, None, ana).key(),
        "taking it back is another event"
    );
    assert_ne!(
        set.key(),
        reaction(0, Some("👍"), identity(Some("PT.1"), None)).key()
    );
}
