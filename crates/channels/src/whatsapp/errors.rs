//! Meta's error codes and what follows from each (whatsapp.md 5). Branches on the code, never on the HTTP status or the text.

use domain::delivery::Failure;
use domain::outbound::SendDecision;
use domain::time::MINUTE;

/// What an error code means for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruling {
    /// [`Failure::code`].
    pub code: &'static str,
    /// What the delivery job does.
    pub decision: SendDecision,
    /// Whether a person's Retry can help later.
    pub retryable: bool,
}

const fn ruling(code: &'static str, decision: SendDecision, retryable: bool) -> Ruling {
    Ruling {
        code,
        decision,
        retryable,
    }
}

/// The ruling for Meta's `code`. An unknown one fails the message and leaves the decision to a person.
#[must_use]
pub fn rule(code: i64) -> Ruling {
    use SendDecision::{Fail, FailAndStopConnection as Stop, Retry, RetryRecipient};
    match code {
        // Token invalid or expired, permission missing: nothing can be sent until somebody reconnects.
        0 | 190 | 3 | 10 | 200..=299 | 131_005 => ruling("token", Stop, true),
        // Transient.
        1 | 2 | 131_000 | 131_016 | 133_004 | 131_057 => ruling("provider", Retry, true),
        4 | 80_007 | 130_429 => ruling("rate", Retry, true),
        131_056 => ruling("rate", RetryRecipient, true),
        // Spam limit of the number: sending more makes it worse.
        131_048 => ruling("blocked", Fail, true),
        131_047 => ruling("window_closed", Fail, false),
        131_026 => ruling("undeliverable", Fail, false),
        // Ecosystem limit, experiment: not within 24 hours.
        131_049 | 130_472 => ruling("undeliverable", Fail, false),
        131_050 => ruling("blocked", Fail, false),
        131_008 | 131_009 | 100 | 33 | 131_021 => ruling("parameter", Fail, false),
        // Not on the test number's list: a person can add it.
        131_030 => ruling("undeliverable", Fail, true),
        131_031 | 368 | 130_497 => ruling("blocked", Stop, true),
        // Display name, payment, certificate, registration: the owner must act in Meta's tools.
        131_037 | 131_042 | 131_044 | 131_045 | 133_010 => ruling("provider", Stop, true),
        131_051 | 131_062 => ruling("parameter", Fail, false),
        131_052 | 131_053 => ruling("media", Fail, true),
        // Template missing, paused, or not as it was approved: the list here is an old one.
        132_000 | 132_001 | 132_005 | 132_007 | 132_008 | 132_012 | 132_015 | 132_016 => {
            ruling("template", Fail, false)
        }
        // Onboarding: PIN, verification, too fast.
        133_005 | 133_006 | 133_008 | 133_009 | 133_015 | 133_016 => ruling("provider", Fail, true),
        _ => ruling("provider", Fail, true),
    }
}

/// The failure of a message for people.
pub(crate) fn failure(code: Option<i64>, detail: Option<String>) -> Failure {
    let ruling = code.map_or(ruling("provider", SendDecision::Fail, true), rule);
    Failure {
        code: ruling.code.to_owned(),
        provider_code: code,
        detail,
        retryable: ruling.retryable,
    }
}

/// Attempts after which a message fails for good.
pub const MAX_ATTEMPTS: u32 = 8;

/// How long to wait in milliseconds before the next attempt, where `attempt` counts refused ones from 0; `None` = give up.
///
/// The pair rate waits 4^attempt s as Meta asks; everything else 2 s · 2^attempt, at most 10 minutes. At most [`MAX_ATTEMPTS`] in all.
#[must_use]
pub fn backoff(decision: SendDecision, attempt: u32) -> Option<i64> {
    if attempt >= MAX_ATTEMPTS - 1 {
        return None;
    }
    match decision {
        SendDecision::Retry => Some((2_000 << attempt).min(10 * MINUTE)),
        SendDecision::RetryRecipient => Some(1_000 << (2 * attempt)),
        SendDecision::Fail | SendDecision::FailAndStopConnection => None,
    }
}
