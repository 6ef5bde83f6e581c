//! One test for each row of "Error codes → action".

use channels::whatsapp::{MAX_ATTEMPTS, SendResult, backoff, read_send_response};
use domain::outbound::SendDecision::{self, Fail, FailAndStopConnection, Retry, RetryRecipient};
use serde_json::json;

/// Every code of a row gives the same ruling, whatever HTTP status it comes with and whatever the text says.
fn row(codes: &[i64], failure_code: &str, expected: SendDecision, retryable: bool) {
    for code in codes {
        for status in [200, 400, 401, 403, 429, 500] {
            let body = json!({"error": {"message": "(#1) please retry later", "type": "OAuthException", "code": code, "error_data": {"details": "Details of Meta"}, "fbtrace_id": "x"}});
            match read_send_response(status, body.to_string().as_bytes()) {
                SendResult::Refused { failure, decision } => {
                    assert_eq!(
                        (failure.code.as_str(), decision, failure.retryable),
                        (failure_code, expected, retryable),
                        "{code}"
                    );
                    assert_eq!(
                        (failure.provider_code, failure.detail.as_deref()),
                        (Some(*code), Some("Details of Meta"))
                    );
                }
                other => panic!("{code}: {other:?}"),
            }
        }
    }
}

#[test]
fn token_invalid_or_expired() {
    row(&[0, 190], "token", FailAndStopConnection, true);
}

#[test]
fn permission() {
    row(
        &[3, 10, 200, 210, 299, 131_005],
        "token",
        FailAndStopConnection,
        true,
    );
}

#[test]
fn transient_or_unknown() {
    row(&[1, 2, 131_000, 131_016, 133_004], "provider", Retry, true);
}

#[test]
fn rate() {
    row(&[4, 80_007, 130_429], "rate", Retry, true);
}

#[test]
fn pair_rate_delays_that_recipient_only() {
    row(&[131_056], "rate", RetryRecipient, true);
}

#[test]
fn spam_limit() {
    row(&[131_048], "blocked", Fail, true);
}

/// SPEC 49: Meta's own refusal after 24 hours is the closed window.
#[test]
fn more_than_24_hours() {
    row(&[131_047], "window_closed", Fail, false);
}

#[test]
fn undeliverable() {
    row(&[131_026], "undeliverable", Fail, false);
}

#[test]
fn ecosystem_limit_or_experiment() {
    row(&[131_049, 130_472], "undeliverable", Fail, false);
}

#[test]
fn user_stopped_marketing() {
    row(&[131_050], "blocked", Fail, false);
}

#[test]
fn bad_parameter() {
    row(&[131_008, 131_009, 100, 33], "parameter", Fail, false);
}

#[test]
fn to_self() {
    row(&[131_021], "parameter", Fail, false);
}

#[test]
fn recipient_not_in_the_test_list() {
    row(&[131_030], "undeliverable", Fail, true);
}

#[test]
fn account_locked_policy_or_country() {
    row(
        &[131_031, 368, 130_497],
        "blocked",
        FailAndStopConnection,
        true,
    );
}

#[test]
fn display_name_payment_certificate_unregistered() {
    row(
        &[131_037, 131_042, 131_044, 131_045, 133_010],
        "provider",
        FailAndStopConnection,
        true,
    );
}

#[test]
fn type_unsupported() {
    row(&[131_051], "parameter", Fail, false);
}

#[test]
fn media_download_or_upload() {
    row(&[131_052, 131_053], "media", Fail, true);
}

#[test]
fn maintenance_or_throughput_upgrade() {
    row(&[131_057], "provider", Retry, true);
}

#[test]
fn user_id_not_allowed_here() {
    row(&[131_062], "parameter", Fail, false);
}

#[test]
fn templates() {
    row(
        &[
            132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016,
        ],
        "template",
        Fail,
        false,
    );
}

#[test]
fn pin_verify_too_fast_limit() {
    row(
        &[133_005, 133_006, 133_008, 133_009, 133_015, 133_016],
        "provider",
        Fail,
        true,
    );
}

#[test]
fn a_code_of_tomorrow_is_left_to_a_person() {
    row(&[199_999, -1], "provider", Fail, true);
}

#[test]
fn accepted() {
    let body = br#"{"messaging_product":"whatsapp","contacts":[{"input":"+351912345678","wa_id":"351912345678","user_id":"PT.1"}],"messages":[{"id":"wamid.OURS1","message_status":"accepted"}]}"#;
    let SendResult::Accepted { provider_id, to } = read_send_response(200, body) else {
        panic!()
    };
    let to = to.unwrap();
    assert_eq!(provider_id, "wamid.OURS1");
    assert_eq!(
        (to.address.as_deref(), to.scoped_id.as_deref()),
        (Some("351912345678"), Some("PT.1"))
    );
}

/// R5: an answer that nobody can read may have been a yes; it is never sent again by itself.
#[test]
fn unreadable_answers_are_unknown() {
    for (status, body) in [
        (200, "<html>"),
        (200, "{}"),
        (200, ""),
        (502, "Bad gateway"),
        (500, "{\"error\":{}}"),
        (200, "{\"messages\":[{}]}"),
    ] {
        assert_eq!(
            read_send_response(status, body.as_bytes()),
            SendResult::Unknown,
            "{status} {body}"
        );
    }
    assert_eq!(read_send_response(200, b"\xff"), SendResult::Unknown);
}

/// A 4xx without Meta's code says that nothing was taken.
#[test]
fn refused_without_a_code() {
    let SendResult::Refused { failure, decision } = read_send_response(429, b"slow down") else {
        panic!()
    };
    assert_eq!(
        (failure.code.as_str(), failure.provider_code, decision),
        ("provider", None, Retry)
    );
}

#[test]
fn pauses_between_attempts() {
    let pauses = |decision| {
        (0..10)
            .map_while(|attempt| backoff(decision, attempt))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        pauses(Retry),
        [2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000]
    );
    assert_eq!(
        pauses(RetryRecipient),
        [1_000, 4_000, 16_000, 64_000, 256_000, 1_024_000, 4_096_000]
    );
    assert_eq!(pauses(Fail), [0_i64; 0]);
    assert_eq!(pauses(FailAndStopConnection), [0_i64; 0]);
    assert_eq!(
        u32::try_from(pauses(Retry).len()).unwrap() + 1,
        MAX_ATTEMPTS,
        "the first attempt counts"
    );
    assert_eq!(backoff(Retry, u32::MAX), None);
}
