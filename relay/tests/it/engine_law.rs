//! The law of sync: old state + pushed changes = fresh state, after whatever was done (R4).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_world::{World, connection, property, say, scopes, staff};
use domain::command::Action;
use domain::contact::Contact;
use domain::id::{ContactId, ConversationId, MessageId};
use domain::message::Message;
use domain::record::{Kind, Scope};
use domain::staff::Presence;
use domain::template::TemplateUse;
use domain::time::{HOUR, UnixMillis};
use proptest::prelude::*;
use relay::clock::Clock;
use std::collections::BTreeMap;
use store::model::Record;
use testkit::whatsapp::{self, Account, Guest};

/// Something that happens in a hotel.
#[derive(Debug, Clone)]
enum Step {
    Says {
        guest: u8,
        text: &'static str,
    },
    Reacts {
        guest: u8,
    },
    Status {
        message: u8,
        state: &'static str,
    },
    Staff {
        who: &'static str,
        what: u8,
        conversation: u8,
    },
    Jobs,
    /// The clock goes on, so that what was to leave later leaves.
    Hours,
}

fn step() -> impl Strategy<Value = Step> {
    let texts = prop::sample::select(vec!["hello", "a human please", "towels", "🙂"]);
    let states = prop::sample::select(vec!["sent", "delivered", "read", "failed"]);
    let people = prop::sample::select(vec!["olga", "ines", "tomas", "bea", "bruno", "rita"]);
    prop_oneof![
        4 => (0..3u8, texts).prop_map(|(guest, text)| Step::Says { guest, text }),
        1 => (0..3u8).prop_map(|guest| Step::Reacts { guest }),
        1 => (1..6u8, states).prop_map(|(message, state)| Step::Status { message, state }),
        6 => (people, 0..19u8, 0..4u8)
            .prop_map(|(who, what, conversation)| Step::Staff { who, what, conversation }),
        1 => Just(Step::Jobs),
        1 => Just(Step::Hours),
    ]
}

type State = BTreeMap<(Kind, domain::id::RecordId), Record>;

/// What a desk does with changes.
fn apply(state: &mut State, changes: Vec<Record>) {
    for change in changes {
        let key = (change.kind.clone(), change.id.clone());
        if change.deleted {
            state.remove(&key);
        } else {
            state.insert(key, change);
        }
    }
}

async fn play(world: &World, at: usize, step: &Step) {
    let guest = |n: u8| Guest::new(&format!("35191200000{n}"), &format!("Guest {n}"));
    match step {
        Step::Says { guest: n, text } => {
            world
                .says(&guest(*n), &format!("wamid.{at}"), 1, text)
                .await;
        }
        Step::Reacts { guest: n } => {
            let guest = guest(*n);
            let target = format!("wamid.{}", at.saturating_sub(1));
            let react = guest.reaction(&format!("r.{at}"), world.seconds(0), &target, Some("👍"));
            world
                .receive(&Account::lisbon().messages(&guest, vec![react]))
                .await;
        }
        Step::Status { message, state } => {
            let id = format!("wamid.fake.{message}");
            let status = whatsapp::status(&id, state, world.seconds(0), "351912000000");
            world
                .receive(&Account::lisbon().statuses(vec![status]))
                .await;
        }
        Step::Jobs => world.run_jobs().await,
        Step::Hours => {
            world.clock.advance(2 * HOUR);
            world.run_jobs().await;
        }
        Step::Staff {
            who,
            what,
            conversation,
        } => {
            let all = world.conversations().await;
            let id = all
                .get(usize::from(*conversation))
                .map(|(id, _)| id.clone());
            let id = id.unwrap_or_else(|| ConversationId::new("nowhere").unwrap());
            let guests = world.all::<Contact>(Kind::Contact).await;
            let guest = guests
                .get(usize::from(*conversation))
                .map(|it| it.0.clone());
            let guest = guest.map_or_else(|| ContactId::new("nobody").unwrap(), ContactId::from);
            let messages = world.messages().await;
            let now = world.clock.now();
            world
                .act(who, action(*what, (&id, &guest), at, &messages, now))
                .await;
        }
    }
}

fn action(
    what: u8,
    (id, contact): (&ConversationId, &ContactId),
    at: usize,
    messages: &[(MessageId, Message)],
    now: UnixMillis,
) -> Action {
    let conversation = id.clone();
    match what {
        0 => Action::Claim { conversation },
        1 => Action::TakeOver { conversation },
        2 => Action::Resolve { conversation },
        3 => Action::Reopen { conversation },
        4 => Action::HandBack { conversation },
        5 => Action::MarkRead { conversation },
        6 => Action::MarkUnread { conversation },
        7 => Action::Assign {
            conversation,
            staff: staff("bea"),
        },
        8 => Action::AddNote {
            conversation,
            text: "note".to_owned(),
            attachment: None,
            message: None,
        },
        9 => Action::SetPresence {
            presence: Presence::Online,
        },
        10 => Action::CreateContact {
            contact: ContactId::new(format!("c{at}")).unwrap(),
            name: "By Hand".to_owned(),
            phone: format!("9130000{:02}", at % 100),
            email: None,
            property: property("lisbon"),
        },
        11 => Action::React {
            conversation,
            message: any(messages, at),
            emoji: at.is_multiple_of(2).then(|| "👍".to_owned()),
        },
        12 => Action::SendTemplate {
            conversation,
            message: None,
            template: TemplateUse {
                name: "winter_weekend".to_owned(),
                language: "en".to_owned(),
                parameters: vec!["Ana".to_owned()],
            },
            seen: None,
        },
        13 => Action::CancelScheduled {
            conversation,
            message: any(messages, messages.len().saturating_sub(1)),
        },
        14 => Action::SetLabels {
            conversation,
            labels: vec![["Sales", "Billing", "nothing"][at % 3].to_owned()],
        },
        15 => Action::StartConversation {
            conversation: ConversationId::new(format!("begun-{at}")).unwrap(),
            contact: contact.clone(),
            connection: connection("wa-lisbon"),
        },
        18 => Action::EraseContact {
            contact: contact.clone(),
        },
        16 => Action::SendMessage {
            conversation,
            text: "later".to_owned(),
            attachment: None,
            message: None,
            reply_to: None,
            seen: None,
            send_at: Some(now.plus(HOUR)),
        },
        _ => say(id, "an answer"),
    }
}

fn any(messages: &[(MessageId, Message)], at: usize) -> MessageId {
    let found = messages.get(at % messages.len().max(1));
    found.map_or_else(|| MessageId::new("nothing").unwrap(), |(id, _)| id.clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// R4: whatever happens, what a desk has plus what it is told is what a new desk reads; counts agree with the records.
    #[test]
    fn old_state_and_changes_make_the_fresh_state(steps in prop::collection::vec(step(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let world = World::new().await;
            let mut state = State::new();
            let mut cursor = 0;
            for (at, step) in steps.iter().enumerate() {
                play(&world, at, step).await;
                if at % 3 == 0 {
                    let (changes, to) = world.feed(cursor).await;
                    apply(&mut state, changes);
                    cursor = to;
                }
            }
            let (changes, _) = world.feed(cursor).await;
            apply(&mut state, changes);
            let mut fresh = State::new();
            apply(&mut fresh, world.records().await);
            prop_assert_eq!(&state, &fresh);
            counts_agree(&world).await?;
            Ok(())
        })?;
    }
}

/// The numbers that rows show are those of the records.
async fn counts_agree(world: &World) -> Result<(), TestCaseError> {
    let all = world.conversations().await;
    let open = all.iter().filter(|(_, it)| it.status.is_open()).count();
    let shown = world.connection("wa-lisbon").await.active_conversations;
    prop_assert_eq!(usize::try_from(shown).unwrap(), open);
    let conversations: u32 = world
        .contacts()
        .await
        .iter()
        .map(|it| it.conversations)
        .sum();
    prop_assert_eq!(usize::try_from(conversations).unwrap(), all.len());
    for (id, it) in &all {
        let failed = world.messages().await.into_iter().filter(|(_, message)| {
            message.conversation == *id && message.state.as_str() == "failed"
        });
        prop_assert_eq!(usize::try_from(it.failed).unwrap(), failed.count());
    }
    let house: std::collections::BTreeSet<Scope> = scopes();
    let (_, sums) = world
        .store
        .checksums(&super::engine_world::workspace(), &house)
        .await
        .unwrap();
    let living = world
        .records()
        .await
        .into_iter()
        .filter(|it| !it.deleted)
        .count();
    prop_assert_eq!(
        sums.iter().map(|(_, count, _)| *count).sum::<u64>(),
        living as u64
    );
    Ok(())
}
