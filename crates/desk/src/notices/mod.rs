//! Notifications: looked for in what a committed page changed, decided by [`policy`], shown one per conversation.

pub(crate) mod policy;

use crate::host::{Host, Notice, NoticeKind};
use crate::session::{Session, lock};
use crate::view::guest_name;
use cache::{Applied, Reader};
use domain::conversation::{Conversation, ConversationStatus};
use domain::id::{ConversationId, MessageId};
use domain::message::Message;
use policy::{Happened, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

/// Longest text of a notification, in characters.
const TEXT: usize = 160;

/// What the person looks at, and what is shown to them.
#[derive(Debug, Default)]
struct Screen {
    conversation: Option<ConversationId>,
    focused: bool,
    shown: BTreeSet<ConversationId>,
    /// Failed messages already told.
    told: BTreeSet<MessageId>,
}

enum Order {
    Show(Notice),
    Close(String),
}

/// Decides about notifications and keeps one per conversation.
pub(crate) struct Watch {
    screen: Mutex<Screen>,
    orders: mpsc::UnboundedSender<Order>,
}

impl Watch {
    /// Starts the task that talks to the system, in order and off the way of everything else.
    pub(crate) fn start(host: Arc<dyn Host>) -> Self {
        let (orders, mut incoming) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(order) = incoming.recv().await {
                let host = Arc::clone(&host);
                let _ = tokio::task::spawn_blocking(move || match order {
                    Order::Show(notice) => host.notify(&notice),
                    Order::Close(conversation) => host.close_notice(&conversation),
                })
                .await;
            }
        });
        Self {
            screen: Mutex::default(),
            orders,
        }
    }

    /// The person looks at this now; its notification goes.
    pub(crate) fn on_screen(&self, conversation: Option<ConversationId>, focused: bool) {
        let mut screen = lock(&self.screen);
        screen.conversation = conversation;
        screen.focused = focused;
        if focused && let Some(seen) = screen.conversation.clone() {
            self.close(&mut screen, &seen);
        }
    }

    fn close(&self, screen: &mut Screen, conversation: &ConversationId) {
        if screen.shown.remove(conversation) {
            let _ = self.orders.send(Order::Close(conversation.to_string()));
        }
    }

    /// Nobody is at work any more: no guest's name stays on the screen.
    pub(crate) fn close_all(&self) {
        let mut screen = lock(&self.screen);
        for conversation in std::mem::take(&mut screen.shown) {
            let _ = self.orders.send(Order::Close(conversation.to_string()));
        }
    }

    /// Looks at what a committed page changed. `live`: it just happened.
    pub(crate) fn look(&self, session: &Session, applied: &Applied, live: bool) {
        for (conversation, moved) in moves(applied) {
            if policy::ends_waiting(moved.before, moved.after) {
                self.close(&mut lock(&self.screen), conversation);
            }
        }
        if !live {
            return;
        }
        match session
            .cache
            .read(|reader| happened(session, reader, applied))
        {
            Ok(all) => all.iter().for_each(|event| self.decide(session, event)),
            Err(error) => drop(session.cache_failed(&error)),
        }
    }

    fn decide(&self, session: &Session, event: &Event) {
        let mut screen = lock(&self.screen);
        if let Some(message) = &event.failed
            && !screen.told.insert(message.clone())
        {
            return;
        }
        let looking = screen.focused && screen.conversation.as_ref() == Some(&event.conversation);
        let mine = event.row.assignee.as_ref() == Some(&session.me);
        if let Verdict::Show { kind, urgent } = policy::judge(event.what, mine, looking) {
            screen.shown.insert(event.conversation.clone());
            let _ = self.orders.send(Order::Show(notice(event, kind, urgent)));
        }
    }
}

struct Event {
    what: Happened,
    conversation: ConversationId,
    row: Conversation,
    guest: String,
    text: String,
    failed: Option<MessageId>,
}

/// From where to where a status moved in one page.
struct Moved<'a> {
    before: Option<&'a ConversationStatus>,
    after: &'a ConversationStatus,
}

/// A page first puts the base and then the prediction on top of it: only the first "before" and the last "after" were ever seen.
fn moves(applied: &Applied) -> BTreeMap<&ConversationId, Moved<'_>> {
    let mut moves: BTreeMap<&ConversationId, Moved<'_>> = BTreeMap::new();
    for change in &applied.statuses {
        let (before, after) = (change.before.as_ref(), &change.after);
        moves
            .entry(&change.conversation)
            .and_modify(|moved| moved.after = after)
            .or_insert(Moved { before, after });
    }
    moves
}

/// What of a page may concern the person.
fn happened(
    session: &Session,
    reader: &Reader<'_>,
    applied: &Applied,
) -> cache::Result<Vec<Event>> {
    let mut events = Vec::new();
    for (conversation, messages) in &applied.messages {
        let Some(row) = reader.get::<Conversation>(conversation)? else {
            continue;
        };
        for id in messages {
            let Some(found) = reader.messages().get(id)? else {
                continue;
            };
            let new = applied.new_messages.contains(id);
            if let Some(what) = policy::of_message(&found.row.body, new, &session.me) {
                let failed = (what == Happened::Failed).then(|| id.clone());
                let Message { text, .. } = found.row.body;
                let (conversation, row) = (conversation.clone(), row.body.clone());
                events.push(Event {
                    what,
                    conversation,
                    guest: guest_name(reader, &row)?,
                    row,
                    text,
                    failed,
                });
            }
        }
    }
    // Last, so that "waits for a person" replaces "wrote" where one message did both.
    for (conversation, moved) in moves(applied) {
        let begins = policy::begins_waiting(moved.before, moved.after);
        if let Some(row) = reader.get::<Conversation>(conversation)?.filter(|_| begins) {
            events.push(Event {
                what: Happened::Escalated,
                conversation: conversation.clone(),
                guest: guest_name(reader, &row.body)?,
                text: row
                    .body
                    .preview
                    .as_ref()
                    .map(|p| p.text.clone())
                    .unwrap_or_default(),
                row: row.body,
                failed: None,
            });
        }
    }
    Ok(events)
}

fn notice(event: &Event, kind: NoticeKind, urgent: bool) -> Notice {
    Notice {
        conversation: event.conversation.to_string(),
        kind,
        guest: event.guest.clone(),
        channel: event.row.channel.as_str().to_owned(),
        text: event.text.chars().take(TEXT).collect(),
        urgent,
    }
}
