//! Glue between the desk and the operating system: window, keyring, notifications, links. The only Rust that names `tauri`.
//!
//! What the app *does* is in `crates/desk`, which runs without any of this.

mod frame;
mod host;
mod ipc;
mod logs;
mod notify;
mod platform;
mod secrets;
mod words;

use host::SystemHost;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::Manager;

/// Runs the app until its last window is closed.
#[must_use]
pub fn run() -> ExitCode {
    let home = host::home();
    let _log = logs::start(&home);
    let built = tauri::Builder::default()
        // First, so that a second start ends before it touches a file.
        .plugin(tauri_plugin_single_instance::init(
            |app, _arguments, _folder| frame::show(app),
        ))
        .plugin(tauri_plugin_opener::init())
        .setup(move |app| {
            let host = Arc::new(SystemHost::new(app.handle().clone(), home));
            let desk = tauri::async_runtime::block_on(desk::Desk::start(host));
            app.manage(desk.clone());
            frame::open(app.handle(), &desk)?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![ipc::rpc])
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let tauri::RunEvent::Exit = event {
                    let desk = app.state::<desk::Desk>().inner().clone();
                    tauri::async_runtime::block_on(desk.shutdown());
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "start.failed");
            let reason = error.to_string();
            report(&words::text("start-failed", &[("reason", &reason)]));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn report(words: &str) {
    eprintln!("{words}");
}
