//! End to end: a real relay, a real window, a guest's real browser, a real keyring, real notifications.
//!
//! Runs inside a desktop session (`cargo xtask desktop -- …`, which `cargo xtask test` uses): a virtual display, its own
//! session bus, an unlocked keyring and a notification daemon. Only the provider is a stand-in, and it speaks the provider's
//! dialect over HTTP.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test ends where it fails"
)]

mod accessible;
mod axe;
mod bad_input;
mod banners;
mod browser;
mod chat;
mod chat_both;
mod chat_frame;
mod chat_keep;
mod chat_kinds;
mod chat_look;
mod chat_world;
mod composer;
mod daemon;
mod desktop;
mod far_back;
mod figures;
mod file_manager;
mod files;
mod frames;
mod full_disk;
mod guest_panel;
mod hand_over;
mod hands;
mod hostile;
mod impostor;
mod input_method;
mod keys;
mod messages;
mod notifications;
mod offline;
mod on_disk;
mod panels;
mod pictures;
mod pictures_around;
mod pictures_writing;
mod private;
mod programs;
mod revoked;
mod screen_reader;
mod sign_in;
mod snooze;
mod spine;
mod start;
mod states;
mod stopped;
mod tray;
mod two_people;
mod window;
mod window_life;
mod world;
