//! Message templates for the picker (SPEC 195, 197, 200–205).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A template that may be sent in this conversation, with its blanks filled in as far as the stay is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplateChoice {
    /// Record id.
    pub id: String,
    /// The provider's name; with `language` it goes back in `send_template`.
    pub name: String,
    /// As the provider approved it, e.g. `pt_PT`.
    pub language: String,
    /// `utility` or `marketing`.
    pub category: String,
    /// Whether its language is the guest's.
    pub for_guest: bool,
    /// A line above the body.
    pub header: Option<String>,
    /// The body, cut at its blanks.
    pub pieces: Vec<TemplatePiece>,
    /// A line below the body.
    pub footer: Option<String>,
    /// Titles of the buttons below.
    pub buttons: Vec<String>,
    /// One for each blank, in the order of `send_template`'s `parameters`.
    pub blanks: Vec<TemplateBlank>,
    /// Characters the body may have with its blanks filled in.
    pub max_length: u32,
}

/// A piece of a template's body: words, or a blank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplatePiece {
    /// The words; empty for a blank.
    pub text: String,
    /// Which of `blanks` stands here; absent for words.
    pub blank: Option<u32>,
}

/// A blank of a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplateBlank {
    /// `1`, `guest_name`, …
    pub name: String,
    /// What it is filled from (SPEC 197): `guestName`, `reference`, `checkIn`, `checkOut`, `totalAmount`, `currency`, `roomName`; absent
    /// if only a person knows.
    pub field: Option<String>,
    /// What stands in it; empty if nothing is known. A day is `YYYY-MM-DD`: the window writes it in the template's language.
    pub value: String,
    /// `text` or `day`.
    pub kind: String,
}
