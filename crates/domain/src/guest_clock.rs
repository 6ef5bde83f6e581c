//! The guest's clock (DESIGN_UI 11): as their record says, else as their number does where it leaves no doubt. A number of a country
//! with several zones tells only by an area code, and a number that may be anywhere in such a country tells nothing: no clock
//! is better than an invented one.

use crate::contact::Contact;
use crate::phone;
use jiff::tz::TimeZone;

/// Where a guest's clock stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestClock {
    /// IANA time zone.
    pub zone: String,
    /// ISO 3166 alpha-2 of the country, where all of it has this clock; else the zone's city names it.
    pub country: Option<String>,
}

/// Countries that have one legal time, whatever their numbers' area.
const COUNTRIES: &[(&str, &str)] = &[
    ("AE", "Asia/Dubai"),
    ("AL", "Europe/Tirane"),
    ("AM", "Asia/Yerevan"),
    ("AO", "Africa/Luanda"),
    ("AR", "America/Argentina/Buenos_Aires"),
    ("AT", "Europe/Vienna"),
    ("AZ", "Asia/Baku"),
    ("BA", "Europe/Sarajevo"),
    ("BD", "Asia/Dhaka"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("BH", "Asia/Bahrain"),
    ("BY", "Europe/Minsk"),
    ("CH", "Europe/Zurich"),
    ("CN", "Asia/Shanghai"),
    ("CO", "America/Bogota"),
    ("CR", "America/Costa_Rica"),
    ("CV", "Atlantic/Cape_Verde"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("DK", "Europe/Copenhagen"),
    ("DZ", "Africa/Algiers"),
    ("EE", "Europe/Tallinn"),
    ("EG", "Africa/Cairo"),
    ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("GE", "Asia/Tbilisi"),
    ("GR", "Europe/Athens"),
    ("HK", "Asia/Hong_Kong"),
    ("HR", "Europe/Zagreb"),
    ("HU", "Europe/Budapest"),
    ("IE", "Europe/Dublin"),
    ("IL", "Asia/Jerusalem"),
    ("IN", "Asia/Kolkata"),
    ("IS", "Atlantic/Reykjavik"),
    ("IT", "Europe/Rome"),
    ("JO", "Asia/Amman"),
    ("JP", "Asia/Tokyo"),
    ("KE", "Africa/Nairobi"),
    ("KR", "Asia/Seoul"),
    ("KW", "Asia/Kuwait"),
    ("LB", "Asia/Beirut"),
    ("LT", "Europe/Vilnius"),
    ("LU", "Europe/Luxembourg"),
    ("LV", "Europe/Riga"),
    ("MA", "Africa/Casablanca"),
    ("MT", "Europe/Malta"),
    ("MZ", "Africa/Maputo"),
    ("MY", "Asia/Kuala_Lumpur"),
    ("NG", "Africa/Lagos"),
    ("NL", "Europe/Amsterdam"),
    ("NO", "Europe/Oslo"),
    ("OM", "Asia/Muscat"),
    ("PE", "America/Lima"),
    ("PH", "Asia/Manila"),
    ("PK", "Asia/Karachi"),
    ("PL", "Europe/Warsaw"),
    ("QA", "Asia/Qatar"),
    ("RO", "Europe/Bucharest"),
    ("RS", "Europe/Belgrade"),
    ("SA", "Asia/Riyadh"),
    ("SE", "Europe/Stockholm"),
    ("SG", "Asia/Singapore"),
    ("SI", "Europe/Ljubljana"),
    ("SK", "Europe/Bratislava"),
    ("TH", "Asia/Bangkok"),
    ("TN", "Africa/Tunis"),
    ("TR", "Europe/Istanbul"),
    ("TW", "Asia/Taipei"),
    // The newer spelling is unknown to older webviews.
    ("UA", "Europe/Kiev"),
    ("UY", "America/Montevideo"),
    ("VE", "America/Caracas"),
    ("VN", "Asia/Ho_Chi_Minh"),
    ("ZA", "Africa/Johannesburg"),
];

/// Area codes that lie in one zone, by country code. Left out on purpose: mobile numbers of Portugal and Spain (islands), Brazil's 81
/// (Fernando de Noronha) and 97 (two zones), American codes that cross a zone's border.
const AREAS: &[(&str, &[(&str, &str)])] = &[
    ("1", NORTH_AMERICA),
    ("34", SPAIN),
    ("351", PORTUGAL),
    ("55", BRAZIL),
];

const NORTH_AMERICA: &[(&str, &str)] = &[
    (
        "America/New_York",
        "201 202 203 207 212 215 216 240 267 301 302 305 332 339 347 351 401 404 407 410 412 443 470 508 516 551 561 570 571 603 \
         609 610 614 617 631 646 678 703 704 718 754 781 786 802 813 845 857 860 908 914 917 919 929 954 973 978",
    ),
    (
        "America/Chicago",
        "210 214 224 281 312 314 346 469 504 512 612 630 651 708 713 773 815 816 817 832 847 872 972",
    ),
    ("America/Denver", "303 505 720 801"),
    ("America/Phoenix", "480 602 623"),
    (
        "America/Los_Angeles",
        "206 213 310 323 408 415 424 425 510 562 619 626 628 650 657 661 669 702 707 714 725 747 805 818 831 858 909 916 925 949 951",
    ),
    ("America/Toronto", "289 365 416 437 438 514 647 905"),
    ("America/Vancouver", "604"),
];

const SPAIN: &[(&str, &str)] = &[
    ("Atlantic/Canary", "822 828 922 928"),
    (
        "Europe/Madrid",
        "81 83 84 85 86 87 88 91 93 94 95 96 97 98 820 821 823 824 825 826 827 920 921 923 924 925 926 927",
    ),
];

const PORTUGAL: &[(&str, &str)] = &[
    ("Atlantic/Madeira", "291"),
    ("Atlantic/Azores", "292 295 296"),
    ("Europe/Lisbon", "21 22 23 24 25 26 27 28"),
];

const BRAZIL: &[(&str, &str)] = &[
    (
        "America/Sao_Paulo",
        "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 64",
    ),
    ("America/Araguaina", "63"),
    ("America/Cuiaba", "65 66"),
    ("America/Campo_Grande", "67"),
    ("America/Rio_Branco", "68"),
    ("America/Porto_Velho", "69"),
    ("America/Bahia", "71 73 74 75 77"),
    ("America/Maceio", "79 82"),
    ("America/Fortaleza", "83 84 85 86 88 89 98 99"),
    ("America/Recife", "87"),
    ("America/Belem", "91 93 94 96"),
    ("America/Manaus", "92"),
    ("America/Boa_Vista", "95"),
];

/// The clock of a guest, if it can be told.
#[must_use]
pub fn of(contact: &Contact) -> Option<GuestClock> {
    let said = contact
        .time_zone
        .as_deref()
        .filter(|zone| TimeZone::get(zone).is_ok());
    if let Some(zone) = said {
        return Some(GuestClock {
            zone: zone.to_owned(),
            country: None,
        });
    }
    let number = phone::normalize(contact.phone.as_deref()?, None)?;
    by_area(&number).or_else(|| by_country(&number))
}

fn by_area(number: &str) -> Option<GuestClock> {
    let digits = number.strip_prefix('+')?;
    AREAS.iter().find_map(|(code, zones)| {
        let national = digits.strip_prefix(code)?;
        let within = |areas: &str| areas.split(' ').any(|area| national.starts_with(area));
        let (zone, _) = zones.iter().find(|(_, areas)| within(areas))?;
        Some(GuestClock {
            zone: (*zone).to_owned(),
            country: None,
        })
    })
}

fn by_country(number: &str) -> Option<GuestClock> {
    let country = phone::country_of(number)?;
    let (_, zone) = COUNTRIES.iter().find(|(known, _)| *known == country)?;
    Some(GuestClock {
        zone: (*zone).to_owned(),
        country: Some(country),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every zone of the tables is one that the system knows, and no area stands in two of them.
    #[test]
    fn tables() {
        let areas = AREAS.iter().flat_map(|(_, zones)| *zones);
        for (_, zone) in COUNTRIES.iter() {
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
        }
        for (zone, _) in areas {
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
        }
        for (code, zones) in AREAS {
            let mut all: Vec<&str> = zones.iter().flat_map(|(_, it)| it.split(' ')).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "+{code}");
        }
    }
}
