//! Who else has a conversation open, and who writes there (BEYOND 2.5.1; DESIGN_RELAY, "Nodes and API").

use crate::relay_world::{Frames, World};
use domain::id::PropertyId;
use serde_json::{Value, json};

fn viewing(conversation: &str, on: bool) -> Value {
    json!({"type": "viewing", "conversation": conversation, "on": on})
}

fn typing(conversation: &str, on: bool) -> Value {
    json!({"type": "typing", "conversation": conversation, "on": on})
}

fn signal(what: &str, conversation: &str, staff: &str, on: bool) -> Value {
    json!({"frame": "signal", "signal": what, "conversation": conversation, "staff": staff, "on": on})
}

/// The next signal. Signals keep their order, so one that was not to be heard would come before the one that was.
async fn heard(desk: &mut Frames) -> Value {
    desk.until(|it| it["frame"] == "signal").await
}

/// BEYOND 2.5.1, R9: that a colleague opens, writes and leaves is heard by whoever may see the conversation, not by the own other computer,
/// and by nobody without the scope; nothing of it is stored or numbered.
#[tokio::test]
async fn colleagues_hear_who_looks_and_who_writes() {
    let world = World::demo().await;
    let (ines, other) = (world.sign_in("ines").await, world.sign_in("ines").await);
    let (tomas, rita) = (world.sign_in("tomas").await, world.sign_in("rita").await);
    let bruno = world.sign_in("bruno").await;
    let mut from = world.stream(&ines, None).await;
    let mut own = world.stream(&other, None).await;
    let mut colleagues = [
        world.stream(&tomas, None).await,
        world.stream(&rita, None).await,
    ];
    let mut beach = world.stream(&bruno, None).await;
    let (_, before) = ines.changes(None).await.unwrap();
    for (said, what, on) in [
        (viewing("v-mariana", true), "viewing", true),
        (typing("v-mariana", true), "writing", true),
        (typing("v-mariana", false), "writing", false),
        (viewing("v-mariana", false), "viewing", false),
    ] {
        from.say(&said).await;
        for desk in &mut colleagues {
            assert_eq!(heard(desk).await, signal(what, "v-mariana", "ines", on));
        }
    }
    let (_, after) = ines.changes(None).await.unwrap();
    assert_eq!(before, after, "signals take no number");
    // The first that Bruno hears is of his own house, and the first that Ines' other computer hears is of Bruno.
    from.say(&viewing("v-b-anke", true)).await;
    let first = heard(&mut beach).await;
    assert_eq!(first, signal("viewing", "v-b-anke", "ines", true));
    beach.say(&viewing("v-b-anke", true)).await;
    let first = heard(&mut own).await;
    assert_eq!(first, signal("viewing", "v-b-anke", "bruno", true));
}

/// R9: nobody is heard where they may not see, nor writing where they may not write; what is no conversation is let go.
#[tokio::test]
async fn nobody_is_heard_where_they_may_not_be() {
    let world = World::demo().await;
    let (tomas, rita) = (world.sign_in("tomas").await, world.sign_in("rita").await);
    let (bruno, ines) = (world.sign_in("bruno").await, world.sign_in("ines").await);
    let mut listener = world.stream(&tomas, None).await;
    let mut beach = world.stream(&bruno, None).await;
    beach.say(&viewing("v-mariana", true)).await;
    beach.say(&typing("v-mariana", true)).await;
    beach.say(&viewing("nowhere", true)).await;
    // The two lines are not ordered between each other: Bruno is heard where he may be, so the relay has read all of the above.
    beach.say(&viewing("v-b-anke", true)).await;
    assert_eq!(
        heard(&mut listener).await,
        signal("viewing", "v-b-anke", "bruno", true)
    );
    let mut housekeeping = world.stream(&rita, None).await;
    housekeeping.say(&typing("v-mariana", true)).await;
    housekeeping.say(&viewing("v-mariana", true)).await;
    assert_eq!(
        heard(&mut listener).await,
        signal("viewing", "v-mariana", "rita", true),
        "it is Ines who writes there"
    );
    let mut manager = world.stream(&ines, None).await;
    manager.say(&typing("v-wang", true)).await;
    assert_eq!(
        heard(&mut listener).await,
        signal("writing", "v-wang", "ines", true),
        "a manager may write in a colleague's conversation"
    );
}

/// R9, R10: who has lost the house hears nothing more of it.
#[tokio::test]
async fn a_lost_house_is_silent() {
    let world = World::demo().await;
    let (ines, tomas) = (world.sign_in("ines").await, world.sign_in("tomas").await);
    let mut listener = world.stream(&tomas, None).await;
    let mut from = world.stream(&ines, None).await;
    from.say(&viewing("v-mariana", true)).await;
    assert_eq!(heard(&mut listener).await["conversation"], "v-mariana");
    world
        .change_staff("tomas", |staff| {
            staff.properties = vec![PropertyId::new("beach").unwrap()];
        })
        .await;
    listener.until(|it| it["frame"] == "scopes").await;
    from.say(&viewing("v-wang", true)).await;
    from.say(&viewing("v-b-anke", true)).await;
    assert_eq!(heard(&mut listener).await["conversation"], "v-b-anke");
}
