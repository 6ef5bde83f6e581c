//! The list, its filters and its counts.

use crate::world::{T0, World, cid, conversation, conversation_row, gid, tombstone};
use cache::{Assignee, Cache, ConversationFilter, IncomingRecord, Order, Statuses, Unread};
use domain::channel::Channel;
use domain::conversation::{Conversation, ConversationStatus};
use domain::id::StaffId;
use domain::time::UnixMillis;
use proptest::prelude::*;

fn staff(id: &str) -> StaffId {
    id.parse().unwrap()
}

fn ids(cache: &Cache, filter: &ConversationFilter) -> Vec<String> {
    let page = cache
        .read(|r| r.conversations().page(filter, 0, 500))
        .unwrap();
    assert_eq!(
        page.total,
        page.rows.len() as u64,
        "the total counts what the page shows"
    );
    page.rows.iter().map(|row| row.id.to_string()).collect()
}

fn any() -> ConversationFilter {
    ConversationFilter {
        statuses: Statuses::Any,
        ..ConversationFilter::default()
    }
}

fn house() -> Vec<IncomingRecord> {
    let made = |id: &str, at: i64, change: &dyn Fn(&mut Conversation)| {
        let mut body = conversation(id, "Guest", T0 + at);
        change(&mut body);
        conversation_row(id, at, &body)
    };
    vec![
        made("bot", 1, &|c| {
            c.status = ConversationStatus::BotHandling;
            c.waiting_since = None;
        }),
        made("waits", 2, &|c| c.unread = 3),
        made("mine", 3, &|c| {
            c.status = ConversationStatus::AgentAssigned;
            c.assignee = Some(staff("ines"));
            c.waiting_since = None;
            c.unread = 1;
        }),
        made("hers", 4, &|c| {
            c.status = ConversationStatus::AgentAssigned;
            c.assignee = Some(staff("olga"));
            c.waiting_since = None;
            c.channel = Channel::Telegram;
        }),
        made("done", 5, &|c| {
            c.status = ConversationStatus::Resolved;
            c.waiting_since = None;
        }),
        made("old", 6, &|c| {
            c.status = ConversationStatus::Expired;
            c.waiting_since = None;
            c.channel = Channel::Telegram;
        }),
    ]
}

/// SPEC 1, 18: one list, newest message first, whatever order the rows came in.
#[test]
fn the_list_is_sorted_by_the_newest_message() {
    let mut rows = house();
    rows.reverse();
    let world = World::with(&rows);
    assert_eq!(
        ids(&world.cache, &any()),
        ["old", "done", "hers", "mine", "waits", "bot"]
    );
}

/// SPEC 6, 7, 8: by channel, status and assignee, alone and joined.
#[test]
fn filters_by_channel_status_and_assignee() {
    let world = World::with(&house());
    let show = |filter: ConversationFilter| ids(&world.cache, &filter);
    assert_eq!(
        show(ConversationFilter::default()),
        ["hers", "mine", "waits", "bot"],
        "open"
    );
    let telegram = ConversationFilter {
        channels: vec![Channel::Telegram],
        ..any()
    };
    assert_eq!(show(telegram.clone()), ["old", "hers"]);
    let both = ConversationFilter {
        channels: vec![Channel::Telegram, Channel::WhatsApp],
        ..any()
    };
    assert_eq!(show(both).len(), 6);
    let of = |statuses: &[ConversationStatus]| Statuses::Of(statuses.to_vec());
    for (status, expected) in [
        (ConversationStatus::BotHandling, "bot"),
        (ConversationStatus::AwaitingAgent, "waits"),
        (ConversationStatus::Resolved, "done"),
        (ConversationStatus::Expired, "old"),
    ] {
        assert_eq!(
            show(ConversationFilter {
                statuses: of(&[status]),
                ..any()
            }),
            [expected]
        );
    }
    assert!(
        show(ConversationFilter {
            statuses: of(&[]),
            ..any()
        })
        .is_empty()
    );
    let assigned = |assignees: Vec<Assignee>| ConversationFilter { assignees, ..any() };
    assert_eq!(
        show(assigned(vec![Assignee::Staff(staff("ines"))])),
        ["mine"]
    );
    assert_eq!(
        show(assigned(vec![Assignee::Nobody])),
        ["old", "done", "waits", "bot"]
    );
    assert_eq!(
        show(assigned(vec![
            Assignee::Nobody,
            Assignee::Staff(staff("olga"))
        ])),
        ["old", "done", "hers", "waits", "bot"]
    );
    let joined = ConversationFilter {
        assignees: vec![Assignee::Nobody],
        ..telegram
    };
    assert_eq!(show(joined), ["old"]);
    assert_eq!(
        show(ConversationFilter {
            unread_only: true,
            ..any()
        }),
        ["mine", "waits"]
    );
    assert_eq!(
        show(ConversationFilter {
            waiting_only: true,
            ..any()
        }),
        ["waits"]
    );
    let elsewhere = ConversationFilter {
        properties: vec!["p2".parse().unwrap()],
        ..any()
    };
    assert!(show(elsewhere).is_empty());
}

/// SPEC 13: the badge; SPEC 15: who waits, and since when the longest.
#[test]
fn counts_unread_and_waiting() {
    let mut rows = house();
    let mut second = conversation("second", "Guest", T0 + 90);
    second.waiting_since = Some(UnixMillis(T0 - 5));
    rows.push(conversation_row("second", 9, &second));
    let world = World::with(&rows);
    let (waiting, unread) = world
        .cache
        .read(|r| Ok((r.conversations().waiting()?, r.conversations().unread()?)))
        .unwrap();
    assert_eq!(
        (waiting.count, waiting.longest_since),
        (2, Some(UnixMillis(T0 - 5)))
    );
    assert_eq!(
        unread,
        Unread {
            conversations: 2,
            messages: 4
        }
    );
}

/// The list is virtualised: any window of it, with the size of the whole.
#[test]
fn pages_by_offset_with_a_total() {
    let rows: Vec<IncomingRecord> = (0..137)
        .map(|n| {
            conversation_row(
                &format!("c{n:03}"),
                n + 1,
                &conversation("x", "Guest", T0 + n),
            )
        })
        .collect();
    let world = World::with(&rows);
    let page = |offset, limit| {
        world
            .cache
            .read(|r| r.conversations().page(&any(), offset, limit))
            .unwrap()
    };
    let middle = page(50, 3);
    assert_eq!(middle.total, 137);
    let names: Vec<&str> = middle.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(names, ["c086", "c085", "c084"]);
    assert_eq!(page(136, 50).rows.len(), 1);
    assert!(page(500, 50).rows.is_empty());
}

/// DESIGN_UI 2, the sort button: newest, oldest, waiting longest first; pages cut any of them anywhere.
#[test]
fn stands_in_the_order_that_was_asked_for() {
    let mut rows = house();
    for (id, since) in [("w-late", 30), ("w-first", 10), ("w-next", 20)] {
        let mut body = conversation(id, "Guest", T0 + since);
        body.waiting_since = Some(UnixMillis(T0 - 100 + since));
        rows.push(conversation_row(id, 10 + since, &body));
    }
    let world = World::with(&rows);
    let by = |order| ConversationFilter { order, ..any() };
    let longest = by(Order::WaitingLongest);
    let waiting = ["w-first", "w-next", "w-late", "waits"];
    let all: Vec<&str> = waiting
        .into_iter()
        .chain(["old", "done", "hers", "mine", "bot"])
        .collect();
    assert_eq!(ids(&world.cache, &longest), all);
    let mut newest = ids(&world.cache, &by(Order::Newest));
    newest.reverse();
    assert_eq!(ids(&world.cache, &by(Order::Oldest)), newest);
    assert_eq!(
        ids(
            &world.cache,
            &ConversationFilter {
                waiting_only: true,
                ..longest.clone()
            }
        ),
        waiting
    );
    for offset in 0..all.len() {
        for limit in 1..=all.len() {
            let page = world
                .cache
                .read(|r| {
                    r.conversations()
                        .page(&longest, offset as u32, limit as u32)
                })
                .unwrap();
            let names: Vec<&str> = page.rows.iter().map(|row| row.id.as_str()).collect();
            assert_eq!(names, all[offset..(offset + limit).min(all.len())]);
            assert_eq!(page.total, all.len() as u64);
        }
    }
}

/// No filter scans the table or sorts: P13 is a matter of shape, not of the machine.
#[test]
fn every_filter_reads_the_list_index_in_its_own_order() {
    let world = World::with(&house());
    let filters = [
        ConversationFilter::default(),
        any(),
        ConversationFilter {
            channels: vec![Channel::Sms],
            unread_only: true,
            ..any()
        },
        ConversationFilter {
            assignees: vec![Assignee::Nobody, Assignee::Staff(staff("ines"))],
            waiting_only: true,
            properties: vec!["p1".parse().unwrap()],
            ..ConversationFilter::default()
        },
        ConversationFilter {
            order: Order::Oldest,
            assignees: vec![Assignee::Staff(staff("ines"))],
            ..any()
        },
    ];
    for filter in filters {
        let plan = world
            .cache
            .read(|r| r.conversations().plan(&filter))
            .unwrap()
            .join("\n");
        assert!(
            plan.contains("USING COVERING INDEX conversation_"),
            "{plan}"
        );
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

/// A guest's earlier conversations, for the panel.
#[test]
fn lists_the_conversations_of_a_contact() {
    let mut rows = house();
    for (n, row) in rows.iter_mut().enumerate() {
        if n % 2 == 0 {
            row.body = row.body.replace("g-", "same-");
        }
    }
    let contact_ids: Vec<String> = ["bot", "mine", "done"]
        .map(|id| format!("same-{id}"))
        .to_vec();
    for (row, from) in rows.iter_mut().step_by(2).zip(&contact_ids) {
        row.body = row.body.replace(from.as_str(), "one");
    }
    let world = World::with(&rows);
    let of = world
        .cache
        .read(|r| r.conversations().of_contact(&gid("one")))
        .unwrap();
    let names: Vec<&str> = of.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(names, ["done", "mine", "bot"]);
}

/// A tombstone takes the row out of the list and of every count.
#[test]
fn a_deleted_conversation_leaves_the_list() {
    let rows = house();
    let world = World::with(&rows);
    let applied = world.apply(&[tombstone(&rows[1], 50)]);
    assert!(applied.conversations.contains(&cid("waits")));
    assert_eq!(
        ids(&world.cache, &ConversationFilter::default()),
        ["hers", "mine", "bot"]
    );
    assert_eq!(
        world
            .cache
            .read(|r| r.conversations().waiting())
            .unwrap()
            .count,
        0
    );
    assert_eq!(
        world
            .cache
            .read(|r| r.conversations().get(&cid("waits")))
            .unwrap(),
        None
    );
}

fn arbitrary_conversation() -> impl Strategy<Value = Conversation> {
    let status = prop::sample::select(ConversationStatus::KNOWN);
    let channel = prop::sample::select(&Channel::KNOWN[..3]);
    let assignee = prop::option::of(prop::sample::select(vec!["ines", "olga", "'; DROP"]));
    (
        status,
        channel,
        assignee,
        0..3_u32,
        0..5_i64,
        prop::bool::ANY,
    )
        .prop_map(|(status, channel, assignee, unread, at, waits)| {
            let mut body = conversation("x", "Guest", T0 + at);
            body.status = status;
            body.channel = channel;
            body.assignee = assignee.and_then(|id| id.parse().ok());
            body.unread = unread;
            body.waiting_since = waits.then_some(UnixMillis(T0 - at));
            body
        })
}

fn arbitrary_filter() -> impl Strategy<Value = ConversationFilter> {
    let channels = prop::collection::vec(
        prop::sample::select(vec![
            Channel::WhatsApp,
            Channel::Instagram,
            Channel::Other("' OR 1=1 --".into()),
        ]),
        0..3,
    );
    let statuses = prop_oneof![
        Just(Statuses::Any),
        Just(Statuses::Open),
        prop::collection::vec(prop::sample::select(ConversationStatus::KNOWN), 0..3)
            .prop_map(Statuses::Of),
    ];
    let assignees = prop::collection::vec(
        prop_oneof![
            Just(Assignee::Nobody),
            Just(Assignee::Staff("ines".parse().unwrap()))
        ],
        0..3,
    );
    (
        channels,
        statuses,
        assignees,
        prop::bool::ANY,
        prop::bool::ANY,
        prop::sample::select(vec![Order::Newest, Order::Oldest, Order::WaitingLongest]),
    )
        .prop_map(
            |(channels, statuses, assignees, unread_only, waiting_only, order)| {
                ConversationFilter {
                    channels,
                    statuses,
                    assignees,
                    properties: Vec::new(),
                    unread_only,
                    waiting_only,
                    order,
                }
            },
        )
}

fn matches(filter: &ConversationFilter, c: &Conversation) -> bool {
    let status = match &filter.statuses {
        Statuses::Any => true,
        Statuses::Open => c.status.is_open(),
        Statuses::Of(some) => some.contains(&c.status),
    };
    let assignee = match &c.assignee {
        None => Assignee::Nobody,
        Some(id) => Assignee::Staff(id.clone()),
    };
    status
        && (filter.channels.is_empty() || filter.channels.contains(&c.channel))
        && (filter.assignees.is_empty() || filter.assignees.contains(&assignee))
        && (!filter.unread_only || c.unread > 0)
        && (!filter.waiting_only || c.waiting_since.is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// R15: a random filter, hostile values among them, equals a naive filter in memory.
    #[test]
    fn filters_equal_a_naive_filter(
        bodies in prop::collection::vec(arbitrary_conversation(), 1..30),
        filters in prop::collection::vec(arbitrary_filter(), 8),
    ) {
        let rows: Vec<IncomingRecord> = bodies
            .iter()
            .enumerate()
            .map(|(n, body)| conversation_row(&format!("c{n:02}"), n as i64 + 1, body))
            .collect();
        let world = World::with(&rows);
        for filter in filters {
            let mut newest: Vec<(i64, String, Option<UnixMillis>)> = bodies
                .iter()
                .enumerate()
                .filter(|(_, body)| matches(&filter, body))
                .map(|(n, body)| (body.last_at.0, format!("c{n:02}"), body.waiting_since))
                .collect();
            newest.sort();
            newest.reverse();
            let expected = match filter.order {
                Order::Newest => newest,
                Order::Oldest => newest.into_iter().rev().collect(),
                Order::WaitingLongest => {
                    let (mut waiting, rest): (Vec<_>, Vec<_>) =
                        newest.into_iter().partition(|(_, _, since)| since.is_some());
                    waiting.sort_by(|a, b| (a.2, &a.1).cmp(&(b.2, &b.1)));
                    waiting.into_iter().chain(rest).collect()
                }
            };
            let expected: Vec<String> = expected.into_iter().map(|(_, id, _)| id).collect();
            prop_assert_eq!(ids(&world.cache, &filter), expected, "{:?}", filter);
        }
    }
}
