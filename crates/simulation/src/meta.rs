//! The fake provider: guests who write, webhooks that come until they are acknowledged and sometimes twice, sends that are taken,
//! refused, lost or answered too late, and statuses in any order.

use crate::computer::wall;
use crate::net::{Answer, AsksProvider, Event, Net, Request};
use crate::relay_host::json_answer;
use crate::rng::Rng;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use domain::delivery::MessageState;
use relay::jobs::NoAnswer;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use testkit::whatsapp::{Account, Guest, sign};

/// Of every webhook here.
pub(crate) const SECRET: &str = "simulated-secret";

/// Something a webhook tells.
#[derive(Debug, Clone)]
pub(crate) enum Told {
    /// A guest wrote.
    Message { id: String, text: String },
    /// A message of ours got this far.
    Status { id: String, state: MessageState },
}

struct Webhook {
    body: Bytes,
    tells: Vec<Told>,
    acknowledged: bool,
    /// Copies that are still to come after it was acknowledged.
    again: u64,
}

/// A send that the provider took.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// The provider's id.
    pub(crate) id: String,
    /// Our message.
    pub(crate) message: String,
    pub(crate) text: String,
    pub(crate) to: String,
}

/// How the provider is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    /// Nobody answers there.
    Away,
    /// It takes long, and its answers get lost.
    Bad,
}

/// The provider.
pub(crate) struct Meta {
    net: Arc<Net>,
    rng: Rng,
    webhooks: Vec<Webhook>,
    taken: Vec<Taken>,
    guests: Vec<Guest>,
    counter: u64,
    pub(crate) mood: Mood,
    calm: bool,
}

impl Meta {
    pub(crate) fn new(net: &Arc<Net>, rng: Rng, guests: u64) -> Self {
        let guest = |number| {
            Guest::new(
                &format!("35196{:07}", 1_000_000 + number),
                &format!("Guest {number}"),
            )
        };
        Self {
            net: Arc::clone(net),
            rng,
            webhooks: Vec::new(),
            taken: Vec::new(),
            guests: (0..guests).map(guest).collect(),
            counter: 0,
            mood: Mood::Well,
            calm: false,
        }
    }

    /// From here on it behaves.
    pub(crate) fn calm(&mut self) {
        (self.calm, self.mood) = (true, Mood::Well);
    }

    /// What was taken, in order.
    pub(crate) fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// What acknowledged webhooks told, and what others did.
    pub(crate) fn told(&self, acknowledged: bool) -> impl Iterator<Item = &Told> {
        let webhooks = self.webhooks.iter();
        webhooks
            .filter(move |it| it.acknowledged == acknowledged)
            .flat_map(|it| &it.tells)
    }

    /// The relay was restored: what it acknowledged before may be forgotten.
    pub(crate) fn forget(&mut self) {
        for webhook in &mut self.webhooks {
            webhook.tells.clear();
        }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.webhooks.iter().all(|it| it.acknowledged)
    }

    /// A guest writes one to three messages.
    pub(crate) fn guest_writes(&mut self) -> String {
        let number = self.rng.below(self.guests.len() as u64);
        let at = usize::try_from(number).unwrap_or(0);
        let Some(guest) = self.guests.get(at).cloned() else {
            return String::new();
        };
        let mut messages = Vec::new();
        let mut tells = Vec::new();
        let now = wall(self.net.now()).0 / 1_000;
        for _ in 0..self.rng.between(1, 3) {
            self.counter += 1;
            let id = format!("wamid.in.{}", self.counter);
            let words = self.words();
            let text = format!("guest {} {words}", self.counter);
            // Some have been on their way for a while.
            let at = now - i64::try_from(self.rng.below(30)).unwrap_or(0);
            messages.push(guest.text(&id, at, &text));
            tells.push(Told::Message { id, text });
        }
        let what = format!("guest {number} writes {}", tells.len());
        let account = account(number);
        self.push(&account.messages(&guest, messages), tells, 0);
        what
    }

    fn words(&mut self) -> &'static str {
        let all = [
            "towels please",
            "the key does not work",
            "I want to talk to a person",
            "merci",
            "late checkout",
            "onde fica a praia",
        ];
        self.rng.pick(&all).copied().unwrap_or_default()
    }

    fn push(&mut self, body: &Value, tells: Vec<Told>, pause: u64) {
        let number = self.webhooks.len();
        let again = match self.calm {
            false if self.rng.chance(150) => self.rng.between(1, 4),
            _ => 0,
        };
        self.webhooks.push(Webhook {
            body: body.to_string().into(),
            tells,
            acknowledged: false,
            again,
        });
        self.net.send_in(pause, Event::Webhook { number });
    }

    /// The request of a webhook.
    pub(crate) fn request(&self, number: usize) -> Option<Request> {
        let webhook = self.webhooks.get(number)?;
        let mut headers = HeaderMap::new();
        let signature = HeaderValue::from_str(&sign(SECRET, &webhook.body)).ok()?;
        headers.insert("x-hub-signature-256", signature);
        Some(Request {
            method: Method::POST,
            path: "/webhooks/meta".to_owned(),
            headers,
            body: webhook.body.clone(),
        })
    }

    /// A webhook was answered, or nobody answered.
    pub(crate) fn answered(&mut self, number: usize, status: Option<StatusCode>) {
        let pause = self.rng.between(200, 4_000);
        let Some(webhook) = self.webhooks.get_mut(number) else {
            return;
        };
        let repeat = match status {
            Some(StatusCode::OK) => {
                webhook.acknowledged = true;
                let more = webhook.again > 0;
                webhook.again = webhook.again.saturating_sub(1);
                more
            }
            _ => true,
        };
        if repeat {
            self.net.send_in(pause, Event::Webhook { number });
        }
    }

    /// The relay asks something.
    pub(crate) fn asked(&mut self, request: &Request, waits: AsksProvider) {
        let refuse = |waits, why| {
            self.net.send(Event::ProviderAnswer {
                answer: Err(why),
                waits,
            });
        };
        let dice = match (self.calm, self.mood) {
            (true, _) => 1_000,
            (false, Mood::Away) => 0,
            (false, Mood::Well) => self.rng.below(1_000),
            (false, Mood::Bad) => self.rng.below(250),
        };
        if dice < 30 {
            return refuse(waits, NoAnswer::NotReached);
        }
        if dice < 60 {
            return refuse(waits, NoAnswer::Lost);
        }
        if !request.path.ends_with("/messages") {
            // The hotel changes its templates now and then.
            let mut templates = testkit::templates::demo();
            templates.retain(|_| self.rng.chance(600));
            let list = json_answer(200, &json!({"data": templates}));
            return self.net.send(answer(list, waits));
        }
        if (60..90).contains(&dice) {
            let codes = [(400, 131_026), (429, 130_429), (400, 132_001)];
            let (status, code) = self.rng.pick(&codes).copied().unwrap_or((400, 131_026));
            let error = json!({"error": {"message": "told by the fake", "code": code}});
            return self.net.send(answer(json_answer(status, &error), waits));
        }
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let taken = self.take(&body);
        let accepted = json!({
            "messaging_product": "whatsapp",
            "contacts": [{"input": taken.to, "wa_id": taken.to}],
            "messages": [{"id": taken.id, "message_status": "accepted"}],
        });
        self.net.note(&format!("provider takes {}", taken.text));
        self.taken.push(taken);
        let accepted = json_answer(200, &accepted);
        match dice {
            90..120 => self.net.send(Event::ProviderAnswer {
                answer: Err(NoAnswer::Lost),
                waits,
            }),
            // Longer than anybody waits.
            120..135 => self.net.send_in(25_000, answer(accepted, waits)),
            _ => self.net.send(answer(accepted, waits)),
        }
    }

    fn take(&mut self, body: &Value) -> Taken {
        self.counter += 1;
        let text = |pointer: &str| {
            let found = body.pointer(pointer).and_then(Value::as_str);
            found.unwrap_or_default().to_owned()
        };
        let taken = Taken {
            id: format!("wamid.out.{}", self.counter),
            message: text("/biz_opaque_callback_data"),
            text: text("/text/body"),
            to: text("/to").trim_start_matches('+').to_owned(),
        };
        self.tell_statuses(&taken);
        taken
    }

    /// Statuses of a send, each in a webhook of its own, in any order.
    fn tell_statuses(&mut self, taken: &Taken) {
        let digits = taken.to.as_bytes();
        let last = digits.last().map_or(0, |digit| u64::from(digit % 2));
        let account = account(last);
        let far = self.rng.between(1, 3);
        let states = [
            MessageState::Sent,
            MessageState::Delivered,
            MessageState::Read,
        ];
        let now = wall(self.net.now()).0 / 1_000;
        for state in states.into_iter().take(usize::try_from(far).unwrap_or(1)) {
            let mut status = testkit::whatsapp::status(&taken.id, state.as_str(), now, &taken.to);
            if let Some(map) = status.as_object_mut() {
                let ours = taken.message.clone();
                map.insert("biz_opaque_callback_data".to_owned(), ours.into());
            }
            let tells = vec![Told::Status {
                id: taken.id.clone(),
                state,
            }];
            let pause = match self.calm {
                true => 50,
                false => self.rng.between(5, 6_000),
            };
            self.push(&account.statuses(vec![status]), tells, pause);
        }
    }

    /// How far each send got, as acknowledged webhooks say.
    pub(crate) fn farthest(&self) -> BTreeMap<String, MessageState> {
        let mut farthest: BTreeMap<String, MessageState> = BTreeMap::new();
        for told in self.told(true) {
            if let Told::Status { id, state } = told {
                let known = farthest.entry(id.clone()).or_insert_with(|| state.clone());
                *known = known.after_report(state);
            }
        }
        farthest
    }
}

fn answer(answer: Answer, waits: AsksProvider) -> Event {
    Event::ProviderAnswer {
        answer: Ok(answer),
        waits,
    }
}

/// Whom a guest writes to: every second one to the other house.
fn account(guest: u64) -> Account {
    if guest.is_multiple_of(2) {
        Account::lisbon()
    } else {
        Account::beach()
    }
}
