//! A place that a guest sent, on a map.

use super::id;
use crate::api::ApiError;
use crate::api::args::PlaceArgs;
use crate::desk::Desk;
use domain::id::MessageId;
use domain::message::{Content, Message};

/// Streets and house numbers are readable.
const ZOOM: u8 = 17;

impl Desk {
    /// Opens the place of a location message in the browser. The address is made here from two numbers of the cache, so no
    /// word of a guest is ever part of it.
    pub(crate) async fn open_place(&self, args: PlaceArgs) -> Result<(), ApiError> {
        let message: MessageId = id(&args.message)?;
        let place = self
            .view(move |_, view| {
                Ok(view
                    .reader
                    .get::<Message>(&message)?
                    .and_then(|row| map_link(&row.body.content)))
            })
            .await?;
        let link = place.ok_or(ApiError::new("not_found"))?;
        let host = self.inner.host.clone();
        seam::blocking(move || host.open_url(&link))
            .await
            .map_err(|_| ApiError::new("internal"))
    }
}

/// OpenStreetMap with a marker; nothing for what is no place on Earth.
fn map_link(content: &Content) -> Option<String> {
    let Content::Location {
        latitude,
        longitude,
        ..
    } = content
    else {
        return None;
    };
    let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    on_earth.then(|| {
        format!(
            "https://www.openstreetmap.org/?mlat={latitude:.6}&mlon={longitude:.6}#map={ZOOM}/{latitude:.6}/{longitude:.6}"
        )
    })
}
