//! The contract with the user interface. Only these types cross to TypeScript (`ui/src/generated`, made by `cargo xtask gen`).
//!
//! Ids are strings, instants are milliseconds since 1970 (relay time), dates are `YYYY-MM-DD`. Everything a window
//! shows is a value here; words are the window's (Fluent), so reasons travel as codes.
//!
//! | command | arguments | result |
//! |---|---|---|
//! | `app_state` | – | [`session::AppState`] |
//! | `probe_relay` | `{address}` | [`session::RelayProbe`] |
//! | `sign_in` | [`session::SignIn`] | [`session::SignInResult`] |
//! | `check_invitation` | `{relay, code}` | `Option<`[`session::Invitation`]`>` |
//! | `redeem_invitation` | [`session::RedeemInvitation`] | [`session::SignInResult`] |
//! | `sign_out` | – | – |
//! | `devices` | – | `Vec<`[`session::Device`]`>` (asks the relay) |
//! | `revoke_device` | `{device}` | – |
//! | `conversation_list` | `{filter, offset, limit}` | [`inbox::ListPage`] |
//! | `filter_choices` | – | [`inbox::FilterChoices`] |
//! | `open_conversation` | `{conversation}` | [`thread::Thread`] (newest 50; also asks the relay for what is missing) |
//! | `messages` | `{conversation, before \| after \| until \| around, limit}` | [`thread::MessagePage`] |
//! | `header` | `{conversation}` | [`thread::Header`] |
//! | `guest_panel` | `{conversation}` | [`guest::GuestPanel`] |
//! | `canned_responses` | `{conversation, query}` | `Vec<`[`thread::Canned`]`>`, best first: shortcut, title, text |
//! | `staff` | – | `Vec<`[`inbox::StaffRef`]`>` |
//! | `search` | `{text, before}` | [`search::SearchResult`] |
//! | `send_message` | `{conversation, text, reply_to, attachments, send_at}` | `{message}`: the id of the echo; the last one's, if files go with it |
//! | `add_note` | `{conversation, text, attachments}` | `{message}` |
//! | `attachment_begin` | `{conversation, note, name, mime, size}` | [`media::AttachmentDraft`], checked against the channel |
//! | `attachment_piece` | `{attachment, offset, base64}` (512 KiB, in order) | [`media::AttachmentDraft`] |
//! | `attachment_remove` | `{attachment}` | – |
//! | `attachments` | `{conversation, note}` | `Vec<`[`media::AttachmentDraft`]`>`, in the order they were added |
//! | `upload_cancel` | `{message}` | – (the message is held; `retry_message` goes on, `outbox_discard` drops it) |
//! | `voice` | `{message}` | [`media::Voice`] |
//! | `open_file` | `{message}` | – (the window asks first; `program_refused` for what could run) |
//! | `save_file` | `{message}` | [`media::SavedFile`] |
//! | `templates` | `{conversation}` | `Vec<`[`template::TemplateChoice`]`>`: approved ones of the connection, the guest's language first |
//! | `send_template` | `{conversation, template, language, parameters}` | `{message}` |
//! | `cancel_scheduled` | `{conversation, message}` | – (also of a message held since the relay was restored: it stays as it is) |
//! | `react` | `{conversation, message, emoji}` | – |
//! | `labels` | – | `Vec<`[`inbox::LabelChoice`]`>`: the house's, by name |
//! | `set_labels` | `{conversation, labels}` | – (all labels of the conversation) |
//! | `write_to` | `{text}` | `Vec<`[`begin::WriteTo`]`>`: guests by name or number, and a number that is nobody's |
//! | `start_conversation` | `{contact, property, phone, name, connection}` | [`begin::Started`]: without `contact` the guest is added first |
//! | `erase_guest` | `{contact}` | – (asks the relay; for ever, so the window asks first) |
//! | `retry_message` | `{conversation, message}` | – |
//! | `act` | `{conversation, action, staff}` (`claim`, `take_over`, `assign`, `resolve`, `reopen`, `hand_back`, `mark_read`, `mark_unread`) | – |
//! | `set_presence` | `{presence}` | – |
//! | `outbox` | – | `Vec<`[`outbox::OutboxEntry`]`>` |
//! | `outbox_release` | `{id}` | – (send what was held, as it is) |
//! | `outbox_discard` | `{id}` | – |
//! | `sync_now` | – | – (try the relay at once) |
//! | `dead_letters` | – | `Vec<`[`outbox::DeadLetterRow`]`>` |
//! | `replay_dead_letter` | `{id}` | – |
//! | `draft` | `{conversation, note}` | `String` |
//! | `save_draft` | `{conversation, note, text}` | – |
//! | `typing` | `{conversation, on}` | – (a guest of the website's chat and colleagues see it; lost where the stream is down) |
//! | `on_screen` | `{conversation, focused}` | – (what the person looks at: no notification for it, and colleagues are told who has it open) |
//! | `open_link` | `{conversation, kind}` (`whatsapp`, `email`) | – (through the host, after a check) |
//! | `open_place` | `{message}` | – (a location message's place on a map, through the host) |
//! | `chat_page` | – | `Option<String>`: where a guest can write from a browser |
//! | `open_chat_page` | – | – (in the browser) |
//! | `settings` | – | [`settings::Settings`] of this computer |
//! | `save_settings` | [`settings::Settings`], whole | – |
//! | `quit` | – | – (ends the app; closing the window does not) |
//! | `painted` | `{what}` | – (`inbox`: the first frame is there, the window may be shown) |
//!
//! A command that cannot be done fails with [`ApiError`].

pub mod args;
pub mod begin;
pub mod event;
pub mod guest;
pub mod inbox;
pub mod media;
pub mod outbox;
pub mod search;
pub mod session;
pub mod settings;
pub mod template;
pub mod thread;

/// Why a command of the window failed. `code` has words (`error-<code>`), `detail` is for "Copy details".
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, thiserror::Error,
)]
#[error("{code}")]
pub struct ApiError {
    /// `not_signed_in`, `not_found`, `invalid`, `forbidden`, `offline`, `disk_full`, `disk_error`, `internal`,
    /// `program_refused`, `no_file` (the relay has none), `unplayable`, or a refusal's code.
    pub code: String,
    /// More.
    pub detail: Option<String>,
}
