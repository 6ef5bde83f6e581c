mod echoes;
mod errors;
mod extras;
mod files;
mod fuzz;
mod guests;
mod inbound;
mod outbound;
mod statuses;
mod templates;

use channels::whatsapp::{Parsed, parse};
use domain::channel::Channel;
use domain::contact::Identity;
use domain::inbound::{InboundEvent, RemoteMedia};
use domain::message::Content;
use domain::time::UnixMillis;

/// A hundred seconds after the fixtures' timestamps.
pub(crate) const NOW: UnixMillis = UnixMillis(1_790_000_100_000);
/// The fixtures' timestamps.
pub(crate) const THEN: UnixMillis = UnixMillis(1_790_000_000_000);

fn fixtures_folder() -> String {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    format!("{package}/tests/it/fixtures/whatsapp")
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/{name}.json", fixtures_folder());
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn parsed(name: &str) -> Parsed {
    parse(&fixture(name), NOW).unwrap()
}

/// The one event of a fixture without problems.
fn event(name: &str) -> InboundEvent {
    let mut parsed = parsed(name);
    assert_eq!(parsed.problems, [], "{name}");
    assert_eq!(parsed.batches.len(), 1, "{name}");
    let mut batch = parsed.batches.remove(0);
    assert_eq!(batch.phone_number_id.as_deref(), Some("100000000000001"));
    assert_eq!(batch.account, "100000000000002");
    assert_eq!(batch.events.len(), 1, "{name}: {:?}", batch.events);
    batch.events.remove(0)
}

/// Text, content and file of a message from Ana.
fn message(name: &str) -> (String, Content, Option<RemoteMedia>) {
    match event(name) {
        InboundEvent::Message {
            from,
            profile_name,
            at,
            text,
            content,
            media,
            ..
        } => {
            assert_eq!(
                (from, profile_name.as_deref(), at),
                (ana(), Some("Ana Lúcia Ferreira"), THEN),
                "{name}"
            );
            (text, content, media)
        }
        other => panic!("{name}: {other:?}"),
    }
}

fn ana() -> Identity {
    identity(Some("351912345678"), Some("PT.13491208655302741918"))
}

fn identity(address: Option<&str>, scoped_id: Option<&str>) -> Identity {
    Identity {
        channel: Channel::WhatsApp,
        address: address.map(str::to_owned),
        scoped_id: scoped_id.map(str::to_owned),
        username: None,
    }
}
