//! The guest writes; staff write from the phone (echo).

use super::conversation::{self, Open};
use super::guest::{self, Known};
use super::site::Site;
use crate::engine::error::Step;
use crate::engine::outcome::{self, Speech};
use crate::engine::payload::{FetchMediaJob, JobKind};
use crate::engine::work::Work;
use crate::engine::{erase, key, notice, numbering};
use domain::Unknown;
use domain::channel::Channel;
use domain::conversation::ConversationStatus;
use domain::delivery::MessageState;
use domain::escalation::asks_for_person;
use domain::handover;
use domain::id::MessageId;
use domain::inbound::{Context, InboundEvent, RemoteMedia};
use domain::message::{Author, EscalationReason, Message, Quote};
use domain::time::UnixMillis;
use domain::window::{ReplyWindow, reply_window};

/// A guest's message: contact, conversation, message, and what the house says to it by itself.
pub(super) async fn receive(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<()> {
    let InboundEvent::Message {
        provider_id,
        from,
        profile_name,
        at,
        text,
        content,
        media,
        context,
        forwarded,
        referral,
    } = event
    else {
        return Ok(());
    };
    if is_known(work, site, provider_id).await? {
        return Ok(());
    }
    let profile = profile_name.as_deref();
    let named = *at;
    let at = &happened(site, named, work.now);
    let mut known = guest::find_or_create(work, site, from, profile, *at).await?;
    let mut open = conversation::find_or_open(work, site, &mut known, *at).await?;
    // Our own clock numbers a visitor's messages, so that order by time and by number are one.
    let own_clock = site.connection.channel == Channel::LiveChat && !open.new;
    let at = &if own_clock {
        (*at).max(open.body.last_at.plus(1))
    } else {
        *at
    };
    let mut unknown = Unknown::new();
    if let Some(headline) = referral {
        unknown.insert("referral".to_owned(), headline.clone().into());
    }
    let mut message = Message {
        conversation: open.id.clone(),
        author: Author::Guest,
        staff: None,
        state: MessageState::Received,
        provider_id: Some(provider_id.clone()),
        text: text.clone(),
        content: content.clone(),
        at: *at,
        send_at: None,
        reply_to: quote(work, site, context.as_ref()).await?,
        reactions: Vec::new(),
        failure: None,
        edited_at: None,
        revoked_at: None,
        forwarded: *forwarded,
        unknown,
    };
    add(
        work,
        site,
        &mut open,
        &mut message,
        provider_id,
        media.as_ref(),
    )
    .await?;
    let body = &mut open.body;
    body.unread = body.unread.saturating_add(1);
    // The guest cannot have written later than now: the window follows our clock. It is the provider's, so its second counts.
    body.last_guest_at = body.last_guest_at.max(Some(named.min(work.now)));
    respond(work, site, &known, &mut open, text).await?;
    work.put_conversation(&open.id, &open.body).await
}

/// Staff answered from the business app on the phone: shown as theirs, and the bot is silent from here on (whatsapp.md 2, Echoes).
pub(super) async fn echo(work: &mut Work<'_>, site: &Site, event: &InboundEvent) -> Step<()> {
    let InboundEvent::Echo {
        provider_id,
        to,
        at,
        text,
        content,
        media,
    } = event
    else {
        return Ok(());
    };
    if is_known(work, site, provider_id).await? {
        return Ok(());
    }
    let at = &happened(site, *at, work.now);
    let mut known = guest::find_or_create(work, site, to, None, *at).await?;
    let mut open = conversation::find_or_open(work, site, &mut known, *at).await?;
    let mut message = Message {
        conversation: open.id.clone(),
        author: Author::Staff,
        staff: None,
        state: MessageState::Sent,
        provider_id: Some(provider_id.clone()),
        text: text.clone(),
        content: content.clone(),
        at: *at,
        send_at: None,
        reply_to: None,
        reactions: Vec::new(),
        failure: None,
        edited_at: None,
        revoked_at: None,
        forwarded: false,
        unknown: Unknown::new(),
    };
    add(
        work,
        site,
        &mut open,
        &mut message,
        provider_id,
        media.as_ref(),
    )
    .await?;
    conversation::pause_bot(&mut open.body);
    work.put_conversation(&open.id, &open.body).await
}

/// When it was written. WhatsApp names the second and nobody knows where within it: as late as it can have been, so that an answer
/// stands below what we wrote in the same second, in its conversation and in the list.
fn happened(site: &Site, at: UnixMillis, now: UnixMillis) -> UnixMillis {
    const REST_OF_SECOND: i64 = 999;
    match site.connection.channel {
        Channel::WhatsApp => now.min(at.plus(REST_OF_SECOND)).max(at),
        _ => at,
    }
}

/// Writes the message with its unique key, its place in the row and the fetching of its file.
async fn add(
    work: &mut Work<'_>,
    site: &Site,
    open: &mut Open,
    message: &mut Message,
    provider_id: &str,
    media: Option<&RemoteMedia>,
) -> Step<()> {
    let id: MessageId = work.new_id()?;
    if site.connection.channel == Channel::LiveChat {
        numbering::number(work, &open.body.contact, &site.id, &id, message).await?;
    }
    outcome::show(&mut open.body, message);
    work.tx
        .set_lookup(key::provider_message(&site.id, provider_id), (&id).into());
    work.put_message(&id, &open.body.property, message).await?;
    if let Some(media) = media {
        let job = FetchMediaJob {
            message: id,
            connection: site.id.clone(),
            media: media.clone(),
        };
        work.add_job(&JobKind::FetchMedia, String::new(), work.now, &job)?;
    }
    Ok(())
}

/// The greeting of a new conversation or after a hand-back (SPEC 122, 160), and the way to a person (SPEC 150, 168). Nothing is
/// said after the window has closed: a message may arrive a week late.
async fn respond(
    work: &mut Work<'_>,
    site: &Site,
    known: &Known,
    open: &mut Open,
    text: &str,
) -> Step<()> {
    let bot = open.body.status == ConversationStatus::BotHandling;
    let paused = conversation::is_bot_paused(&open.body);
    let greet = bot && !paused && (conversation::take_greeting(&mut open.body) || open.new);
    let escalate = bot && asks_for_person(text);
    if !greet && !escalate {
        return Ok(());
    }
    let may_write = !matches!(reply_window(&open.body, work.now), ReplyWindow::Closed(_));
    let property = work
        .property(&site.connection.property)
        .await?
        .filter(|_| may_write);
    if greet && let Some(property) = &property {
        let words = notice::greeting(&site.connection, property, &known.contact);
        bot_says(work, open, words).await?;
    }
    if escalate {
        let reason = EscalationReason::AskedForPerson;
        if let Some(event) = handover::escalate(&mut open.body, reason, work.now) {
            outcome::event_line(work, &open.id, &open.body, event, None).await?;
        }
        if let Some(property) = property.as_ref().filter(|_| !paused) {
            bot_says(work, open, notice::holding(property, &known.contact)).await?;
        }
    }
    Ok(())
}

async fn bot_says(work: &mut Work<'_>, open: &mut Open, text: String) -> Step<()> {
    let message: MessageId = work.new_id()?;
    let speech = Speech::of(Author::Bot, None, text);
    outcome::say(work, &open.id, &mut open.body, message, speech).await
}

/// A second guard beside the event keys, which are kept for days only.
async fn is_known(work: &mut Work<'_>, site: &Site, provider_id: &str) -> Step<bool> {
    let key = key::provider_message(&site.id, provider_id);
    Ok(work.tx.lookup(&key).await?.is_some() || erase::was_erased(work, &key.key).await?)
}

async fn quote(work: &mut Work<'_>, site: &Site, context: Option<&Context>) -> Step<Option<Quote>> {
    let Some(Context { provider_id }) = context else {
        return Ok(None);
    };
    let found = work
        .tx
        .lookup(&key::provider_message(&site.id, provider_id))
        .await?;
    if let Some(id) = found.map(MessageId::from)
        && let Some(quoted) = work.message(&id).await?
    {
        let provider_id = provider_id.clone();
        return Ok(Some(Quote {
            provider_id,
            ..outcome::quote_of(id, &quoted)
        }));
    }
    let (provider_id, excerpt) = (provider_id.clone(), String::new());
    Ok(Some(Quote {
        message: None,
        provider_id,
        author: None,
        excerpt,
    }))
}
