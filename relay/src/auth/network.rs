//! Network addresses: which proxies are believed, and who really asks.

use std::net::IpAddr;
use std::str::FromStr;

/// An address or a network in CIDR form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// Neither an address nor `address/bits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address or network")]
pub struct InvalidNetwork;

impl FromStr for Network {
    type Err = InvalidNetwork;
    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| InvalidNetwork)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(prefix) => prefix.trim().parse().map_err(|_| InvalidNetwork)?,
            None => longest,
        };
        if prefix > longest {
            return Err(InvalidNetwork);
        }
        Ok(Self { address, prefix })
    }
}

impl Network {
    /// Whether `address` lies in it; an IPv4 address in IPv6 clothes counts as IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(asked)) => {
                let mask = u32::MAX
                    .checked_shl(32 - u32::from(self.prefix))
                    .unwrap_or(0);
                u32::from(net) & mask == u32::from(asked) & mask
            }
            (IpAddr::V6(net), IpAddr::V6(asked)) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.prefix))
                    .unwrap_or(0);
                u128::from(net) & mask == u128::from(asked) & mask
            }
            _ => false,
        }
    }
}

/// Who asks: the peer, or, where the peer is a trusted proxy, the last address in `forwarded` (X-Forwarded-For) that is
/// not one. What the client itself put in front is never believed (GOALS, Security).
#[must_use]
pub fn client_address(peer: IpAddr, forwarded: Option<&str>, trusted: &[Network]) -> IpAddr {
    let peer = peer.to_canonical();
    let believed = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !believed(peer) {
        return peer;
    }
    let mut client = peer;
    for part in forwarded.unwrap_or_default().rsplit(',') {
        let Ok(address) = part.trim().parse::<IpAddr>() else {
            break;
        };
        client = address.to_canonical();
        if !believed(client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// GOALS, Security: forwarded-for is believed from trusted proxies only, and only what they added.
    #[test]
    fn forwarded_for() {
        let trusted: Vec<Network> = vec!["10.0.0.0/8".parse().unwrap()];
        let ask = |peer, forwarded| client_address(ip(peer), forwarded, &trusted);
        assert_eq!(ask("203.0.113.9", Some("1.2.3.4")), ip("203.0.113.9"));
        assert_eq!(
            ask("10.1.1.1", Some("1.2.3.4, 198.51.100.7")),
            ip("198.51.100.7")
        );
        assert_eq!(
            ask("10.1.1.1", Some("198.51.100.7, 10.2.2.2")),
            ip("198.51.100.7")
        );
        assert_eq!(ask("10.1.1.1", None), ip("10.1.1.1"));
        assert_eq!(ask("10.1.1.1", Some("nonsense")), ip("10.1.1.1"));
        assert_eq!(ask("::ffff:10.1.1.1", Some("1.2.3.4")), ip("1.2.3.4"));
    }

    /// Prefixes of both families, and what is none.
    #[test]
    fn networks() {
        let within =
            |net: &str, address: &str| net.parse::<Network>().unwrap().contains(ip(address));
        assert!(within("0.0.0.0/0", "8.8.8.8"));
        assert!(within("2001:db8::/32", "2001:db8:1::1"));
        assert!(!within("2001:db8::/32", "2001:db9::1"));
        assert!(within("192.0.2.7", "192.0.2.7"));
        assert!(!within("192.0.2.7", "192.0.2.8"));
        assert_eq!("10.0.0.0/33".parse::<Network>(), Err(InvalidNetwork));
        assert_eq!("house".parse::<Network>(), Err(InvalidNetwork));
    }
}
