//! The window's one command.

use desk::Desk;
use desk::api::ApiError;
use serde_json::Value;
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
    }
    desk.rpc(&cmd, args.unwrap_or(Value::Null)).await
}
