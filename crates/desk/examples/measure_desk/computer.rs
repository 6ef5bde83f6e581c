//! A desk of the demo hotel on a computer that has nothing but a folder.

use anyhow::Result;
use desk::api::event::DeskEvent;
use desk::host::{Badge, Host, News, Notice, SecretError};
use desk::{Desk, Options};
use domain::time::UnixMillis;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use testkit::relay::DEMO_PASSWORD;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Says when the desk announced something.
struct Computer {
    secrets: Mutex<HashMap<String, Vec<u8>>>,
    said: UnboundedSender<(Instant, DeskEvent)>,
    begun: Instant,
    home: tempfile::TempDir,
}

impl Computer {
    fn secrets(&self) -> std::sync::MutexGuard<'_, HashMap<String, Vec<u8>>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Computer {
    fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretError> {
        Ok(self.secrets().get(name).cloned())
    }
    fn secret_set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.secrets().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }
    fn secret_delete(&self, name: &str) -> Result<(), SecretError> {
        self.secrets().remove(name);
        Ok(())
    }
    fn notify(&self, _: &Notice) {}
    fn tell(&self, _: &News) {}
    fn close_notice(&self, _: &str) {}
    fn badge(&self, _: Badge) {}
    fn present(&self) {}
    fn quit(&self) {}
    fn open_url(&self, _: &str) {}
    fn open_path(&self, _: &Path) {}
    fn downloads(&self) -> PathBuf {
        self.home.path().to_owned()
    }
    fn emit(&self, event: &DeskEvent) {
        let _ = self.said.send((Instant::now(), event.clone()));
    }
    #[expect(clippy::disallowed_methods, reason = "a host has the clock")]
    fn now(&self) -> UnixMillis {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let millis = since.map_or(0, |it| it.as_millis());
        UnixMillis(i64::try_from(millis).unwrap_or_default())
    }
    fn monotonic(&self) -> Duration {
        self.begun.elapsed()
    }
    fn new_id(&self) -> String {
        desk::host::fresh_id()
    }
    fn device_name(&self) -> String {
        "Measured".to_owned()
    }
    fn home(&self) -> PathBuf {
        self.home.path().to_owned()
    }
}

/// Signed in at that relay, and live.
pub(crate) async fn at_work(
    relay: &str,
) -> Result<(Desk, UnboundedReceiver<(Instant, DeskEvent)>)> {
    let (said, heard) = unbounded_channel();
    let computer = Arc::new(Computer {
        secrets: Mutex::default(),
        said,
        begun: Instant::now(),
        home: tempfile::tempdir()?,
    });
    let desk = Desk::start_with(computer, Options::default()).await;
    let who = json!({
        "relay": relay, "email": "tomas@miralva.example", "password": DEMO_PASSWORD, "keep": true, "workspace": null,
    });
    let call = |command: &'static str, arguments: Value| {
        let desk = &desk;
        async move {
            let answer = desk.rpc(command, arguments).await;
            answer.map_err(|error| anyhow::anyhow!("{command}: {}", error.code))
        }
    };
    call("sign_in", who).await?;
    while call("app_state", Value::Null).await?["sync"]["state"] != "live" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok((desk, heard))
}
