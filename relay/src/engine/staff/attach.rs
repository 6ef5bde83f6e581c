//! Files that go with what staff write: what the channel takes, and whose file it is.

use super::Person;
use crate::engine::error::Step;
use crate::engine::key;
use crate::engine::work::Work;
use domain::channel::Channel;
use domain::command::{Code, Refusal};
use domain::file_type;
use domain::limits::{self, MediaKind, Unfit};
use domain::message::{Attachment, Content};

/// The content of a reply on `channel`, and how many characters may stand with it, and whether there must be any.
pub(super) async fn reply(
    work: &mut Work<'_>,
    person: &Person<'_>,
    channel: &Channel,
    file: Option<&Attachment>,
) -> Step<(Content, std::ops::RangeInclusive<usize>)> {
    let Some(file) = file else {
        return Ok((Content::Text, 1..=limits::text(channel)));
    };
    let kind = fit(limits::outgoing(channel, &file.mime, file.size))?;
    let content = carry(work, person, file, kind).await?;
    Ok((content, 0..=limits::caption(channel, kind)))
}

/// The content of a note.
pub(super) async fn note(
    work: &mut Work<'_>,
    person: &Person<'_>,
    file: Option<&Attachment>,
    most: usize,
) -> Step<(Content, std::ops::RangeInclusive<usize>)> {
    let Some(file) = file else {
        return Ok((Content::Text, 1..=most));
    };
    let kind = fit(limits::in_note(&file.mime, file.size))?;
    let content = carry(work, person, file, kind).await?;
    Ok((content, 0..=most))
}

fn fit(kind: Result<MediaKind, Unfit>) -> Result<MediaKind, Refusal> {
    kind.map_err(|unfit| Refusal::with(Code::Attachment, unfit.code()))
}

/// A file may be named only by who has brought it here, as it is: a digest alone opens nothing.
async fn carry(
    work: &mut Work<'_>,
    person: &Person<'_>,
    file: &Attachment,
    kind: MediaKind,
) -> Step<Content> {
    let name = file.name.as_deref().unwrap_or_default();
    if file_type::is_program(name, &[]) {
        return Err(Refusal::with(Code::Attachment, Unfit::Program.code()).into());
    }
    let key = key::upload(person.id, &file.media, &file.mime);
    let size = work.tx.lookup(&key).await?;
    if size.is_none_or(|size| size.as_str() != file.size.to_string()) {
        return Err(Refusal::new(Code::AttachmentMissing).into());
    }
    let file = Attachment {
        name: file
            .name
            .as_deref()
            .map(|name| file_type::safe_name(name, "file")),
        ..file.clone()
    };
    Ok(file.content(kind))
}
