//! What differs between a person's desk, `cargo xtask run` and a test.

use crate::network::Network;
use std::sync::Arc;
use std::time::Duration;

/// How a desk runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Prefill of the relay's address (`BELLHOP_RELAY`).
    pub relay: Option<String>,
    /// E-mail and password to sign in with at the start; only for a relay on this computer (`BELLHOP_DEMO_SIGN_IN`).
    pub demo_sign_in: Option<(String, String)>,
    /// How long the start waits for keyring and cache before the window is drawn without them.
    pub opening_patience: Duration,
    /// The window says *Offline* after this long without the relay, not at the first hiccup (DESIGN_UI 7: 5 s).
    pub offline_after: Duration,
    /// First pause after the relay could not be reached; doubles up to [`Self::longest_pause`].
    pub first_pause: Duration,
    /// Longest pause between two tries.
    pub longest_pause: Duration,
    /// A stream that brings no batch for this long is dead (the relay sends one every 5 s; BEYOND 5.3: noticed within 10 s).
    pub stream_silence: Duration,
    /// Longest rest before the bell's clock is looked at again: a sleep of the computer is noticed after this.
    pub longest_nap: Duration,
    /// A conversation counts as open to colleagues after this long, so that moving past it with J and K tells nobody.
    pub viewing_after: Duration,
    /// Pause until it is said again that a conversation is open; well below what it is believed for.
    pub viewing_again: Duration,
    /// A conversation that stays open in a window nobody looks at counts as left after this long.
    pub viewing_idle: Duration,
    /// Out of reach for longer than this is worth a notification.
    pub offline_news_after: Duration,
    /// Pause between two polls while the stream cannot be opened (SPEC 19: 3 s).
    pub poll: Duration,
    /// Whether the stream is tried at all; off only in tests of the poll fallback.
    pub stream: bool,
    /// Offline for longer than this locks the desk until the relay has been seen (DESIGN_DESK).
    pub longest_offline_days: u32,
    /// How many months of messages are kept here (`BELLHOP_HISTORY_MONTHS`); older ones are fetched when asked for.
    pub history_months: u32,
    /// Pause between two comparisons with the relay's checksums.
    pub compare_every: Duration,
    /// What received files may take on the disk, in bytes (`BELLHOP_MEDIA_MEGABYTES`); what nobody looked at for the longest goes.
    pub media_budget: u64,
    /// Pause between two pages of history, so that nobody notices the walk.
    pub history_pause: Duration,
    /// The way to the relay, where it is not the real one.
    pub network: Option<Arc<dyn Network>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            relay: None,
            demo_sign_in: None,
            opening_patience: Duration::from_millis(400),
            offline_after: Duration::from_secs(5),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            stream_silence: Duration::from_secs(9),
            longest_nap: Duration::from_secs(30),
            viewing_after: Duration::from_millis(600),
            viewing_again: Duration::from_secs(15),
            viewing_idle: Duration::from_secs(5 * 60),
            offline_news_after: Duration::from_secs(60),
            poll: Duration::from_secs(3),
            stream: true,
            longest_offline_days: 30,
            history_months: 24,
            compare_every: Duration::from_secs(600),
            media_budget: 1 << 30,
            history_pause: Duration::from_millis(20),
            network: None,
        }
    }
}

impl Options {
    /// Defaults with what the environment says: `BELLHOP_RELAY`, `BELLHOP_DEMO_SIGN_IN=email:password`,
    /// `BELLHOP_MEDIA_MEGABYTES`, `BELLHOP_HISTORY_MONTHS`.
    #[must_use]
    pub fn from_env() -> Self {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let demo = text("BELLHOP_DEMO_SIGN_IN").and_then(|value| {
            value
                .split_once(':')
                .map(|(email, password)| (email.to_owned(), password.to_owned()))
        });
        Self {
            relay: text("BELLHOP_RELAY"),
            demo_sign_in: demo,
            media_budget: text("BELLHOP_MEDIA_MEGABYTES")
                .and_then(|value| value.parse::<u64>().ok())
                .map_or(1 << 30, |megabytes| megabytes.saturating_mul(1 << 20)),
            history_months: text("BELLHOP_HISTORY_MONTHS")
                .and_then(|value| value.parse().ok())
                .filter(|months| *months > 0)
                .unwrap_or(24),
            ..Self::default()
        }
    }
}
