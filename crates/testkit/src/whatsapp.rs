//! Webhooks as Meta sends them: builders of bodies, and their signature.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// A WhatsApp number that receives.
#[derive(Debug, Clone)]
pub struct Account {
    /// WABA id.
    pub waba: String,
    /// Phone number id.
    pub phone_number_id: String,
}

impl Account {
    /// An account by its ids.
    #[must_use]
    pub fn new(waba: &str, phone_number_id: &str) -> Self {
        Self {
            waba: waba.to_owned(),
            phone_number_id: phone_number_id.to_owned(),
        }
    }

    /// *Miralva Lisbon* of the demo hotel (DESIGN 7).
    #[must_use]
    pub fn lisbon() -> Self {
        Self::new("100000000000002", "100000000000001")
    }

    /// *Miralva Beach* of the demo hotel.
    #[must_use]
    pub fn beach() -> Self {
        Self::new("100000000000002", "100000000000003")
    }

    /// A change of the field `messages`; `value` is laid over the usual head.
    #[must_use]
    pub fn change(&self, field: &str, value: Value) -> Value {
        let mut whole = json!({
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": "351210000000",
                "phone_number_id": self.phone_number_id,
            },
        });
        if let (Some(whole), Value::Object(value)) = (whole.as_object_mut(), value) {
            whole.extend(value);
        }
        json!({ "field": field, "value": whole })
    }

    /// An entry of the account with these changes.
    #[must_use]
    pub fn entry(&self, changes: Vec<Value>) -> Value {
        json!({ "id": self.waba, "changes": Value::Array(changes) })
    }

    /// A whole body with messages of one guest.
    #[must_use]
    pub fn messages(&self, guest: &Guest, messages: Vec<Value>) -> Value {
        let value = json!({ "contacts": [guest.contact()], "messages": Value::Array(messages) });
        body(vec![self.entry(vec![self.change("messages", value)])])
    }

    /// A whole body with statuses.
    #[must_use]
    pub fn statuses(&self, statuses: Vec<Value>) -> Value {
        let value = json!({ "statuses": Value::Array(statuses) });
        body(vec![self.entry(vec![self.change("messages", value)])])
    }
}

/// A body of entries.
#[must_use]
pub fn body(entries: Vec<Value>) -> Value {
    json!({ "object": "whatsapp_business_account", "entry": Value::Array(entries) })
}

/// Someone who writes.
#[derive(Debug, Clone, Default)]
pub struct Guest {
    /// Digits.
    pub wa_id: Option<String>,
    /// Business-scoped user id.
    pub user_id: Option<String>,
    /// Public user name.
    pub username: Option<String>,
    /// Profile name.
    pub name: Option<String>,
}

impl Guest {
    /// A guest with a number.
    #[must_use]
    pub fn new(wa_id: &str, name: &str) -> Self {
        Self {
            wa_id: Some(wa_id.to_owned()),
            name: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// A guest without a number.
    #[must_use]
    pub fn scoped(user_id: &str, username: &str) -> Self {
        Self {
            user_id: Some(user_id.to_owned()),
            username: Some(username.to_owned()),
            ..Self::default()
        }
    }

    /// The element of `contacts`.
    #[must_use]
    pub fn contact(&self) -> Value {
        let mut profile = json!({});
        put(&mut profile, "name", self.name.as_deref());
        put(&mut profile, "username", self.username.as_deref());
        let mut contact = json!({ "profile": profile });
        put(&mut contact, "wa_id", self.wa_id.as_deref());
        put(&mut contact, "user_id", self.user_id.as_deref());
        contact
    }

    /// A message of any type; `payload` stands under the type's name.
    #[must_use]
    pub fn message(&self, id: &str, at: i64, kind: &str, payload: Value) -> Value {
        let mut message = json!({ "id": id, "timestamp": at.to_string(), "type": kind });
        put(&mut message, "from", self.wa_id.as_deref());
        put(&mut message, "from_user_id", self.user_id.as_deref());
        if let Some(map) = message.as_object_mut() {
            map.insert(kind.to_owned(), payload);
        }
        message
    }

    /// A text. `at` in seconds since 1970.
    #[must_use]
    pub fn text(&self, id: &str, at: i64, text: &str) -> Value {
        self.message(id, at, "text", json!({ "body": text }))
    }

    /// A reaction; `None` takes it back.
    #[must_use]
    pub fn reaction(&self, id: &str, at: i64, target: &str, emoji: Option<&str>) -> Value {
        let mut payload = json!({ "message_id": target });
        put(&mut payload, "emoji", emoji);
        self.message(id, at, "reaction", payload)
    }
}

/// A status of one of our messages.
#[must_use]
pub fn status(id: &str, state: &str, at: i64, recipient: &str) -> Value {
    json!({ "id": id, "status": state, "timestamp": at.to_string(), "recipient_id": recipient })
}

/// A failed status with Meta's code.
#[must_use]
pub fn failed(id: &str, at: i64, recipient: &str, code: i64) -> Value {
    let mut failed = status(id, "failed", at, recipient);
    if let Some(map) = failed.as_object_mut() {
        map.insert(
            "errors".to_owned(),
            json!([{ "code": code, "title": "told by the fake" }]),
        );
    }
    failed
}

/// The value of `X-Hub-Signature-256` for `body` under `secret`.
#[must_use]
pub fn sign(secret: &str, body: &[u8]) -> String {
    // HMAC takes keys of any length; the error cannot happen.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

fn put(value: &mut Value, key: &str, text: Option<&str>) {
    if let (Some(map), Some(text)) = (value.as_object_mut(), text) {
        map.insert(key.to_owned(), text.into());
    }
}
