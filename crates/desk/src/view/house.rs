//! What belongs to the house: its labels, and webhooks nobody understood.

use super::View;
use crate::api::inbox::LabelChoice;
use crate::api::outbox::DeadLetterRow;
use domain::connection::Connection;
use domain::dead_letter::DeadLetter;
use domain::label::Label;

/// By name (SPEC 226).
pub(crate) fn labels(view: &View<'_, '_>) -> cache::Result<Vec<LabelChoice>> {
    let mut labels = view.reader.all::<Label>()?;
    labels.sort_by_key(|row| (row.body.name.to_lowercase(), row.id.clone()));
    let choice = |row: cache::Row<Label>| LabelChoice {
        name: row.body.name,
        color: row.body.color.as_str().to_owned(),
    };
    Ok(labels.into_iter().map(choice).collect())
}

/// Newest first; those that were replayed are gone.
pub(crate) fn dead_letters(view: &View<'_, '_>) -> cache::Result<Vec<DeadLetterRow>> {
    let mut letters = view.reader.all::<DeadLetter>()?;
    letters.retain(|row| !row.body.replayed);
    letters.sort_by(|a, b| (b.body.received_at, &b.id).cmp(&(a.body.received_at, &a.id)));
    let row = |letter: cache::Row<DeadLetter>| {
        let connection = match &letter.body.connection {
            Some(id) => view.reader.get::<Connection>(id)?.map(|row| row.body.name),
            None => None,
        };
        Ok(DeadLetterRow {
            id: letter.id.to_string(),
            reason: letter.body.reason.as_str().to_owned(),
            connection,
            received_at: letter.body.received_at.0,
            size: letter.body.size,
        })
    };
    letters.into_iter().map(row).collect()
}
