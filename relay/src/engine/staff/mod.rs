//! A person's commands: who may, what it does, what is answered.

mod attach;
mod contact;
pub(crate) use contact::rename_cards;
mod dead_letter;
mod erase;
mod label;
mod react;
mod replayed;
mod schedule;
mod seen;
mod send;
mod start;
mod status;
mod template;

use super::error::{Fault, Step};
use super::inbound::Reading;
use super::request::{Ask, StaffActor};
use super::work::Work;
use super::{Core, Entry};
use domain::access;
use domain::command::{Action, Answer, Code, Command, Outcome, Refusal};
use domain::conversation::Conversation;
use domain::dead_letter::DeadLetter;
use domain::handover::{self, Actor};
use domain::id::{ConversationId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::staff::{Presence, Staff};
use domain::time::UnixMillis;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::error::StoreError;
use store::model::{Envelope, StoredAnswer};

/// What a command needs from outside the engine's transaction; read before the lock.
#[derive(Default)]
pub(crate) struct Prefetched {
    /// The envelope of a dead letter.
    envelope: Option<(Envelope, Reading)>,
}

impl Prefetched {
    pub(crate) async fn read(
        core: &Arc<Core>,
        workspace: &WorkspaceId,
        ask: &Ask,
    ) -> Result<Self, StoreError> {
        let Ask::Staff(_, command) = ask else {
            return Ok(Self::default());
        };
        let Action::ReplayDeadLetter { dead_letter } = &command.action else {
            return Ok(Self::default());
        };
        let ids = [dead_letter.into()];
        let found = core
            .store
            .records(workspace, &Kind::DeadLetter, &ids)
            .await?;
        let letter = found
            .first()
            .and_then(|r| serde_json::from_str::<DeadLetter>(&r.body).ok());
        let Some(letter) = letter else {
            return Ok(Self::default());
        };
        let envelope = core.store.envelope(workspace, letter.envelope).await?;
        Ok(Self {
            envelope: envelope.map(|envelope| {
                let reading = Reading::of(&envelope);
                (envelope, reading)
            }),
        })
    }
}

/// The person behind a command, as of this moment.
struct Person<'a> {
    id: &'a StaffId,
    staff: Staff,
    scopes: BTreeSet<Scope>,
}

impl Person<'_> {
    fn actor(&self) -> Actor<'_> {
        Actor {
            id: self.id,
            role: &self.staff.role,
        }
    }

    fn sees(&self, scope: &Scope) -> bool {
        self.scopes.contains(scope)
    }
}

/// How a command is run.
#[derive(Clone, Copy)]
pub(crate) enum Run<'a> {
    /// As what it is, with what was read before the lock was taken.
    Now(&'a Prefetched),
    /// It was done once, written at this time, and is not known here any more: only what it leaves behind is kept.
    Replayed(UnixMillis),
}

/// Decides a command and keeps its answer; a refusal is an answer like any other.
pub(crate) async fn answer(
    work: &mut Work<'_>,
    actor: &StaffActor,
    command: &Command,
    how: Run<'_>,
) -> Step<Answer> {
    let request_hash = hash(command)?;
    if let Some(stored) = work.tx.answer(&command.id).await? {
        if stored.request_hash.is_empty() {
            return Ok(refused(command, &Refusal::new(Code::Erased)));
        }
        // Ids belong to the person who sent them (DESIGN_SYNC).
        let same = stored.request_hash == request_hash && stored.staff == actor.id;
        let conflict = || refused(command, &Refusal::new(Code::Conflict));
        return Ok(if same { stored.answer } else { conflict() });
    }
    let answer = match run(work, actor, command, how).await {
        Ok(()) => Answer {
            id: command.id.clone(),
            outcome: Outcome::Done,
            code: Code::Ok,
            detail: None,
            seq: work.seq,
        },
        Err(Fault::Refused(refusal)) => {
            work.tx.rollback_to_mark();
            work.jobs = false;
            let answer = refused(command, &refusal);
            if matches!(how, Run::Replayed(_)) {
                // What it hangs on may be offered by another desk a moment later: asked again, it is looked at again.
                return Ok(answer);
            }
            answer
        }
        Err(fault) => return Err(fault),
    };
    work.tx.store_answer(StoredAnswer {
        id: command.id.clone(),
        request_hash,
        about: command.action.about(),
        staff: actor.id.clone(),
        answer: answer.clone(),
    });
    Ok(answer)
}

async fn run(work: &mut Work<'_>, actor: &StaffActor, command: &Command, how: Run<'_>) -> Step<()> {
    let forbidden = || Refusal::new(Code::Forbidden);
    let staff = work
        .staff(&actor.id)
        .await?
        .filter(|staff| staff.active)
        .ok_or_else(forbidden)?;
    let scopes = access::scopes(&actor.id, &staff);
    let person = Person {
        id: &actor.id,
        staff,
        scopes,
    };
    handover::permitted(&command.action, &person.staff.role)?;
    erase::refuse_erased(work, &person, &command.action).await?;
    let fetched = match how {
        Run::Now(fetched) => fetched,
        Run::Replayed(at) => return replayed::keep(work, &person, command, at).await,
    };
    match &command.action {
        Action::SendMessage { .. } => send::send(work, &person, command).await,
        Action::RetryMessage {
            conversation,
            message,
        } => send::retry(work, &person, conversation, message).await,
        Action::SendTemplate { .. } => template::send(work, &person, command).await,
        Action::CancelScheduled {
            conversation,
            message,
        } => schedule::cancel(work, &person, conversation, message).await,
        Action::React {
            conversation,
            message,
            emoji,
        } => react::react(work, &person, conversation, message, emoji.as_deref()).await,
        Action::AddNote { .. } => {
            let now = work.now;
            send::note(work, &person, command, now).await
        }
        Action::SetLabels {
            conversation,
            labels,
        } => label::set(work, &person, conversation, labels).await,
        Action::StartConversation {
            conversation,
            contact,
            connection,
        } => {
            let now = work.now;
            start::start(work, &person, conversation, contact, connection, now).await
        }
        Action::SetPresence { presence } => set_presence(work, person.id, presence).await,
        Action::CreateContact { .. } => contact::create(work, &person, &command.action).await,
        Action::EditContact { .. } => contact::edit(work, &person, &command.action).await,
        Action::EraseContact { contact } => erase::erase(work, &person, contact).await,
        Action::ReplayDeadLetter { dead_letter } => {
            dead_letter::replay(work, &person, dead_letter, fetched.envelope.as_ref()).await
        }
        // Files have their own way in.
        Action::Upload { .. } => Err(Refusal::with(Code::Invalid, "type").into()),
        action => status::act(work, &person, action).await,
    }
}

/// Sets what a person chose to be; nothing is written if it is that already.
pub(crate) async fn set_presence(
    work: &mut Work<'_>,
    id: &StaffId,
    presence: &Presence,
) -> Step<()> {
    if let Presence::Other(_) = presence {
        return Err(Refusal::with(Code::Invalid, "presence").into());
    }
    match work.staff(id).await? {
        Some(mut staff) if staff.presence != *presence => {
            staff.presence = presence.clone();
            work.put(&Entry::Staff(id.clone(), staff)).await
        }
        _ => Ok(()),
    }
}

/// The conversation, if there is one and the person may see it.
async fn visible(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &ConversationId,
) -> Step<Conversation> {
    let found = work.conversation(id).await?;
    found
        .filter(|conversation| person.sees(&Scope::inbox(&conversation.property)))
        .ok_or_else(|| Refusal::with(Code::NotFound, "conversation").into())
}

fn refused(command: &Command, refusal: &Refusal) -> Answer {
    Answer {
        id: command.id.clone(),
        outcome: refusal.outcome(),
        code: refusal.code.clone(),
        detail: refusal.detail.clone(),
        seq: None,
    }
}

/// The action's JSON with its fields in the order of declaration is its canonical form.
fn hash(command: &Command) -> Step<String> {
    let json = serde_json::to_vec(&command.action).map_err(|error| Fault::Body {
        what: "command".to_owned(),
        error,
    })?;
    Ok(hex::encode(Sha256::digest(&json)))
}
