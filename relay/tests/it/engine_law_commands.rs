//! Every command, for the steps of the law of sync.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_world::{connection, property, say, staff};
use crate::relay_world::described_commands;
use domain::command::Action;
use domain::id::{ContactId, ConversationId, DeadLetterId, MessageId};
use domain::message::Message;
use domain::staff::Presence;
use domain::template::TemplateUse;
use domain::time::{HOUR, UnixMillis};
use std::collections::BTreeSet;

/// Commands that [`action`] knows.
pub(crate) const COMMANDS: u8 = 22;

/// What a command can be about.
pub(crate) struct About {
    pub(crate) conversation: ConversationId,
    pub(crate) contact: ContactId,
    pub(crate) dead_letter: DeadLetterId,
    pub(crate) messages: Vec<(MessageId, Message)>,
    pub(crate) now: UnixMillis,
}

impl About {
    fn any(&self, at: usize) -> MessageId {
        let found = self.messages.get(at % self.messages.len().max(1));
        found.map_or_else(|| MessageId::new("nothing").unwrap(), |(id, _)| id.clone())
    }
}

pub(crate) fn action(what: u8, about: About, at: usize) -> Action {
    let message = about.any(at);
    let newest = about.any(about.messages.len().saturating_sub(1));
    let conversation = about.conversation;
    match what {
        0 => Action::Claim { conversation },
        1 => Action::TakeOver { conversation },
        2 => Action::Resolve { conversation },
        3 => Action::Reopen { conversation },
        4 => Action::HandBack { conversation },
        5 => Action::MarkRead { conversation },
        6 => Action::MarkUnread { conversation },
        7 => Action::Assign {
            conversation,
            staff: staff("bea"),
        },
        8 => Action::AddNote {
            conversation,
            text: "note".to_owned(),
            attachment: None,
            message: None,
        },
        9 => Action::SetPresence {
            presence: Presence::Online,
        },
        10 => Action::CreateContact {
            contact: ContactId::new(format!("c{at}")).unwrap(),
            name: "By Hand".to_owned(),
            phone: format!("9130000{:02}", at % 100),
            email: None,
            property: property("lisbon"),
        },
        11 => Action::React {
            conversation,
            message,
            emoji: at.is_multiple_of(2).then(|| "👍".to_owned()),
        },
        12 => Action::SendTemplate {
            conversation,
            message: None,
            template: TemplateUse {
                name: "winter_weekend".to_owned(),
                language: "en".to_owned(),
                parameters: vec!["Ana".to_owned()],
            },
            seen: None,
        },
        13 => Action::CancelScheduled {
            conversation,
            message: newest,
        },
        14 => Action::SetLabels {
            conversation,
            labels: vec![["Sales", "Billing", "nothing"][at % 3].to_owned()],
        },
        15 => Action::StartConversation {
            conversation: ConversationId::new(format!("begun-{at}")).unwrap(),
            contact: about.contact,
            connection: connection("wa-lisbon"),
        },
        16 => Action::SendMessage {
            conversation,
            text: "later".to_owned(),
            attachment: None,
            message: None,
            reply_to: None,
            seen: None,
            send_at: Some(about.now.plus(HOUR)),
        },
        17 => Action::EditContact {
            contact: about.contact,
            name: Some(format!("Edited {at}")),
            phone: None,
            email: Some(String::new()),
        },
        18 => Action::RetryMessage {
            conversation,
            message,
        },
        19 => Action::ReplayDeadLetter {
            dead_letter: about.dead_letter,
        },
        20 => Action::EraseContact {
            contact: about.contact,
        },
        _ => say(&conversation, "an answer"),
    }
}

/// R4: the steps know every command the relay describes.
#[test]
fn every_command_is_played() {
    let played = (0..COMMANDS).map(|what| {
        let about = About {
            conversation: ConversationId::new("v").unwrap(),
            contact: ContactId::new("c").unwrap(),
            dead_letter: DeadLetterId::new("d").unwrap(),
            messages: Vec::new(),
            now: UnixMillis(0),
        };
        let command = serde_json::to_value(action(what, about, 1)).unwrap();
        command["type"].as_str().unwrap().to_owned()
    });
    assert_eq!(played.collect::<BTreeSet<_>>(), described_commands());
}
