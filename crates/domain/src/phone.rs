//! Phone numbers: E.164 in, national formats read with a country, variants of the same line.
//!
//! Metadata comes from libphonenumber. A text that is no valid number stays what it is elsewhere (the raw text is kept); here it
//! is `None`.

use crate::fold::script::ascii_digit;
use phonenumber::{Mode, PhoneNumber, country};
use std::str::FromStr;

/// Longer texts are not numbers.
const MAX_RAW_CHARS: usize = 48;

/// Fewer digits than this are no phone fragment.
pub const MIN_FRAGMENT_DIGITS: usize = 3;

/// `raw` as E.164 with `+`, read with the property's `country` (ISO 3166 alpha-2) where it carries no country code itself;
/// `None` if it is not a valid number. Digits of every script, `00` for `+`, and old forms of a line (Brazil's eight digits, Mexico's
/// and Argentina's mobile digit) are understood (SPEC 1.2 p, BEYOND 3.7).
#[must_use]
pub fn normalize(raw: &str, country: Option<&str>) -> Option<String> {
    let text = clean(raw)?;
    let country = country
        .and_then(|alpha2| country::Id::from_str(alpha2.trim().to_ascii_uppercase().as_str()).ok());
    if let Some(found) = parse_valid(&text, country) {
        return Some(e164(&found));
    }
    if !text.starts_with('+') && country.is_some() {
        return None;
    }
    variants(&text)
        .iter()
        .find_map(|other| parse_valid(other, None))
        .map(|found| e164(&found))
}

/// Whether `text` is a valid number in international form (`+…`, blanks and dashes allowed).
#[must_use]
pub fn is_valid(text: &str) -> bool {
    normalize(text, None).is_some()
}

/// The ASCII digits of `text`, in order; digits of other scripts are translated.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter_map(ascii_digit).collect()
}

/// All spellings of the same line, `e164` itself first: Brazil's ninth digit, Argentina's mobile 9 and Mexico's mobile 1 with and
/// without (SPEC 1.2 p, BEYOND 3.7). Each begins with `+`; a lookup by any of them finds the guest.
#[must_use]
pub fn variants(e164: &str) -> Vec<String> {
    let digits = digits(e164);
    let mut all = vec![format!("+{digits}")];
    if let Some(national) = digits.strip_prefix("55") {
        all.extend(brazil(national));
    } else if let Some(national) = digits.strip_prefix("549").filter(|rest| rest.len() == 10) {
        all.push(format!("+54{national}"));
    } else if let Some(national) = digits.strip_prefix("54").filter(|rest| rest.len() == 10) {
        all.push(format!("+549{national}"));
    } else if let Some(national) = digits.strip_prefix("521").filter(|rest| rest.len() == 10) {
        all.push(format!("+52{national}"));
    } else if let Some(national) = digits.strip_prefix("52").filter(|rest| rest.len() == 10) {
        all.push(format!("+521{national}"));
    }
    all
}

/// Mobile lines got a leading 9 between 2012 and 2016; WhatsApp ids still lack it. Landlines (2–5) never had it.
fn brazil(national: &str) -> Option<String> {
    let (area, line) = national.split_at_checked(2)?;
    match (line.len(), line.chars().next()) {
        (9, Some('9')) => {
            let old = line
                .get(1..)
                .filter(|old| old.starts_with(['6', '7', '8', '9']))?;
            Some(format!("+55{area}{old}"))
        }
        (8, Some('6'..='9')) => Some(format!("+55{area}9{line}")),
        _ => None,
    }
}

/// `e164` as its country writes it, e.g. `+351 912 345 678`; an invalid number comes back unchanged.
#[must_use]
pub fn format_international(e164: &str) -> String {
    match clean(e164).and_then(|text| parse_valid(&text, None)) {
        Some(number) => number.format().mode(Mode::International).to_string(),
        None => e164.to_owned(),
    }
}

/// The country of a valid number, ISO 3166 alpha-2.
#[must_use]
pub fn country_of(e164: &str) -> Option<String> {
    let number = parse_valid(&clean(e164)?, None)?;
    number.country().id().map(|id| id.as_ref().to_owned())
}

/// `https://wa.me/<digits>` for a valid international number, else `None` (SPEC 51, 71).
#[must_use]
pub fn click_to_chat(phone: &str) -> Option<String> {
    normalize(phone, None).map(|number| format!("https://wa.me/{}", digits(&number)))
}

/// `mailto:<address>` percent-encoded, if `address` is plausible: one `@`, a name of at most 64 and a domain with a dot, 254
/// bytes in all, no blanks or control characters (SPEC 52).
#[must_use]
pub fn mailto(address: &str) -> Option<String> {
    let address = address.trim();
    let (name, domain) = address.split_once('@')?;
    let plausible = address.len() <= 254
        && (1..=64).contains(&name.len())
        && dotted(name)
        && dotted(domain)
        && domain.contains('.')
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
        && domain
            .chars()
            .all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    plausible.then(|| format!("mailto:{}@{}", encode(name), encode(domain)))
}

fn dotted(text: &str) -> bool {
    !text.is_empty() && text.split('.').all(|label| !label.is_empty())
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What a table for phone fragments holds for a number: every end of its digits of at least [`MIN_FRAGMENT_DIGITS`], longest
/// first. A fragment is then a prefix of one of them.
#[must_use]
pub fn suffixes(e164: &str) -> Vec<String> {
    let digits = digits(e164);
    (0..digits.len())
        .filter_map(|at| digits.get(at..))
        .filter(|end| end.len() >= MIN_FRAGMENT_DIGITS)
        .map(str::to_owned)
        .collect()
}

/// The digits to look for if `query` looks like a piece of a phone number: only digits and `+ - . ( ) /` and blanks, leading zeros
/// (trunk prefix, `00`) dropped, at least [`MIN_FRAGMENT_DIGITS`] left.
#[must_use]
pub fn fragment(query: &str) -> Option<String> {
    let phone_like = query
        .chars()
        .all(|c| ascii_digit(c).is_some() || c.is_whitespace() || "+-.()/".contains(c));
    let digits = digits(query);
    let rest = digits.trim_start_matches('0');
    (phone_like && rest.len() >= MIN_FRAGMENT_DIGITS && digits.len() <= 20).then(|| rest.to_owned())
}

/// `raw` with ASCII digits and `+` for a leading `00`; `None` for what cannot be a number.
fn clean(raw: &str) -> Option<String> {
    let raw = raw.trim();
    let raw = raw.strip_prefix("tel:").unwrap_or(raw);
    if raw.chars().count() > MAX_RAW_CHARS {
        return None;
    }
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '+' | '\u{FF0B}' if text.is_empty() => text.push('+'),
            _ if ascii_digit(c).is_some() => text.extend(ascii_digit(c)),
            _ if c.is_whitespace()
                || "-.()/\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}".contains(c) => {}
            // Direction marks travel with copied numbers.
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            _ => return None,
        }
    }
    if let Some(rest) = text.strip_prefix("00") {
        text = format!("+{rest}");
    }
    let count = text.trim_start_matches('+').len();
    (4..=20).contains(&count).then_some(text)
}

fn parse_valid(text: &str, country: Option<country::Id>) -> Option<PhoneNumber> {
    if country.is_none() && !text.starts_with('+') {
        return None;
    }
    phonenumber::parse(country, text)
        .ok()
        .filter(PhoneNumber::is_valid)
}

fn e164(number: &PhoneNumber) -> String {
    number.format().mode(Mode::E164).to_string()
}
