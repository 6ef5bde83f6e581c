//! A desk: the real app on a simulated computer, at the end of a simulated line.

use crate::computer::{Computer, enter, lock};
use crate::net::{Answer, Event, Line, Net, Request};
use crate::pipe::End;
use axum::body::Bytes;
use axum::http::{self, header};
use desk::network::{Network, Socket, Unanswered};
use desk::{Desk, Options};
use futures_util::future::BoxFuture;
use serde_json::Value;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio_tungstenite::client_async_with_config;
use tokio_tungstenite::tungstenite::Error as WsError;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// As the real network has it.
const LONGEST: Duration = Duration::from_secs(30);

/// A desk's way to the relay.
#[derive(Debug)]
struct Way {
    net: Arc<Net>,
    line: usize,
}

impl Network for Way {
    fn send(
        &self,
        mut request: reqwest::Request,
    ) -> BoxFuture<'_, Result<reqwest::Response, Unanswered>> {
        Box::pin(async move {
            self.net.count_request(self.line);
            let path = match request.url().query() {
                Some(query) => format!("{}?{query}", request.url().path()),
                None => request.url().path().to_owned(),
            };
            let body = request.body().and_then(|body| body.as_bytes());
            let body = Bytes::copy_from_slice(body.unwrap_or_default());
            let parcel = Request {
                method: request.method().clone(),
                path,
                headers: std::mem::take(request.headers_mut()),
                body,
            };
            let longest = request.timeout().copied().unwrap_or(LONGEST);
            let (waits, answer) = oneshot::channel();
            if self.net.chance(20) {
                // A proxy asks twice and passes one answer on.
                self.net.send(Event::Request {
                    line: self.line,
                    request: parcel.clone(),
                    waits: None,
                });
            }
            self.net.send(Event::Request {
                line: self.line,
                request: parcel,
                waits: Some(waits),
            });
            let answer = tokio::time::timeout(longest, answer).await;
            let Ok(Ok(Ok(answer))) = answer else {
                return Err(Unanswered::Unreachable);
            };
            Ok(response(answer))
        })
    }

    fn join(
        &self,
        request: http::Request<()>,
        config: WebSocketConfig,
    ) -> BoxFuture<'_, Result<Socket, WsError>> {
        Box::pin(async move {
            self.net.count_request(self.line);
            if self.net.line(self.line) == Line::Cut {
                return Err(WsError::ConnectionClosed);
            }
            let pipe = self.net.open(self.line);
            let end = |side| End {
                pipe: Arc::clone(&pipe),
                side,
                net: Arc::clone(&self.net),
            };
            self.net.send(Event::Connect {
                pipe: Arc::clone(&pipe),
            });
            let joined = client_async_with_config(request, end(0), Some(config)).await;
            let (socket, _) = joined?;
            Ok(Box::pin(socket) as Socket)
        })
    }
}

fn response(answer: Answer) -> reqwest::Response {
    let mut response = http::Response::new(answer.body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response.into()
}

/// A command of the window and what came of it.
pub(crate) struct Done {
    pub(crate) what: String,
    pub(crate) answer: Result<Value, String>,
}

/// A desk.
pub(crate) struct DeskHost {
    pub(crate) computer: Arc<Computer>,
    pub(crate) line: usize,
    /// Who works here.
    pub(crate) staff: String,
    net: Arc<Net>,
    runtime: Option<Runtime>,
    desk: Arc<Mutex<Option<Desk>>>,
    /// Commands that have ended.
    done: Arc<Mutex<Vec<Done>>>,
    /// When a crashed one begins again.
    pub(crate) begins_at: Option<u64>,
    pub(crate) jumped: bool,
}

/// A runtime whose clock only the scheduler moves.
pub(crate) fn new_runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
}

impl DeskHost {
    pub(crate) fn new(computer: Arc<Computer>, line: usize, staff: &str, net: &Arc<Net>) -> Self {
        Self {
            computer,
            line,
            staff: staff.to_owned(),
            net: Arc::clone(net),
            runtime: None,
            desk: Arc::default(),
            done: Arc::default(),
            begins_at: None,
            jumped: false,
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        self.runtime.is_some()
    }

    /// Starts the app with what is on the computer.
    pub(crate) fn start(&mut self) -> std::io::Result<()> {
        let runtime = new_runtime()?;
        let _here = enter(&self.computer);
        let options = Options {
            relay: None,
            longest_pause: Duration::from_secs(8),
            history_pause: Duration::from_millis(1),
            network: Some(Arc::new(Way {
                net: Arc::clone(&self.net),
                line: self.line,
            })),
            ..Options::default()
        };
        let (computer, slot) = (Arc::clone(&self.computer), Arc::clone(&self.desk));
        let at = self.net.now();
        let clock = Arc::clone(&self.computer);
        runtime.block_on(async move { clock.begin_at(at) });
        runtime.spawn(async move {
            let desk = Desk::start_with(computer, options).await;
            *lock(&slot) = Some(desk);
        });
        self.runtime = Some(runtime);
        self.begins_at = None;
        Ok(())
    }

    /// Runs it up to `to`; what has ended is given back.
    pub(crate) fn run_to(&mut self, to: u64) {
        let Some(runtime) = &self.runtime else { return };
        let _here = enter(&self.computer);
        let computer = Arc::clone(&self.computer);
        runtime.block_on(async move {
            let left = to.saturating_sub(computer.local());
            tokio::time::sleep(Duration::from_millis(left)).await;
        });
    }

    /// Dies where it stands.
    pub(crate) fn crash(&mut self) {
        let _here = enter(&self.computer);
        let runtime = self.runtime.take();
        let desk = lock(&self.desk).take();
        self.net.while_dying(|| {
            drop(runtime);
            drop(desk);
        });
        lock(&self.done).clear();
    }

    /// Asks the app something; the answer comes with [`take_done`](Self::take_done).
    pub(crate) fn call(&self, what: String, command: &'static str, args: Value) {
        let Some(runtime) = &self.runtime else { return };
        let Some(desk) = lock(&self.desk).clone() else {
            return;
        };
        let done = Arc::clone(&self.done);
        let _here = enter(&self.computer);
        runtime.spawn(async move {
            let answer = desk.rpc(command, args).await;
            lock(&done).push(Done {
                what,
                answer: answer.map_err(|error| error.code),
            });
        });
    }

    pub(crate) fn take_done(&self) -> Vec<Done> {
        std::mem::take(&mut lock(&self.done))
    }

    /// Asks the app and waits, in no simulated time but that of its disk; `None` where it does not run.
    pub(crate) fn ask(&self, command: &str, args: Value) -> Option<Result<Value, String>> {
        let runtime = self.runtime.as_ref()?;
        let desk = lock(&self.desk).clone()?;
        let _here = enter(&self.computer);
        let answer = runtime.block_on(desk.rpc(command, args));
        Some(answer.map_err(|error| error.code))
    }
}

impl Drop for DeskHost {
    fn drop(&mut self) {
        self.crash();
    }
}
