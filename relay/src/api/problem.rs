//! Errors as RFC 9457 problems. Clients branch on `code`; nothing personal stands in a problem.

use crate::auth::codes::NoRandomness;
use crate::auth::password::HashFailed;
use crate::auth::{Denied, Unknown};
use crate::engine::EngineError;
use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use store::error::StoreError;
use wire::problem::Problem;

/// An error answer.
#[derive(Debug, Clone)]
pub struct Failed(pub Box<Problem>);

/// Short for handlers.
pub(crate) type Answered<T> = Result<T, Failed>;

impl Failed {
    /// A problem by status, code and words.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, title: &str) -> Self {
        Self(Box::new(Problem::new(status.as_u16(), code, title)))
    }

    /// With more words.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// 400 `invalid`; `what` names the field.
    #[must_use]
    pub fn invalid(what: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "invalid",
            "The request makes no sense",
        )
        .detail(what)
    }

    /// 404 `not_found`.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is no such thing")
    }

    /// 403 `forbidden`.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "Your role does not allow this",
        )
    }

    /// 429 `too_many_tries` with the seconds to wait.
    #[must_use]
    pub fn too_many(seconds: u64) -> Self {
        let mut failed = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_tries",
            "Too many tries; wait",
        );
        failed.0.retry_after = Some(seconds.max(1));
        failed
    }

    /// 413 `too_large`.
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "The request is too large",
        )
    }

    /// 503 `unavailable`: try again.
    #[must_use]
    pub fn unavailable() -> Self {
        let mut failed = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "The relay cannot answer at the moment",
        );
        failed.0.retry_after = Some(2);
        failed
    }

    /// 500 `internal`; the cause goes to the log, not to the client.
    #[must_use]
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The relay made a mistake",
        )
    }

    fn unauthorized(code: &str, title: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, title)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let problem = *self.0;
        let status =
            StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = problem.retry_after;
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Retry(_) | StoreError::Full(_) => {
                tracing::warn!(%error, "storage");
                Self::unavailable()
            }
            other => Self::internal(&other),
        }
    }
}

impl From<EngineError> for Failed {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Internal(_) | EngineError::Taken(_) => Self::internal(&error),
            other => {
                tracing::warn!(error = %other, "engine");
                Self::unavailable()
            }
        }
    }
}

impl From<Unknown> for Failed {
    fn from(error: Unknown) -> Self {
        match error {
            Unknown::Token => Self::unauthorized("unauthorized", "Sign in"),
            Unknown::Unused => Self::unauthorized(
                "device_unused",
                "This device was away for too long; sign in",
            ),
            Unknown::Revoked(device) => {
                let mut failed = Self::unauthorized("device_revoked", "This device was signed out");
                failed.0.device = Some(device.to_string());
                failed
            }
            Unknown::Store(error) => error.into(),
        }
    }
}

impl From<Denied> for Failed {
    fn from(error: Denied) -> Self {
        match error {
            Denied::SignIn => Self::unauthorized("unauthorized", "Sign in"),
            Denied::Forbidden => Self::forbidden(),
        }
    }
}

impl From<HashFailed> for Failed {
    fn from(error: HashFailed) -> Self {
        Self::internal(&error)
    }
}

impl From<NoRandomness> for Failed {
    fn from(error: NoRandomness) -> Self {
        Self::internal(&error)
    }
}
