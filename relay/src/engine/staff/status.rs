//! Claim, take over, assign, resolve, reopen, hand back, read and unread. The rules are `domain::handover`; here the keys,
//! the counters and the event line follow them in the same transaction.

use super::{Person, visible};
use crate::engine::error::Step;
use crate::engine::work::Work;
use crate::engine::{inbound, key, outcome};
use domain::access::{self, Permission, may};
use domain::command::{Action, Code, Refusal};
use domain::conversation::Conversation;
use domain::handover;
use domain::id::{ConversationId, StaffId};
use domain::message::Event;
use domain::record::Scope;

pub(super) async fn act(work: &mut Work<'_>, person: &Person<'_>, action: &Action) -> Step<()> {
    let Some(id) = action.conversation() else {
        return Err(Refusal::with(Code::Invalid, "type").into());
    };
    let before = visible(work, person, id).await?;
    if let Action::Assign { staff, .. } = action {
        can_take(work, staff, &before).await?;
    }
    if let Action::Reopen { .. } = action {
        no_other_open(work, id, &before).await?;
    }
    let mut after = before.clone();
    let event = handover::act(&mut after, action, &person.actor(), work.now)?;
    if event == Some(Event::HandedBack) {
        inbound::greet_next(&mut after);
    }
    if after != before {
        follow(work, id, &before, &after).await?;
        work.put_conversation(id, &after).await?;
    }
    match event {
        Some(event) => outcome::event_line(work, id, &after, event, Some(person.id)).await,
        None => Ok(()),
    }
}

/// The unique key of the open conversation and the connection's count follow the status.
async fn follow(
    work: &mut Work<'_>,
    id: &ConversationId,
    before: &Conversation,
    after: &Conversation,
) -> Step<()> {
    let key = key::open_conversation(&after.contact, &after.connection);
    match (before.status.is_open(), after.status.is_open()) {
        (true, false) => {
            work.tx.remove_lookup(key);
            outcome::count_active(work, &after.connection, -1).await
        }
        (false, true) => {
            work.claim_key(key, id.into()).await?;
            outcome::count_active(work, &after.connection, 1).await
        }
        _ => Ok(()),
    }
}

/// A conversation is given only to somebody who can see it and answer in it.
async fn can_take(work: &mut Work<'_>, to: &StaffId, conversation: &Conversation) -> Step<()> {
    let scope = Scope::inbox(&conversation.property);
    let able = work.staff(to).await?.is_some_and(|staff| {
        access::scopes(to, &staff).contains(&scope) && may(&staff.role, Permission::Reply)
    });
    if able {
        Ok(())
    } else {
        Err(Refusal::with(Code::Invalid, "staff").into())
    }
}

/// While the guest already has a newer open conversation, that one is the place to go: its id is the detail.
async fn no_other_open(
    work: &mut Work<'_>,
    id: &ConversationId,
    conversation: &Conversation,
) -> Step<()> {
    let key = key::open_conversation(&conversation.contact, &conversation.connection);
    match work.tx.lookup(&key).await? {
        Some(other) if other != id.into() => {
            Err(Refusal::with(Code::WrongStatus, other.as_str()).into())
        }
        _ => Ok(()),
    }
}
