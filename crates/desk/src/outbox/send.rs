//! The task that sends: of each lane one command at a time, four lanes at once, again after silence, never twice in effect.

use super::erase;
use super::upload::{self, Ended};
use crate::api::ApiError;
use crate::api::event::DeskEvent;
use crate::predict;
use crate::relay_client::RelayError;
use crate::session::{Session, lock};
use crate::sync::backoff::{Backoff, jitter};
use crate::sync::pull::PullError;
use crate::sync::state::Reach;
use cache::{Applied, Durability, OutboxEntry, OutboxState, Writer};
use domain::command::{Action, Answer, Code, Command, Outcome};
use domain::record::Kind;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use wire::command::{CommandRequest, CommandResponse};

/// Lanes that are sent at once.
const LANES: usize = 4;

/// How one attempt ended.
enum Sent {
    /// The relay answered.
    Answered,
    /// A file arrived, or will not: no command of a person by itself.
    Carried,
    /// Nobody was reached, or nobody who could answer: later again.
    Later,
    /// The cache did not take how it ended (a full disk): it still says that the command is under way.
    NotKept,
    /// The session is over.
    Ended,
}

/// Counts what leaves after the relay was out of reach, for "4 sent".
#[derive(Default)]
struct Flush {
    away: bool,
    sent: u32,
}

/// Runs until the session ends.
pub(crate) async fn run(session: Arc<Session>) {
    let mut backoff = Backoff::new(session.options.first_pause, session.options.longest_pause);
    let mut flying: JoinSet<Sent> = JoinSet::new();
    let mut flush = Flush::default();
    let mut pause: Option<Duration> = None;
    // Commands may be marked as under way that are not: from the last run, or because the disk was full.
    let mut stranded = true;
    loop {
        if pause.is_none() && stranded && flying.is_empty() {
            stranded = !requeue(&session).await;
            pause = stranded.then(|| backoff.next(jitter()));
        }
        if pause.is_none() && !stranded && !start(&session, &mut flying, &mut flush).await {
            // Nobody may press a key for hours: it is tried again without being woken.
            stranded = true;
            pause = Some(backoff.next(jitter()));
        }
        flush.away |= lock(&session.sync).reach == Reach::Offline && !flying.is_empty();
        tokio::select! {
            biased;
            () = session.cancel.cancelled() => return,
            () = session.wake_outbox.notified() => {
                pause = None;
            }
            () = tokio::time::sleep(pause.unwrap_or(Duration::MAX)), if pause.is_some() => {
                pause = None;
            }
            Some(ended) = flying.join_next(), if !flying.is_empty() => match ended {
                Ok(Sent::Answered) => {
                    backoff.reset();
                    // The relay answers again: what is shown need not wait for its own next try.
                    if lock(&session.sync).reach == Reach::Offline {
                        session.wake_sync.notify_one();
                    }
                    flush.sent += u32::from(flush.away);
                    pause = None;
                    flush.finish(&session).await;
                }
                Ok(Sent::Carried) => {
                    backoff.reset();
                    pause = None;
                }
                Ok(Sent::Ended) => return,
                Ok(Sent::Later) => {
                    flush.away = true;
                    pause = Some(backoff.next(jitter()));
                }
                Ok(Sent::NotKept) | Err(_) => {
                    stranded = true;
                    pause = Some(backoff.next(jitter()));
                }
            },
        }
    }
}

impl Flush {
    /// Says "sent" once nothing waits any more.
    async fn finish(&mut self, session: &Arc<Session>) {
        if !self.away {
            return;
        }
        let waiting =
            session.with_cache(|s| {
                s.cache.read(|reader| {
                    Ok(reader.outbox().all()?.iter().any(|entry| {
                        matches!(entry.state, OutboxState::Queued | OutboxState::Sending)
                    }))
                })
            });
        if !waiting.await.unwrap_or(true) {
            let sent = std::mem::take(self).sent;
            session.host.emit(&DeskEvent::Flushed { sent });
            session.watch.flushed(sent);
        }
    }
}

/// Queues again what is marked as under way; false if the cache does not take it. The relay knows a repeat by its id.
async fn requeue(session: &Arc<Session>) -> bool {
    let requeued = session.with_cache(|s| {
        s.cache
            .write(Durability::Full, |writer| writer.outbox_mut().requeue_all())
    });
    requeued.await.is_ok()
}

/// Starts what may be sent now, as long as there is a lane free; false if the cache failed, and may have marked something as under way.
async fn start(session: &Arc<Session>, flying: &mut JoinSet<Sent>, flush: &mut Flush) -> bool {
    let free = LANES.saturating_sub(flying.len());
    if free == 0 {
        return true;
    }
    let out_of_reach = {
        let sync = lock(&session.sync);
        sync.followed && sync.reach == Reach::Offline
    };
    let begun = session.with_cache(move |s| {
        let mut ready = s.cache.read(|reader| reader.outbox().ready(free))?;
        let found = ready.len();
        if out_of_reach {
            // A relay that comes back may have been restored: what it may have had before waits until it knows our cursor.
            ready.retain(|entry| entry.attempts == 0);
        }
        let waits = ready.len() < found;
        if ready.is_empty() {
            return Ok((ready, waits));
        }
        // Counted before trying: a command that kills the process is seen to have been tried.
        s.cache.write(Durability::Full, |writer| {
            for entry in &ready {
                writer.outbox_mut().begin(&entry.command.id)?;
            }
            Ok(())
        })?;
        Ok((ready, waits))
    });
    match begun.await {
        Ok((ready, waits)) => {
            flush.away |= waits;
            for entry in ready {
                flying.spawn(attempt(Arc::clone(session), entry));
            }
            true
        }
        Err(error) => {
            tracing::error!(
                code = error.code,
                "outbox.failed: the cache cannot be written"
            );
            false
        }
    }
}

/// A file goes its own way; what came of it is kept as the answer to any command is.
async fn carry(session: Arc<Session>, entry: OutboxEntry) -> Option<Sent> {
    let command = entry.command.clone();
    let Action::Upload { media, mime, size } = &command.action else {
        return None;
    };
    let answer = |outcome, code, detail| Answer {
        id: command.id.clone(),
        outcome,
        code,
        detail,
        seq: None,
    };
    let answer = match upload::run(&session, media, mime, *size).await {
        Ended::Stopped => return Some(Sent::Carried),
        Ended::Done => answer(Outcome::Done, Code::Ok, None),
        Ended::Refused(code, detail) => answer(Outcome::Refused, code, detail),
        Ended::Failed(error) => {
            let kept = session.keep_failure(&command, error.code()).await;
            return Some(match session.judge(&error) {
                PullError::Ended => Sent::Ended,
                // Stopped in the same instant: the outbox says so, and nothing waits.
                PullError::Later(_)
                    if kept.as_ref().err().is_none_or(|it| it.code == "not_found") =>
                {
                    Sent::Later
                }
                PullError::Later(_) => Sent::NotKept,
            });
        }
    };
    Some(match session.keep_answer(entry, answer).await {
        Ok(()) => Sent::Carried,
        Err(_) => Sent::NotKept,
    })
}

async fn attempt(session: Arc<Session>, entry: OutboxEntry) -> Sent {
    if let Some(sent) = carry(Arc::clone(&session), entry.clone()).await {
        return sent;
    }
    let command = entry.command.clone();
    let request = CommandRequest::One(command.clone());
    let result: Result<CommandResponse, RelayError> =
        session.relay.post("v1/commands", &request).await;
    let (ended, kept) = match result {
        Ok(response) => match response.results.into_iter().find(|a| a.id == command.id) {
            Some(answer) if answer.code == Code::RateLimited => (
                Sent::Later,
                session.keep_failure(&command, "rate_limited").await,
            ),
            Some(answer) => (Sent::Answered, session.keep_answer(entry, answer).await),
            None => (
                Sent::Later,
                session.keep_failure(&command, "not_a_relay").await,
            ),
        },
        Err(RelayError::Problem(problem)) if is_verdict(&problem.code, problem.status) => {
            let answer = Answer {
                id: command.id.clone(),
                outcome: Outcome::Refused,
                code: Code::from_text(&problem.code),
                detail: problem.detail.clone(),
                seq: None,
            };
            (Sent::Answered, session.keep_answer(entry, answer).await)
        }
        Err(error) => {
            let kept = session.keep_failure(&command, error.code()).await;
            match session.judge(&error) {
                PullError::Ended => (Sent::Ended, kept),
                PullError::Later(_) => (Sent::Later, kept),
            }
        }
    };
    match kept {
        Ok(()) => ended,
        Err(_) => Sent::NotKept,
    }
}

/// Whether a problem of the whole request is the relay's last word on this command: the same bytes will not fare better.
fn is_verdict(code: &str, status: u16) -> bool {
    matches!(
        code,
        "invalid" | "conflict" | "forbidden" | "not_found" | "too_large"
    ) && (400..500).contains(&status)
        && status != 401
}

impl Session {
    async fn keep_failure(
        self: &Arc<Self>,
        command: &Command,
        reason: &str,
    ) -> Result<(), ApiError> {
        let (id, reason) = (command.id.clone(), reason.to_owned());
        self.with_cache(move |session| {
            session
                .cache
                .write(Durability::Full, |w| w.outbox_mut().failed(&id, &reason))
        })
        .await?;
        // Nothing new is to be sent: to wake the sender would be to try again at once, without a pause.
        self.announce(&Applied::default(), true);
        let session = Arc::clone(self);
        let _ = seam::blocking(move || session.emit_status()).await;
        Ok(())
    }

    async fn keep_answer(
        self: &Arc<Self>,
        entry: OutboxEntry,
        answer: Answer,
    ) -> Result<(), ApiError> {
        let applied = self
            .with_cache(move |session| {
                let applied = session.cache.write(Durability::Full, |writer| {
                    settle(session, writer, &entry, &answer)
                })?;
                if !applied.erased.is_empty() {
                    session.cache.sweep_files()?;
                    session.empty_log()?;
                }
                Ok(applied)
            })
            .await?;
        self.outbox_changed(&applied).await;
        Ok(())
    }
}

/// Notes an answer and predicts again what it touches.
fn settle(
    session: &Session,
    writer: &Writer<'_>,
    entry: &OutboxEntry,
    answer: &Answer,
) -> cache::Result<Applied> {
    let outbox = writer.outbox_mut();
    let id = &entry.command.id;
    let detail = answer.detail.as_deref();
    let mut touched = predict::touched(&session.me, &entry.command.action);
    match answer.outcome {
        Outcome::Done => {
            let seq = answer
                .seq
                .map_or(0, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
            outbox.answered(id, seq)?;
            let stands = writer.meta().cursor()?.map_or(0, |cursor| cursor.seq);
            for gone in outbox.settle(stands)? {
                touched.extend(predict::touched(&session.me, &gone.command.action));
                touched.extend(gone.record.map(|record| (Kind::Message, record)));
            }
        }
        // Its words leave this computer too; the guest's tombstones come by themselves, where they were ever seen here.
        _ if answer.code == Code::Erased => {
            return erase::forget(writer, &entry.command.action);
        }
        // A read mark nobody may set is nothing a person has to look at.
        _ if matches!(
            entry.command.action,
            Action::MarkRead { .. } | Action::MarkUnread { .. }
        ) =>
        {
            outbox.refused(id, &answer.code, detail)?;
            outbox.dismiss(id)?;
        }
        Outcome::Held => {
            stop_after(
                writer,
                &mut touched,
                session,
                outbox.held(id, &answer.code, detail)?,
            )?;
        }
        Outcome::Refused | Outcome::Other(_) => {
            stop_after(
                writer,
                &mut touched,
                session,
                outbox.refused(id, &answer.code, detail)?,
            )?;
        }
    }
    // The thread shows the state of the echo, so it has changed even where the record has not.
    let mut applied = predict::refresh(session, writer, &touched)?;
    if let (Some(conversation), Some(record)) =
        (entry.command.action.conversation(), entry.record.clone())
    {
        applied
            .messages
            .entry(conversation.clone())
            .or_default()
            .insert(record.into());
        applied.conversations.insert(conversation.clone());
    }
    Ok(applied)
}

fn stop_after(
    writer: &Writer<'_>,
    touched: &mut std::collections::BTreeSet<(Kind, domain::id::RecordId)>,
    session: &Session,
    dependants: Vec<domain::id::CommandId>,
) -> cache::Result<()> {
    for id in dependants {
        if let Some(entry) = writer.outbox().get(&id)? {
            touched.extend(predict::touched(&session.me, &entry.command.action));
        }
    }
    Ok(())
}
