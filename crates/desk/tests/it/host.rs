//! A computer that is only the trait.

use desk::api::event::DeskEvent;
use desk::host::{Badge, Host, News, Notice, SecretError};
use domain::time::UnixMillis;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a test can look at and turn.
pub(crate) struct TestHost {
    pub(crate) secrets: Mutex<HashMap<String, Vec<u8>>>,
    pub(crate) keyring_error: Mutex<Option<SecretError>>,
    pub(crate) notices: Mutex<Vec<Notice>>,
    /// News of the house.
    pub(crate) news: Mutex<Vec<News>>,
    pub(crate) closed: Mutex<Vec<String>>,
    /// Taskbar and tray, newest last.
    pub(crate) badges: Mutex<Vec<Badge>>,
    /// How often the window was brought to the front.
    pub(crate) presented: AtomicU32,
    /// Somebody ended the app.
    pub(crate) quits: AtomicU32,
    pub(crate) opened: Mutex<Vec<String>>,
    pub(crate) events: Mutex<Vec<DeskEvent>>,
    /// Added to the wall clock, ms.
    pub(crate) ahead: AtomicI64,
    pub(crate) begun: Instant,
    pub(crate) home: TempDir,
    /// A folder that outlives this process in place of [`Self::home`]; the keyring is kept in a file beside it.
    pub(crate) lasting: Option<PathBuf>,
    pub(crate) downloads: TempDir,
}

impl TestHost {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self::made(None))
    }

    /// A computer whose folder and keyring an earlier process has left.
    pub(crate) fn lasting(folder: &Path) -> Arc<Self> {
        let kept = std::fs::read(folder.join("keyring.json"));
        let secrets = kept.map_or_else(
            |_| HashMap::new(),
            |kept| serde_json::from_slice(&kept).unwrap(),
        );
        let host = Self::made(Some(folder.join("home")));
        *host.secrets.lock().unwrap() = secrets;
        Arc::new(host)
    }

    fn made(lasting: Option<PathBuf>) -> Self {
        Self {
            secrets: Mutex::default(),
            keyring_error: Mutex::default(),
            notices: Mutex::default(),
            news: Mutex::default(),
            closed: Mutex::default(),
            badges: Mutex::default(),
            presented: AtomicU32::new(0),
            quits: AtomicU32::new(0),
            opened: Mutex::default(),
            events: Mutex::default(),
            ahead: AtomicI64::new(0),
            begun: Instant::now(),
            home: tempfile::tempdir().unwrap(),
            lasting,
            downloads: tempfile::tempdir().unwrap(),
        }
    }

    /// Whole or not at all, as a system's keyring writes.
    fn keep(&self, secrets: &HashMap<String, Vec<u8>>) {
        if let Some(folder) = self.lasting.as_deref().and_then(Path::parent) {
            let beside = folder.join("keyring.new");
            std::fs::write(&beside, serde_json::to_vec(secrets).unwrap()).unwrap();
            std::fs::rename(beside, folder.join("keyring.json")).unwrap();
        }
    }

    fn keyring(&self) -> Result<(), SecretError> {
        self.keyring_error.lock().unwrap().map_or(Ok(()), Err)
    }
}

impl Host for TestHost {
    fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretError> {
        self.keyring()?;
        Ok(self.secrets.lock().unwrap().get(name).cloned())
    }
    fn secret_set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.keyring()?;
        let mut secrets = self.secrets.lock().unwrap();
        secrets.insert(name.to_owned(), secret.to_vec());
        self.keep(&secrets);
        Ok(())
    }
    fn secret_delete(&self, name: &str) -> Result<(), SecretError> {
        self.keyring()?;
        let mut secrets = self.secrets.lock().unwrap();
        secrets.remove(name);
        self.keep(&secrets);
        Ok(())
    }
    fn notify(&self, notice: &Notice) {
        self.notices.lock().unwrap().push(notice.clone());
    }
    fn tell(&self, news: &News) {
        self.news.lock().unwrap().push(news.clone());
    }
    fn close_notice(&self, about: &str) {
        self.closed.lock().unwrap().push(about.to_owned());
    }
    fn badge(&self, badge: Badge) {
        self.badges.lock().unwrap().push(badge);
    }
    fn present(&self) {
        self.presented.fetch_add(1, Ordering::Relaxed);
    }
    fn quit(&self) {
        self.quits.fetch_add(1, Ordering::Relaxed);
    }
    fn open_url(&self, url: &str) {
        self.opened.lock().unwrap().push(url.to_owned());
    }
    fn open_path(&self, path: &Path) {
        let path = path.display().to_string();
        self.opened.lock().unwrap().push(path);
    }
    fn downloads(&self) -> PathBuf {
        self.downloads.path().to_owned()
    }
    fn emit(&self, event: &DeskEvent) {
        self.events.lock().unwrap().push(event.clone());
    }
    #[expect(clippy::disallowed_methods, reason = "a host has the clock")]
    fn now(&self) -> UnixMillis {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        let now = i64::try_from(since.as_millis()).unwrap();
        UnixMillis(now + self.ahead.load(Ordering::Relaxed))
    }
    fn monotonic(&self) -> Duration {
        self.begun.elapsed()
    }
    fn new_id(&self) -> String {
        desk::host::fresh_id()
    }
    fn device_name(&self) -> String {
        "Front desk 1".to_owned()
    }
    fn home(&self) -> PathBuf {
        let lasting = self.lasting.clone();
        lasting.unwrap_or_else(|| self.home.path().to_owned())
    }
}
