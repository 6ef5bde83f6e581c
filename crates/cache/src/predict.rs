//! What staff see before the relay has said so. The desk computes the prediction (a pure function of `domain`); here it is
//! stored beside the base, so that a change from the relay or a refusal can put the base back.

use crate::change::Applied;
use crate::error::{Error, Result};
use crate::stored::Stored;
use crate::table::outbox::OutboxEntry;
use crate::table::record::{self, NewRecord};
use crate::table::sent;
use crate::writer::Writer;
use domain::id::{MessageId, RecordId};
use domain::message::Message;
use domain::record::{Kind, Scope};

impl Applied {
    /// A command left the outbox: what it predicted has to be predicted again without it.
    pub(crate) fn settled(&mut self, entry: &OutboxEntry) {
        if let Some(conversation) = entry.command.action.conversation() {
            self.to_predict
                .insert((Kind::Conversation, conversation.into()));
        }
    }
}

impl Writer<'_> {
    /// Sets what staff see of a record the relay knows, and keeps the base beside it. A prediction equal to the base is none.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not here; else as every write.
    pub fn set_visible<T: Stored>(&self, id: &T::Id, body: &T) -> Result<Applied> {
        let id: RecordId = id.clone().into();
        let body = serde_json::to_string(body)?;
        let old = record::require(self.conn(), &T::KIND, &id)?;
        let base = old.base().unwrap_or_default().to_owned();
        let same = serde_json::from_str::<T>(&base)
            .is_ok_and(|base| serde_json::to_string(&base).is_ok_and(|base| base == body));
        if same {
            return self.clear_prediction(&T::KIND, &id);
        }
        record::set_bodies(self.conn(), old.nr, &body, &base)?;
        let mut applied = Applied {
            rows: 1,
            ..Applied::default()
        };
        applied.kinds.insert(T::KIND);
        let pending = old.seq == 0;
        self.derive(
            old.nr,
            &T::KIND,
            &id,
            &body,
            Some(&old.body),
            pending,
            &mut applied,
        )?;
        Ok(applied)
    }

    /// Adds a record that only this desk knows (a message or note just written, a contact just added). If the relay sent it
    /// already, nothing changes.
    ///
    /// # Errors
    /// As every write.
    pub fn insert_predicted<T: Stored>(
        &self,
        id: &T::Id,
        scope: &Scope,
        parent: Option<&RecordId>,
        at: i64,
        body: &T,
    ) -> Result<Applied> {
        let id: RecordId = id.clone().into();
        let mut applied = Applied::default();
        if record::find(self.conn(), &T::KIND, &id)?.is_some() {
            applied.skipped = 1;
            return Ok(applied);
        }
        let body = serde_json::to_string(body)?;
        let new = NewRecord {
            kind: &T::KIND,
            id: &id,
            scope,
            parent,
            at,
            seq: 0,
            deleted: false,
            predicted: true,
            body: &body,
        };
        let nr = record::insert(self.conn(), self.sums(), &new)?;
        applied.rows = 1;
        applied.kinds.insert(T::KIND);
        self.derive(nr, &T::KIND, &id, &body, None, true, &mut applied)?;
        Ok(applied)
    }

    /// [`Self::insert_predicted`] for a message: scope of its conversation, sorted after everything known.
    ///
    /// # Errors
    /// [`Error::NotFound`] if its conversation is not here; else as every write.
    pub fn insert_predicted_message(&self, id: &MessageId, message: &Message) -> Result<Applied> {
        let conversation: RecordId = (&message.conversation).into();
        let owner = record::require(self.conn(), &Kind::Conversation, &conversation)?;
        self.insert_predicted(id, &owner.scope, Some(&conversation), message.at.0, message)
    }

    /// Back to what the relay sent; a record that only this desk knew is gone.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not here; else as every write.
    pub fn clear_prediction(&self, kind: &Kind, id: &RecordId) -> Result<Applied> {
        let old = record::find(self.conn(), kind, id)?.ok_or(Error::NotFound)?;
        let mut applied = Applied::default();
        if !old.predicted {
            return Ok(applied);
        }
        applied.rows = 1;
        applied.kinds.insert(kind.clone());
        match old.base() {
            Some(base) => {
                record::clear_prediction(self.conn(), old.nr, base)?;
                self.derive(old.nr, kind, id, base, Some(&old.body), false, &mut applied)?;
            }
            None => {
                self.forget_derived(&old, &mut applied)?;
                // What was sent and lost by a restored relay is offered again: it comes back, with the words written beside it.
                if !sent::knows_lane(self.conn(), &sent::lane_about(&old))? {
                    self.forget_beside(&old, &mut applied)?;
                }
                record::delete(self.conn(), self.sums(), &old)?;
            }
        }
        Ok(applied)
    }
}
