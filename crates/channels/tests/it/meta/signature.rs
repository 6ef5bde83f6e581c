use channels::meta::{sign, verify_signature};
use proptest::prelude::*;

const SECRET: &[u8] = b"demo-app-secret";

/// SPEC 268, SPEC 269: HMAC-SHA256 over the raw bytes with the app secret, as `sha256=` and lower-case hex.
#[test]
fn a_known_signature() {
    // RFC 4231, case 2.
    let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let body = b"what do ya want for nothing?";
    assert_eq!(sign(body, b"Jefe"), expected);
    assert_eq!(verify_signature(body, Some(expected), &[b"Jefe"]), Some(0));
}

/// SPEC 269: escapes are signed as they came; parsing and writing again would break it.
#[test]
fn raw_bytes_count() {
    let raw = br#"{"text":"Ol\u00e1 \/"}"#;
    let rewritten = "{\"text\":\"Olá /\"}".as_bytes();
    let header = sign(raw, SECRET);
    assert_eq!(verify_signature(raw, Some(&header), &[SECRET]), Some(0));
    assert_eq!(verify_signature(rewritten, Some(&header), &[SECRET]), None);
}

/// SPEC 271, R14: no header, no secret, an empty secret, another spelling: refused.
#[test]
fn refusals() {
    let body = b"{}";
    let header = sign(body, SECRET);
    let digest = header.strip_prefix("sha256=").unwrap();
    assert_eq!(verify_signature(body, None, &[SECRET]), None);
    assert_eq!(verify_signature(body, Some(&header), &[]), None);
    assert_eq!(verify_signature(body, Some(&sign(body, b"")), &[b""]), None);
    for bad in [
        String::new(),
        digest.to_owned(),
        format!("sha1={digest}"),
        format!("sha256={}", digest.to_uppercase()),
        format!("sha256={digest} "),
        format!("sha256={digest},sha256={digest}"),
        "sha256=".to_owned(),
        header[..header.len() - 1].to_owned(),
    ] {
        assert_eq!(verify_signature(body, Some(&bad), &[SECRET]), None, "{bad}");
    }
}

/// SPEC 269: with several apps, the one that signed is named.
#[test]
fn which_secret_signed() {
    let header = sign(b"{}", b"second");
    assert_eq!(
        verify_signature(b"{}", Some(&header), &[b"first", b"second", b"third"]),
        Some(1)
    );
}

/// R14: every single-bit change of the body is refused.
#[test]
fn every_bit_of_the_body() {
    let body = include_bytes!("../fixtures/whatsapp/text.json").to_vec();
    let header = sign(&body, SECRET);
    for bit in 0..body.len() * 8 {
        let mut other = body.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(
            verify_signature(&other, Some(&header), &[SECRET]),
            None,
            "bit {bit}"
        );
    }
}

/// R14: every single-bit change of the header and of the secret is refused.
#[test]
fn every_bit_of_header_and_secret() {
    let header = sign(b"{}", SECRET);
    for bit in 0..header.len() * 8 {
        let mut other = header.clone().into_bytes();
        other[bit / 8] ^= 1 << (bit % 8);
        let other = String::from_utf8_lossy(&other).into_owned();
        assert_eq!(
            verify_signature(b"{}", Some(&other), &[SECRET]),
            None,
            "bit {bit}"
        );
    }
    for bit in 0..SECRET.len() * 8 {
        let mut other = SECRET.to_vec();
        other[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(
            verify_signature(b"{}", Some(&header), &[&other]),
            None,
            "bit {bit}"
        );
    }
}

proptest! {
    /// R14: what was signed passes, with any bit changed it does not; nothing panics on any header.
    #[test]
    fn signed_passes_and_changed_does_not(
        body in proptest::collection::vec(any::<u8>(), 1..300), secret in proptest::collection::vec(any::<u8>(), 1..80),
        bit in any::<prop::sample::Index>(), junk in any::<String>()
    ) {
        let header = sign(&body, &secret);
        prop_assert_eq!(verify_signature(&body, Some(&header), &[&secret]), Some(0));
        prop_assert_eq!(verify_signature(&body, Some(&junk), &[&secret]), None);
        let mut other = body;
        let bit = bit.index(other.len() * 8);
        other[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(verify_signature(&other, Some(&header), &[&secret]), None);
    }
}

/// SPEC 270: what is compared with a secret goes through `subtle`, never through `==`. Timing cannot be asserted without
/// flaking, so this holds the source to it.
#[test]
fn secrets_are_compared_in_constant_time() {
    for source in [
        include_str!("../../../src/meta/signature.rs"),
        include_str!("../../../src/meta/challenge.rs"),
    ] {
        assert!(
            source.contains(".ct_eq("),
            "the comparison goes through subtle"
        );
        let code: Vec<&str> = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for line in code {
            let compared = line.contains("==") || line.contains("!=");
            let secret = [
                "secret",
                "token",
                "header",
                "signature",
                "expected",
                "given",
            ];
            assert!(
                !(compared && secret.iter().any(|word| line.contains(word))),
                "compared in the open: {line}"
            );
        }
    }
}
