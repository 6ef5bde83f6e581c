//! `demo`.

use super::serve::start_failed;
use super::{Stop, Words, failed, print};
use crate::app;
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::demo::{self, DemoError, Loaded};
use std::sync::Arc;

pub(super) async fn run(words: &Words, settings: Settings) -> Result<(), Stop> {
    let place = settings.server.clone();
    let tools = app::open_tools(&settings, Arc::new(SystemClock))
        .await
        .map_err(|error| start_failed(words, &place, &error))?;
    let loaded = demo::load(&tools).await;
    tools.close().await;
    match loaded {
        Ok(Loaded::New) => {}
        Ok(Loaded::There) => return print(&words.say("demo-there")),
        Err(DemoError::OtherHotel(hotel)) => {
            return Err(Stop::failed(
                words.with("demo-other", &[("hotel", hotel.into())]),
            ));
        }
        Err(error) => return Err(failed(words, &error)),
    }
    let values = [
        ("hotel", demo::HOTEL.into()),
        ("password", demo::PASSWORD.into()),
    ];
    print(&words.with("demo-loaded", &values))?;
    for person in demo::people().map_err(|error| failed(words, &error))? {
        let values = [
            ("email", person.email.into()),
            ("role", person.role.to_string().into()),
        ];
        print(&format!("  {}", words.with("demo-person", &values)))?;
    }
    Ok(())
}
