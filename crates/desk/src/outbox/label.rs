//! Writing down which labels a conversation has.

use super::ask::Draft;
use crate::api::ApiError;
use crate::session::Session;
use domain::command::{Action, Code, Refusal};
use domain::conversation::Conversation;
use domain::handover;
use domain::id::ConversationId;
use domain::label::{self, Label};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Session {
    /// Sets all labels of a conversation (SPEC 226, 227).
    pub(crate) async fn set_labels(
        self: &Arc<Self>,
        conversation: ConversationId,
        asked: Vec<String>,
    ) -> Result<(), ApiError> {
        self.queue(move |_, writer, staff, _| {
            let Some(row) = writer.get::<Conversation>(&conversation)? else {
                return Ok(Err(Refusal::new(Code::NotFound)));
            };
            let house = writer.all::<Label>()?.into_iter().map(|row| row.body.name);
            let house: BTreeSet<String> = house.collect();
            let chosen = label::choose(&row.body.labels, &asked, |name| house.contains(name));
            Ok(chosen.and_then(|labels| {
                let action = Action::SetLabels {
                    conversation,
                    labels,
                };
                handover::permitted(&action, &staff.role)?;
                Ok(Draft { action, echo: None })
            }))
        })
        .await
    }
}
