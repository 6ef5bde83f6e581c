//! `GET /chat/{connection}`: the guest's page, alone or in the frame that the hotel's own page opens.

use super::{Chat, origin, words};
use crate::api::Failed;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, VARY,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

const TEMPLATE: &str = include_str!("../../assets/chat/page.html");

/// How the page is wanted.
#[derive(Deserialize)]
pub(super) struct Wanted {
    /// BCP 47; else the browser's.
    #[serde(default)]
    lang: Option<String>,
}

pub(super) async fn page(
    State(chat): State<Chat>,
    Path(connection): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    let known = chat.known(&connection).ok_or_else(Failed::not_found)?;
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok());
    let language = words::choose(wanted.lang.as_deref(), accepted);
    let hotel = chat
        .hotel(&known)
        .await
        .map_err(|_| Failed::unavailable())?;
    let page = fill(&[
        ("language", language.to_owned()),
        ("direction", words::direction(language).to_owned()),
        ("connection", escaped(known.id.as_str())),
        ("hotel", escaped(&hotel)),
        (
            "title",
            escaped(&words::word(language, "chat-title", &hotel)),
        ),
        (
            "noscript",
            escaped(&words::word(language, "chat-noscript", &hotel)),
        ),
        ("words", words::all(language, "chat-", &hotel)),
    ]);
    let host = headers.get(HOST).and_then(|it| it.to_str().ok());
    let mut response = page.into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let policy = policy(host, &origin::ancestors(&known.origins));
    let policy = HeaderValue::from_str(&policy).map_err(|error| Failed::internal(&error))?;
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    // For browsers that do not know `frame-ancestors`; the others do not look at it.
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language));
    headers.insert(VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

/// Nothing runs but the page's own files, nothing is asked but this relay, and only the connection's sites show it.
fn policy(host: Option<&str>, ancestors: &str) -> String {
    // Some browsers do not take a WebSocket to one's own host as 'self'.
    let plain = |host: &&str| {
        host.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".:-[]".contains(&b))
    };
    let sockets = host
        .filter(plain)
        .map(|host| format!(" ws://{host} wss://{host}"))
        .unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src blob:; \
         connect-src 'self'{sockets}; form-action 'none'; base-uri 'none'; frame-ancestors {ancestors}"
    )
}

/// One pass, so that a value that looks like a placeholder stays a value.
fn fill(values: &[(&str, String)]) -> String {
    let mut page = String::with_capacity(TEMPLATE.len() * 2);
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let Some((name, tail)) = after.split_once("}}") else {
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name.trim()) {
            page.push_str(value);
        }
        rest = tail;
    }
    page.push_str(rest);
    page
}

/// Text for an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            sign => safe.push(sign),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    /// livechat.md, escape everything: a name cannot leave its place in the page.
    #[test]
    fn hostile_names_stay_text() {
        let page = fill(&[
            ("hotel", escaped("<b onload=\"x\">{{words}}")),
            ("words", "WORDS".to_owned()),
        ]);
        assert!(
            page.contains("&lt;b onload=&quot;x&quot;&gt;{{words}}"),
            "{page}"
        );
        assert!(!page.contains("<b onload"));
        assert_eq!(page.matches("WORDS").count(), 1);
    }

    /// A host header cannot add to the policy.
    #[test]
    fn the_policy_is_closed() {
        let good = policy(Some("relay.example:8443"), "'self'");
        assert!(
            good.contains("connect-src 'self' ws://relay.example:8443 wss://relay.example:8443;")
        );
        let bad = policy(Some("x; script-src *"), "'self'");
        assert!(!bad.contains('*') && !bad.contains("unsafe"));
    }
}
