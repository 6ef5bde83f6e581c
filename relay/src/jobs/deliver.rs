//! Sending a message to the guest over the Graph API.

use super::{NoAnswer, Runner};
use crate::engine::{DeliverJob, JobOutcome};
use crate::ingress::{ACCESS_TOKEN, Known};
use channels::http::HttpRequest;
use channels::whatsapp::{self, Endpoint, SendResult};
use domain::channel::Channel;
use domain::contact::{Contact, Identity};
use domain::conversation::Conversation;
use domain::delivery::{Failure, MessageState};
use domain::id::{RecordId, WorkspaceId};
use domain::message::{Content, Message};
use domain::outbound::{Outbound, OutboundMedia, OutboundTemplate, SendDecision};
use domain::record::Kind;
use domain::time::UnixMillis;
use futures_util::StreamExt;
use metrics::counter;
use serde::de::DeserializeOwned;
use store::error::StoreError;
use store::model::Job;

/// Largest answer read, in bytes.
const MAX_ANSWER: usize = 64 << 10;
/// Pause after the database was away, in milliseconds.
pub(super) const DATABASE_PAUSE: i64 = 2_000;

/// What is known about a message that is to be sent.
struct Letter {
    message: Message,
    to: Option<Identity>,
}

/// How a request ended.
pub(super) enum Sent {
    /// The provider said something.
    Answered(SendResult),
    /// Nothing left: no connection was made.
    NotReached,
    /// It may have left.
    Lost,
}

impl Runner {
    pub(super) async fn deliver(&self, job: &Job, it: &DeliverJob) -> JobOutcome {
        let again = || JobOutcome::Again {
            at: self.engine.clock().now().plus(DATABASE_PAUSE),
        };
        let is_chat = match self.is_chat(&job.workspace, it).await {
            Ok(is_chat) => is_chat,
            // An interrupted one must not run again before it is known that nothing left.
            Err(_) if job.interrupted => false,
            Err(_) => return again(),
        };
        // Nothing leaves the relay for its own chat, so there nothing can be unknown.
        if job.interrupted && !is_chat {
            count("unknown");
            return JobOutcome::NotKnown {
                message: it.message.clone(),
            };
        }
        let letter = match self.letter(&job.workspace, it).await {
            Ok(Some(letter)) => letter,
            Ok(None) => return JobOutcome::Nothing,
            Err(_) => return again(),
        };
        if is_chat {
            count("sent");
            return JobOutcome::Handed {
                message: it.message.clone(),
                connection: it.connection.clone(),
                mail_due: self.mail_due(),
            };
        }
        let known = self.registry.get(&it.connection);
        let token = known.as_ref().and_then(|known| known.secret(ACCESS_TOKEN));
        let (Some(known), Some(token)) = (&known, token) else {
            return not_sent(it, failure("token", None, true), true);
        };
        let media = match self.media(known, token, job, it, &letter.message).await {
            Ok(media) => media,
            Err(outcome) => return outcome,
        };
        let request = match self.request(known, it, letter, media) {
            Ok(request) => request,
            Err(problem) => return not_sent(it, failure("parameter", Some(problem), false), false),
        };
        let sent = self.send(&request, token).await;
        self.outcome(job, it, sent)
    }

    /// When a message that is handed over now has had its time to be seen.
    fn mail_due(&self) -> Option<UnixMillis> {
        let mail = self.settings.mail.as_ref()?;
        let after = i64::try_from(mail.after.as_millis()).unwrap_or(i64::MAX);
        Some(self.engine.clock().now().plus(after))
    }

    /// Whether the conversation is on the website's chat.
    async fn is_chat(&self, workspace: &WorkspaceId, it: &DeliverJob) -> Result<bool, StoreError> {
        let conversation: Option<Conversation> = self
            .read(workspace, Kind::Conversation, (&it.conversation).into())
            .await?;
        Ok(conversation.is_some_and(|it| it.channel == Channel::LiveChat))
    }

    /// The message with its recipient; `None` if there is nothing to send any more.
    async fn letter(
        &self,
        workspace: &WorkspaceId,
        it: &DeliverJob,
    ) -> Result<Option<Letter>, StoreError> {
        let message: Option<Message> = self
            .read(workspace, Kind::Message, (&it.message).into())
            .await?;
        let Some(message) = message.filter(|it| it.state == MessageState::Queued) else {
            return Ok(None);
        };
        let conversation: Option<Conversation> = self
            .read(workspace, Kind::Conversation, (&it.conversation).into())
            .await?;
        let Some(conversation) = conversation else {
            return Ok(None);
        };
        let contact: Option<Contact> = self
            .read(workspace, Kind::Contact, (&conversation.contact).into())
            .await?;
        let to = contact.and_then(|contact| recipient(&contact, &conversation));
        Ok(Some(Letter { message, to }))
    }

    pub(super) async fn read<T: DeserializeOwned>(
        &self,
        workspace: &WorkspaceId,
        kind: Kind,
        id: RecordId,
    ) -> Result<Option<T>, StoreError> {
        let found = self.engine.store().records(workspace, &kind, &[id]).await?;
        Ok(found
            .first()
            .and_then(|record| serde_json::from_str(&record.body).ok()))
    }

    fn request(
        &self,
        known: &Known,
        it: &DeliverJob,
        letter: Letter,
        media: Option<OutboundMedia>,
    ) -> Result<HttpRequest, String> {
        let endpoint = Endpoint {
            base_url: self.settings.graph_url.as_str(),
            graph_version: &self.settings.graph_version,
            phone_number_id: &known.address,
            list_opener: "",
        };
        let outbound = Outbound {
            message: it.message.clone(),
            to: letter
                .to
                .ok_or_else(|| "no number and no user id".to_owned())?,
            text: letter.message.text,
            template: template(&letter.message.content),
            media,
            choices: Vec::new(),
            reply_to: letter
                .message
                .reply_to
                .map(|quote| quote.provider_id)
                .filter(|id| !id.is_empty()),
        };
        whatsapp::render(&endpoint, &outbound).map_err(|problem| problem.to_string())
    }

    pub(super) async fn send(&self, request: &HttpRequest, token: &str) -> Sent {
        let mut builder = self
            .requests
            .post(&request.url)
            .bearer_auth(token)
            .body(request.body());
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let answer = match self.ask(builder).await {
            Ok(answer) => answer,
            Err(NoAnswer::NotReached) => return Sent::NotReached,
            Err(NoAnswer::Lost) => return Sent::Lost,
        };
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        let mut stream = answer.bytes_stream();
        while let Some(chunk) = stream.next().await {
            let Ok(chunk) = chunk else { return Sent::Lost };
            body.extend_from_slice(&chunk);
            if body.len() > MAX_ANSWER {
                break;
            }
        }
        Sent::Answered(whatsapp::read_send_response(status, &body))
    }

    fn outcome(&self, job: &Job, it: &DeliverJob, sent: Sent) -> JobOutcome {
        match sent {
            Sent::Answered(SendResult::Accepted { provider_id, .. }) => {
                count("sent");
                JobOutcome::Sent {
                    message: it.message.clone(),
                    connection: it.connection.clone(),
                    provider_id,
                }
            }
            Sent::Answered(SendResult::Refused { failure, decision }) => {
                self.again_or_fail(job, it, decision, failure)
            }
            Sent::NotReached => {
                let failure = failure("network", None, true);
                self.again_or_fail(job, it, SendDecision::Retry, failure)
            }
            Sent::Answered(SendResult::Unknown) | Sent::Lost => {
                count("unknown");
                JobOutcome::NotKnown {
                    message: it.message.clone(),
                }
            }
        }
    }

    pub(super) fn again_or_fail(
        &self,
        job: &Job,
        it: &DeliverJob,
        decision: SendDecision,
        failure: Failure,
    ) -> JobOutcome {
        match whatsapp::backoff(decision, job.attempts.saturating_sub(1)) {
            Some(pause) => {
                count("again");
                JobOutcome::Again {
                    at: self.engine.clock().now().plus(pause),
                }
            }
            None => not_sent(it, failure, decision == SendDecision::FailAndStopConnection),
        }
    }
}

fn template(content: &Content) -> Option<OutboundTemplate> {
    let Content::Template {
        name,
        language,
        parameters,
        ..
    } = content
    else {
        return None;
    };
    Some(OutboundTemplate {
        name: name.clone(),
        language: language.clone().unwrap_or_default(),
        parameters: parameters.clone(),
    })
}

/// The identity used last on this channel; a guest added by hand is reached by number.
pub(super) fn recipient(contact: &Contact, conversation: &Conversation) -> Option<Identity> {
    let known = contact
        .identities
        .iter()
        .rev()
        .find(|it| it.channel == conversation.channel);
    known.cloned().or_else(|| {
        contact.phone.as_ref().map(|phone| Identity {
            channel: conversation.channel.clone(),
            address: Some(domain::phone::digits(phone)),
            scoped_id: None,
            username: None,
        })
    })
}

pub(super) fn not_sent(it: &DeliverJob, failure: Failure, stop_connection: bool) -> JobOutcome {
    count("failed");
    JobOutcome::NotSent {
        message: it.message.clone(),
        connection: it.connection.clone(),
        failure,
        stop_connection,
    }
}

pub(super) fn failure(code: &str, detail: Option<String>, retryable: bool) -> Failure {
    Failure {
        code: code.to_owned(),
        provider_code: None,
        detail,
        retryable,
    }
}

fn count(outcome: &'static str) {
    counter!("bellhop_deliveries_total", "outcome" => outcome).increment(1);
}
