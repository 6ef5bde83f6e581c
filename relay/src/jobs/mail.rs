//! An e-mail with what a visitor of the website's chat has not had.

use super::Runner;
use super::deliver::DATABASE_PAUSE;
use crate::engine::{JobOutcome, MailEnd, SendMailJob};
use crate::mail::{Letter, Mailed, Said};
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::id::{RecordId, WorkspaceId};
use domain::message::{Author, MailProblem, Message};
use domain::property::Property;
use domain::record::Kind;
use domain::staff::Staff;
use domain::time::MINUTE;
use metrics::counter;
use store::error::StoreError;
use store::model::Job;

/// Pauses between tries.
const PAUSES: [i64; 5] = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE];

impl Runner {
    pub(super) async fn send_mail(&self, job: &Job, it: &SendMailJob) -> JobOutcome {
        let ended = |end: MailEnd| JobOutcome::Mail {
            mail: it.clone(),
            end,
        };
        let failed = |problem: MailProblem| {
            count(problem.as_str());
            ended(MailEnd::Failed(problem))
        };
        if job.interrupted {
            return failed(MailProblem::Unknown);
        }
        let Some(mailer) = &self.mailer else {
            return failed(MailProblem::Off);
        };
        let now = self.engine.clock().now();
        let letter = match self.mail_letter(&job.workspace, it).await {
            Ok(Some(letter)) => letter,
            Ok(None) => return JobOutcome::Nothing,
            Err(_) => {
                return JobOutcome::Again {
                    at: now.plus(DATABASE_PAUSE),
                };
            }
        };
        match mailer.send(&job.id, &letter, now).await {
            Mailed::Taken => {
                count("sent");
                let messages = u32::try_from(letter.said.len()).unwrap_or(u32::MAX);
                ended(MailEnd::Sent(messages))
            }
            Mailed::NoSuchAddress => failed(MailProblem::Address),
            Mailed::Refused => failed(MailProblem::Refused),
            Mailed::Lost => failed(MailProblem::Unknown),
            Mailed::Later => {
                let tries = usize::try_from(job.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
                match PAUSES.get(tries) {
                    Some(pause) => JobOutcome::Again {
                        at: now.plus(*pause),
                    },
                    None => failed(MailProblem::Unreachable),
                }
            }
        }
    }

    /// What the visitor has not had by now; `None` if there is nothing to tell, or nobody any more who wants it.
    async fn mail_letter(
        &self,
        workspace: &WorkspaceId,
        it: &SendMailJob,
    ) -> Result<Option<Letter>, StoreError> {
        let place = RecordId::from(&it.conversation);
        let conversation: Option<Conversation> =
            self.read(workspace, Kind::Conversation, place).await?;
        let Some(conversation) = conversation else {
            return Ok(None);
        };
        let guest = RecordId::from(&conversation.contact);
        let contact: Option<Contact> = self.read(workspace, Kind::Contact, guest).await?;
        let house = RecordId::from(&conversation.property);
        let property: Option<Property> = self.read(workspace, Kind::Property, house).await?;
        let (Some(contact), Some(property)) = (contact, property) else {
            return Ok(None);
        };
        let Some(to) = contact.email_for_answers() else {
            return Ok(None);
        };
        let mut said = Vec::new();
        for id in &it.messages {
            said.extend(self.unread(workspace, id.into()).await?);
        }
        if said.is_empty() {
            return Ok(None);
        }
        let base = self.settings.public_url.as_ref();
        let link = base.map(|url| {
            let url = url.as_str().trim_end_matches('/');
            format!("{url}/chat/{}", conversation.connection)
        });
        Ok(Some(Letter {
            to: to.to_owned(),
            hotel: property.name,
            language: contact.language.clone(),
            said,
            link,
        }))
    }

    /// The message with its writer's first name, unless a page has it by now.
    async fn unread(
        &self,
        workspace: &WorkspaceId,
        id: RecordId,
    ) -> Result<Option<Said>, StoreError> {
        let message: Option<Message> = self.read(workspace, Kind::Message, id).await?;
        let Some(message) = message.filter(Message::waits_for_visitor) else {
            return Ok(None);
        };
        let writer = message
            .staff
            .as_ref()
            .filter(|_| message.author == Author::Staff);
        let staff: Option<Staff> = match writer {
            Some(id) => self.read(workspace, Kind::Staff, id.into()).await?,
            None => None,
        };
        let name = staff.and_then(|it| it.name.split_whitespace().next().map(str::to_owned));
        Ok(Some((message, name)))
    }
}

fn count(outcome: &str) {
    counter!("bellhop_mails_total", "outcome" => outcome.to_owned()).increment(1);
}
