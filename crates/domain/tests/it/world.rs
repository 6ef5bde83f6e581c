//! Values the tests share.

use domain::access::Role;
use domain::channel::Channel;
use domain::conversation::{Card, Conversation, ConversationStatus};
use domain::id::{ConnectionId, ContactId, ConversationId, PropertyId, StaffId};
use domain::staff::{Presence, Staff};
use domain::time::UnixMillis;

pub(crate) const NOW: UnixMillis = UnixMillis(1_790_000_000_000);

pub(crate) fn conversation(status: ConversationStatus, assignee: Option<&str>) -> Conversation {
    Conversation {
        contact: ContactId::new("contact-1").unwrap(),
        channel: Channel::WhatsApp,
        connection: ConnectionId::new("connection-1").unwrap(),
        property: PropertyId::new("lisbon").unwrap(),
        status,
        assignee: assignee.map(|id| StaffId::new(id).unwrap()),
        card: Card::default(),
        preview: None,
        unread: 2,
        last_guest_at: Some(NOW),
        last_at: NOW,
        waiting_since: None,
        opened_at: NOW,
        failed: 0,
        labels: Vec::new(),
        unknown: domain::Unknown::default(),
    }
}

pub(crate) fn conversation_id() -> ConversationId {
    ConversationId::new("conversation-1").unwrap()
}

pub(crate) fn staff_id(id: &str) -> StaffId {
    StaffId::new(id).unwrap()
}

pub(crate) fn staff(role: Role, properties: &[&str]) -> Staff {
    Staff {
        name: "Ines Duarte".to_owned(),
        email: "ines@miralva.example".to_owned(),
        role,
        properties: properties
            .iter()
            .map(|id| PropertyId::new(*id).unwrap())
            .collect(),
        presence: Presence::Online,
        active: true,
        unknown: domain::Unknown::default(),
    }
}
