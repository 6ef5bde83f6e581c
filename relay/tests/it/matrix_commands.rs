//! R9, small: every command × role × where it points: the own house, a house one does not work in, another hotel.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::matrix_hotels::stranger;
use crate::relay_world::{World, described_commands, unreadable};
use domain::access::{Permission, Role, may};
use domain::id::PropertyId;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ROLES: [Role; 4] = [Role::Owner, Role::Manager, Role::Agent, Role::Housekeeping];

/// Every command, pointing at the Lisbon house, and what it takes.
fn rows(dead_letter: &str) -> Vec<(Value, Permission)> {
    use Permission as P;
    vec![
        (
            json!({"type": "add_note", "conversation": "v-khalid", "text": "x"}),
            P::ViewConversations,
        ),
        (
            json!({"type": "send_message", "conversation": "v-khalid", "text": "x"}),
            P::Reply,
        ),
        (
            json!({"type": "send_template", "conversation": "v-khalid", "template": {
                "name": "check_in_reminder", "language": "en", "parameters": ["Khalid", "Friday"],
            }}),
            P::Reply,
        ),
        (
            json!({"type": "cancel_scheduled", "conversation": "v-khalid", "message": "v-khalid-00"}),
            P::Reply,
        ),
        (
            json!({"type": "react", "conversation": "v-khalid", "message": "v-khalid-00", "emoji": "👍"}),
            P::Reply,
        ),
        (
            json!({"type": "retry_message", "conversation": "v-mariana", "message": "v-mariana-09"}),
            P::Reply,
        ),
        (
            json!({"type": "claim", "conversation": "v-khalid"}),
            P::Reply,
        ),
        (
            json!({"type": "take_over", "conversation": "v-khalid"}),
            P::Reply,
        ),
        (
            json!({"type": "resolve", "conversation": "v-uk318"}),
            P::Reply,
        ),
        (
            json!({"type": "reopen", "conversation": "v-uk318"}),
            P::Reply,
        ),
        (
            json!({"type": "hand_back", "conversation": "v-uk318"}),
            P::Reply,
        ),
        (
            json!({"type": "mark_read", "conversation": "v-uk318"}),
            P::Reply,
        ),
        (
            json!({"type": "mark_unread", "conversation": "v-uk318"}),
            P::Reply,
        ),
        (
            json!({"type": "set_labels", "conversation": "v-uk318", "labels": ["Billing"]}),
            P::Reply,
        ),
        (
            json!({"type": "assign", "conversation": "v-uk318", "staff": "tomas"}),
            P::ManageMessaging,
        ),
        (
            json!({"type": "edit_contact", "contact": "c-khalid", "name": "Khalid"}),
            P::EditContacts,
        ),
        (
            json!({"type": "erase_contact", "contact": "c-khalid"}),
            P::DeleteContacts,
        ),
        (
            json!({"type": "create_contact", "contact": "new", "name": "N", "phone": "+351960000999", "property": "lisbon"}),
            P::EditContacts,
        ),
        (
            json!({"type": "start_conversation", "conversation": "begun", "contact": "c-khalid", "connection": "whatsapp-lisbon"}),
            P::ViewContacts,
        ),
        (
            json!({"type": "replay_dead_letter", "dead_letter": dead_letter}),
            P::ManageConnections,
        ),
        (
            json!({"type": "set_presence", "presence": "online"}),
            P::ViewConversations,
        ),
    ]
}

/// The demo hotel with a dead letter in the Lisbon house, and every command about it.
async fn world() -> (World, Vec<(Value, Permission)>) {
    let world = World::demo().await;
    world.receives(&unreadable()).await;
    let olga = world.sign_in("olga").await;
    let letter = olga.until("dead_letter", |_| true).await.unwrap();
    assert_eq!(letter["scope"], "lisbon/admin");
    let rows = rows(letter["id"].as_str().unwrap());
    let listed = rows.iter().map(|(it, _)| it["type"].as_str().unwrap());
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    assert_eq!(listed, described_commands(), "a command without a row");
    (world, rows)
}

/// What the commands would change in the Lisbon house.
async fn lisbon(world: &World) -> Vec<Value> {
    let olga = world.sign_in("olga").await;
    let (changes, _) = olga.changes(None).await.unwrap();
    let of_lisbon = |it: &Value| {
        let scope = it["scope"].as_str().unwrap_or_default();
        scope.starts_with("lisbon/") && it["kind"] != "property"
    };
    changes.into_iter().filter(of_lisbon).collect()
}

/// The relay's own deliveries are over.
async fn still(world: &World) -> Vec<Value> {
    let mut before = lisbon(world).await;
    loop {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let after = lisbon(world).await;
        if before == after {
            return after;
        }
        before = after;
    }
}

/// R9, SPEC 158, 260, 263: in the own house, what the role lacks is `forbidden` and everything else is not.
#[tokio::test]
async fn every_command_in_the_own_house() {
    let (world, rows) = world().await;
    let olga = world.sign_in("olga").await;
    for (name, role) in ["olga", "ines", "tomas", "rita"].into_iter().zip(ROLES) {
        let who = world.sign_in(name).await;
        let guest = json!({
            "id": format!("{name}-guest"), "type": "create_contact", "contact": format!("gone-{name}"),
            "name": "G", "phone": format!("+35196000080{}", name.len()), "property": "lisbon",
        });
        for (number, (command, permission)) in rows.iter().enumerate() {
            let mut command = command.clone();
            command["id"] = json!(format!("{name}-{number}"));
            if command["type"] == "erase_contact" {
                // Once erased a guest is nobody's: each has one.
                assert_eq!(olga.command(&guest).await.unwrap()["outcome"], "done");
                command["contact"] = guest["contact"].clone();
            }
            let answer = who.command(&command).await.unwrap();
            assert_eq!(
                answer["code"] == "forbidden",
                !may(&role, *permission),
                "{name}: {command} → {answer}"
            );
            assert_ne!(answer["code"], "not_found", "{name}: {command}");
        }
    }
}

/// R9, SPEC 251: whatever the role, what stands in a house one does not work in is not found, and stays as it is.
#[tokio::test]
async fn every_command_in_a_house_of_others() {
    let (world, rows) = world().await;
    let before = still(&world).await;
    let bruno = world.sign_in("bruno").await;
    for role in ROLES {
        let changed = role.clone();
        world
            .change_staff("bruno", |staff| {
                staff.role = changed;
                staff.properties = vec![PropertyId::new("beach").unwrap()];
            })
            .await;
        for (number, (command, permission)) in rows.iter().enumerate() {
            let mut command = command.clone();
            command["id"] = json!(format!("{}-{number}", role.as_str()));
            let answer = bruno.command(&command).await.unwrap();
            let expected = match command["type"].as_str().unwrap() {
                // One's own, wherever one works.
                "set_presence" => "ok",
                _ if may(&role, *permission) => "not_found",
                _ => "forbidden",
            };
            assert_eq!(answer["code"], expected, "{role:?}: {command} → {answer}");
        }
        // A guest of the own house cannot be written to from another house's number.
        let begin = json!({
            "id": format!("{}-begin", role.as_str()), "type": "start_conversation",
            "conversation": "begun", "contact": "c-b-claire", "connection": "whatsapp-lisbon",
        });
        let answer = bruno.command(&begin).await.unwrap();
        assert_eq!(answer["outcome"], "refused", "{role:?}: {answer}");
    }
    assert_eq!(lisbon(&world).await, before);
}

/// R9: the owner of another hotel on the same relay finds nothing of this one and changes nothing in it, also under the ids of commands
/// that were done here.
#[tokio::test]
async fn every_command_in_another_hotel() {
    let (world, rows) = world().await;
    let eve = stranger(&world).await;
    let olga = world.sign_in("olga").await;
    let note = json!({"id": "eve-0", "type": "add_note", "conversation": "v-khalid", "text": "x"});
    assert_eq!(olga.command(&note).await.unwrap()["outcome"], "done");
    let before = still(&world).await;
    for (number, (command, _)) in rows.iter().enumerate() {
        let mut command = command.clone();
        command["id"] = json!(format!("eve-{number}"));
        let answer = eve.command(&command).await.unwrap();
        let expected = match command["type"].as_str().unwrap() {
            // Hers: her person, and a guest in her own house of the same name.
            "set_presence" | "create_contact" => continue,
            _ => "not_found",
        };
        assert_eq!(answer["code"], expected, "{command} → {answer}");
    }
    assert_eq!(lisbon(&world).await, before);
}
