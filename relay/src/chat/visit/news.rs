//! What a visitor's page is told.

use super::{End, Visit};
use crate::chat::frames::{Seen, ServerFrame};
use crate::chat::read::PAGE;
use domain::delivery::MessageState;
use domain::id::MessageId;
use domain::message::Author;
use std::collections::BTreeSet;

/// Messages below the page's newest that are looked at for changes it may have missed.
const LOOK_BACK: u64 = 30;
/// Messages whose look is remembered.
const REMEMBERED: usize = 300;

impl Visit {
    /// Everything above what the page has, up to `most`, in order.
    pub(super) async fn catch_up(
        &mut self,
        frames: &mut Vec<ServerFrame>,
        most: u64,
    ) -> Result<(), End> {
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
    pub(super) async fn changed(
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
    pub(super) async fn missed_changes(
        &mut self,
        frames: &mut Vec<ServerFrame>,
        at: u64,
    ) -> Result<(), End> {
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
    pub(super) async fn read_receipt(&mut self, frames: &mut Vec<ServerFrame>) -> Result<(), End> {
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
