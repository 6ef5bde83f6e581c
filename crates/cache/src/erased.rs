//! A guest was erased (R11): besides the relay's records, what only this computer has about them goes: commands that wait, what was
//! sent, drafts, files, messages that the relay never had.

use crate::change::Applied;
use crate::error::Result;
use crate::table::record;
use crate::table::{attachment, draft, file, message, sent};
use crate::writer::Writer;
use domain::command::Action;
use domain::id::{ContactId, ConversationId, MediaId, RecordId};
use domain::record::Kind;

impl Writer<'_> {
    /// Forgets what is kept beside the relay's record of an erased guest, whether the record itself was here or not. Empty the log and
    /// sweep the files afterwards.
    ///
    /// # Errors
    /// As every write.
    pub fn forget_erased(&self, kind: &Kind, id: &RecordId) -> Result<Applied> {
        let mut applied = Applied::default();
        applied.erased.insert(id.clone());
        match kind {
            Kind::Conversation => self.forget_conversation(&id.clone().into(), &mut applied)?,
            Kind::Contact => {
                let contact = ContactId::from(id.clone());
                for conversation in self.begun_with(&contact)? {
                    self.forget_conversation(&conversation, &mut applied)?;
                }
                self.forget_lane(&format!("{kind}:{id}"))?;
                applied.files += file::forget_pictures(self.conn(), &contact, None)?;
            }
            _ => {}
        }
        Ok(applied)
    }

    /// Conversations that this computer began with a guest and the relay may never have seen.
    fn begun_with(&self, guest: &ContactId) -> Result<Vec<ConversationId>> {
        let waiting = self.outbox().all()?.into_iter().map(|it| it.command.action);
        let sent = self.sent_mut().actions()?;
        let begun = waiting.chain(sent).filter_map(|action| match action {
            Action::StartConversation {
                conversation,
                contact,
                ..
            } if contact == *guest => Some(conversation),
            _ => None,
        });
        Ok(begun.collect())
    }

    fn forget_conversation(&self, id: &ConversationId, applied: &mut Applied) -> Result<()> {
        self.forget_lane(&format!("{}:{id}", Kind::Conversation))?;
        draft::DraftWriter(self.conn()).forget(id)?;
        attachment::forget_conversation(self.conn(), id)?;
        let mut records = Vec::new();
        for written in message::records_of(self.conn(), id)? {
            records.extend(record::find(self.conn(), &Kind::Message, &written.into())?);
        }
        records.extend(record::find(self.conn(), &Kind::Conversation, &id.into())?);
        // What the relay had goes by its own tombstones.
        for mine in records.iter().filter(|it| it.seq == 0) {
            self.forget_derived(mine, applied)?;
            record::delete(self.conn(), self.sums(), mine)?;
        }
        applied.files += file::forget_conversation(self.conn(), id)?;
        applied.conversations.insert(id.clone());
        Ok(())
    }

    /// The commands about it, whatever their state, and the uploads that only they waited for.
    fn forget_lane(&self, lane: &str) -> Result<()> {
        let gone = self.outbox().lane(lane)?;
        self.outbox_mut().forget_lane(lane)?;
        let files = gone.iter().filter_map(|it| it.command.action.file());
        let files: Vec<MediaId> = files.cloned().collect();
        for media in files {
            self.outbox_mut().forget_upload(&media)?;
        }
        sent::forget_lane(self.conn(), lane)
    }
}
