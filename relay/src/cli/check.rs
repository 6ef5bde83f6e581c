//! `check`: settings and database, changing nothing.

use super::{Stop, Words, failed, print};
use crate::app::open_store;
use crate::config::Settings;
use fluent_bundle::FluentValue;
use store::sqlite::FILE;

pub(super) async fn run(words: &Words, settings: Settings) -> Result<(), Stop> {
    print(&words.say("check-settings"))?;
    let folder = &settings.server.data;
    if settings.server.database.is_none() && !folder.join(FILE).exists() {
        let folder = folder.display().to_string();
        return print(&words.with("check-no-store", &[("folder", folder.into())]));
    }
    // A database of an older version would be changed by opening it: that is `serve`'s business, and harmless.
    let store = open_store(&settings.server)
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
