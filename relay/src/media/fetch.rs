//! Fetching a guest's file from the provider: ask where it is, check the address, fetch, check the bytes.

use super::guard::{Guard, is_public};
use channels::media::{self, Checked};
use channels::whatsapp::{self, Endpoint, LookupProblem, MediaLookup};
use domain::inbound::RemoteMedia;
use domain::limits::MediaKind;
use futures_util::StreamExt;
use std::net::IpAddr;
use std::time::Duration;
use url::Url;

/// Time to reach the provider.
const CONNECT: Duration = Duration::from_secs(10);
/// Time without a byte.
const SILENCE: Duration = Duration::from_secs(20);
/// Largest answer that says where a file is.
const MAX_LOOKUP: usize = 64 << 10;

/// Why a file was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// Try again later.
    #[error("try again later")]
    Again,
    /// Never; the code is `Media::problem`.
    #[error("refused: {0}")]
    Refused(&'static str),
}

/// Fetches files. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher {
    http: reqwest::Client,
    base: String,
    version: String,
    max_bytes: u64,
}

impl Fetcher {
    /// A fetcher for `base` (`BELLHOP_GRAPH_URL`) that keeps nothing above `max_bytes`, whatever the channel allows.
    ///
    /// # Errors
    /// The HTTP client cannot be made (no TLS roots).
    pub fn new(base: &Url, version: &str, max_bytes: u64) -> Result<Self, reqwest::Error> {
        let trusted = base.host_str().map(str::to_owned);
        let http = crate::jobs::client()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .dns_resolver(Guard { trusted })
            .build()?;
        Ok(Self {
            http,
            base: base.to_string(),
            version: version.to_owned(),
            max_bytes,
        })
    }

    /// The checked bytes of `media`.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn fetch(
        &self,
        phone_number_id: &str,
        token: &str,
        kind: MediaKind,
        mime: &str,
        remote: &RemoteMedia,
    ) -> Result<(Vec<u8>, Checked), FetchError> {
        let found = self.look_up(phone_number_id, token, remote).await?;
        let mime = if found.mime.is_empty() {
            mime
        } else {
            &found.mime
        };
        let limit = media::max_bytes(kind).min(self.max_bytes);
        media::check_announced(kind, mime, found.size).map_err(refused)?;
        if found.size.is_some_and(|size| size > limit) {
            return Err(FetchError::Refused("size"));
        }
        let bytes = self.download(&found.url, token, limit).await?;
        // The webhook was signed, the answer of the look-up was not: its digest stands in only where the webhook has none.
        let digest = remote.sha256.as_deref().or(found.sha256.as_deref());
        let checked = media::check(kind, mime, &bytes, digest).map_err(refused)?;
        Ok((bytes, checked))
    }

    /// An address lives five minutes, so the one in the webhook is not used: a fresh one costs one small request.
    async fn look_up(
        &self,
        phone_number_id: &str,
        token: &str,
        remote: &RemoteMedia,
    ) -> Result<MediaLookup, FetchError> {
        let endpoint = Endpoint {
            base_url: &self.base,
            graph_version: &self.version,
            phone_number_id,
            list_opener: "",
        };
        let request = whatsapp::media_lookup(&endpoint, &remote.provider_media_id)
            .map_err(|_| FetchError::Refused("gone"))?;
        let answer = self.get(&request.url, token).await?;
        let gone = answer.status() == reqwest::StatusCode::NOT_FOUND;
        let body = read(answer, MAX_LOOKUP as u64).await?;
        match whatsapp::read_media_lookup(&body) {
            Ok(found) => Ok(found),
            Err(LookupProblem::Refused(code)) => Err(after(code)),
            Err(_) if gone => Err(FetchError::Refused("gone")),
            Err(_) => Err(FetchError::Again),
        }
    }

    async fn download(&self, url: &str, token: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        if !self.may_go(url) {
            return Err(FetchError::Refused("host"));
        }
        let answer = self.get(url, token).await?;
        let status = answer.status();
        if status.is_redirection() {
            return Err(FetchError::Refused("host"));
        }
        if !status.is_success() {
            // 404 = the address has run out: the next look-up gives a new one.
            return Err(FetchError::Again);
        }
        if answer.content_length().is_some_and(|length| length > limit) {
            return Err(FetchError::Refused("size"));
        }
        read(answer, limit).await
    }

    /// The token goes only to Meta's hosts or the configured base; a literal address must be public or the base's own.
    fn may_go(&self, url: &str) -> bool {
        let Ok(parsed) = Url::parse(url) else {
            return false;
        };
        let own = Url::parse(&self.base).is_ok_and(|base| base.origin() == parsed.origin());
        let literal = parsed.host_str().and_then(|host| {
            host.trim_start_matches('[')
                .trim_end_matches(']')
                .parse::<IpAddr>()
                .ok()
        });
        media::allowed_host(url, &self.base) && (own || literal.is_none_or(is_public))
    }

    async fn get(&self, url: &str, token: &str) -> Result<reqwest::Response, FetchError> {
        self.http
            .get(url)
            .bearer_auth(token)
            .send()
            .await
            .map_err(|_| FetchError::Again)
    }
}

/// Reads at most `limit` bytes.
async fn read(answer: reqwest::Response, limit: u64) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let mut stream = answer.bytes_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| FetchError::Again)?;
        if (bytes.len() as u64).saturating_add(chunk.len() as u64) > limit {
            return Err(FetchError::Refused("size"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn refused(problem: media::MediaProblem) -> FetchError {
    FetchError::Refused(problem.code())
}

/// What an error code of the look-up means: tried again where the send table says so.
fn after(code: i64) -> FetchError {
    use domain::outbound::SendDecision::{FailAndStopConnection, Retry, RetryRecipient};
    match whatsapp::rule(code).decision {
        // A token can be renewed within the seven days that a file lives.
        Retry | RetryRecipient | FailAndStopConnection => FetchError::Again,
        domain::outbound::SendDecision::Fail => FetchError::Refused("gone"),
    }
}
