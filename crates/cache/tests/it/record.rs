//! Whole records of the small kinds.

use crate::world::{T0, World, gid, row};
use cache::IncomingRecord;
use domain::canned_response::CannedResponse;
use domain::property::Property;
use domain::record::Kind;
use domain::reservation::{Reservation, ReservationStatus};
use domain::staff::Staff;

fn canned(shortcut: &str) -> CannedResponse {
    CannedResponse {
        title: shortcut.to_uppercase(),
        content: "Hello {{guest}}".to_owned(),
        shortcut: shortcut.to_owned(),
        category: "General".to_owned(),
        language: None,
        unknown: domain::Unknown::new(),
    }
}

fn stay(reference: &str, check_in: jiff::civil::Date) -> Reservation {
    Reservation {
        reference: reference.to_owned(),
        contact: gid("g1"),
        property: "p1".parse().unwrap(),
        check_in,
        check_out: check_in.tomorrow().unwrap(),
        status: ReservationStatus::Confirmed,
        room: None,
        room_type: "Deluxe".to_owned(),
        adults: 2,
        children: 0,
        total_cents: 12_000,
        paid_cents: 0,
        currency: "EUR".to_owned(),
        unknown: domain::Unknown::new(),
    }
}

/// SPEC 43, 218: the picker lists all canned responses, and only those.
#[test]
fn lists_all_of_a_small_kind() {
    let world = World::with(&[
        row(Kind::CannedResponse, "r2", 1, T0, &canned("wifi")),
        row(Kind::CannedResponse, "r1", 2, T0, &canned("checkin")),
        row(
            Kind::Property,
            "p1",
            3,
            T0,
            &serde_json::json!({
                "name": "Miralva Lisbon", "time_zone": "Europe/Lisbon", "currency": "EUR", "country": "PT"
            }),
        ),
    ]);
    let all = world.cache.read(|r| r.all::<CannedResponse>()).unwrap();
    let ids: Vec<&str> = all.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["r1", "r2"]);
    assert_eq!(all[0].body, canned("checkin"));
    assert_eq!(world.cache.read(|r| r.all::<Staff>()).unwrap(), []);
    let property = world
        .cache
        .read(|r| r.get::<Property>(&"p1".parse().unwrap()))
        .unwrap()
        .unwrap();
    assert_eq!(
        (property.body.name.as_str(), property.seq),
        ("Miralva Lisbon", 3)
    );
    assert_eq!(
        world
            .cache
            .read(|r| r.records().count(&Kind::CannedResponse))
            .unwrap(),
        2
    );
}

/// SPEC 58: a guest's stays, the latest arrival first.
#[test]
fn lists_the_stays_of_a_contact() {
    let date = jiff::civil::date;
    let of = |id: &str, seq: i64, contact: &str, body: &Reservation| IncomingRecord {
        parent: Some((&gid(contact)).into()),
        ..row(Kind::Reservation, id, seq, T0, body)
    };
    let world = World::with(&[
        of("a", 1, "g1", &stay("MIR-1", date(2025, 5, 1))),
        of("b", 2, "g1", &stay("MIR-2", date(2026, 5, 1))),
        of("c", 3, "g1", &stay("MIR-3", date(2024, 5, 1))),
        of("d", 4, "g2", &stay("MIR-4", date(2026, 6, 1))),
    ]);
    let stays = world
        .cache
        .read(|r| r.records().reservations_of(&gid("g1")))
        .unwrap();
    let names: Vec<&str> = stays
        .iter()
        .map(|row| row.body.reference.as_str())
        .collect();
    assert_eq!(names, ["MIR-2", "MIR-1", "MIR-3"]);
}

/// Fields of a newer version survive being read and predicted.
#[test]
fn unknown_fields_survive() {
    let mut body = serde_json::to_value(canned("wifi")).unwrap();
    body["colour"] = "green".into();
    let world = World::with(&[row(Kind::CannedResponse, "r1", 1, T0, &body)]);
    let id = "r1".parse().unwrap();
    let mut read = world
        .cache
        .read(|r| r.get::<CannedResponse>(&id))
        .unwrap()
        .unwrap()
        .body;
    read.title = "Wi-Fi".to_owned();
    world
        .cache
        .write(cache::Durability::Full, |w| w.set_visible(&id, &read))
        .unwrap();
    let again = world
        .cache
        .read(|r| r.get::<CannedResponse>(&id))
        .unwrap()
        .unwrap()
        .body;
    assert_eq!(again.unknown["colour"], "green");
    assert_eq!(again.title, "Wi-Fi");
}
