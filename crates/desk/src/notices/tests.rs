//! The policy and the board as tables: the clock is a number.

use super::board::{Board, Due, Silenced};
use super::policy::*;
use super::sound::wav;
use crate::api::settings;
use crate::host::{NoticeAction, NoticeKind, Sound};
use domain::id::{ConversationId, StaffId};
use domain::staff::Presence;
use domain::time::{HOUR, MINUTE, UnixMillis};

const START: UnixMillis = UnixMillis(1_795_000_000_000);

fn at(minutes: f64) -> UnixMillis {
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a test")]
    let millis = (minutes * 60_000.0) as i64;
    START.plus(millis)
}

fn guest(name: &str) -> ConversationId {
    ConversationId::new(name.to_owned()).unwrap()
}

fn it(presence: &Presence) -> Situation<'_> {
    Situation {
        mine: true,
        may_reply: true,
        looking: false,
        muted: false,
        quiet: false,
        presence,
    }
}

/// BEYOND 5.4; DESIGN_UI 8: the bell rings at once, after 1 and after 5 minutes, then every 5 minutes.
#[test]
fn the_bell_s_ladder() {
    for (waited, next) in [
        (-1.0, 0.0),
        (0.0, 1.0),
        (0.99, 1.0),
        (1.0, 5.0),
        (4.99, 5.0),
        (5.0, 10.0),
        (7.0, 10.0),
        (10.0, 15.0),
        (61.0, 65.0),
    ] {
        assert_eq!(
            next_bell(START, at(waited)),
            at(next),
            "waited {waited} min"
        );
    }
}

/// DESIGN_UI 8: what is told to whom, and how it sounds.
#[test]
fn who_is_told_what() {
    let (online, away, offline) = (Presence::Online, Presence::Away, Presence::Offline);
    let waits = |minutes: i64| Happened::Waits {
        waited: minutes * MINUTE,
    };
    let assigned = Happened::Assigned { by: None };
    let bell = Verdict::Show(Some(Sound::Bell));
    let tick = Verdict::Show(Some(Sound::Tick));
    let table = [
        ("a guest waits", waits(0), it(&online), bell.clone()),
        (
            "who waits is everybody's",
            waits(0),
            Situation {
                mine: false,
                ..it(&online)
            },
            bell.clone(),
        ),
        (
            "on screen",
            waits(0),
            Situation {
                looking: true,
                ..it(&online)
            },
            Verdict::Quiet,
        ),
        (
            "cannot answer guests",
            waits(9),
            Situation {
                may_reply: false,
                ..it(&online)
            },
            Verdict::Quiet,
        ),
        (
            "away, colleagues may take it",
            waits(1),
            it(&away),
            Verdict::Quiet,
        ),
        ("away, nobody took it", waits(5), it(&away), bell.clone()),
        (
            "not there, colleagues may take it",
            waits(4),
            it(&offline),
            Verdict::Quiet,
        ),
        ("not there, nobody took it", waits(10), it(&offline), bell),
        (
            "my guest wrote",
            Happened::GuestWrote,
            it(&online),
            tick.clone(),
        ),
        (
            "bot chatter, or a colleague's guest",
            Happened::GuestWrote,
            Situation {
                mine: false,
                ..it(&online)
            },
            Verdict::Quiet,
        ),
        (
            "my guest, on screen",
            Happened::GuestWrote,
            Situation {
                looking: true,
                ..it(&online)
            },
            Verdict::Quiet,
        ),
        (
            "my guest, muted",
            Happened::GuestWrote,
            Situation {
                muted: true,
                ..it(&online)
            },
            Verdict::Quiet,
        ),
        (
            "my guest, away",
            Happened::GuestWrote,
            it(&away),
            Verdict::Later,
        ),
        (
            "my guest, away, muted",
            Happened::GuestWrote,
            Situation {
                muted: true,
                ..it(&away)
            },
            Verdict::Quiet,
        ),
        (
            "nobody opened it meanwhile",
            Happened::Unopened,
            it(&away),
            tick.clone(),
        ),
        (
            "it is a colleague's by now",
            Happened::Unopened,
            Situation {
                mine: false,
                ..it(&away)
            },
            Verdict::Quiet,
        ),
        ("given to me", assigned.clone(), it(&online), tick),
        ("given to me, away", assigned, it(&away), Verdict::Later),
        (
            "my message failed",
            Happened::Failed,
            it(&away),
            Verdict::Show(None),
        ),
        (
            "my message failed before my eyes",
            Happened::Failed,
            Situation {
                looking: true,
                ..it(&online)
            },
            Verdict::Quiet,
        ),
    ];
    for (name, what, situation, verdict) in table {
        assert_eq!(judge(&what, &situation), verdict, "{name}");
    }
}

/// DESIGN_UI 8: sound by scope.
#[test]
fn sounds_by_scope() {
    use settings::Sound::{All, Escalations, Off};
    for (setting, bell, tick) in [
        (All, true, true),
        (Escalations, true, false),
        (Off, false, false),
    ] {
        assert_eq!(audible(Sound::Bell, setting), bell, "{setting:?}");
        assert_eq!(audible(Sound::Tick, setting), tick, "{setting:?}");
    }
}

/// After five minutes the notification says how long, and nothing can be done from a locked screen.
#[test]
fn kinds_and_their_buttons() {
    use NoticeAction::{Claim, HandBack, Mute, Reply, Retry, Snooze};
    let waits = |minutes: i64| {
        kind(
            &Happened::Waits {
                waited: minutes * MINUTE + 3,
            },
            String::new(),
        )
    };
    assert_eq!(waits(4), NoticeKind::Escalation);
    assert_eq!(waits(12), NoticeKind::StillWaiting { minutes: 12 });
    for (kind, buttons) in [
        (NoticeKind::Escalation, &[Claim, Reply, Snooze][..]),
        (
            NoticeKind::StillWaiting { minutes: 5 },
            &[Claim, Reply, Snooze],
        ),
        (NoticeKind::GuestMessage, &[Reply, Mute]),
        (
            NoticeKind::Assigned {
                by: "Tomás".to_owned(),
            },
            &[Reply, HandBack],
        ),
        (NoticeKind::Failed, &[Retry]),
    ] {
        assert_eq!(actions(&kind, false), buttons);
        assert!(actions(&kind, true).is_empty());
    }
}

/// Rings at each step and only then, until somebody takes it.
#[test]
fn the_board_rings_until_somebody_acts() {
    let mut board = Board::default();
    assert_eq!(board.next(), None);
    board.begins(guest("kim"), START, START);
    let mut rung = Vec::new();
    for step in 0..=130 {
        let now = START.plus(step * 10_000);
        if !board.due(now).is_empty() {
            rung.push(step * 10);
        }
    }
    assert_eq!(rung, [0, 60, 300, 600, 900, 1200], "in seconds");
    board.ends(&guest("kim"));
    assert_eq!(board.next(), None);
    assert!(board.due(at(99.0)).is_empty());
}

/// The computer slept through three bells: one is enough.
#[test]
fn missed_bells_ring_once() {
    let mut board = Board::default();
    board.begins(guest("kim"), START, START);
    assert_eq!(
        board.due(at(17.0)),
        [(guest("kim"), Due::Waits { since: START })]
    );
    assert_eq!(board.next(), Some(at(20.0)));
}

/// BEYOND 5.4: *Snooze* is silence for five minutes, then the bell goes on; it survives a restart.
#[test]
fn snoozing_ends_by_itself_and_survives_a_restart() {
    let mut board = Board::default();
    board.begins(guest("kim"), START, START);
    board.due(START);
    board.silence(guest("kim"), at(0.5).plus(SNOOZE));
    assert_eq!(board.next(), Some(at(5.5)), "neither at 1 nor at 5 minutes");

    let kept: Silenced =
        serde_json::from_str(&serde_json::to_string(board.silenced()).unwrap()).unwrap();
    let mut again = Board::resume([(guest("kim"), START)], kept, at(2.0));
    assert!(again.due(at(5.4)).is_empty());
    assert_eq!(again.due(at(5.5)).len(), 1);
    assert_eq!(again.next(), Some(at(10.0)), "and on with the ladder");
}

/// A start is no alarm: who waited before is rung for at their next step.
#[test]
fn who_waited_before_the_start_joins_the_ladder() {
    let mut board = Board::resume([(guest("kim"), START)], Silenced::new(), at(12.0));
    assert!(board.due(at(12.0)).is_empty());
    assert_eq!(board.next(), Some(at(15.0)));
}

/// A guest who was silenced and begins to wait anew rings: silence is about what was known then.
#[test]
fn a_new_escalation_ends_the_silence() {
    let mut board = Board::default();
    board.silence(guest("kim"), START.plus(MUTE));
    assert!(board.is_silenced(&guest("kim"), at(59.0)));
    assert!(!board.is_silenced(&guest("kim"), START.plus(HOUR)));
    board.begins(guest("kim"), at(3.0), at(3.0));
    assert!(!board.is_silenced(&guest("kim"), at(3.0)));
    assert_eq!(board.due(at(3.0)).len(), 1);
}

/// While not Online: looked at again after five minutes, counted from the first message, once.
#[test]
fn a_message_while_away_is_looked_at_again() {
    let mut board = Board::default();
    board.look_again(guest("kim"), START);
    board.look_again(guest("kim"), at(3.0));
    assert!(board.due(at(4.9)).is_empty());
    assert_eq!(board.due(at(5.0)), [(guest("kim"), Due::Unopened)]);
    assert_eq!(board.next(), None);
}

/// BEYOND 2.5.5: an assignment tells its new person, and nobody who gave it to themselves.
#[test]
fn an_assignment_tells_its_new_person() {
    let me = StaffId::new("me".to_owned()).unwrap();
    let line = |by: &str, to: &str| -> domain::message::Message {
        serde_json::from_value(serde_json::json!({
            "conversation": "kim", "author": "system", "staff": by, "state": "stored", "text": "",
            "content": {"type": "event", "event": "assigned", "to": to}, "at": 1,
        }))
        .unwrap()
    };
    let by = StaffId::new("olga".to_owned()).unwrap();
    let told = Some(Happened::Assigned { by: Some(by) });
    assert_eq!(of_message(&line("olga", "me"), true, &me, |_| false), told);
    assert_eq!(
        of_message(&line("olga", "me"), false, &me, |_| false),
        None,
        "only once"
    );
    assert_eq!(
        of_message(&line("olga", "tomas"), true, &me, |_| false),
        None
    );
    assert_eq!(of_message(&line("me", "me"), true, &me, |_| false), None);
}

/// DESIGN_UI 8, BEYOND 2.5.15: a note that names me tells me once, a note of mine nobody; while Away it can wait.
#[test]
fn a_note_tells_whom_it_names() {
    let me = StaffId::new("me".to_owned()).unwrap();
    let note = |by: &str, author: &str| -> domain::message::Message {
        serde_json::from_value(serde_json::json!({
            "conversation": "kim", "author": author, "staff": by, "state": "stored", "text": "@Me",
            "content": {"type": "text"}, "at": 1,
        }))
        .unwrap()
    };
    let by = StaffId::new("olga".to_owned()).unwrap();
    let told = Happened::Mentioned { by: Some(by) };
    let named = |text: &str| text == "@Me";
    let of = |message| of_message(&message, true, &me, named);
    assert_eq!(of(note("olga", "note")), Some(told.clone()));
    assert_eq!(of(note("me", "note")), None);
    assert_eq!(of(note("olga", "staff")), None, "that one is the guest's");
    assert_eq!(
        of_message(&note("olga", "note"), false, &me, named),
        None,
        "only once"
    );
    assert_eq!(
        of_message(&note("olga", "note"), true, &me, |_| false),
        None
    );
    let others = Situation {
        mine: false,
        may_reply: false,
        muted: true,
        ..it(&Presence::Online)
    };
    let tick = Verdict::Show(Some(Sound::Tick));
    assert_eq!(judge(&told, &others), tick, "whoever has it");
    let looking = Situation {
        looking: true,
        ..it(&Presence::Online)
    };
    assert_eq!(judge(&told, &looking), Verdict::Quiet);
    assert_eq!(judge(&told, &it(&Presence::Away)), Verdict::Quiet);
    let mentioned = NoticeKind::Mentioned { by: String::new() };
    assert!(!replaces(&NoticeKind::Escalation, &mentioned));
    assert!(!replaces(
        &NoticeKind::StillWaiting { minutes: 5 },
        &mentioned
    ));
    assert!(replaces(&NoticeKind::GuestMessage, &mentioned));
    assert!(replaces(&mentioned, &NoticeKind::Escalation));
}

/// DESIGN_UI 8: in quiet hours only who waits is announced; they go by the hotel's clock and over midnight.
#[test]
fn quiet_hours_spare_escalations() {
    let quiet = Situation {
        quiet: true,
        ..it(&Presence::Online)
    };
    let waits = Happened::Waits { waited: 0 };
    assert_eq!(judge(&waits, &quiet), Verdict::Show(Some(Sound::Bell)));
    for muted in [
        Happened::GuestWrote,
        Happened::Unopened,
        Happened::Assigned { by: None },
        Happened::Mentioned { by: None },
        Happened::Closing { at: String::new() },
        Happened::Failed,
    ] {
        assert_eq!(judge(&muted, &quiet), Verdict::Quiet, "{muted:?}");
    }
    let lisbon = jiff::tz::TimeZone::get("Europe/Lisbon").unwrap();
    let clock = |time: &str| {
        // Summer time: an hour ahead of UTC.
        let at: jiff::Timestamp = format!("2026-07-14T{time}+01:00").parse().unwrap();
        UnixMillis(at.as_millisecond())
    };
    let hours = |on, from, to| settings::QuietHours { on, from, to };
    let night = hours(true, 22 * 60, 7 * 60);
    for (time, expected) in [
        ("21:59:59", false),
        ("22:00:00", true),
        ("23:30:00", true),
        ("00:00:00", true),
        ("06:59:00", true),
        ("07:00:00", false),
        ("12:00:00", false),
    ] {
        assert_eq!(is_quiet(night, &lisbon, clock(time)), expected, "{time}");
    }
    let noon = hours(true, 12 * 60, 14 * 60);
    assert!(is_quiet(noon, &lisbon, clock("13:00:00")));
    assert!(!is_quiet(noon, &lisbon, clock("14:00:00")));
    let late = clock("23:00:00");
    assert!(!is_quiet(hours(false, 0, 1439), &lisbon, late));
    assert!(!is_quiet(hours(true, 600, 600), &lisbon, late));
}

/// BEYOND 5.5: an unanswered guest of mine is on the board until half an hour before the window closes, and not after.
#[test]
fn an_unanswered_guest_is_remembered() {
    let me = StaffId::new("me".to_owned()).unwrap();
    let row = |author: &str, channel: &str, assignee: &str| -> domain::conversation::Conversation {
        serde_json::from_value(serde_json::json!({
            "contact": "kim", "channel": channel, "connection": "n", "property": "p", "status": "AGENT_ASSIGNED",
            "assignee": assignee, "card": {"name": "Kim"}, "last_at": START, "opened_at": START, "last_guest_at": START,
            "preview": {"author": author, "content": "text", "text": "x", "state": "received"},
        }))
        .unwrap()
    };
    let until = |author, channel, assignee| unanswered_until(&row(author, channel, assignee), &me);
    let day = START.plus(24 * HOUR);
    assert_eq!(until("guest", "whatsapp", "me"), Some(day));
    assert_eq!(until("bot", "whatsapp", "me"), Some(day), "held off");
    assert_eq!(until("staff", "whatsapp", "me"), None, "answered");
    assert_eq!(until("guest", "whatsapp", "olga"), None, "a colleague's");
    assert_eq!(until("guest", "livechat", "me"), None, "no window");

    let mut board = Board::default();
    board.closes(&guest("kim"), Some(at(30.0)), START);
    assert_eq!(board.next(), Some(at(30.0)));
    assert!(board.due(at(29.9)).is_empty());
    assert_eq!(board.due(at(30.0)), [(guest("kim"), Due::Closing)]);
    assert_eq!(board.next(), None, "once");
    board.closes(&guest("kim"), Some(at(30.0)), at(31.0));
    assert_eq!(board.next(), None, "too late to remind");
    board.closes(&guest("kim"), Some(at(60.0)), at(31.0));
    board.closes(&guest("kim"), None, at(32.0));
    assert_eq!(board.next(), None, "answered");
    let happened = Happened::Closing {
        at: "10:21".to_owned(),
    };
    let online = it(&Presence::Online);
    assert_eq!(judge(&happened, &online), Verdict::Show(None));
    assert_eq!(judge(&happened, &it(&Presence::Away)), Verdict::Quiet);
    let shown = kind(&happened, String::new());
    assert!(is_settled(&shown, &row("staff", "whatsapp", "me"), &me));
    assert!(!is_settled(&shown, &row("guest", "whatsapp", "me"), &me));
}

/// Waiting begins and ends once.
#[test]
fn waiting_begins_and_ends_once() {
    use domain::conversation::ConversationStatus as Status;
    assert!(begins_waiting(
        Some(&Status::BotHandling),
        &Status::AwaitingAgent
    ));
    assert!(begins_waiting(None, &Status::AwaitingAgent));
    assert!(!begins_waiting(
        Some(&Status::AwaitingAgent),
        &Status::AwaitingAgent
    ));
    assert!(ends_waiting(
        Some(&Status::AwaitingAgent),
        &Status::AgentAssigned
    ));
    assert!(ends_waiting(
        Some(&Status::AgentAssigned),
        &Status::Resolved
    ));
    assert!(!ends_waiting(
        Some(&Status::BotHandling),
        &Status::AgentAssigned
    ));
}

/// The sounds are whole files that begin and end in silence and do not clip; the bell is heard, the tick is soft.
#[test]
fn sounds_are_well_formed() {
    let loudest = |sound: Sound| {
        let file = wav(sound);
        assert_eq!((&file[..4], &file[8..16]), (&b"RIFF"[..], &b"WAVEfmt "[..]));
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(4) + 8, file.len());
        assert_eq!(number(40) + 44, file.len());
        let samples: Vec<i16> = file[44..]
            .chunks(2)
            .map(|pair| i16::from_le_bytes(pair.try_into().unwrap()))
            .collect();
        assert!(samples[0].abs() < 50 && samples[samples.len() - 1].abs() < 1500);
        samples
            .iter()
            .map(|value| value.unsigned_abs())
            .max()
            .unwrap()
    };
    let (bell, tick) = (loudest(Sound::Bell), loudest(Sound::Tick));
    assert!((6_000..30_000).contains(&bell), "{bell}");
    assert!((1_000..5_000).contains(&tick), "{tick}");
}
