//! The law of sync: old state + pushed changes = fresh state, after whatever was done (R4), for people who see different things.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_law_steps::{Step, every_event, open_chat, play, step};
use crate::engine_world::{World, scopes, staff, workspace};
use domain::access;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use domain::staff::Staff;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::model::{HistoryQuery, Record};

type State = BTreeMap<(Kind, RecordId), Record>;

/// What one person's desk holds.
struct Desk {
    who: &'static str,
    scopes: BTreeSet<Scope>,
    state: State,
    cursor: u64,
}

impl Desk {
    fn new(who: &'static str) -> Self {
        Self {
            who,
            scopes: BTreeSet::new(),
            state: State::new(),
            cursor: 0,
        }
    }

    /// What a desk does: a lost scope is erased, a new one is read from its beginning, then come the changes, and of a conversation that is
    /// new what hangs on it.
    async fn follow(&mut self, world: &World) {
        let now = sees(world, self.who).await;
        self.state.retain(|_, row| now.contains(&row.scope));
        let gained: BTreeSet<Scope> = now.difference(&self.scopes).cloned().collect();
        if !gained.is_empty() {
            let (rows, _) = feed(world, &gained, 0).await;
            apply(&mut self.state, rows);
        }
        self.scopes = now;
        let (changes, to) = feed(world, &self.scopes, self.cursor).await;
        self.cursor = to;
        for conversation in apply(&mut self.state, changes) {
            let query = HistoryQuery {
                kind: Kind::Message,
                parent: Some(conversation),
                before: None,
                limit: 500,
            };
            let store = &world.store;
            let rows = store.history(&workspace(), &self.scopes, &query).await;
            apply(&mut self.state, rows.unwrap());
        }
    }
}

/// What somebody may see at this moment; the owner's desk stands for everything.
async fn sees(world: &World, who: &str) -> BTreeSet<Scope> {
    let all: Vec<(RecordId, Staff)> = world.all(Kind::Staff).await;
    let (_, body) = all.into_iter().find(|(id, _)| id.as_str() == who).unwrap();
    access::scopes(&staff(who), &body)
}

async fn feed(world: &World, scopes: &BTreeSet<Scope>, mut since: u64) -> (Vec<Record>, u64) {
    let mut all = Vec::new();
    loop {
        // Small pages, so that they end in the middle of things.
        let page = world.store.feed(&workspace(), scopes, since, 7).await;
        let page = page.unwrap();
        since = page.to;
        all.extend(page.records);
        if !page.more {
            return (all, since);
        }
    }
}

/// A row only if its number is higher than the one there; a living row beats a tombstone of the same number. A conversation takes its
/// messages along, which get no number of their own by that: into another scope, and out of sight. Returns the conversations that are new.
fn apply(state: &mut State, changes: Vec<Record>) -> Vec<RecordId> {
    let mut new = Vec::new();
    for change in changes {
        let key = (change.kind.clone(), change.id.clone());
        let old = state.get(&key).map(|old| old.seq);
        let seq = old.unwrap_or_default();
        if seq > change.seq || (seq == change.seq && change.deleted) {
            continue;
        }
        if change.kind == Kind::Conversation {
            let of_it = |row: &Record| row.parent.as_ref() == Some(&change.id);
            if change.deleted {
                state.retain(|_, row| !of_it(row));
            } else if old.is_some() {
                for row in state.values_mut().filter(|row| of_it(row)) {
                    row.scope = change.scope.clone();
                }
            } else {
                new.push(change.id.clone());
            }
        }
        if change.deleted {
            state.remove(&key);
        } else {
            state.insert(key, change);
        }
    }
    new
}

/// Plays the steps, everybody's desk following now and then; at the end every desk is what a new one reads, and counts agree.
async fn holds(steps: &[Step]) -> Result<(), TestCaseError> {
    let world = World::new().await;
    open_chat(&world).await;
    let mut desks = ["olga", "ines", "tomas", "bea", "bruno", "rita"].map(Desk::new);
    for (at, step) in steps.iter().enumerate() {
        play(&world, at, step).await;
        for (n, desk) in desks.iter_mut().enumerate() {
            if (at + n).is_multiple_of(3) {
                desk.follow(&world).await;
            }
        }
    }
    for desk in &mut desks {
        desk.follow(&world).await;
        let (rows, _) = feed(&world, &desk.scopes, 0).await;
        let mut fresh = State::new();
        apply(&mut fresh, rows);
        prop_assert_eq!(&desk.state, &fresh, "{}", desk.who);
    }
    counts_agree(&world).await
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

/// R4: the law holds for every event there is, for everybody.
#[test]
fn after_every_event() {
    runtime().block_on(holds(&every_event())).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// R4: whatever happens, what a desk has plus what it is told is what a new desk reads; counts agree with the records.
    #[test]
    fn old_state_and_changes_make_the_fresh_state(steps in prop::collection::vec(step(), 1..40)) {
        runtime().block_on(holds(&steps))?;
    }
}

/// The numbers that rows show are those of the records.
async fn counts_agree(world: &World) -> Result<(), TestCaseError> {
    let all = world.conversations().await;
    for connection in ["wa-lisbon", crate::engine_law_steps::CHAT] {
        let open = all
            .iter()
            .filter(|(_, it)| it.status.is_open() && it.connection.as_str() == connection)
            .count();
        let shown = world.connection(connection).await.active_conversations;
        prop_assert_eq!(usize::try_from(shown).unwrap(), open, "{}", connection);
    }
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
    let house: BTreeSet<Scope> = scopes();
    let (_, sums) = world.store.checksums(&workspace(), &house).await.unwrap();
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
