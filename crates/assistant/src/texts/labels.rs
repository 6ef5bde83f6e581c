//! Titles of buttons.

use super::bundles::say;
use super::shorten::shorten;
use crate::flow::Label;
use crate::language::Language;

/// The titles of a button, the whole one first; a shorter one follows where the whole one does not fit everywhere.
#[must_use]
pub fn titles(label: Label, language: Language) -> Vec<String> {
    let key = key(label);
    let whole = say(language, key, &[]);
    match label {
        // SPEC 153 names it longer than a button of WhatsApp is.
        Label::Continue => vec![whole, say(language, "button-continue-short", &[])],
        _ => vec![whole],
    }
}

/// The longest title that fits.
pub(super) fn title(label: Label, language: Language, most: usize) -> String {
    let titles = titles(label, language);
    let fits = titles.iter().find(|it| it.chars().count() <= most);
    let shortest = || titles.last().map(|it| shorten(it, most));
    fits.cloned().or_else(shortest).unwrap_or_default()
}

const fn key(label: Label) -> &'static str {
    match label {
        Label::Book => "button-book",
        Label::Check => "button-check",
        Label::Mine => "button-mine",
        Label::Team => "button-team",
        Label::Continue => "button-continue",
        Label::OtherDates => "button-other-dates",
        Label::This => "button-this",
        Label::OtherRooms => "button-other-rooms",
        Label::Confirm => "button-confirm",
        Label::Change => "button-change",
        Label::Cancel => "button-cancel",
        Label::Dates => "button-dates",
        Label::Guests => "button-guests",
        Label::Room => "button-room",
        Label::More => "button-more",
    }
}
