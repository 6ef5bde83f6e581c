//! What waits in line for a hotel's committer.

use super::entry::Entry;
use super::error::EngineError;
use super::inbound::visitor::{VisitorAsk, VisitorReply};
use super::job_result::JobResult;
use crate::erasure;
use domain::command::{Action, Answer, Command};
use domain::id::{ConnectionId, ContactId, DeviceId, MediaId, StaffId};
use domain::staff::Presence;
use domain::time::UnixMillis;
use tokio::sync::oneshot;

/// Who asks: the person, and the computer it came from. The role is read from the staff record under the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffActor {
    /// The person.
    pub id: StaffId,
    /// Their computer.
    pub device: DeviceId,
}

/// Asked of the engine.
#[derive(Debug)]
pub(crate) enum Ask {
    /// A person's command.
    Staff(StaffActor, Box<Command>),
    /// One that was done before the relay was restored from a backup, and when it was written.
    Replayed(StaffActor, Box<Command>, UnixMillis),
    /// Records as they are, in pieces of one number each.
    Write(Vec<Entry>),
    /// What a person chose to be, said by the relay itself (signing out).
    Presence(StaffId, Presence),
    /// The sites that may show a website's chat.
    Origins(ConnectionId, Vec<String>),
    /// How a job ended.
    Job(JobResult),
    /// Every account's templates are looked at from here on.
    Templates,
    /// A person's file is here: who, which, its type, its bytes.
    Uploaded(StaffId, MediaId, String, u64),
    /// What a website's visitor does.
    Visitor(VisitorAsk),
    /// A guest to be erased, said on the command line.
    Erase(ContactId),
    /// A guest who was erased before the relay was restored.
    EraseAgain(Box<erasure::Entry>),
}

impl Ask {
    /// Erasing reads what is kept beside records as it was before its transaction, so it has one of its own.
    pub(crate) fn stands_alone(&self) -> bool {
        match self {
            Self::Staff(_, command) | Self::Replayed(_, command, _) => {
                matches!(command.action, Action::EraseContact { .. })
            }
            Self::Erase(_) | Self::EraseAgain(_) => true,
            _ => false,
        }
    }

    /// What arrived before an erasure is applied before it, so that it is erased too. Not in a restored database: what waits there
    /// must not be applied before the guest is gone.
    pub(crate) fn comes_after_the_backlog(&self) -> bool {
        self.stands_alone() && !matches!(self, Self::EraseAgain(_))
    }
}

/// What comes back.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Of a person's command.
    Answer(Answer),
    /// Of a website's visitor.
    Visitor(VisitorReply),
    /// Done; the number that holds it, if it changed anything.
    Done(Option<u64>),
}

/// One waiter.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) ask: Ask,
    pub(crate) reply: oneshot::Sender<Result<Reply, EngineError>>,
}
