//! `HEAD` and `PATCH /v1/uploads/{sha256}`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Header: where a piece begins, and where the relay stands.
pub const UPLOAD_OFFSET: &str = "upload-offset";

/// Header: bytes of the whole file.
pub const UPLOAD_LENGTH: &str = "upload-length";

/// How an upload stands after a piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UploadProgress {
    /// Bytes that are here.
    pub offset: u64,
    /// The file's type by its own bytes, once it is whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
}
