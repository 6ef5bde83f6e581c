//! Staying current (changes), the way back (history), and comparing (checksums).

use super::extract::{Params, Signed};
use super::position::{parse_before, write_before};
use super::problem::{Answered, Failed};
use super::state::Api;
use crate::auth::person::read_staff;
use crate::auth::{Asked, Person, authorise};
use crate::engine;
use axum::Json;
use axum::extract::State;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use store::error::StoreError;
use store::model::{Feed, HistoryQuery, Record};
use wire::change::{Change, ChangePage, ChecksumPage, HistoryPage, ScopeChecksum};
use wire::cursor::Cursor;

/// Where to continue.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Since {
    /// Cursor of the last page or batch; from the beginning where absent.
    since: Option<String>,
    /// About how many records, 1–5000; a number is never split. 500 where absent.
    limit: Option<usize>,
    /// Only this one of the scopes you see: to read it again where its checksum differs.
    scope: Option<String>,
}

/// Which part of which lane.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Lane {
    /// Which kind.
    kind: String,
    /// `before` of the page above; from the newest where absent.
    before: Option<String>,
    /// 1–500; 100 where absent.
    limit: Option<usize>,
    /// Only what hangs on this record.
    parent: Option<String>,
}

/// Everything you may see in (since, cursor].
#[utoipa::path(get, path = "/v1/changes", tag = "sync", security(("bearer" = [])), params(Since), responses(
    (status = 200, description = "A page", body = ChangePage),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
    (status = 409, description = "`cursor_unknown`, with `common`", body = wire::problem::Problem),
))]
pub(super) async fn changes(
    State(api): State<Api>,
    Signed(person): Signed,
    Params(query): Params<Since>,
) -> Answered<Json<ChangePage>> {
    let limit = query.limit.unwrap_or(500);
    if !(1..=5000).contains(&limit) {
        return Err(Failed::invalid("limit"));
    }
    let since = api.since(&person.workspace, query.since.as_deref()).await?;
    let only = query.scope.map(Scope);
    // Before the feed: what is committed while it is read may be missing from it.
    let now = api.now();
    let (feed, scopes) = read_feed(&api, &person, only.as_ref(), since, limit).await?;
    // Read after the feed, which lacks tombstones that ended in between.
    let horizon = api.store.horizon(&person.workspace).await?;
    Ok(Json(ChangePage {
        changes: feed
            .records
            .into_iter()
            .map(change)
            .collect::<Result<_, _>>()?,
        cursor: Cursor {
            term: feed.term,
            seq: feed.to,
        },
        more: feed.more,
        now,
        scopes: scopes.into_iter().collect(),
        tombstones_ended: query.since.is_some() && since < horizon && only.is_none(),
    }))
}

/// A page with the permissions as of its end: a role that changes while it is read is read again.
async fn read_feed(
    api: &Api,
    person: &Person,
    only: Option<&Scope>,
    since: u64,
    limit: usize,
) -> Answered<(Feed, BTreeSet<Scope>)> {
    let mut scopes = person.scopes.clone();
    loop {
        let asked = match only {
            None => scopes.clone(),
            Some(only) if authorise(Some(person), Asked::Topic(only)).is_ok() => {
                BTreeSet::from([only.clone()])
            }
            Some(_) => return Err(Failed::not_found()),
        };
        let feed = api
            .store
            .feed(&person.workspace, &asked, since, limit)
            .await?;
        let now = read_staff(api.store.as_ref(), &person.workspace, &person.id).await?;
        let current = now
            .map(|(staff, _)| domain::access::scopes(&person.id, &staff))
            .unwrap_or_default();
        if current == scopes {
            return Ok((feed, scopes));
        }
        scopes = current;
    }
}

/// One lane backwards, newest first.
#[utoipa::path(get, path = "/v1/history", tag = "sync", security(("bearer" = [])), params(Lane), responses(
    (status = 200, description = "A page", body = HistoryPage),
    (status = 400, description = "`invalid`: `detail` names the parameter", body = wire::problem::Problem),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
))]
pub(super) async fn history(
    State(api): State<Api>,
    Signed(person): Signed,
    Params(lane): Params<Lane>,
) -> Answered<Json<HistoryPage>> {
    let limit = lane.limit.unwrap_or(100);
    if !(1..=500).contains(&limit) {
        return Err(Failed::invalid("limit"));
    }
    let parent = lane.parent.map(RecordId::new).transpose();
    let query = HistoryQuery {
        kind: Kind::from_text(&lane.kind),
        parent: parent.map_err(|_| Failed::invalid("parent"))?,
        before: lane.before.as_deref().map(parse_before).transpose()?,
        limit,
    };
    let records = api
        .store
        .history(&person.workspace, &person.scopes, &query)
        .await?;
    let full = records.len() >= limit;
    let before = records
        .last()
        .filter(|_| full)
        .map(|last| write_before(last.at, &last.id));
    let changes = records.into_iter().map(change).collect::<Result<_, _>>()?;
    Ok(Json(HistoryPage { changes, before }))
}

/// Count and sum of every scope you see.
#[utoipa::path(get, path = "/v1/checksums", tag = "sync", security(("bearer" = [])), responses(
    (status = 200, description = "One row a scope", body = ChecksumPage),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
))]
pub(super) async fn checksums(
    State(api): State<Api>,
    Signed(person): Signed,
) -> Answered<Json<ChecksumPage>> {
    let (seq, sums) = api
        .store
        .checksums(&person.workspace, &person.scopes)
        .await?;
    let term = api.head(&person.workspace).await?.term;
    let checksums = sums.into_iter().map(|(scope, count, sum)| ScopeChecksum {
        scope,
        count,
        sum: format!("{sum:016x}"),
    });
    Ok(Json(ChecksumPage {
        cursor: Cursor { term, seq },
        checksums: checksums.collect(),
    }))
}

/// A stored record as it travels.
///
/// # Errors
/// A stored body that is not JSON, which is damage.
pub(crate) fn change(record: Record) -> Result<Change, StoreError> {
    let is_erased = engine::is_erased(&record);
    let body = if record.deleted {
        None
    } else {
        let raw = RawValue::from_string(record.body)
            .map_err(|_| StoreError::Damaged(format!("{} {}", record.kind, record.id)))?;
        Some(raw)
    };
    Ok(Change {
        seq: record.seq,
        kind: record.kind,
        id: record.id,
        scope: record.scope,
        parent: record.parent,
        at: record.at,
        deleted: record.deleted,
        erased: is_erased,
        body,
    })
}
