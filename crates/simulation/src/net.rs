//! The simulated network: what is under way and when it arrives, a line for every desk and one for the provider.
//!
//! It only keeps and delays; the world ([`crate::world`]) hands over what has arrived. Delays differ, so requests overtake each
//! other; a request is sometimes lost, or its answer, or it arrives twice.

use crate::computer::lock;
use crate::pipe::Pipe;
use crate::rng::Rng;
use crate::trace::Trace;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode};
use desk::network::Unanswered;
use relay::jobs::NoAnswer;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};
use tokio::sync::oneshot;

/// A request under way to the relay.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Path and query.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// An answer under way.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Who waits at a desk.
pub(crate) type Waits = oneshot::Sender<Result<Answer, Unanswered>>;
/// Who waits at the relay for the provider.
pub(crate) type AsksProvider = oneshot::Sender<Result<Answer, NoAnswer>>;

/// Something that arrives.
pub(crate) enum Event {
    /// At the relay, from a desk.
    Request {
        line: usize,
        request: Request,
        waits: Option<Waits>,
    },
    /// At a desk, from the relay.
    Answer {
        line: usize,
        answer: Result<Answer, Unanswered>,
        waits: Waits,
    },
    /// At the relay: a desk opens a connection.
    Connect { pipe: Arc<Pipe> },
    /// Bytes that a side wrote.
    Bytes {
        pipe: Arc<Pipe>,
        side: usize,
        bytes: Vec<u8>,
    },
    /// A side has gone.
    End { pipe: Arc<Pipe>, side: usize },
    /// At the relay, from the provider.
    Webhook { number: usize },
    /// At the provider, that its webhook was answered, or that nobody answered.
    WebhookAnswered {
        number: usize,
        status: Option<StatusCode>,
    },
    /// At the provider, from the relay.
    Provider {
        request: Request,
        waits: AsksProvider,
    },
    /// At the relay, from the provider.
    ProviderAnswer {
        answer: Result<Answer, NoAnswer>,
        waits: AsksProvider,
    },
}

impl Event {
    /// The desk's line that it goes over.
    pub(crate) fn line(&self) -> Option<usize> {
        match self {
            Self::Request { line, .. } | Self::Answer { line, .. } => Some(*line),
            Self::Connect { pipe } | Self::Bytes { pipe, .. } | Self::End { pipe, .. } => {
                Some(pipe.line)
            }
            _ => None,
        }
    }
}

/// What a desk's line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Line {
    /// Carries.
    #[default]
    Up,
    /// Refuses and breaks.
    Cut,
    /// Swallows for now: nothing arrives, nobody is told.
    Silent,
    /// Carries up to the relay; what comes down waits.
    SlowReader,
}

struct State {
    now: u64,
    rng: Rng,
    calm: bool,
    events: BTreeMap<(u64, u64), Event>,
    counter: u64,
    lines: Vec<Line>,
    held: Vec<Event>,
    pipes: Vec<Weak<Pipe>>,
    last_bytes: BTreeMap<(u64, usize), u64>,
    trace: Trace,
    requests: Vec<u64>,
    /// What is sent while a computer dies, by who sends it.
    dying: Option<BTreeMap<(u64, u64), Event>>,
}

/// The network.
pub(crate) struct Net(Mutex<State>);

impl std::fmt::Debug for Net {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Net")
    }
}

impl Net {
    pub(crate) fn new(rng: Rng, lines: usize) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State {
            now: 0,
            rng,
            calm: false,
            events: BTreeMap::new(),
            counter: 0,
            lines: vec![Line::Up; lines],
            held: Vec::new(),
            pipes: Vec::new(),
            last_bytes: BTreeMap::new(),
            trace: Trace::default(),
            requests: vec![0; lines],
            dying: None,
        })))
    }

    pub(crate) fn note(&self, what: &str) {
        let mut state = lock(&self.0);
        let now = state.now;
        state.trace.note(now, what);
    }

    pub(crate) fn trace<T>(&self, read: impl FnOnce(&Trace) -> T) -> T {
        read(&lock(&self.0).trace)
    }

    pub(crate) fn now(&self) -> u64 {
        lock(&self.0).now
    }

    pub(crate) fn set_now(&self, now: u64) {
        lock(&self.0).now = now;
    }

    /// Nothing is lost or doubled any more.
    pub(crate) fn calm(&self) {
        lock(&self.0).calm = true;
    }

    /// Requests a line's desk has made.
    pub(crate) fn requests(&self, line: usize) -> u64 {
        lock(&self.0).requests.get(line).copied().unwrap_or(0)
    }

    pub(crate) fn count_request(&self, line: usize) {
        if let Some(count) = lock(&self.0).requests.get_mut(line) {
            *count += 1;
        }
    }

    pub(crate) fn chance(&self, permille: u64) -> bool {
        let mut state = lock(&self.0);
        !state.calm && state.rng.chance(permille)
    }

    pub(crate) fn line(&self, line: usize) -> Line {
        lock(&self.0).lines.get(line).copied().unwrap_or_default()
    }

    /// Changes what a line does; what was held back on it goes on.
    pub(crate) fn set_line(&self, line: usize, to: Line) {
        let (held, pipes) = {
            let mut state = lock(&self.0);
            if let Some(line) = state.lines.get_mut(line) {
                *line = to;
            }
            let all = std::mem::take(&mut state.held);
            let (mine, others) = all.into_iter().partition(|it| it.line() == Some(line));
            state.held = others;
            let held: Vec<Event> = mine;
            state.pipes.retain(|pipe| pipe.strong_count() > 0);
            let pipes: Vec<Arc<Pipe>> = state.pipes.iter().filter_map(Weak::upgrade).collect();
            (held, pipes)
        };
        if to == Line::Cut {
            for pipe in pipes.iter().filter(|pipe| pipe.line == line) {
                pipe.break_off(0);
                // The relay is not always told.
                if self.chance(600) {
                    pipe.break_off(1);
                }
            }
        }
        // At once, because what follows them on their connection is under way already.
        for event in held {
            self.send_in(0, event);
        }
    }

    /// Breaks every connection: the relay has died.
    pub(crate) fn break_all(&self) {
        let pipes: Vec<Arc<Pipe>> = {
            let state = lock(&self.0);
            state.pipes.iter().filter_map(Weak::upgrade).collect()
        };
        for pipe in pipes {
            pipe.break_off(0);
            pipe.break_off(1);
        }
    }

    /// A connection that nobody has accepted yet.
    pub(crate) fn open(&self, line: usize) -> Arc<Pipe> {
        let mut state = lock(&self.0);
        state.counter += 1;
        let pipe = Pipe::new(line, state.counter);
        state.pipes.push(Arc::downgrade(&pipe));
        pipe
    }

    /// Sends something on its way.
    pub(crate) fn send(&self, event: Event) {
        let mut state = lock(&self.0);
        let delay = state.delay();
        let at = state.now + delay;
        state.put(at, event);
    }

    /// While `die` drops what runs on a computer, nothing leaves; afterwards it does in an order of its own: tokio drops tasks in an
    /// order that is not the seed's.
    pub(crate) fn while_dying(&self, die: impl FnOnce()) {
        lock(&self.0).dying = Some(BTreeMap::new());
        die();
        let said = lock(&self.0).dying.take().unwrap_or_default();
        for event in said.into_values() {
            match event {
                Event::End { pipe, side } => self.send_end(&pipe, side),
                other => self.send(other),
            }
        }
    }

    /// Sends what has to be sent when `number` is dropped.
    pub(crate) fn send_last(&self, number: (u64, u64), event: Event) {
        let dying = {
            let mut state = lock(&self.0);
            match &mut state.dying {
                Some(said) => {
                    said.insert(number, event);
                    None
                }
                None => Some(event),
            }
        };
        match dying {
            Some(Event::End { pipe, side }) => self.send_end(&pipe, side),
            Some(other) => self.send(other),
            None => {}
        }
    }

    /// A number that nothing else in this run has.
    pub(crate) fn new_number(&self) -> u64 {
        let mut state = lock(&self.0);
        state.counter += 1;
        state.counter
    }

    /// Something that arrives after `pause` milliseconds.
    pub(crate) fn send_in(&self, pause: u64, event: Event) {
        let mut state = lock(&self.0);
        let at = state.now + pause;
        state.put(at, event);
    }

    pub(crate) fn send_bytes(&self, pipe: &Arc<Pipe>, side: usize, bytes: Vec<u8>) {
        let pipe = Arc::clone(pipe);
        self.in_order(&Arc::clone(&pipe), side, Event::Bytes { pipe, side, bytes });
    }

    pub(crate) fn send_end(&self, pipe: &Arc<Pipe>, side: usize) {
        let pipe = Arc::clone(pipe);
        self.in_order(&Arc::clone(&pipe), side, Event::End { pipe, side });
    }

    fn in_order(&self, pipe: &Arc<Pipe>, side: usize, event: Event) {
        let mut state = lock(&self.0);
        let delay = state.delay();
        let key = (pipe.number, side);
        let earliest = state.last_bytes.get(&key).copied().unwrap_or(0);
        let at = (state.now + delay).max(earliest);
        state.last_bytes.insert(key, at);
        state.put(at, event);
    }

    /// When the next thing arrives.
    pub(crate) fn next_at(&self) -> Option<u64> {
        lock(&self.0).events.keys().next().map(|(at, _)| *at)
    }

    /// What has arrived by now; what a silent line or a slow reader holds back waits.
    pub(crate) fn arrived(&self) -> Option<Event> {
        let mut state = lock(&self.0);
        loop {
            let now = state.now;
            let entry = state.events.first_entry()?;
            if entry.key().0 > now {
                return None;
            }
            let event = entry.remove();
            let line = event
                .line()
                .and_then(|line| state.lines.get(line).copied())
                .unwrap_or_default();
            let down = match &event {
                Event::Bytes { side, .. } | Event::End { side, .. } => *side == 1,
                _ => false,
            };
            match line {
                Line::Silent => state.held.push(event),
                Line::SlowReader if down => state.held.push(event),
                Line::Cut if matches!(event, Event::Bytes { .. } | Event::End { .. }) => {}
                _ => return Some(event),
            }
        }
    }
}

impl State {
    fn delay(&mut self) -> u64 {
        if self.calm {
            return 5;
        }
        let delay = match self.rng.below(100) {
            0..80 => self.rng.between(1, 20),
            80..96 => self.rng.between(20, 200),
            _ => self.rng.between(200, 3_000),
        };
        // Fewer instants, fewer steps.
        delay.div_ceil(5) * 5
    }

    fn put(&mut self, at: u64, event: Event) {
        self.counter += 1;
        self.events.insert((at, self.counter), event);
    }
}
