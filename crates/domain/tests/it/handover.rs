use crate::world::{NOW, conversation, conversation_id, staff_id};
use domain::access::Role;
use domain::command::{Action, Code};
use domain::conversation::Conversation;
use domain::conversation::ConversationStatus::{self, *};
use domain::handover::{Actor, act, escalate};
use domain::message::{EscalationReason, Event};
use proptest::prelude::*;

fn claim() -> Action {
    Action::Claim {
        conversation: conversation_id(),
    }
}
fn take_over() -> Action {
    Action::TakeOver {
        conversation: conversation_id(),
    }
}
fn resolve() -> Action {
    Action::Resolve {
        conversation: conversation_id(),
    }
}
fn reopen() -> Action {
    Action::Reopen {
        conversation: conversation_id(),
    }
}
fn hand_back() -> Action {
    Action::HandBack {
        conversation: conversation_id(),
    }
}
fn assign(to: &str) -> Action {
    Action::Assign {
        conversation: conversation_id(),
        staff: staff_id(to),
    }
}

fn does(
    c: &mut Conversation,
    action: &Action,
    who: &str,
    role: &Role,
) -> Result<Option<Event>, Code> {
    let id = staff_id(who);
    act(c, action, &Actor { id: &id, role }, NOW).map_err(|refusal| refusal.code)
}

/// SPEC 145–149: the five statuses and their spelling.
#[test]
fn the_statuses() {
    let names: Vec<_> = ConversationStatus::KNOWN
        .iter()
        .map(ConversationStatus::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "BOT_HANDLING",
            "AWAITING_AGENT",
            "AGENT_ASSIGNED",
            "RESOLVED",
            "EXPIRED"
        ]
    );
}

/// SPEC 155: a claim takes a waiting conversation, and only the first wins.
#[test]
fn claim_takes_ownership_once() {
    let mut c = conversation(AwaitingAgent, None);
    c.waiting_since = Some(NOW);
    assert_eq!(
        does(&mut c, &claim(), "ines", &Role::Agent),
        Ok(Some(Event::Claimed))
    );
    assert_eq!(
        (c.status.clone(), c.assignee.clone()),
        (AgentAssigned, Some(staff_id("ines")))
    );
    assert_eq!(c.waiting_since, None);
    assert_eq!(
        does(&mut c, &claim(), "ines", &Role::Agent),
        Ok(None),
        "a repeat changes nothing"
    );
    assert_eq!(
        does(&mut c, &claim(), "tomas", &Role::Agent),
        Err(Code::AlreadyClaimed)
    );
    assert_eq!(c.assignee, Some(staff_id("ines")));
    for status in [BotHandling, Resolved, Expired] {
        let mut c = conversation(status, None);
        assert_eq!(
            does(&mut c, &claim(), "ines", &Role::Agent),
            Err(Code::WrongStatus)
        );
    }
}

/// SPEC 161: staff step in while the bot handles.
#[test]
fn take_over_from_the_bot() {
    for status in [BotHandling, AwaitingAgent] {
        let mut c = conversation(status, None);
        assert_eq!(
            does(&mut c, &take_over(), "ines", &Role::Agent),
            Ok(Some(Event::TakenOver))
        );
        assert_eq!(
            (c.status, c.assignee),
            (AgentAssigned, Some(staff_id("ines")))
        );
    }
    let mut c = conversation(AgentAssigned, Some("ines"));
    assert_eq!(
        does(&mut c, &take_over(), "tomas", &Role::Agent),
        Err(Code::AlreadyClaimed)
    );
    let mut c = conversation(Resolved, None);
    assert_eq!(
        does(&mut c, &take_over(), "tomas", &Role::Agent),
        Err(Code::WrongStatus)
    );
}

/// SPEC 158, SPEC 260: assigning needs messaging:manage.
#[test]
fn assign_needs_the_permission() {
    for (role, allowed) in [
        (Role::Owner, true),
        (Role::Manager, true),
        (Role::Agent, false),
        (Role::Housekeeping, false),
    ] {
        let mut c = conversation(AgentAssigned, Some("tomas"));
        let before = c.clone();
        let got = does(&mut c, &assign("bruno"), "ines", &role);
        if allowed {
            assert_eq!(
                got,
                Ok(Some(Event::Assigned {
                    to: staff_id("bruno")
                }))
            );
            assert_eq!(c.assignee, Some(staff_id("bruno")));
        } else {
            assert_eq!(got, Err(Code::Forbidden));
            assert_eq!(c, before);
        }
    }
}

/// SPEC 159: resolved is over: not open any more, nothing unread or waiting.
#[test]
fn resolve_closes() {
    for status in [BotHandling, AwaitingAgent, AgentAssigned] {
        let mut c = conversation(status, None);
        assert_eq!(
            does(&mut c, &resolve(), "ines", &Role::Agent),
            Ok(Some(Event::Resolved))
        );
        assert!(!c.status.is_open());
        assert_eq!((c.unread, c.waiting_since), (0, None));
        assert_eq!(does(&mut c, &resolve(), "ines", &Role::Agent), Ok(None));
    }
}

/// SPEC 160: hand back leaves the conversation to the bot, without an owner.
#[test]
fn hand_back_to_the_bot() {
    let mut c = conversation(AgentAssigned, Some("ines"));
    assert_eq!(
        does(&mut c, &hand_back(), "ines", &Role::Agent),
        Ok(Some(Event::HandedBack))
    );
    assert_eq!((c.status, c.assignee), (BotHandling, None));
    let mut c = conversation(Resolved, None);
    assert_eq!(
        does(&mut c, &hand_back(), "ines", &Role::Agent),
        Err(Code::WrongStatus)
    );
}

#[test]
fn reopen_gives_it_to_who_opened_it() {
    for status in [Resolved, Expired] {
        let mut c = conversation(status, None);
        assert_eq!(
            does(&mut c, &reopen(), "ines", &Role::Agent),
            Ok(Some(Event::Reopened))
        );
        assert_eq!(
            (c.status, c.assignee),
            (AgentAssigned, Some(staff_id("ines")))
        );
    }
}

/// SPEC 146, SPEC 150: an escalation moves a bot's conversation to the team, and no other.
#[test]
fn escalation() {
    let mut c = conversation(BotHandling, None);
    let reason = EscalationReason::AskedForPerson;
    assert_eq!(
        escalate(&mut c, reason.clone(), NOW),
        Some(Event::Escalated {
            reason: reason.clone()
        })
    );
    assert_eq!(
        (c.status.clone(), c.waiting_since),
        (AwaitingAgent, Some(NOW))
    );
    for status in [AwaitingAgent, AgentAssigned, Resolved, Expired] {
        let mut c = conversation(status, None);
        let before = c.clone();
        assert_eq!(escalate(&mut c, reason.clone(), NOW), None);
        assert_eq!(c, before);
    }
}

fn any_status() -> impl Strategy<Value = ConversationStatus> {
    proptest::sample::select(ConversationStatus::KNOWN.to_vec())
}

fn any_action() -> impl Strategy<Value = Action> {
    let read = Action::MarkRead {
        conversation: conversation_id(),
    };
    let unread = Action::MarkUnread {
        conversation: conversation_id(),
    };
    proptest::sample::select(vec![
        claim(),
        take_over(),
        resolve(),
        reopen(),
        hand_back(),
        assign("bruno"),
        read,
        unread,
    ])
}

fn any_role() -> impl Strategy<Value = Role> {
    proptest::sample::select(vec![
        Role::Owner,
        Role::Manager,
        Role::Agent,
        Role::Housekeeping,
        Role::Other("chef".into()),
    ])
}

proptest! {
    /// SPEC 145–149, SPEC 158–161: whatever is asked in whatever order, a conversation has an owner exactly while it is assigned,
    /// waits only while AWAITING_AGENT, and a refusal changes nothing.
    #[test]
    fn invariants_hold(
        start in any_status(),
        steps in proptest::collection::vec((any_action(), any_role(), "(ines|tomas|bruno)"), 1..12)
    ) {
        let owner = (start == AgentAssigned).then_some("ines");
        let mut c = conversation(start.clone(), owner);
        c.waiting_since = (start == AwaitingAgent).then_some(NOW);
        for (action, role, who) in steps {
            let before = c.clone();
            let result = does(&mut c, &action, &who, &role);
            if result.is_err() {
                prop_assert_eq!(&c, &before);
            }
            if matches!(role, Role::Other(_)) {
                prop_assert_eq!(result, Err(Code::Forbidden));
            }
            if c.status == AgentAssigned {
                prop_assert!(c.assignee.is_some());
            }
            if matches!(c.status, BotHandling | AwaitingAgent) {
                prop_assert_eq!(&c.assignee, &None);
            }
            prop_assert_eq!(c.waiting_since.is_some(), c.status == AwaitingAgent);
        }
    }
}
