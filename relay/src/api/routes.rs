//! The table of routes. A route cannot be added without saying what it needs, and the guard asks [`authorise`] for each
//! (R9: a new route without a row does not compile).

use super::extract::Client;
use super::problem::Failed;
use super::state::Api;
use super::{
    commands, devices, first_page, health, invitations, media, openapi, sessions, sync, uploads,
};
use crate::auth::network::client_address;
use crate::auth::person::token_hash;
use crate::auth::{Access, Asked, Person, authorise, identify};
use crate::config::Settings;
use crate::stream;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, head, patch, post};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// What a route needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Method.
    pub method: Method,
    /// Path with `{parameters}`.
    pub path: &'static str,
    /// Who may ask.
    pub access: Access,
}

/// A route and what answers it.
pub(crate) type Line<S> = (Row, MethodRouter<S>);

/// A row with its handler: the only way routes are made, here and beside the API.
pub(crate) fn line<S>(
    method: Method,
    path: &'static str,
    access: Access,
    handler: MethodRouter<S>,
) -> Line<S> {
    (
        Row {
            method,
            path,
            access,
        },
        handler,
    )
}

/// A router of nothing but rows.
pub(crate) fn of_lines<S: Clone + Send + Sync + 'static>(lines: Vec<Line<S>>) -> Router<S> {
    lines
        .into_iter()
        .fold(Router::new(), |router, (row, handler)| {
            router.route(row.path, handler)
        })
}

fn lines() -> Vec<Line<Api>> {
    use Access::{Device, Machine, Public, Staff};
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const DELETE: Method = Method::DELETE;
    const HEAD: Method = Method::HEAD;
    const PATCH: Method = Method::PATCH;
    vec![
        line(GET, "/healthz", Public, get(health::healthz)),
        line(GET, "/readyz", Public, get(health::readyz)),
        line(GET, "/metrics", Machine, get(health::metrics)),
        line(GET, "/openapi.json", Public, get(openapi::document)),
        line(GET, "/v1/relay", Public, get(health::relay)),
        line(POST, "/v1/sessions", Public, post(sessions::sign_in)),
        line(DELETE, "/v1/sessions", Device, delete(sessions::sign_out)),
        line(
            POST,
            "/v1/invitations/check",
            Public,
            post(invitations::check),
        ),
        line(
            POST,
            "/v1/invitations/redeem",
            Public,
            post(invitations::redeem),
        ),
        line(GET, "/v1/devices", Staff, get(devices::list)),
        line(DELETE, "/v1/devices/{id}", Staff, delete(devices::revoke)),
        line(GET, "/v1/changes", Device, get(sync::changes)),
        line(GET, "/v1/history", Device, get(sync::history)),
        line(GET, "/v1/first-page", Device, get(first_page::first_page)),
        line(GET, "/v1/checksums", Device, get(sync::checksums)),
        line(GET, "/v1/stream", Device, get(stream::join)),
        line(POST, "/v1/commands", Staff, post(commands::run)),
        line(GET, "/v1/media/{id}", Staff, get(media::fetch)),
        line(HEAD, "/v1/uploads/{id}", Staff, head(uploads::offset)),
        line(PATCH, "/v1/uploads/{id}", Staff, patch(uploads::piece)),
    ]
}

/// Every route of the API and what it needs.
#[must_use]
pub fn table() -> Vec<Row> {
    lines().into_iter().map(|(row, _)| row).collect()
}

/// The API as a router; `others` (the channels' webhooks) stand beside it and check their senders themselves.
pub fn router(api: &Api, others: Router) -> Router {
    let mut router = Router::new();
    for (row, handler) in lines() {
        let guard = middleware::from_fn_with_state((api.clone(), row.access), guard);
        router = router.route(row.path, handler.layer(guard));
    }
    router
        .with_state(api.clone())
        .merge(others)
        .method_not_allowed_fallback(async || {
            Failed::new(
                axum::http::StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This address does not take that method",
            )
        })
        .fallback(async || Failed::not_found())
        .layer(middleware::from_fn_with_state(api.clone(), headers))
}

async fn guard(
    State((api, access)): State<(Api, Access)>,
    mut request: Request,
    next: Next,
) -> Response {
    match admit(&api, access, &mut request).await {
        Ok(()) => {}
        Err(failed) => return failed.into_response(),
    }
    let limit = api.settings.server.request_timeout;
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failed::unavailable().into_response(),
    }
}

async fn admit(api: &Api, access: Access, request: &mut Request) -> Result<(), Failed> {
    let client = client(&api.settings, request.extensions(), request.headers());
    request.extensions_mut().insert(Client(client));
    if access == Access::Machine && !from_this_machine(api, client, request.headers()) {
        return Err(Failed::forbidden());
    }
    let person = match access {
        Access::Public | Access::Machine => None,
        _ => Some(Arc::new(person(api, request.headers()).await?)),
    };
    authorise(person.as_deref(), Asked::Route(access))?;
    if let Some(person) = person {
        request.extensions_mut().insert(person);
    }
    Ok(())
}

/// A proxy on this machine that nobody named as trusted must not open the door for the world.
fn from_this_machine(api: &Api, client: IpAddr, headers: &HeaderMap) -> bool {
    let carried = ["x-forwarded-for", "forwarded", "x-real-ip", "via"]
        .iter()
        .any(|name| headers.contains_key(*name));
    api.settings.server.metrics_public || (client.is_loopback() && !carried)
}

async fn person(api: &Api, headers: &HeaderMap) -> Result<Person, Failed> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && token.len() <= 200)
        .map(|(_, token)| token.trim())
        .ok_or(crate::auth::Unknown::Token)?;
    let unused = api.settings.sessions.device_unused;
    Ok(identify(api.store.as_ref(), &token_hash(token), api.now(), unused).await?)
}

/// Who asks, as a network address; proxies are believed as the settings say.
pub(crate) fn client(settings: &Settings, extensions: &Extensions, headers: &HeaderMap) -> IpAddr {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let forwarded = (!forwarded.is_empty()).then(|| forwarded.join(","));
    client_address(peer, forwarded.as_deref(), &settings.server.trusted_proxies)
}

/// What every answer carries; a route that has said otherwise keeps its own.
async fn headers(State(api): State<Api>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let https = api
        .settings
        .server
        .public_url
        .as_ref()
        .is_some_and(|url| url.scheme() == "https");
    let headers = response.headers_mut();
    let mut default = |name, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    default(X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(X_FRAME_OPTIONS, "DENY");
    default(REFERRER_POLICY, "no-referrer");
    default(CACHE_CONTROL, "no-store");
    default(
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    );
    if https {
        default(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}
