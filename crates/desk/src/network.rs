//! The way to a relay: HTTP and the stream's socket. A test may give its own ([`crate::Options::network`]).

use crate::account::address;
use futures_util::future::BoxFuture;
use futures_util::{Sink, Stream};
use std::error::Error as _;
use std::fmt::Debug;
use std::pin::Pin;
use std::time::Duration;
use tokio_tungstenite::connect_async_with_config;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as WsError, Message as WsMessage, http};
use url::Url;

/// Why nobody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// No connection, or no answer in time.
    Unreachable,
    /// The certificate does not verify.
    Certificate,
    /// It wanted to send us elsewhere.
    Redirected,
}

/// Frames of a WebSocket, both ways.
pub trait Frames:
    Stream<Item = Result<WsMessage, WsError>> + Sink<WsMessage, Error = WsError> + Send
{
}

impl<T> Frames for T where
    T: Stream<Item = Result<WsMessage, WsError>> + Sink<WsMessage, Error = WsError> + Send
{
}

/// An open WebSocket.
pub type Socket = Pin<Box<dyn Frames>>;

/// The way to a relay.
pub trait Network: Debug + Send + Sync + 'static {
    /// Sends a request; the answer's body may still be on its way.
    fn send(
        &self,
        request: reqwest::Request,
    ) -> BoxFuture<'_, Result<reqwest::Response, Unanswered>>;

    /// Opens a WebSocket. The error's kind is logged, HTTP then says why.
    fn join(
        &self,
        request: http::Request<()>,
        config: WebSocketConfig,
    ) -> BoxFuture<'_, Result<Socket, WsError>>;
}

/// The real one.
#[derive(Debug)]
pub(crate) struct Internet(reqwest::Client);

impl Internet {
    /// For the relay at `base`.
    pub(crate) fn to(base: &Url) -> Self {
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("bellhop-desk/", env!("CARGO_PKG_VERSION")))
            // A redirect would carry the token to a place nobody signed in to.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .tcp_nodelay(true);
        if address::is_loopback(base) {
            builder = builder.no_proxy();
        }
        Self(builder.build().unwrap_or_default())
    }
}

impl Network for Internet {
    fn send(
        &self,
        request: reqwest::Request,
    ) -> BoxFuture<'_, Result<reqwest::Response, Unanswered>> {
        Box::pin(async {
            let answer = self.0.execute(request).await;
            answer.map_err(|error| unanswered(&error))
        })
    }

    fn join(
        &self,
        request: http::Request<()>,
        config: WebSocketConfig,
    ) -> BoxFuture<'_, Result<Socket, WsError>> {
        Box::pin(async move {
            let (socket, _) = connect_async_with_config(request, Some(config), true).await?;
            Ok(Box::pin(socket) as Socket)
        })
    }
}

/// What a failure of HTTP means.
pub(crate) fn unanswered(error: &reqwest::Error) -> Unanswered {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.to_string().contains("certificate") {
            return Unanswered::Certificate;
        }
        cause = inner.source();
    }
    if error.is_redirect() {
        Unanswered::Redirected
    } else {
        Unanswered::Unreachable
    }
}
