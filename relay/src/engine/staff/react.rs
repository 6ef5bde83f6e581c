//! The house's one reaction on a message.

use super::send::check_sendable;
use super::{Person, visible};
use crate::engine::error::Step;
use crate::engine::outcome;
use crate::engine::payload::{JobKind, ReactJob};
use crate::engine::work::Work;
use domain::channel::Channel;
use domain::command::{Code, Refusal};
use domain::id::{ConversationId, MessageId};
use domain::message::is_emoji;

/// Sets or takes back the reaction. It is a message to the guest, so it needs what a reply needs.
pub(super) async fn react(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &ConversationId,
    message: &MessageId,
    emoji: Option<&str>,
) -> Step<()> {
    let conversation = visible(work, person, id).await?;
    if emoji.is_some_and(|emoji| !is_emoji(emoji)) {
        return Err(Refusal::with(Code::Invalid, "emoji").into());
    }
    let found = work.message(message).await?;
    let not_found = || Refusal::with(Code::NotFound, "message");
    let mut body = found
        .filter(|body| body.conversation == *id)
        .ok_or_else(not_found)?;
    // In Live Chat the record is the message: the visitor's page is told of the change.
    let able = match conversation.channel {
        Channel::LiveChat => true,
        Channel::WhatsApp => body.provider_id.is_some(),
        _ => false,
    };
    if !body.is_with_guest() || !able {
        return Err(Refusal::with(Code::Invalid, "message").into());
    }
    check_sendable(work, person, &conversation).await?;
    let before = body.our_reaction().cloned();
    let same = before.as_ref().map(|it| it.emoji.as_str()) == emoji;
    if same && before.as_ref().is_none_or(|it| it.failure.is_none()) {
        return Ok(());
    }
    body.react(emoji, work.now);
    work.put_message(message, &conversation.property, &body)
        .await?;
    if conversation.channel == Channel::LiveChat {
        return Ok(());
    }
    let job = ReactJob {
        message: message.clone(),
        conversation: id.clone(),
        connection: conversation.connection.clone(),
        emoji: emoji.map(str::to_owned),
        before: before.map(|it| it.emoji),
    };
    let lane = outcome::lane(id);
    work.add_job(&JobKind::React, lane, work.now, &job)
}
