//! Settings.

use relay::config::{MailLine, Settings, Sources, Wrong};
use std::time::Duration;

fn environment(pairs: &[(&str, &str)]) -> Sources {
    let environment = pairs
        .iter()
        .map(|(name, text)| ((*name).into(), (*text).into()))
        .collect();
    Sources {
        environment,
        ..Sources::default()
    }
}

/// The embedded file is whole and right; its values are those of DESIGN 7.
#[test]
fn defaults() {
    let settings = Settings::defaults().unwrap();
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:8787");
    assert_eq!(settings.conversations.bot_idle, Duration::from_secs(3600));
    assert_eq!(settings.conversations.claim, Duration::from_secs(1800));
    assert_eq!(
        settings.sessions.device_unused,
        Duration::from_secs(90 * 86_400)
    );
    assert_eq!(
        settings.providers.graph_url.as_str(),
        "https://graph.facebook.com/"
    );
}

/// The file overrides the defaults, the environment the file, the command line all.
#[test]
fn layers() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("relay.toml");
    std::fs::write(
        &file,
        "[conversations]\nclaim_seconds = 60\nbot_idle_seconds = 70\n[server]\nlog = \"warn\"\n",
    )
    .unwrap();
    let sources = Sources {
        file: Some(file),
        overrides: vec![("server.log", "debug".into())],
        ..environment(&[
            ("BELLHOP_BOT_IDLE_SECONDS", "80"),
            ("BELLHOP_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
            ("BELLHOP_PUBLIC_URL", "https://relay.example"),
            ("BELLHOP_METRICS_PUBLIC", "true"),
            ("BELLHOP_HOME", "/the/desk's/own"),
            ("UNRELATED", "x"),
        ])
    };
    let settings = Settings::load(&sources).unwrap();
    assert_eq!(settings.conversations.claim, Duration::from_secs(60));
    assert_eq!(settings.conversations.bot_idle, Duration::from_secs(80));
    assert_eq!(settings.server.log, "debug");
    assert_eq!(settings.server.trusted_proxies.len(), 2);
    assert!(settings.server.metrics_public);
    assert_eq!(
        settings.server.public_url.unwrap().host_str(),
        Some("relay.example")
    );
}

/// Every mistake of every source is told at once, with where it stands, and without the value.
#[test]
fn all_mistakes_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("relay.toml");
    std::fs::write(
        &file,
        "[server]\nlisten = \"here\"\ncolour = \"green\"\n[quotas]\nfree_tries = 0\n[extra]\nx = 1\n",
    )
    .unwrap();
    let mut sources = environment(&[
        ("BELLHOP_MASTER_KEY", "c2VjcmV0"),
        ("BELLHOP_GRAPH_URL", "https://user:secret@graph.example"),
        ("BELLHOP_CLAIM_SECONDS", "soon"),
        ("BELLHOP_NONSENSE", "1"),
    ]);
    sources.file = Some(file);
    let mistakes = Settings::load(&sources).unwrap_err();
    let mut told: Vec<(String, &str)> = mistakes
        .0
        .iter()
        .map(|it| {
            (
                if it.key.is_empty() {
                    it.origin.clone()
                } else {
                    it.key.clone()
                },
                it.wrong.code(),
            )
        })
        .collect();
    told.sort();
    let expected = [
        ("BELLHOP_NONSENSE", "unknown"),
        ("conversations.claim_seconds", "number"),
        ("extra.x", "unknown"),
        ("providers.graph_url", "url"),
        ("quotas.free_tries", "number"),
        ("secrets.master_key", "key"),
        ("server.colour", "unknown"),
        ("server.listen", "address"),
    ];
    assert_eq!(told, expected.map(|(key, wrong)| (key.to_owned(), wrong)));
    let words = format!("{mistakes:?}");
    assert!(!words.contains("secret@") && !words.contains("c2VjcmV0"));
}

/// E-mail is off as shipped. A server is smtps or smtp with nothing but host and port, needs an address to send from, and is reached without
/// encryption only on this very computer; the password does not print.
#[test]
fn mail() {
    assert!(Settings::defaults().unwrap().mail.is_none());
    let load = |url: &str, from: &str| {
        let pairs = [
            ("BELLHOP_SMTP_URL", url),
            ("BELLHOP_SMTP_USER", "chat"),
            ("BELLHOP_SMTP_PASSWORD", "not to be seen"),
            ("BELLHOP_MAIL_FROM", from),
        ];
        Settings::load(&environment(&pairs))
    };
    for (url, port, line) in [
        ("smtps://mail.example", 465, MailLine::Tls),
        ("smtp://mail.example:2525/", 2525, MailLine::StartTls),
        ("smtp://127.0.0.2", 587, MailLine::Local),
        ("smtp://[::1]", 587, MailLine::Local),
        ("smtp://localhost", 587, MailLine::Local),
        ("smtp://127.0.0.1.evil.example", 587, MailLine::StartTls),
    ] {
        let mail = load(url, "chat@hotel.example").unwrap().mail.unwrap();
        assert_eq!((mail.server.port, mail.server.line), (port, line), "{url}");
        assert_eq!(mail.after, Duration::from_secs(180), "three minutes");
        assert!(!format!("{mail:?}").contains("not to be seen"));
    }
    for (url, from, key, code) in [
        (
            "mail.example",
            "chat@hotel.example",
            "mail.smtp_url",
            "mail-server",
        ),
        (
            "https://mail.example",
            "chat@hotel.example",
            "mail.smtp_url",
            "mail-server",
        ),
        (
            "smtps://chat:secret@mail.example",
            "chat@hotel.example",
            "mail.smtp_url",
            "mail-server",
        ),
        (
            "smtps://",
            "chat@hotel.example",
            "mail.smtp_url",
            "mail-server",
        ),
        ("smtps://mail.example", "", "mail.mail_from", "mail-address"),
        (
            "smtps://mail.example",
            "hotel\r\nBcc: x@y.example",
            "mail.mail_from",
            "mail-address",
        ),
    ] {
        let mistakes = load(url, from).unwrap_err().0;
        let told: Vec<_> = mistakes
            .iter()
            .map(|it| (it.key.as_str(), it.wrong.code()))
            .collect();
        assert_eq!(told, [(key, code)], "{url} {from}");
    }
}

/// SPEC 273: the world's address is https; http is only for this very computer, and what merely looks like it is not.
#[test]
fn the_public_address_is_https() {
    let load = |url: &str| Settings::load(&environment(&[("BELLHOP_PUBLIC_URL", url)]));
    for good in [
        "https://relay.example",
        "http://127.0.0.1:8787",
        "http://127.1.2.3",
        "http://[::1]:8787",
        "http://LOCALHOST:8787",
    ] {
        let public = load(good).unwrap().server.public_url.unwrap();
        assert_eq!(public, good.parse::<url::Url>().unwrap());
    }
    assert_eq!(load("").unwrap().server.public_url, None);
    for wrong in [
        "http://relay.example",
        "HTTP://relay.example:443",
        "http://192.168.1.5:8787",
        "http://0.0.0.0:8787",
        "http://127.0.0.1.relay.example",
        "http://localhost.relay.example",
    ] {
        let mistakes = load(wrong).unwrap_err();
        let [mistake] = mistakes.0.as_slice() else {
            panic!("{wrong}: {mistakes:?}")
        };
        assert_eq!(
            (mistake.key.as_str(), mistake.wrong),
            ("server.public_url", Wrong::Insecure),
            "{wrong}"
        );
    }
}

/// A file that is not there or not TOML is one mistake with its place.
#[test]
fn files_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Sources {
        file: Some(folder.path().join("none.toml")),
        ..Sources::default()
    };
    assert_eq!(
        Settings::load(&missing).unwrap_err().0[0].wrong,
        Wrong::Unreadable
    );
    let file = folder.path().join("broken.toml");
    std::fs::write(
        &file,
        "[server]\nlisten = \"127.0.0.1:1\"\nlog = = \"secret\"\n",
    )
    .unwrap();
    let broken = Settings::load(&Sources {
        file: Some(file),
        ..Sources::default()
    })
    .unwrap_err();
    assert_eq!(
        (broken.0[0].wrong, broken.0[0].detail.as_str()),
        (Wrong::NotToml, "3")
    );
}

/// Secrets never print.
#[test]
fn secrets_are_redacted() {
    let key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    let sources = environment(&[
        ("BELLHOP_MASTER_KEY", key),
        ("BELLHOP_ANTHROPIC_KEY", "sk-very-secret"),
    ]);
    let settings = Settings::load(&sources).unwrap();
    assert!(settings.master_key.is_some() && settings.providers.anthropic_key.is_some());
    let printed = format!("{settings:?}");
    assert!(
        !printed.contains(key) && !printed.contains("very-secret"),
        "{printed}"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]

    /// R8: whatever stands in relay.toml, it is settings or mistakes in words, and none of the words quotes a secret.
    #[test]
    fn any_file_is_settings_or_mistakes(lines in proptest::collection::vec(line(), 0..8)) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("relay.toml");
        std::fs::write(&file, lines.join("\n")).unwrap();
        let sources = Sources { file: Some(file), ..Sources::default() };
        if let Err(mistakes) = Settings::load(&sources) {
            let words = mistakes.to_string();
            proptest::prop_assert!(!words.is_empty());
            proptest::prop_assert!(!words.contains("hunter2"), "{words}");
        }
    }
}

/// A line of a settings file: a section, a known or unknown setting with a value of any kind, or nothing that is TOML.
fn line() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let section = prop::sample::select(vec![
        "server",
        "mail",
        "quotas",
        "providers",
        "sessions",
        "x",
    ]);
    let name = prop::sample::select(vec![
        "listen",
        "log",
        "data",
        "database",
        "smtp_url",
        "mail_from",
        "graph_url",
        "trusted_proxies",
        "claim_seconds",
        "public_url",
        "free_tries",
        "nothing",
    ]);
    let value = prop_oneof![
        any::<i64>().prop_map(|it| it.to_string()),
        any::<bool>().prop_map(|it| it.to_string()),
        "[a-z:/@.0-9]{0,20}".prop_map(|it| format!("{it:?}")),
        Just("\"smtp://u:hunter2@host:99999\"".to_owned()),
        Just("\"postgres://u:hunter2@\"".to_owned()),
        Just("[\"10.0.0.0/33\", 5]".to_owned()),
        Just("{ a = 1 }".to_owned()),
    ];
    prop_oneof![
        2 => section.prop_map(|it| format!("[{it}]")),
        6 => (name, value).prop_map(|(name, value)| format!("{name} = {value}")),
        1 => ".{0,30}".prop_map(|it| it.replace('\n', " ")),
    ]
}
