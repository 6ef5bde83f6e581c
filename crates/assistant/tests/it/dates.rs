//! Arrival, departure and nights. Today is a Wednesday, 10 March 2027, where nothing else is said.

use assistant::rules::read;

const TODAY: &str = "2027-03-10";

/// Compares what is read out of each text with `arrival departure nights`.
fn check(today: &str, expected: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, stay) in expected {
        let reading = read(text, today.parse().unwrap(), None);
        let said = reading.stay;
        let date = |date: Option<jiff::civil::Date>| {
            date.map_or("-".to_owned(), |date| {
                date.to_string().replacen("20", "", 1)
            })
        };
        let nights = said.nights.map_or("-".to_owned(), |it| it.to_string());
        let read = format!("{} {} {nights}", date(said.check_in), date(said.check_out));
        if read != *stay {
            wrong.push(format!(
                "{text:?}: {read} instead of {stay}, as {:?}",
                reading.intent
            ));
        }
    }
    assert!(wrong.is_empty(), "on {today}\n{}", wrong.join("\n"));
}

#[test]
fn numbers_are_dates() {
    check(
        TODAY,
        &[
            ("2027-03-15 to 2027-03-18", "27-03-15 27-03-18 3"),
            ("2027-03-15 - 2027-03-18", "27-03-15 27-03-18 3"),
            ("2027/03/15 until 2027/03/18", "27-03-15 27-03-18 3"),
            ("15/03", "27-03-15 - -"),
            ("15/3 to 18/3", "27-03-15 27-03-18 3"),
            ("15.3.-18.3.", "27-03-15 27-03-18 3"),
            ("15.-18.3.", "27-03-15 27-03-18 3"),
            ("vom 15. bis 18.3.", "27-03-15 27-03-18 3"),
            ("15/03/2027 - 18/03/2027", "27-03-15 27-03-18 3"),
            ("15/03/27 18/03/27", "27-03-15 27-03-18 3"),
            ("3/28 to 3/31", "27-03-28 27-03-31 3"),
            ("04/05 - 06/05", "27-05-04 27-05-06 2"),
            ("del 15-3 al 18-3", "27-03-15 27-03-18 3"),
            ("١٥/٣ الى ١٨/٣", "27-03-15 27-03-18 3"),
            ("arriving 15/3, leaving 18/3", "27-03-15 27-03-18 3"),
        ],
    );
}

#[test]
fn months_have_names() {
    check(
        TODAY,
        &[
            ("March 15 to 18 for 2 adults", "27-03-15 27-03-18 3"),
            ("15-18 mar", "27-03-15 27-03-18 3"),
            ("15 to 18 of March", "27-03-15 27-03-18 3"),
            ("15th of march - 18th of march", "27-03-15 27-03-18 3"),
            ("March 15th through March 18th", "27-03-15 27-03-18 3"),
            ("Mar 15-18, 2028", "28-03-15 28-03-18 3"),
            (
                "the fifteenth of March for two nights",
                "27-03-15 27-03-17 2",
            ),
            ("el 14 y 15 de mayo", "27-05-14 - -"),
            ("the first weekend of May", "- - -"),
            ("a weekend in May", "- - -"),
            (
                "a wedding on the 12th, so 11 to 13 June",
                "27-06-11 27-06-13 2",
            ),
            (
                "Freitag den 19. und bleiben bis Montag",
                "27-03-19 27-03-22 3",
            ),
            ("28 dec to 2 jan", "27-12-28 28-01-02 5"),
            ("vom 28.12. bis 2.1.", "27-12-28 28-01-02 5"),
            ("vom 28. Dezember bis zum 2. Januar", "27-12-28 28-01-02 5"),
            ("vom 3. auf den 4. April", "27-04-03 27-04-04 1"),
            ("del 28 de febrero al 3 de marzo", "28-02-28 28-03-03 4"),
            ("desde el 5 de abril hasta el 9", "27-04-05 27-04-09 4"),
            ("du 30 avril au 2 mai", "27-04-30 27-05-02 2"),
            ("du 1er au 4 avril", "27-04-01 27-04-04 3"),
            ("dal 1° al 4 aprile", "27-04-01 27-04-04 3"),
            ("dall'8 all'11 luglio", "27-07-08 27-07-11 3"),
            ("de 8 a 11 de julho", "27-07-08 27-07-11 3"),
            ("entre 8 e 11 de julho", "27-07-08 27-07-11 3"),
            ("entre el 8 y el 11 de julio", "27-07-08 27-07-11 3"),
            ("between 8 and 11 July", "27-07-08 27-07-11 3"),
            ("zwischen dem 8. und 11. Juli", "27-07-08 27-07-11 3"),
            ("من ٨ الى ١١ يوليو", "27-07-08 27-07-11 3"),
            ("من ٨ حتى ١١ تموز", "27-07-08 27-07-11 3"),
            ("29 february, 2 nights", "28-02-29 28-03-02 2"),
            ("Sunday 14 March to Tuesday 16 March", "27-03-14 27-03-16 2"),
            ("So 14.3. bis Di 16.3.", "27-03-14 27-03-16 2"),
        ],
    );
}

#[test]
fn days_lie_relative_to_today() {
    check(
        TODAY,
        &[
            ("tomorrow for 3 nights", "27-03-11 27-03-14 3"),
            ("day after tomorrow, 2 nights", "27-03-12 27-03-14 2"),
            ("tonight", "27-03-10 - -"),
            ("for tonight", "27-03-10 27-03-11 1"),
            ("today for three nights", "27-03-10 27-03-13 3"),
            ("from tomorrow until Saturday", "27-03-11 27-03-13 2"),
            ("in two weeks for 3 nights", "27-03-24 27-03-27 3"),
            ("two weeks from now, 3 nights", "27-03-24 27-03-27 3"),
            ("in 10 days for a week", "27-03-20 27-03-27 7"),
            ("in a month, 2 nights", "27-04-10 27-04-12 2"),
            ("heute in einer Woche, 2 Nächte", "27-03-17 27-03-19 2"),
            ("übermorgen für zwei Nächte", "27-03-12 27-03-14 2"),
            ("ab heute zwei Nächte", "27-03-10 27-03-12 2"),
            ("mañana por dos noches", "27-03-11 27-03-13 2"),
            ("pasado mañana hasta el domingo", "27-03-12 27-03-14 2"),
            ("dentro de tres semanas 4 noches", "27-03-31 27-04-04 4"),
            ("depois de amanhã, 2 noites", "27-03-12 27-03-14 2"),
            ("daqui a uma semana, 2 noites", "27-03-17 27-03-19 2"),
            ("après-demain pour 2 nuits", "27-03-12 27-03-14 2"),
            ("dans 15 jours, 2 nuits", "27-03-25 27-03-27 2"),
            ("dopodomani per due notti", "27-03-12 27-03-14 2"),
            ("tra una settimana, tre notti", "27-03-17 27-03-20 3"),
            ("بعد غد لمدة ليلتين", "27-03-12 27-03-14 2"),
            ("غدا ٣ ليالي", "27-03-11 27-03-14 3"),
        ],
    );
}

#[test]
fn weekdays_and_weekends_are_the_next_ones() {
    check(
        TODAY,
        &[
            ("friday", "27-03-12 - -"),
            ("wednesday", "27-03-17 - -"),
            ("next friday", "27-03-19 - -"),
            ("friday to sunday", "27-03-12 27-03-14 2"),
            ("from next friday to sunday", "27-03-19 27-03-21 2"),
            ("fri - mon", "27-03-12 27-03-15 3"),
            ("this weekend", "27-03-12 27-03-14 2"),
            ("the weekend, 3 nights", "27-03-12 27-03-15 3"),
            ("next weekend", "27-03-19 27-03-21 2"),
            ("next weekend, saturday to monday", "27-03-20 27-03-22 2"),
            ("am Wochenende", "27-03-12 27-03-14 2"),
            ("nächstes Wochenende", "27-03-19 27-03-21 2"),
            ("Freitag bis Montag", "27-03-12 27-03-15 3"),
            ("kommenden Freitag, 2 Nächte", "27-03-12 27-03-14 2"),
            ("el próximo fin de semana", "27-03-19 27-03-21 2"),
            ("este fin de semana", "27-03-12 27-03-14 2"),
            ("el viernes que viene", "27-03-19 - -"),
            ("no próximo fim de semana", "27-03-19 27-03-21 2"),
            ("de sexta-feira a domingo", "27-03-12 27-03-14 2"),
            ("le week-end prochain", "27-03-19 27-03-21 2"),
            ("vendredi prochain", "27-03-19 - -"),
            ("questo fine settimana", "27-03-12 27-03-14 2"),
            ("venerdì prossimo", "27-03-19 - -"),
            ("نهاية الاسبوع القادم", "27-03-19 27-03-21 2"),
            ("من الخميس للسبت", "27-03-11 27-03-13 2"),
        ],
    );
    check(
        "2027-03-12",
        &[
            ("this weekend", "27-03-12 27-03-14 2"),
            ("next weekend", "27-03-19 27-03-21 2"),
            ("friday", "27-03-19 - -"),
        ],
    );
    check(
        "2027-03-13",
        &[
            ("this weekend", "27-03-13 27-03-14 1"),
            ("next weekend", "27-03-19 27-03-21 2"),
        ],
    );
    check("2027-03-14", &[("this weekend", "27-03-19 27-03-21 2")]);
}

#[test]
fn a_day_without_its_month_is_the_next_one() {
    check(
        TODAY,
        &[
            ("from the 15th", "27-03-15 - -"),
            ("from the 5th", "27-04-05 - -"),
            ("from the 15th, 2 nights", "27-03-15 27-03-17 2"),
            ("the 28th to the 2nd", "27-03-28 27-04-02 5"),
            ("until the 18th", "- 27-03-18 -"),
            ("leaving on the 18th", "- 27-03-18 -"),
            ("bis zum 18.", "- 27-03-18 -"),
            ("ab dem 15.", "27-03-15 - -"),
            ("hasta el 18", "- 27-03-18 -"),
            ("a partir del 15", "27-03-15 - -"),
            ("jusqu'au 18", "- 27-03-18 -"),
            ("até dia 18", "- 27-03-18 -"),
            ("fino al 18", "- 27-03-18 -"),
            ("حتى يوم ١٨", "- 27-03-18 -"),
            ("on the 31st", "27-03-31 - -"),
            ("the 5th of next month for 2 nights", "27-04-05 27-04-07 2"),
        ],
    );
    check("2027-04-10", &[("on the 31st", "27-05-31 - -")]);
    check("2027-12-30", &[("30th to 2nd", "27-12-30 28-01-02 3")]);
}

#[test]
fn what_contradicts_is_left_out() {
    check(
        TODAY,
        &[
            ("15/03/2020 to 18/03/2020", "- - -"),
            ("2027-03-18 to 2027-03-15", "27-03-18 - -"),
            ("from 2027-04-01 to 2029-04-01", "27-04-01 - -"),
            ("tomorrow for 900 nights", "27-03-11 - -"),
            ("31 february", "- - -"),
            ("31/02 2 nights", "- - 2"),
            ("99/99", "- - -"),
        ],
    );
}

#[test]
fn other_numbers_are_no_dates() {
    check(
        TODAY,
        &[
            ("we arrive at 15:30 tomorrow", "27-03-11 - -"),
            ("we land at 7 tomorrow, one night", "27-03-11 27-03-12 1"),
            ("my number is +34 612 345 678", "- - -"),
            ("push my booking back by two days", "- - -"),
            ("booking 20481 please", "- - -"),
            ("we have 200 euros", "- - -"),
            ("room 12 or 14?", "- - -"),
            ("2 adults and 3 kids", "- - -"),
            (
                "wir kommen gegen 18 Uhr, 15.3., 2 Nächte",
                "27-03-15 27-03-17 2",
            ),
        ],
    );
}

#[test]
fn slips_and_missing_accents_do_not_matter() {
    check(
        TODAY,
        &[
            ("tomorow for 3 nigths", "27-03-11 27-03-14 3"),
            ("15 to 18 of Marhc", "27-03-15 27-03-18 3"),
            ("satruday to tuesday", "27-03-13 27-03-16 3"),
            ("fuer uebermorgen 2 naechte", "27-03-12 27-03-14 2"),
            ("manana 2 noches", "27-03-11 27-03-13 2"),
            ("sabado a terca", "27-03-13 27-03-16 3"),
            ("apres demain 2 nuits", "27-03-12 27-03-14 2"),
            ("venerdi a domenica", "27-03-12 27-03-14 2"),
            ("🌴🌴 15-18 march 🌴", "27-03-15 27-03-18 3"),
            (
                "wir würden gern morgn kommen, 2 Nächte",
                "27-03-11 27-03-13 2",
            ),
        ],
    );
}
