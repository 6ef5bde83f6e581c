//! Where somebody can write to the hotel from a browser: the page of its first Live Chat connection.

use crate::api::ApiError;
use crate::api::args::NoArgs;
use crate::desk::Desk;
use crate::session::lock;
use domain::channel::Channel;
use domain::connection::{Connection, ConnectionStatus};
use url::Url;

impl Desk {
    /// The address, for copying; nothing where no Live Chat is connected.
    pub(crate) async fn chat_page(&self, _: NoArgs) -> Result<Option<String>, ApiError> {
        self.view(|session, view| {
            let all = view.reader.all::<Connection>()?;
            let mut pages = all.iter().filter(|row| {
                row.body.channel == Channel::LiveChat
                    && row.body.status != ConnectionStatus::Disconnected
            });
            let relay = lock(&session.meta).relay.clone();
            Ok(pages
                .next()
                .and_then(|row| address(&relay, row.id.as_str())))
        })
        .await
    }

    /// Opens it in the browser. The address is made here, never taken from the window.
    pub(crate) async fn open_chat_page(&self, args: NoArgs) -> Result<(), ApiError> {
        let page = self.chat_page(args).await?;
        let page = page.ok_or(ApiError::new("not_found"))?;
        let host = self.inner.host.clone();
        seam::blocking(move || host.open_url(&page))
            .await
            .map_err(|_| ApiError::new("internal"))
    }
}

fn address(relay: &str, connection: &str) -> Option<String> {
    let mut url = Url::parse(relay).ok()?;
    url.path_segments_mut()
        .ok()?
        .pop_if_empty()
        .extend(["chat", connection]);
    Some(url.to_string())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_made_of_the_relays_and_the_connection() {
        let made = |relay: &str| address(relay, "demo/../x").unwrap_or_default();
        assert_eq!(
            made("https://relay.example/"),
            "https://relay.example/chat/demo%2F..%2Fx"
        );
        assert_eq!(
            made("http://127.0.0.1:8787"),
            "http://127.0.0.1:8787/chat/demo%2F..%2Fx"
        );
    }
}
