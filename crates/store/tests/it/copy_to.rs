//! The copy of the database that a backup is made of.

use crate::conformance::Folder;
use store::SqliteStore;

/// DESIGN_RELAY, Secrets: guests' words and hashes lie in it, so nobody else on the computer may read it.
#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_copy() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let store = SqliteStore::open(folder.0.path()).await.unwrap();
    let copy = folder.0.path().join("copy");
    for _ in 0..2 {
        store.copy_to(&copy, Vec::new()).await.unwrap();
        let rights = std::fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(rights & 0o777, 0o600);
    }
}
