//! Templates: what may be said after the window (SPEC 49, 195, 201, 202).

use super::send::{check_answerable, exists, message_id};
use super::{Person, seen, visible};
use crate::engine::error::Step;
use crate::engine::outcome::{self, Speech};
use crate::engine::templates;
use crate::engine::work::Work;
use domain::command::{Action, Code, Command, Refusal};
use domain::conversation::Conversation;
use domain::message::{Author, Content};
use domain::template::{Template, TemplateProblem};

pub(super) async fn send(work: &mut Work<'_>, person: &Person<'_>, command: &Command) -> Step<()> {
    let Action::SendTemplate {
        conversation: id,
        message,
        template: wanted,
        seen,
    } = &command.action
    else {
        return Err(Refusal::with(Code::Invalid, "type").into());
    };
    let mut conversation = visible(work, person, id).await?;
    let message = message_id(message.as_ref(), command)?;
    if exists(work, &message, id).await? {
        return Ok(());
    }
    let template = approved(work, &conversation, &wanted.name, &wanted.language).await?;
    let (text, parameters) = template.fill(&wanted.parameters).map_err(not_filled)?;
    if let Some(seen) = seen {
        seen::check(work, person, id, &conversation, seen).await?;
    }
    check_answerable(work, person, &conversation).await?;
    let speech = Speech {
        content: Content::Template {
            name: template.name,
            language: Some(template.language),
            category: Some(template.category),
            parameters,
            buttons: template.buttons,
        },
        ..Speech::of(Author::Staff, Some(person.id.clone()), text)
    };
    outcome::say(work, id, &mut conversation, message, speech).await?;
    // Who answers has read.
    conversation.unread = 0;
    work.put_conversation(id, &conversation).await
}

/// The template as it is approved now; what is unknown, paused or cannot be filled in here is not sent (SPEC 284–286).
pub(super) async fn approved(
    work: &mut Work<'_>,
    conversation: &Conversation,
    name: &str,
    language: &str,
) -> Step<Template> {
    let id =
        templates::template_id(&conversation.connection, name, language).map_err(templates::bug)?;
    let found: Option<Template> = work
        .body(domain::record::Kind::Template, (&id).into())
        .await?;
    let unknown = || Refusal::with(Code::Template, "name");
    Ok(found.filter(Template::is_offered).ok_or_else(unknown)?)
}

pub(super) fn not_filled(_: TemplateProblem) -> Refusal {
    Refusal::with(Code::Template, "parameters")
}
