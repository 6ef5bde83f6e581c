//! The way to a provider. A test may give its own ([`super::Runner::over`]).

use futures_util::future::BoxFuture;
use reqwest::{Request, Response};
use std::time::Duration;

/// Why a provider's answer is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// Nothing left: no connection was made.
    NotReached,
    /// It may have left.
    Lost,
}

/// The way to a provider.
pub trait Provider: Send + Sync + 'static {
    /// Sends a request; the answer's body may still be on its way.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, NoAnswer>>;
}

/// The real one.
pub(super) struct Internet(reqwest::Client);

/// An HTTP client to be. To read all the system's certificates takes long, and nothing simulated ever asks for one.
pub(crate) fn client() -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder();
    #[cfg(feature = "plant")]
    if seam::is_simulated() {
        return builder.tls_certs_only([]);
    }
    builder
}

impl Internet {
    pub(super) fn new(timeout: Duration) -> Result<Self, reqwest::Error> {
        let http = client()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(timeout.min(Duration::from_secs(10)))
            .timeout(timeout)
            .build()?;
        Ok(Self(http))
    }

    pub(super) fn client(&self) -> reqwest::Client {
        self.0.clone()
    }
}

impl Provider for Internet {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, NoAnswer>> {
        Box::pin(async {
            self.0.execute(request).await.map_err(|error| {
                if error.is_connect() || error.is_builder() {
                    NoAnswer::NotReached
                } else {
                    NoAnswer::Lost
                }
            })
        })
    }
}
