//! Messages that leave later: when they may be asked for, and what is decided at their time.

use crate::world::{NOW, conversation};
use domain::channel::Channel;
use domain::command::{Code, Outcome};
use domain::connection::{Connection, ConnectionStatus};
use domain::conversation::ConversationStatus as Status;
use domain::id::PropertyId;
use domain::schedule::{Due, GRACE, LATEST, ask, due};
use domain::time::{DAY, HOUR};

fn account(status: ConnectionStatus) -> Connection {
    Connection {
        channel: Channel::WhatsApp,
        property: PropertyId::new("lisbon").unwrap(),
        name: "Lisbon".to_owned(),
        status,
        address: "1".to_owned(),
        account: None,
        display: None,
        greeting: None,
        origins: Vec::new(),
        problem: None,
        active_conversations: 0,
        unknown: domain::Unknown::default(),
    }
}

/// SPEC 222: up to a year ahead; a time that has just come is now; one that has passed is held for a person.
#[test]
fn when_it_may_be_asked_for() {
    assert_eq!(ask(NOW.plus(1), NOW), Ok(Some(NOW.plus(1))));
    assert_eq!(ask(NOW.plus(LATEST), NOW), Ok(Some(NOW.plus(LATEST))));
    assert_eq!(
        ask(NOW.plus(LATEST + 1), NOW).unwrap_err().code,
        Code::Invalid
    );
    assert_eq!(ask(NOW, NOW), Ok(None));
    assert_eq!(ask(NOW.plus(-GRACE), NOW), Ok(None));
    let late = ask(NOW.plus(-GRACE - 1), NOW).unwrap_err();
    assert_eq!((late.outcome(), late.code), (Outcome::Held, Code::TooLate));
}

/// SPEC 222–224, 1.2 o: every case of its time.
#[test]
fn what_is_decided_at_its_time() {
    let on = account(ConnectionStatus::Connected);
    let decide = |status: Status, later: i64, author_may: bool, newer_open: bool| {
        let here = conversation(status, Some("tomas"));
        let it = Due {
            conversation: &here,
            connection: Some(&on),
            author_may,
            newer_open,
        };
        due(&it, NOW.plus(later))
    };
    assert_eq!(decide(Status::AgentAssigned, HOUR, true, false), Ok(()));
    assert_eq!(decide(Status::Resolved, HOUR, true, false), Ok(()));
    assert_eq!(decide(Status::Expired, HOUR, true, false), Ok(()));
    assert_eq!(
        decide(Status::Resolved, HOUR, true, true),
        Err(Code::WrongStatus)
    );
    assert_eq!(
        decide(Status::BotHandling, HOUR, true, false),
        Err(Code::NotYours)
    );
    assert_eq!(
        decide(Status::AwaitingAgent, HOUR, true, false),
        Err(Code::NotYours)
    );
    assert_eq!(
        decide(Status::AgentAssigned, HOUR, false, false),
        Err(Code::Forbidden)
    );
    assert_eq!(
        decide(Status::AgentAssigned, DAY, true, false),
        Err(Code::WindowClosed)
    );
    let here = conversation(Status::AgentAssigned, Some("tomas"));
    for off in [None, Some(account(ConnectionStatus::Disconnected))] {
        let it = Due {
            conversation: &here,
            connection: off.as_ref(),
            author_may: true,
            newer_open: false,
        };
        assert_eq!(due(&it, NOW), Err(Code::ConnectionDown));
    }
    // An account with an error is tried: a send that gets through proves it works again.
    let trouble = account(ConnectionStatus::Error);
    let it = Due {
        conversation: &here,
        connection: Some(&trouble),
        author_may: true,
        newer_open: false,
    };
    assert_eq!(due(&it, NOW), Ok(()));
}

/// One emoji of any kind, and nothing that is words.
#[test]
fn what_is_an_emoji() {
    for emoji in ["👍", "❤️", "👨‍👩‍👧", "🇵🇹", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]
    {
        assert!(domain::message::is_emoji(emoji), "{emoji}");
    }
    for text in [
        "",
        "ok",
        ":)",
        "1",
        "👍 yes",
        "é",
        "👍👍👍👍👍👍👍👍👍👍👍👍👍",
    ] {
        assert!(!domain::message::is_emoji(text), "{text}");
    }
}
