//! Notifications: looked for in what a committed page changed and when a bell is due, decided by [`policy`], shown one per
//! conversation.

mod answer;
mod board;
mod happened;
mod house;
pub(crate) mod policy;
pub mod sound;

#[cfg(test)]
mod tests;

use crate::api::settings::Settings;
use crate::host::{Badge, Host, News, Notice};
use crate::session::{Session, lock};
use board::{Board, Due, Silenced};
use cache::{Applied, Assignee, ConversationFilter, MetaKey, Reader};
use domain::conversation::{Conversation, ConversationStatus};
use domain::id::{ConversationId, MessageId};
use domain::record::Kind;
use domain::time::UnixMillis;
use happened::Event;
use house::House;
use policy::{Happened, Situation, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Notify, mpsc};

/// What is set and what is true for the whole computer.
#[derive(Clone)]
pub(crate) struct Surroundings {
    pub(crate) settings: Arc<Mutex<Settings>>,
    /// Nobody sees more of the screen than a lock.
    pub(crate) locked: Arc<AtomicBool>,
}

/// A notification on screen.
struct Shown {
    notice: Notice,
    failed: Option<MessageId>,
}

/// What the person looks at, what is shown to them, and what is due.
#[derive(Default)]
struct State {
    conversation: Option<ConversationId>,
    focused: bool,
    shown: BTreeMap<ConversationId, Shown>,
    /// Failed messages already told.
    told: BTreeSet<MessageId>,
    board: Board,
    badge: Badge,
    house: House,
}

enum Order {
    Show(Box<Notice>),
    Tell(News),
    Close(String),
    Badge(Badge),
}

/// Decides about notifications and keeps one per conversation.
pub(crate) struct Watch {
    state: Mutex<State>,
    around: Surroundings,
    orders: mpsc::UnboundedSender<Order>,
    /// The board changed.
    changed: Notify,
}

impl Session {
    /// An instant of the relay by this computer's clock, which the bell goes by: it runs on when the relay is away.
    fn by_our_clock(&self, at: UnixMillis) -> UnixMillis {
        at.plus(-lock(&self.sync).clock_offset)
    }

    /// When the person is reminded of a guest of theirs whom nobody has answered.
    fn reminder(&self, row: &Conversation) -> Option<UnixMillis> {
        let closes = policy::unanswered_until(row, &self.me)?;
        Some(self.by_our_clock(closes).plus(-policy::CLOSING))
    }
}

/// Rings while a session is at work.
pub(crate) async fn run(session: Arc<Session>) {
    let longest = session.options.longest_nap;
    loop {
        let next = lock(&session.watch.state).board.next();
        // In pieces: this clock stands still while the computer sleeps, the wall clock does not.
        let nap = next.map(|at| {
            let millis = at.since(session.host.now()).max(0);
            Duration::from_millis(millis.unsigned_abs()).min(longest)
        });
        let nap = nap.into_iter().chain(session.watch.reach(&session)).min();
        let rest = async {
            match nap {
                Some(nap) => tokio::time::sleep(nap).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = session.cancel.cancelled() => return,
            () = session.watch.changed.notified() => continue,
            () = rest => {}
        }
        let _ = session
            .with_cache(|session| {
                session.watch.ring(session);
                session.watch.tell_reach(session)
            })
            .await;
    }
}

impl Watch {
    /// Starts the task that talks to the system, in order and off the way of everything else.
    pub(crate) fn start(host: Arc<dyn Host>, around: Surroundings) -> Self {
        let (orders, mut incoming) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(order) = incoming.recv().await {
                let host = Arc::clone(&host);
                let _ = seam::blocking(move || match order {
                    Order::Show(notice) => host.notify(&notice),
                    Order::Tell(news) => host.tell(&news),
                    Order::Close(conversation) => host.close_notice(&conversation),
                    Order::Badge(badge) => host.badge(badge),
                })
                .await;
            }
        });
        Self {
            state: Mutex::default(),
            around,
            orders,
            changed: Notify::new(),
        }
    }

    /// What the last run left: who waits, and who is silenced.
    pub(crate) fn resume(&self, session: &Session, reader: &Reader<'_>) -> cache::Result<()> {
        let now = session.host.now();
        let filter = ConversationFilter {
            waiting_only: true,
            ..ConversationFilter::default()
        };
        let waiting = reader.conversations().page(&filter, 0, u32::MAX)?.rows;
        let waiting = waiting.into_iter().filter_map(|row| {
            let since = row.body.waiting_since?;
            Some((row.id, session.by_our_clock(since)))
        });
        let silenced: Option<Silenced> = reader.meta().get(MetaKey::Silenced)?;
        let mut board = Board::resume(waiting, silenced.unwrap_or_default(), now);
        let mine = ConversationFilter {
            assignees: vec![Assignee::Staff(session.me.clone())],
            ..ConversationFilter::default()
        };
        for row in reader.conversations().page(&mine, 0, u32::MAX)?.rows {
            board.closes(&row.id, session.reminder(&row.body), now);
        }
        let broken = house::broken(reader)?;
        {
            let mut state = lock(&self.state);
            state.board = board;
            Self::resume_house(&mut state, broken);
        }
        self.say_badge(happened::badge(session, reader)?);
        self.changed.notify_one();
        Ok(())
    }

    /// The person looks at this now; its notification goes.
    pub(crate) fn on_screen(&self, conversation: Option<ConversationId>, focused: bool) {
        let mut state = lock(&self.state);
        state.conversation = conversation;
        state.focused = focused;
        if focused && let Some(seen) = state.conversation.clone() {
            self.close(&mut state, &seen);
        }
    }

    fn close(&self, state: &mut State, conversation: &ConversationId) {
        if state.shown.remove(conversation).is_some() {
            let _ = self.orders.send(Order::Close(conversation.to_string()));
        }
    }

    /// Nobody is at work any more: no guest's name stays on the screen, nobody is counted.
    pub(crate) fn close_all(&self) {
        let mut state = lock(&self.state);
        for conversation in std::mem::take(&mut state.shown).into_keys() {
            let _ = self.orders.send(Order::Close(conversation.to_string()));
        }
        state.board = Board::default();
        self.forget_house(&mut state);
        drop(state);
        self.say_badge(Badge::default());
    }

    /// The screen was locked or opened: what stands on it loses or regains its names, silently.
    pub(crate) fn redraw(&self) {
        for shown in lock(&self.state).shown.values() {
            let notice = Notice {
                sound: None,
                ..shown.notice.clone()
            };
            self.send(notice);
        }
    }

    /// Whether names must not be on the screen now.
    fn is_private(&self) -> bool {
        let locked = self.around.locked.load(Ordering::Relaxed);
        locked && !lock(&self.around.settings).lock_screen_names
    }

    /// The one way to the screen: here a locked one takes the names off.
    fn send(&self, mut notice: Notice) {
        notice.private = self.is_private();
        let setting = lock(&self.around.settings).sound;
        notice.sound = notice
            .sound
            .filter(|sound| policy::audible(*sound, setting));
        notice.actions = policy::actions(&notice.kind, notice.private).to_vec();
        if notice.private {
            notice.guest.clear();
            notice.text.clear();
            notice.content.clear();
            notice.room = None;
            notice.arrives = None;
        }
        let _ = self.orders.send(Order::Show(Box::new(notice)));
    }

    fn say_badge(&self, badge: Badge) {
        let mut state = lock(&self.state);
        if state.badge != badge {
            state.badge = badge;
            let _ = self.orders.send(Order::Badge(badge));
        }
    }

    /// Looks at what a committed page changed. `live`: it just happened.
    pub(crate) fn look(&self, session: &Session, applied: &Applied, live: bool) {
        let now = session.host.now();
        let moved = moves(applied);
        {
            let mut state = lock(&self.state);
            for (conversation, moved) in &moved {
                if policy::ends_waiting(moved.before, moved.after) {
                    state.board.ends(conversation);
                    self.close(&mut state, conversation);
                }
            }
        }
        let told: Vec<ConversationId> = {
            let state = lock(&self.state);
            let touched = |id: &&ConversationId| applied.conversations.contains(*id);
            state.shown.keys().filter(touched).cloned().collect()
        };
        let read = session.cache.read(|reader| {
            let mut begun = Vec::new();
            for (conversation, moved) in &moved {
                if policy::begins_waiting(moved.before, moved.after)
                    && let Some(row) = reader.get::<Conversation>(conversation)?
                {
                    let since = row.body.waiting_since;
                    let since = since.map_or(now, |at| session.by_our_clock(at));
                    begun.push(((*conversation).clone(), since));
                }
            }
            let mut closing = Vec::new();
            for conversation in &applied.conversations {
                let row = reader.get::<Conversation>(conversation)?;
                closing.push((
                    conversation,
                    row.and_then(|row| session.reminder(&row.body)),
                ));
            }
            let mut rows = Vec::new();
            for conversation in told {
                let row = reader.get::<Conversation>(&conversation)?;
                rows.push((conversation, row.map(|row| row.body)));
            }
            let events = if live {
                happened::in_page(session, reader, applied)?
            } else {
                Vec::new()
            };
            let channels = match applied.kinds.contains(&Kind::Connection) {
                true => Some((
                    house::broken(reader)?,
                    live && house::heard(self, session, reader)?,
                )),
                false => None,
            };
            let counted = !applied.conversations.is_empty();
            let badge = counted.then(|| happened::badge(session, reader));
            Ok((begun, closing, rows, events, channels, badge.transpose()?))
        });
        let (begun, closing, rows, events, channels, badge) = match read {
            Ok(read) => read,
            Err(error) => return drop(session.cache_failed(&error)),
        };
        if let Some((broken, heard)) = channels {
            self.channels(broken, heard);
        }
        if !closing.is_empty() {
            let mut state = lock(&self.state);
            for (conversation, remind) in closing {
                state.board.closes(conversation, remind, now);
            }
            drop(state);
            self.changed.notify_one();
        }
        for (conversation, row) in &rows {
            self.close_if_settled(session, conversation, row.as_ref());
        }
        for event in &events {
            self.decide(session, event, now);
        }
        if !begun.is_empty() {
            let mut state = lock(&self.state);
            for (conversation, since) in begun {
                if live {
                    state.board.begins(conversation, since, now);
                } else {
                    state.board.joins(conversation, since, now);
                }
            }
            drop(state);
            self.changed.notify_one();
            // Last, so that "waits for a person" replaces "wrote" where one message did both.
            self.ring(session);
        }
        if let Some(badge) = badge {
            self.say_badge(badge);
        }
    }

    fn close_if_settled(
        &self,
        session: &Session,
        conversation: &ConversationId,
        row: Option<&Conversation>,
    ) {
        let mut state = lock(&self.state);
        let Some(shown) = state.shown.get(conversation) else {
            return;
        };
        let kind = &shown.notice.kind;
        if row.is_none_or(|row| policy::is_settled(kind, row, &session.me)) {
            self.close(&mut state, conversation);
        }
    }

    /// Tells what has come due, by what the cache says now.
    fn ring(&self, session: &Session) {
        let now = session.host.now();
        let due = lock(&self.state).board.due(now);
        if due.is_empty() {
            return;
        }
        let read = session.cache.read(|reader| {
            let mut events = Vec::new();
            for (conversation, due) in &due {
                let what = match due {
                    Due::Waits { since } => Happened::Waits {
                        waited: now.since(*since),
                    },
                    Due::Unopened => Happened::Unopened,
                    Due::Closing => match happened::closing(session, reader, conversation)? {
                        Some(what) => what,
                        None => continue,
                    },
                };
                let event = happened::about(session, reader, conversation, what)?;
                let event = event.filter(|event| match due {
                    Due::Waits { .. } => event.row.status == ConversationStatus::AwaitingAgent,
                    Due::Unopened => event.row.unread > 0,
                    Due::Closing => true,
                });
                events.push((conversation, event));
            }
            Ok(events)
        });
        match read {
            Ok(events) => {
                for (conversation, event) in &events {
                    match event {
                        Some(event) => self.decide(session, event, now),
                        None => lock(&self.state).board.ends(conversation),
                    }
                }
            }
            Err(error) => drop(session.cache_failed(&error)),
        }
    }

    fn decide(&self, session: &Session, event: &Event, now: UnixMillis) {
        let mut state = lock(&self.state);
        if let Some(message) = &event.failed
            && !state.told.insert(message.clone())
        {
            return;
        }
        let quiet = lock(&self.around.settings).quiet_hours;
        let situation = Situation {
            quiet: policy::is_quiet(quiet, &event.house, session.relay_now()),
            mine: event.row.assignee.as_ref() == Some(&session.me),
            may_reply: event.may_reply,
            looking: state.focused && state.conversation.as_ref() == Some(&event.conversation),
            muted: state.board.is_silenced(&event.conversation, now),
            presence: &event.presence,
        };
        match policy::judge(&event.what, &situation) {
            Verdict::Quiet => {}
            Verdict::Later => {
                state.board.look_again(event.conversation.clone(), now);
                self.changed.notify_one();
            }
            Verdict::Show(sound) => {
                let notice = event.notice(sound, now);
                let stands = state.shown.get(&event.conversation);
                if stands.is_some_and(|it| !policy::replaces(&it.notice.kind, &notice.kind)) {
                    return;
                }
                let shown = Shown {
                    notice: notice.clone(),
                    failed: event.failed.clone(),
                };
                state.shown.insert(event.conversation.clone(), shown);
                self.send(notice);
            }
        }
    }
}

/// From where to where a status moved in one page.
struct Moved<'a> {
    before: Option<&'a ConversationStatus>,
    after: &'a ConversationStatus,
}

/// A page first puts the base and then the prediction on top of it: only the first "before" and the last "after" were ever seen.
fn moves(applied: &Applied) -> BTreeMap<&ConversationId, Moved<'_>> {
    let mut moves: BTreeMap<&ConversationId, Moved<'_>> = BTreeMap::new();
    for change in &applied.statuses {
        let (before, after) = (change.before.as_ref(), &change.after);
        moves
            .entry(&change.conversation)
            .and_modify(|moved| moved.after = after)
            .or_insert(Moved { before, after });
    }
    moves
}
