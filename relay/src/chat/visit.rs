//! One visitor at one page, whatever carries the frames: the socket and the fallback by HTTP run the same code.

mod acts;
mod news;

use super::Chat;
use super::frames::{Seen, ServerFrame, Welcome};
use super::limits::Place as SocketPlace;
use super::words;
use crate::engine::{Visitor, VisitorAct};
use crate::hub::{Scoped, Touch};
use crate::ingress::{IDENTITY_SECRET, Known};
use crate::secrets::KeyError;
use channels::livechat::{self, ClientFrame, Hello};
use domain::delivery::MessageState;
use domain::id::{ContactId, ConversationId, MessageId};
use domain::message::Author;
use domain::signal::Signal;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use store::error::StoreError;
use tokio::sync::broadcast;

/// Bytes of messages in a hello; what is beyond follows in frames of their own, so that no frame is large.
const HELLO_BYTES: usize = 48 << 10;
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
                    // Too slow for every touch, or nobody knows: look at all.
                    Ok(Touch::Anything) | Err(_) => self.dirty = true,
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
            ClientFrame::React(reacting) => self.react(reacting).await,
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
