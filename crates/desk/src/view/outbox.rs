//! What waits on this computer, what was held and what was refused.

use super::{View, beginning, guest_name};
use crate::api::outbox::OutboxEntry;
use cache::OutboxState;
use domain::command::Action;
use domain::conversation::Conversation;

/// Characters of a text that are shown.
const TEXT: usize = 160;

/// Whether somebody waits for this entry. Read marks are bookkeeping: they leave with everything else, unannounced.
/// A file on its way is told of with the message that carries it.
pub(crate) fn is_work(entry: &cache::OutboxEntry) -> bool {
    !matches!(
        entry.command.action,
        Action::MarkRead { .. } | Action::MarkUnread { .. } | Action::Upload { .. }
    )
}

pub(crate) fn entries(view: &View<'_, '_>) -> cache::Result<Vec<OutboxEntry>> {
    let mut entries = Vec::new();
    for entry in view.reader.outbox().all()?.into_iter().filter(is_work) {
        let action = &entry.command.action;
        let guest = match action.conversation() {
            Some(id) => view
                .reader
                .get::<Conversation>(id)?
                .map(|row| guest_name(view.reader, &row.body))
                .transpose()?,
            None => None,
        };
        let (state, code, detail) = match &entry.state {
            OutboxState::Queued => ("queued", None, entry.last_error.clone()),
            OutboxState::Sending => ("sending", None, None),
            OutboxState::Answered { .. } => ("sent", None, None),
            OutboxState::Held { code, detail } => ("held", Some(code), detail.clone()),
            OutboxState::Refused { code, detail } => ("refused", Some(code), detail.clone()),
        };
        entries.push(OutboxEntry {
            id: entry.command.id.to_string(),
            action: name(action),
            conversation: action.conversation().map(ToString::to_string),
            guest,
            text: match action {
                Action::SendMessage { text, .. } | Action::AddNote { text, .. } => {
                    Some(beginning(text, TEXT))
                }
                Action::SendTemplate { template, .. } => Some(beginning(&template.name, TEXT)),
                _ => None,
            },
            at: entry.created_at.0,
            state: state.to_owned(),
            code: code.map(|code| code.as_str().to_owned()),
            detail,
        });
    }
    Ok(entries)
}

/// The `type` of a command on the wire.
fn name(action: &Action) -> String {
    let json = serde_json::to_value(action).unwrap_or_default();
    json.get("type")
        .and_then(|name| name.as_str())
        .unwrap_or_default()
        .to_owned()
}
