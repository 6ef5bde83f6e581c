//! From the script to records: counters, cards and previews follow from the messages and stays.

use super::DemoError;
use super::records;
use super::script::{
    ConnectionScript, ConversationScript, FILES, GuestScript, MessageScript, Script, StayScript,
};
use super::time::Clock;
use crate::auth::codes::sha256_hex;
use crate::engine::Entry;
use domain::Unknown;
use domain::channel::Channel;
use domain::conversation::{Card, Conversation, ConversationStatus, Preview};
use domain::delivery::MessageState;
use domain::id::{MediaId, MessageId, PropertyId};
use domain::message::{Author, Content, Event, Message, Quote, Reaction};
use domain::reservation::ReservationStatus;
use domain::time::{MINUTE, UnixMillis};

/// Characters of a preview and of a quote.
const PREVIEW: usize = 160;
const QUOTE: usize = 200;

/// The demo hotel's records, in the order of writing.
pub(super) struct World {
    pub(super) entries: Vec<Vec<Entry>>,
}

impl World {
    pub(super) fn build(script: &Script, now: UnixMillis) -> Result<Self, DemoError> {
        let clock = Clock::new(now, &script.zone)?;
        let mut guests = Vec::new();
        let mut stays = Vec::new();
        for guest in &script.guest {
            guests.push(records::contact(script, guest, &clock)?);
            for stay in &guest.stays {
                stays.push(records::reservation(guest, stay, &clock)?);
            }
        }
        let mut conversations = Vec::new();
        let mut messages = Vec::new();
        for it in &script.conversation {
            let connection = connection_of(script, it)?;
            let own = messages_of(it, connection, &clock)?;
            conversations.push(conversation(script, it, connection, &own, &clock)?);
            let property = &connection.property;
            messages.extend(
                own.into_iter()
                    .map(|(id, body)| Entry::Message(id, property.clone(), body)),
            );
        }
        Ok(Self {
            entries: vec![
                records::house(script)?,
                guests,
                stays,
                conversations,
                messages,
            ],
        })
    }
}

pub(super) fn connection_of<'s>(
    script: &'s Script,
    it: &ConversationScript,
) -> Result<&'s ConnectionScript, DemoError> {
    let found = script
        .connection
        .iter()
        .find(|connection| connection.id == it.connection);
    found.ok_or_else(|| DemoError::Script(format!("{} has no connection", it.id)))
}

fn messages_of(
    it: &ConversationScript,
    connection: &ConnectionScript,
    clock: &Clock,
) -> Result<Vec<(MessageId, Message)>, DemoError> {
    let mut done: Vec<(MessageId, Message)> = Vec::new();
    for (number, line) in it.messages.iter().enumerate() {
        let id = MessageId::new(format!("{}-{number:02}", it.id))?;
        let body = message(it, line, number, &done, connection, clock)?;
        done.push((id, body));
    }
    Ok(done)
}

fn message(
    it: &ConversationScript,
    line: &MessageScript,
    number: usize,
    before: &[(MessageId, Message)],
    connection: &ConnectionScript,
    clock: &Clock,
) -> Result<Message, DemoError> {
    // Loaded soon after midnight, "4h" reaches behind yesterday evening: nothing is earlier than what it follows.
    let at = clock.instant(&line.at)?;
    let at = before.last().map_or(at, |(_, last)| at.max(last.at));
    let state = line.state.clone().unwrap_or(match line.by {
        Author::Guest => MessageState::Received,
        Author::Bot | Author::Staff => MessageState::Read,
        _ => MessageState::Stored,
    });
    let mut content = match (&line.event, &line.content) {
        (Some(event), _) => Content::Event(event.clone()),
        (None, Some(content)) => content.clone(),
        (None, None) => Content::Text,
    };
    if let Some(name) = &line.file {
        carry(&mut content, name)?;
    }
    let travels = matches!(line.by, Author::Guest | Author::Bot | Author::Staff);
    let sent = travels && !matches!(state, MessageState::Failed | MessageState::Queued);
    let reply_to = match line.answers {
        None => None,
        Some(place) => {
            let wrong = || DemoError::Script(format!("{} answers nothing", it.id));
            let (id, quoted) = before.get(place).ok_or_else(wrong)?;
            Some(Quote {
                message: Some(id.clone()),
                provider_id: quoted.provider_id.clone().ok_or_else(wrong)?,
                author: Some(quoted.author.clone()),
                excerpt: quoted.text.chars().take(QUOTE).collect(),
            })
        }
    };
    let reaction = line.reaction.iter().map(|emoji| Reaction {
        author: if line.by == Author::Guest {
            Author::Staff
        } else {
            Author::Guest
        },
        emoji: emoji.clone(),
        at: at.plus(MINUTE),
        failure: None,
    });
    Ok(Message {
        conversation: it.id.clone(),
        author: line.by.clone(),
        staff: line.who.clone(),
        state,
        provider_id: sent.then(|| provider_id(&connection.channel, it, number)),
        text: line.text.clone(),
        content,
        at,
        send_at: None,
        reply_to,
        reactions: reaction.collect(),
        failure: line.failure.clone(),
        edited_at: line.edited.then(|| at.plus(MINUTE)),
        revoked_at: line.revoked.then(|| at.plus(MINUTE)),
        forwarded: line.forwarded,
        unknown: Unknown::default(),
    })
}

/// The bytes of a file of `media/`.
pub(super) fn file(name: &str) -> Result<&'static [u8], DemoError> {
    let found = FILES.iter().find(|(known, _)| *known == name);
    let (_, bytes) = found.ok_or_else(|| DemoError::Script(format!("{name} is no file")))?;
    Ok(bytes)
}

/// Puts the id and size of a file into a media content.
fn carry(content: &mut Content, name: &str) -> Result<(), DemoError> {
    let bytes = file(name)?;
    let media = match content {
        Content::Image(media)
        | Content::Video(media)
        | Content::Document(media)
        | Content::Sticker(media)
        | Content::Audio { media, .. } => media,
        _ => return Err(DemoError::Script(format!("{name} has no place"))),
    };
    media.id = Some(MediaId::new(sha256_hex(bytes))?);
    media.size = Some(bytes.len() as u64);
    Ok(())
}

fn provider_id(channel: &Channel, it: &ConversationScript, number: usize) -> String {
    match channel {
        Channel::WhatsApp => format!("wamid.demo.{}.{number}", it.id),
        _ => format!("demo.{}.{number}", it.id),
    }
}

fn conversation(
    script: &Script,
    it: &ConversationScript,
    connection: &ConnectionScript,
    messages: &[(MessageId, Message)],
    clock: &Clock,
) -> Result<Entry, DemoError> {
    let guest = script.guest.iter().find(|guest| guest.id == it.guest);
    let guest = guest.ok_or_else(|| DemoError::Script(format!("{} has no guest", it.id)))?;
    same_house(it, &guest.property, &connection.property)?;
    let bodies = || messages.iter().map(|(_, body)| body);
    let said = |body: &&Message| matches!(body.author, Author::Guest | Author::Bot | Author::Staff);
    let empty = || DemoError::Script(format!("{} is empty", it.id));
    let last = bodies().rfind(said).ok_or_else(empty)?;
    let escalated = bodies()
        .rfind(|body| matches!(body.content, Content::Event(Event::Escalated { .. })))
        .map(|body| body.at);
    let waits = it.status == ConversationStatus::AwaitingAgent;
    let failed = bodies()
        .filter(|body| body.state == MessageState::Failed)
        .count();
    let body = Conversation {
        contact: it.guest.clone(),
        channel: connection.channel.clone(),
        connection: it.connection.clone(),
        property: connection.property.clone(),
        status: it.status.clone(),
        assignee: it.assignee.clone(),
        card: card(guest, clock)?,
        preview: Some(Preview {
            author: last.author.clone(),
            staff: last.staff.clone(),
            content: last.content.type_name(),
            text: last.text.chars().take(PREVIEW).collect(),
            state: last.state.clone(),
        }),
        unread: it.unread,
        last_guest_at: bodies()
            .rfind(|body| body.author == Author::Guest)
            .map(|body| body.at),
        last_at: last.at,
        waiting_since: escalated.filter(|_| waits),
        opened_at: bodies().next().ok_or_else(empty)?.at,
        failed: u32::try_from(failed).unwrap_or(u32::MAX),
        labels: it.labels.clone(),
        unknown: Unknown::default(),
    };
    Ok(Entry::Conversation(it.id.clone(), body))
}

fn same_house(
    it: &ConversationScript,
    guest: &PropertyId,
    connection: &PropertyId,
) -> Result<(), DemoError> {
    if guest == connection {
        return Ok(());
    }
    Err(DemoError::Script(format!(
        "{}: the guest belongs to another house",
        it.id
    )))
}

/// The guest in short, with the current or next stay.
fn card(guest: &GuestScript, clock: &Clock) -> Result<Card, DemoError> {
    let mut stays: Vec<&StayScript> = guest
        .stays
        .iter()
        .filter(|stay| stay.arrives + stay.nights >= 0)
        .filter(|stay| {
            !matches!(
                stay.status,
                Some(ReservationStatus::Cancelled | ReservationStatus::NoShow)
            )
        })
        .collect();
    stays.sort_by_key(|stay| stay.arrives);
    let mut card = Card {
        name: guest.name.clone(),
        language: guest.language.clone(),
        ..Card::default()
    };
    if let Some(stay) = stays.first() {
        card.room = stay.room.clone();
        card.check_in = Some(clock.day(stay.arrives)?);
        card.check_out = Some(clock.day(stay.arrives + stay.nights)?);
    }
    Ok(card)
}
