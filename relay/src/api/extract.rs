//! What a handler takes from a request; everything that does not fit becomes a problem.

use super::problem::Failed;
use crate::auth::Person;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// The signed-in person, put there by the route's guard.
#[derive(Debug, Clone)]
pub(crate) struct Signed(pub(crate) Arc<Person>);

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let person = parts.extensions.get::<Arc<Person>>().cloned();
        person
            .map(Signed)
            .ok_or_else(|| crate::auth::Denied::SignIn.into())
    }
}

/// Who asks, as a network address, put there by the route's guard.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client(pub(crate) IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let found = parts.extensions.get::<Self>().copied();
        Ok(found.unwrap_or(Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// Query parameters.
#[derive(Debug)]
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let Query(value) = Query::<T>::from_request_parts(parts, state)
            .await
            .map_err(|_| Failed::invalid("query"))?;
        Ok(Self(value))
    }
}

/// A JSON body of at most `LIMIT` bytes.
#[derive(Debug)]
pub(crate) struct Input<T, const LIMIT: usize>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned, const LIMIT: usize> FromRequest<S> for Input<T, LIMIT> {
    type Rejection = Failed;
    async fn from_request(request: Request, _: &S) -> Result<Self, Failed> {
        let is_json = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|mime| mime.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Failed::invalid("content-type"));
        }
        let bytes = read(request.into_body(), LIMIT).await?;
        // The parser's words may quote the body: only the place is told.
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let place = format!("body, line {}, column {}", error.line(), error.column());
            Failed::invalid(&place)
        })
    }
}

pub(super) async fn read(body: Body, limit: usize) -> Result<bytes::Bytes, Failed> {
    axum::body::to_bytes(body, limit).await.map_err(|error| {
        // `to_bytes` says only by its cause whether the limit or the line ended it.
        let mut cause: Option<&dyn std::error::Error> = Some(&error);
        while let Some(next) = cause {
            if next.to_string().contains("length limit exceeded") {
                return Failed::too_large();
            }
            cause = next.source();
        }
        Failed::invalid("body")
    })
}
