//! HTTP to one relay: every answer is a wire type or a reason.

use crate::account::address;
use domain::id::MediaId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error as _;
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
    http: reqwest::Client,
    base: Url,
    token: Option<Zeroizing<String>>,
}

impl RelayClient {
    /// A client for the relay at `base` (as [`address::parse`] gives it).
    pub(crate) fn new(base: Url) -> Self {
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("bellhop-desk/", env!("CARGO_PKG_VERSION")))
            // A redirect would carry the token to a place nobody signed in to.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .tcp_nodelay(true);
        if address::is_loopback(&base) {
            builder = builder.no_proxy();
        }
        Self {
            http: builder.build().unwrap_or_default(),
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
        self.run(self.http.get(url)).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, RelayError> {
        self.run(self.http.post(self.url(path)?).json(body)).await
    }

    /// A DELETE whose answer has no body worth reading.
    pub(crate) async fn delete(&self, path: &str) -> Result<(), RelayError> {
        self.send(self.http.delete(self.url(path)?)).await.map(drop)
    }

    /// A file, to be read piece by piece; how long that takes is the line's business, silence is not.
    pub(crate) async fn download(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<reqwest::Response, RelayError> {
        let mut url = self.url(path)?;
        url.query_pairs_mut().extend_pairs(query);
        let request = self.http.get(url).timeout(LONGEST_FILE);
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
        let response = self.begin(self.http.head(url)).await?;
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
        let request = self
            .http
            .patch(url)
            .header(UPLOAD_OFFSET, offset)
            .header(UPLOAD_LENGTH, size)
            .header(reqwest::header::CONTENT_TYPE, mime)
            .body(piece);
        self.run(request).await
    }

    fn url(&self, path: &str) -> Result<Url, RelayError> {
        self.base.join(path).map_err(|_| RelayError::NotARelay)
    }

    async fn run<T: DeserializeOwned>(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<T, RelayError> {
        let body = self.send(request).await?;
        serde_json::from_slice(&body).map_err(|_| RelayError::NotARelay)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Vec<u8>, RelayError> {
        let response = self.begin(request).await?;
        self.read(response).await
    }

    async fn begin(
        &self,
        mut request: reqwest::RequestBuilder,
    ) -> Result<reqwest::Response, RelayError> {
        if let Some(token) = self.token() {
            request = request.bearer_auth(token);
        }
        request.send().await.map_err(|error| from_transport(&error))
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Vec<u8>, RelayError> {
        let status = response.status();
        let mut body = Vec::new();
        while let Some(piece) = response
            .chunk()
            .await
            .map_err(|error| from_transport(&error))?
        {
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

fn from_transport(error: &reqwest::Error) -> RelayError {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.to_string().contains("certificate") {
            return RelayError::Certificate;
        }
        cause = inner.source();
    }
    if error.is_redirect() {
        RelayError::NotARelay
    } else {
        RelayError::Unreachable
    }
}
