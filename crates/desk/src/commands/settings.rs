//! Commands about this computer's settings. They need nobody signed in: the login page has a theme and a language, too.

use crate::api::ApiError;
use crate::api::args::NoArgs;
use crate::api::event::DeskEvent;
use crate::api::settings::Settings;
use crate::desk::Desk;
use crate::session::lock;
use crate::settings;

impl Desk {
    pub(crate) async fn settings(&self, _: NoArgs) -> Result<Settings, ApiError> {
        Ok(self.current_settings())
    }

    pub(crate) async fn save_settings(&self, args: Settings) -> Result<(), ApiError> {
        settings::check(&args)?;
        // Two saves never mix, nor their announcements.
        let _turn = self.inner.saving.lock().await;
        let desk = self.clone();
        seam::blocking(move || desk.keep_settings(args))
            .await
            .map_err(|_| ApiError::new("internal"))?
    }

    /// Blocking.
    fn keep_settings(&self, wanted: Settings) -> Result<(), ApiError> {
        let inner = &self.inner;
        if *lock(&inner.settings) == wanted {
            return Ok(());
        }
        settings::save(&wanted, inner.home()).map_err(|error| {
            tracing::warn!(%error, "desk.settings_not_kept");
            let full = error.kind() == std::io::ErrorKind::StorageFull;
            ApiError::new(if full { "disk_full" } else { "disk_error" })
        })?;
        lock(&inner.settings).clone_from(&wanted);
        inner.host.emit(&DeskEvent::Settings { settings: wanted });
        Ok(())
    }
}
