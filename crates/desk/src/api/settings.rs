//! What this computer remembers about how the window looks and behaves. Nothing of a person or a guest stands here.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Smallest and largest text, in percent.
pub const TEXT_SIZES: std::ops::RangeInclusive<u16> = 80..=160;

/// How far a panel may be dragged from its designed width, in CSS pixels.
pub const PANEL_REACH: i16 = 80;

/// Everything that is set for one computer, whoever is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Height of rows.
    pub density: Density,
    /// Percent, 80–160.
    pub text_size: u16,
    /// Words of window, tray and notifications.
    pub language: Language,
    /// Which key sends what is written.
    pub enter_sends: EnterSends,
    /// Whether single letters are shortcuts (WCAG 2.1.4).
    pub letters_on: bool,
    /// Changed keys: a command of `ui/src/keys` and its key; an empty key switches it off.
    pub key_map: BTreeMap<String, String>,
    /// Widths of the panels.
    pub panels: Panels,
    /// What makes a sound.
    pub sound: Sound,
    /// When only waiting guests are announced.
    pub quiet_hours: QuietHours,
    /// Guests' names in notifications while the screen is locked.
    pub lock_screen_names: bool,
    /// Start with the computer.
    pub autostart: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Auto,
            text_size: 100,
            language: Language::System,
            enter_sends: EnterSends::Enter,
            letters_on: true,
            key_map: BTreeMap::new(),
            panels: Panels::default(),
            sound: Sound::All,
            quiet_hours: QuietHours::default(),
            lock_screen_names: false,
            autostart: false,
        }
    }
}

/// How far each panel was dragged from the width that the design gives it at this window's size; −80 to 80 CSS pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Panels {
    /// The conversation list.
    pub list: i16,
    /// The guest's details.
    pub guest: i16,
}

/// Minutes of a day.
pub const DAY_MINUTES: u16 = 24 * 60;

/// When only waiting guests are announced, by the hotel's clock. Over midnight where the end is earlier than the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct QuietHours {
    /// Whether they are kept at all.
    pub on: bool,
    /// Minute of the day they begin at.
    pub from: u16,
    /// Minute of the day they end at.
    pub to: u16,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self {
            on: false,
            from: 22 * 60,
            to: 7 * 60,
        }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the computer.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Height of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Lower where the window is low.
    Auto,
    /// Always the taller rows.
    Comfortable,
    /// Always the lowest rows.
    Compact,
}

/// Words of window, tray and notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// As the computer, English where it speaks none of ours.
    System,
    /// English.
    En,
    /// Arabic.
    Ar,
}

/// Which key sends what is written; the other one begins a new line, as Shift Enter always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnterSends {
    /// Enter.
    Enter,
    /// Ctrl Enter.
    CtrlEnter,
}

/// What makes a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sound {
    /// Guests who wait, and my own guests.
    All,
    /// Only guests who wait.
    Escalations,
    /// Nothing.
    Off,
}
