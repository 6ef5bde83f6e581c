//! Processing a dead letter again.

use super::Person;
use crate::engine::Entry;
use crate::engine::error::Step;
use crate::engine::inbound::{self, Reading};
use crate::engine::work::{Work, decode};
use domain::command::{Code, Refusal};
use domain::dead_letter::{DeadLetter, DeadLetterReason};
use domain::id::{DeadLetterId, PropertyId};
use domain::record::Kind;
use store::model::Envelope;

/// Applies what the envelope holds; what was applied before is recognised as a duplicate. The letter is marked only if all
/// of it could be applied, else the command is refused and the letter stays.
pub(super) async fn replay(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &DeadLetterId,
    envelope: Option<&(Envelope, Reading)>,
) -> Step<()> {
    let not_found = || Refusal::with(Code::NotFound, "dead_letter");
    let record = work.tx.get(&Kind::DeadLetter, &id.into()).await?;
    let record = record
        .filter(|it| !it.deleted && person.sees(&it.scope))
        .ok_or_else(not_found)?;
    let mut letter: DeadLetter = decode(&record)?;
    if letter.replayed {
        return Ok(());
    }
    // After 30 days the bytes are gone.
    let gone = || Refusal::with(Code::NotFound, "envelope");
    let (_, reading) = envelope.ok_or_else(gone)?;
    // What nobody understood then is still not understood: the letter waits for a version that does.
    if letter.reason == DeadLetterReason::UnknownShape && reading.lossy {
        return Err(Refusal::with(Code::Invalid, letter.reason.as_str()).into());
    }
    inbound::apply_whole(work, reading).await?;
    letter.replayed = true;
    let property = record
        .scope
        .as_str()
        .strip_suffix("/admin")
        .unwrap_or_default();
    let property = PropertyId::new(property).map_err(|_| not_found())?;
    work.put(&Entry::DeadLetter(id.clone(), property, letter))
        .await
}
