//! Which earlier commands of its lane a command needs. A refusal holds these, and nothing else (DESIGN_DESK, Outbox).

use cache::{OutboxEntry, OutboxState};
use domain::command::Action;
use domain::id::{CommandId, MessageId};

/// Changes who handles the conversation.
fn moves(action: &Action) -> bool {
    matches!(
        action,
        Action::Claim { .. }
            | Action::TakeOver { .. }
            | Action::Assign { .. }
            | Action::Resolve { .. }
            | Action::Reopen { .. }
            | Action::HandBack { .. }
    )
}

fn speaks(action: &Action) -> bool {
    matches!(
        action,
        Action::SendMessage { .. }
            | Action::SendTemplate { .. }
            | Action::RetryMessage { .. }
            | Action::React { .. }
    )
}

/// Writes the message `wanted`.
fn writes(action: &Action, wanted: &MessageId) -> bool {
    matches!(action, Action::SendMessage { message: Some(it), .. } if it == wanted)
}

/// The commands in `lane` (of the same conversation, in order, with those of the guest it is begun with) that `action` comes after.
///
/// A reply needs the claim before it. Closing or giving away needs the claim and the replies before it: a conversation must not
/// be resolved while its answer is held. A reply does not need the reply before it. Calling off needs what it calls off. Notes and
/// read marks need nothing. Everything needs that there is a conversation, and that needs its guest.
pub(crate) fn after(action: &Action, lane: &[OutboxEntry]) -> Vec<CommandId> {
    let needs = |earlier: &Action| match action {
        _ if matches!(earlier, Action::StartConversation { .. }) => true,
        Action::StartConversation { .. } => matches!(earlier, Action::CreateContact { .. }),
        Action::CancelScheduled { message, .. } => writes(earlier, message),
        _ if speaks(action) => moves(earlier),
        _ if moves(action) => moves(earlier) || speaks(earlier),
        _ => false,
    };
    lane.iter()
        .filter(|entry| matches!(entry.state, OutboxState::Queued | OutboxState::Sending))
        .filter(|entry| needs(&entry.command.action))
        .map(|entry| entry.command.id.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::command::Command;
    use domain::id::{ConnectionId, ContactId, ConversationId, PropertyId};
    use domain::time::UnixMillis;

    fn here() -> ConversationId {
        ConversationId::new("c1").unwrap()
    }

    fn say() -> Action {
        Action::SendMessage {
            conversation: here(),
            text: "x".to_owned(),
            attachment: None,
            message: None,
            reply_to: None,
            seen: None,
            send_at: None,
        }
    }

    fn lane(actions: Vec<Action>) -> Vec<OutboxEntry> {
        let entry = |(i, action): (usize, Action)| OutboxEntry {
            local: i64::try_from(i).unwrap(),
            command: Command {
                id: CommandId::new(format!("k{i}")).unwrap(),
                action,
            },
            lane: "conversation:c1".to_owned(),
            after: Vec::new(),
            state: OutboxState::Queued,
            attempts: 0,
            created_at: UnixMillis(0),
            last_error: None,
            record: None,
        };
        actions.into_iter().enumerate().map(entry).collect()
    }

    fn needed(action: &Action, before: Vec<Action>) -> Vec<String> {
        after(action, &lane(before))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_reply_needs_the_claim_and_a_resolve_needs_both() {
        let claim = Action::Claim {
            conversation: here(),
        };
        let note = Action::AddNote {
            conversation: here(),
            text: "n".to_owned(),
            attachment: None,
            message: None,
        };
        let resolve = Action::Resolve {
            conversation: here(),
        };
        assert_eq!(needed(&say(), vec![claim.clone(), note.clone()]), ["k0"]);
        assert_eq!(needed(&say(), vec![claim.clone(), say()]), ["k0"]);
        assert_eq!(
            needed(&resolve, vec![claim.clone(), say(), note.clone()]),
            ["k0", "k1"]
        );
        assert_eq!(needed(&note, vec![claim]), Vec::<String>::new());
    }

    #[test]
    fn what_is_said_needs_the_conversation_and_that_needs_its_guest() {
        let contact = ContactId::new("g1").unwrap();
        let create = Action::CreateContact {
            contact: contact.clone(),
            name: String::new(),
            phone: "+351912345678".to_owned(),
            email: None,
            property: PropertyId::new("p").unwrap(),
        };
        let start = Action::StartConversation {
            conversation: here(),
            contact,
            connection: ConnectionId::new("a1").unwrap(),
        };
        let labels = Action::SetLabels {
            conversation: here(),
            labels: Vec::new(),
        };
        assert_eq!(needed(&start, vec![create]), ["k0"]);
        assert_eq!(needed(&say(), vec![start.clone()]), ["k0"]);
        assert_eq!(needed(&labels, vec![start, say()]), ["k0"]);
    }
}
