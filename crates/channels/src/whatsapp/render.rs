//! Messages out: an [`Outbound`] to a request value (whatsapp.md 3).

use super::upload;
use crate::http::HttpRequest;
use domain::contact::Identity;
use domain::message::Choice;
use domain::outbound::{Outbound, OutboundReaction, OutboundTemplate};
use domain::template::TemplateParameter;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What Meta allows, in Unicode scalar values.
pub mod limits {
    /// `text.body`, and the body of a list.
    pub const TEXT: usize = 4096;
    /// The body above reply buttons.
    pub const BUTTONS_BODY: usize = 1024;
    /// Reply buttons.
    pub const BUTTONS: usize = 3;
    /// A button's title.
    pub const BUTTON_TITLE: usize = 20;
    /// A button's id.
    pub const BUTTON_ID: usize = 256;
    /// Rows of a list.
    pub const ROWS: usize = 10;
    /// A row's title.
    pub const ROW_TITLE: usize = 24;
    /// A row's second line.
    pub const ROW_DESCRIPTION: usize = 72;
    /// A row's id.
    pub const ROW_ID: usize = 200;
    /// The label that opens a list.
    pub const OPENER: usize = 20;
}

/// Where requests go; the token is not here.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint<'a> {
    /// `BELLHOP_GRAPH_URL`, e.g. `https://graph.facebook.com`; with or without a slash at its end.
    pub base_url: &'a str,
    /// E.g. `v25.0`.
    pub graph_version: &'a str,
    /// The sending number's id.
    pub phone_number_id: &'a str,
    /// The word on the button that opens a list, in the guest's language; cut at 20 characters.
    pub list_opener: &'a str,
}

impl Endpoint<'_> {
    pub(super) fn url(&self, path: &str) -> String {
        format!(
            "{}/{}/{path}",
            self.base_url.trim_end_matches('/'),
            self.graph_version
        )
    }

    fn messages(&self) -> Result<String, RenderProblem> {
        self.of_number("messages")
    }

    /// An address below the sending number.
    pub(super) fn of_number(&self, what: &str) -> Result<String, RenderProblem> {
        if !is_path_segment(self.phone_number_id) {
            return Err(RenderProblem::BadPhoneNumberId);
        }
        Ok(self.url(&format!("{}/{what}", self.phone_number_id)))
    }
}

/// Whether `text` can stand in a path as it is.
pub(super) fn is_path_segment(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Why a message cannot be sent as it is; the message fails with code `parameter`, nothing leaves.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderProblem {
    /// No words.
    #[error("a message needs text")]
    Empty,
    /// Too many characters.
    #[error("{length} characters, {limit} allowed")]
    TooLong {
        /// Unicode scalar values it has.
        length: usize,
        /// Unicode scalar values allowed.
        limit: usize,
    },
    /// Neither a number nor a user id.
    #[error("no number and no user id")]
    NoRecipient,
    /// The connection's phone number id is not letters and digits.
    #[error("the phone number id is not one")]
    BadPhoneNumberId,
}

/// The request that sends `outbound`: a template, a file, or text; with choices reply buttons, else a list, else numbered text, whichever can hold them.
///
/// # Errors
/// [`RenderProblem`], before anything leaves.
pub fn render(endpoint: &Endpoint<'_>, outbound: &Outbound) -> Result<HttpRequest, RenderProblem> {
    let url = endpoint.messages()?;
    let (kind, payload) = match (&outbound.template, &outbound.media) {
        (Some(it), _) => ("template", template(it)),
        (None, Some(media)) => upload::payload(outbound, media)?,
        (None, None) if outbound.text.trim().is_empty() => return Err(RenderProblem::Empty),
        (None, None) => payload(endpoint, outbound)?,
    };
    let mut body = envelope(kind, payload, outbound.message.as_str(), &outbound.to)?;
    if let (Value::Object(map), Some(quoted)) = (&mut body, &outbound.reply_to) {
        map.insert("context".to_owned(), json!({ "message_id": quoted }));
    }
    Ok(HttpRequest::post(url, body))
}

/// The request that shows or takes back our reaction; an empty emoji takes it back (whatsapp.md 2).
///
/// # Errors
/// [`RenderProblem`], before anything leaves.
pub fn render_reaction(
    endpoint: &Endpoint<'_>,
    reaction: &OutboundReaction,
) -> Result<HttpRequest, RenderProblem> {
    let url = endpoint.messages()?;
    let payload = json!({
        "message_id": reaction.target,
        "emoji": reaction.emoji.as_deref().unwrap_or_default(),
    });
    let body = envelope("reaction", payload, &reaction.correlation(), &reaction.to)?;
    Ok(HttpRequest::post(url, body))
}

fn envelope(
    kind: &str,
    payload: Value,
    correlation: &str,
    to: &Identity,
) -> Result<Value, RenderProblem> {
    let mut body = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": kind,
        "biz_opaque_callback_data": correlation,
    });
    let (key, recipient) = recipient(to)?;
    if let Value::Object(map) = &mut body {
        map.insert(key.to_owned(), recipient.into());
        map.insert(kind.to_owned(), payload);
    }
    Ok(body)
}

/// A body without blanks is sent without components: Meta refuses empty ones.
fn template(it: &OutboundTemplate) -> Value {
    let parameter = |it: &TemplateParameter| match &it.name {
        Some(name) => json!({ "type": "text", "parameter_name": name, "text": it.text }),
        None => json!({ "type": "text", "text": it.text }),
    };
    let parameters: Vec<Value> = it.parameters.iter().map(parameter).collect();
    let mut template = json!({ "name": it.name, "language": { "code": it.language } });
    if let Value::Object(map) = &mut template
        && !parameters.is_empty()
    {
        let body = json!([{ "type": "body", "parameters": parameters }]);
        map.insert("components".to_owned(), body);
    }
    template
}

/// `to` with `+` (without it Meta prepends the business's own country), else the user id as `recipient`.
fn recipient(to: &Identity) -> Result<(&'static str, String), RenderProblem> {
    let digits = to
        .address
        .as_deref()
        .map(domain::phone::digits)
        .filter(|text| !text.is_empty());
    match (digits, &to.scoped_id) {
        (Some(digits), _) => Ok(("to", format!("+{digits}"))),
        (None, Some(id)) => Ok(("recipient", id.clone())),
        (None, None) => Err(RenderProblem::NoRecipient),
    }
}

fn payload(
    endpoint: &Endpoint<'_>,
    outbound: &Outbound,
) -> Result<(&'static str, Value), RenderProblem> {
    let (text, choices) = (outbound.text.as_str(), outbound.choices.as_slice());
    if choices.is_empty() {
        return Ok(("text", words(text)?));
    }
    if fit_buttons(text, choices) {
        return Ok(("interactive", buttons(text, choices)));
    }
    if fit_list(text, choices) && !endpoint.list_opener.trim().is_empty() {
        return Ok(("interactive", list(text, choices, endpoint.list_opener)));
    }
    let mut numbered = text.to_owned();
    for (index, choice) in choices.iter().enumerate() {
        let gap = if index == 0 { "\n\n" } else { "\n" };
        numbered.push_str(&format!("{gap}{}. {}", index + 1, choice.title));
    }
    Ok(("text", words(&numbered)?))
}

fn words(text: &str) -> Result<Value, RenderProblem> {
    let length = text.chars().count();
    if length > limits::TEXT {
        return Err(RenderProblem::TooLong {
            length,
            limit: limits::TEXT,
        });
    }
    Ok(json!({ "body": text, "preview_url": false }))
}

fn within(text: &str, limit: usize) -> bool {
    (1..=limit).contains(&text.chars().count())
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    texts.into_iter().all(|text| seen.insert(text))
}

fn fit_buttons(text: &str, choices: &[Choice]) -> bool {
    let one = |c: &Choice| {
        within(&c.title, limits::BUTTON_TITLE)
            && within(&c.id, limits::BUTTON_ID)
            && c.description.is_none()
    };
    choices.len() <= limits::BUTTONS
        && within(text, limits::BUTTONS_BODY)
        && choices.iter().all(one)
        && distinct(choices.iter().map(|c| c.id.as_str()))
        && distinct(choices.iter().map(|c| c.title.as_str()))
}

fn fit_list(text: &str, choices: &[Choice]) -> bool {
    let one = |c: &Choice| {
        let second = c
            .description
            .as_deref()
            .is_none_or(|d| within(d, limits::ROW_DESCRIPTION));
        within(&c.title, limits::ROW_TITLE) && within(&c.id, limits::ROW_ID) && second
    };
    choices.len() <= limits::ROWS
        && within(text, limits::TEXT)
        && choices.iter().all(one)
        && distinct(choices.iter().map(|c| c.id.as_str()))
}

fn buttons(text: &str, choices: &[Choice]) -> Value {
    let buttons: Vec<Value> = choices
        .iter()
        .map(|c| json!({ "type": "reply", "reply": { "id": c.id, "title": c.title } }))
        .collect();
    json!({ "type": "button", "body": { "text": text }, "action": { "buttons": buttons } })
}

fn list(text: &str, choices: &[Choice], opener: &str) -> Value {
    let rows: Vec<Value> = choices
        .iter()
        .map(|c| match &c.description {
            Some(second) => json!({ "id": c.id, "title": c.title, "description": second }),
            None => json!({ "id": c.id, "title": c.title }),
        })
        .collect();
    let opener: String = opener.chars().take(limits::OPENER).collect();
    json!({
        "type": "list",
        "body": { "text": text },
        "action": { "button": opener, "sections": [{ "rows": rows }] },
    })
}

/// The request that marks a guest's message, and all before it, as read.
///
/// # Errors
/// [`RenderProblem::BadPhoneNumberId`].
pub fn mark_read(endpoint: &Endpoint<'_>, provider_id: &str) -> Result<HttpRequest, RenderProblem> {
    let body =
        json!({ "messaging_product": "whatsapp", "status": "read", "message_id": provider_id });
    Ok(HttpRequest::post(endpoint.messages()?, body))
}
