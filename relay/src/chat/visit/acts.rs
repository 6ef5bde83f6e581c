//! What a visitor does.

use super::{End, SOON, Visit};
use crate::chat::frames::ServerFrame;
use crate::chat::handle;
use crate::engine::{EngineError, Visitor, VisitorAct, VisitorAsk, VisitorReply, Writing};
use crate::hub::Scoped;
use channels::livechat::{Reacting, Words};
use domain::delivery::MessageState;
use domain::id::MessageId;
use domain::message::Author;
use domain::record::Scope;
use domain::signal::Signal;

impl Visit {
    pub(super) async fn write(&mut self, words: Words) -> Result<Vec<ServerFrame>, End> {
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
                match handle::read(&key, &guest.token_hash, given, now) {
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

    pub(super) fn typing(&self, on: bool) {
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

    pub(super) async fn receipt(
        &mut self,
        seq: u64,
        state: MessageState,
    ) -> Result<Vec<ServerFrame>, End> {
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

    /// What stands there then is told by a `changed` frame, to every page of the visitor.
    pub(super) async fn react(&mut self, reacting: Reacting) -> Result<Vec<ServerFrame>, End> {
        let Some(guest) = &self.guest else {
            return Ok(Vec::new());
        };
        let visitor = guest.visitor.clone();
        match self.ask(&visitor, VisitorAct::React(reacting)).await {
            Ok(VisitorReply::Done) => Ok(Vec::new()),
            Ok(VisitorReply::Refused("closed")) => Err(End::Bye("closed")),
            Ok(VisitorReply::Refused(code)) => Ok(vec![ServerFrame::error(code)]),
            _ => Ok(vec![ServerFrame::Error {
                code: "unavailable",
                retry_after: Some(SOON),
                client_msg_id: None,
            }]),
        }
    }

    pub(super) async fn email(&mut self, address: String) -> Result<Vec<ServerFrame>, End> {
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

    pub(super) async fn ask(
        &self,
        visitor: &Visitor,
        act: VisitorAct,
    ) -> Result<VisitorReply, EngineError> {
        let ask = VisitorAsk {
            visitor: visitor.clone(),
            act,
        };
        self.chat.engine.visitor(&self.known.workspace, ask).await
    }
}
