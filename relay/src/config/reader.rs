//! Typed reading that collects mistakes instead of stopping at the first.

use super::mistake::{Mistake, Mistakes, Wrong};
use super::source::{Found, Values};
use super::{MailLine, MailServer};
use base64::Engine as _;
use figment::value::Value;
use secrecy::SecretString;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;
use url::{Host, Url};

/// Reads values and remembers what was wrong.
pub(super) struct Reader {
    values: Values,
    mistakes: Vec<Mistake>,
}

impl Reader {
    pub(super) fn new(values: Values, mistakes: Vec<Mistake>) -> Self {
        Self { values, mistakes }
    }

    pub(super) fn finish<T>(self, settings: Option<T>) -> Result<T, Mistakes> {
        match settings {
            Some(settings) if self.mistakes.is_empty() => Ok(settings),
            _ => Err(Mistakes(self.mistakes)),
        }
    }

    fn found(&mut self, key: &str) -> Option<Found> {
        let found = self.values.get(key).cloned();
        if found.is_none() {
            self.wrong(key, Wrong::Missing, "");
        }
        found
    }

    pub(super) fn wrong(&mut self, key: &str, wrong: Wrong, detail: &str) {
        let origin = self
            .values
            .get(key)
            .map_or_else(String::new, |found| found.origin.clone());
        let key = key.to_owned();
        self.mistakes.push(Mistake {
            origin,
            key,
            wrong,
            detail: detail.to_owned(),
        });
    }

    /// A text that may be empty.
    fn any_text(&mut self, key: &str) -> Option<String> {
        match self.found(key)?.value {
            Value::String(_, text) => Some(text),
            _ => {
                self.wrong(key, Wrong::Text, "");
                None
            }
        }
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.checked(key, Wrong::Text, |text| !text.is_empty())
    }

    /// A text, or nothing.
    pub(super) fn optional_text(&mut self, key: &str) -> Option<String> {
        self.any_text(key).filter(|text| !text.is_empty())
    }

    /// A text that passes a test.
    pub(super) fn checked(
        &mut self,
        key: &str,
        wrong: Wrong,
        passes: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let text = self.any_text(key)?;
        if passes(&text) {
            Some(text)
        } else {
            self.wrong(key, wrong, "");
            None
        }
    }

    /// A text that means something.
    pub(super) fn parsed<T: FromStr>(&mut self, key: &str, wrong: Wrong) -> Option<T> {
        let text = self.any_text(key)?;
        let value = text.parse().ok();
        if value.is_none() {
            self.wrong(key, wrong, "");
        }
        value
    }

    /// The number of the word taken.
    pub(super) fn one_of(&mut self, key: &str, words: &[&str]) -> Option<usize> {
        let text = self.any_text(key)?;
        let place = words.iter().position(|word| *word == text);
        if place.is_none() {
            self.wrong(key, Wrong::Choice, &words.join(", "));
        }
        place
    }

    /// True or false; a variable says it in words.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        let value = match self.found(key).map(|found| found.value) {
            Some(Value::Bool(_, flag)) => Some(flag),
            Some(Value::String(_, text)) => text.parse().ok(),
            Some(_) => None,
            None => return false,
        };
        if value.is_none() {
            self.wrong(key, Wrong::Flag, "");
        }
        value.unwrap_or_default()
    }

    /// A whole number of a range; the range's start where it is wrong (the load fails then).
    pub(super) fn number(&mut self, key: &str, range: RangeInclusive<u64>) -> u64 {
        let value = match self.found(key).map(|found| found.value) {
            Some(Value::Num(_, number)) => number
                .to_u128()
                .and_then(|n| u64::try_from(n).ok())
                .or_else(|| number.to_i128().and_then(|n| u64::try_from(n).ok())),
            Some(Value::String(_, text)) => text.trim().parse().ok(),
            Some(_) => None,
            None => return *range.start(),
        };
        match value.filter(|number| range.contains(number)) {
            Some(number) => number,
            None => {
                let wrong = Wrong::Number {
                    least: *range.start(),
                    most: *range.end(),
                };
                self.wrong(key, wrong, "");
                *range.start()
            }
        }
    }

    /// A time in seconds.
    pub(super) fn seconds(&mut self, key: &str, range: RangeInclusive<u64>) -> Duration {
        Duration::from_secs(self.number(key, range))
    }

    /// A time in days.
    pub(super) fn days(&mut self, key: &str, range: RangeInclusive<u64>) -> Duration {
        Duration::from_secs(self.number(key, range).saturating_mul(86_400))
    }

    /// An http(s) address that is a base: no query, no fragment, no user.
    pub(super) fn url(&mut self, key: &str) -> Option<Url> {
        let text = self.any_text(key)?;
        let url = Url::parse(&text).ok().filter(is_base);
        if url.is_none() {
            self.wrong(key, Wrong::Url, "");
        }
        url
    }

    /// The same, or nothing; without encryption only where it does not leave this computer.
    pub(super) fn optional_public_url(&mut self, key: &str) -> Option<Url> {
        let url = match self.values.get(key).map(|found| &found.value) {
            Some(Value::String(_, text)) if text.is_empty() => None,
            _ => self.url(key),
        }?;
        if url.scheme() == "https" || is_loopback(&url) {
            return Some(url);
        }
        self.wrong(key, Wrong::Insecure, "");
        None
    }

    /// A mail server, or nothing; without encryption only where it does not leave this computer.
    pub(super) fn optional_mail_server(&mut self, key: &str) -> Option<MailServer> {
        let text = self.optional_text(key)?;
        let server = Url::parse(&text).ok().and_then(|url| mail_server(&url));
        if server.is_none() {
            self.wrong(key, Wrong::MailServer, "");
        }
        server
    }

    /// A list, in a variable separated by commas.
    pub(super) fn list<T: FromStr>(&mut self, key: &str, wrong: Wrong) -> Vec<T> {
        let texts: Vec<Option<String>> = match self.found(key).map(|found| found.value) {
            Some(Value::Array(_, items)) => items.into_iter().map(Value::into_string).collect(),
            Some(Value::String(_, text)) => text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| Some(item.to_owned()))
                .collect(),
            Some(_) => vec![None],
            None => Vec::new(),
        };
        let items: Vec<Option<T>> = texts
            .into_iter()
            .map(|text| text.and_then(|text| text.parse().ok()))
            .collect();
        if items.iter().any(Option::is_none) {
            self.wrong(key, wrong, "");
        }
        items.into_iter().flatten().collect()
    }

    /// A secret, or nothing.
    pub(super) fn secret(&mut self, key: &str) -> Option<SecretString> {
        let text = self.any_text(key)?;
        (!text.is_empty()).then(|| SecretString::from(text))
    }

    /// The address of a PostgreSQL database, or nothing.
    pub(super) fn database(&mut self, key: &str) -> Option<SecretString> {
        let text = self.any_text(key)?;
        if text.is_empty() {
            return None;
        }
        if !store::postgres::is_address(&text) {
            self.wrong(key, Wrong::Database, "");
            return None;
        }
        Some(SecretString::from(text))
    }

    /// 32 bytes in base64, or nothing.
    pub(super) fn key(&mut self, key: &str) -> Option<SecretString> {
        let text = self.any_text(key)?;
        if text.is_empty() {
            return None;
        }
        let bytes = base64::engine::general_purpose::STANDARD.decode(text.trim());
        if !bytes.is_ok_and(|bytes| bytes.len() == 32) {
            self.wrong(key, Wrong::Key, "");
            return None;
        }
        Some(SecretString::from(text.trim().to_owned()))
    }
}

fn is_base(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

/// `smtps://host` or `smtp://host`, with a port or the usual one, and nothing else.
fn mail_server(url: &Url) -> Option<MailServer> {
    let bare = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && matches!(url.path(), "" | "/");
    let (line, usual) = match url.scheme() {
        "smtps" => (MailLine::Tls, 465),
        "smtp" if is_loopback(url) => (MailLine::Local, 587),
        "smtp" => (MailLine::StartTls, 587),
        _ => return None,
    };
    let host = url.host_str().filter(|host| bare && !host.is_empty())?;
    Some(MailServer {
        host: host.trim_matches(['[', ']']).to_owned(),
        port: url.port().unwrap_or(usual),
        line,
    })
}

/// Whether the address is this very computer.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        // What the standard does not call special keeps its addresses as names.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
        None => false,
    }
}
