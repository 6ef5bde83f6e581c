//! How jobs end, as values the engine turns into records.

use super::Entry;
use super::error::Step;
use super::mail::{self, MailEnd};
use super::payload::{ReactJob, SendMailJob};
use super::work::Work;
use super::{erase, inbound, key, numbering, outcome};
use super::{scheduled, templates};
use channels::whatsapp::ListedTemplate;
use domain::channel::Channel;
use domain::connection::ConnectionStatus;
use domain::delivery::{Failure, MessageState};
use domain::id::{ConnectionId, MediaId, MessageId};
use domain::inbound::InboundEvent;
use domain::message::{Content, Media};
use domain::time::UnixMillis;
use store::model::JobEnd;

/// A job's outcome; applied together with the end of the job.
#[derive(Debug, Clone, PartialEq)]
pub struct JobResult {
    /// The job.
    pub job: String,
    /// What happened.
    pub outcome: JobOutcome,
}

/// What happened in a job.
#[derive(Debug, Clone, PartialEq)]
pub enum JobOutcome {
    /// The provider took the message.
    Sent {
        /// Ours.
        message: MessageId,
        /// Over which account.
        connection: ConnectionId,
        /// The provider's name of it.
        provider_id: String,
    },
    /// It is the visitor's of the website's chat to read, with the commit that says so.
    Handed {
        /// Ours.
        message: MessageId,
        /// Over which chat.
        connection: ConnectionId,
        /// Looked at then, and sent by e-mail if it was not had; absent = there is no e-mail.
        mail_due: Option<UnixMillis>,
    },
    /// A message in the website's chat has had its time to be seen.
    MailDue {
        /// Ours.
        message: MessageId,
    },
    /// An e-mail went, or did not.
    Mail {
        /// Which.
        mail: SendMailJob,
        /// How.
        end: MailEnd,
    },
    /// It was not sent and is not tried again by itself.
    NotSent {
        /// Ours.
        message: MessageId,
        /// Over which account.
        connection: ConnectionId,
        /// Why.
        failure: Failure,
        /// The account itself is at fault: it goes to ERROR with these words.
        stop_connection: bool,
    },
    /// The request may have left and no answer came.
    NotKnown {
        /// Ours.
        message: MessageId,
    },
    /// Found in a restored database: it may have left before, so it is held for a person.
    Held {
        /// Ours.
        message: MessageId,
    },
    /// Tried again, not before.
    Again {
        /// When.
        at: UnixMillis,
    },
    /// A file was fetched and kept.
    Fetched {
        /// Whose file.
        message: MessageId,
        /// The file.
        media: MediaId,
        /// Bytes.
        size: u64,
        /// Its type by its own bytes, where that is known better than what the provider said.
        mime: Option<String>,
    },
    /// A file could not be had.
    NotFetched {
        /// Whose file.
        message: MessageId,
        /// Code of the words `media-…`.
        problem: String,
    },
    /// An event whose message was not here: look again.
    Event {
        /// Over which account.
        connection: ConnectionId,
        /// The event.
        event: Box<InboundEvent>,
        /// After this it is dropped.
        until: UnixMillis,
    },
    /// Our reaction did not reach the guest, or nobody knows.
    NotReacted {
        /// What was to be shown.
        reaction: ReactJob,
        /// Why.
        failure: Failure,
    },
    /// A scheduled message's time has come.
    Due {
        /// Ours.
        message: MessageId,
    },
    /// The provider's list of templates.
    Templates {
        /// Of which account.
        connection: ConnectionId,
        /// All of them.
        listed: Vec<ListedTemplate>,
        /// Looked at again then; absent = once.
        again: Option<UnixMillis>,
    },
    /// Nothing to do any more.
    Nothing,
}

/// Applies the end of a job together with its effect.
pub(crate) async fn apply(work: &mut Work<'_>, result: &JobResult) -> Step<()> {
    let mut end = JobEnd::Done;
    match &result.outcome {
        JobOutcome::Sent {
            message,
            connection,
            provider_id,
        } => {
            sent(work, message, connection, provider_id).await?;
        }
        JobOutcome::Handed {
            message,
            connection,
            mail_due,
        } => {
            // The record is the message, so its id is the provider's.
            sent(work, message, connection, message.as_str()).await?;
            hand_to_visitor(work, message).await?;
            if let Some(due) = mail_due {
                mail::watch(work, message, *due)?;
            }
        }
        JobOutcome::MailDue { message } => mail::due(work, message).await?,
        JobOutcome::Mail { mail, end } => mail::end(work, mail, end).await?,
        JobOutcome::NotSent {
            message,
            connection,
            failure,
            stop_connection,
        } => {
            not_sent(work, message, failure).await?;
            templates::look_again_after(work, connection, failure)?;
            if *stop_connection {
                stop(work, connection, failure).await?;
            }
        }
        JobOutcome::NotKnown { message } => {
            report(work, message, &MessageState::Unknown, None).await?;
        }
        JobOutcome::Held { message } => end = hold(work, message).await?,
        JobOutcome::Again { at } => end = JobEnd::Again(*at),
        JobOutcome::Fetched {
            message,
            media,
            size,
            mime,
        } => {
            if work.message(message).await?.is_none() {
                // Erased while it was fetched: the file goes too.
                erase::drop_file(work, media)?;
            }
            media_changed(work, message, |file| {
                file.id = Some(media.clone());
                file.size = Some(*size);
                file.problem = None;
                if let Some(mime) = mime {
                    file.mime.clone_from(mime);
                }
            })
            .await?;
        }
        JobOutcome::NotFetched { message, problem } => {
            media_changed(work, message, |file| file.problem = Some(problem.clone())).await?;
        }
        JobOutcome::Event {
            connection,
            event,
            until,
        } => {
            end = inbound::look_again(work, connection, event, *until).await?;
        }
        JobOutcome::NotReacted { reaction, failure } => {
            not_reacted(work, reaction, failure).await?;
        }
        JobOutcome::Due { message } => end = scheduled::go(work, message).await?,
        JobOutcome::Templates {
            connection,
            listed,
            again,
        } => {
            templates::follow(work, connection, listed).await?;
            end = again.map_or(JobEnd::Done, JobEnd::Again);
        }
        JobOutcome::Nothing => {}
    }
    work.tx.end_job(&result.job, end);
    Ok(())
}

async fn sent(
    work: &mut Work<'_>,
    message: &MessageId,
    connection: &ConnectionId,
    provider_id: &str,
) -> Step<()> {
    let key = key::provider_message(connection, provider_id);
    // Erased while it was under way, it leaves no key behind.
    let here = work.message(message).await?.is_some();
    if here && work.tx.lookup(&key).await?.is_none() {
        work.tx.set_lookup(key, message.into());
    }
    report(work, message, &MessageState::Sent, Some(provider_id)).await?;
    // A message that got through proves that the account works again.
    if let Some(mut body) = work.connection(connection).await?
        && body.status == ConnectionStatus::Error
    {
        body.status = ConnectionStatus::Connected;
        body.problem = None;
        work.put(&Entry::Connection(connection.clone(), body))
            .await?;
    }
    Ok(())
}

/// A message on the website's chat is sent by becoming the visitor's to read.
async fn hand_to_visitor(work: &mut Work<'_>, id: &MessageId) -> Step<()> {
    let Some(mut body) = work.message(id).await? else {
        return Ok(());
    };
    let conversation = work.conversation(&body.conversation).await?;
    let Some(conversation) = conversation.filter(|it| it.channel == Channel::LiveChat) else {
        return Ok(());
    };
    if body.number().is_some() || body.state != MessageState::Sent {
        return Ok(());
    }
    let (contact, connection) = (&conversation.contact, &conversation.connection);
    numbering::number(work, contact, connection, id, &mut body).await?;
    work.put_message(id, &conversation.property, &body).await
}

async fn not_sent(work: &mut Work<'_>, message: &MessageId, failure: &Failure) -> Step<()> {
    outcome::change(work, message, |body| {
        let after = body.state.after_report(&MessageState::Failed);
        if after == MessageState::Failed {
            body.failure = Some(failure.clone());
        }
        body.state = after;
    })
    .await
}

/// Nothing leaves the relay for its own chat, so there nothing is unknown and the job stays.
async fn hold(work: &mut Work<'_>, id: &MessageId) -> Step<JobEnd> {
    let Some(body) = work.message(id).await? else {
        return Ok(JobEnd::Done);
    };
    let conversation = work.conversation(&body.conversation).await?;
    if conversation.is_some_and(|it| it.channel == Channel::LiveChat) {
        return Ok(JobEnd::Again(work.now));
    }
    outcome::change(work, id, |body| {
        if matches!(body.state, MessageState::Queued | MessageState::Scheduled) {
            (body.state, body.failure) = (MessageState::Unknown, Some(outcome::restored()));
        }
    })
    .await?;
    Ok(JobEnd::Done)
}

/// What the guest sees is shown, with the reason; a newer reaction speaks for itself.
async fn not_reacted(work: &mut Work<'_>, it: &ReactJob, failure: &Failure) -> Step<()> {
    let now = work.now;
    outcome::change(work, &it.message, |body| {
        let shown = body.our_reaction().map(|reaction| reaction.emoji.clone());
        if shown != it.emoji {
            return;
        }
        if it.emoji.is_none() {
            body.react(it.before.as_deref(), now);
        }
        body.reaction_failed(failure);
    })
    .await
}

/// The provider's news about one of our messages; never backwards.
async fn report(
    work: &mut Work<'_>,
    message: &MessageId,
    state: &MessageState,
    provider_id: Option<&str>,
) -> Step<()> {
    outcome::change(work, message, |body| {
        body.state = body.state.after_report(state);
        if let Some(id) = provider_id {
            body.provider_id = Some(id.to_owned());
        }
        if body.state != MessageState::Failed {
            body.failure = None;
        }
    })
    .await
}

/// An account that cannot send goes to ERROR with the provider's words (SPEC 184).
async fn stop(work: &mut Work<'_>, id: &ConnectionId, failure: &Failure) -> Step<()> {
    let problem = failure
        .detail
        .clone()
        .unwrap_or_else(|| failure.code.clone());
    outcome::connection_problem(work, id, &problem).await
}

async fn media_changed(
    work: &mut Work<'_>,
    id: &MessageId,
    edit: impl FnOnce(&mut Media),
) -> Step<()> {
    outcome::change(work, id, |body| {
        if let Some(file) = media_of(&mut body.content) {
            edit(file);
        }
    })
    .await
}

/// The file of a content that has one.
fn media_of(content: &mut Content) -> Option<&mut Media> {
    match content {
        Content::Image(media)
        | Content::Video(media)
        | Content::Audio { media, .. }
        | Content::Document(media)
        | Content::Sticker(media) => Some(media),
        _ => None,
    }
}
