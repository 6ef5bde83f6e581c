//! What the demo hotel holds (DESIGN 7).

use crate::relay_world::World;
use domain::conversation::ConversationStatus;
use domain::delivery::MessageState;
use domain::message::{Author, Content};
use domain::time::UnixMillis;
use relay::demo::{Loaded, entries, load};
use relay::engine::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// 20 November 2025, 09:42 in Lisbon.
const NOW: UnixMillis = UnixMillis(1_763_631_720_000);

/// Prefixes that others use for their own guests.
const FORBIDDEN: &[&str] = &["+1415555", "+3519100", "+3519200", "+4915110", "+5511987"];

/// Every number is valid, in E.164, unique in its house, and of no forbidden prefix.
#[test]
fn numbers() {
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for entry in entries(NOW).unwrap() {
        let Entry::Contact(id, contact) = entry else {
            continue;
        };
        let Some(phone) = contact.phone else { continue };
        if domain::phone::normalize(&phone, None).as_deref() != Some(phone.as_str()) {
            wrong.push(phone.clone());
        }
        assert!(
            !FORBIDDEN.iter().any(|prefix| phone.starts_with(prefix)),
            "{id}: {phone}"
        );
        assert!(
            seen.insert((contact.property, phone)),
            "{id} shares its number"
        );
    }
    assert_eq!(wrong, Vec::<String>::new(), "not valid");
    assert!(seen.len() > 60);
}

/// A real week: all statuses, many languages, both channels, notes, labels, failures, ticks, reactions, quotes and files.
#[test]
fn a_real_week() {
    let all = entries(NOW).unwrap();
    let (mut statuses, mut states, mut authors) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut languages, mut channels, mut contents) = (
        BTreeSet::new(),
        BTreeSet::new(),
        std::collections::HashSet::new(),
    );
    let (mut reactions, mut quotes, mut labels, mut cards, mut edited) = (0, 0, 0, 0, 0);
    for entry in &all {
        match entry {
            Entry::Conversation(_, it) => {
                statuses.insert(it.status.to_string());
                channels.insert(it.channel.to_string());
                labels += it.labels.len();
                languages.extend(it.card.language.clone());
                cards += usize::from(it.card.room.is_some());
                assert_eq!(
                    it.waiting_since.is_some(),
                    it.status == ConversationStatus::AwaitingAgent
                );
                assert_eq!(
                    it.assignee.is_some() && it.status.is_open(),
                    it.status == ConversationStatus::AgentAssigned
                );
            }
            Entry::Message(id, _, it) => {
                states.insert(it.state.to_string());
                authors.insert(it.author.to_string());
                contents.insert(std::mem::discriminant(&it.content));
                assert!(!matches!(it.content, Content::Other(_)), "{id}");
                assert!(it.at <= NOW, "{id} is in the future");
                assert_eq!(
                    it.state == MessageState::Failed,
                    it.failure.is_some(),
                    "{id}"
                );
                assert!(it.author != Author::Note || it.staff.is_some(), "{id}");
                reactions += it.reactions.len();
                quotes += usize::from(it.reply_to.is_some());
                edited += usize::from(it.edited_at.is_some());
            }
            _ => {}
        }
    }
    let known: BTreeSet<String> = ConversationStatus::KNOWN
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(statuses, known);
    assert!(
        ["delivered", "failed", "read", "received", "sent", "stored"]
            .iter()
            .all(|it| states.contains(*it))
    );
    assert_eq!(authors.len(), 5, "{authors:?}");
    assert!(languages.len() >= 15, "{languages:?}");
    assert_eq!(
        channels.into_iter().collect::<Vec<_>>(),
        ["livechat", "whatsapp"]
    );
    assert!(
        contents.len() >= 14
            && reactions >= 5
            && quotes >= 2
            && labels >= 5
            && cards >= 10
            && edited >= 1
    );
}

/// At least 30 contacts have no conversation; counts agree with what is there.
#[test]
fn contacts_and_counts() {
    let all = entries(NOW).unwrap();
    let mut of_contact: BTreeMap<String, u32> = BTreeMap::new();
    let mut of_connection: BTreeMap<String, u32> = BTreeMap::new();
    let mut open = BTreeSet::new();
    for entry in &all {
        let Entry::Conversation(id, it) = entry else {
            continue;
        };
        *of_contact.entry(it.contact.to_string()).or_default() += 1;
        if it.status.is_open() {
            *of_connection.entry(it.connection.to_string()).or_default() += 1;
            assert!(
                open.insert((it.contact.clone(), it.connection.clone())),
                "{id}: a second open one"
            );
        }
    }
    let mut without = 0;
    for entry in &all {
        match entry {
            Entry::Contact(id, it) => {
                let count = of_contact.get(id.as_str()).copied().unwrap_or(0);
                assert_eq!(it.conversations, count, "{id}");
                without += usize::from(count == 0);
            }
            Entry::Connection(id, it) => {
                assert_eq!(
                    it.active_conversations,
                    of_connection.get(id.as_str()).copied().unwrap_or(0)
                );
            }
            _ => {}
        }
    }
    assert!(without >= 30, "{without}");
}

/// The prepared texts of the design are there, in English and Portuguese, and no shortcut is there twice in a language.
#[test]
fn canned_responses() {
    let mut seen = BTreeSet::new();
    for entry in entries(NOW).unwrap() {
        if let Entry::CannedResponse(_, it) = entry {
            assert!(seen.insert((it.shortcut, it.language.unwrap())));
        }
    }
    assert!(seen.len() >= 8);
    for shortcut in ["checkin", "checkout", "checkout-late", "wifi", "parking"] {
        for language in ["en", "pt"] {
            assert!(
                seen.contains(&(shortcut.into(), language.into())),
                "{shortcut} {language}"
            );
        }
    }
}

/// Dates follow the day of loading: stays past, in house and coming on every day of a year, over both changes of the clocks.
#[test]
fn dates_follow_the_day() {
    for day in (0..366).step_by(13) {
        let now = NOW.plus(day * domain::time::DAY);
        let today = jiff::Timestamp::from_millisecond(now.0)
            .unwrap()
            .in_tz("Europe/Lisbon")
            .unwrap()
            .date();
        let (mut past, mut here, mut coming) = (0, 0, 0);
        for entry in entries(now).unwrap() {
            let Entry::Reservation(_, it) = entry else {
                continue;
            };
            assert!(it.check_in < it.check_out);
            match it.status.as_str() {
                "checked_out" => past += 1,
                "checked_in" => here += 1,
                "confirmed" => coming += 1,
                _ => {}
            }
            assert!(
                it.status.as_str() != "checked_in"
                    || (it.check_in <= today && today <= it.check_out)
            );
        }
        assert!(
            past >= 15 && here >= 8 && coming >= 10,
            "{past} {here} {coming}"
        );
    }
}

/// The house opens at any hour, in summer and in winter: each conversation runs forward and none of it lies ahead.
#[test]
fn the_house_opens_at_any_hour() {
    for hour in (0..24).chain((200 * 24..201 * 24).step_by(4)) {
        let now = NOW.plus(hour * domain::time::HOUR);
        let mut last = BTreeMap::new();
        for entry in entries(now).unwrap() {
            let Entry::Message(id, _, it) = entry else {
                continue;
            };
            let before = last.insert(it.conversation, it.at).unwrap_or(it.at);
            assert!(before <= it.at && it.at <= now, "{id} at {}", it.at.0);
        }
        assert!(last.len() > 40);
    }
}

/// Everybody signs in; a second load, also after one that broke off, changes nothing.
#[tokio::test]
async fn loads_once() {
    let world = World::demo().await;
    for name in ["olga", "ines", "tomas", "bruno", "rita"] {
        world.sign_in(name).await;
    }
    let ines = world.sign_in("ines").await;
    let before = ines.changes(None).await.unwrap();
    assert_eq!(load(&world.tools).await.unwrap(), Loaded::There);
    assert_eq!(ines.changes(None).await.unwrap(), before);
    let connection = ines
        .record("connection", "whatsapp-lisbon")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            connection["address"].as_str(),
            connection["account"].as_str()
        ),
        (Some("100000000000001"), Some("100000000000002"))
    );
}
