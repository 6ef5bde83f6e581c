//! The labels of a conversation (SPEC 226, 227).

use super::{Person, visible};
use crate::engine::error::Step;
use crate::engine::key;
use crate::engine::work::Work;
use domain::id::ConversationId;
use domain::label::{self, Label};
use domain::record::Kind;
use std::collections::BTreeSet;

/// Sets all of them. Quiet: it leaves no line in the thread.
pub(super) async fn set(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &ConversationId,
    asked: &[String],
) -> Step<()> {
    let mut conversation = visible(work, person, id).await?;
    let mut house = BTreeSet::new();
    // One too many is enough to be refused.
    for name in asked.iter().take(label::MOST) {
        if is_of_house(work, name).await? {
            house.insert(name.as_str());
        }
    }
    let chosen = label::choose(&conversation.labels, asked, |name| house.contains(name))?;
    if chosen == conversation.labels {
        return Ok(());
    }
    conversation.labels = chosen;
    work.put_conversation(id, &conversation).await
}

async fn is_of_house(work: &mut Work<'_>, name: &str) -> Step<bool> {
    let Some(id) = work.tx.lookup(&key::label(name)).await? else {
        return Ok(false);
    };
    let found: Option<Label> = work.body(Kind::Label, id).await?;
    Ok(found.is_some_and(|label| label.name == name))
}
