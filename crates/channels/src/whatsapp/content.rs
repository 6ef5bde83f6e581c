//! What a message is: one arm for each row of the inbound table (whatsapp.md 2).

use super::cards;
use crate::json::{MAX_NAME, MAX_TEXT, Node, clean};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use domain::inbound::RemoteMedia;
use domain::message::{Content, Media};

/// A message's body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    /// Body, caption or title of the choice.
    pub(crate) text: String,
    /// What it is.
    pub(crate) content: Content,
    /// The file to fetch.
    pub(crate) media: Option<RemoteMedia>,
}

impl Body {
    fn of(text: Option<String>, content: Content) -> Self {
        Self {
            text: text.unwrap_or_default(),
            content,
            media: None,
        }
    }

    pub(crate) fn unsupported(kind: &str) -> Self {
        Self::of(
            None,
            Content::Unsupported {
                kind: clean(kind, 64),
            },
        )
    }
}

/// Kinds whose payload stands under a key of the same name; used where `type` is missing.
const KINDS: &[&str] = &[
    "text",
    "interactive",
    "button",
    "image",
    "video",
    "document",
    "audio",
    "voice",
    "sticker",
    "location",
    "contacts",
    "reaction",
    "order",
    "system",
    "edit",
    "revoke",
    "unsupported",
];

/// `type`, or the kind of the payload that is there.
pub(crate) fn kind(message: Node<'_>) -> &str {
    message
        .get("type")
        .str()
        .or_else(|| {
            KINDS
                .iter()
                .find(|kind| message.get(kind).exists())
                .copied()
        })
        .unwrap_or("unknown")
}

/// Reads the body of any message; what cannot be read is `Unsupported` with the kind as the provider names it.
pub(crate) fn body(message: Node<'_>) -> Body {
    let kind = kind(message);
    let node = message.get(kind);
    let read = match kind {
        "text" => node
            .get("body")
            .text(MAX_TEXT)
            .map(|text| Body::of(Some(text), Content::Text)),
        "interactive" => interactive(node),
        "button" => button(node),
        "image" | "video" | "document" | "audio" | "voice" | "sticker" => media(kind, node),
        "location" => location(node),
        "contacts" => cards::read(node).map(|cards| Body::of(None, Content::Contacts { cards })),
        "order" => Some(order(node)),
        "unsupported" => Some(Body::unsupported(node.get("type").str().unwrap_or(kind))),
        _ => None,
    };
    read.unwrap_or_else(|| Body::unsupported(kind))
}

fn interactive(node: Node<'_>) -> Option<Body> {
    let kind = node.get("type").str()?;
    let reply = node.get(kind);
    match kind {
        "button_reply" | "list_reply" => {
            let content = Content::ChoiceReply {
                id: reply.get("id").text(MAX_NAME)?,
            };
            Some(Body::of(reply.get("title").text(MAX_NAME), content))
        }
        "nfm_reply" => {
            let content = Content::FormReply {
                fields: form(reply.get("response_json")),
            };
            Some(Body::of(reply.get("body").text(MAX_TEXT), content))
        }
        "call_permission_reply" => {
            let granted = reply.get("response").str()? == "accept";
            Some(Body::of(None, Content::CallPermission { granted }))
        }
        _ => None,
    }
}

/// `response_json` is JSON in a string and may be invalid; then the form has no fields, but it did arrive.
fn form(response: Node<'_>) -> std::collections::BTreeMap<String, String> {
    let Some(value) = response.str().and_then(crate::json::read) else {
        return std::collections::BTreeMap::new();
    };
    Node::new(&value)
        .fields()
        .filter_map(|(key, field)| Some((clean(key, MAX_NAME), field.shown(MAX_TEXT)?)))
        .collect()
}

fn button(node: Node<'_>) -> Option<Body> {
    let title = node.get("text").text(MAX_NAME);
    let id = node
        .get("payload")
        .text(MAX_NAME)
        .or_else(|| title.clone())?;
    Some(Body::of(title, Content::ChoiceReply { id }))
}

fn media(kind: &str, node: Node<'_>) -> Option<Body> {
    let remote = RemoteMedia {
        provider_media_id: node.get("id").id()?,
        sha256: node.get("sha256").str().and_then(sha256_hex),
        url: node
            .get("url")
            .str()
            .filter(|url| url.len() <= 2048)
            .map(str::to_owned),
    };
    let mime = node.get("mime_type").name().unwrap_or_default();
    let file = Media {
        id: None,
        mime,
        size: None,
        name: node.get("filename").name(),
        problem: None,
    };
    let content = match kind {
        "image" => Content::Image(file),
        "video" => Content::Video(file),
        "document" => Content::Document(file),
        "sticker" => Content::Sticker(file),
        _ => Content::Audio {
            media: file,
            voice: kind == "voice" || node.get("voice").flag(),
        },
    };
    let mut body = Body::of(node.get("caption").text(MAX_TEXT), content);
    body.media = Some(remote);
    Some(body)
}

/// A digest as lower-case hex. Meta sends base64; hex is taken too. `None` if it is not 32 bytes.
pub(crate) fn sha256_hex(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(bytes) = hex::decode(text)
        && bytes.len() == 32
    {
        return Some(hex::encode(bytes));
    }
    [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
        .iter()
        .find_map(|engine| engine.decode(text).ok().filter(|bytes| bytes.len() == 32))
        .map(hex::encode)
}

fn location(node: Node<'_>) -> Option<Body> {
    let latitude = node
        .get("latitude")
        .float()
        .filter(|degrees| degrees.abs() <= 90.0)?;
    let longitude = node
        .get("longitude")
        .float()
        .filter(|degrees| degrees.abs() <= 180.0)?;
    let (name, address) = (node.get("name").name(), node.get("address").name());
    Some(Body::of(
        None,
        Content::Location {
            latitude,
            longitude,
            name,
            address,
        },
    ))
}

fn order(node: Node<'_>) -> Body {
    let items = u32::try_from(node.get("product_items").items().count()).unwrap_or(u32::MAX);
    Body::of(node.get("text").text(MAX_TEXT), Content::Order { items })
}
