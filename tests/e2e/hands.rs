//! What a person does at the front desk with their hands, and reads there with their eyes.

use crate::window::Window;
use crate::world::Hotel;
use serde_json::json;
use std::path::PathBuf;
use thirtyfour::Key;

impl Window {
    /// The words of everything this selector finds, as they are read: plain blanks, no marks of direction.
    pub(crate) async fn read(&self, selector: &str) -> String {
        let words = self
            .eval(&format!(
                "[...document.querySelectorAll({})].map(one => one.innerText).join(' ')",
                json!(selector)
            ))
            .await;
        plain(words.as_str().unwrap_or_default())
    }

    /// Waits until what this selector finds says these words.
    pub(crate) async fn reads(&self, selector: &str, words: &str) {
        let found = format!(
            "[...document.querySelectorAll({})].map(one => one.innerText).join(' ').replace(/[\\u2066-\\u2069]/g, '').replace(/\\s+/g, ' ')",
            json!(selector)
        );
        self.until(&format!("{found}.includes({})", json!(words)))
            .await;
    }

    /// Waits until nothing is found by this selector.
    pub(crate) async fn gone(&self, selector: &str) {
        self.until(&format!(
            "document.querySelector({}) === null",
            json!(selector)
        ))
        .await;
    }

    /// Waits until the status bar says that the relay is this near: `live`, `behind`, `offline`.
    pub(crate) async fn sync(&self, state: &str) {
        self.css(&format!("[data-testid='sync-state'][data-state='{state}']"))
            .await;
    }

    /// Presses one key, whatever has the focus.
    pub(crate) async fn press(&self, key: Key) {
        self.type_keys(key.value().to_string()).await;
    }

    /// Presses a key while others are held.
    pub(crate) async fn chord(&self, held: &[Key], key: impl AsRef<str>) {
        let mut chain = self.driver.action_chain();
        for one in held {
            chain = chain.key_down(one.clone());
        }
        chain = chain.send_keys(key.as_ref());
        for one in held.iter().rev() {
            chain = chain.key_up(one.clone());
        }
        chain.perform().await.unwrap();
    }

    /// Writes into the composer, without sending.
    pub(crate) async fn write(&self, text: &str) {
        self.css("textarea[data-testid='composer']")
            .await
            .click()
            .await
            .unwrap();
        self.type_keys(text).await;
    }

    /// Writes a reply or a note, as the composer stands, and sends it.
    pub(crate) async fn say(&self, text: &str) {
        self.write(text).await;
        self.click("send").await;
    }

    /// Inserts a canned response by its shortcut; its words.
    pub(crate) async fn insert_canned(&self, shortcut: &str) -> String {
        self.write(shortcut).await;
        self.css("[role='listbox'] [role='option'][aria-selected='true']")
            .await;
        self.enter().await;
        let value = "(document.querySelector(\"textarea[data-testid='composer']\")?.value ?? '')";
        self.until(&format!("{value}.length > 10")).await;
        self.eval(value).await.as_str().unwrap().to_owned()
    }

    /// Searches, and opens the conversation with this id from what was found.
    pub(crate) async fn look_up(&self, text: &str, conversation: &str) {
        self.fill("search", text).await;
        self.click_css(&format!(
            "[data-testid='conversation-row'][data-id='{conversation}']"
        ))
        .await;
        self.css("[data-testid='composer']").await;
        self.leave_search().await;
    }

    /// Drags a picture over the element, out of it, or lets it go there, as the system tells the page: an event that carries the file.
    pub(crate) async fn drag_picture(&self, name: &str, event: &str, selector: &str) {
        let bytes = std::fs::read(picture()).unwrap();
        let script = format!(
            "const data = new DataTransfer(); data.items.add(new File([new Uint8Array({})], {}, {{ type: 'image/png' }})); document.querySelector({}).dispatchEvent(new DragEvent({}, {{ dataTransfer: data, bubbles: true, cancelable: true }}));",
            json!(bytes),
            json!(name),
            json!(selector),
            json!(event),
        );
        self.driver.execute(script, vec![]).await.unwrap();
    }

    /// With the printed code: the owner's account and the hotel's name, to an inbox without a guest.
    pub(crate) async fn open_a_hotel(&self, hotel: &Hotel) {
        self.fill("login-relay", &hotel.address()).await;
        self.click("login-code").await;
        self.fill("code", &hotel.owner_code()).await;
        self.click("code-submit").await;
        self.fill("code-name", "Ana Fundadora").await;
        self.fill("code-email", "ana@pensao.example").await;
        self.fill("code-hotel", "Pensão Aurora").await;
        self.fill("code-password", "a-long-password").await;
        self.click("code-submit").await;
        self.by_id("search").await;
    }

    /// Changes a setting of this computer as the settings dialog does, and waits until the page shows it.
    pub(crate) async fn set(
        &self,
        setting: &str,
        value: impl Into<serde_json::Value>,
        shown: &str,
    ) {
        let mut settings = self.call("settings", json!({})).await;
        settings[setting] = value.into();
        self.call("save_settings", settings).await;
        self.until(shown).await;
    }
}

/// A guest who asked for help, was claimed in this window, and whose composer is open.
pub(crate) async fn claimed(hotel: &Hotel, window: &Window, phone: &str, name: &str) {
    hotel
        .guest_writes(phone, name, "I need help with my room")
        .await;
    window.open_conversation_of(name).await;
    window.click("claim").await;
    window.css("textarea[data-testid='composer']").await;
    hotel.wait_for_status(name, "AGENT_ASSIGNED").await;
}

/// A picture with something on it.
pub(crate) fn picture() -> PathBuf {
    testkit::package_folder().join("icons/128.png")
}

/// Words without marks of direction and with plain blanks.
pub(crate) fn plain(words: &str) -> String {
    let marks = ['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];
    let bare: String = words.chars().filter(|it| !marks.contains(it)).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
