//! Applying what the relay sent. A row counts only if its seq is higher than the one that is here, so the order and the
//! repetition of pages do not matter (DESIGN_SYNC, Cursor and history).

use crate::cache::{Cache, Durability};
use crate::change::{Applied, StatusChange};
use crate::error::Result;
use crate::table::message::{self, Entry};
use crate::table::record::{self, NewRecord, Record};
use crate::table::{attachment, conversation, draft, file, sent, term};
use crate::writer::Writer;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::id::{ConversationId, MessageId, RecordId};
use domain::message::Message;
use domain::record::{Kind, Scope};
use serde::{Deserialize, Serialize};

/// Rows that share a transaction where nobody waits: each transaction costs as much as dozens of rows.
const MOST_ROWS: usize = 500;
/// Rows after which a transaction ends if staff wait.
const FEWEST_ROWS: usize = 20;

/// Up to where the cache has everything: a number of one term of the relay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Random id of the relay's term.
    pub term: String,
    /// Sequence number.
    pub seq: i64,
}

/// A record as the relay sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingRecord {
    /// Number of its last change; above 0.
    pub seq: i64,
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: RecordId,
    /// Who may see it.
    pub scope: Scope,
    /// What it belongs to.
    pub parent: Option<RecordId>,
    /// The instant history is walked by, in ms.
    pub at: i64,
    /// A tombstone.
    pub deleted: bool,
    /// A tombstone of an erased guest: what only this computer has about it goes too.
    pub erased: bool,
    /// The body as JSON text; ignored for a tombstone.
    pub body: String,
}

impl Cache {
    /// Applies a page in few transactions, and in small ones as soon as staff want to write in between. The cursor moves with the last of
    /// them: a crash in the middle applies the page again, which changes nothing. After each transaction's rows, and inside it, `predict`
    /// gets what changed and puts pending commands back on top ([`Applied::to_predict`]).
    ///
    /// # Errors
    /// As every write; the transactions before the failed one stay.
    pub fn apply_page(
        &self,
        rows: &[IncomingRecord],
        cursor: Option<&Cursor>,
        mut predict: impl FnMut(&Writer<'_>, &Applied) -> Result<()>,
    ) -> Result<Applied> {
        let ordered = in_order(rows);
        let mut rest = ordered.as_slice();
        let mut total = Applied::default();
        loop {
            let (applied, left) = self.write(Durability::Normal, |w| {
                let (mut applied, mut rest) = (Applied::default(), rest);
                for done in 0.. {
                    let ends = done >= MOST_ROWS || (done >= FEWEST_ROWS && self.staff_wait());
                    let Some((row, others)) = rest.split_first().filter(|_| !ends) else {
                        break;
                    };
                    w.apply_one(row, &mut applied)?;
                    rest = others;
                }
                if let Some(cursor) = cursor.filter(|_| rest.is_empty()) {
                    w.meta_mut().set_cursor(cursor)?;
                    let settled = w.outbox_mut().settle(cursor.seq)?;
                    for entry in settled {
                        applied.settled(&entry);
                    }
                }
                predict(w, &applied)?;
                Ok((applied, rest))
            })?;
            total.merge(applied);
            rest = left;
            if rest.is_empty() {
                return Ok(total);
            }
        }
    }
}

/// Messages go last and in ascending order of time, whatever order the page has: the search index is half as fast and twice as
/// big when fed newest first.
fn in_order(rows: &[IncomingRecord]) -> Vec<&IncomingRecord> {
    let (mut messages, mut others): (Vec<&IncomingRecord>, Vec<&IncomingRecord>) =
        rows.iter().partition(|row| row.kind == Kind::Message);
    messages.sort_by(|a, b| (a.at, &a.id, a.seq).cmp(&(b.at, &b.id, b.seq)));
    others.append(&mut messages);
    others
}

impl Writer<'_> {
    /// Applies rows in this transaction, in the order given.
    ///
    /// # Errors
    /// As every write.
    pub fn apply<'r>(&self, rows: impl IntoIterator<Item = &'r IncomingRecord>) -> Result<Applied> {
        let mut applied = Applied::default();
        for row in rows {
            self.apply_one(row, &mut applied)?;
        }
        Ok(applied)
    }

    fn apply_one(&self, row: &IncomingRecord, applied: &mut Applied) -> Result<()> {
        if row.deleted && row.erased {
            applied.merge(self.forget_erased(&row.kind, &row.id)?);
        }
        // Most rows of a catch-up are new: whether one is here is told by putting it there.
        if !self.went_with_its_conversation(row)?
            && let Some(nr) = record::insert_if_new(self.conn(), self.sums(), &as_new(row))?
        {
            return self.derive_put(nr, row, None, applied);
        }
        match record::find(self.conn(), &row.kind, &row.id)? {
            Some(old) if counts(row, &old) => self.put(row, Some(old), applied),
            _ => {
                applied.skipped += 1;
                Ok(())
            }
        }
    }

    /// Whether this is a late page's message of a conversation that is gone or no longer seen.
    fn went_with_its_conversation(&self, row: &IncomingRecord) -> Result<bool> {
        let Some(parent) = row.parent.as_ref().filter(|_| row.kind == Kind::Message) else {
            return Ok(false);
        };
        let gone = record::deleted_at(self.conn(), &Kind::Conversation, parent)?;
        Ok(gone.is_some_and(|seq| seq > row.seq))
    }

    /// Puts a row of the relay in the place of what is here.
    pub(crate) fn put(
        &self,
        row: &IncomingRecord,
        old: Option<Record>,
        applied: &mut Applied,
    ) -> Result<()> {
        let new = as_new(row);
        let nr = match &old {
            Some(old) => {
                if row.deleted {
                    self.forget_derived(old, applied)?;
                    self.forget_beside(old, applied)?;
                }
                if old.predicted && !row.deleted {
                    applied
                        .to_predict
                        .insert((row.kind.clone(), row.id.clone()));
                }
                record::replace(self.conn(), self.sums(), old, &new)?;
                old.nr
            }
            None => record::insert(self.conn(), self.sums(), &new)?,
        };
        self.derive_put(nr, row, old, applied)
    }

    /// What follows from a row of the relay that stands in the place of `old`.
    fn derive_put(
        &self,
        nr: i64,
        row: &IncomingRecord,
        old: Option<Record>,
        applied: &mut Applied,
    ) -> Result<()> {
        applied.rows += 1;
        // Fetched again (a new cache, a restored relay) while commands of this person still wait.
        if old.is_none()
            && row.kind == Kind::Conversation
            && self.outbox().waits_for(&row.id.clone().into())?
        {
            applied
                .to_predict
                .insert((row.kind.clone(), row.id.clone()));
        }
        applied.kinds.insert(row.kind.clone());
        if row.kind == Kind::Reservation {
            applied.contacts.extend(row.parent.clone().map(Into::into));
        }
        if !row.deleted {
            let old_body = old.as_ref().map(|old| old.body.as_str());
            self.derive(nr, &row.kind, &row.id, &row.body, old_body, false, applied)?;
        }
        if row.kind == Kind::Conversation {
            let id = ConversationId::from(row.id.clone());
            match old {
                _ if row.deleted => self.erase_messages(&id, applied)?,
                Some(old) if old.scope != row.scope => self.relabel_messages(&id, &row.scope)?,
                Some(old) if !old.deleted => {}
                // New here: one that moved into sight does not bring its messages along.
                _ => {
                    applied.newly_seen.insert(id);
                }
            }
        }
        Ok(())
    }

    /// Brings the derived tables of one record to its visible body.
    #[expect(
        clippy::too_many_arguments,
        reason = "one call site a caller; a struct would only repeat the record"
    )]
    pub(crate) fn derive(
        &self,
        nr: i64,
        kind: &Kind,
        id: &RecordId,
        body: &str,
        old_body: Option<&str>,
        pending: bool,
        applied: &mut Applied,
    ) -> Result<()> {
        let understood = match kind {
            Kind::Conversation => self.derive_conversation(nr, id.clone().into(), body, applied)?,
            Kind::Message => {
                let id = MessageId::from(id.clone());
                self.derive_message(nr, &id, body, old_body, pending, applied)?
            }
            Kind::Contact => self.derive_contact(nr, id, body, applied)?,
            Kind::Reservation => match serde_json::from_str(body) {
                Ok(stay) => {
                    term::put(self.conn(), kind, nr, &term::of_reservation(&stay))?;
                    true
                }
                Err(_) => false,
            },
            _ => true,
        };
        if !understood {
            tracing::warn!(kind = %kind, id = %id, "record body not understood, kept raw");
            applied.unreadable += 1;
        }
        Ok(())
    }

    fn derive_conversation(
        &self,
        nr: i64,
        id: ConversationId,
        body: &str,
        applied: &mut Applied,
    ) -> Result<bool> {
        applied.conversations.insert(id.clone());
        let Ok(body) = serde_json::from_str::<Conversation>(body) else {
            return Ok(false);
        };
        let before = conversation::put(self.conn(), nr, &id, &body)?;
        term::put(
            self.conn(),
            &Kind::Conversation,
            nr,
            &term::of_conversation(&body),
        )?;
        if before.as_ref() != Some(&body.status) {
            let after = body.status;
            applied.statuses.push(StatusChange {
                conversation: id,
                before,
                after,
            });
        }
        Ok(true)
    }

    fn derive_message(
        &self,
        nr: i64,
        id: &MessageId,
        body: &str,
        old_body: Option<&str>,
        pending: bool,
        applied: &mut Applied,
    ) -> Result<bool> {
        let old_text = old_body.map(message::text_of);
        let Ok(body) = serde_json::from_str::<Message>(body) else {
            // What cannot be read cannot be drawn or found; the raw record waits for a build that can.
            message::remove(
                self.conn(),
                self.index(),
                nr,
                old_text.as_deref().unwrap_or_default(),
            )?;
            return Ok(false);
        };
        let entry = Entry {
            nr,
            id,
            body: &body,
            old_text: old_text.as_deref(),
            pending,
        };
        if message::put(self.conn(), self.index(), &entry)? {
            applied.new_messages.insert(id.clone());
        }
        applied.message(body.conversation, id.clone());
        Ok(true)
    }

    fn derive_contact(
        &self,
        nr: i64,
        id: &RecordId,
        body: &str,
        applied: &mut Applied,
    ) -> Result<bool> {
        applied.contacts.insert(id.clone().into());
        let Ok(body) = serde_json::from_str::<Contact>(body) else {
            return Ok(false);
        };
        applied.files +=
            file::forget_pictures(self.conn(), &id.clone().into(), body.picture.as_ref())?;
        term::put(self.conn(), &Kind::Contact, nr, &term::of_contact(&body))?;
        Ok(true)
    }

    /// What a person wrote beside a conversation, what was fetched for it and what was sent from here: it goes with it.
    pub(crate) fn forget_beside(&self, old: &Record, applied: &mut Applied) -> Result<()> {
        if old.kind == Kind::Conversation {
            let id = ConversationId::from(old.id.clone());
            draft::DraftWriter(self.conn()).forget(&id)?;
            attachment::forget_conversation(self.conn(), &id)?;
            applied.files += file::forget_conversation(self.conn(), &id)?;
        }
        if matches!(old.kind, Kind::Conversation | Kind::Contact) {
            sent::forget_lane(self.conn(), &sent::lane_about(old))?;
        }
        Ok(())
    }

    /// Takes a record out of every derived table.
    pub(crate) fn forget_derived(&self, old: &Record, applied: &mut Applied) -> Result<()> {
        applied.kinds.insert(old.kind.clone());
        match &old.kind {
            Kind::Conversation => {
                conversation::remove(self.conn(), old.nr)?;
                term::remove(self.conn(), old.nr)?;
                applied.conversations.insert(old.id.clone().into());
            }
            Kind::Message => {
                let text = message::text_of(&old.body);
                if let Some(conversation) =
                    message::remove(self.conn(), self.index(), old.nr, &text)?
                {
                    applied.message(conversation, old.id.clone().into());
                }
            }
            Kind::Contact => {
                term::remove(self.conn(), old.nr)?;
                let id = old.id.clone().into();
                applied.files += file::forget_pictures(self.conn(), &id, None)?;
                applied.contacts.insert(id);
            }
            Kind::Reservation => term::remove(self.conn(), old.nr)?,
            _ => {}
        }
        Ok(())
    }

    /// The messages of a conversation follow its scope without a seq of their own (DESIGN_SYNC, Who may see what).
    fn relabel_messages(&self, conversation: &ConversationId, scope: &Scope) -> Result<()> {
        for message in self.messages_of(conversation)? {
            record::relabel(self.conn(), self.sums(), &message, scope)?;
        }
        Ok(())
    }

    /// A conversation that is gone or no longer seen takes its messages with it; what was written here and not sent stays
    /// with its command.
    fn erase_messages(&self, conversation: &ConversationId, applied: &mut Applied) -> Result<()> {
        for message in self.messages_of(conversation)? {
            if message.seq > 0 {
                self.forget_derived(&message, applied)?;
                record::delete(self.conn(), self.sums(), &message)?;
            }
        }
        Ok(())
    }

    fn messages_of(&self, conversation: &ConversationId) -> Result<Vec<Record>> {
        let mut found = Vec::new();
        for id in message::records_of(self.conn(), conversation)? {
            found.extend(record::find(self.conn(), &Kind::Message, &id.into())?);
        }
        Ok(found)
    }
}

/// The columns of a row of the relay.
fn as_new(row: &IncomingRecord) -> NewRecord<'_> {
    NewRecord {
        kind: &row.kind,
        id: &row.id,
        scope: &row.scope,
        parent: row.parent.as_ref(),
        at: row.at,
        seq: row.seq,
        deleted: row.deleted,
        predicted: false,
        body: if row.deleted { "" } else { &row.body },
    }
}

/// Whether a row of the relay says more than what is here. At the same number a living row does against a tombstone: the record
/// left one scope and is seen again in another.
fn counts(row: &IncomingRecord, old: &Record) -> bool {
    row.seq > old.seq || (row.seq == old.seq && old.deleted && !row.deleted)
}
