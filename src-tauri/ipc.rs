//! What the window's page may call.

use crate::platform::DroppedFile;
use desk::Desk;
use desk::api::ApiError;
use serde_json::Value;
use tauri::ipc::Response;
use tauri::{AppHandle, State};

/// Runs a command of the desk (`crates/desk/src/api`). `painted` also shows the window.
#[tauri::command]
pub(crate) async fn rpc(
    app: AppHandle,
    desk: State<'_, Desk>,
    cmd: String,
    args: Option<Value>,
) -> Result<Value, ApiError> {
    if cmd == "painted" {
        crate::frame::reveal(&app);
        if args.as_ref().and_then(|args| args.get("what")) == Some(&Value::from("inbox")) {
            say_painted();
        }
    }
    desk.rpc(&cmd, args.unwrap_or(Value::Null)).await
}

/// The picture that is being pasted, where the webview does not bring it itself; no bytes if there is none.
#[tauri::command]
pub(crate) async fn clipboard_picture(app: AppHandle) -> Response {
    Response::new(crate::platform::clipboard_picture(&app).await)
}

/// The files that were dragged out of another program and let go here, where the webview does not bring them itself. Of each: the length
/// of its name and of its bytes (32 bits each, the highest first), then both.
#[tauri::command]
pub(crate) async fn dropped_files(app: AppHandle) -> Response {
    let mut frame = Vec::new();
    for DroppedFile { name, bytes } in crate::platform::dropped_files(&app).await {
        for part in [name.as_bytes(), &bytes] {
            let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
            frame.extend(length.to_be_bytes());
        }
        frame.extend(name.as_bytes());
        frame.extend(bytes);
    }
    Response::new(frame)
}

/// `cargo xtask run --screenshot` waits for this line.
#[expect(
    clippy::print_stdout,
    reason = "said to the program that started this one"
)]
fn say_painted() {
    println!("inbox painted");
}
