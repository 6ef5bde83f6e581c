//! What the relay is, and whether it is well.

use super::problem::{Answered, Failed};
use super::state::Api;
use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use wire::session::RelayInfo;

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, description = "It runs")))]
pub(super) async fn healthz() -> &'static str {
    "ok"
}

/// The database answers and the relay is not going down.
#[utoipa::path(get, path = "/readyz", tag = "health", responses(
    (status = 200, description = "It takes work"),
    (status = 503, description = "Not at the moment", body = wire::problem::Problem),
))]
pub(super) async fn readyz(State(api): State<Api>) -> Answered<&'static str> {
    if api.closing.is_cancelled() {
        return Err(Failed::unavailable());
    }
    api.store.workspaces().await?;
    Ok("ok")
}

/// Figures in Prometheus' text form, for this machine only unless the settings say otherwise.
#[utoipa::path(get, path = "/metrics", tag = "health", responses(
    (status = 200, description = "Figures", content_type = "text/plain", body = String),
    (status = 403, description = "Not from there", body = wire::problem::Problem),
))]
pub(super) async fn metrics(State(api): State<Api>) -> Answered<Response> {
    let backlog = api.store.envelope_backlog().await?;
    #[expect(clippy::cast_precision_loss, reason = "a gauge; exact up to 2^53")]
    metrics::gauge!("relay_envelope_backlog").set(backlog as f64);
    let text = api
        .metrics
        .as_ref()
        .map(|handle| handle.render())
        .unwrap_or_default();
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// Proves that this is a Bellhop relay; without a login.
#[utoipa::path(get, path = "/v1/relay", tag = "health", responses(
    (status = 200, description = "What it is", body = RelayInfo),
))]
pub(super) async fn relay(State(api): State<Api>) -> Answered<Json<RelayInfo>> {
    let workspaces = api.store.workspaces().await?;
    let name = match workspaces.as_slice() {
        [only] => Some(only.name.clone()),
        _ => None,
    };
    Ok(Json(RelayInfo {
        product: "bellhop-relay".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name,
        needs_owner: workspaces.is_empty(),
        now: api.now(),
    }))
}
