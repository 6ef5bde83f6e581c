//! News of the house, which concern no single guest (DESIGN_UI 8): a channel that cannot send, a relay out of reach. Silent; in
//! quiet hours, and for who is not there, left to what stands in the window.

use super::{Order, State, Watch, policy};
use crate::host::News;
use crate::session::{Session, lock};
use cache::{OutboxState, Reader};
use domain::connection::{Connection, ConnectionStatus};
use domain::id::ConnectionId;
use domain::property::Property;
use domain::staff::Presence;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::time::Duration;

/// What of the house is out of order.
#[derive(Default)]
pub(super) struct House {
    /// Accounts in ERROR.
    broken: BTreeMap<ConnectionId, Connection>,
    /// What the person knows of the relay.
    relay: Relay,
    /// What was kept and has been sent since.
    sent: u32,
}

/// What is known of the relay.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Relay {
    /// Nothing worth telling.
    #[default]
    Here,
    /// It is out of reach, and the person was not told.
    Out,
    /// It is out of reach, and the person was told.
    Told,
    /// It is back, and what was kept is being sent.
    Back,
}

/// The accounts in ERROR, as the cache has them.
pub(super) fn broken(reader: &Reader<'_>) -> cache::Result<BTreeMap<ConnectionId, Connection>> {
    let all = reader.all::<Connection>()?.into_iter();
    let broken = all.filter(|row| row.body.status == ConnectionStatus::Error);
    Ok(broken.map(|row| (row.id, row.body)).collect())
}

/// Whether this person is told news of the house now.
pub(super) fn heard(watch: &Watch, session: &Session, reader: &Reader<'_>) -> cache::Result<bool> {
    let there = !matches!(
        session.staff(reader)?.presence,
        Presence::Away | Presence::Offline
    );
    let house = reader.all::<Property>()?.into_iter().next();
    let zone = house.and_then(|row| TimeZone::get(&row.body.time_zone).ok());
    let quiet = lock(&watch.around.settings).quiet_hours;
    let quiet = policy::is_quiet(quiet, &zone.unwrap_or(TimeZone::UTC), session.relay_now());
    Ok(there && !quiet)
}

impl Watch {
    fn tell(&self, news: News) {
        let _ = self.orders.send(Order::Tell(news));
    }

    /// What is out of order already when the person comes.
    pub(super) fn resume_house(state: &mut State, broken: BTreeMap<ConnectionId, Connection>) {
        state.house.broken = broken;
    }

    /// Says which accounts stopped working since, and takes back what works again.
    pub(super) fn channels(&self, now: BTreeMap<ConnectionId, Connection>, heard: bool) {
        let before = std::mem::replace(&mut lock(&self.state).house.broken, now.clone());
        for id in before.keys().filter(|id| !now.contains_key(*id)) {
            let _ = self
                .orders
                .send(Order::Close(News::channel_key(id.as_str())));
        }
        for (id, connection) in now {
            if heard && !before.contains_key(&id) {
                self.tell(News::ChannelError {
                    connection: id.to_string(),
                    name: connection.name,
                    problem: connection.problem,
                });
            }
        }
    }

    /// The relay was lost or is back.
    pub(crate) fn reach_changed(&self) {
        self.changed.notify_one();
    }

    /// How long until it is said that the relay is out of reach, if it is. Says that it is back.
    pub(super) fn reach(&self, session: &Session) -> Option<Duration> {
        let since = lock(&session.sync).out_since;
        let mut state = lock(&self.state);
        let Some(since) = since else {
            let sent = std::mem::take(&mut state.house.sent);
            if state.house.relay == Relay::Told {
                state.house.relay = Relay::Back;
                self.tell(News::Online { sent });
            } else if state.house.relay == Relay::Out {
                state.house.relay = Relay::Here;
            }
            return None;
        };
        let gone = session.host.monotonic().saturating_sub(since);
        let quiet = matches!(state.house.relay, Relay::Here | Relay::Back);
        quiet.then(|| session.options.offline_news_after.saturating_sub(gone))
    }

    /// Says that the relay is out of reach, once it has been for long enough. Blocking.
    pub(super) fn tell_reach(&self, session: &Session) -> cache::Result<()> {
        if self.reach(session) != Some(Duration::ZERO) {
            return Ok(());
        }
        let (heard, kept) = session.cache.read(|reader| {
            let waits =
                |state: &OutboxState| matches!(state, OutboxState::Queued | OutboxState::Sending);
            let outbox = reader.outbox().all()?;
            let kept = outbox.iter().filter(|entry| waits(&entry.state)).count();
            Ok((heard(self, session, reader)?, crate::view::small(kept)))
        })?;
        let mut state = lock(&self.state);
        state.house.sent = 0;
        state.house.relay = if heard { Relay::Told } else { Relay::Out };
        if heard {
            self.tell(News::Offline { kept });
        }
        Ok(())
    }

    /// What was kept has been sent.
    pub(crate) fn flushed(&self, sent: u32) {
        let mut state = lock(&self.state);
        match state.house.relay {
            // The outbox may be faster than the word that the relay is back.
            Relay::Told => state.house.sent += sent,
            Relay::Back => {
                state.house.relay = Relay::Here;
                if sent > 0 {
                    self.tell(News::Online { sent });
                }
            }
            Relay::Here | Relay::Out => {}
        }
    }

    /// Nobody is at work any more.
    pub(super) fn forget_house(&self, state: &mut State) {
        let house = std::mem::take(&mut state.house);
        let keys = house.broken.keys().map(|id| News::channel_key(id.as_str()));
        for key in keys.chain([News::RELAY.to_owned()]) {
            let _ = self.orders.send(Order::Close(key));
        }
    }
}
