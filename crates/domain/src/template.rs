//! Message templates that a channel has approved: the only thing that may be sent after the reply window (SPEC 49, 195).
//!
//! The provider's list is the truth; records follow it. What the hotel adds, which blank means what (SPEC 200), survives.

use crate::Unknown;
use crate::id::{ConnectionId, PropertyId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest body with its blanks filled in, in characters (whatsapp.md 3).
pub const MAX_BODY: usize = 1024;

crate::open_enum! {
    /// What it is for; the price follows from it (SPEC 203–205).
    TemplateCategory {
        /// Confirmations, reminders.
        Utility = "utility",
        /// Promotions, offers.
        Marketing = "marketing",
        /// One-time codes; never offered to staff.
        Authentication = "authentication",
    }
}

crate::open_enum! {
    /// Whether the provider lets it be sent.
    TemplateStatus {
        /// Yes.
        Approved = "approved",
        /// Not decided yet.
        Pending = "pending",
        /// No.
        Rejected = "rejected",
        /// Not for now: guests blocked or reported it.
        Paused = "paused",
        /// Not any more.
        Disabled = "disabled",
    }
}

/// A template of one connection in one language. Scope `<property>/inbox`, parent = connection: whoever may write to the guests of
/// a house sees what may be written to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Which account it belongs to.
    pub connection: ConnectionId,
    /// The house of that account.
    pub property: PropertyId,
    /// The provider's name, case-sensitive (SPEC 199).
    pub name: String,
    /// As the provider approved it, e.g. `pt_PT` (SPEC 202).
    pub language: String,
    /// What it is for.
    pub category: TemplateCategory,
    /// Whether it may be sent.
    pub status: TemplateStatus,
    /// A line above the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The text with its blanks, `{{1}}` or `{{guest_name}}`.
    pub body: String,
    /// A line below the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// Titles of the buttons below, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<String>,
    /// Which field of the stay a blank is filled from (SPEC 197, 200): `guestName`, `reference`, `checkIn`, `checkOut`,
    /// `totalAmount`, `currency`, `roomName`. The hotel's own; the provider knows nothing of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// What of it cannot be filled in here (`header`, `button`): it is not offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfillable: Option<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Which template, with what in its blanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateUse {
    /// The provider's name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// One text a blank, in the order of [`Template::blanks`].
    #[serde(default)]
    pub parameters: Vec<String>,
}

/// What stands in a blank of a template that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateParameter {
    /// The blank's name; absent where blanks are numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What stands in it.
    pub text: String,
}

/// Why a template cannot be sent so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    /// Not as many texts as blanks (SPEC 201, 287).
    #[error("the number of texts is not that of the blanks")]
    Count,
    /// A blank is empty, or holds a line break, a tab or more than four spaces in a row, which the provider refuses.
    #[error("a blank holds what the provider refuses")]
    Blank,
    /// Too long with its blanks filled in.
    #[error("too long with its blanks filled in")]
    TooLong,
}

impl Template {
    /// Whether staff may be offered it: approved, and everything in it can be filled in here.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.status == TemplateStatus::Approved
            && self.unfillable.is_none()
            && self.category != TemplateCategory::Authentication
    }

    /// The names of its blanks: numbers ascending, names in order of appearance; each once.
    #[must_use]
    pub fn blanks(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for piece in pieces(&self.body) {
            if let Piece::Blank(name) = piece
                && !found.iter().any(|known| known == name)
            {
                found.push(name.to_owned());
            }
        }
        if found.iter().all(|name| number(name).is_some()) {
            found.sort_by_key(|name| number(name));
        }
        found
    }

    /// What the guest will read (header, body, footer), and what is sent for it.
    ///
    /// # Errors
    /// [`TemplateProblem`], before anything leaves.
    pub fn fill(
        &self,
        texts: &[String],
    ) -> Result<(String, Vec<TemplateParameter>), TemplateProblem> {
        let blanks = self.blanks();
        if blanks.len() != texts.len() {
            return Err(TemplateProblem::Count);
        }
        if !texts.iter().all(|text| fits_blank(text)) {
            return Err(TemplateProblem::Blank);
        }
        let value = |name: &str| {
            let place = blanks.iter().position(|blank| blank == name);
            place.and_then(|place| texts.get(place)).map(String::as_str)
        };
        let body: String = pieces(&self.body)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words,
                Piece::Blank(name) => value(name).unwrap_or_default(),
            })
            .collect();
        if body.chars().count() > MAX_BODY {
            return Err(TemplateProblem::TooLong);
        }
        let parts = [self.header.clone(), Some(body), self.footer.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let parameters = blanks
            .iter()
            .zip(texts)
            .map(|(name, text)| TemplateParameter {
                name: number(name).is_none().then(|| name.clone()),
                text: text.clone(),
            })
            .collect();
        Ok((parts.join("\n\n"), parameters))
    }
}

/// A piece of a template's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// As they stand.
    Words(&'t str),
    /// `{{name}}`.
    Blank(&'t str),
}

/// Cuts a body into words and blanks. Braces around anything but a name are words.
#[must_use]
pub fn pieces(body: &str) -> Vec<Piece<'_>> {
    let mut cut = Vec::new();
    let (mut rest, mut from) = (body, 0);
    while let Some(open) = rest.get(from..).and_then(|it| it.find("{{")) {
        let open = from + open;
        let inside = rest.get(open + 2..).unwrap_or_default();
        let name = inside.split_once("}}");
        match name {
            Some((name, behind)) if is_name(name.trim()) => {
                let words = rest.get(..open).unwrap_or_default();
                if !words.is_empty() {
                    cut.push(Piece::Words(words));
                }
                cut.push(Piece::Blank(name.trim()));
                (rest, from) = (behind, 0);
            }
            Some(_) => from = open + 2,
            None => break,
        }
    }
    if !rest.is_empty() {
        cut.push(Piece::Words(rest));
    }
    cut
}

fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn number(name: &str) -> Option<u32> {
    name.parse().ok()
}

fn fits_blank(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(char::is_control) && !text.contains("     ")
}
