//! One test for each status.

use super::{THEN, event, parsed};
use channels::whatsapp::ProblemReason;
use domain::delivery::{Failure, MessageState};
use domain::inbound::InboundEvent;

struct Status {
    state: MessageState,
    recipient: Option<String>,
    failure: Option<Failure>,
    category: Option<String>,
}

fn status(name: &str) -> Status {
    match event(name) {
        InboundEvent::Status {
            provider_id,
            state,
            recipient,
            at,
            failure,
            correlation,
            category,
        } => {
            assert_eq!((provider_id.as_str(), at), ("wamid.OURS1", THEN));
            assert_eq!(
                correlation.as_deref(),
                Some("0192e4c0-7b2a-7000-8000-000000000001")
            );
            Status {
                state,
                recipient,
                failure,
                category,
            }
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn sent() {
    let status = status("status_sent");
    assert_eq!(
        (status.state, status.recipient.as_deref()),
        (MessageState::Sent, Some("351912345678"))
    );
    assert_eq!(status.category.as_deref(), Some("service"));
}

#[test]
fn delivered() {
    assert_eq!(status("status_delivered").state, MessageState::Delivered);
}

#[test]
fn read() {
    let status = status("status_read");
    assert_eq!((status.state, status.failure), (MessageState::Read, None));
}

#[test]
fn played_is_read() {
    assert_eq!(status("status_played").state, MessageState::Read);
}

#[test]
fn failed() {
    let status = status("status_failed");
    let failure = status.failure.unwrap();
    assert_eq!(status.state, MessageState::Failed);
    assert_eq!(
        (
            failure.code.as_str(),
            failure.provider_code,
            failure.retryable
        ),
        ("window_closed", Some(131_047), false)
    );
    assert!(failure.detail.unwrap().contains("24 hours"));
}

#[test]
fn deleted_is_ignored() {
    let parsed = parsed("status_deleted");
    assert_eq!((parsed.batches.len(), parsed.problems.len()), (0, 0));
}

#[test]
fn recipient_without_a_phone() {
    assert_eq!(
        status("status_without_phone").recipient.as_deref(),
        Some("US.13491208655302741918")
    );
}

#[test]
fn recipient_in_a_group_is_the_participant() {
    assert_eq!(
        status("status_in_a_group").recipient.as_deref(),
        Some("351912345678")
    );
}

#[test]
fn pricing_category_is_kept() {
    assert_eq!(
        status("status_general_purpose_ai").category.as_deref(),
        Some("general_purpose_ai")
    );
}

#[test]
fn a_status_of_tomorrow_is_a_problem_not_an_error() {
    let parsed = parsed("status_unknown");
    assert_eq!(parsed.problems[0].reason, ProblemReason::UnknownStatus);
    assert!(parsed.problems[0].reason.is_loss());
}

/// SPEC 272: a retry of the same status has the same key, another status another.
#[test]
fn keys() {
    assert_eq!(event("status_sent").key(), event("status_sent").key());
    assert_ne!(event("status_sent").key(), event("status_delivered").key());
}
