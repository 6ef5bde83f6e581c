//! Every command of the window in one list: name, arguments, result. Dispatch and TypeScript are made from it.

mod account;
mod begin;
mod chat_page;
mod media;
mod place;
mod read;
mod say;
mod settings;
mod write;

use crate::api::ApiError;
use crate::api::args::*;
use crate::api::begin::{Started, WriteTo};
use crate::api::guest::GuestPanel;
use crate::api::inbox::{FilterChoices, LabelChoice, ListPage, StaffRef};
use crate::api::media::{AttachmentDraft, SavedFile, Voice};
use crate::api::outbox::{DeadLetterRow, OutboxEntry};
use crate::api::search::SearchResult;
use crate::api::session::{
    AppState, Device, Invitation, RedeemInvitation, RelayProbe, SignIn, SignInResult,
};
use crate::api::settings::Settings;
use crate::api::template::TemplateChoice;
use crate::api::thread::{Canned, Header, MessagePage, Thread};
use crate::desk::Desk;
use serde_json::Value;

/// One command for the generated `commands.ts`.
pub(crate) struct CommandType {
    /// As the window calls it.
    pub(crate) name: &'static str,
    /// TypeScript of its arguments.
    pub(crate) args: fn(&ts_rs::Config) -> String,
    /// TypeScript of its result; `null` for none.
    pub(crate) result: fn(&ts_rs::Config) -> String,
}

macro_rules! commands {
    ($($name:ident($args:ty) -> $result:ty;)*) => {
        /// The list.
        pub(crate) const COMMANDS: &[CommandType] = &[$(CommandType {
            name: stringify!($name),
            args: <$args as ts_rs::TS>::name,
            result: <$result as ts_rs::TS>::name,
        },)*];

        /// Shows every type the commands name to `exporter`.
        pub(crate) fn export_types(exporter: &mut crate::export::Exporter<'_>) {
            use ts_rs::TypeVisitor as _;
            $(
                exporter.visit::<$args>();
                exporter.visit::<$result>();
            )*
        }

        pub(crate) async fn dispatch(desk: &Desk, name: &str, args: Value) -> Result<Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    let args: $args = read_args(args)?;
                    let result: $result = Box::pin(desk.$name(args)).await?;
                    to_json(&result)
                })*
                _ => Err(ApiError::with("invalid", format!("no such command: {}", name.chars().take(40).collect::<String>()))),
            }
        }
    };
}

commands! {
    app_state(NoArgs) -> AppState;
    probe_relay(ProbeArgs) -> RelayProbe;
    sign_in(SignIn) -> SignInResult;
    check_invitation(InvitationArgs) -> Option<Invitation>;
    redeem_invitation(RedeemInvitation) -> SignInResult;
    sign_out(NoArgs) -> ();
    devices(NoArgs) -> Vec<Device>;
    revoke_device(DeviceArgs) -> ();
    conversation_list(ListArgs) -> ListPage;
    filter_choices(NoArgs) -> FilterChoices;
    open_conversation(ConversationArgs) -> Thread;
    messages(MessagesArgs) -> MessagePage;
    header(ConversationArgs) -> Header;
    guest_panel(ConversationArgs) -> GuestPanel;
    canned_responses(CannedArgs) -> Vec<Canned>;
    staff(NoArgs) -> Vec<StaffRef>;
    search(SearchArgs) -> SearchResult;
    send_message(SendArgs) -> Written;
    add_note(NoteArgs) -> Written;
    attachment_begin(AttachArgs) -> AttachmentDraft;
    attachment_piece(PieceArgs) -> AttachmentDraft;
    attachment_remove(AttachmentArgs) -> ();
    attachments(DraftArgs) -> Vec<AttachmentDraft>;
    upload_cancel(MessageArgs) -> ();
    voice(MessageArgs) -> Voice;
    open_file(MessageArgs) -> ();
    save_file(MessageArgs) -> SavedFile;
    templates(ConversationArgs) -> Vec<TemplateChoice>;
    send_template(SendTemplateArgs) -> Written;
    cancel_scheduled(RetryArgs) -> ();
    react(ReactArgs) -> ();
    labels(NoArgs) -> Vec<LabelChoice>;
    set_labels(SetLabelsArgs) -> ();
    write_to(WriteToArgs) -> Vec<WriteTo>;
    start_conversation(StartArgs) -> Started;
    erase_guest(GuestArgs) -> ();
    retry_message(RetryArgs) -> ();
    act(ActArgs) -> ();
    set_presence(PresenceArgs) -> ();
    outbox(NoArgs) -> Vec<OutboxEntry>;
    outbox_release(IdArgs) -> ();
    outbox_discard(IdArgs) -> ();
    sync_now(NoArgs) -> ();
    dead_letters(NoArgs) -> Vec<DeadLetterRow>;
    replay_dead_letter(IdArgs) -> ();
    draft(DraftArgs) -> String;
    save_draft(SaveDraftArgs) -> ();
    typing(TypingArgs) -> ();
    on_screen(OnScreenArgs) -> ();
    open_link(LinkArgs) -> ();
    open_place(PlaceArgs) -> ();
    chat_page(NoArgs) -> Option<String>;
    open_chat_page(NoArgs) -> ();
    settings(NoArgs) -> Settings;
    save_settings(Settings) -> ();
    painted(PaintedArgs) -> ();
    quit(NoArgs) -> ();
}

fn read_args<T: serde::de::DeserializeOwned>(args: Value) -> Result<T, ApiError> {
    let args = if args.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        args
    };
    serde_json::from_value(args).map_err(|error| ApiError::with("invalid", error.to_string()))
}

fn to_json(value: &impl serde::Serialize) -> Result<Value, ApiError> {
    serde_json::to_value(value).map_err(|error| ApiError::with("internal", error.to_string()))
}

/// Reads an id that came from the window.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, ApiError> {
    text.parse().map_err(|_| ApiError::with("invalid", "id"))
}
