//! Who else has a conversation open, and who writes there (BEYOND 2.5.1).

use crate::world::{Place, World, quick};
use desk::Options;
use desk::api::event::DeskEvent;
use serde_json::{Value, json};
use std::time::Duration;

/// A colleague in a conversation, as the window was told: what, who, and until when.
type Told = (&'static str, String, i64);

fn told(place: &Place, conversation: &str) -> Vec<Told> {
    let events = place.host.events.lock().unwrap();
    let one = |event: &DeskEvent| match event {
        DeskEvent::Viewing {
            conversation: at,
            staff,
            until,
        } if at == conversation => Some(("viewing", staff.clone(), *until)),
        DeskEvent::Writing {
            conversation: at,
            staff,
            until,
        } if at == conversation => Some(("writing", staff.clone(), *until)),
        _ => None,
    };
    events.iter().filter_map(one).collect()
}

/// Waits until the last that was told of `conversation` passes `test`.
async fn last(place: &Place, conversation: &str, test: impl Fn(&Told) -> bool) -> Told {
    place
        .until("a colleague is told of", || async {
            told(place, conversation).pop().filter(&test)
        })
        .await
}

async fn shows(place: &Place, conversation: Value, focused: bool) {
    let args = json!({"conversation": conversation, "focused": focused});
    place.call("on_screen", args).await;
}

/// BEYOND 2.5.1: a colleague's window hears who opens a conversation and until when to believe it, that it is said again while it lasts, who
/// writes, and that they left; nothing of it waits in the outbox, and the own window hears nothing.
#[tokio::test(flavor = "multi_thread")]
async fn colleagues_are_told_who_has_it_open() {
    let world = World::new().await;
    let (ines, tomas) = (world.at_work("ines").await, world.at_work("tomas").await);
    let open = |until: i64| move |it: &Told| it.0 == "viewing" && it.2 > until;
    shows(&ines, json!("v-mariana"), true).await;
    let first = last(&tomas, "v-mariana", open(0)).await;
    assert_eq!((first.0, first.1.as_str()), ("viewing", "ines"));
    last(&tomas, "v-mariana", open(first.2)).await;

    let typing = json!({"conversation": "v-mariana", "on": true});
    ines.call("typing", typing).await;
    tomas
        .until("Ines writes", || async {
            let all = told(&tomas, "v-mariana");
            all.into_iter()
                .find(|it| it.0 == "writing" && it.1 == "ines")
        })
        .await;

    shows(&ines, json!("v-wang"), true).await;
    last(&tomas, "v-wang", open(0)).await;
    let left = last(&tomas, "v-mariana", |it| it.0 == "viewing").await;
    assert!(left.2 < first.2, "over at once: {left:?} {first:?}");
    assert_eq!(told(&ines, "v-mariana"), []);
    assert_eq!(ines.call("outbox", Value::Null).await, json!([]));
}

/// A window that nobody looks at any more has left the conversation for colleagues, and is back as soon as somebody looks.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_looks_from_a_window_left_alone() {
    let world = World::new().await;
    let tomas = world.at_work("tomas").await;
    let options = Options {
        viewing_idle: Duration::from_millis(300),
        ..quick()
    };
    let ines = world.place_with(options).await;
    ines.sign_in("ines", true).await;
    ines.until_live().await;
    shows(&ines, json!("v-mariana"), true).await;
    let open = last(&tomas, "v-mariana", |_| true).await;
    shows(&ines, json!("v-mariana"), false).await;
    let left = last(&tomas, "v-mariana", |it| it.2 < open.2).await;
    assert_eq!(left.1, "ines");
    shows(&ines, json!("v-mariana"), true).await;
    last(&tomas, "v-mariana", |it| it.2 > open.2).await;
}
