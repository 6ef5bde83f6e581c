//! What never syncs: people's keys, devices, leases, secrets.

use super::Place;
use super::world::{NOW, add_hotel, conversation, feed, hotel, open, staff, write};
use crate::error::StoreError;
use crate::model::{Credential, Device, Invitation, SealedSecret};
use crate::store_trait::Store;
use domain::id::{DeviceId, WorkspaceId};
use domain::record::Kind;
use domain::time::{MINUTE, UnixMillis};
use std::sync::Arc;

fn invitation(code: &str, email: &str) -> Invitation {
    Invitation {
        code_hash: code.to_owned(),
        purpose: "invite".to_owned(),
        email: email.to_owned(),
        expires_at: NOW.plus(MINUTE),
    }
}

/// A device of a person.
#[must_use]
pub fn device(id: &str, of: &str) -> Device {
    Device {
        id: DeviceId::new(id).unwrap(),
        workspace: hotel(),
        staff: staff(of),
        name: "Front desk 1".to_owned(),
        token_hash: format!("hash-of-{id}"),
        created_at: NOW,
        last_seen: NOW,
        revoked_at: None,
    }
}

fn secret(kind: &str, sealed: &[u8]) -> SealedSecret {
    SealedSecret {
        connection: "wa-1".to_owned(),
        kind: kind.to_owned(),
        key_id: "0011aabb".to_owned(),
        sealed: sealed.to_vec(),
    }
}

/// Sixteen at once: one of them gets it. Not after its end.
pub async fn an_invitation_is_taken_exactly_once(place: &dyn Place) {
    let store = open(place).await;
    store
        .put_invitation(&invitation("code", "ines@example.test"))
        .await
        .unwrap();
    let late = NOW.plus(MINUTE + 1);
    assert_eq!(store.invitation("code", late).await.unwrap(), None);
    assert!(!store.take_invitation("code", late).await.unwrap());
    assert_eq!(
        store.invitation("code", NOW.plus(MINUTE)).await.unwrap(),
        Some(invitation("code", "ines@example.test"))
    );
    let takers: Vec<_> = (0..16)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.take_invitation("code", NOW).await.unwrap() })
        })
        .collect();
    let mut won = 0;
    for taker in takers {
        won += u32::from(taker.await.unwrap());
    }
    assert_eq!(won, 1);
    assert_eq!(store.invitation("code", NOW).await.unwrap(), None);
}

/// One running code a person; the first owner's has no name.
pub async fn a_new_invitation_replaces_the_old(place: &dyn Place) {
    let store = open(place).await;
    for (code, email) in [
        ("1", "a@example.test"),
        ("2", "b@example.test"),
        ("3", "a@example.test"),
        ("4", ""),
        ("5", ""),
    ] {
        store
            .put_invitation(&invitation(code, email))
            .await
            .unwrap();
    }
    let mut good = Vec::new();
    for code in ["1", "2", "3", "4", "5"] {
        if store.invitation(code, NOW).await.unwrap().is_some() {
            good.push(code);
        }
    }
    assert_eq!(good, ["2", "3", "5"]);
}

/// A revoked device is still found by its token, so that it can be told; it is off the list, once.
pub async fn a_device_is_revoked_exactly_once(place: &dyn Place) {
    let store = open(place).await;
    let (one, two) = (device("d1", "olga"), device("d2", "rita"));
    store.put_device(&one).await.unwrap();
    store.put_device(&two).await.unwrap();
    assert_eq!(store.device_by_token("hash-of-d3").await.unwrap(), None);
    assert_eq!(
        store.devices(&hotel()).await.unwrap(),
        [one.clone(), two.clone()]
    );
    let mut same_token = device("d4", "olga");
    same_token.token_hash.clone_from(&one.token_hash);
    assert!(matches!(
        store.put_device(&same_token).await,
        Err(StoreError::Taken(_))
    ));
    let other = WorkspaceId::new("other").unwrap();
    add_hotel(&*store, &other).await;
    assert!(!store.revoke_device(&other, &one.id, NOW).await.unwrap());
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let (store, id) = (Arc::clone(&store), one.id.clone());
            tokio::spawn(async move { store.revoke_device(&hotel(), &id, NOW).await.unwrap() })
        })
        .collect();
    let mut won = 0;
    for attempt in tries {
        won += u32::from(attempt.await.unwrap());
    }
    assert_eq!(won, 1);
    assert_eq!(store.devices(&hotel()).await.unwrap(), [two]);
    let found = store.device_by_token("hash-of-d1").await.unwrap().unwrap();
    assert_eq!(found.revoked_at, Some(NOW));
}

/// Contacts within the minute are not written; time never goes back.
pub async fn contact_is_noted_once_a_minute(place: &dyn Place) {
    let store = open(place).await;
    let of = device("d1", "olga");
    store.put_device(&of).await.unwrap();
    let mut seen = Vec::new();
    for after in [MINUTE - 1, MINUTE, MINUTE + 5, 2 * MINUTE, -MINUTE] {
        store.touch_device(&of.id, NOW.plus(after)).await.unwrap();
        let found = store.device_by_token("hash-of-d1").await.unwrap().unwrap();
        seen.push(found.last_seen.since(NOW));
    }
    assert_eq!(seen, [0, MINUTE, MINUTE, 2 * MINUTE, 2 * MINUTE]);
    let nobody = DeviceId::new("nobody").unwrap();
    store.touch_device(&nobody, NOW).await.unwrap();
}

/// A person is present while any of their devices holds a lease.
pub async fn presence_is_a_lease(place: &dyn Place) {
    let store = open(place).await;
    let (desk, phone) = (device("d1", "olga").id, device("d2", "olga").id);
    let until = |ms: i64| NOW.plus(ms);
    let lease = |who: &'static str, device: DeviceId, end: UnixMillis| {
        let store = Arc::clone(&store);
        async move {
            store
                .lease_presence(&hotel(), &staff(who), &device, end)
                .await
                .unwrap();
        }
    };
    lease("olga", desk.clone(), until(90)).await;
    lease("olga", phone.clone(), until(50)).await;
    lease("rita", phone.clone(), until(10)).await;
    let present = |at: i64| {
        let store = Arc::clone(&store);
        async move {
            let people = store.present(&hotel(), NOW.plus(at)).await.unwrap();
            people
                .iter()
                .map(|who| who.as_str().to_owned())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(present(0).await, ["olga", "rita"]);
    assert_eq!(present(10).await, ["olga"], "a lease ends at its end");
    lease("rita", phone, until(95)).await;
    assert_eq!(present(89).await, ["olga", "rita"]);
    assert_eq!(present(90).await, ["rita"]);
    lease("rita", desk, NOW).await;
    assert_eq!(present(94).await, ["rita"]);
    assert!(present(95).await.is_empty());
}

/// One person, several hotels; writing again replaces.
pub async fn credentials_and_memberships(place: &dyn Place) {
    let store = open(place).await;
    let other = WorkspaceId::new("other").unwrap();
    add_hotel(&*store, &other).await;
    let mut person = Credential {
        email: "olga@example.test".to_owned(),
        password_hash: String::new(),
        memberships: vec![(hotel(), staff("olga")), (other, staff("olga-2"))],
    };
    assert_eq!(store.credential(&person.email).await.unwrap(), None);
    store.put_credential(&person).await.unwrap();
    assert_eq!(
        store.credential(&person.email).await.unwrap(),
        Some(person.clone())
    );
    person.password_hash = "$argon2id$…".to_owned();
    person.memberships.pop();
    store.put_credential(&person).await.unwrap();
    assert_eq!(store.credential(&person.email).await.unwrap(), Some(person));
}

/// A secret is found by its place; a new one replaces it, another hotel has its own.
pub async fn secrets_are_replaced_by_place(place: &dyn Place) {
    let store = open(place).await;
    let other = WorkspaceId::new("other").unwrap();
    add_hotel(&*store, &other).await;
    for (of, new) in [
        (hotel(), secret("access_token", b"old")),
        (hotel(), secret("verify_token", b"v")),
        (other.clone(), secret("access_token", b"theirs")),
        (hotel(), secret("access_token", b"new")),
    ] {
        store.put_secret(&of, &new).await.unwrap();
    }
    assert_eq!(
        store.secrets(&hotel()).await.unwrap(),
        [secret("access_token", b"new"), secret("verify_token", b"v")]
    );
    assert_eq!(
        store.secrets(&other).await.unwrap(),
        [secret("access_token", b"theirs")]
    );
}

/// Words planted in everything that is kept apart.
const PLANTED: &str = "planted-word";

/// A walk over every kind and every scope there could be finds none of what is kept apart.
pub async fn nothing_apart_reaches_the_feed(place: &dyn Place) {
    let store = open(place).await;
    plant(&*store).await;
    write(&*store, vec![conversation("c", "p/inbox")]).await;
    let everything = [
        "p/inbox", "p/guests", "p/stays", "p/admin", "house", "~olga", "", PLANTED,
    ];
    let page = feed(&*store, &everything, 0).await;
    assert_eq!(page.records.len(), 1, "only what was put as a record");
    assert!(!format!("{page:?}").contains(PLANTED));
    let kinds = [
        "secret",
        "credential",
        "invitation",
        "device",
        "session",
        "job",
        "envelope",
        "presence",
        "audit",
        "command",
        "event_key",
        "setting",
        "terms",
        "commits",
        "lookup",
    ];
    let kinds = Kind::KNOWN
        .iter()
        .cloned()
        .chain(kinds.map(Kind::from_text));
    for kind in kinds {
        let query = crate::model::HistoryQuery {
            kind: kind.clone(),
            parent: None,
            before: None,
            limit: 500,
        };
        let of = super::world::scopes(&everything);
        let found = store.history(&hotel(), &of, &query).await.unwrap();
        let expected = usize::from(kind == Kind::Conversation);
        assert_eq!(found.len(), expected, "{kind}");
        assert!(!format!("{found:?}").contains(PLANTED));
    }
}

async fn plant(store: &dyn Store) {
    let word = PLANTED.to_owned();
    store
        .put_secret(&hotel(), &secret(PLANTED, PLANTED.as_bytes()))
        .await
        .unwrap();
    let person = Credential {
        email: word.clone(),
        password_hash: word.clone(),
        memberships: vec![(hotel(), staff(PLANTED))],
    };
    store.put_credential(&person).await.unwrap();
    store
        .put_invitation(&invitation(PLANTED, PLANTED))
        .await
        .unwrap();
    let computer = device(PLANTED, PLANTED);
    store.put_device(&computer).await.unwrap();
    store
        .lease_presence(&hotel(), &staff(PLANTED), &computer.id, NOW.plus(MINUTE))
        .await
        .unwrap();
    store
        .audit(&hotel(), Some(&staff(PLANTED)), PLANTED, PLANTED, NOW)
        .await
        .unwrap();
    store.put_setting(PLANTED, PLANTED).await.unwrap();
    store
        .put_envelopes(&[super::ingress_tests::envelope(&hotel(), PLANTED.as_bytes())])
        .await
        .unwrap();
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.add_job(super::job_tests::job(PLANTED, PLANTED));
    tx.set_lookup(
        super::command_tests::key(PLANTED),
        super::world::id(PLANTED),
    );
    tx.store_answer(super::command_tests::answer(PLANTED, PLANTED));
    tx.remember_events(&[word]).await.unwrap();
    tx.commit().await.unwrap();
}
