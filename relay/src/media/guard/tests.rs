use super::{Guard, is_public};
use reqwest::dns::{Name, Resolve};

/// R13: private, loopback and link-local addresses are no place to fetch from, in any spelling.
#[test]
fn only_addresses_of_the_open_internet_are_public() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.0.8",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "ff02::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:db8::1",
    ] {
        assert!(
            !is_public(inside.parse().unwrap()),
            "{inside} is not public"
        );
    }
    for outside in [
        "157.240.1.1",
        "8.8.8.8",
        "2a03:2880:f12f:83:face:b00c:0:25de",
    ] {
        assert!(is_public(outside.parse().unwrap()), "{outside} is public");
    }
}

async fn resolved(trusted: Option<&str>, name: &str) -> Result<usize, String> {
    let guard = Guard {
        trusted: trusted.map(str::to_owned),
    };
    let name: Name = name.parse().unwrap();
    let found = guard.resolve(name).await;
    let found = found.map_err(|error| error.to_string())?;
    Ok(found.filter(|it| it.ip().is_loopback()).count())
}

/// R13: a name is judged by where it leads: one that leads to this machine is refused, unless it is the configured host by its whole name.
#[tokio::test]
async fn a_name_is_judged_by_where_it_leads() {
    let refused = Err("no public address".to_owned());
    assert_eq!(resolved(None, "localhost").await, refused);
    assert_eq!(resolved(Some("graph.example"), "localhost").await, refused);
    assert_eq!(resolved(Some("local"), "localhost").await, refused);
    assert!(resolved(Some("localhost"), "localhost").await.unwrap() > 0);
}
