//! The accept loop: so many connections and no more, a header in good time, and a graceful end.

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// A client that has not sent its whole header by then is gone (slow senders must not hold places).
const HEADER: Duration = Duration::from_secs(30);
/// Bytes of a request's header, and of what is read at once.
const HEADER_BYTES: usize = 64 * 1024;
/// How long to wait after the system refused to accept (out of files).
const BREATH: Duration = Duration::from_millis(100);

/// A connection's place among all; a stream keeps it after the upgrade, when HTTP has let go of it.
#[derive(Clone)]
pub struct Place(
    #[expect(dead_code, reason = "held, and given back when dropped")] Arc<OwnedSemaphorePermit>,
);

/// Accepts until `closing`, at most `most` connections at a time; then lets open requests end, at most for `limit`.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    most: u32,
    closing: CancellationToken,
    limit: Duration,
) {
    let places = Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(usize::MAX)));
    let graceful = GracefulShutdown::new();
    let mut http = Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER)
        .max_buf_size(HEADER_BYTES);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = closing.cancelled() => break,
            accepted = accepted => accepted,
        };
        let (Ok(place), Ok((stream, peer))) = (place, accepted) else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let place = Place(Arc::new(place));
        let service = service(&router, &stream, peer, place.clone());
        let connection = http.serve_connection_with_upgrades(TokioIo::new(stream), service);
        let watched = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            // How a connection ends is the client's business.
            let _ = watched.await;
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(limit, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("open requests were cut off");
    }
}

fn service(
    router: &Router,
    stream: &TcpStream,
    peer: SocketAddr,
    place: Place,
) -> TowerToHyperService<Router> {
    // Small answers must not wait for the next one (P2, P5).
    let _ = stream.set_nodelay(true);
    let router = router.clone().layer(Extension(ConnectInfo(peer)));
    TowerToHyperService::new(router.layer(Extension(place)))
}
