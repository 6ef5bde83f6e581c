use super::is_public;

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
