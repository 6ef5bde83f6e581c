//! What is worth a notification, and when again. Pure: the clock is an argument.

use crate::api::settings;
use crate::host::{NoticeAction, NoticeKind, Sound};
use domain::conversation::{Conversation, ConversationStatus as Status};
use domain::delivery::MessageState;
use domain::id::StaffId;
use domain::message::{Author, Content, Event, Message};
use domain::staff::Presence;
use domain::time::{HOUR, MINUTE, UnixMillis};
use domain::window;
use jiff::tz::TimeZone;

/// The bell's distance once somebody has waited this long; also how long nobody Online may take before those who are not are told.
pub(crate) const STEP: i64 = 5 * MINUTE;
/// How long *Snooze* silences a waiting guest.
pub(crate) const SNOOZE: i64 = 5 * MINUTE;
/// How long *Mute* silences a guest of one's own.
pub(crate) const MUTE: i64 = HOUR;

/// How long before the reply window closes its person is reminded.
pub(crate) const CLOSING: i64 = 30 * MINUTE;

/// Something that may concern the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Happened {
    /// A guest waits for a person, for so many milliseconds.
    Waits {
        /// Since the conversation was passed to the team.
        waited: i64,
    },
    /// A guest wrote.
    GuestWrote,
    /// A guest's message nobody has opened since [`STEP`] ago, while its person was not Online.
    Unopened,
    /// A colleague gave the conversation to me.
    Assigned {
        /// Who.
        by: Option<StaffId>,
    },
    /// A colleague named me in a note.
    Mentioned {
        /// Who.
        by: Option<StaffId>,
    },
    /// Nobody has answered my guest, and the reply window closes in [`CLOSING`].
    Closing {
        /// When it closes, by the hotel's clock.
        at: String,
    },
    /// A message of mine was not delivered.
    Failed,
}

/// How the person and the conversation stand to each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Situation<'a> {
    /// The conversation is theirs.
    pub(crate) mine: bool,
    /// They may answer guests at all.
    pub(crate) may_reply: bool,
    /// It is before their eyes.
    pub(crate) looking: bool,
    /// They silenced this guest, and the time is not over.
    pub(crate) muted: bool,
    /// It is the computer's quiet hours.
    pub(crate) quiet: bool,
    /// What they chose to be.
    pub(crate) presence: &'a Presence,
}

/// What to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing.
    Quiet,
    /// Ask again in [`STEP`].
    Later,
    /// Tell the person, with this sound.
    Show(Option<Sound>),
}

/// A waiting guest concerns everybody who may answer; a guest's words only who has the conversation. What is before the person's
/// eyes needs no notification, and in quiet hours nothing but a waiting guest gets one. Who is not Online is told only what nobody took for five minutes: nothing is lost because a
/// whole team went to lunch.
pub(crate) fn judge(what: &Happened, it: &Situation<'_>) -> Verdict {
    let there = !matches!(it.presence, Presence::Away | Presence::Offline);
    if it.looking {
        return Verdict::Quiet;
    }
    match what {
        Happened::Waits { .. } => {}
        _ if it.quiet => return Verdict::Quiet,
        _ => {}
    }
    match what {
        Happened::Waits { waited } if it.may_reply && (there || *waited >= STEP) => {
            Verdict::Show(Some(Sound::Bell))
        }
        Happened::GuestWrote | Happened::Assigned { .. } if it.mine && !it.muted => {
            if there {
                Verdict::Show(Some(Sound::Tick))
            } else {
                Verdict::Later
            }
        }
        Happened::Unopened if it.mine && !it.muted => Verdict::Show(Some(Sound::Tick)),
        Happened::Mentioned { .. } if there => Verdict::Show(Some(Sound::Tick)),
        Happened::Closing { .. } if it.mine && !it.muted && there => Verdict::Show(None),
        Happened::Failed => Verdict::Show(None),
        Happened::Waits { .. }
        | Happened::GuestWrote
        | Happened::Unopened
        | Happened::Mentioned { .. }
        | Happened::Closing { .. }
        | Happened::Assigned { .. } => Verdict::Quiet,
    }
}

/// When the bell rings next for who waits since `since` (DESIGN_UI 8): at once, after 1 and after 5 minutes, then every 5
/// minutes. Always later than `now`.
pub(crate) fn next_bell(since: UnixMillis, now: UnixMillis) -> UnixMillis {
    let waited = now.since(since);
    let next = if waited < 0 {
        0
    } else if waited < MINUTE {
        MINUTE
    } else {
        (waited / STEP + 1) * STEP
    };
    since.plus(next)
}

/// Whether it is quiet at `now` at the house, from one minute of the day to another; over midnight where the end is the earlier one.
pub(crate) fn is_quiet(setting: settings::QuietHours, house: &TimeZone, now: UnixMillis) -> bool {
    if !setting.on || setting.from == setting.to {
        return false;
    }
    let at = hotel_time(house, now);
    let minute = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
    if setting.from < setting.to {
        (setting.from..setting.to).contains(&minute)
    } else {
        !(setting.to..setting.from).contains(&minute)
    }
}

/// The time of day at the house.
pub(crate) fn hotel_time(house: &TimeZone, at: UnixMillis) -> jiff::civil::Time {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    at.to_zoned(house.clone()).time()
}

/// When the window of an unanswered guest of mine closes, if it has one.
pub(crate) fn unanswered_until(row: &Conversation, me: &StaffId) -> Option<UnixMillis> {
    let mine = row.status == Status::AgentAssigned && row.assignee.as_ref() == Some(me);
    // The bot's holding text answers nobody.
    let last = row.preview.as_ref().map(|it| &it.author);
    let unanswered = matches!(last, Some(Author::Guest | Author::Bot));
    let length = window::length(&row.channel)?;
    let last = row.last_guest_at?;
    (mine && unanswered).then(|| last.plus(length))
}

/// Whether a new notification takes the place of one that stands: the words of a colleague do not push a waiting guest aside.
pub(crate) fn replaces(old: &NoticeKind, new: &NoticeKind) -> bool {
    let waits = matches!(
        old,
        NoticeKind::Escalation | NoticeKind::StillWaiting { .. }
    );
    !(waits && matches!(new, NoticeKind::Mentioned { .. }))
}

/// Whether this computer may make the sound (the setting's scope).
pub(crate) fn audible(sound: Sound, setting: settings::Sound) -> bool {
    match setting {
        settings::Sound::All => true,
        settings::Sound::Escalations => sound == Sound::Bell,
        settings::Sound::Off => false,
    }
}

/// What is told, as the words and the buttons see it. `by` is a colleague's name.
pub(crate) fn kind(what: &Happened, by: String) -> NoticeKind {
    match what {
        Happened::Waits { waited } if *waited >= STEP => NoticeKind::StillWaiting {
            minutes: u32::try_from(waited / MINUTE).unwrap_or(u32::MAX),
        },
        Happened::Waits { .. } => NoticeKind::Escalation,
        Happened::GuestWrote | Happened::Unopened => NoticeKind::GuestMessage,
        Happened::Assigned { .. } => NoticeKind::Assigned { by },
        Happened::Mentioned { .. } => NoticeKind::Mentioned { by },
        Happened::Closing { at } => NoticeKind::Closing { at: at.clone() },
        Happened::Failed => NoticeKind::Failed,
    }
}

/// The buttons of a notification. Nothing can be done from a locked screen.
pub(crate) fn actions(kind: &NoticeKind, private: bool) -> &'static [NoticeAction] {
    use NoticeAction::{Claim, HandBack, Mute, Reply, Retry, Snooze};
    match kind {
        _ if private => &[],
        NoticeKind::Escalation | NoticeKind::StillWaiting { .. } => &[Claim, Reply, Snooze],
        NoticeKind::GuestMessage => &[Reply, Mute],
        NoticeKind::Assigned { .. } => &[Reply, HandBack],
        NoticeKind::Mentioned { .. } => &[],
        NoticeKind::Closing { .. } => &[Reply],
        NoticeKind::Failed => &[Retry],
    }
}

/// Nobody of the staff can make a conversation wait, so there is no "unless it was me".
pub(crate) fn begins_waiting(before: Option<&Status>, after: &Status) -> bool {
    *after == Status::AwaitingAgent && before != Some(after)
}

/// Claimed, resolved or expired, here or elsewhere: its notification is of yesterday.
pub(crate) fn ends_waiting(before: Option<&Status>, after: &Status) -> bool {
    let waited = before == Some(&Status::AwaitingAgent) && *after != Status::AwaitingAgent;
    waited || matches!(after, Status::Resolved | Status::Expired)
}

/// Whether somebody opened what a notification of this kind was about, or has it now: it is of yesterday.
pub(crate) fn is_settled(kind: &NoticeKind, row: &Conversation, me: &StaffId) -> bool {
    let mine = row.assignee.as_ref() == Some(me);
    match kind {
        NoticeKind::GuestMessage => row.unread == 0 || !mine,
        NoticeKind::Assigned { .. } => !mine,
        NoticeKind::Closing { .. } => unanswered_until(row, me).is_none(),
        NoticeKind::Escalation
        | NoticeKind::StillWaiting { .. }
        | NoticeKind::Mentioned { .. }
        | NoticeKind::Failed => false,
    }
}

/// What a message that is new (or changed) means to `me`, whom a note may name.
pub(crate) fn of_message(
    message: &Message,
    new: bool,
    me: &StaffId,
    names_me: impl FnOnce(&str) -> bool,
) -> Option<Happened> {
    match (&message.author, &message.content) {
        (Author::Guest, _) if new => Some(Happened::GuestWrote),
        (Author::Note, _)
            if new && message.staff.as_ref() != Some(me) && names_me(&message.text) =>
        {
            Some(Happened::Mentioned {
                by: message.staff.clone(),
            })
        }
        (Author::Staff, _) if message.staff.as_ref() == Some(me) => {
            (message.state == MessageState::Failed).then_some(Happened::Failed)
        }
        (_, Content::Event(Event::Assigned { to }))
            if new && to == me && message.staff.as_ref() != Some(me) =>
        {
            Some(Happened::Assigned {
                by: message.staff.clone(),
            })
        }
        _ => None,
    }
}
