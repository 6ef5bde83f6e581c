//! What of a committed page may concern the person, with everything that its notification says.

use super::policy::{self, Happened};
use crate::host::{Badge, Notice, Sound};
use crate::session::Session;
use crate::view::{beginning, guest_name, small};
use cache::{Applied, Assignee, ConversationFilter, MessageRow, Reader, Statuses};
use domain::access::{Permission, may};
use domain::conversation::{Conversation, ConversationStatus};
use domain::id::{ConversationId, MessageId, StaffId};
use domain::mention;
use domain::message::{Author, Content, Event as Line, Message};
use domain::property::Property;
use domain::staff::{Presence, Staff};
use domain::time::{DAY, UnixMillis};
use jiff::tz::TimeZone;

/// Longest text of a notification, in characters.
const TEXT: usize = 140;

/// How far back the guest's last words are looked for.
const LOOK_BACK: u32 = 50;

/// Something that may concern the person.
pub(super) struct Event {
    pub(super) what: Happened,
    pub(super) conversation: ConversationId,
    pub(super) row: Conversation,
    pub(super) presence: Presence,
    pub(super) may_reply: bool,
    pub(super) failed: Option<MessageId>,
    /// Where the house's clock stands.
    pub(super) house: TimeZone,
    guest: String,
    by: String,
    content: String,
    text: String,
    reason: Option<String>,
}

impl Event {
    pub(super) fn notice(&self, sound: Option<Sound>, now: UnixMillis) -> Notice {
        let card = &self.row.card;
        let room = card.room.clone();
        let arrives = card.check_in.filter(|_| room.is_none());
        let arrives = arrives.filter(|day| days(*day).is_some_and(|day| day >= now.0 / DAY));
        Notice {
            conversation: self.conversation.to_string(),
            kind: policy::kind(&self.what, self.by.clone()),
            private: false,
            guest: self.guest.clone(),
            room,
            arrives: arrives.map(|day| (day.day().unsigned_abs(), day.month().unsigned_abs())),
            channel: self.row.channel.as_str().to_owned(),
            content: self.content.clone(),
            text: self.text.clone(),
            reason: self.reason.clone(),
            urgent: matches!(self.what, Happened::Waits { .. }),
            sound,
            actions: Vec::new(),
        }
    }
}

/// Days since 1970.
fn days(day: jiff::civil::Date) -> Option<i64> {
    let zoned = day.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_millisecond() / DAY)
}

/// What of a page may concern the person, but for who waits.
pub(super) fn in_page(
    session: &Session,
    reader: &Reader<'_>,
    applied: &Applied,
) -> cache::Result<Vec<Event>> {
    let mut events = Vec::new();
    let mut colleagues: Option<Vec<(StaffId, String)>> = None;
    for (conversation, messages) in &applied.messages {
        for id in messages {
            let Some(found) = reader.messages().get(id)? else {
                continue;
            };
            let message = found.row.body;
            let new = applied.new_messages.contains(id);
            if message.author == Author::Note && new && colleagues.is_none() {
                let all = reader.all::<Staff>()?.into_iter();
                colleagues = Some(all.map(|row| (row.id, row.body.name)).collect());
            }
            let names_me = |text: &str| {
                let staff = colleagues.iter().flatten();
                let staff = staff.map(|(id, name)| (id, name.as_str()));
                mention::named(text, staff).contains(&session.me)
            };
            let Some(what) = policy::of_message(&message, new, &session.me, names_me) else {
                continue;
            };
            let failed = (what == Happened::Failed).then(|| id.clone());
            let Some(mut event) = about(session, reader, conversation, what)? else {
                continue;
            };
            event.failed = failed;
            if let Some(failure) = &message.failure {
                event.reason = Some(failure.code.clone());
            }
            if matches!(message.author, Author::Guest | Author::Note) {
                event.says(&message);
            }
            events.push(event);
        }
    }
    Ok(events)
}

/// What a notification about a conversation says: the guest, their last words, and why the bot stopped.
pub(super) fn about(
    session: &Session,
    reader: &Reader<'_>,
    conversation: &ConversationId,
    what: Happened,
) -> cache::Result<Option<Event>> {
    let Some(row) = reader.get::<Conversation>(conversation)? else {
        return Ok(None);
    };
    let row = row.body;
    let staff = session.staff(reader)?;
    let by = match &what {
        Happened::Assigned { by: Some(by) } | Happened::Mentioned { by: Some(by) } => {
            reader.get::<Staff>(by)?
        }
        _ => None,
    };
    let house = house(reader, &row)?;
    let page = reader.messages().page(conversation, None, LOOK_BACK)?;
    let mut event = Event {
        guest: guest_name(reader, &row)?,
        by: by.map(|row| row.body.name).unwrap_or_default(),
        may_reply: may(&staff.role, Permission::Reply),
        presence: staff.presence,
        failed: None,
        house,
        content: String::new(),
        text: String::new(),
        reason: match &what {
            Happened::Waits { .. } => reason(&page.messages),
            _ => None,
        },
        conversation: conversation.clone(),
        what,
        row,
    };
    let mut newest = page.messages.iter().rev();
    if let Some(last) = newest.find(|found| found.row.body.author == Author::Guest) {
        event.says(&last.row.body);
    }
    Ok(Some(event))
}

impl Event {
    fn says(&mut self, message: &Message) {
        self.content = message.content.type_name();
        self.text = beginning(&message.text, TEXT);
    }
}

/// That a guest's reply window closes, if nobody has answered them still.
pub(super) fn closing(
    session: &Session,
    reader: &Reader<'_>,
    conversation: &ConversationId,
) -> cache::Result<Option<Happened>> {
    let Some(row) = reader.get::<Conversation>(conversation)? else {
        return Ok(None);
    };
    let Some(until) = policy::unanswered_until(&row.body, &session.me) else {
        return Ok(None);
    };
    let at = policy::hotel_time(&house(reader, &row.body)?, until);
    Ok(Some(Happened::Closing {
        at: format!("{:02}:{:02}", at.hour(), at.minute()),
    }))
}

/// The clock of a conversation's house.
fn house(reader: &Reader<'_>, row: &Conversation) -> cache::Result<TimeZone> {
    let house = reader.get::<Property>(&row.property)?;
    let zone = house.and_then(|row| TimeZone::get(&row.body.time_zone).ok());
    Ok(zone.unwrap_or(TimeZone::UTC))
}

/// Why the bot stopped, last time it did.
fn reason(messages: &[MessageRow]) -> Option<String> {
    messages
        .iter()
        .rev()
        .find_map(|found| match &found.row.body.content {
            Content::Event(Line::Escalated { reason }) => Some(reason.as_str().to_owned()),
            _ => None,
        })
}

/// Guests who wait, and conversations of mine that nobody has opened.
pub(super) fn badge(session: &Session, reader: &Reader<'_>) -> cache::Result<Badge> {
    let mine = ConversationFilter {
        statuses: Statuses::Of(vec![ConversationStatus::AgentAssigned]),
        assignees: vec![Assignee::Staff(session.me.clone())],
        unread_only: true,
        ..ConversationFilter::default()
    };
    let count = |number: u64| small(usize::try_from(number).unwrap_or(usize::MAX));
    Ok(Badge {
        waiting: count(reader.conversations().waiting()?.count),
        unread: count(reader.conversations().page(&mine, 0, 1)?.total),
    })
}
