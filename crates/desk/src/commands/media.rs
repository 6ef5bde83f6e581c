//! Commands about files.

use crate::api::ApiError;
use crate::api::args::{AttachArgs, AttachmentArgs, DraftArgs, MessageArgs, PieceArgs};
use crate::api::media::{AttachmentDraft, SavedFile, Voice};
use crate::desk::Desk;

impl Desk {
    pub(crate) async fn attachment_begin(
        &self,
        _: AttachArgs,
    ) -> Result<AttachmentDraft, ApiError> {
        Err(ApiError::new("internal"))
    }

    pub(crate) async fn attachment_piece(&self, _: PieceArgs) -> Result<AttachmentDraft, ApiError> {
        Err(ApiError::new("internal"))
    }

    pub(crate) async fn attachment_remove(&self, _: AttachmentArgs) -> Result<(), ApiError> {
        Err(ApiError::new("internal"))
    }

    pub(crate) async fn attachments(&self, _: DraftArgs) -> Result<Vec<AttachmentDraft>, ApiError> {
        Ok(Vec::new())
    }

    pub(crate) async fn upload_cancel(&self, _: MessageArgs) -> Result<(), ApiError> {
        Err(ApiError::new("internal"))
    }

    pub(crate) async fn voice(&self, _: MessageArgs) -> Result<Voice, ApiError> {
        Err(ApiError::new("internal"))
    }

    pub(crate) async fn open_file(&self, _: MessageArgs) -> Result<(), ApiError> {
        Err(ApiError::new("internal"))
    }

    pub(crate) async fn save_file(&self, _: MessageArgs) -> Result<SavedFile, ApiError> {
        Err(ApiError::new("internal"))
    }
}
