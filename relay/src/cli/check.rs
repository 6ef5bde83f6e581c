//! `check`: settings and database, changing nothing.

use super::{Stop, Words, failed, print};
use crate::config::Settings;
use fluent_bundle::FluentValue;
use store::Store as _;
use store::sqlite::{FILE, SqliteStore};

pub(super) async fn run(words: &Words, settings: Settings) -> Result<(), Stop> {
    print(&words.say("check-settings"))?;
    let folder = settings.server.data;
    let file = folder.join(FILE);
    if !file.exists() {
        let folder = folder.display().to_string();
        return print(&words.with("check-no-store", &[("folder", folder.into())]));
    }
    // A database of an older version would be changed by opening it: that is `serve`'s business, and harmless.
    let store = SqliteStore::open(&file)
        .await
        .map_err(|error| failed(words, &error))?;
    let hotels = store
        .workspaces()
        .await
        .map_err(|error| failed(words, &error))?
        .len();
    store.close().await.map_err(|error| failed(words, &error))?;
    print(&words.with("check-store", &[("hotels", FluentValue::from(hotels))]))
}
