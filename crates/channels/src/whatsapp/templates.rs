//! The account's message templates: `GET /{WABA}/message_templates` and its pages (whatsapp.md 3).

use super::render::{Endpoint, is_path_segment};
use crate::http::HttpRequest;
use crate::json::{Node, read};
use domain::template::{Piece, TemplateCategory, TemplateStatus, pieces};

/// Templates of a page.
const PAGE: usize = 100;
/// Longest header and footer, in characters.
const MAX_LINE: usize = 60;
/// Longest body kept; Meta allows 1024.
const MAX_BODY: usize = 4096;
/// Longest name, as Meta allows.
const MAX_NAME: usize = 512;
/// Buttons of a template.
const MAX_BUTTONS: usize = 10;

/// A template as Meta lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTemplate {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// What it is for.
    pub category: TemplateCategory,
    /// Whether it may be sent.
    pub status: TemplateStatus,
    /// A line above the body.
    pub header: Option<String>,
    /// The text with its blanks.
    pub body: String,
    /// A line below the body.
    pub footer: Option<String>,
    /// Titles of the buttons.
    pub buttons: Vec<String>,
    /// What of it needs more than words for the body's blanks: `header` or `button`.
    pub unfillable: Option<String>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplatePage {
    /// What could be read; a template without name, language or body is left out.
    pub templates: Vec<ListedTemplate>,
    /// Where the next page begins, if there is one.
    pub after: Option<String>,
}

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplatesProblem {
    /// The account id or the cursor cannot stand in an address.
    #[error("the account id is not one")]
    BadId,
    /// The answer is no list.
    #[error("the answer is no list")]
    Unreadable,
    /// Meta answered with an error code.
    #[error("Meta's error {0}")]
    Refused(i64),
}

/// The request for the page after `after`; the first one without.
///
/// # Errors
/// [`TemplatesProblem::BadId`]: neither id nor cursor may change the address.
pub fn list_templates(
    endpoint: &Endpoint<'_>,
    account: &str,
    after: Option<&str>,
) -> Result<HttpRequest, TemplatesProblem> {
    let is_cursor = |text: &str| {
        (1..=512).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'=' | b'.'))
    };
    if !is_path_segment(account) || !after.is_none_or(is_cursor) {
        return Err(TemplatesProblem::BadId);
    }
    let mut path = format!(
        "{account}/message_templates?fields=name,status,category,language,components,parameter_format&limit={PAGE}"
    );
    if let Some(after) = after {
        path.push_str("&after=");
        path.push_str(&after.replace('=', "%3D"));
    }
    Ok(HttpRequest::get(endpoint.url(&path)))
}

/// Reads a page.
///
/// # Errors
/// [`TemplatesProblem::Refused`] with Meta's code, [`TemplatesProblem::Unreadable`] for anything that is no list: then what is known
/// stays as it is.
pub fn read_templates(body: &[u8]) -> Result<TemplatePage, TemplatesProblem> {
    let value = std::str::from_utf8(body)
        .ok()
        .and_then(read)
        .ok_or(TemplatesProblem::Unreadable)?;
    let answer = Node::new(&value);
    if let Some(code) = answer.get("error").get("code").integer() {
        return Err(TemplatesProblem::Refused(code));
    }
    let data = answer.get("data");
    if !data.is_list() {
        return Err(TemplatesProblem::Unreadable);
    }
    let paging = answer.get("paging");
    let after = paging.get("cursors").get("after").id();
    Ok(TemplatePage {
        templates: data.items().filter_map(template).collect(),
        after: after.filter(|_| paging.get("next").exists()),
    })
}

fn template(node: Node<'_>) -> Option<ListedTemplate> {
    let word = |key: &str| node.get(key).str().map(str::to_ascii_lowercase);
    let name = node.get("name").text(MAX_NAME).filter(|it| !it.is_empty());
    let mut listed = ListedTemplate {
        name: name?,
        language: node.get("language").id()?,
        category: TemplateCategory::from_text(&word("category").unwrap_or_default()),
        status: TemplateStatus::from_text(&word("status").unwrap_or_default()),
        header: None,
        body: String::new(),
        footer: None,
        buttons: Vec::new(),
        unfillable: None,
    };
    for part in node.get("components").items() {
        let kind = part.get("type").str().map(str::to_ascii_uppercase);
        match kind.as_deref() {
            Some("BODY") => listed.body = part.get("text").text(MAX_BODY).unwrap_or_default(),
            Some("FOOTER") => listed.footer = part.get("text").text(MAX_LINE),
            Some("HEADER") => header(&mut listed, part),
            Some("BUTTONS") => buttons(&mut listed, part),
            // Carousels, limited-time offers: words alone do not fill them.
            _ => listed.unfillable = Some("component".to_owned()),
        }
    }
    (!listed.body.trim().is_empty()).then_some(listed)
}

/// A line of words can be sent as it stands; a picture, or a blank in the line, cannot.
fn header(listed: &mut ListedTemplate, part: Node<'_>) {
    let text = part.get("text").text(MAX_LINE);
    let words = part
        .get("format")
        .str()
        .is_none_or(|it| it.eq_ignore_ascii_case("TEXT"));
    let blank = text.as_deref().is_some_and(has_blank);
    if !words || blank || text.is_none() {
        listed.unfillable = Some("header".to_owned());
    }
    listed.header = text;
}

/// Titles are shown; a button whose address or code needs a value cannot be sent.
fn buttons(listed: &mut ListedTemplate, part: Node<'_>) {
    for button in part.get("buttons").items().take(MAX_BUTTONS) {
        listed.buttons.extend(button.get("text").name());
        let kind = button.get("type").str().map(str::to_ascii_uppercase);
        let fixed = match kind.as_deref() {
            Some("QUICK_REPLY" | "PHONE_NUMBER") => true,
            Some("URL") => !button.get("url").str().is_some_and(has_blank),
            _ => false,
        };
        if !fixed {
            listed.unfillable = Some("button".to_owned());
        }
    }
}

fn has_blank(text: &str) -> bool {
    pieces(text)
        .iter()
        .any(|piece| matches!(piece, Piece::Blank(_)))
}
