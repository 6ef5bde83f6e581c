//! HTTP to one relay: every answer is a wire type or a reason.

use crate::account::address;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error as _;
use std::time::Duration;
use url::Url;
use wire::problem::Problem;
use wire::session::RelayInfo;
use zeroize::Zeroizing;

/// A longer answer is not read: no page of ours comes near it.
const LONGEST_ANSWER: usize = 32 * 1024 * 1024;

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

    async fn send(&self, mut request: reqwest::RequestBuilder) -> Result<Vec<u8>, RelayError> {
        if let Some(token) = self.token() {
            request = request.bearer_auth(token);
        }
        let mut response = request
            .send()
            .await
            .map_err(|error| from_transport(&error))?;
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
