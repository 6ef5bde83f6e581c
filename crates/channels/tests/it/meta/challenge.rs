use channels::meta::verify_challenge;

fn ask(mode: &str, token: &str, challenge: &str, expected: &[&str]) -> Option<String> {
    verify_challenge(Some(mode), Some(token), Some(challenge), expected)
}

/// SPEC 273, SPEC 278: the challenge comes back only for the exact token.
#[test]
fn the_right_token_gets_the_challenge() {
    assert_eq!(
        ask(
            "subscribe",
            "demo-verify",
            "1158201444",
            &["other", "demo-verify"]
        )
        .as_deref(),
        Some("1158201444")
    );
    for token in [
        "",
        "demo-verif",
        "demo-verify ",
        "Demo-verify",
        "demo-verify1",
    ] {
        assert_eq!(
            ask("subscribe", token, "1", &["demo-verify"]),
            None,
            "{token:?}"
        );
    }
}

/// SPEC 273: nothing is answered without a mode, a token, a challenge or a configured token.
#[test]
fn everything_must_be_there() {
    assert_eq!(ask("unsubscribe", "t", "1", &["t"]), None);
    assert_eq!(ask("subscribe", "t", "1", &[]), None);
    assert_eq!(
        ask("subscribe", "", "1", &[""]),
        None,
        "an empty configured token is none"
    );
    assert_eq!(verify_challenge(None, Some("t"), Some("1"), &["t"]), None);
    assert_eq!(
        verify_challenge(Some("subscribe"), None, Some("1"), &["t"]),
        None
    );
    assert_eq!(
        verify_challenge(Some("subscribe"), Some("t"), None, &["t"]),
        None
    );
    assert_eq!(
        ask("subscribe", "t", &"9".repeat(1000), &["t"]),
        None,
        "a challenge is short"
    );
    assert_eq!(
        ask("subscribe", "t", "<b>", &["t"]).as_deref(),
        Some("<b>"),
        "answered as plain text"
    );
    assert_eq!(ask("subscribe", "t", "a\nb", &["t"]), None);
}
