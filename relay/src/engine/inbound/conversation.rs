//! The open conversation of a guest over a connection, and opening one.

use super::guest::Known;
use super::site::Site;
use crate::engine::error::Step;
use crate::engine::work::Work;
use crate::engine::{Entry, key, outcome};
use domain::Unknown;
use domain::begin;
use domain::contact::Contact;
use domain::conversation::{Card, Conversation, ConversationStatus};
use domain::id::{ConnectionId, ContactId, ConversationId, RecordId};
use domain::record::Kind;
use domain::reservation::Reservation;
use domain::time::UnixMillis;
use jiff::civil::Date;

/// Marks a conversation whose next guest message is greeted (SPEC 160). Kept among the fields that older versions carry along.
const GREET: &str = "greet_next";
/// Marks a conversation in which the bot is silent, because staff answered from the phone. Kept like [`GREET`].
const PAUSED: &str = "bot_paused";
/// Stays looked at for the card.
const STAYS: usize = 50;

/// The bot greets on the guest's next message.
pub(crate) fn greet_next(conversation: &mut Conversation) {
    conversation.unknown.remove(PAUSED);
    conversation.unknown.insert(GREET.to_owned(), true.into());
}

/// The bot says nothing more here until it is handed back or the conversation ends.
///
/// The status stays: nobody at a desk has it (AGENT_ASSIGNED needs a person) and nobody is waited for (AWAITING_AGENT would ring the
/// whole team and give it back to the bot in time). A word for a person still moves it to the team, without the bot's words.
pub(super) fn pause_bot(conversation: &mut Conversation) {
    conversation.unknown.remove(GREET);
    conversation.unknown.insert(PAUSED.to_owned(), true.into());
}

/// Whether staff answered from the phone and the bot is silent.
pub(super) fn is_bot_paused(conversation: &Conversation) -> bool {
    conversation.unknown.contains_key(PAUSED)
}

/// Whether it is to be greeted; true once.
pub(super) fn take_greeting(conversation: &mut Conversation) -> bool {
    conversation.unknown.remove(GREET).is_some()
}

/// The open conversation by id, and whether it was opened just now.
pub(super) struct Open {
    pub(super) id: ConversationId,
    pub(super) body: Conversation,
    pub(super) new: bool,
}

/// Finds or opens it. Opening counts on the contact and the connection (SPEC 21, 84); the caller writes the conversation.
pub(super) async fn find_or_open(
    work: &mut Work<'_>,
    site: &Site,
    known: &mut Known,
    at: UnixMillis,
) -> Step<Open> {
    let key = key::open_conversation(&known.id, &site.id);
    if let Some(id) = work.tx.lookup(&key).await? {
        let id = ConversationId::from(id);
        if let Some(body) = work.conversation(&id).await? {
            return Ok(Open {
                id,
                body,
                new: false,
            });
        }
    }
    let id: ConversationId = work.new_id()?;
    count_opened(work, &id, (&known.id, &mut known.contact), &site.id).await?;
    let body = Conversation {
        contact: known.id.clone(),
        channel: site.connection.channel.clone(),
        connection: site.id.clone(),
        property: site.connection.property.clone(),
        status: ConversationStatus::BotHandling,
        assignee: None,
        card: card(work, &known.id, &known.contact).await?,
        preview: None,
        unread: 0,
        last_guest_at: None,
        last_at: at,
        waiting_since: None,
        opened_at: at,
        failed: 0,
        labels: Vec::new(),
        unknown: Unknown::new(),
    };
    Ok(Open {
        id,
        body,
        new: true,
    })
}

/// Takes the unique key of an open conversation, and counts it on the guest and the account (SPEC 21, 84).
pub(crate) async fn count_opened(
    work: &mut Work<'_>,
    id: &ConversationId,
    (guest, contact): (&ContactId, &mut Contact),
    connection: &ConnectionId,
) -> Step<()> {
    let key = key::open_conversation(guest, connection);
    work.tx.set_lookup(key, id.into());
    contact.conversations = contact.conversations.saturating_add(1);
    work.put(&Entry::Contact(guest.clone(), contact.clone()))
        .await?;
    outcome::count_active(work, connection, 1).await
}

/// The guest in short, with the stay of today or the next.
pub(crate) async fn card(work: &mut Work<'_>, id: &ContactId, contact: &Contact) -> Step<Card> {
    let stays: Vec<(RecordId, Reservation)> =
        work.children(Kind::Reservation, id.into(), STAYS).await?;
    let property = work.property(&contact.property).await?;
    let today = property.and_then(|property| today(&property.time_zone, work.now));
    Ok(begin::card(
        contact,
        stays.iter().map(|(_, stay)| stay),
        today,
    ))
}

/// The civil date in the property's zone.
fn today(time_zone: &str, now: UnixMillis) -> Option<Date> {
    let instant = jiff::Timestamp::from_millisecond(now.0).ok()?;
    Some(instant.in_tz(time_zone).ok()?.date())
}
