//! What a website's visitor does. Unlike a provider's webhook it is decided at once, because the page waits for its number: the
//! commit itself makes it durable, and only then is it acknowledged.

use super::guest::{self, Known};
use super::site::Site;
use super::{message, target};
use crate::engine::error::Step;
use crate::engine::payload::{JobKind, KeepUploadJob};
use crate::engine::work::Work;
use crate::engine::{Entry, erase, key, numbering, outcome};
use channels::livechat::{self, Reacting, Words};
use domain::channel::Channel;
use domain::connection::ConnectionStatus;
use domain::contact::Identity;
use domain::delivery::MessageState;
use domain::id::{ConnectionId, ConversationId, MessageId};
use domain::message::{Author, Choice, Content, Media, Message};
use domain::time::UnixMillis;

/// Messages looked at for a receipt, and for a tapped button.
const FAR: u64 = 500;

/// Who asks: checked before, by token and proof.
#[derive(Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Which chat.
    pub connection: ConnectionId,
    /// Keyed hash of the token.
    pub hash: String,
    /// The hotel's own user id, proven.
    pub user: Option<String>,
    /// What the hotel's site calls them, beside a proof.
    pub name: Option<String>,
    /// Their address, beside a proof.
    pub email: Option<String>,
    /// BCP 47, from the browser.
    pub language: Option<String>,
}

/// Prints nothing about the visitor.
impl std::fmt::Debug for Visitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Visitor")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

impl Visitor {
    /// As contacts know them.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity {
            channel: Channel::LiveChat,
            address: self.user.clone(),
            scoped_id: Some(self.hash.clone()),
            username: None,
        }
    }
}

/// What they write.
#[derive(Clone, PartialEq)]
pub struct Writing {
    /// As sent.
    pub words: Words,
    /// The upload that the words name.
    pub media: Option<Media>,
    /// The hotel's page they look at, with the first message of a conversation.
    pub page: Option<String>,
}

/// What they do.
#[derive(Clone, PartialEq)]
pub enum VisitorAct {
    /// Write.
    Write(Box<Writing>),
    /// Everything up to a number got this far.
    Receipt {
        /// The number.
        seq: u64,
        /// Delivered or read.
        state: MessageState,
    },
    /// React to one of our messages, or take it back.
    React(Reacting),
    /// Where to answer when they have left; they agreed.
    Email(String),
    /// The hotel's site says who they are: a contact that is known already learns it.
    Introduce,
}

/// What a visitor asks of the engine.
#[derive(Clone, PartialEq)]
pub struct VisitorAsk {
    /// Who.
    pub visitor: Visitor,
    /// What.
    pub act: VisitorAct,
}

/// Prints nothing of what was written.
impl std::fmt::Debug for VisitorAsk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VisitorAsk").finish_non_exhaustive()
    }
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VisitorReply {
    /// The message is kept under this number.
    Written {
        /// Its id.
        id: MessageId,
        /// Its place.
        number: u64,
        /// Relay time.
        at: UnixMillis,
    },
    /// Done.
    Done,
    /// Not done: the code of an `error` frame.
    Refused(&'static str),
}

/// Decides one act.
pub(crate) async fn decide(work: &mut Work<'_>, ask: &VisitorAsk) -> Step<VisitorReply> {
    let visitor = &ask.visitor;
    let site = Site::of(work, visitor.connection.clone()).await?;
    let open = |site: &Site| {
        site.connection.channel == Channel::LiveChat
            && site.connection.status != ConnectionStatus::Disconnected
    };
    let Some(site) = site.filter(open) else {
        return Ok(VisitorReply::Refused("closed"));
    };
    match &ask.act {
        VisitorAct::Write(writing) => write(work, &site, visitor, writing).await,
        VisitorAct::Receipt { seq, state } => {
            if let Some(known) = guest::find(work, &site, &visitor.identity()).await? {
                receipt(work, &site, &known, *seq, state).await?;
            }
            Ok(VisitorReply::Done)
        }
        VisitorAct::React(reacting) => react(work, &site, visitor, reacting).await,
        VisitorAct::Email(address) => {
            let mut known = meet(work, &site, visitor).await?;
            known.contact.allow_email(address, &site.id, work.now);
            work.put(&Entry::Contact(known.id, known.contact)).await?;
            Ok(VisitorReply::Done)
        }
        VisitorAct::Introduce => {
            if guest::find(work, &site, &visitor.identity())
                .await?
                .is_some()
            {
                meet(work, &site, visitor).await?;
            }
            Ok(VisitorReply::Done)
        }
    }
}

async fn write(
    work: &mut Work<'_>,
    site: &Site,
    visitor: &Visitor,
    writing: &Writing,
) -> Step<VisitorReply> {
    let Writing { words, media, page } = writing;
    let provider_id = livechat::provider_id(&visitor.hash, &words.client_msg_id);
    let key = key::provider_message(&site.id, &provider_id);
    if let Some(id) = work.tx.lookup(&key).await? {
        return written(work, id.into()).await;
    }
    if erase::was_erased(work, &key.key).await? {
        return Ok(VisitorReply::Refused("not_found"));
    }
    let known = guest::find(work, site, &visitor.identity()).await?;
    let mut words = words.clone();
    let mut quoted = None;
    if let Some(answered) = &words.reply_to {
        match own(work, site, known.as_ref(), answered).await? {
            Some((_, message)) => quoted = message.provider_id,
            None => return Ok(VisitorReply::Refused("not_found")),
        }
    }
    let content = match (&words.choice, media) {
        (Some(choice), _) => {
            let Some(found) = chosen(work, site, known.as_ref(), choice).await? else {
                return Ok(VisitorReply::Refused("not_found"));
            };
            words.text = found.title;
            Content::ChoiceReply { id: found.id }
        }
        (None, Some(media)) => livechat::content(media.clone()),
        (None, None) => Content::Text,
    };
    meet(work, site, visitor).await?;
    let sender = livechat::Sender {
        identity: visitor.identity(),
        hash: &visitor.hash,
        page: page.clone(),
    };
    let event = livechat::event(&words, sender, content, quoted, work.now);
    message::receive(work, site, &event).await?;
    if let Some(id) = media.as_ref().and_then(|media| media.id.clone()) {
        let job = KeepUploadJob { media: id };
        work.add_job(&JobKind::KeepUpload, String::new(), work.now, &job)?;
    }
    match work.tx.lookup(&key).await? {
        Some(id) => written(work, id.into()).await,
        None => Ok(VisitorReply::Refused("unavailable")),
    }
}

/// One reaction a side, on what the house said; said again it changes nothing.
async fn react(
    work: &mut Work<'_>,
    site: &Site,
    visitor: &Visitor,
    reacting: &Reacting,
) -> Step<VisitorReply> {
    let known = guest::find(work, site, &visitor.identity()).await?;
    let found = own(work, site, known.as_ref(), &reacting.message).await?;
    let said = |message: &Message| matches!(message.author, Author::Bot | Author::Staff);
    let Some((id, _)) = found.filter(|(_, message)| said(message)) else {
        return Ok(VisitorReply::Refused("not_found"));
    };
    let (emoji, now) = (reacting.emoji.as_deref(), work.now);
    outcome::change(work, &id, |message| target::react(message, emoji, now)).await?;
    Ok(VisitorReply::Done)
}

async fn written(work: &mut Work<'_>, id: MessageId) -> Step<VisitorReply> {
    let found = work.message(&id).await?;
    Ok(match found.and_then(|it| Some((it.number()?, it.at))) {
        Some((number, at)) => VisitorReply::Written { id, number, at },
        // Erased since: the same words are not kept again.
        None => VisitorReply::Refused("not_found"),
    })
}

/// Finds or makes the contact, which learns what the browser and the hotel's site say.
async fn meet(work: &mut Work<'_>, site: &Site, visitor: &Visitor) -> Step<Known> {
    let name = visitor.name.as_deref();
    let now = work.now;
    let mut known = guest::find_or_create(work, site, &visitor.identity(), name, now).await?;
    let mut after = known.contact.clone();
    if after.language.is_none() {
        after.language.clone_from(&visitor.language);
    }
    if after.email.is_none() {
        after.email.clone_from(&visitor.email);
    }
    if after != known.contact {
        known.contact = after;
        work.put(&Entry::Contact(known.id.clone(), known.contact.clone()))
            .await?;
    }
    Ok(known)
}

/// A message of this visitor's conversations by id.
async fn own(
    work: &mut Work<'_>,
    site: &Site,
    known: Option<&Known>,
    id: &str,
) -> Step<Option<(MessageId, Message)>> {
    let (Some(known), Ok(id)) = (known, MessageId::new(id)) else {
        return Ok(None);
    };
    let Some(message) = work.message(&id).await?.filter(|it| it.number().is_some()) else {
        return Ok(None);
    };
    let place: &ConversationId = &message.conversation;
    let conversation = work.conversation(place).await?;
    let own = conversation.is_some_and(|it| it.contact == known.id && it.connection == site.id);
    Ok(own.then_some((id, message)))
}

/// A button or row that stands under one of the newest messages; its title is the record's, not the page's.
async fn chosen(
    work: &mut Work<'_>,
    site: &Site,
    known: Option<&Known>,
    choice: &str,
) -> Step<Option<Choice>> {
    let Some(known) = known else { return Ok(None) };
    let newest = numbering::last(work, &known.id, &site.id).await?;
    for number in (newest.saturating_sub(FAR).max(1)..=newest).rev() {
        let found = numbering::at(work, &known.id, &site.id, number).await?;
        let Some((_, message)) = found else {
            continue;
        };
        if let Content::Buttons { choices } | Content::List { choices, .. } = message.content
            && let Some(found) = choices.into_iter().find(|it| it.id == choice)
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// What the visitor has up to a number got this far; below the first that had, all had.
async fn receipt(
    work: &mut Work<'_>,
    site: &Site,
    known: &Known,
    seq: u64,
    state: &MessageState,
) -> Step<()> {
    let newest = numbering::last(work, &known.id, &site.id).await?.min(seq);
    for number in (newest.saturating_sub(FAR).max(1)..=newest).rev() {
        let found = numbering::at(work, &known.id, &site.id, number).await?;
        let Some((id, message)) = found else {
            continue;
        };
        if !matches!(message.author, Author::Bot | Author::Staff) {
            continue;
        }
        if message.state.after_report(state) == message.state {
            return Ok(());
        }
        outcome::change(work, &id, |it| it.state = it.state.after_report(state)).await?;
    }
    Ok(())
}
