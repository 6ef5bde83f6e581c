//! A guest's browser under test: Debian's chromium, driven through its chromedriver, without a window of its own.

use crate::window::{free_port, shots};
use serde_json::{Value, json};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, Key};

const PATIENCE: Duration = Duration::from_secs(30);

/// How the guest's browser is.
#[derive(Debug, Clone)]
pub(crate) struct Looks {
    pub(crate) language: &'static str,
    pub(crate) dark: bool,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            language: "en",
            dark: false,
            width: 390,
            height: 760,
        }
    }
}

/// A browser with one tab.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    chromedriver: Child,
}

impl Browser {
    /// A phone's width, English, light.
    pub(crate) async fn open() -> Self {
        Self::with(Looks::default()).await
    }

    /// A browser that looks so.
    pub(crate) async fn with(looks: Looks) -> Self {
        let port = free_port();
        let chromedriver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that ending it ends the browser too.
            .process_group(0)
            .spawn()
            .expect("chromium-driver is installed (cargo xtask test installs it)");
        let language = format!("--lang={}", looks.language);
        let arguments = [
            "--headless=new",
            // Tests may run as root, where the sandbox does not start.
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            // A name of another hotel's page that leads to this machine.
            "--host-resolver-rules=MAP *.example 127.0.0.1",
            &language,
        ];
        let options = json!({
            "binary": "/usr/bin/chromium",
            "args": arguments,
            "prefs": { "intl.accept_languages": looks.language },
        });
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", "chrome").unwrap();
        capabilities.set("goog:chromeOptions", options).unwrap();
        capabilities
            .set("goog:loggingPrefs", json!({ "browser": "ALL" }))
            .unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        let driver = loop {
            match WebDriver::new(&address, capabilities.clone()).await {
                Ok(driver) => break driver,
                Err(error) if begun.elapsed() > PATIENCE => panic!("no browser: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(150)).await,
            }
        };
        let browser = Self {
            driver,
            chromedriver,
        };
        let size = json!({
            "width": looks.width,
            "height": looks.height,
            "deviceScaleFactor": 1,
            "mobile": false,
        });
        browser
            .tell("Emulation.setDeviceMetricsOverride", size)
            .await;
        let theme = if looks.dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        browser.tell("Emulation.setEmulatedMedia", features).await;
        browser
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn tell(&self, command: &str, parameters: Value) -> Value {
        self.driver
            .cdp()
            .send_raw(command, parameters)
            .await
            .unwrap()
    }

    pub(crate) async fn go(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    pub(crate) async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    /// Closes the browser as a person would.
    pub(crate) async fn close(self) {
        let _ = self.driver.clone().quit().await;
        // `Drop` ends the driver.
    }

    /// The first element this selector finds, waiting for it.
    pub(crate) async fn css(&self, selector: &str) -> WebElement {
        let begun = Instant::now();
        loop {
            match self.driver.find(By::Css(selector)).await {
                Ok(element) => return element,
                Err(error) if begun.elapsed() > PATIENCE => {
                    let why = format!("{selector} never appeared: {error}");
                    panic!("{why}\n{}", self.story().await)
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(30)).await,
            }
        }
    }

    /// The first element with this `data-testid`, waiting for it.
    pub(crate) async fn by_id(&self, id: &str) -> WebElement {
        self.css(&format!("[data-testid='{id}']")).await
    }

    pub(crate) async fn click(&self, id: &str) {
        let begun = Instant::now();
        loop {
            match self.by_id(id).await.click().await {
                Ok(()) => return,
                Err(error) if begun.elapsed() > PATIENCE => {
                    panic!("{id} cannot be clicked: {error}\n{}", self.story().await)
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Waits until a JavaScript expression is true.
    pub(crate) async fn until(&self, expression: &str) {
        let begun = Instant::now();
        loop {
            if self.eval(expression).await.as_bool() == Some(true) {
                return;
            }
            if begun.elapsed() > PATIENCE {
                panic!("never true: {expression}\n{}", self.story().await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The value of a JavaScript expression; a promise is awaited.
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
        let words = self.eval("document.body.innerText").await;
        words.as_str().unwrap_or_default().to_owned()
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

    pub(crate) async fn press(&self, key: Key) {
        self.type_keys(key.value().to_string()).await;
    }

    /// Writes in the chat and sends with Enter.
    pub(crate) async fn write(&self, text: &str) {
        let field = self.by_id("chat-field").await;
        field.send_keys(text).await.unwrap();
        field.send_keys(Key::Enter + "").await.unwrap();
    }

    /// Waits for a message of this author with this text; how many there are.
    pub(crate) async fn sees(&self, author: &str, text: &str) {
        self.until(&format!("{}.length > 0", messages(author, text)))
            .await;
    }

    pub(crate) async fn count(&self, author: &str, text: &str) -> u64 {
        let count = self
            .eval(&format!("{}.length", messages(author, text)))
            .await;
        count.as_u64().unwrap_or_default()
    }

    /// Waits until the message with this text is in this state.
    pub(crate) async fn in_state(&self, text: &str, state: &str) {
        self.until(&format!(
            "{}.some(m => m.dataset.state === {})",
            messages("guest", text),
            json!(state)
        ))
        .await;
    }

    /// Waits until the page has its line to the relay (`open`), or has noticed that it has none (`down`).
    pub(crate) async fn line(&self, state: &str) {
        self.until(&format!(
            "document.documentElement.dataset.line === {}",
            json!(state)
        ))
        .await;
    }

    /// What axe finds wrong on the page, as rule names with the elements.
    pub(crate) async fn axe(&self) -> Vec<String> {
        self.axe_in("html").await
    }

    /// The same within what the selector finds.
    pub(crate) async fn axe_in(&self, selector: &str) -> Vec<String> {
        let path = testkit::package_folder().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(path).expect("npm ci in ui/ has installed axe-core");
        self.driver.execute(axe, vec![]).await.unwrap();
        let found = self
            .driver
            .execute(
                "return axe.run(arguments[0]).then(found => found.violations.map(it => \
                 it.id + ': ' + it.nodes.map(node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | ')));",
                vec![json!(selector)],
            )
            .await
            .unwrap();
        serde_json::from_value(found.json().clone()).unwrap()
    }

    /// Keeps a picture under `target/shots/`.
    pub(crate) async fn picture(&self, name: &str) {
        let picture = self.driver.screenshot_as_png().await.unwrap();
        std::fs::create_dir_all(shots()).unwrap();
        std::fs::write(shots().join(format!("{name}.png")), picture).unwrap();
    }

    /// What a person needs who reads why a test failed.
    async fn story(&self) -> String {
        let _ = self
            .driver
            .screenshot_as_png()
            .await
            .map(|picture| std::fs::write(shots().join("failed-chat.png"), picture));
        format!("{}\n{:?}", self.text().await, self.complaints().await)
    }

    /// What the browser's console says of errors, among them refusals of the content security policy.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let server = self.driver.handle().server_url().to_string();
        let session = self.driver.handle().session_id().to_string();
        let url = format!("{}/session/{session}/se/log", server.trim_end_matches('/'));
        let answer = reqwest::Client::new()
            .post(url)
            .json(&json!({ "type": "browser" }))
            .send()
            .await
            .unwrap();
        let log: Value = answer.json().await.unwrap();
        let entries = log["value"].as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

fn messages(author: &str, text: &str) -> String {
    format!(
        "[...document.querySelectorAll(\"[data-testid='chat-message'][data-author='{author}']\")].filter(m => [...m.querySelectorAll('.words, .name')].some(w => w.textContent.includes({})))",
        json!(text)
    )
}

impl Drop for Browser {
    fn drop(&mut self) {
        let group = format!("-{}", self.chromedriver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.chromedriver.wait();
    }
}
