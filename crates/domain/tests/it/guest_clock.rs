//! The guest's clock (DESIGN_UI 11).

use domain::contact::Contact;
use domain::guest_clock;
use serde_json::json;

fn clock(phone: Option<&str>, zone: Option<&str>) -> Option<(String, Option<String>)> {
    let contact: Contact = serde_json::from_value(json!({
        "name": "Ada", "source": "whatsapp", "property": "p1", "created_at": 1, "phone": phone, "time_zone": zone,
    }))
    .unwrap();
    guest_clock::of(&contact).map(|it| (it.zone, it.country))
}

/// DESIGN_UI 11: a number says the time where its country or its area has one; where it may be one of two there is no clock.
#[test]
fn a_number_tells_the_time_where_it_leaves_no_doubt() {
    for (number, zone, country) in [
        ("+971500000123", "Asia/Dubai", Some("AE")),
        ("+4917604069014", "Europe/Berlin", Some("DE")),
        ("+8613900000142", "Asia/Shanghai", Some("CN")),
        ("+447400900318", "Europe/London", Some("GB")),
        ("+5511900000142", "America/Sao_Paulo", None),
        ("+5592900000142", "America/Manaus", None),
        ("+12125550187", "America/New_York", None),
        ("+12065550187", "America/Los_Angeles", None),
        ("+14165550187", "America/Toronto", None),
        ("+351213000000", "Europe/Lisbon", None),
        ("+351291000000", "Atlantic/Madeira", None),
        ("+34928000000", "Atlantic/Canary", None),
        ("+34912000000", "Europe/Madrid", None),
    ] {
        let expected = (zone.to_owned(), country.map(str::to_owned));
        assert_eq!(clock(Some(number), None), Some(expected), "{number}");
    }
    for doubtful in [
        // Mobile lines of countries with islands in another zone.
        "+351960000118",
        "+34600000142",
        // Two zones in one area, and areas that no table here knows.
        "+5581900000142",
        "+5597900000142",
        "+19075550123",
        "+12425550123",
        // Countries with several zones and no table.
        "+79160000142",
        "+61400000142",
        "+525500000142",
        "not a number",
        "",
    ] {
        assert_eq!(clock(Some(doubtful), None), None, "{doubtful}");
    }
    assert_eq!(clock(None, None), None);
}

/// DESIGN_UI 11: what the record says wins over the number; a zone that nobody knows counts for nothing.
#[test]
fn the_record_comes_first() {
    let known = Some(("Asia/Tokyo".to_owned(), None));
    assert_eq!(clock(Some("+4917604069014"), Some("Asia/Tokyo")), known);
    assert_eq!(clock(None, Some("Asia/Tokyo")), known);
    let number = Some(("Europe/Berlin".to_owned(), Some("DE".to_owned())));
    assert_eq!(clock(Some("+4917604069014"), Some("Mars/Olympus")), number);
    assert_eq!(clock(None, Some("")), None);
}
