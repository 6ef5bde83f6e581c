//! HTTP to one relay: every answer is a wire type or a reason.

use crate::network::{Internet, Network, Unanswered, unanswered};
use domain::id::MediaId;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;
use url::Url;
use wire::problem::Problem;
use wire::session::RelayInfo;
use wire::upload::{UPLOAD_LENGTH, UPLOAD_OFFSET, UploadProgress};
use zeroize::Zeroizing;

/// A longer answer is not read: no page of ours comes near it.
const LONGEST_ANSWER: usize = 32 * 1024 * 1024;

/// Longest time for one file.
const LONGEST_FILE: Duration = Duration::from_secs(600);

/// Why the relay did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RelayError {
    /// No connection, or no answer in time: try again later.
    #[error("the relay cannot be reached")]
    Unreachable,
    /// The certificate does not verify: try again later, and say so.
    #[error("the relay's certificate does not verify")]
    Certificate,
    /// Something else answers there (a captive portal, another service): try again later, and say so.
    #[error("what answers is not a Bellhop relay")]
    NotARelay,
    /// Our relay, with a reason.
    #[error("the relay answered {}", .0.code)]
    Problem(Box<Problem>),
}

impl RelayError {
    /// Code of `sign-in-…` and `relay-…` words.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Certificate => "certificate",
            Self::NotARelay => "not_a_relay",
            Self::Problem(problem) => &problem.code,
        }
    }
}

/// One relay, with or without a session.
#[derive(Clone)]
pub(crate) struct RelayClient {
    network: Arc<dyn Network>,
    base: Url,
    token: Option<Zeroizing<String>>,
}

impl RelayClient {
    /// A client for the relay at `base` (as [`address::parse`](crate::account::address::parse) gives it), over `network` or the real one.
    pub(crate) fn new(base: Url, network: Option<&Arc<dyn Network>>) -> Self {
        let network = match network {
            Some(network) => Arc::clone(network),
            None => Arc::new(Internet::to(&base)),
        };
        Self {
            network,
            base,
            token: None,
        }
    }

    pub(crate) fn with_token(mut self, token: Zeroizing<String>) -> Self {
        self.token = Some(token);
        self
    }

    pub(crate) fn base(&self) -> &Url {
        &self.base
    }

    pub(crate) fn network(&self) -> &dyn Network {
        self.network.as_ref()
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.as_str())
    }

    /// Whether a Bellhop relay answers there.
    pub(crate) async fn info(&self) -> Result<RelayInfo, RelayError> {
        let info: RelayInfo = self
            .get("v1/relay", &[])
            .await
            .map_err(|error| match error {
                // Any refusal of this public question means that it is something else.
                RelayError::Problem(problem) if problem.code != "unavailable" => {
                    RelayError::NotARelay
                }
                other => other,
            })?;
        if info.product == "bellhop-relay" {
            Ok(info)
        } else {
            Err(RelayError::NotARelay)
        }
    }

    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<T, RelayError> {
        let mut url = self.url(path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.run(get(url)).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, RelayError> {
        let mut request = Request::new(Method::POST, self.url(path)?);
        let json = serde_json::to_vec(body).map_err(|_| RelayError::NotARelay)?;
        *request.body_mut() = Some(json.into());
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.run(request).await
    }

    /// A DELETE whose answer has no body worth reading.
    pub(crate) async fn delete(&self, path: &str) -> Result<(), RelayError> {
        let request = Request::new(Method::DELETE, self.url(path)?);
        self.send(request).await.map(drop)
    }

    /// A file, to be read piece by piece; how long that takes is the line's business, silence is not.
    pub(crate) async fn download(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<reqwest::Response, RelayError> {
        let mut url = self.url(path)?;
        url.query_pairs_mut().extend_pairs(query);
        let mut request = get(url);
        *request.timeout_mut() = Some(LONGEST_FILE);
        let response = self.begin(request).await?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(match self.read(response).await {
            Ok(_) => RelayError::NotARelay,
            Err(error) => error,
        })
    }

    /// How much of an upload the relay has. The answer has no body, so nothing of a refusal can be read: the next piece tells.
    pub(crate) async fn upload_offset(&self, media: &MediaId) -> Result<u64, RelayError> {
        let url = self.url(&format!("v1/uploads/{media}"))?;
        let response = self.begin(Request::new(Method::HEAD, url)).await?;
        let stands = response.headers().get(UPLOAD_OFFSET);
        let stands = stands
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.parse().ok());
        match (response.status(), stands) {
            (status, Some(stands)) if status.is_success() => Ok(stands),
            (status, None) if status.is_client_error() => Ok(0),
            (status, _) if status.is_server_error() => Err(RelayError::Unreachable),
            _ => Err(RelayError::NotARelay),
        }
    }

    /// The next piece of an upload.
    pub(crate) async fn upload_piece(
        &self,
        media: &MediaId,
        mime: &str,
        size: u64,
        offset: u64,
        piece: Vec<u8>,
    ) -> Result<UploadProgress, RelayError> {
        let url = self.url(&format!("v1/uploads/{media}"))?;
        let mut request = Request::new(Method::PATCH, url);
        let headers = request.headers_mut();
        headers.insert(UPLOAD_OFFSET, offset.into());
        headers.insert(UPLOAD_LENGTH, size.into());
        let mime = HeaderValue::from_str(mime).map_err(|_| RelayError::NotARelay)?;
        headers.insert(CONTENT_TYPE, mime);
        *request.body_mut() = Some(piece.into());
        self.run(request).await
    }

    fn url(&self, path: &str) -> Result<Url, RelayError> {
        self.base.join(path).map_err(|_| RelayError::NotARelay)
    }

    async fn run<T: DeserializeOwned>(&self, request: Request) -> Result<T, RelayError> {
        let body = self.send(request).await?;
        serde_json::from_slice(&body).map_err(|_| RelayError::NotARelay)
    }

    async fn send(&self, request: Request) -> Result<Vec<u8>, RelayError> {
        let response = self.begin(request).await?;
        self.read(response).await
    }

    async fn begin(&self, mut request: Request) -> Result<reqwest::Response, RelayError> {
        if let Some(token) = self.token() {
            let bearer = HeaderValue::from_str(&format!("Bearer {token}"));
            let mut bearer = bearer.map_err(|_| RelayError::NotARelay)?;
            bearer.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, bearer);
        }
        self.network.send(request).await.map_err(RelayError::from)
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Vec<u8>, RelayError> {
        let status = response.status();
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| unanswered(&error))? {
            if body.len() + piece.len() > LONGEST_ANSWER {
                return Err(RelayError::NotARelay);
            }
            body.extend_from_slice(&piece);
        }
        if status.is_success() {
            return Ok(body);
        }
        match serde_json::from_slice::<Problem>(&body) {
            Ok(problem) => Err(RelayError::Problem(Box::new(problem))),
            // A gateway in front of a relay that restarts.
            Err(_) if status.is_server_error() => Err(RelayError::Unreachable),
            Err(_) => Err(RelayError::NotARelay),
        }
    }
}

fn get(url: Url) -> Request {
    Request::new(Method::GET, url)
}

impl From<Unanswered> for RelayError {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::Unreachable => Self::Unreachable,
            Unanswered::Certificate => Self::Certificate,
            Unanswered::Redirected => Self::NotARelay,
        }
    }
}
