//! Glue between the desk and the operating system: window, tray, keyring, notifications, links. The only Rust that names `tauri`.
//!
//! What the app *does* is in `crates/desk`, which runs without any of this.

mod frame;
mod host;
mod ipc;
mod logs;
mod media;
mod notify;
mod picture;
mod platform;
mod secrets;
mod sound;
mod tray;
mod words;

use desk::Desk;
use host::SystemHost;
use platform::Told;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::Manager;

/// Runs the app until somebody quits it; closing its window does not.
#[must_use]
pub fn run() -> ExitCode {
    let home = host::home();
    let _log = logs::start(&home);
    let built = tauri::Builder::default()
        // First, so that a second start ends before it touches a file.
        .plugin(tauri_plugin_single_instance::init(
            |app, _arguments, _folder| frame::present(app),
        ))
        .plugin(tauri_plugin_opener::init())
        .setup(move |app| {
            app.manage(frame::Frame::new(&home));
            app.manage(tray::Tray::default());
            let host = Arc::new(SystemHost::new(app.handle().clone(), home));
            app.manage(Arc::clone(&host));
            let desk = tauri::async_runtime::block_on(Desk::start(host));
            app.manage(desk.clone());
            words::speak(desk.current_settings().language);
            frame::open(app.handle(), &desk)?;
            let handle = app.handle().clone();
            platform::watch(move |told| match told {
                Told::Tray(is_there) => tray::wanted(&handle, is_there),
                Told::Locked(locked) => handle.state::<Desk>().screen_locked(locked),
            });
            Ok(())
        })
        .register_asynchronous_uri_scheme_protocol(media::SCHEME, media::answer)
        .on_window_event(frame::on_event)
        .invoke_handler(tauri::generate_handler![
            ipc::rpc,
            ipc::clipboard_picture,
            ipc::dropped_files
        ])
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| match event {
                tauri::RunEvent::Exit => {
                    let desk = app.state::<Desk>().inner().clone();
                    tauri::async_runtime::block_on(desk.shutdown());
                }
                #[cfg(target_os = "macos")]
                tauri::RunEvent::Reopen { .. } => frame::present(app),
                _ => {}
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
