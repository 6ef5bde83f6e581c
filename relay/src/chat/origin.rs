//! Which web pages may talk to a chat and show it. A browser always says from where a page comes; CORS does not cover WebSockets, so the
//! relay looks itself (livechat.md).

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use url::Url;

/// A site of a connection's list: `scheme://host[:port]`, where the host may begin with `*.` and the port may be `*`.
struct Site<'a> {
    scheme: &'a str,
    host: &'a str,
    port: Option<&'a str>,
}

impl<'a> Site<'a> {
    /// Nothing but what a header can carry as one source: no path, no space, no quote, no semicolon.
    fn read(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        if !matches!(scheme, "http" | "https") {
            return None;
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(']') || !port.contains(']') => (host, Some(port)),
            _ => (rest, None),
        };
        let name = host.strip_prefix("*.").unwrap_or(host);
        let named = !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        let numbered = port.is_none_or(|port| port == "*" || port.parse::<u16>().is_ok());
        (named && numbered).then_some(Self { scheme, host, port })
    }

    fn holds(&self, origin: &Url) -> bool {
        let Some(host) = origin.host_str() else {
            return false;
        };
        let same_host = match self.host.strip_prefix('*') {
            // `*.hotel.example` is every host below, not the one itself, as in a Content-Security-Policy.
            Some(below) => {
                host.len() > below.len()
                    && host.to_ascii_lowercase().ends_with(&below.to_lowercase())
            }
            None => host.eq_ignore_ascii_case(self.host),
        };
        let same_port = match self.port {
            Some("*") => true,
            Some(port) => origin.port_or_known_default() == port.parse().ok(),
            None => origin.port().is_none(),
        };
        origin.scheme() == self.scheme && same_host && same_port
    }
}

/// Whether a text may stand in a connection's list.
pub(crate) fn is_site(text: &str) -> bool {
    Site::read(text).is_some()
}

/// Whether the page that asks may: one of the relay's own, one of the list, or no page at all. `null` (a sandboxed or local page) is none of
/// these.
pub(super) fn allowed(headers: &HeaderMap, public_url: Option<&Url>, sites: &[String]) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let Some(origin) = origin.to_str().ok().and_then(|it| Url::parse(it).ok()) else {
        return false;
    };
    if !matches!(origin.scheme(), "http" | "https") {
        return false;
    }
    let public = public_url.is_some_and(|url| url.origin() == origin.origin());
    let host = headers.get(HOST).and_then(|it| it.to_str().ok());
    let here = host.is_some_and(|host| authority(&origin).eq_ignore_ascii_case(host.trim()));
    public
        || here
        || sites
            .iter()
            .filter_map(|site| Site::read(site))
            .any(|site| site.holds(&origin))
}

fn authority(origin: &Url) -> String {
    let host = origin.host_str().unwrap_or_default();
    match origin.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The value of `frame-ancestors`: who may show the page in a frame.
pub(super) fn ancestors(sites: &[String]) -> String {
    let good = sites.iter().filter(|site| Site::read(site).is_some());
    good.fold("'self'".to_owned(), |all, site| format!("{all} {site}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(origin: &str, host: &str, public: Option<&str>, sites: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if !origin.is_empty() {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        let public = public.map(|it| Url::parse(it).unwrap());
        let sites: Vec<String> = sites.iter().map(|it| (*it).to_owned()).collect();
        allowed(&headers, public.as_ref(), &sites)
    }

    /// livechat.md, Origin: the relay's own pages, the list, and what is no browser; nothing that only looks alike.
    #[test]
    fn origins() {
        let list = &[
            "https://www.hotel.example",
            "https://*.miralva.example",
            "http://localhost:*",
        ];
        let ask = |origin| asks(origin, "relay.example", Some("https://chat.example"), list);
        for good in [
            "",
            "https://relay.example",
            "https://chat.example",
            "https://www.hotel.example",
            "https://www.miralva.example",
            "http://localhost:5173",
            "http://localhost",
        ] {
            assert!(ask(good), "{good}");
        }
        for bad in [
            "null",
            "https://hotel.example",
            "http://www.hotel.example",
            "https://www.hotel.example:8443",
            "https://www.hotel.example.evil.example",
            "https://evilmiralva.example",
            "https://miralva.example",
            "https://localhost:5173",
            "https://chat.example:444",
            "file:///etc",
        ] {
            assert!(!ask(bad), "{bad}");
        }
        assert!(asks("http://127.0.0.1:8787", "127.0.0.1:8787", None, &[]));
        assert!(!asks("http://127.0.0.1:8788", "127.0.0.1:8787", None, &[]));
    }

    /// A list that was written wrong neither opens the chat nor breaks the header.
    #[test]
    fn the_header_holds_only_sites() {
        let sites = [
            "https://www.hotel.example",
            "*",
            "https://a.example; script-src *",
            "https://x/path",
            "http://localhost:*",
            "'unsafe-inline'",
            "https://*",
        ];
        let sites: Vec<String> = sites.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(
            ancestors(&sites),
            "'self' https://www.hotel.example http://localhost:*"
        );
    }
}
