//! Closing and opening.

use super::Place;
use super::world::{NOW, conversation, feed, hotel, id, message, open, scopes, write};
use crate::model::Workspace;
use domain::record::Kind;

/// R1: everything that was acknowledged is there after a restart, in the old term's numbers; closing first changes nothing.
pub async fn reopening_keeps_everything(place: &dyn Place) {
    let store = open(place).await;
    write(
        &*store,
        vec![conversation("c", "p/inbox"), message("m", "c", "p/inbox")],
    )
    .await;
    write(&*store, vec![conversation("c", "q/inbox")]).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.store_answer(super::command_tests::answer("a", "hash"));
    tx.set_lookup(super::command_tests::key("k"), id("c"));
    tx.add_job(super::job_tests::job("j", "lane"));
    tx.remember_events(&["e".to_owned()]).await.unwrap();
    tx.commit().await.unwrap();
    let envelopes = [super::ingress_tests::envelope(&hotel(), b"body")];
    store.put_envelopes(&envelopes).await.unwrap();
    assert_eq!(store.keep_setting("level", "0").await.unwrap(), "0");
    store.put_setting("level", "1").await.unwrap();
    assert_eq!(store.keep_setting("level", "2").await.unwrap(), "1");
    let before = feed(&*store, &["p/inbox", "q/inbox"], 0).await;
    let sums = store
        .checksums(&hotel(), &scopes(&["p/inbox", "q/inbox"]))
        .await;
    store.close().await.unwrap();
    drop(store);

    let store = place.open().await;
    assert_eq!(feed(&*store, &["p/inbox", "q/inbox"], 0).await, before);
    assert_eq!(
        store
            .checksums(&hotel(), &scopes(&["p/inbox", "q/inbox"]))
            .await
            .unwrap(),
        sums.unwrap()
    );
    assert_eq!(
        store.head(&hotel()).await.unwrap(),
        (2, "term-1".to_owned())
    );
    assert_eq!(store.setting("level").await.unwrap().as_deref(), Some("1"));
    assert_eq!(store.setting("nothing").await.unwrap(), None);
    assert_eq!(store.next_due().await.unwrap(), Some(NOW));
    let taken = store.take_envelopes(&hotel(), 9).await.unwrap();
    assert_eq!(taken[0].envelope, envelopes[0]);
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert!(
        tx.answer(&super::command_tests::command("a"))
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(
        tx.lookup(&super::command_tests::key("k")).await.unwrap(),
        Some(id("c"))
    );
    assert_eq!(
        tx.remember_events(&["e".to_owned()]).await.unwrap(),
        [false]
    );
    assert!(tx.get(&Kind::Message, &id("m")).await.unwrap().is_some());
    assert_eq!(tx.next_seq().await.unwrap(), 3);
}

/// Making a hotel twice changes nothing, its first name stays.
pub async fn a_workspace_is_made_once(place: &dyn Place) {
    let store = place.open().await;
    let mut made = Workspace {
        id: hotel(),
        name: "Miralva".to_owned(),
        demo: true,
    };
    store.create_workspace(&made).await.unwrap();
    let (head, term) = store.head(&hotel()).await.unwrap();
    assert_eq!(head, 0);
    assert!(!term.is_empty(), "a hotel is never without a term");
    made.name = "Other".to_owned();
    store.create_workspace(&made).await.unwrap();
    let all = store.workspaces().await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].name.as_str(), all[0].demo), ("Miralva", true));
    assert_eq!(store.head(&hotel()).await.unwrap().1, term);
    assert_eq!(store.terms(&hotel()).await.unwrap().len(), 1);
}
