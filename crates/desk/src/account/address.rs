//! Which addresses a relay may have.

use url::{Host, Url};

/// Why an address is not taken; codes of `sign-in-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AddressError {
    #[error("bad_address")]
    Bad,
    /// Plain HTTP anywhere but on this computer would show passwords and guests to the network.
    #[error("insecure_address")]
    Insecure,
}

impl AddressError {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Bad => "bad_address",
            Self::Insecure => "insecure_address",
        }
    }
}

/// `https://` is assumed; `http://` only for this computer; no user, query or fragment. Ends with `/`.
pub(crate) fn parse(text: &str) -> Result<Url, AddressError> {
    let text = text.trim();
    let text = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let mut url = Url::parse(&text).map_err(|_| AddressError::Bad)?;
    let plain = url.query().is_none() && url.fragment().is_none();
    let named = url.username().is_empty() && url.password().is_none() && url.has_host();
    if !plain || !named {
        return Err(AddressError::Bad);
    }
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => return Err(AddressError::Insecure),
        _ => return Err(AddressError::Bad),
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

/// Whether the address is this very computer.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// The stream's address at the same relay.
pub(crate) fn stream(base: &Url, since: &str) -> Option<Url> {
    let mut url = base.join("v1/stream").ok()?;
    url.set_scheme(if base.scheme() == "https" {
        "wss"
    } else {
        "ws"
    })
    .ok()?;
    url.query_pairs_mut().append_pair("since", since);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_is_assumed_and_http_is_for_this_computer_only() {
        let ok = |text: &str| parse(text).map(|url| url.to_string());
        assert_eq!(ok("relay.example").unwrap(), "https://relay.example/");
        assert_eq!(
            ok(" https://relay.example/hotel ").unwrap(),
            "https://relay.example/hotel/"
        );
        assert_eq!(
            ok("http://127.0.0.1:8080").unwrap(),
            "http://127.0.0.1:8080/"
        );
        assert_eq!(ok("http://[::1]:8080").unwrap(), "http://[::1]:8080/");
        assert_eq!(ok("http://localhost").unwrap(), "http://localhost/");
        assert_eq!(ok("http://relay.example"), Err(AddressError::Insecure));
        assert_eq!(
            ok("http://localhost.evil.example"),
            Err(AddressError::Insecure)
        );
        for bad in [
            "",
            "ftp://x",
            "https://",
            "https://a@b",
            "https://a/?x=1",
            "https://a/#f",
            "a b",
        ] {
            assert_eq!(ok(bad), Err(AddressError::Bad), "{bad}");
        }
    }

    #[test]
    fn the_stream_stands_beside_the_api() {
        let base = parse("relay.example/hotel").unwrap();
        let url = stream(&base, "a.7").unwrap();
        assert_eq!(
            url.as_str(),
            "wss://relay.example/hotel/v1/stream?since=a.7"
        );
    }
}
