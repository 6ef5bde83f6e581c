//! A real window under test: the built app, driven through tauri-driver and WebKitWebDriver.

use crate::desktop::{app_process, wait_until};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, Key};

/// How long anything that a person would wait for may take before a story fails. Not a measurement.
const PATIENCE: Duration = Duration::from_secs(30);

/// The app in its window.
pub(crate) struct Window {
    pub(crate) driver: WebDriver,
    tauri_driver: Child,
    home: PathBuf,
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// A call of the desk as the page writes it.
fn rpc(command: &str, arguments: &Value) -> String {
    format!("window.__TAURI_INTERNALS__.invoke('rpc', {{ cmd: '{command}', args: {arguments} }})")
}

/// The app that cargo built for this test.
pub(crate) fn app() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_bellhop"))
}

impl Window {
    /// Starts the app with its files under `home` and waits for its page.
    pub(crate) async fn open(home: &Path, environment: &[(&str, &str)]) -> Self {
        let port = free_port();
        let native = free_port();
        let tauri_driver = Command::new("tauri-driver")
            .args([
                "--port",
                &port.to_string(),
                "--native-port",
                &native.to_string(),
            ])
            .env("BELLHOP_HOME", home)
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that ending it ends the native driver and the app too.
            .process_group(0)
            .spawn()
            .expect("tauri-driver is installed (cargo xtask test installs it)");
        let mut capabilities = Capabilities::new();
        capabilities
            .set("tauri:options", json!({ "application": app() }))
            .unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        let driver = loop {
            match WebDriver::new(&address, capabilities.clone()).await {
                Ok(driver) => break driver,
                Err(error) if begun.elapsed() > PATIENCE => panic!("no window: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(150)).await,
            }
        };
        let window = Self {
            driver,
            tauri_driver,
            home: home.to_owned(),
        };
        // A window that was never shown draws no frame, and a picture of it would wait for ever.
        window.until("document.visibilityState === 'visible'").await;
        window
    }

    /// Ends the app as a person does: *Quit*. Closing its window would leave it running.
    pub(crate) async fn close(self) {
        let _ = self.driver.execute(rpc("quit", &json!({})), vec![]).await;
        self.has_ended().await;
        let _ = self.driver.clone().quit().await;
        // `Drop` ends the driver.
    }

    /// Waits until the app's process is gone.
    pub(crate) async fn has_ended(&self) {
        wait_until("the app has ended", async || {
            app_process(&self.home).is_none()
        })
        .await;
    }

    /// Runs a command of the desk as the page does, and waits for its answer.
    pub(crate) async fn call(&self, command: &str, arguments: Value) -> Value {
        let script = format!(
            "window.__answer = undefined; {}.then((it) => (window.__answer = {{ it }}), (error) => (window.__answer = {{ error }}));",
            rpc(command, &arguments)
        );
        self.driver.execute(script, vec![]).await.unwrap();
        self.until("window.__answer !== undefined").await;
        self.eval("window.__answer.it ?? null").await
    }

    /// The first element with this `data-testid` that is on screen, waiting for it.
    pub(crate) async fn by_id(&self, id: &str) -> WebElement {
        self.css(&format!("[data-testid='{id}']")).await
    }

    /// The first element this selector finds, waiting for it.
    pub(crate) async fn css(&self, selector: &str) -> WebElement {
        let begun = Instant::now();
        loop {
            match self.driver.find(By::Css(selector)).await {
                Ok(element) => return element,
                Err(error) if begun.elapsed() > PATIENCE => {
                    self.keep_picture("not-found").await;
                    panic!("{selector} never appeared: {error}\n{}", self.text().await)
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(30)).await,
            }
        }
    }

    /// Whether the selector finds anything now.
    pub(crate) async fn has(&self, selector: &str) -> bool {
        self.driver.find(By::Css(selector)).await.is_ok()
    }

    /// Waits until a JavaScript expression is true.
    pub(crate) async fn until(&self, expression: &str) {
        let begun = Instant::now();
        loop {
            if self.eval(expression).await.as_bool() == Some(true) {
                return;
            }
            if begun.elapsed() > PATIENCE {
                self.keep_picture("never-true").await;
                panic!("never true: {expression}\n{}", self.text().await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The value of a JavaScript expression.
    pub(crate) async fn eval(&self, expression: &str) -> Value {
        match self
            .driver
            .execute(format!("return ({expression});"), vec![])
            .await
        {
            Ok(value) => value.json().clone(),
            Err(error) => json!({ "error": error.to_string() }),
        }
    }

    /// All words on the page.
    pub(crate) async fn text(&self) -> String {
        self.eval("document.body.innerText")
            .await
            .as_str()
            .unwrap_or("")
            .to_owned()
    }

    /// Clicks the element with this `data-testid`.
    pub(crate) async fn click(&self, id: &str) {
        self.click_css(&format!("[data-testid='{id}']")).await;
    }

    /// Clicks what the selector finds; waits until it can be clicked.
    pub(crate) async fn click_css(&self, selector: &str) {
        let begun = Instant::now();
        loop {
            let element = self.css(selector).await;
            match element.click().await {
                Ok(()) => return,
                Err(error) if begun.elapsed() > PATIENCE => {
                    self.keep_picture("not-clickable").await;
                    panic!("{selector} cannot be clicked: {error}")
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Replaces what is written in a field.
    pub(crate) async fn fill(&self, id: &str, text: &str) {
        let field = self.by_id(id).await;
        field.clear().await.unwrap();
        if !text.is_empty() {
            field.send_keys(text).await.unwrap();
        }
    }

    /// Leaves the search as a person does; the list is back.
    pub(crate) async fn leave_search(&self) {
        self.by_id("search")
            .await
            .send_keys(Key::Escape + "")
            .await
            .unwrap();
        self.by_id("conversation-row").await;
    }

    /// Types into whatever has focus.
    pub(crate) async fn type_keys(&self, keys: impl AsRef<str>) {
        self.driver
            .action_chain()
            .send_keys(keys.as_ref())
            .perform()
            .await
            .unwrap();
    }

    /// Presses Enter in whatever has focus.
    pub(crate) async fn enter(&self) {
        self.type_keys(Key::Enter.value().to_string()).await;
    }

    /// Signs in with the form.
    pub(crate) async fn sign_in(&self, relay: &str, email: &str, password: &str) {
        self.fill("login-relay", relay).await;
        self.fill("login-email", email).await;
        self.fill("login-password", password).await;
        self.click("login-submit").await;
    }

    /// Signs in and ticks *Keep me signed in*, so that a restarted app is signed in too.
    pub(crate) async fn sign_in_and_stay(&self, relay: &str, email: &str, password: &str) {
        self.by_id("login-submit").await;
        self.click_css("label:has([data-testid='login-keep'])")
            .await;
        self.sign_in(relay, email, password).await;
    }

    /// When the frame that shows a message with this text was painted, in milliseconds since 1970.
    pub(crate) async fn painted_at(&self, text: &str) -> i64 {
        let expression = format!(
            "(() => {{ const m = [...document.querySelectorAll(\"[data-testid='message']\")].find(m => m.innerText.includes({})); return Object.values(window.__bellhopPaint ?? {{}}).map(e => e.message).find(p => p && p.id === m?.dataset.id)?.at ?? null; }})()",
            json!(text)
        );
        self.until(&format!("{expression} !== null")).await;
        self.eval(&expression)
            .await
            .as_i64()
            .expect("whole milliseconds")
    }

    /// The row of a guest, by the name it shows.
    pub(crate) async fn open_conversation_of(&self, name: &str) {
        let row = format!(
            "[...document.querySelectorAll(\"[data-testid='conversation-row']\")].find(row => row.innerText.includes({}))",
            json!(name)
        );
        self.until(&format!("!!{row}")).await;
        let id = self.eval(&format!("{row}.dataset.id")).await;
        self.click_css(&format!(
            "[data-testid='conversation-row'][data-id='{}']",
            id.as_str().unwrap()
        ))
        .await;
        self.css("[data-testid='composer'], [data-testid='message']")
            .await;
    }

    /// Waits until this guest's conversation is the open one.
    pub(crate) async fn has_open(&self, guest: &str) {
        self.until(&format!(
            "document.querySelector(\"[data-testid='conversation-row'][aria-selected='true']\")?.innerText.includes({}) ?? false",
            json!(guest)
        ))
        .await;
    }

    /// Waits until a message with this text is in the thread, in this state.
    pub(crate) async fn message_in_state(&self, text: &str, state: &str) {
        self.until(&format!(
            "[...document.querySelectorAll(\"[data-testid='message']\")].some(m => m.innerText.includes({}) && m.dataset.state === {})",
            json!(text),
            json!(state)
        ))
        .await;
    }

    /// How many messages with this text are in the thread.
    pub(crate) async fn count_messages(&self, text: &str) -> u64 {
        self.eval(&format!(
            "[...document.querySelectorAll(\"[data-testid='message']\")].filter(m => m.innerText.includes({})).length",
            json!(text)
        ))
        .await
        .as_u64()
        .unwrap_or(0)
    }

    /// The middle of what this selector finds, in pixels from the page's top left corner.
    pub(crate) async fn middle_of(&self, selector: &str) -> (i64, i64) {
        self.css(selector).await;
        let middle = self
            .eval(&format!(
                "(({{ x, y, width, height }}) => [Math.round(x + width / 2), Math.round(y + height / 2)])(document.querySelector({}).getBoundingClientRect())",
                json!(selector)
            ))
            .await;
        (middle[0].as_i64().unwrap(), middle[1].as_i64().unwrap())
    }

    /// Gives the page this size in CSS pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        // Twice: the frame's own height is known only after the first.
        for _ in 0..2 {
            let inner = self.eval("[innerWidth, innerHeight]").await;
            let rect = self.driver.get_window_rect().await.unwrap();
            let frame = |index: usize, outer: i64| {
                inner
                    .get(index)
                    .and_then(Value::as_i64)
                    .map_or(0, |inside| (outer - inside).max(0))
            };
            let outer = |inside: u32, frame: i64| u32::try_from(i64::from(inside) + frame).unwrap();
            let outer_width = outer(width, frame(0, rect.width));
            let outer_height = outer(height, frame(1, rect.height));
            let _ = self
                .driver
                .set_window_rect(0, 0, outer_width, outer_height)
                .await;
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }

    /// Keeps a picture of the page under `target/shots/`.
    pub(crate) async fn picture(&self, name: &str) {
        self.look(name)
            .await
            .expect("ImageMagick pictures the display");
    }

    /// Pictures the display, not the page: the webview's own snapshot never answers while no frame is drawn.
    async fn look(&self, name: &str) -> std::io::Result<()> {
        tokio::time::sleep(Duration::from_millis(250)).await;
        // The window, not the page: a page that is zoomed counts in pixels of its own.
        let part = match self.driver.get_window_rect().await {
            Ok(it) => format!("{}x{}+{}+{}", it.width, it.height, it.x.max(0), it.y.max(0)),
            Err(_) => "100%x100%+0+0".to_owned(),
        };
        let folder = shots();
        std::fs::create_dir_all(&folder)?;
        let picture = folder.join(format!("{name}.png"));
        let status = Command::new("import")
            .args(["-window", "root", "-crop", &part, "+repage"])
            .arg(&picture)
            .status()?;
        if status.success() {
            Ok(())
        } else {
            Err(std::io::Error::other("import failed"))
        }
    }

    async fn keep_picture(&self, why: &str) {
        let _ = self.look(&format!("failed-{why}")).await;
    }
}

/// Where pictures go: `target/shots` beside the build.
pub(crate) fn shots() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .join("shots")
}

impl Drop for Window {
    fn drop(&mut self) {
        let group = format!("-{}", self.tauri_driver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.tauri_driver.wait();
    }
}
