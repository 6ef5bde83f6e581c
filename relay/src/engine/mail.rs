//! Live Chat: what a visitor who has left has not had goes by e-mail, once (livechat.md, "after the visitor left").
//!
//! ```text
//!   handed over ─► timer ─ due, under the lock: had it? allowed? in a mail? ─► messages marked, mail queued ─► its end: a line
//! ```
//!
//! The mark, the queued mail and the end of the timer are one transaction, so however many timers run, a message is in one mail.

use super::error::Step;
use super::payload::{JobKind, MailUnreadJob, SendMailJob};
use super::work::Work;
use super::{numbering, outcome};
use domain::delivery::MessageState;
use domain::id::MessageId;
use domain::message::{Author, Event, MailProblem, Message};
use domain::time::UnixMillis;

/// Messages below the newest that are looked at.
const FAR: u64 = 500;

/// How sending a mail ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailEnd {
    /// The server took it, with so many messages.
    Sent(u32),
    /// It is not known to have got there.
    Failed(MailProblem),
}

/// Looks at `message` again at `due`.
pub(crate) fn watch(work: &mut Work<'_>, message: &MessageId, due: UnixMillis) -> Step<()> {
    let job = MailUnreadJob {
        message: message.clone(),
    };
    work.add_job(&JobKind::MailUnread, String::new(), due, &job)
}

/// A message has had its time: if its visitor has not had it and allowed an address, everything that they have not had goes into a mail.
pub(crate) async fn due(work: &mut Work<'_>, id: &MessageId) -> Step<()> {
    let Some(message) = work.message(id).await? else {
        return Ok(());
    };
    if !message.waits_for_visitor() || message.is_mailed() {
        return Ok(());
    }
    let Some(conversation) = work.conversation(&message.conversation).await? else {
        return Ok(());
    };
    let (contact, connection) = (&conversation.contact, &conversation.connection);
    let Some(guest) = work.contact(contact).await? else {
        return Ok(());
    };
    if guest.email_for_answers().is_none() {
        return Ok(());
    }
    let newest = numbering::last(work, contact, connection).await?;
    let mut waiting = Vec::new();
    for place in (newest.saturating_sub(FAR).max(1)..=newest).rev() {
        match numbering::at(work, contact, connection, place).await? {
            Some((_, it)) if has_come(&it) => break,
            Some((id, it)) if it.waits_for_visitor() && !it.is_mailed() => waiting.push((id, it)),
            _ => {}
        }
    }
    let Some((_, last)) = waiting.first() else {
        return Ok(());
    };
    let place = last.conversation.clone();
    waiting.reverse();
    for (id, _) in &waiting {
        outcome::change(work, id, |it| it.set_mailed(true)).await?;
    }
    let job = SendMailJob {
        conversation: place,
        messages: waiting.into_iter().map(|(id, _)| id).collect(),
    };
    let lane = format!("mail/{contact}");
    work.add_job(&JobKind::SendMail, lane, work.now, &job)
}

/// Whether the visitor has had it, and with it everything before.
fn has_come(message: &Message) -> bool {
    matches!(message.author, Author::Bot | Author::Staff)
        && matches!(message.state, MessageState::Delivered | MessageState::Read)
}

/// Says in the thread what became of a mail. What certainly did not go may go with the next one.
pub(crate) async fn end(work: &mut Work<'_>, mail: &SendMailJob, end: &MailEnd) -> Step<()> {
    let event = match end {
        MailEnd::Sent(messages) => Event::Mailed {
            messages: *messages,
        },
        MailEnd::Failed(reason) => {
            if *reason != MailProblem::Unknown {
                for id in &mail.messages {
                    outcome::change(work, id, |it| it.set_mailed(false)).await?;
                }
            }
            Event::NotMailed {
                messages: u32::try_from(mail.messages.len()).unwrap_or(u32::MAX),
                reason: reason.clone(),
            }
        }
    };
    let Some(conversation) = work.conversation(&mail.conversation).await? else {
        return Ok(());
    };
    outcome::event_line(work, &mail.conversation, &conversation, event, None).await
}
