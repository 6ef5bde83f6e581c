//! Statuses of our messages, and the account's errors.

use super::errors;
use super::parse::ProblemReason;
use crate::json::{MAX_NAME, Node};
use domain::delivery::{Failure, MessageState};
use domain::inbound::InboundEvent;
use domain::time::UnixMillis;

/// The status event; `Ok(None)` for what is ignored on purpose (`deleted`).
pub(crate) fn read(node: Node<'_>, at: UnixMillis) -> Result<Option<InboundEvent>, ProblemReason> {
    let provider_id = node.get("id").id().ok_or(ProblemReason::NoId)?;
    let state = match node.get("status").str() {
        Some("sent") => MessageState::Sent,
        Some("delivered") => MessageState::Delivered,
        // A voice note that was listened to.
        Some("read" | "played") => MessageState::Read,
        Some("failed") => MessageState::Failed,
        Some("deleted") => return Ok(None),
        _ => return Err(ProblemReason::UnknownStatus),
    };
    let recipient = [
        "recipient_participant_id",
        "recipient_id",
        "recipient_user_id",
    ]
    .into_iter()
    .find_map(|key| node.get(key).id())
    .map(|id| id.trim_start_matches('+').to_owned());
    let failure = (state == MessageState::Failed).then(|| failure(node));
    Ok(Some(InboundEvent::Status {
        provider_id,
        state,
        recipient,
        at,
        failure,
        correlation: node.get("biz_opaque_callback_data").id(),
        category: node.get("pricing").get("category").name(),
    }))
}

fn failure(status: Node<'_>) -> Failure {
    match status.get("errors").items().next() {
        Some(error) => errors::failure(error.get("code").integer(), detail(error)),
        None => errors::failure(None, None),
    }
}

/// The provider's words, the most telling first.
pub(crate) fn detail(error: Node<'_>) -> Option<String> {
    error
        .get("error_data")
        .get("details")
        .name()
        .or_else(|| error.get("message").name())
        .or_else(|| error.get("title").name())
        .map(|text| crate::json::clean(&text, MAX_NAME))
}

/// An error of the account, without a message.
pub(crate) fn account(error: Node<'_>) -> Option<InboundEvent> {
    let code = error.get("code").integer()?;
    Some(InboundEvent::Account {
        code,
        detail: detail(error).unwrap_or_default(),
    })
}
