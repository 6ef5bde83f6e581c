//! What a channel can show under a message (SPEC 120, 128, 129, 141–143).

use domain::channel::Channel;

/// How a provider counts a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Unicode scalar values: Meta does not define its "characters", and no other count is larger but in bytes.
    Scalars,
    /// UTF-8 bytes (Instagram).
    Bytes,
}

impl Count {
    /// The length of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> usize {
        match self {
            Self::Scalars => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }
}

/// What a channel can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Buttons that stay under their message; 0: none.
    pub buttons: usize,
    /// Buttons that go with the next message; 0: none.
    pub quick_replies: usize,
    /// Rows behind one button; 0: no lists.
    pub rows: usize,
    /// Longest title of a button, in scalar values.
    pub button_title: usize,
    /// Longest title of a row.
    pub row_title: usize,
    /// Longest second line of a row.
    pub row_description: usize,
    /// Longest text of a message.
    pub text: usize,
    /// Longest text above buttons.
    pub buttons_text: usize,
    /// How the text is counted.
    pub count: Count,
}

/// Rooms at once where they are numbered: more is no message but a catalogue.
const NUMBERED: usize = 10;

impl Capabilities {
    /// WhatsApp: 3 buttons, lists of 10 rows.
    pub const WHATSAPP: Self = Self {
        buttons: 3,
        rows: 10,
        buttons_text: 1024,
        ..Self::TEXT
    };
    /// Instagram: 13 quick replies, 1000 bytes.
    pub const INSTAGRAM: Self = Self {
        quick_replies: 13,
        text: 1000,
        buttons_text: 1000,
        count: Count::Bytes,
        ..Self::TEXT
    };
    /// Messenger: 3 quick replies (SPEC 143).
    pub const MESSENGER: Self = Self {
        quick_replies: 3,
        text: 2000,
        buttons_text: 2000,
        ..Self::TEXT
    };
    /// Live Chat: the page draws buttons and rows itself.
    pub const LIVE_CHAT: Self = Self {
        buttons: 3,
        rows: 10,
        button_title: 40,
        row_title: 80,
        row_description: 200,
        ..Self::TEXT
    };
    /// Telegram: buttons in any number.
    pub const TELEGRAM: Self = Self {
        buttons: 10,
        button_title: 60,
        ..Self::TEXT
    };
    /// Words only (SMS, e-mail): everything is numbered.
    pub const TEXT: Self = Self {
        buttons: 0,
        quick_replies: 0,
        rows: 0,
        button_title: 20,
        row_title: 24,
        row_description: 72,
        text: 4096,
        buttons_text: 4096,
        count: Count::Scalars,
    };

    /// Of a channel; one that is not known gets words.
    #[must_use]
    pub const fn of(channel: &Channel) -> Self {
        match channel {
            Channel::WhatsApp => Self::WHATSAPP,
            Channel::Instagram => Self::INSTAGRAM,
            Channel::Messenger => Self::MESSENGER,
            Channel::Telegram => Self::TELEGRAM,
            Channel::LiveChat => Self::LIVE_CHAT,
            _ => Self::TEXT,
        }
    }

    /// How many rooms stand on a page, the row that leads to the next one included.
    #[must_use]
    pub const fn page(&self) -> usize {
        match self.rows {
            0 => NUMBERED,
            rows => rows,
        }
    }
}
