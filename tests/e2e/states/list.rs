//! The list of states. A new page or state gets its line here, and its story keeps it.

use super::Look::{Arabic, Dark, Light, Sized};
use super::{Chapter, Look, State};

/// Where nothing is coloured that is not seen elsewhere.
const PLAIN: &[Look] = &[Light];
/// Contrast differs in the dark.
const BOTH: &[Look] = &[Light, Dark];
/// Words and switches.
const WORDS: &[Look] = &[Light, Arabic];
/// Where words, figures and direction meet.
const ALL: &[Look] = &[Light, Dark, Arabic];
/// The sizes of DESIGN_UI 2: large, the common laptop, the smallest with an overlay, half a screen.
const SIZES: &[Look] = &[
    Light,
    Dark,
    Arabic,
    Sized(1920, 1080),
    Sized(1366, 768),
    Sized(1024, 700),
    Sized(683, 720),
];

const fn state(
    name: &'static str,
    marker: &'static str,
    looks: &'static [Look],
    shows: &'static [&'static str],
) -> State {
    State {
        name,
        marker,
        shows,
        looks,
    }
}

/// Every chapter.
pub(crate) const CHAPTERS: &[&Chapter] = &[
    &LOGIN, &INBOX, &BANNERS, &MENUS, &COMPOSER, &MESSAGES, &DIALOGS, &OFFLINE, &FIRST_RUN,
];

/// Before anybody is signed in.
pub(crate) const LOGIN: Chapter = Chapter(&[
    state(
        "login",
        "[data-testid='login-submit']",
        &[Light, Dark, Arabic, Sized(1024, 700), Sized(683, 720)],
        &[
            "login/Login",
            "login/SignInForm",
            "login/RelayField",
            "login/Field",
            "login/PasswordField",
            "login/KeepSignedIn",
        ],
    ),
    state("login-missing", "[role='alert'], .err", PLAIN, &[]),
    state(
        "login-wrong-password",
        ".err[role='alert'], .field [role='alert'], [role='alert']",
        BOTH,
        &[],
    ),
    state("login-not-a-relay", "[role='alert']", PLAIN, &[]),
    state("login-forgot", "[aria-expanded='true']", PLAIN, &[]),
    state(
        "login-code",
        "[data-testid='code']",
        BOTH,
        &["login/CodeForm"],
    ),
    state("login-code-unknown", "[role='alert']", PLAIN, &[]),
    state("login-owner", "[data-testid='code-hotel']", BOTH, &[]),
    // A change of language begins the login anew, so these are reached in Arabic.
    state(
        "login-arabic-wrong",
        "[dir='rtl'] [role='alert']",
        PLAIN,
        &[],
    ),
    state(
        "login-arabic-code",
        "[dir='rtl'] [data-testid='code-password']",
        PLAIN,
        &[],
    ),
]);

/// The inbox with its conversations.
pub(crate) const INBOX: Chapter = Chapter(&[
    state(
        "inbox-empty",
        ".hintrow",
        ALL,
        &[
            "inbox/Rail",
            "inbox/ListPanel",
            "inbox/ConversationRows",
            "inbox/ConversationRow",
            "inbox/SearchField",
            "inbox/WaitingStrip",
            "status/StatusBar",
            "status/Hints",
            "keys/Caps",
        ],
    ),
    state(
        "inbox",
        "[data-testid='guest-panel'], [data-testid='message']",
        SIZES,
        &[
            "thread/ThreadPanel",
            "thread/ThreadHeader",
            "thread/MessageLog",
            "thread/MessageBubble",
            "thread/MessageContentView",
            "thread/MessageState",
            "thread/EventLine",
            "thread/Trouble",
            "guest/GuestPanel",
            "guest/GuestIdentity",
            "guest/GuestPicture",
            "guest/StayCard",
            "guest/Lifetime",
            "guest/PastStays",
            "inbox/Edge",
            "composer/Composer",
            "composer/Editor",
            "composer/ComposerBar",
            "composer/TextField",
            "composer/Modes",
            "composer/WindowMeter",
        ],
    ),
    state(
        "inbox-arabic-guest",
        "[data-id='v-khalid'][aria-selected='true']",
        ALL,
        &[],
    ),
    state(
        "inbox-guest-over",
        "[data-testid='guest-panel']",
        PLAIN,
        &[],
    ),
    state("inbox-note", "[data-mode='note']", BOTH, &[]),
    state(
        "inbox-search",
        "[data-testid='message-hit'] mark",
        ALL,
        &["inbox/SearchResults"],
    ),
    state("inbox-search-none", ".crows.found .centre", PLAIN, &[]),
    state(
        "inbox-only-waiting",
        "[data-testid='waiting-strip'][aria-pressed='true']",
        BOTH,
        &[],
    ),
    state("inbox-none-match", ".panel.list .centre .btn", PLAIN, &[]),
    state(
        "inbox-typing",
        "[data-testid='typing']",
        PLAIN,
        &["thread/TypingLine"],
    ),
]);

/// The line over the thread.
pub(crate) const BANNERS: Chapter = Chapter(&[
    state(
        "banner-bot",
        "[data-testid='banner'][data-kind='bot']",
        ALL,
        &["thread/BannerLine", "composer/Locked"],
    ),
    state(
        "banner-waiting",
        "[data-testid='bot-brief']",
        ALL,
        &["thread/BotBrief"],
    ),
    state(
        "banner-resolved",
        "[data-testid='banner'][data-kind='resolved']",
        BOTH,
        &[],
    ),
    state(
        "banner-expired",
        "[data-testid='banner'][data-kind='expired']",
        BOTH,
        &[],
    ),
    state(
        "banner-colleague",
        "[data-testid='banner'][data-kind='other']",
        ALL,
        &[],
    ),
    state(
        "banner-channel",
        "[data-testid='banner'][data-kind='channel']",
        BOTH,
        &[],
    ),
]);

/// Menus, which a change of language closes.
pub(crate) const MENUS: Chapter = Chapter(&[
    state(
        "menu-channel",
        "[role='menu'] [data-value='whatsapp']",
        PLAIN,
        &["inbox/Filters"],
    ),
    state(
        "menu-status",
        "[role='menu'] [data-value='EXPIRED']",
        PLAIN,
        &[],
    ),
    state(
        "menu-assignee",
        "[role='menu'] [data-value='none']",
        PLAIN,
        &[],
    ),
    state(
        "menu-sort",
        "[role='menu'] [data-value='sort-oldest']",
        PLAIN,
        &[],
    ),
    state(
        "menu-presence",
        "[role='menu'] [data-value='away']",
        PLAIN,
        &["inbox/PresenceMenu"],
    ),
    state(
        "menu-account",
        "[role='menu'] [data-value='sign-out']",
        BOTH,
        &["account/AccountMenu"],
    ),
    state(
        "menu-assign",
        "[role='menu'] [data-value='tomas']",
        BOTH,
        &["thread/AssignMenu"],
    ),
    state(
        "menu-react",
        ".emojis[role='menu']",
        BOTH,
        &["thread/ReactMenu", "thread/MessageTools"],
    ),
    state(
        "menu-message",
        "[role='menu'] [data-value='copy']",
        PLAIN,
        &[],
    ),
]);

/// Writing to a guest.
pub(crate) const COMPOSER: Chapter = Chapter(&[
    state(
        "composer-canned",
        "[data-testid='canned-picker'] [role='option']",
        BOTH,
        &["composer/CannedPicker"],
    ),
    state(
        "composer-canned-none",
        "[data-testid='canned-picker'] .none",
        PLAIN,
        &[],
    ),
    state("composer-blank", "[data-testid='composer']", PLAIN, &[]),
    state(
        "composer-emoji",
        "[data-testid='emoji-picker'] [role='option'], #emoji-grid [role='option']",
        BOTH,
        &["composer/EmojiPicker"],
    ),
    state(
        "composer-schedule",
        "[data-testid='schedule-menu']",
        BOTH,
        &["composer/ScheduleMenu"],
    ),
    state(
        "composer-schedule-day",
        "[data-testid='schedule-time']",
        PLAIN,
        &["composer/DayPicker"],
    ),
    state(
        "composer-scheduled",
        "[data-testid='message'][data-state='scheduled']",
        ALL,
        &[],
    ),
    state(
        "composer-attachments",
        "[data-testid='attachment'][data-state='refused']",
        BOTH,
        &["composer/AttachmentChips"],
    ),
    state(
        "composer-quote",
        ".comp-quote",
        ALL,
        &["composer/QuoteChip"],
    ),
    state("composer-too-long", ".comp-bar .c-bad", PLAIN, &[]),
    state(
        "composer-mention",
        "[data-testid='mention-picker'] [role='option']",
        BOTH,
        &["composer/MentionPicker"],
    ),
    state("composer-drop", ".dropveil", BOTH, &["composer/DropZone"]),
    state(
        "composer-closed",
        "[data-testid='composer'][data-locked='closed']",
        ALL,
        &[],
    ),
    state(
        "composer-template",
        "[data-testid='template-preview']",
        BOTH,
        &["composer/TemplateDialog"],
    ),
]);

/// Every kind of message.
pub(crate) const MESSAGES: Chapter = Chapter(&[
    state(
        "messages",
        "[data-id='v-hannah-33']",
        ALL,
        &["thread/Reactions", "thread/Quote"],
    ),
    state(
        "messages-media",
        "[data-testid='photo'] img",
        BOTH,
        &[
            "thread/Photo",
            "thread/Voice",
            "thread/FileCard",
            "thread/Film",
        ],
    ),
    state(
        "messages-places",
        "[data-testid='place-open']",
        BOTH,
        &["thread/PlaceCard", "thread/ContactCards"],
    ),
    state(
        "messages-choices",
        ".msgs [data-testid='message']",
        PLAIN,
        &["thread/Choices", "thread/Unsupported"],
    ),
    state(
        "messages-viewer",
        "[data-testid='viewer']",
        BOTH,
        &["thread/Viewer"],
    ),
    state(
        "messages-open-file",
        "dialog[open] [data-testid='file-open']",
        PLAIN,
        &["thread/OpenFile"],
    ),
    state("notice", ".notice", BOTH, &[]),
    state(
        "message-unknown",
        ".m-wait [data-testid='retry']",
        ALL,
        &["thread/Unknown"],
    ),
    state(
        "message-held",
        ".m-wait [data-testid='release']",
        ALL,
        &["thread/Held"],
    ),
]);

/// Dialogs over the window.
pub(crate) const DIALOGS: Chapter = Chapter(&[
    state(
        "labels",
        "[data-testid='label-menu'] [role='option']",
        BOTH,
        &["thread/LabelMenu", "thread/Swatch"],
    ),
    state(
        "new-conversation",
        "[data-testid='new-conversation']",
        ALL,
        &["inbox/NewConversation"],
    ),
    state(
        "palette",
        "[data-testid='palette']",
        ALL,
        &["palette/Palette"],
    ),
    state(
        "palette-found",
        "[data-testid='offer'][data-kind='message']",
        BOTH,
        &[],
    ),
    // Another language begins a dialog anew, so what it found is pictured in a story that begins in Arabic.
    state(
        "new-conversation-arabic",
        "[dir='rtl'] [data-testid='new-conversation'] [role='option']",
        PLAIN,
        &[],
    ),
    state(
        "palette-arabic",
        "[dir='rtl'] [data-testid='offer'][data-kind='message']",
        PLAIN,
        &[],
    ),
    state("palette-none", "[data-testid='palette'] .none", PLAIN, &[]),
    state("keys", "[data-testid='key']", ALL, &["keys/KeySheet"]),
    state(
        "settings-appearance",
        "#settings-tab-appearance[aria-selected='true']",
        ALL,
        &[
            "settings/SettingsDialog",
            "settings/Appearance",
            "settings/Choice",
        ],
    ),
    state(
        "settings-writing",
        "#settings-tab-writing[aria-selected='true']",
        WORDS,
        &["settings/Writing"],
    ),
    state(
        "settings-notifications",
        "#settings-tab-notifications[aria-selected='true']",
        WORDS,
        &[
            "settings/Notifications",
            "settings/QuietHours",
            "settings/Switch",
        ],
    ),
    state(
        "settings-shortcuts",
        "#settings-tab-shortcuts[aria-selected='true']",
        ALL,
        &["settings/Shortcuts"],
    ),
    state(
        "settings-computer",
        "#settings-tab-computer[aria-selected='true']",
        WORDS,
        &["settings/Computer"],
    ),
    state(
        "devices",
        "[data-testid='device']",
        BOTH,
        &["account/Devices"],
    ),
    state(
        "dead-letters",
        "[data-testid='dead-letter']",
        ALL,
        &["status/DeadLetters", "status/StatusNotes"],
    ),
    state("undo", "[data-testid='undo-bar']", BOTH, &[]),
]);

/// Without the relay.
pub(crate) const OFFLINE: Chapter = Chapter(&[
    // Short: a line that stands still is soon a line that is cut.
    state(
        "composer-behind",
        "[data-testid='behind']",
        PLAIN,
        &["composer/Behind"],
    ),
    state(
        "inbox-offline",
        "[data-testid='banner'][data-kind='offline']",
        SIZES,
        &[],
    ),
    state(
        "outbox",
        "[data-testid='outbox-entry']",
        ALL,
        &["status/Outbox"],
    ),
    state(
        "sign-out-asks",
        "[data-testid='sign-out-confirm']",
        BOTH,
        &[],
    ),
    state("login-kept", ".login .why", ALL, &[]),
]);

/// A hotel without a conversation.
pub(crate) const FIRST_RUN: Chapter = Chapter(&[state(
    "first-run",
    "[data-testid='step']",
    &[Light, Dark, Arabic, Sized(1024, 700)],
    &["inbox/Welcome"],
)]);
