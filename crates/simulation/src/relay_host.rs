//! The relay: the real one, over the real store, on a simulated computer.

use crate::computer::{Computer, enter, lock};
use crate::desk_host::new_runtime;
use crate::net::{Answer, AsksProvider, Event, Net, Request, Waits};
use crate::pipe::{End, Pipe};
use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{self, StatusCode};
use desk::network::Unanswered;
use futures_util::future::BoxFuture;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use relay::app::App;
use relay::config::{Settings, Sources};
use relay::jobs::{NoAnswer, Provider};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tower::ServiceExt;

/// As the real provider's client has it.
const LONGEST: Duration = Duration::from_secs(20);

/// Largest answer of the relay.
const MOST: usize = 64 << 20;

/// The relay's way to the provider.
struct Way(Arc<Net>);

impl Provider for Way {
    fn send(
        &self,
        mut request: reqwest::Request,
    ) -> BoxFuture<'_, Result<reqwest::Response, NoAnswer>> {
        Box::pin(async move {
            let path = match request.url().query() {
                Some(query) => format!("{}?{query}", request.url().path()),
                None => request.url().path().to_owned(),
            };
            let body = request.body().and_then(|body| body.as_bytes());
            let body = Bytes::copy_from_slice(body.unwrap_or_default());
            let parcel = Request {
                method: request.method().clone(),
                path,
                body,
                headers: std::mem::take(request.headers_mut()),
            };
            let (waits, answer) = oneshot::channel();
            self.0.send(Event::Provider {
                request: parcel,
                waits,
            });
            match tokio::time::timeout(LONGEST, answer).await {
                Ok(Ok(Ok(answer))) => {
                    let mut response = http::Response::new(answer.body);
                    *response.status_mut() = answer.status;
                    Ok(response.into())
                }
                Ok(Ok(Err(why))) => Err(why),
                Ok(Err(_)) | Err(_) => Err(NoAnswer::Lost),
            }
        })
    }
}

/// What has to be told when the relay dies while it answers.
struct Owes {
    net: Arc<Net>,
    number: u64,
    to: Option<To>,
}

enum To {
    Desk(usize, Waits),
    Provider(usize),
}

impl Owes {
    fn pay(mut self, answer: Answer) {
        match self.to.take() {
            Some(To::Desk(line, waits)) => {
                let answer = match self.net.chance(15) {
                    // Done, and nobody hears of it.
                    true => Err(Unanswered::Unreachable),
                    false => Ok(answer),
                };
                self.net.send(Event::Answer {
                    line,
                    answer,
                    waits,
                });
            }
            Some(To::Provider(number)) => {
                let lost = self.net.chance(30);
                let status = (!lost).then_some(answer.status);
                self.net.send(Event::WebhookAnswered { number, status });
            }
            None => {}
        }
    }
}

impl Drop for Owes {
    fn drop(&mut self) {
        match self.to.take() {
            Some(To::Desk(line, waits)) => {
                let event = Event::Answer {
                    line,
                    answer: Err(Unanswered::Unreachable),
                    waits,
                };
                self.net.send_last((self.number, 2), event);
            }
            Some(To::Provider(number)) => {
                let event = Event::WebhookAnswered {
                    number,
                    status: None,
                };
                self.net.send_last((self.number, 2), event);
            }
            None => {}
        }
    }
}

/// The relay.
pub(crate) struct RelayHost {
    pub(crate) computer: Arc<Computer>,
    net: Arc<Net>,
    runtime: Option<Runtime>,
    app: Arc<Mutex<Option<App>>>,
    /// When a crashed one begins again.
    pub(crate) begins_at: Option<u64>,
}

impl RelayHost {
    pub(crate) fn new(computer: Arc<Computer>, net: &Arc<Net>) -> Self {
        Self {
            computer,
            net: Arc::clone(net),
            runtime: None,
            app: Arc::default(),
            begins_at: None,
        }
    }

    pub(crate) fn settings(&self) -> Result<Settings> {
        let overrides = vec![
            (
                "server.data",
                self.computer.folder.join("data").display().to_string(),
            ),
            ("providers.graph_url", "http://graph.simulated".to_owned()),
            ("quotas.commands_per_minute", "100000".to_owned()),
        ];
        let sources = Sources {
            overrides,
            ..Sources::default()
        };
        Settings::load(&sources).map_err(|problem| anyhow::anyhow!("{problem:?}"))
    }

    pub(crate) fn is_running(&self) -> bool {
        self.runtime.is_some()
    }

    /// Starts it over what is on its disk.
    pub(crate) fn start(&mut self) -> Result<()> {
        let runtime = new_runtime()?;
        let _here = enter(&self.computer);
        let settings = self.settings()?;
        let (computer, slot) = (Arc::clone(&self.computer), Arc::clone(&self.app));
        let provider: Arc<dyn Provider> = Arc::new(Way(Arc::clone(&self.net)));
        let at = self.net.now();
        let net = Arc::clone(&self.net);
        let clock = Arc::clone(&self.computer);
        runtime.block_on(async move { clock.begin_at(at) });
        runtime.spawn(async move {
            // As a supervisor does: a relay that does not come up is started again.
            loop {
                let clock: Arc<Computer> = Arc::clone(&computer);
                let started =
                    App::start_over(settings.clone(), clock, Some(Arc::clone(&provider))).await;
                match started {
                    Ok(app) => {
                        *lock(&slot) = Some(app);
                        return;
                    }
                    Err(error) => net.note(&format!("relay does not start: {error}")),
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        self.runtime = Some(runtime);
        self.begins_at = None;
        Ok(())
    }

    /// Runs it up to `to`.
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
        let app = lock(&self.app).take();
        let runtime = self.runtime.take();
        self.net.while_dying(|| {
            drop(runtime);
            drop(app);
        });
        self.net.break_all();
    }

    fn router(&self) -> Option<Router> {
        lock(&self.app).as_ref().map(App::router)
    }

    /// A request of a desk has arrived.
    pub(crate) fn request(&self, line: usize, request: Request, waits: Option<Waits>) {
        let owes = Owes {
            net: Arc::clone(&self.net),
            number: self.net.new_number(),
            to: waits.map(|waits| To::Desk(line, waits)),
        };
        self.answer(request, owes);
    }

    /// A webhook has arrived.
    pub(crate) fn webhook(&self, number: usize, request: Request) {
        let owes = Owes {
            net: Arc::clone(&self.net),
            number: self.net.new_number(),
            to: Some(To::Provider(number)),
        };
        self.answer(request, owes);
    }

    fn answer(&self, request: Request, owes: Owes) {
        let (Some(runtime), Some(router)) = (&self.runtime, self.router()) else {
            return;
        };
        let _here = enter(&self.computer);
        runtime.spawn(async move {
            let mut parcel = http::Request::new(Body::from(request.body));
            *parcel.method_mut() = request.method;
            *parcel.headers_mut() = request.headers;
            let Ok(uri) = request.path.parse() else {
                return;
            };
            *parcel.uri_mut() = uri;
            parcel.extensions_mut().insert(ConnectInfo(peer()));
            let Ok(response) = router.oneshot(parcel).await;
            let (head, body) = response.into_parts();
            let Ok(body) = axum::body::to_bytes(body, MOST).await else {
                return;
            };
            owes.pay(Answer {
                status: head.status,
                headers: head.headers,
                body,
            });
        });
    }

    /// A desk opens a connection.
    pub(crate) fn connect(&self, pipe: &Arc<Pipe>) {
        let end = End {
            pipe: Arc::clone(pipe),
            side: 1,
            net: Arc::clone(&self.net),
        };
        let (Some(runtime), Some(router)) = (&self.runtime, self.router()) else {
            pipe.break_off(0);
            return;
        };
        let _here = enter(&self.computer);
        runtime.spawn(async move {
            let router = router.layer(axum::Extension(ConnectInfo(peer())));
            let http = Builder::new(TokioExecutor::new());
            let service = TowerToHyperService::new(router);
            // How a connection ends is the desk's business.
            let _ = http
                .serve_connection_with_upgrades(TokioIo::new(end), service)
                .await;
        });
    }

    /// The provider's answer has arrived.
    pub(crate) fn provider_answered(waits: AsksProvider, answer: Result<Answer, NoAnswer>) {
        // The relay that asked may have died.
        let _ = waits.send(answer);
    }

    /// Does something with the running relay and waits, in no simulated time but that of its disk.
    pub(crate) fn with<T>(&self, work: impl AsyncFnOnce(&App) -> Result<T>) -> Result<T> {
        let runtime = self.runtime.as_ref().context("the relay does not run")?;
        let app = lock(&self.app).take().context("the relay is starting")?;
        let _here = enter(&self.computer);
        let done = runtime.block_on(work(&app));
        *lock(&self.app) = Some(app);
        done
    }

    /// Lets it look for due jobs, after its clock was moved.
    pub(crate) fn poke_jobs(&self) {
        if let Some(app) = lock(&self.app).as_ref() {
            app.tools().engine.poke_jobs();
        }
    }

    pub(crate) fn is_up(&self) -> bool {
        lock(&self.app).is_some()
    }
}

impl Drop for RelayHost {
    fn drop(&mut self) {
        self.crash();
    }
}

fn peer() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 40_000))
}

/// A plain answer of the provider.
pub(crate) fn json_answer(status: u16, body: &serde_json::Value) -> Answer {
    Answer {
        status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        headers: http::HeaderMap::new(),
        body: body.to_string().into(),
    }
}
