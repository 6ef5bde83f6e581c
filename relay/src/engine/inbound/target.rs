//! Events about a message: reactions, edits, revocations, statuses.

use super::site::Site;
use crate::engine::error::Step;
use crate::engine::work::Work;
use crate::engine::{key, outcome};
use channels::whatsapp;
use domain::delivery::{Failure, MessageState};
use domain::id::MessageId;
use domain::inbound::InboundEvent;
use domain::message::{Author, Content, Message, Reaction};
use domain::outbound::{OutboundReaction, SendDecision};
use domain::time::UnixMillis;

/// When a guest's reaction was taken back, so that an older one that arrives later stays away. Kept among the fields that
/// older versions carry along.
const REACTION_CLEARED: &str = "reaction_cleared_at";
/// The pricing category, so that a surprise on the bill can be seen.
const CATEGORY: &str = "pricing_category";

/// Applies the event to its message; false = the message is not here.
pub(super) async fn apply(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<bool> {
    let (InboundEvent::Reaction { target, .. }
    | InboundEvent::Edit { target, .. }
    | InboundEvent::Revoke { target, .. }
    | InboundEvent::Status {
        provider_id: target,
        ..
    }) = event
    else {
        return Ok(true);
    };
    if let Some((message, emoji)) = reaction_of(event) {
        reaction_status(work, site, &message, emoji.as_deref(), event).await?;
        return Ok(true);
    }
    let Some(id) = find(work, site, target, event).await? else {
        return Ok(false);
    };
    match event {
        InboundEvent::Reaction { emoji, at, .. } => {
            outcome::change(work, &id, |message| react(message, emoji.as_deref(), *at)).await?;
        }
        InboundEvent::Edit { text, at, .. } => {
            outcome::change(work, &id, |message| edit(message, text, *at)).await?;
        }
        InboundEvent::Revoke { at, .. } => {
            outcome::change(work, &id, |message| revoke(message, *at)).await?;
        }
        InboundEvent::Status {
            provider_id,
            state,
            failure,
            category,
            ..
        } => {
            outcome::change(work, &id, |message| {
                report(
                    message,
                    provider_id,
                    state,
                    failure.as_ref(),
                    category.as_deref(),
                );
            })
            .await?;
            if let Some(failure) = failure {
                stop_if_account(work, site, failure).await?;
            }
        }
        _ => {}
    }
    Ok(true)
}

/// The message whose reaction of ours a status is about, and which.
fn reaction_of(event: &InboundEvent) -> Option<(MessageId, Option<String>)> {
    match event {
        InboundEvent::Status {
            correlation: Some(text),
            ..
        } => OutboundReaction::of_correlation(text),
        _ => None,
    }
}

/// A reaction has no states people look at: only that it did not arrive is worth a word, and that it did after all.
async fn reaction_status(
    work: &mut Work<'_>,
    site: &Site,
    id: &MessageId,
    emoji: Option<&str>,
    event: &InboundEvent,
) -> Step<()> {
    let InboundEvent::Status { state, failure, .. } = event else {
        return Ok(());
    };
    let Some(message) = work.message(id).await? else {
        return Ok(());
    };
    let conversation = work.conversation(&message.conversation).await?;
    if conversation.is_none_or(|it| it.connection != site.id) {
        return Ok(());
    }
    let shown = message.our_reaction().map(|it| it.emoji.as_str());
    // An earlier reaction's news says nothing about the one that stands there.
    if shown != emoji {
        return Ok(());
    }
    outcome::change(work, id, |message| match failure {
        Some(failure) if *state == MessageState::Failed => message.reaction_failed(failure),
        _ => message.reaction_arrived(),
    })
    .await?;
    match failure {
        Some(failure) => stop_if_account(work, site, failure).await,
        None => Ok(()),
    }
}

/// By the provider's id; a status also by ours, which it echoes: that settles a send whose answer was lost.
async fn find(
    work: &mut Work<'_>,
    site: &Site,
    target: &str,
    event: &InboundEvent,
) -> Step<Option<MessageId>> {
    let key = key::provider_message(&site.id, target);
    if let Some(id) = work.tx.lookup(&key).await? {
        return Ok(Some(id.into()));
    }
    let InboundEvent::Status {
        correlation: Some(ours),
        ..
    } = event
    else {
        return Ok(None);
    };
    let Ok(id) = MessageId::new(ours.as_str()) else {
        return Ok(None);
    };
    let Some(message) = work.message(&id).await? else {
        return Ok(None);
    };
    let conversation = work.conversation(&message.conversation).await?;
    let ours = matches!(message.author, Author::Staff | Author::Bot)
        && conversation.is_some_and(|it| it.connection == site.id);
    if !ours {
        return Ok(None);
    }
    work.tx.set_lookup(key, (&id).into());
    Ok(Some(id))
}

/// One reaction of the guest, the newest by the provider's clock.
pub(super) fn react(message: &mut Message, emoji: Option<&str>, at: UnixMillis) {
    let cleared = message
        .unknown
        .get(REACTION_CLEARED)
        .and_then(serde_json::Value::as_i64);
    let set = message
        .reactions
        .iter()
        .find(|it| it.author == Author::Guest)
        .map(|it| it.at.0);
    if cleared.max(set).is_some_and(|newest| newest > at.0) {
        return;
    }
    message.reactions.retain(|it| it.author != Author::Guest);
    match emoji {
        Some(emoji) => {
            message.unknown.remove(REACTION_CLEARED);
            let emoji = emoji.to_owned();
            message.reactions.push(Reaction {
                author: Author::Guest,
                emoji,
                at,
                failure: None,
            });
        }
        None => {
            message
                .unknown
                .insert(REACTION_CLEARED.to_owned(), at.0.into());
        }
    }
}

fn edit(message: &mut Message, text: &str, at: UnixMillis) {
    let newer = message.edited_at.is_none_or(|last| last <= at);
    if newer && message.revoked_at.is_none() {
        text.clone_into(&mut message.text);
        message.edited_at = Some(at);
    }
}

/// What was taken back is gone: words and file.
fn revoke(message: &mut Message, at: UnixMillis) {
    message.text = String::new();
    message.content = Content::Text;
    message.edited_at = None;
    message.revoked_at = Some(message.revoked_at.map_or(at, |first| first.min(at)));
}

fn report(
    message: &mut Message,
    provider_id: &str,
    state: &MessageState,
    failure: Option<&Failure>,
    category: Option<&str>,
) {
    let other_attempt = message
        .provider_id
        .as_deref()
        .is_some_and(|ours| ours != provider_id);
    let arrived = matches!(state, MessageState::Delivered | MessageState::Read);
    // An earlier attempt's failure says nothing about the one that runs now; its arrival does.
    if other_attempt && !arrived {
        return;
    }
    let after = message.state.after_report(state);
    if after == MessageState::Failed && message.state != MessageState::Failed {
        message.failure = failure.cloned();
    }
    if after != MessageState::Failed {
        message.failure = None;
    }
    message.state = after;
    if message.provider_id.is_none() {
        message.provider_id = Some(provider_id.to_owned());
    }
    if let Some(category) = category {
        message.unknown.insert(CATEGORY.to_owned(), category.into());
    }
}

/// A failure that is the account's (token, payment, locked) stops the connection, also when it comes by status.
async fn stop_if_account(work: &mut Work<'_>, site: &Site, failure: &Failure) -> Step<()> {
    let Some(code) = failure.provider_code else {
        return Ok(());
    };
    if whatsapp::rule(code).decision != SendDecision::FailAndStopConnection {
        return Ok(());
    }
    let problem = failure.detail.clone().unwrap_or_else(|| format!("{code}"));
    outcome::connection_problem(work, &site.id, &problem).await
}
