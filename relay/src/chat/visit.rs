//! One visitor at one page, whatever carries the frames: the socket and the fallback by HTTP run the same code.

use super::Chat;
use super::frames::{Seen, ServerFrame, Welcome};
use super::handle;
use super::limits::Place as SocketPlace;
use super::read::PAGE;
use super::words;
use crate::engine::{EngineError, Visitor, VisitorAct, VisitorAsk, VisitorReply, Writing};
use crate::hub::{Scoped, Touch};
use crate::ingress::{IDENTITY_SECRET, Known};
use crate::secrets::KeyError;
use channels::livechat::{self, ClientFrame, Hello, Words};
use domain::delivery::MessageState;
use domain::id::{ContactId, ConversationId, MessageId};
use domain::message::Author;
use domain::record::Scope;
use domain::signal::Signal;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use store::error::StoreError;
use tokio::sync::broadcast;

/// Bytes of messages in a hello; what is beyond follows in frames of their own, so that no frame is large.
const HELLO_BYTES: usize = 48 << 10;
/// Messages below the page's newest that are looked at for changes it may have missed.
const LOOK_BACK: u64 = 30;
/// Messages whose look is remembered.
const REMEMBERED: usize = 300;
/// Seconds to wait after the database was away.
const SOON: u64 = 3;

/// Why a visit ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With a word to the page.
    Bye(&'static str),
    /// The database is away.
    Trouble,
}

impl From<StoreError> for End {
    fn from(error: StoreError) -> Self {
        tracing::warn!(%error, "a visitor waits for the database");
        Self::Trouble
    }
}

impl From<KeyError> for End {
    fn from(error: KeyError) -> Self {
        tracing::error!(%error, "a visitor's token cannot be checked");
        Self::Trouble
    }
}

/// Who, once hello was said.
struct Guest {
    visitor: Visitor,
    /// Of the token alone: what limits and uploads go by.
    token_hash: String,
    page: Option<String>,
    contact: Option<ContactId>,
    conversation: Option<ConversationId>,
    /// The newest number the page was told.
    at: u64,
    /// The newest own message that was told as read.
    read_to: u64,
    _place: SocketPlace,
}

/// See the module.
pub(super) struct Visit {
    chat: Chat,
    known: Arc<Known>,
    address: IpAddr,
    touches: broadcast::Receiver<Touch>,
    signals: broadcast::Receiver<Scoped>,
    guest: Option<Guest>,
    /// Conversations whose messages the page has.
    conversations: BTreeSet<ConversationId>,
    /// How the messages looked that the page has, by number.
    looks: BTreeMap<u64, [u8; 8]>,
    /// There may be news.
    dirty: bool,
    touched: BTreeSet<MessageId>,
    heard: Vec<Signal>,
}

impl Visit {
    /// A visit that has not said hello. The ears are open from here on, before anything is read.
    pub(super) fn new(chat: Chat, known: Arc<Known>, address: IpAddr) -> Self {
        Self {
            touches: chat.hub.touches(&known.workspace),
            signals: chat.hub.signals(&known.workspace),
            chat,
            known,
            address,
            guest: None,
            conversations: BTreeSet::new(),
            looks: BTreeMap::new(),
            dirty: false,
            touched: BTreeSet::new(),
            heard: Vec::new(),
        }
    }

    pub(super) fn has_begun(&self) -> bool {
        self.guest.is_some()
    }

    /// Waits until there may be something to tell. Nothing is lost if it is dropped while it waits.
    pub(super) async fn wait(&mut self) {
        loop {
            let Some(guest) = &self.guest else {
                return std::future::pending().await;
            };
            if self.dirty || !self.touched.is_empty() || !self.heard.is_empty() {
                return;
            }
            tokio::select! {
                touch = self.touches.recv() => match touch {
                    Ok(Touch::Conversation(contact)) => {
                        self.dirty |= guest.contact.as_ref() == Some(&contact);
                    }
                    Ok(Touch::Message(conversation, message)) => {
                        if self.conversations.contains(&conversation)
                            || guest.conversation.as_ref() == Some(&conversation)
                        {
                            self.touched.insert(message);
                        }
                    }
                    // Too slow for every touch: look at all.
                    Err(_) => self.dirty = true,
                },
                signal = self.signals.recv() => {
                    if let Ok(Scoped { signal, .. }) = signal
                        && let Signal::Typing { conversation, author: Author::Staff, .. } = &signal
                        && guest.conversation.as_ref() == Some(conversation)
                    {
                        self.heard.push(signal);
                    }
                }
            }
        }
    }

    /// The page has less than it was told: an answer was lost on its way.
    pub(super) fn go_back_to(&mut self, seq: u64) {
        if let Some(guest) = &mut self.guest
            && seq < guest.at
        {
            guest.at = seq;
            self.dirty = true;
        }
    }

    /// Looks again whatever was announced: another node, or another page of a visitor who had not written yet.
    pub(super) fn look(&mut self) {
        self.dirty = true;
    }

    /// What the page is told after [`wait`](Self::wait).
    pub(super) async fn news(&mut self) -> Result<Vec<ServerFrame>, End> {
        let mut frames = Vec::new();
        if self.guest.is_none() {
            return Ok(frames);
        }
        if self.dirty || !self.touched.is_empty() {
            self.dirty = false;
            let touched = std::mem::take(&mut self.touched);
            self.catch_up(&mut frames, u64::MAX).await?;
            self.changed(&mut frames, touched).await?;
            self.read_receipt(&mut frames).await?;
        }
        for signal in std::mem::take(&mut self.heard) {
            if let Signal::Typing {
                author, staff, on, ..
            } = signal
            {
                let name = match staff {
                    Some(id) => self.chat.staff_name(&self.known, &id).await?,
                    None => None,
                };
                frames.push(ServerFrame::Typing { author, name, on });
            }
        }
        Ok(frames)
    }

    /// One frame of the page.
    pub(super) async fn take(&mut self, text: &str) -> Result<Vec<ServerFrame>, End> {
        let frame = match livechat::read(text) {
            Ok(frame) => frame,
            Err(problem) => return Ok(vec![self.not_read(text, problem)]),
        };
        let frame = match frame {
            ClientFrame::Hello(hello) => return self.hello(hello).await,
            frame if self.guest.is_none() => {
                drop(frame);
                return Ok(vec![ServerFrame::error("hello_first")]);
            }
            frame => frame,
        };
        if let ClientFrame::Message(words) = frame {
            return self.write(words).await;
        }
        let Some(guest) = &self.guest else {
            return Ok(Vec::new());
        };
        let now = self.chat.clock.now();
        if let Err(seconds) = self.chat.inner.limits.small(&guest.token_hash, now) {
            // A signal that comes too often is let go; what has an effect is told.
            return Ok(match frame {
                ClientFrame::Typing { .. } => Vec::new(),
                _ => vec![ServerFrame::Error {
                    code: "rate_limited",
                    retry_after: Some(seconds),
                    client_msg_id: None,
                }],
            });
        }
        match frame {
            ClientFrame::Typing { on } => {
                self.typing(on);
                Ok(Vec::new())
            }
            ClientFrame::Delivered { seq } => self.receipt(seq, MessageState::Delivered).await,
            ClientFrame::Read { seq } => self.receipt(seq, MessageState::Read).await,
            ClientFrame::Email { address, .. } => self.email(address).await,
            ClientFrame::Ping => Ok(vec![ServerFrame::Pong]),
            ClientFrame::Hello(_) | ClientFrame::Message(_) => Ok(Vec::new()),
        }
    }

    /// An error names the message it is about, so that the page knows which.
    fn not_read(&self, text: &str, problem: livechat::Problem) -> ServerFrame {
        #[derive(serde::Deserialize)]
        struct Named {
            client_msg_id: Option<String>,
        }
        let named = (text.len() <= livechat::MAX_FRAME)
            .then(|| serde_json::from_str::<Named>(text).ok())
            .flatten();
        ServerFrame::Error {
            code: problem.code(),
            retry_after: None,
            client_msg_id: named
                .and_then(|it| it.client_msg_id)
                .filter(|id| id.len() <= 64),
        }
    }

    async fn hello(&mut self, hello: Hello) -> Result<Vec<ServerFrame>, End> {
        if !self.chat.is_open(&self.known).await? {
            return Err(End::Bye("closed"));
        }
        let mut frames = Vec::new();
        let token_hash = self.chat.token_hash(&self.known, &hello.token).await?;
        let visitor = self.visitor(&hello, &token_hash, &mut frames).await?;
        let place = self
            .chat
            .inner
            .limits
            .visitor(&token_hash)
            .or_else(|| self.guest.take().map(|old| old._place))
            .ok_or(End::Bye("too_many"))?;
        self.chat.inner.present.note(&token_hash, &visitor);
        if visitor.user.is_some() {
            let act = VisitorAct::Introduce;
            self.ask(&visitor, act).await.map_err(|_| End::Trouble)?;
        }
        let found = self.chat.place(&self.known, &visitor).await?;
        let thread = found.contact.as_ref().map(thread);
        let same = hello.thread.is_none() || hello.thread == thread;
        // Beyond the newest there is nothing: those numbers are another thread's.
        let at = Some(hello.last_seq)
            .filter(|at| same && *at <= found.last)
            .unwrap_or(0);
        self.looks.clear();
        self.conversations.clear();
        self.guest = Some(Guest {
            visitor,
            token_hash,
            page: hello.page,
            contact: found.contact.clone(),
            conversation: found.conversation.clone(),
            at,
            read_to: 0,
            _place: place,
        });
        let mut missing = Vec::new();
        self.catch_up(&mut missing, found.last).await?;
        let (messages, rest) = share(missing);
        let email_known = match &found.contact {
            Some(id) => self
                .chat
                .contact(&self.known, id)
                .await?
                .is_some_and(|it| it.email.is_some()),
            None => false,
        };
        let hotel = self.chat.hotel(&self.known).await?;
        frames.push(ServerFrame::Hello(Box::new(Welcome {
            conversation_id: found.conversation,
            thread,
            last_seq: found.last,
            messages,
            team: self.chat.team(&self.known).await?,
            bot_disclosure: words::disclosure(hello.language.as_deref(), &hotel),
            hotel,
            email_known,
        })));
        frames.extend(rest);
        self.missed_changes(&mut frames, at).await?;
        self.read_receipt(&mut frames).await?;
        Ok(frames)
    }

    /// Who it is. A proven guest is somebody else than the same browser without proof: at a shared computer nobody meets the conversations
    /// of the guest before.
    async fn visitor(
        &self,
        hello: &Hello,
        token_hash: &str,
        frames: &mut Vec<ServerFrame>,
    ) -> Result<Visitor, End> {
        let mut visitor = Visitor {
            connection: self.known.id.clone(),
            hash: token_hash.to_owned(),
            user: None,
            name: None,
            email: None,
            language: hello.language.clone(),
        };
        let Some(claim) = &hello.identity else {
            return Ok(visitor);
        };
        let secret = self.known.secret(IDENTITY_SECRET).unwrap_or_default();
        if !livechat::proves(secret, &claim.id, &claim.hash) {
            // They may write all the same, as somebody nobody vouches for.
            frames.push(ServerFrame::error("identity_refused"));
            return Ok(visitor);
        }
        let both = format!("{}\n{}", hello.token, claim.id);
        visitor.hash = self.chat.token_hash(&self.known, &both).await?;
        visitor.user = Some(claim.id.clone());
        visitor.name.clone_from(&claim.name);
        visitor.email.clone_from(&claim.email);
        Ok(visitor)
    }

    async fn write(&mut self, words: Words) -> Result<Vec<ServerFrame>, End> {
        let id = words.client_msg_id.clone();
        let no = |code, retry_after| {
            Ok(vec![ServerFrame::Error {
                code,
                retry_after,
                client_msg_id: Some(id.clone()),
            }])
        };
        let Some(guest) = &mut self.guest else {
            return Ok(Vec::new());
        };
        let (limits, now) = (&self.chat.inner.limits, self.chat.clock.now());
        if let Err(seconds) = limits.message(&guest.token_hash, now) {
            return no("rate_limited", Some(seconds));
        }
        if guest.conversation.is_none()
            && let Err(seconds) = limits.conversation(self.address, now)
        {
            return no("too_many_conversations", Some(seconds));
        }
        let media = match &words.media {
            None => None,
            Some(given) => {
                let key = self.chat.visitor_key(&self.known).await?;
                match handle::read(&key, &guest.token_hash, given) {
                    Some(media) => Some(media),
                    None => return no("unknown_media", None),
                }
            }
        };
        let visitor = guest.visitor.clone();
        let page = guest.page.clone().filter(|_| guest.conversation.is_none());
        let act = VisitorAct::Write(Box::new(Writing { words, media, page }));
        match self.ask(&visitor, act).await {
            Ok(VisitorReply::Written {
                id: message,
                number,
                at,
            }) => {
                let mut frames = Vec::new();
                // Everything before it first, so that the page's numbers have no hole when the acknowledgement comes.
                self.catch_up(&mut frames, number.saturating_sub(1)).await?;
                self.keep_own(&message, number).await?;
                frames.push(ServerFrame::Ack {
                    client_msg_id: id,
                    seq: number,
                    id: message,
                    at,
                });
                self.dirty = true;
                Ok(frames)
            }
            Ok(VisitorReply::Refused("closed")) => Err(End::Bye("closed")),
            Ok(VisitorReply::Refused(code)) => no(code, None),
            Ok(VisitorReply::Done) => no("unavailable", Some(SOON)),
            Err(_) => no("unavailable", Some(SOON)),
        }
    }

    /// The page has its own words; it must not get them again.
    async fn keep_own(&mut self, message: &MessageId, number: u64) -> Result<(), End> {
        let found = self
            .chat
            .by_id(&self.known, std::slice::from_ref(message))
            .await?;
        let Some(guest) = &mut self.guest else {
            return Ok(());
        };
        if number > guest.at {
            guest.at = number;
        }
        for (seen, conversation) in found {
            self.conversations.insert(conversation);
            self.looks.insert(seen.seq, seen.unchanged().digest());
        }
        Ok(())
    }

    fn typing(&self, on: bool) {
        let Some(conversation) = self.guest.as_ref().and_then(|it| it.conversation.clone()) else {
            return;
        };
        let signal = Signal::Typing {
            conversation,
            author: Author::Guest,
            staff: None,
            on,
        };
        let scope = Scope::inbox(&self.known.property);
        self.chat
            .hub
            .signal(&self.known.workspace, Scoped { scope, signal });
    }

    async fn receipt(&mut self, seq: u64, state: MessageState) -> Result<Vec<ServerFrame>, End> {
        let Some(guest) = &self.guest else {
            return Ok(Vec::new());
        };
        // Nobody has seen what was not told.
        let seq = seq.min(guest.at);
        let visitor = guest.visitor.clone();
        if seq > 0 {
            let asked = self.ask(&visitor, VisitorAct::Receipt { seq, state }).await;
            // Said again with the next message.
            if let Err(error) = asked {
                tracing::warn!(%error, "a receipt was not kept");
            }
        }
        Ok(Vec::new())
    }

    async fn email(&mut self, address: String) -> Result<Vec<ServerFrame>, End> {
        let Some(guest) = &self.guest else {
            return Ok(Vec::new());
        };
        let visitor = guest.visitor.clone();
        self.dirty = true;
        match self.ask(&visitor, VisitorAct::Email(address.clone())).await {
            Ok(VisitorReply::Done) => Ok(vec![ServerFrame::Email { address }]),
            Ok(VisitorReply::Refused("closed")) => Err(End::Bye("closed")),
            _ => Ok(vec![ServerFrame::Error {
                code: "unavailable",
                retry_after: Some(SOON),
                client_msg_id: None,
            }]),
        }
    }

    async fn ask(&self, visitor: &Visitor, act: VisitorAct) -> Result<VisitorReply, EngineError> {
        let ask = VisitorAsk {
            visitor: visitor.clone(),
            act,
        };
        self.chat.engine.visitor(&self.known.workspace, ask).await
    }

    /// Everything above what the page has, up to `most`, in order.
    async fn catch_up(&mut self, frames: &mut Vec<ServerFrame>, most: u64) -> Result<(), End> {
        let Some(guest) = &mut self.guest else {
            return Ok(());
        };
        let found = self.chat.place(&self.known, &guest.visitor).await?;
        guest.conversation = found.conversation;
        guest.contact.clone_from(&found.contact);
        if let Some(id) = &guest.conversation {
            self.conversations.insert(id.clone());
        }
        let Some(contact) = found.contact else {
            return Ok(());
        };
        let last = found.last.min(most);
        while guest.at < last {
            let to = last.min(guest.at.saturating_add(PAGE));
            let page = self
                .chat
                .messages(&self.known, &contact, guest.at + 1, to)
                .await?;
            for (seen, conversation) in page {
                self.conversations.insert(conversation);
                self.looks.insert(seen.seq, seen.digest());
                frames.push(ServerFrame::Message(Box::new(seen)));
            }
            guest.at = to;
        }
        while self.looks.len() > REMEMBERED {
            self.looks.pop_first();
        }
        Ok(())
    }

    /// Messages that the page has and that look different now.
    async fn changed(
        &mut self,
        frames: &mut Vec<ServerFrame>,
        touched: BTreeSet<MessageId>,
    ) -> Result<(), End> {
        let at = self.guest.as_ref().map_or(0, |guest| guest.at);
        let ids: Vec<MessageId> = touched.into_iter().collect();
        for (seen, _) in self.chat.by_id(&self.known, &ids).await? {
            let look = seen.digest();
            let before = self.looks.insert(seen.seq, look);
            let told = before == Some(look) || (before.is_none() && !seen.is_changed());
            if seen.seq <= at && !told {
                let message = Box::new(seen);
                frames.push(ServerFrame::Changed { message });
            }
        }
        Ok(())
    }

    /// What may have changed while the page was away, of the newest that it has.
    async fn missed_changes(&mut self, frames: &mut Vec<ServerFrame>, at: u64) -> Result<(), End> {
        let contact = self.guest.as_ref().and_then(|it| it.contact.clone());
        let Some(contact) = contact.filter(|_| at > 0) else {
            return Ok(());
        };
        let from = at.saturating_sub(LOOK_BACK - 1).max(1);
        for (seen, conversation) in self.chat.messages(&self.known, &contact, from, at).await? {
            self.conversations.insert(conversation);
            self.looks.insert(seen.seq, seen.digest());
            if seen.is_changed() {
                let message = Box::new(seen);
                frames.push(ServerFrame::Changed { message });
            }
        }
        Ok(())
    }

    /// Somebody opened the conversation: everything the visitor wrote in it was read.
    async fn read_receipt(&mut self, frames: &mut Vec<ServerFrame>) -> Result<(), End> {
        let Some(guest) = &mut self.guest else {
            return Ok(());
        };
        let (Some(conversation), Some(contact)) = (&guest.conversation, &guest.contact) else {
            return Ok(());
        };
        if guest.read_to >= guest.at {
            return Ok(());
        }
        let body = self.chat.conversation(&self.known, conversation).await?;
        if body.is_none_or(|it| it.unread > 0) {
            return Ok(());
        }
        let from = guest
            .at
            .saturating_sub(LOOK_BACK - 1)
            .max(guest.read_to + 1);
        let page = self
            .chat
            .messages(&self.known, contact, from, guest.at)
            .await?;
        guest.read_to = guest.at;
        let own = |seen: &Seen| seen.author == Author::Guest;
        if let Some((seen, _)) = page.into_iter().rfind(|(seen, _)| own(seen)) {
            frames.push(ServerFrame::Receipt {
                id: seen.id,
                state: MessageState::Read,
            });
        }
        Ok(())
    }
}

/// Names a thread without telling the guest's id.
fn thread(contact: &ContactId) -> String {
    let mut name = crate::auth::codes::sha256_hex(format!("thread\n{contact}").as_bytes());
    name.truncate(16);
    name
}

/// The first messages for the hello itself, and the frames of the rest.
fn share(frames: Vec<ServerFrame>) -> (Vec<Seen>, Vec<ServerFrame>) {
    let (mut first, mut rest, mut bytes) = (Vec::new(), Vec::new(), 0);
    for frame in frames {
        match frame {
            ServerFrame::Message(seen) if rest.is_empty() => {
                bytes += serde_json::to_vec(&seen).map_or(0, |json| json.len());
                if bytes <= HELLO_BYTES {
                    first.push(*seen);
                } else {
                    rest.push(ServerFrame::Message(seen));
                }
            }
            frame => rest.push(frame),
        }
    }
    (first, rest)
}
