//! Tells colleagues which conversation is open here, so that two do not answer one guest (BEYOND 2.5.1).
//!
//! Said over the stream or not at all, again while it lasts, and believed for a limited time: a desk that dies leaves nothing behind.

use crate::session::Session;
use domain::id::ConversationId;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, sleep_until};
use wire::stream::FromDesk;

/// What the window shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Screen {
    open: Option<ConversationId>,
    focused: bool,
}

/// Where the window says what it shows.
#[derive(Default)]
pub(crate) struct Viewing {
    screen: watch::Sender<Screen>,
    joined: Notify,
}

impl Viewing {
    /// The stream is there: what was said while it was not has reached nobody.
    pub(crate) fn joined(&self) {
        self.joined.notify_one();
    }

    /// The window shows this now.
    pub(crate) fn look(&self, open: Option<ConversationId>, focused: bool) {
        self.screen.send_if_modified(|screen| {
            let now = Screen { open, focused };
            let news = *screen != now;
            *screen = now;
            news
        });
    }
}

/// Runs until the session ends.
pub(crate) async fn run(session: Arc<Session>) {
    let mut teller = Teller {
        screens: session.viewing.screen.subscribe(),
        session: &session,
        said: None,
        left_at: None,
    };
    tokio::select! {
        biased;
        () = session.cancel.cancelled() => {}
        () = teller.follow() => {}
    }
    // Lost where the stream has gone first.
    teller.say(None);
}

struct Teller<'s> {
    screens: watch::Receiver<Screen>,
    session: &'s Session,
    /// What colleagues were told is open.
    said: Option<ConversationId>,
    /// When the window lost the focus.
    left_at: Option<Instant>,
}

impl Teller<'_> {
    /// Ends with the session.
    async fn follow(&mut self) {
        let session = self.session;
        let options = &session.options;
        loop {
            let Screen { open, focused } = self.screens.borrow_and_update().clone();
            let left_at = self.left_at.take().unwrap_or_else(Instant::now);
            self.left_at = (!focused).then_some(left_at);
            let idle_at = left_at + options.viewing_idle;
            let open = open.filter(|_| focused || Instant::now() < idle_at);
            if open != self.said {
                self.say(None);
            }
            let pause = match (&open, &self.said) {
                (None, _) => Duration::MAX,
                (Some(_), None) => options.viewing_after,
                (Some(_), Some(_)) => options.viewing_again,
            };
            tokio::select! {
                biased;
                changed = self.screens.changed() => {
                    if changed.is_err() {
                        return;
                    }
                }
                () = sleep(pause), if open.is_some() => self.say(open),
                () = session.viewing.joined.notified(), if self.said.is_some() => self.say(open),
                () = sleep_until(idle_at), if open.is_some() && !focused => {}
            }
        }
    }

    /// Nobody listens while the stream is not joined.
    fn say(&mut self, open: Option<ConversationId>) {
        let signals = &self.session.signals;
        if let Some(conversation) = self.said.take()
            && open.as_ref() != Some(&conversation)
        {
            let on = false;
            let _ = signals.send(FromDesk::Viewing { conversation, on });
        }
        if let Some(conversation) = open.clone() {
            let on = true;
            let _ = signals.send(FromDesk::Viewing { conversation, on });
        }
        self.said = open;
    }
}
