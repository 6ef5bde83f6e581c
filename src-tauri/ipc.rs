//! What the window's page may call.

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

/// `cargo xtask run --screenshot` waits for this line.
#[expect(
    clippy::print_stdout,
    reason = "said to the program that started this one"
)]
fn say_painted() {
    println!("inbox painted");
}
