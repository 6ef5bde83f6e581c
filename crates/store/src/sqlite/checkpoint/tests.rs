//! The log of a store that is written to without a pause.

use super::{Need, PASSIVE_PAGES, TRUNCATE_BYTES, need};
use crate::model::{NewEnvelope, Workspace};
use crate::sqlite::SqliteStore;
use crate::store_trait::Store;
use domain::id::WorkspaceId;
use domain::time::UnixMillis;

#[test]
fn a_log_is_copied_beside_the_writer_and_truncated_before_it_grows_without_end() {
    assert_eq!(need(PASSIVE_PAGES, 0), Need::Nothing);
    assert_eq!(need(PASSIVE_PAGES + 1, 0), Need::Passive);
    assert_eq!(need(PASSIVE_PAGES * 2, PASSIVE_PAGES * 2), Need::Nothing);
    assert_eq!(need(16_384, 16_384), Need::Nothing);
    assert_eq!(need(16_385, 16_385), Need::Truncate);
}

/// The log does not grow without end: it is copied while the store is written to, and truncated at the limit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_kept_short() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    let id = WorkspaceId::new("hotel").unwrap();
    let hotel = Workspace {
        id: id.clone(),
        name: "Hotel".to_owned(),
        demo: false,
    };
    store.create_workspace(&hotel).await.unwrap();
    let envelope = NewEnvelope {
        workspace: id,
        channel: "whatsapp".to_owned(),
        receiver: None,
        body: vec![7; 5_000_000],
        guests: Vec::new(),
        received_at: UnixMillis(0),
    };
    let log = folder.path().join("relay.db-wal");
    let mut longest = 0;
    for _ in 0..30 {
        store
            .put_envelopes(std::slice::from_ref(&envelope))
            .await
            .unwrap();
        longest = longest.max(std::fs::metadata(&log).unwrap().len());
    }
    let limit = u64::try_from(TRUNCATE_BYTES).unwrap();
    assert!(longest < limit + 6_000_000, "{longest}");
    store.close().await.unwrap();
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
    assert_eq!(store.envelope_backlog().await.unwrap(), 30);
}
