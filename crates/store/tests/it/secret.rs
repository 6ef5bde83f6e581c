//! Sealed secrets.

use domain::id::WorkspaceId;
use proptest::prelude::*;
use store::model::SealedSecret;
use store::secret::{KeyRing, MasterKey, NONCE, SecretError};

fn hotel() -> WorkspaceId {
    WorkspaceId::new("hotel").unwrap()
}

fn ring() -> KeyRing {
    KeyRing::new(MasterKey::new([1; 32]), Vec::new())
}

fn sealed() -> SealedSecret {
    ring()
        .seal(
            &hotel(),
            "wa-1",
            "app_secret",
            b"demo-app-secret",
            [9; NONCE],
        )
        .unwrap()
}

/// What was sealed opens in its place; the row holds neither the words nor the key.
#[test]
fn a_secret_opens_where_it_was_sealed() {
    let secret = sealed();
    assert_eq!(
        ring().open(&hotel(), &secret).unwrap().as_slice(),
        b"demo-app-secret"
    );
    assert!(
        !secret
            .sealed
            .windows(4)
            .any(|bytes| bytes == b"demo" || bytes == [1; 4])
    );
    assert_eq!(secret.sealed[..NONCE], [9; NONCE]);
}

/// Moved to another row it does not open: another hotel, connection or kind.
#[test]
fn a_secret_moved_elsewhere_does_not_open() {
    let other = WorkspaceId::new("other").unwrap();
    assert_eq!(
        ring().open(&other, &sealed()).err(),
        Some(SecretError::Tampered)
    );
    for (connection, kind) in [
        ("wa-2", "app_secret"),
        ("wa-1", "verify_token"),
        ("wa-1app", "_secret"),
    ] {
        let mut moved = sealed();
        connection.clone_into(&mut moved.connection);
        kind.clone_into(&mut moved.kind);
        assert_eq!(
            ring().open(&hotel(), &moved).err(),
            Some(SecretError::Tampered),
            "{connection} {kind}"
        );
    }
}

/// After a change of keys old secrets still open and new ones use the new key; a key that is gone is named.
#[test]
fn old_keys_read_and_a_missing_key_is_named() {
    let old = MasterKey::new([1; 32]);
    let new = KeyRing::new(MasterKey::new([2; 32]), vec![old.clone()]);
    assert!(new.open(&hotel(), &sealed()).is_ok());
    let again = new
        .seal(&hotel(), "wa-1", "app_secret", b"x", [3; NONCE])
        .unwrap();
    assert_eq!(again.key_id, new.current().id());
    assert_ne!(again.key_id, old.id());
    let without = KeyRing::new(MasterKey::new([2; 32]), Vec::new());
    assert_eq!(
        without.open(&hotel(), &sealed()).err(),
        Some(SecretError::NoKey(old.id()))
    );
}

/// A key is known by the first 8 hex digits of its sha256, and printing shows nothing of it.
#[test]
fn a_key_tells_its_id_only() {
    // sha256 of 32 zero bytes: 66687aadf862bd77…
    assert_eq!(MasterKey::new([0; 32]).id(), "66687aad");
    let printed = format!("{:?} {:?} {:?}", ring(), MasterKey::new([77; 32]), sealed());
    assert!(
        !printed.contains("77") && !printed.contains("[1"),
        "{printed}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every single-bit change and every cut is refused.
    #[test]
    fn any_change_is_refused(bit in 0..(sealed().sealed.len() * 8), cut in 0..sealed().sealed.len()) {
        let mut flipped = sealed();
        flipped.sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(ring().open(&hotel(), &flipped).err(), Some(SecretError::Tampered));
        let mut short = sealed();
        short.sealed.truncate(cut);
        prop_assert_eq!(ring().open(&hotel(), &short).err(), Some(SecretError::Tampered));
    }
}
