//! Beginning a conversation with a guest (SPEC 195).

use super::Person;
use crate::engine::error::Step;
use crate::engine::work::Work;
use crate::engine::{inbound, key};
use domain::begin;
use domain::command::{Code, Refusal};
use domain::id::{ConnectionId, ContactId, ConversationId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;

/// Opens it as the person's own, as of `at`. While one is open with this guest over this account, that one is the place to go: its id is the
/// detail, and of two who begin at the same time the first wins.
pub(super) async fn start(
    work: &mut Work<'_>,
    person: &Person<'_>,
    id: &ConversationId,
    guest: &ContactId,
    connection: &ConnectionId,
    at: UnixMillis,
) -> Step<()> {
    let not_found = |what: &str| Refusal::with(Code::NotFound, what);
    let mut contact = work
        .contact(guest)
        .await?
        .filter(|it| person.sees(&Scope::guests(&it.property)))
        .ok_or_else(|| not_found("contact"))?;
    let account = work
        .connection(connection)
        .await?
        .filter(|it| person.sees(&Scope::inbox(&it.property)))
        .ok_or_else(|| not_found("connection"))?;
    if work
        .tx
        .get(&Kind::Conversation, &id.into())
        .await?
        .is_some()
    {
        let there = work.conversation(id).await?;
        let same = there.is_some_and(|it| it.contact == *guest && it.connection == *connection);
        let conflict = || Refusal::with(Code::Conflict, "conversation").into();
        return if same { Ok(()) } else { Err(conflict()) };
    }
    begin::allowed(&contact, &account)?;
    let open = key::open_conversation(guest, connection);
    if let Some(other) = work.tx.lookup(&open).await?
        && work.conversation(&other.clone().into()).await?.is_some()
    {
        return Err(Refusal::with(Code::WrongStatus, other.as_str()).into());
    }
    let card = inbound::card(work, guest, &contact).await?;
    inbound::count_opened(work, id, (guest, &mut contact), connection).await?;
    let body = begin::conversation(guest, (connection, &account), card, person.id, at);
    work.put_conversation(id, &body).await
}
