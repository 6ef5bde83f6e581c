//! One command's view of an engine transaction: typed bodies, its number on first write, the jobs it adds.

use super::error::{Fault, Step};
use super::payload::JobKind;
use super::{Core, Entry};
use crate::clock::Clock;
use crate::erasure::ErasureKey;
use crate::hub::Touch;
use domain::channel::Channel;
use domain::connection::Connection;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::id::{
    ConnectionId, ContactId, ConversationId, InvalidId, MessageId, PropertyId, RecordId, StaffId,
    WorkspaceId,
};
use domain::message::Message;
use domain::property::Property;
use domain::record::Kind;
use domain::staff::Staff;
use domain::time::UnixMillis;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Transaction;
use store::model::{LookupKey, NewJob, Put, Record};

/// The state of one command while it is decided.
pub(crate) struct Work<'t> {
    pub(crate) tx: &'t mut dyn Transaction,
    pub(crate) workspace: &'t WorkspaceId,
    pub(crate) clock: &'t dyn Clock,
    /// Recognises what is left of erased guests.
    pub(crate) key: &'t ErasureKey,
    /// When the group began; one instant for the whole command.
    pub(crate) now: UnixMillis,
    /// The number taken, if anything was written.
    pub(crate) seq: Option<u64>,
    /// Whether a job was added.
    pub(crate) jobs: bool,
    /// What website visitors may see changed.
    pub(crate) touches: Vec<Touch>,
}

impl<'t> Work<'t> {
    pub(crate) fn new(
        tx: &'t mut dyn Transaction,
        workspace: &'t WorkspaceId,
        core: &'t Core,
        now: UnixMillis,
    ) -> Self {
        Self {
            tx,
            workspace,
            clock: &*core.clock,
            key: &core.key,
            now,
            seq: None,
            jobs: false,
            touches: Vec::new(),
        }
    }

    /// A living body, if there is one.
    pub(crate) async fn body<T: DeserializeOwned>(
        &mut self,
        kind: Kind,
        id: RecordId,
    ) -> Step<Option<T>> {
        match self.tx.get(&kind, &id).await? {
            Some(record) if !record.deleted => decode(&record).map(Some),
            _ => Ok(None),
        }
    }

    pub(crate) async fn conversation(&mut self, id: &ConversationId) -> Step<Option<Conversation>> {
        self.body(Kind::Conversation, id.into()).await
    }

    pub(crate) async fn contact(&mut self, id: &ContactId) -> Step<Option<Contact>> {
        self.body(Kind::Contact, id.into()).await
    }

    pub(crate) async fn message(&mut self, id: &MessageId) -> Step<Option<Message>> {
        self.body(Kind::Message, id.into()).await
    }

    pub(crate) async fn connection(&mut self, id: &ConnectionId) -> Step<Option<Connection>> {
        self.body(Kind::Connection, id.into()).await
    }

    pub(crate) async fn property(&mut self, id: &PropertyId) -> Step<Option<Property>> {
        self.body(Kind::Property, id.into()).await
    }

    pub(crate) async fn staff(&mut self, id: &StaffId) -> Step<Option<Staff>> {
        self.body(Kind::Staff, id.into()).await
    }

    /// The newest children with their bodies, at most `limit`; a body that cannot be read is skipped.
    pub(crate) async fn children<T: DeserializeOwned>(
        &mut self,
        kind: Kind,
        parent: RecordId,
        limit: usize,
    ) -> Step<Vec<(RecordId, T)>> {
        let records = self.tx.children(&kind, &parent, limit).await?;
        let read = records
            .into_iter()
            .filter_map(|r| decode(&r).ok().map(|body| (r.id, body)));
        Ok(read.collect())
    }

    /// Writes a record under this command's number, taken now if it has none.
    pub(crate) async fn put(&mut self, entry: &Entry) -> Step<()> {
        if self.seq.is_none() {
            self.seq = Some(self.tx.next_seq().await?);
        }
        let put = entry.put().map_err(|error| Fault::Body {
            what: format!("{} {}", entry.kind(), entry.id()),
            error,
        })?;
        self.tx.put(put);
        Ok(())
    }

    /// Leaves a tombstone in place of a record, under this command's number.
    pub(crate) async fn remove(&mut self, entry: &Entry) -> Step<()> {
        if self.seq.is_none() {
            self.seq = Some(self.tx.next_seq().await?);
        }
        let put = entry.put().map_err(|error| Fault::Body {
            what: format!("{} {}", entry.kind(), entry.id()),
            error,
        })?;
        self.tx.put(Put {
            deleted: true,
            body: String::new(),
            ..put
        });
        Ok(())
    }

    pub(crate) async fn put_conversation(
        &mut self,
        id: &ConversationId,
        body: &Conversation,
    ) -> Step<()> {
        if body.channel == Channel::LiveChat {
            self.touches.push(Touch::Conversation(body.contact.clone()));
        }
        self.put(&Entry::Conversation(id.clone(), body.clone()))
            .await
    }

    pub(crate) async fn put_message(
        &mut self,
        id: &MessageId,
        property: &PropertyId,
        body: &Message,
    ) -> Step<()> {
        if body.number().is_some() {
            let touch = Touch::Message(body.conversation.clone(), id.clone());
            self.touches.push(touch);
        }
        self.put(&Entry::Message(id.clone(), property.clone(), body.clone()))
            .await
    }

    /// Points a unique key at a record; [`store::error::StoreError::Taken`] now, if it leads elsewhere.
    pub(crate) async fn claim_key(&mut self, key: LookupKey, to: RecordId) -> Step<()> {
        match self.tx.lookup(&key).await? {
            Some(there) if there == to => Ok(()),
            Some(_) => Err(store::error::StoreError::Taken(key.space.to_owned()).into()),
            None => {
                self.tx.set_lookup(key, to);
                Ok(())
            }
        }
    }

    /// Adds a job with a new id.
    pub(crate) fn add_job<T: Serialize>(
        &mut self,
        kind: &JobKind,
        lane: String,
        due: UnixMillis,
        payload: &T,
    ) -> Step<()> {
        let id = self.clock.new_id();
        let payload = serde_json::to_string(payload).map_err(|error| Fault::Body {
            what: format!("job {kind}"),
            error,
        })?;
        self.tx.add_job(NewJob {
            id,
            kind: kind.to_string(),
            lane,
            due,
            payload,
        });
        self.jobs = true;
        Ok(())
    }

    /// A new id of any type.
    pub(crate) fn new_id<T: std::str::FromStr<Err = InvalidId>>(&self) -> Step<T> {
        let id = self.clock.new_id();
        id.parse()
            .map_err(|_| store::error::StoreError::Bug(format!("not an id: {id}")).into())
    }
}

/// Reads a record's body.
pub(crate) fn decode<T: DeserializeOwned>(record: &Record) -> Step<T> {
    serde_json::from_str(&record.body).map_err(|error| Fault::Body {
        what: format!("{} {}", record.kind, record.id),
        error,
    })
}
