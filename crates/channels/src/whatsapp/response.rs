//! The answer to a send: taken, refused with a ruling, or nobody knows.

use super::errors::{failure, rule};
use super::guest::identity;
use super::status::detail;
use crate::json::{Node, read};
use domain::contact::Identity;
use domain::delivery::Failure;
use domain::outbound::SendDecision;

/// How a send ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendResult {
    /// Meta took it; delivery comes by webhook.
    Accepted {
        /// wamid.
        provider_id: String,
        /// Whom Meta says it goes to: may name the guest's other identifier.
        to: Option<Identity>,
    },
    /// Meta did not take it.
    Refused {
        /// For people.
        failure: Failure,
        /// For the job.
        decision: SendDecision,
    },
    /// It may have been taken: the answer is unreadable. Never sent again by itself; the status webhook settles it.
    Unknown,
}

/// Reads Meta's answer. An error code decides, whatever the HTTP status says. Without a readable code, 4xx means that it was not
/// taken (tried again, a proxy may have said so), everything else that nobody knows.
#[must_use]
pub fn read_send_response(status: u16, body: &[u8]) -> SendResult {
    let value = std::str::from_utf8(body).ok().and_then(read);
    let answer = value.as_ref().map(Node::new);
    if let Some(error) = answer
        .map(|answer| answer.get("error"))
        .filter(|error| error.exists())
        && let Some(code) = error.get("code").integer()
    {
        let failure = failure(Some(code), detail(error));
        return SendResult::Refused {
            failure,
            decision: rule(code).decision,
        };
    }
    let sent = answer.filter(|_| (200..300).contains(&status));
    if let Some(answer) = sent
        && let Some(provider_id) = answer
            .get("messages")
            .items()
            .find_map(|message| message.get("id").id())
    {
        let contact = answer.get("contacts").items().next();
        let to = contact.and_then(|c| identity(["wa_id", "user_id"].map(|key| c.get(key).id())));
        return SendResult::Accepted { provider_id, to };
    }
    if (400..500).contains(&status) {
        let failure = failure(None, Some(format!("HTTP {status}")));
        return SendResult::Refused {
            failure,
            decision: SendDecision::Retry,
        };
    }
    SendResult::Unknown
}
