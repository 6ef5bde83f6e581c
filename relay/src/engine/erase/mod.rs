//! Erasing a guest (R11): the records become tombstones that say nothing but an id, stays lose the guest, and everything beside the
//! records that leads to the guest or carries their words goes in the same transaction. Files and what the database's own files still
//! hold are a job of it.
//!
//! ```text
//!   records that hang on the guest ─► keys that lead to them ─► provider ids ─┐
//!   number, identities ───────────────────────────────────────► names ────────┴─► jobs, envelopes, dead letters, event keys
//! ```
//!
//! Names are numbers and the channels' own ids, never words: a word may stand in somebody else's message.

mod traces;

use super::error::{Fault, Step};
use super::outcome;
use super::payload::{EraseJob, JobKind};
use super::work::{Work, decode};
use crate::erasure::{Entry as Erasure, Gone};
use domain::Unknown;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::dead_letter::DeadLetter;
use domain::id::{ContactId, MediaId, RecordId, StaffId};
use domain::message::Message;
use domain::record::Kind;
use domain::reservation::Reservation;
use domain::time::{MINUTE, UnixMillis};
use std::collections::BTreeSet;
use store::model::{AuditLine, Forget, NewJob, Put, Record};
use traces::{Traces, names, names_file};

/// The state of an erased record's tombstone; no living record has it.
pub(crate) const ERASED: &str = "erased";
/// Begins a remembered event key that is only a keyed hash; a real one begins with a connection's id, which has no such sign.
const HASHED: &str = "#|";
/// Where the ids that providers gave are kept.
const PROVIDER_MESSAGE: &str = "provider_message";
/// Where it is kept who brought which file.
const UPLOAD: &str = "upload";
/// When files are looked at a second time, in milliseconds: whatever was under way has ended by then.
const SECOND_LOOK: i64 = 15 * MINUTE;

/// Repeats that are scrubbed together, in milliseconds.
const REPEATS: i64 = 5_000;

/// Whether what a provider, or a visitor's page, sends under this key is a repeat of what was erased.
pub(super) async fn was_erased(work: &mut Work<'_>, key: &str) -> Step<bool> {
    let hashed = format!("{HASHED}{}", work.key.hash(key));
    Ok(work.tx.knows_event(&hashed).await?)
}

/// Whether a record is the tombstone of an erased guest.
pub(crate) fn is_erased(record: &Record) -> bool {
    record.deleted && record.state.as_deref() == Some(ERASED)
}

/// Deletes a webhook that repeats what was erased, and has the database scrubbed of it: once for all repeats of some seconds, after
/// the last of them.
pub(super) fn drop_repeat(work: &mut Work<'_>, envelope: i64) -> Step<()> {
    work.tx.forget(Forget {
        envelopes: vec![envelope],
        ..Forget::default()
    });
    let slot = work.now.0 / REPEATS;
    let payload = serde_json::to_string(&EraseJob::default()).map_err(|error| Fault::Body {
        what: "job erase".to_owned(),
        error,
    })?;
    work.tx.add_job(NewJob {
        id: format!("scrub-{slot}"),
        kind: JobKind::Erase.to_string(),
        lane: String::new(),
        due: UnixMillis((slot + 1) * REPEATS),
        payload,
    });
    work.jobs = true;
    Ok(())
}

/// A file that was kept for a message erased meanwhile.
pub(super) fn drop_file(work: &mut Work<'_>, media: &MediaId) -> Step<()> {
    let job = EraseJob {
        entry: None,
        media: BTreeSet::from([media.clone()]),
    };
    work.add_job(&JobKind::Erase, String::new(), work.now, &job)
}

/// Erases a guest who is here; `by` = the person who does it.
pub(super) async fn guest(
    work: &mut Work<'_>,
    contact: &ContactId,
    by: Option<&StaffId>,
) -> Step<()> {
    let entry = Erasure {
        workspace: work.workspace.clone(),
        contact: contact.clone(),
        at: work.now,
        by: by.cloned(),
        records: BTreeSet::new(),
        events: BTreeSet::new(),
        names: BTreeSet::new(),
    };
    erase(work, entry, "erase_contact").await
}

/// Erases a guest whom a restored database may hold again, under another record even: what is told by hashes goes too.
pub(super) async fn again(work: &mut Work<'_>, entry: &Erasure) -> Step<()> {
    erase(work, entry.clone(), "erase_again").await
}

async fn erase(work: &mut Work<'_>, mut entry: Erasure, what: &str) -> Step<()> {
    let found = Found::of(work, &entry.contact).await?;
    let ids = found.ids(&entry);
    let lookups = work.tx.lookups_to(&ids).await?;
    let kept = work.tx.kept(UPLOAD).await?;
    let traces = Traces {
        key: work.key,
        names: &found.names,
        hashed: &entry.names.clone(),
        ids: &ids,
        given: lookups
            .iter()
            .filter(|(space, _)| space == PROVIDER_MESSAGE)
            .map(|(_, key)| key.as_str())
            .collect(),
    };
    let mut forget = traces.of(&kept);
    forget.about = ids.iter().cloned().collect();
    let events = forget.events.iter().map(String::as_str);
    let hashes = events.chain(traces.given.iter().copied());
    entry.events.extend(hashes.map(|key| work.key.hash(key)));
    let names = found.names.iter().map(|name| work.key.hash(name));
    entry.names.extend(names);
    let uploads = kept.keys.iter().filter(|key| names_file(key, &found.media));
    let uploads = uploads.map(|key| (UPLOAD.to_owned(), key.clone()));
    forget.lookups = lookups.iter().cloned().chain(uploads).collect();
    dead_letters(work, &forget.envelopes).await?;
    work.tx.forget(forget);
    let hashed: Vec<String> = entry
        .events
        .iter()
        .map(|it| format!("{HASHED}{it}"))
        .collect();
    work.tx.remember_events(&hashed).await?;
    bury(work, &found, &mut entry).await?;
    work.tx.audit(AuditLine {
        staff: entry.by.clone(),
        what: what.to_owned(),
        about: entry.contact.to_string(),
    });
    let media = found.media;
    let second = EraseJob {
        entry: None,
        media: media.clone(),
    };
    let first = EraseJob {
        entry: Some(entry),
        media,
    };
    work.add_job(&JobKind::Erase, String::new(), work.now, &first)?;
    let later = work.now.plus(SECOND_LOOK);
    work.add_job(&JobKind::Erase, String::new(), later, &second)
}

/// The guest's records, and what they say about where else to look.
struct Found {
    contact: Option<Record>,
    /// What hangs on the guest and goes.
    records: Vec<Record>,
    stays: Vec<Record>,
    names: BTreeSet<String>,
    media: BTreeSet<MediaId>,
}

impl Found {
    async fn of(work: &mut Work<'_>, id: &ContactId) -> Step<Self> {
        let contact = work.tx.get(&Kind::Contact, &id.into()).await?;
        let mut found = Self {
            contact,
            records: Vec::new(),
            stays: Vec::new(),
            names: BTreeSet::new(),
            media: BTreeSet::new(),
        };
        let mut parents: Vec<RecordId> = vec![id.into()];
        while let Some(parent) = parents.pop() {
            for record in work.tx.hanging(&parent).await? {
                if record.kind == Kind::Reservation {
                    found.stays.push(record);
                } else {
                    // Nothing hangs on a message, and there may be many.
                    if record.kind != Kind::Message {
                        parents.push(record.id.clone());
                    }
                    found.records.push(record);
                }
            }
        }
        found.read();
        Ok(found)
    }

    /// A body that this version cannot read names nobody, and goes all the same.
    fn read(&mut self) {
        let contact = self
            .contact
            .as_ref()
            .and_then(|it| decode::<Contact>(it).ok());
        if let Some(contact) = contact {
            self.names = names(&contact);
            self.media.extend(contact.picture);
        }
        for record in self.records.iter().filter(|it| it.kind == Kind::Message) {
            let message = decode::<Message>(record).ok();
            let media = message.and_then(|it| it.media().and_then(|media| media.id.clone()));
            self.media.extend(media);
        }
    }

    /// Everything that goes, with what a journal names and this database may not have.
    fn ids(&self, entry: &Erasure) -> BTreeSet<RecordId> {
        let own = self.contact.iter().chain(&self.records).map(|it| &it.id);
        let journal = entry.records.iter().map(|it| &it.id);
        let mut ids: BTreeSet<RecordId> = own.chain(journal).cloned().collect();
        ids.insert((&entry.contact).into());
        ids
    }
}

/// A dead letter goes with its bytes.
async fn dead_letters(work: &mut Work<'_>, envelopes: &[i64]) -> Step<()> {
    for record in work.tx.all(&Kind::DeadLetter).await? {
        let letter = decode::<DeadLetter>(&record).ok();
        if letter.is_some_and(|it| envelopes.contains(&it.envelope)) {
            tombstone(work, &Gone::from(&record), &record).await?;
        }
    }
    Ok(())
}

/// Tombstones for what goes, stays without their guest, and the counts of connections.
async fn bury(work: &mut Work<'_>, found: &Found, entry: &mut Erasure) -> Step<()> {
    let mut written = 0;
    for record in found.records.iter().chain(&found.contact) {
        piece(work, &mut written).await?;
        if record.kind == Kind::Conversation && !record.deleted {
            let body = decode::<Conversation>(record).ok();
            if let Some(open) = body.filter(|it| it.status.is_open()) {
                outcome::count_active(work, &open.connection, -1).await?;
            }
        }
        let gone = Gone::from(record);
        if !is_erased(record) {
            tombstone(work, &gone, record).await?;
        }
        if record.kind != Kind::Message {
            entry.records.insert(gone);
        }
    }
    for record in found.stays.iter().filter(|it| !it.deleted) {
        piece(work, &mut written).await?;
        anonymise(work, record).await?;
    }
    for gone in &entry.records.clone() {
        if work.tx.get(&gone.kind, &gone.id).await?.is_none() {
            piece(work, &mut written).await?;
            number(work).await?;
            work.tx.put(blank(gone, None, work.now));
        }
    }
    Ok(())
}

/// The records of a bulk change share a number in pieces (DESIGN_RELAY).
async fn piece(work: &mut Work<'_>, written: &mut usize) -> Step<()> {
    if *written > 0 && written.is_multiple_of(super::PIECE / 2) && work.seq.is_some() {
        work.seq = Some(work.tx.next_seq().await?);
    }
    *written += 1;
    Ok(())
}

async fn number(work: &mut Work<'_>) -> Step<()> {
    if work.seq.is_none() {
        work.seq = Some(work.tx.next_seq().await?);
    }
    Ok(())
}

async fn tombstone(work: &mut Work<'_>, gone: &Gone, record: &Record) -> Step<()> {
    number(work).await?;
    work.tx.put(blank(gone, record.parent.clone(), record.at));
    Ok(())
}

fn blank(gone: &Gone, parent: Option<RecordId>, at: UnixMillis) -> Put {
    Put {
        kind: gone.kind.clone(),
        id: gone.id.clone(),
        scope: gone.scope.clone(),
        parent,
        owner: None,
        state: Some(ERASED.to_owned()),
        at,
        deleted: true,
        body: String::new(),
    }
}

/// What the house counts stays: dates, room, price. What leads to the guest, here or in another system, goes.
async fn anonymise(work: &mut Work<'_>, record: &Record) -> Step<()> {
    let Ok(mut stay) = decode::<Reservation>(record) else {
        // What cannot be read cannot be made harmless.
        return tombstone(work, &Gone::from(record), record).await;
    };
    stay.reference = String::new();
    stay.unknown = Unknown::new();
    number(work).await?;
    let body = serde_json::to_string(&stay).map_err(|error| Fault::Body {
        what: format!("reservation {}", record.id),
        error,
    })?;
    work.tx.put(Put {
        kind: record.kind.clone(),
        id: record.id.clone(),
        scope: record.scope.clone(),
        parent: record.parent.clone(),
        owner: record.owner.clone(),
        state: record.state.clone(),
        at: record.at,
        deleted: false,
        body,
    });
    Ok(())
}

impl From<&Record> for Gone {
    fn from(record: &Record) -> Self {
        Self {
            kind: record.kind.clone(),
            id: record.id.clone(),
            scope: record.scope.clone(),
        }
    }
}
