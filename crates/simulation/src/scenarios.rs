//! What the simulation found, as the shortest story that shows it.

use crate::actions::everything;
use crate::house;
use crate::net::Line;
use crate::template::Template;
use crate::world::World;
use domain::access::Role;
use serde_json::{Value, json};

/// Whose desk.
const INES: usize = 0;
const TOMAS: usize = 1;

/// A hotel in which nothing fails by itself, with a guest's conversation that Ines has taken over.
fn world() -> (World, String) {
    world_of(&Template::make().unwrap())
}

fn world_of(template: &Template) -> (World, String) {
    let mut world = World::from_template(template, 1, None).unwrap();
    world.calm();
    world.run(2_000).unwrap();
    world.meta.guest_writes();
    world.run(6_000).unwrap();
    let list = world.desks[INES].ask("conversation_list", everything());
    let list = list.unwrap().unwrap();
    let conversation = list["rows"][0]["id"].as_str().unwrap().to_owned();
    let action = json!({"conversation": conversation, "action": "take_over", "staff": null});
    world.desks[INES].ask("act", action).unwrap().unwrap();
    world.run(3_000).unwrap();
    (world, conversation)
}

fn say(world: &World, conversation: &str) {
    let reply = json!({"conversation": conversation, "text": "reply 1 .", "reply_to": null});
    world.desks[INES]
        .ask("send_message", reply)
        .unwrap()
        .unwrap();
}

fn outbox(world: &World) -> Vec<Value> {
    let all = world.desks[INES].ask("outbox", Value::Null);
    all.unwrap().unwrap().as_array().unwrap().clone()
}

/// R5, R6: the answer to a reply comes while the disk is full; the reply is not marked as under way for ever.
#[test]
fn a_full_disk_as_the_answer_comes() {
    let (mut world, conversation) = world();
    world.net.set_line(INES, Line::Silent);
    say(&world, &conversation);
    world.run(1_000).unwrap();
    assert_eq!(outbox(&world)[0]["state"], "sending");
    world.desks[INES].computer.set_disk_full(true);
    world.net.set_line(INES, Line::Up);
    world.run(5_000).unwrap();
    world.desks[INES].computer.set_disk_full(false);
    world.run(30_000).unwrap();
    assert_eq!(outbox(&world), Vec::<Value>::new());
    let taken = world.meta.taken().iter();
    assert_eq!(taken.filter(|it| it.text == "reply 1 .").count(), 1);
}

/// R3: a relay out of reach is asked again after a pause, a longer one each time.
#[test]
fn a_cut_line_is_not_tried_without_a_pause() {
    let (mut world, conversation) = world();
    world.net.set_line(INES, Line::Cut);
    let before = world.net.requests(INES);
    say(&world, &conversation);
    world.run(30_000).unwrap();
    let made = world.net.requests(INES) - before;
    assert!(made < 40, "{made} requests in half a minute");
    world.net.set_line(INES, Line::Up);
    world.run(20_000).unwrap();
    assert_eq!(outbox(&world), Vec::<Value>::new());
}

/// R3: somebody signed out with a reply still to send, and what would send it is lost: the next start shows the sign-in all the same.
#[test]
fn work_that_nobody_can_send_any_more() {
    let (mut world, conversation) = world();
    world.net.set_line(INES, Line::Cut);
    say(&world, &conversation);
    world.run(1_000).unwrap();
    world.desks[INES].call("sign_out".to_owned(), "sign_out", Value::Null);
    world.run(8_000).unwrap();
    let desk = &mut world.desks[INES];
    desk.crash();
    let mut secrets = desk.computer.secrets();
    secrets.retain(|name, _| !name.starts_with("token:"));
    desk.computer.set_secrets(secrets);
    desk.start().unwrap();
    world.run(2_000).unwrap();
    let state = world.state(INES).unwrap();
    assert_eq!(state["phase"], "signed_out");
}

/// R5, R6: the disk is full as a reply is about to leave, and nothing happens afterwards that would wake anybody; it leaves all the same.
#[test]
fn a_full_disk_as_a_reply_leaves() {
    let (mut world, conversation) = world();
    say(&world, &conversation);
    world.desks[INES].computer.set_disk_full(true);
    world.run(300).unwrap();
    world.desks[INES].computer.set_disk_full(false);
    world.run(70_000).unwrap();
    assert_eq!(outbox(&world), Vec::<Value>::new());
}

/// R5, R10: a computer goes down in the middle of its person's farewell, at any instant of it: the relay's "this device was signed out" is not
/// taken for a device that somebody revoked, and nothing is wiped.
#[test]
fn a_crash_in_the_middle_of_a_farewell() {
    let template = Template::make().unwrap();
    for instant in (20..=300).step_by(20) {
        let (mut world, _) = world_of(&template);
        world.desks[INES].call("sign_out".to_owned(), "sign_out", Value::Null);
        world.run(instant).unwrap();
        world.desks[INES].crash();
        world.run(1_000).unwrap();
        world.desks[INES].start().unwrap();
        world.run(10_000).unwrap();
        let state = world.state(INES).unwrap();
        assert_ne!(state["reason"], "device_revoked", "after {instant} ms");
    }
}

fn make_agent(world: &World, properties: &[&str]) {
    let entry = house::staff("tomas", Role::Agent, properties).unwrap();
    let workspace = house::workspace().unwrap();
    let written = world.relay.with(async |app| {
        let engine = &app.tools().engine;
        Ok(engine.write_records(&workspace, vec![entry]).await.is_ok())
    });
    assert!(written.unwrap());
}

/// What Tomas's desk lists, and whether that is all.
fn seen(world: &World) -> (usize, bool) {
    let list = world.desks[TOMAS].ask("conversation_list", everything());
    let list = list.unwrap().unwrap();
    let rows = list["rows"].as_array().unwrap().len();
    (rows, list["complete"] == true)
}

/// R4, R6: what a colleague may see is taken and given back, and the disk is full as it is taken, as it is given back, or both; the desk has all
/// of it again.
#[test]
fn a_full_disk_as_permissions_change() {
    let template = Template::make().unwrap();
    for (taken, given) in [(true, false), (false, true), (true, true)] {
        let (mut world, _) = world_of(&template);
        let before = seen(&world);
        assert!(before.0 > 0 && before.1);
        world.desks[TOMAS].computer.set_disk_full(taken);
        make_agent(&world, &[]);
        world.run(6_000).unwrap();
        world.desks[TOMAS].computer.set_disk_full(given);
        make_agent(&world, &["lisbon", "beach"]);
        world.run(6_000).unwrap();
        world.desks[TOMAS].computer.set_disk_full(false);
        world.run(30_000).unwrap();
        assert_eq!(seen(&world), before, "taken {taken}, given back {given}");
    }
}
