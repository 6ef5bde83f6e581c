//! Notifications as the whole desk gives them to a computer: the bell, its buttons, silence, the locked screen, the count.

use crate::fake::{FakeRelay, at_work, record};
use crate::world::{Place, World, quick, seconds};
use desk::Options;
use desk::host::{Badge, News, Notice, NoticeAction, NoticeAnswer, NoticeKind, Sound};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::time::Duration;

const MINUTE: i64 = 60_000;

impl Place {
    /// Everything shown about a guest so far, once there are this many.
    async fn notices_of(&self, guest: &str, count: usize) -> Vec<Notice> {
        self.until(&format!("{count} notices of {guest:?}"), || async {
            let shown = self.host.notices.lock().unwrap().clone();
            let shown: Vec<Notice> = shown.into_iter().filter(|n| n.guest == guest).collect();
            (shown.len() >= count).then_some(shown)
        })
        .await
    }

    fn minutes_pass(&self, minutes: i64) {
        self.host
            .ahead
            .fetch_add(minutes * MINUTE, Ordering::Relaxed);
    }

    async fn press(&self, conversation: &Value, action: NoticeAction) {
        let id = conversation.as_str().unwrap();
        self.desk
            .notice_answered(id, NoticeAnswer::Pressed(action))
            .await
            .unwrap();
    }
}

/// A guest of this test alone who waits, seen at this place.
async fn who_waits(world: &World, place: &Place, name: &str) -> Value {
    let guest = world.guest(name);
    world.writes(&guest, "I want a human").await;
    place
        .row(name, |row| row["status"] == "AWAITING_AGENT")
        .await["id"]
        .clone()
}

/// BEYOND 5.4: the bell rings again while nobody acts, says how long and why, and is silent once somebody claimed
/// from the notification itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_bell_rings_until_somebody_claims() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Gil Bell").await;
    let first = &ines.notices_of("Gil Bell", 1).await[0];
    assert_eq!(
        (&first.kind, first.sound, first.text.as_str()),
        (&NoticeKind::Escalation, Some(Sound::Bell), "I want a human")
    );
    assert_eq!(
        first.actions,
        [
            NoticeAction::Claim,
            NoticeAction::Reply,
            NoticeAction::Snooze
        ]
    );
    ines.minutes_pass(1);
    ines.notices_of("Gil Bell", 2).await;
    ines.minutes_pass(4);
    let third = ines.notices_of("Gil Bell", 3).await[2].clone();
    assert_eq!(third.kind, NoticeKind::StillWaiting { minutes: 5 });
    assert_eq!(third.reason.as_deref(), Some("asked_for_person"));
    assert_eq!(third.sound, Some(Sound::Bell));

    ines.press(&id, NoticeAction::Claim).await;
    ines.row("Gil Bell", |row| row["status"] == "AGENT_ASSIGNED")
        .await;
    ines.until_settled().await;
    let closed = ines.host.closed.lock().unwrap().clone();
    assert!(closed.iter().any(|it| json!(it) == id));
    ines.minutes_pass(30);
    // Another guest's bell comes after the one that must not.
    who_waits(&world, &ines, "Hal Bell").await;
    ines.notices_of("Hal Bell", 1).await;
    assert_eq!(ines.notices_of("Gil Bell", 3).await.len(), 3);
}

/// BEYOND 5.4: *Snooze* silences one guest for five minutes, also when the app is started again meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn a_snooze_survives_a_restart() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Ira Nap").await;
    ines.notices_of("Ira Nap", 1).await;
    ines.minutes_pass(2);
    ines.notices_of("Ira Nap", 2).await;
    ines.press(&id, NoticeAction::Snooze).await;
    let ines = ines.restart().await;
    ines.until_live().await;
    ines.minutes_pass(4);
    who_waits(&world, &ines, "Jan Awake").await;
    ines.notices_of("Jan Awake", 1).await;
    assert_eq!(
        ines.notices_of("Ira Nap", 2).await.len(),
        2,
        "silent through the bell at 5 minutes"
    );
    ines.minutes_pass(1);
    let shown = ines.notices_of("Ira Nap", 3).await;
    assert_eq!((shown[2].urgent, shown[2].sound), (true, Some(Sound::Bell)));
}

/// *Reply* to who waits takes the conversation, shows the window and asks for the caret.
#[tokio::test(flavor = "multi_thread")]
async fn reply_takes_and_opens() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Kai Reply").await;
    ines.notices_of("Kai Reply", 1).await;
    ines.press(&id, NoticeAction::Reply).await;
    ines.row("Kai Reply", |row| row["status"] == "AGENT_ASSIGNED")
        .await;
    let opened = json!({"event": "open", "conversation": id, "compose": true});
    let events = ines.host.events.lock().unwrap().clone();
    assert!(events.iter().any(|event| json!(event) == opened));
    assert_eq!(ines.host.presented.load(Ordering::Relaxed), 1);
    ines.until_settled().await;
}

/// A colleague was faster: pressing *Claim* shows the conversation, where it is said.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_comes_too_late_opens_the_conversation() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let id = who_waits(&world, &ines, "Leo Late").await;
    tomas
        .row("Leo Late", |row| row["status"] == "AWAITING_AGENT")
        .await;
    tomas.act(&id, "claim").await;
    ines.row("Leo Late", |row| row["status"] == "AGENT_ASSIGNED")
        .await;
    let answer = NoticeAnswer::Pressed(NoticeAction::Claim);
    let refused = ines
        .desk
        .notice_answered(id.as_str().unwrap(), answer)
        .await;
    assert_eq!(refused.unwrap_err().code, "already_claimed");
    assert_eq!(ines.host.presented.load(Ordering::Relaxed), 1);
}

/// DESIGN_UI 8: while Away only what nobody took for five minutes: a guest who waits, and words of one's own guest that stayed
/// unopened.
#[tokio::test(flavor = "multi_thread")]
async fn away_hears_only_what_nobody_took() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let mine = world.guest("Mo Mine");
    world.writes(&mine, "hello").await;
    let id = ines.row("Mo Mine", |_| true).await["id"].clone();
    ines.act(&id, "take_over").await;
    ines.call("set_presence", json!({"presence": "away"})).await;
    ines.until_settled().await;
    world.writes(&mine, "are you there?").await;
    ines.message(&id, "are you there?", |_| true).await;
    who_waits(&world, &ines, "Nia Waits").await;
    assert!(ines.host.notices.lock().unwrap().is_empty());
    ines.minutes_pass(1);
    ines.minutes_pass(4);
    let waits = ines.notices_of("Nia Waits", 1).await;
    assert_eq!(waits[0].kind, NoticeKind::StillWaiting { minutes: 5 });
    let unopened = ines.notices_of("Mo Mine", 1).await;
    assert_eq!(unopened[0].kind, NoticeKind::GuestMessage);
    assert_eq!(unopened[0].text, "are you there?");
}

/// DESIGN_UI 8, 12.8: a locked screen gets no name, no room, no word and no button; they come back with it, without a sound. The
/// setting allows names.
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_screen_names_nobody() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Ola Secret").await;
    ines.notices_of("Ola Secret", 1).await;
    ines.desk.screen_locked(true);
    let private = ines.notices_of("", 1).await;
    let it = &private[0];
    assert!(it.private && it.urgent && it.sound.is_none() && it.actions.is_empty());
    assert_eq!(
        (json!(it.conversation), it.text.as_str(), &it.room),
        (id, "", &None)
    );
    who_waits(&world, &ines, "Pia Secret").await;
    assert_eq!(
        ines.notices_of("", 2).await[1].sound,
        Some(Sound::Bell),
        "heard all the same"
    );
    let all = format!("{:?}", ines.host.notices.lock().unwrap()[1..].to_vec());
    assert!(!all.contains("Secret") && !all.contains("human"), "{all}");
    ines.desk.screen_locked(false);
    let back = ines.notices_of("Ola Secret", 2).await;
    assert_eq!((back[1].sound, back[1].actions.len()), (None, 3));
    ines.notices_of("Pia Secret", 1).await;

    let mut settings = ines.call("settings", Value::Null).await;
    settings["lock_screen_names"] = json!(true);
    ines.call("save_settings", settings).await;
    ines.desk.screen_locked(true);
    ines.notices_of("Ola Secret", 3).await;
    assert_eq!(
        ines.notices_of("", 2).await.len(),
        2,
        "names are allowed now"
    );
}

/// A daemon merges private notifications, because they say the same: each comes back by its own name.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_locked_screen_merged_comes_back() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Una Merged").await;
    ines.notices_of("Una Merged", 1).await;
    ines.desk.screen_locked(true);
    ines.desk
        .notice_answered(id.as_str().unwrap(), NoticeAnswer::Gone)
        .await
        .unwrap();
    ines.desk.screen_locked(false);
    ines.notices_of("Una Merged", 2).await;
}

/// What left the screen is not drawn again when the screen opens.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_dismissed_stays_away() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Quin Gone").await;
    ines.notices_of("Quin Gone", 1).await;
    let id = id.as_str().unwrap();
    ines.desk
        .notice_answered(id, NoticeAnswer::Gone)
        .await
        .unwrap();
    ines.desk.screen_locked(true);
    ines.desk.screen_locked(false);
    who_waits(&world, &ines, "Rob After").await;
    ines.notices_of("Rob After", 1).await;
    assert_eq!(ines.notices_of("Quin Gone", 1).await.len(), 1);
}

/// DESIGN_UI 8: the badge counts guests who wait plus my unread conversations; nobody is counted for nobody.
#[tokio::test(flavor = "multi_thread")]
async fn the_badge_counts_people() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let badge = || {
        *ines
            .host
            .badges
            .lock()
            .unwrap()
            .last()
            .unwrap_or(&Badge::default())
    };
    ines.until_history().await;
    let before = badge();
    let guest = world.guest("Sam Count");
    world.writes(&guest, "help").await;
    let waits = Badge {
        waiting: before.waiting + 1,
        ..before
    };
    ines.until("one more waits", || async {
        (badge() == waits).then_some(())
    })
    .await;
    let id = ines
        .row("Sam Count", |row| row["status"] == "AWAITING_AGENT")
        .await["id"]
        .clone();
    ines.act(&id, "claim").await;
    ines.until("nobody more waits", || async {
        (badge().waiting == before.waiting).then_some(())
    })
    .await;
    ines.act(&id, "mark_read").await;
    ines.until_settled().await;
    world.writes(&guest, "and another thing").await;
    let unread = Badge {
        unread: before.unread + 1,
        ..before
    };
    ines.until("one more unread", || async {
        (badge() == unread).then_some(())
    })
    .await;
    ines.call("sign_out", Value::Null).await;
    ines.until("nobody is counted", || async {
        (badge() == Badge::default()).then_some(())
    })
    .await;
}

/// *Quit* is the host's to do; on the way the outbox gets its moment.
#[tokio::test(flavor = "multi_thread")]
async fn quitting_lets_the_outbox_leave() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Tea Bye").await;
    ines.act(&id, "claim").await;
    ines.say(&id, "good night").await;
    ines.call("quit", Value::Null).await;
    assert_eq!(ines.host.quits.load(Ordering::Relaxed), 1);
    ines.desk.flush(crate::world::PATIENCE).await;
    let outbox = ines.call("outbox", Value::Null).await;
    let unsent = |entry: &Value| matches!(entry["state"].as_str(), Some("queued" | "sending"));
    assert!(!outbox.as_array().unwrap().iter().any(unsent), "{outbox}");
}

impl Place {
    async fn set(&self, field: &str, value: Value) {
        let mut settings = self.call("settings", Value::Null).await;
        settings[field] = value;
        self.call("save_settings", settings).await;
    }

    async fn note(&self, conversation: &Value, text: &str) {
        let args = json!({"conversation": conversation, "text": text, "attachments": []});
        self.call("add_note", args).await;
    }
}

/// DESIGN_UI 8, BEYOND 2.5.15: a colleague's note that names me is announced with its words and a tick, opens the conversation,
/// and does not push a waiting guest aside; in quiet hours it is not announced, a waiting guest is.
#[tokio::test(flavor = "multi_thread")]
async fn mentions_are_announced_and_quiet_hours_kept() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let id = who_waits(&world, &ines, "Ona Named").await;
    ines.notices_of("Ona Named", 1).await;
    tomas
        .row("Ona Named", |row| row["status"] == "AWAITING_AGENT")
        .await;
    tomas.note(&id, "still waits: @Inês").await;
    ines.message(&id, "still waits: @Inês", |_| true).await;
    tomas.act(&id, "claim").await;
    ines.row("Ona Named", |row| row["status"] == "AGENT_ASSIGNED")
        .await;
    tomas.note(&id, "Cot is made up. @inês").await;
    let shown = ines.notices_of("Ona Named", 2).await[1].clone();
    let by = "Tomás Reis".to_owned();
    assert_eq!(shown.kind, NoticeKind::Mentioned { by });
    assert_eq!(shown.text, "Cot is made up. @inês");
    assert_eq!((shown.sound, shown.urgent), (Some(Sound::Tick), false));
    assert!(shown.actions.is_empty());
    ines.desk
        .notice_answered(id.as_str().unwrap(), NoticeAnswer::Opened)
        .await
        .unwrap();
    let opened = json!({"event": "open", "conversation": id, "compose": false});
    let events = ines.host.events.lock().unwrap().clone();
    assert!(events.iter().any(|event| json!(event) == opened));

    // From two hours ago for half a day, in summer as in winter time.
    let hour = u16::try_from(seconds() / 3600 % 24).unwrap();
    let (from, to) = ((hour + 22) % 24 * 60, (hour + 12) % 24 * 60);
    ines.set("quiet_hours", json!({"on": true, "from": from, "to": to}))
        .await;
    tomas.note(&id, "And again, @Inês").await;
    ines.message(&id, "And again, @Inês", |_| true).await;
    who_waits(&world, &ines, "Pia Waits").await;
    let waits = ines.notices_of("Pia Waits", 1).await[0].clone();
    assert_eq!(waits.sound, Some(Sound::Bell));
    assert_eq!(ines.notices_of("Ona Named", 2).await.len(), 2);
}

/// BEYOND 5.5; DESIGN_UI 8: half an hour before nobody may answer a guest of mine any more, I am reminded, silently and once.
#[tokio::test(flavor = "multi_thread")]
async fn a_closing_window_is_announced() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let id = who_waits(&world, &ines, "Quim Closing").await;
    ines.notices_of("Quim Closing", 1).await;
    ines.act(&id, "claim").await;
    ines.until_settled().await;
    ines.line.cut();
    ines.until_offline().await;
    ines.minutes_pass(23 * 60 + 31);
    let shown = ines.notices_of("Quim Closing", 2).await[1].clone();
    let NoticeKind::Closing { at } = &shown.kind else {
        panic!("{shown:?}");
    };
    assert_eq!(at.len(), 5, "{at}");
    assert_eq!((shown.sound, shown.urgent), (None, false));
    assert_eq!(shown.text, "I want a human");
    assert_eq!(shown.actions, [NoticeAction::Reply]);
}

impl Place {
    async fn news(&self, what: &str, test: impl Fn(&News) -> bool) -> News {
        self.until(what, || async {
            let told = self.host.news.lock().unwrap().clone();
            told.into_iter().find(&test)
        })
        .await
    }
}

/// DESIGN_UI 8: a relay out of reach for a while is told, then that it is back and what was sent; a hiccup is not.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_absence_of_the_relay_is_told() {
    let world = World::new().await;
    let options = Options {
        offline_news_after: Duration::from_millis(600),
        ..quick()
    };
    let ines = world.place_with(options).await;
    ines.sign_in("ines", true).await;
    ines.until_live().await;
    let id = who_waits(&world, &ines, "Rui Absent").await;
    ines.act(&id, "claim").await;
    ines.until_settled().await;
    assert!(ines.host.news.lock().unwrap().is_empty());
    ines.line.cut();
    let out = ines
        .news("it is offline", |it| matches!(it, News::Offline { .. }))
        .await;
    ines.say(&id, "Kept for later").await;
    ines.line.mend();
    let back = ines
        .news("it is back", |it| *it == News::Online { sent: 1 })
        .await;
    assert_eq!(out.key(), back.key(), "it takes the other's place");
}

/// SPEC 26, DESIGN_UI 8: an account that stops working is told once with its reason, and taken back when it works.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_channel_is_told() {
    let account = |seq: u64, id: &str, status: &str| {
        let body = json!({"channel": "whatsapp", "property": "p1", "name": "Miralva Beach", "status": status,
            "address": "1", "problem": (status == "ERROR").then_some("the token was refused")});
        record(seq, "connection", id, "p1/inbox", "", &body)
    };
    let me = json!({"name": "Ines Fake", "email": "ines@fake.example", "role": "manager",
        "properties": ["p1"], "presence": "online", "active": true});
    let known = [
        record(9, "staff", "s1", "house", "", &me),
        account(9, "n1", "CONNECTED"),
        account(9, "n2", "ERROR"),
    ];
    let scopes = ["house", "p1/inbox"];
    let page =
        json!({"cursor": "t1.10", "changes": known, "now": seconds() * 1000, "scopes": scopes});
    let relay = FakeRelay::start(page).await;
    let ines = at_work(&relay).await;
    relay.batch("t1.10", "t1.11", &[account(11, "n1", "ERROR")]);
    let told = News::ChannelError {
        connection: "n1".to_owned(),
        name: "Miralva Beach".to_owned(),
        problem: Some("the token was refused".to_owned()),
    };
    ines.news("it is broken", |it| *it == told).await;
    relay.batch("t1.11", "t1.12", &[account(12, "n1", "CONNECTED")]);
    ines.until("it is taken back", || async {
        let closed = ines.host.closed.lock().unwrap().clone();
        closed.contains(&told.key()).then_some(())
    })
    .await;
    assert_eq!(*ines.host.news.lock().unwrap(), std::slice::from_ref(&told));
}
