//! What a visitor's page sends.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::contact::Identity;
use domain::inbound::{Context, InboundEvent};
use domain::message::{Content, is_emoji};
use domain::phone;
use domain::time::UnixMillis;
use serde::Deserialize;

/// Longest text of a message, in characters (livechat.md).
pub const MAX_TEXT: usize = 4096;
/// Longest frame, in bytes (livechat.md).
pub const MAX_FRAME: usize = 64 << 10;
/// Bytes of a visitor's token.
const TOKEN: usize = 32;
/// Longest id of the hotel's own user.
const MAX_USER: usize = 200;
/// Longest name taken.
const MAX_NAME: usize = 200;
/// Longest address of the page the visitor looks at.
const MAX_PAGE: usize = 500;
/// Longest id of a choice.
const MAX_CHOICE: usize = 256;
/// Longest handle of an upload.
const MAX_HANDLE: usize = 2048;

/// Why a frame has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Problem {
    /// Larger than [`MAX_FRAME`].
    FrameTooLarge,
    /// Not JSON, or not one of the frames.
    BadFrame,
    /// Not 32 bytes in base64url.
    BadToken,
    /// A field makes no sense, or there is nothing in the message.
    Invalid,
    /// More than [`MAX_TEXT`] characters.
    TooLong,
    /// Not an e-mail address.
    InvalidEmail,
    /// An address without the visitor's consent.
    ConsentMissing,
}

impl Problem {
    /// The code of an `error` frame.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FrameTooLarge => "frame_too_large",
            Self::BadFrame => "bad_frame",
            Self::BadToken => "bad_token",
            Self::Invalid => "invalid",
            Self::TooLong => "too_long",
            Self::InvalidEmail => "invalid_email",
            Self::ConsentMissing => "consent_missing",
        }
    }
}

/// What the hotel's own site says about a logged-in guest.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct IdentityClaim {
    /// Its user id.
    pub id: String,
    /// HMAC-SHA256 of the id under the hotel's secret, in hex.
    pub hash: String,
    /// The guest's name.
    #[serde(default)]
    pub name: Option<String>,
    /// The guest's address.
    #[serde(default)]
    pub email: Option<String>,
}

/// The first frame.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Hello {
    /// 32 random bytes in base64url, made by the browser.
    pub token: String,
    /// Which thread the page has, as the hello before said.
    #[serde(default)]
    pub thread: Option<String>,
    /// The newest message the page has.
    #[serde(default)]
    pub last_seq: u64,
    /// BCP 47.
    #[serde(default)]
    pub language: Option<String>,
    /// Where the visitor is on the hotel's site.
    #[serde(default)]
    pub page: Option<String>,
    /// Who the hotel's site says it is.
    #[serde(default)]
    pub identity: Option<IdentityClaim>,
}

/// A message as written.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Words {
    /// UUID; the same id is the same message.
    pub client_msg_id: String,
    /// Text or caption.
    #[serde(default)]
    pub text: String,
    /// Handle of an upload.
    #[serde(default)]
    pub media: Option<String>,
    /// Id of a tapped button or row.
    #[serde(default)]
    pub choice: Option<String>,
    /// Id of the message it answers.
    #[serde(default)]
    pub reply_to: Option<String>,
}

/// A reaction to a message of the house.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Reacting {
    /// Its id.
    pub message: String,
    /// One emoji; absent takes it back.
    #[serde(default)]
    pub emoji: Option<String>,
}

/// A frame from the page. It does not print: it is a guest's words.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// Who, and from where on.
    Hello(Hello),
    /// The visitor wrote.
    Message(Words),
    /// The visitor reacts to a message, or takes it back.
    React(Reacting),
    /// The visitor writes, or stopped.
    Typing {
        /// Which.
        on: bool,
    },
    /// Everything up to here is on the page.
    Delivered {
        /// Number of a message.
        seq: u64,
    },
    /// Everything up to here was seen.
    Read {
        /// Number of a message.
        seq: u64,
    },
    /// Where to answer when the visitor has left.
    Email {
        /// The address.
        address: String,
        /// Ticked by the visitor.
        #[serde(default)]
        consent: bool,
    },
    /// Still there?
    Ping,
}

/// Reads a frame and checks everything about it that needs no record.
///
/// # Errors
/// [`Problem`], whose words are the code for the page.
pub fn read(text: &str) -> Result<ClientFrame, Problem> {
    if text.len() > MAX_FRAME {
        return Err(Problem::FrameTooLarge);
    }
    let mut frame: ClientFrame = serde_json::from_str(text).map_err(|_| Problem::BadFrame)?;
    match &mut frame {
        ClientFrame::Hello(hello) => check_hello(hello)?,
        ClientFrame::Message(words) => check_words(words)?,
        ClientFrame::React(reacting) => check_reacting(reacting)?,
        ClientFrame::Email { address, consent } => {
            if !is_email(address) {
                return Err(Problem::InvalidEmail);
            }
            if !*consent {
                return Err(Problem::ConsentMissing);
            }
            *address = address.trim().to_owned();
        }
        _ => {}
    }
    Ok(frame)
}

/// An address that mail can be sent to.
#[must_use]
pub fn is_email(address: &str) -> bool {
    let address = address.trim();
    address.len() <= 254 && phone::mailto(address).is_some()
}

/// Whether a text is what a visitor's token can be: 256 bits, in base64 for addresses without padding.
#[must_use]
pub fn is_token(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).map(|bytes| bytes.len()) == Ok(TOKEN)
}

fn check_hello(hello: &mut Hello) -> Result<(), Problem> {
    if !is_token(&hello.token) {
        return Err(Problem::BadToken);
    }
    let is_tag = |tag: &String| {
        (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    hello.language = hello.language.take().filter(is_tag);
    // It is only shown, and only as text; a page that is no web page says nothing.
    let is_page = |page: &String| {
        (page.starts_with("https://") || page.starts_with("http://"))
            && page.len() <= MAX_PAGE
            && !page.chars().any(char::is_control)
    };
    hello.page = hello.page.take().filter(is_page);
    if let Some(claim) = &mut hello.identity {
        let fits = (1..=MAX_USER).contains(&claim.id.len())
            && !claim.id.chars().any(char::is_control)
            && claim.hash.len() <= 128;
        if !fits {
            return Err(Problem::Invalid);
        }
        claim.name = claim.name.take().and_then(|name| {
            let kept: String = name.chars().filter(|c| !c.is_control()).collect();
            let kept: String = kept.trim().chars().take(MAX_NAME).collect();
            (!kept.is_empty()).then_some(kept)
        });
        claim.email = claim.email.take().filter(|email| is_email(email));
    }
    Ok(())
}

fn check_words(words: &mut Words) -> Result<(), Problem> {
    words.client_msg_id.make_ascii_lowercase();
    if !is_uuid(&words.client_msg_id) {
        return Err(Problem::Invalid);
    }
    if words.text.chars().count() > MAX_TEXT {
        return Err(Problem::TooLong);
    }
    let short = |text: &Option<String>, most: usize| {
        text.as_ref()
            .is_none_or(|it| (1..=most).contains(&it.len()))
    };
    let fits = short(&words.media, MAX_HANDLE)
        && short(&words.choice, MAX_CHOICE)
        && short(&words.reply_to, 64)
        && !words.text.contains('\0');
    let something =
        !words.text.trim().is_empty() || words.media.is_some() || words.choice.is_some();
    if fits && something {
        Ok(())
    } else {
        Err(Problem::Invalid)
    }
}

fn check_reacting(reacting: &Reacting) -> Result<(), Problem> {
    let emoji = reacting.emoji.as_deref();
    if (1..=64).contains(&reacting.message.len()) && emoji.is_none_or(is_emoji) {
        Ok(())
    } else {
        Err(Problem::Invalid)
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// What stands for the provider's id of a visitor's message: the visitor is part of it, so that nobody meets another's ids.
#[must_use]
pub fn provider_id(visitor: &str, client_msg_id: &str) -> String {
    format!("chat.{visitor}.{client_msg_id}")
}

/// The page's own id of a message, if it came from a page.
#[must_use]
pub fn client_msg_id(provider_id: &str) -> Option<&str> {
    provider_id.strip_prefix("chat.")?.rsplit('.').next()
}

/// Whose message it is.
pub struct Sender<'a> {
    /// As contacts know them.
    pub identity: Identity,
    /// Keyed hash of the token.
    pub hash: &'a str,
    /// The page they look at.
    pub page: Option<String>,
}

/// The visitor's message as an event. `content` is what an upload or a choice became; `quoted` the answered message's provider id.
#[must_use]
pub fn event(
    words: &Words,
    sender: Sender<'_>,
    content: Content,
    quoted: Option<String>,
    at: UnixMillis,
) -> InboundEvent {
    InboundEvent::Message {
        provider_id: provider_id(sender.hash, &words.client_msg_id),
        from: sender.identity,
        profile_name: None,
        at,
        text: words.text.clone(),
        content,
        media: None,
        context: quoted.map(|provider_id| Context { provider_id }),
        forwarded: false,
        referral: sender.page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TOKEN_TEXT: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const ID: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

    fn problem(frame: &serde_json::Value) -> Option<Problem> {
        read(&frame.to_string()).err()
    }

    fn message(more: &serde_json::Value) -> serde_json::Value {
        let mut frame = json!({"type": "message", "client_msg_id": ID});
        for (name, value) in more.as_object().unwrap() {
            frame[name] = value.clone();
        }
        frame
    }

    /// livechat.md: the token is a random 256-bit value; nothing else is one.
    #[test]
    fn tokens() {
        let hello = |token: &str| problem(&json!({"type": "hello", "token": token}));
        assert_eq!(hello(TOKEN_TEXT), None);
        for wrong in [
            "",
            "short",
            &TOKEN_TEXT[1..],
            &format!("{TOKEN_TEXT}A"),
            "+/==",
        ] {
            assert_eq!(hello(wrong), Some(Problem::BadToken), "{wrong}");
        }
    }

    /// livechat.md: text 4096, counted in characters; frame 64 KB, counted in bytes.
    #[test]
    fn limits() {
        let text = |count| problem(&message(&json!({"text": "é".repeat(count)})));
        assert_eq!(text(MAX_TEXT), None);
        assert_eq!(text(MAX_TEXT + 1), Some(Problem::TooLong));
        let large = message(&json!({"text": "x".repeat(MAX_FRAME)}));
        assert_eq!(problem(&large), Some(Problem::FrameTooLarge));
    }

    /// A message says something and has a UUID; a hostile or broken frame is a code, never a panic.
    #[test]
    fn shapes() {
        assert_eq!(
            problem(&message(&json!({"text": " \n"}))),
            Some(Problem::Invalid)
        );
        assert_eq!(problem(&message(&json!({}))), Some(Problem::Invalid));
        assert_eq!(problem(&message(&json!({"choice": "yes"}))), None);
        assert_eq!(
            problem(&message(&json!({"text": "a\u{0}b"}))),
            Some(Problem::Invalid)
        );
        let strange = message(&json!({"text": "x", "client_msg_id": "1"}));
        assert_eq!(problem(&strange), Some(Problem::Invalid));
        for text in [
            "",
            "[]",
            "{}",
            "null",
            "{\"type\":\"drop\"}",
            &"[".repeat(9000),
        ] {
            assert_eq!(read(text).err(), Some(Problem::BadFrame));
        }
    }

    /// A reaction is one emoji or none, and never words.
    #[test]
    fn reactions() {
        let react = |emoji: serde_json::Value| {
            problem(&json!({"type": "react", "message": "m1", "emoji": emoji}))
        };
        assert_eq!(react(json!("👍")), None);
        assert_eq!(react(json!("❤️")), None);
        assert_eq!(react(json!(null)), None);
        for wrong in ["", "ok", "<b>", "👍 yes", "👍👍👍👍👍👍👍👍👍👍👍👍👍"]
        {
            assert_eq!(react(json!(wrong)), Some(Problem::Invalid), "{wrong}");
        }
        let nothing = json!({"type": "react", "message": "", "emoji": "👍"});
        assert_eq!(problem(&nothing), Some(Problem::Invalid));
    }

    /// livechat.md: an address is kept with consent only.
    #[test]
    fn consent() {
        let email = |address: &str, consent: bool| {
            problem(&json!({"type": "email", "address": address, "consent": consent}))
        };
        assert_eq!(email("ana@example.com", true), None);
        assert_eq!(
            email("ana@example.com", false),
            Some(Problem::ConsentMissing)
        );
        for wrong in [
            "ana",
            "ana@example.com\r\nBcc: eve@example.com",
            "ana@example.com, eve@example.com",
            "Ana <ana@example.com>",
        ] {
            assert_eq!(email(wrong, true), Some(Problem::InvalidEmail), "{wrong}");
        }
    }

    /// What does not fit beside the token is left out: it is told by a page that anybody may write.
    #[test]
    fn a_hello_keeps_only_what_fits() {
        let frame = json!({"type": "hello", "token": TOKEN_TEXT, "language": "en\r\nx", "page": "javascript:alert(1)",
            "identity": {"id": "7", "hash": "x", "name": " A\u{7}na ", "email": "none"}});
        let Ok(ClientFrame::Hello(hello)) = read(&frame.to_string()) else {
            panic!("a hello")
        };
        assert_eq!((hello.language, hello.page), (None, None));
        let claim = hello.identity.unwrap();
        assert_eq!((claim.name.as_deref(), claim.email), (Some("Ana"), None));
    }

    /// The page's id comes back from the provider's id and belongs to one visitor.
    #[test]
    fn ids() {
        let id = provider_id("a1b2", ID);
        assert_eq!(client_msg_id(&id), Some(ID));
        assert_ne!(id, provider_id("ffff", ID));
        assert_eq!(client_msg_id("wamid.x"), None);
    }
}
