//! Sending our reaction on a message.

use super::Runner;
use super::deliver::{DATABASE_PAUSE, Sent, failure, recipient};
use crate::engine::{JobOutcome, ReactJob};
use crate::ingress::ACCESS_TOKEN;
use channels::whatsapp::{self, Endpoint, SendResult};
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::delivery::Failure;
use domain::id::WorkspaceId;
use domain::message::Message;
use domain::outbound::{OutboundReaction, SendDecision};
use domain::record::Kind;
use store::error::StoreError;
use store::model::Job;

impl Runner {
    /// Sends it, unless a newer one stands there by now: its own job follows.
    pub(super) async fn react(&self, job: &Job, it: &ReactJob) -> JobOutcome {
        if job.interrupted {
            return not_reacted(it, failure("unknown", None, true));
        }
        let reaction = match self.reaction(&job.workspace, it).await {
            Ok(Some(reaction)) => reaction,
            Ok(None) => return JobOutcome::Nothing,
            Err(_) => {
                return JobOutcome::Again {
                    at: self.engine.clock().now().plus(DATABASE_PAUSE),
                };
            }
        };
        let known = self.registry.get(&it.connection);
        let token = known.as_ref().and_then(|known| known.secret(ACCESS_TOKEN));
        let (Some(known), Some(token)) = (&known, token) else {
            return not_reacted(it, failure("token", None, true));
        };
        let endpoint = Endpoint {
            base_url: self.settings.graph_url.as_str(),
            graph_version: &self.settings.graph_version,
            phone_number_id: &known.address,
            list_opener: "",
        };
        let request = match whatsapp::render_reaction(&endpoint, &reaction) {
            Ok(request) => request,
            Err(problem) => {
                return not_reacted(it, failure("parameter", Some(problem.to_string()), false));
            }
        };
        let (decision, failure) = match self.send(&request, token).await {
            Sent::Answered(SendResult::Accepted { .. }) => return JobOutcome::Nothing,
            Sent::Answered(SendResult::Refused { failure, decision }) => (decision, failure),
            Sent::NotReached => (SendDecision::Retry, failure("network", None, true)),
            // Sent again it would be the same reaction; but the provider may have refused it: a person sees that nobody knows.
            Sent::Answered(SendResult::Unknown) | Sent::Lost => {
                return not_reacted(it, failure("unknown", None, true));
            }
        };
        match whatsapp::backoff(decision, job.attempts.saturating_sub(1)) {
            Some(pause) => JobOutcome::Again {
                at: self.engine.clock().now().plus(pause),
            },
            None => not_reacted(it, failure),
        }
    }

    async fn reaction(
        &self,
        workspace: &WorkspaceId,
        it: &ReactJob,
    ) -> Result<Option<OutboundReaction>, StoreError> {
        let message: Option<Message> = self
            .read(workspace, Kind::Message, (&it.message).into())
            .await?;
        let now = |message: &Message| message.our_reaction().map(|it| it.emoji.clone());
        let Some(message) = message.filter(|message| now(message) == it.emoji) else {
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
        Ok(message
            .provider_id
            .zip(to)
            .map(|(target, to)| OutboundReaction {
                message: it.message.clone(),
                to,
                target,
                emoji: it.emoji.clone(),
            }))
    }
}

fn not_reacted(it: &ReactJob, failure: Failure) -> JobOutcome {
    JobOutcome::NotReacted {
        reaction: it.clone(),
        failure,
    }
}
