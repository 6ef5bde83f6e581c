//! `/webhooks/meta` and `/webhooks/meta/{connection}` (whatsapp.md 2; SPEC 268–273).

use super::Ingress;
use super::parts::envelopes;
use super::registry::{APP_SECRET, Known, VERIFY_TOKEN};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use channels::meta::{SIGNATURE_HEADER, verify_challenge, verify_signature};
use domain::id::ConnectionId;
use metrics::counter;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Meta's verification GET.
#[derive(Deserialize)]
pub(super) struct Challenge {
    #[serde(rename = "hub.mode")]
    mode: Option<String>,
    #[serde(rename = "hub.verify_token")]
    token: Option<String>,
    #[serde(rename = "hub.challenge")]
    challenge: Option<String>,
}

pub(super) async fn verify_shared(
    State(ingress): State<Ingress>,
    Query(challenge): Query<Challenge>,
) -> Response {
    answer(&challenge, &ingress.registry.meta())
}

pub(super) async fn verify_own(
    State(ingress): State<Ingress>,
    Path(connection): Path<String>,
    Query(challenge): Query<Challenge>,
) -> Response {
    answer(&challenge, &own(&ingress, connection))
}

fn answer(challenge: &Challenge, connections: &[Arc<Known>]) -> Response {
    let expected: BTreeSet<&str> = connections
        .iter()
        .filter_map(|known| known.secret(VERIFY_TOKEN))
        .collect();
    let expected: Vec<&str> = expected.into_iter().collect();
    let (mode, token) = (challenge.mode.as_deref(), challenge.token.as_deref());
    match verify_challenge(mode, token, challenge.challenge.as_deref(), &expected) {
        Some(text) => {
            let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (plain, text).into_response()
        }
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

pub(super) async fn receive_shared(
    State(ingress): State<Ingress>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let connections = ingress.registry.meta();
    receive(&ingress, &connections, &headers, &body).await
}

pub(super) async fn receive_own(
    State(ingress): State<Ingress>,
    Path(connection): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let connections = own(&ingress, connection);
    receive(&ingress, &connections, &headers, &body).await
}

/// One connection, if there is one of that name: an unknown one has no secret, and so refuses like a wrong signature.
fn own(ingress: &Ingress, connection: String) -> Vec<Arc<Known>> {
    let id = ConnectionId::new(connection).ok();
    id.and_then(|id| ingress.registry.get(&id))
        .into_iter()
        .collect()
}

async fn receive(
    ingress: &Ingress,
    connections: &[Arc<Known>],
    headers: &HeaderMap,
    body: &Bytes,
) -> Response {
    counter!("bellhop_ingress_requests_total").increment(1);
    let Some(signers) = signers(connections, headers, body) else {
        counter!("bellhop_ingress_bad_signature_total").increment(1);
        tracing::warn!(
            bytes = body.len(),
            "a webhook with a wrong or missing signature"
        );
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let now = ingress.engine.clock().now();
    match ingress.writer.put(envelopes(body, &signers, now)).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(_) => {
            counter!("bellhop_ingress_unavailable_total").increment(1);
            (
                StatusCode::SERVICE_UNAVAILABLE,
                [(header::RETRY_AFTER, "5")],
            )
                .into_response()
        }
    }
}

/// The connections whose secret signed these bytes; several share the secret of one app. `None` = refuse.
fn signers(
    connections: &[Arc<Known>],
    headers: &HeaderMap,
    body: &[u8],
) -> Option<Vec<Arc<Known>>> {
    let secrets: BTreeSet<&str> = connections
        .iter()
        .filter_map(|known| known.secret(APP_SECRET))
        .collect();
    let secrets: Vec<&str> = secrets.into_iter().collect();
    let bytes: Vec<&[u8]> = secrets.iter().map(|secret| secret.as_bytes()).collect();
    let header = headers
        .get(SIGNATURE_HEADER)
        .and_then(|value| value.to_str().ok());
    let signed_with = *secrets.get(verify_signature(body, header, &bytes)?)?;
    let signed = |known: &&Arc<Known>| known.secret(APP_SECRET) == Some(signed_with);
    Some(connections.iter().filter(signed).cloned().collect())
}
