//! What is told comes out at the other end, once, in small pieces.

use super::{Told, pass_on};
use crate::hub::{Hub, Scoped, Touch};
use domain::id::{ContactId, ConversationId, MessageId, StaffId, WorkspaceId};
use domain::message::Author;
use domain::record::Scope;
use domain::signal::Signal;

fn hotel(name: &str) -> WorkspaceId {
    WorkspaceId::new(name).unwrap()
}

fn typing(who: &str, on: bool) -> Scoped {
    Scoped {
        scope: Scope("p/inbox".to_owned()),
        signal: Signal::Typing {
            conversation: ConversationId::new("c").unwrap(),
            author: Author::Staff,
            staff: Some(StaffId::new(who).unwrap()),
            on,
        },
    }
}

fn message(n: usize) -> Touch {
    let (conversation, message) = (
        ConversationId::new("c"),
        MessageId::new(format!("m-{n:060}")),
    );
    Touch::Message(conversation.unwrap(), message.unwrap())
}

/// Many numbers of a hotel are one line, a touch is told once, of a person's signals the newest; all of it is heard at the other
/// end and not told back.
#[test]
fn the_newest_is_told() {
    let (told, there) = (Told::new(), Told::new());
    let hub = Hub::among_others(told.clone());
    let other = Hub::among_others(there.clone());
    let mut news = other.subscribe(&hotel("w1"));
    let (mut touches, mut signals) = (other.touches(&hotel("w1")), other.signals(&hotel("w1")));
    for seq in [3, 5, 4] {
        hub.announce(&hotel("w1"), seq);
    }
    let contact = Touch::Conversation(ContactId::new("g").unwrap());
    for _ in 0..2 {
        hub.touch(&hotel("w1"), vec![contact.clone(), message(1)]);
    }
    for (who, on) in [("olga", true), ("rita", true), ("olga", false)] {
        hub.signal(&hotel("w1"), typing(who, on));
    }
    let piece = told.take().unwrap();
    assert!(told.take().is_none());
    assert_eq!(piece.lines().count(), 5);
    pass_on(
        &format!("{piece}{{\"of a newer version\":1}}\n"),
        &other.here(),
    );
    assert_eq!(*news.borrow_and_update(), 5);
    assert_eq!(
        [touches.try_recv(), touches.try_recv()],
        [Ok(contact), Ok(message(1))]
    );
    assert_eq!(signals.try_recv(), Ok(typing("rita", true)));
    assert_eq!(signals.try_recv(), Ok(typing("olga", false)));
    assert!(touches.try_recv().is_err() && signals.try_recv().is_err());
    assert!(there.take().is_none(), "nothing is told back");
}

/// A storm comes in pieces of at most 7 KiB and loses no touch; signals are dropped first.
#[test]
fn a_storm_comes_in_pieces() {
    let told = Told::new();
    let hub = Hub::among_others(told.clone());
    for n in 0..1_000 {
        hub.touch(&hotel("w1"), vec![message(n)]);
        hub.announce(&hotel(&format!("hotel-{}", n % 300)), 1);
    }
    hub.signal(&hotel("w1"), typing("olga", true));
    let pieces: Vec<String> = std::iter::from_fn(|| told.take()).collect();
    assert!(pieces.len() > 10);
    assert!(pieces.iter().all(|piece| piece.len() <= 7 * 1024));
    let lines = |of: &str| -> usize {
        let of = format!("{{\"{of}\"");
        let lines = pieces.iter().flat_map(|piece| piece.lines());
        lines.filter(|line| line.starts_with(&of)).count()
    };
    assert_eq!((lines("message"), lines("head")), (1_000, 300));
    assert!(lines("signal") <= 1);
}
