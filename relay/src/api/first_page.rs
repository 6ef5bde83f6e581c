//! The first page: enough to paint the inbox (DESIGN_SYNC, "Cursor and history").

use super::extract::Signed;
use super::problem::Answered;
use super::state::Api;
use super::sync::change;
use crate::auth::Person;
use axum::Json;
use axum::extract::State;
use domain::id::RecordId;
use domain::record::Kind;
use std::collections::BTreeMap;
use store::error::StoreError;
use store::model::{HistoryQuery, Record};
use wire::change::FirstPage;

/// Conversations on it.
const CONVERSATIONS: usize = 50;
/// Messages of each.
const MESSAGES: usize = 30;
/// Stays of each guest.
const STAYS: usize = 10;
/// Records of a small kind at most; the lanes bring the rest.
const SMALL_KIND: usize = 500;

/// The house's records, 50 conversations with contact and stays, and their last 30 messages.
#[utoipa::path(get, path = "/v1/first-page", tag = "sync", security(("bearer" = [])), responses(
    (status = 200, description = "To be painted at once; follow changes from `cursor`", body = FirstPage),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
))]
pub(super) async fn first_page(
    State(api): State<Api>,
    Signed(person): Signed,
) -> Answered<Json<FirstPage>> {
    // The head first: what changes while this is read comes again with the changes.
    let cursor = api.head(&person.workspace).await?;
    let mut found = Found::default();
    for kind in [
        Kind::Property,
        Kind::Staff,
        Kind::Connection,
        Kind::CannedResponse,
        Kind::Label,
        Kind::Template,
    ] {
        found.add(lane(&api, &person, kind, None, SMALL_KIND).await?);
    }
    let conversations = lane(&api, &person, Kind::Conversation, None, CONVERSATIONS).await?;
    let mut guests: Vec<RecordId> = conversations
        .iter()
        .filter_map(|record| record.parent.clone())
        .collect();
    guests.sort();
    guests.dedup();
    let contacts = api
        .store
        .records(&person.workspace, &Kind::Contact, &guests)
        .await?;
    found.add(
        contacts
            .into_iter()
            .filter(|it| person.scopes.contains(&it.scope))
            .collect(),
    );
    for guest in guests {
        found.add(lane(&api, &person, Kind::Reservation, Some(guest), STAYS).await?);
    }
    for conversation in &conversations {
        let parent = Some(conversation.id.clone());
        found.add(lane(&api, &person, Kind::Message, parent, MESSAGES).await?);
    }
    found.add(conversations);
    Ok(Json(FirstPage {
        cursor,
        changes: found
            .records
            .into_values()
            .map(change)
            .collect::<Result<_, _>>()?,
        now: api.now(),
        scopes: person.scopes.iter().cloned().collect(),
    }))
}

/// Each record once.
#[derive(Default)]
struct Found {
    records: BTreeMap<(Kind, RecordId), Record>,
}

impl Found {
    fn add(&mut self, records: Vec<Record>) {
        let living = records.into_iter().filter(|record| !record.deleted);
        self.records
            .extend(living.map(|it| ((it.kind.clone(), it.id.clone()), it)));
    }
}

async fn lane(
    api: &Api,
    person: &Person,
    kind: Kind,
    parent: Option<RecordId>,
    limit: usize,
) -> Result<Vec<Record>, StoreError> {
    let query = HistoryQuery {
        kind,
        parent,
        before: None,
        limit,
    };
    api.store
        .history(&person.workspace, &person.scopes, &query)
        .await
}
