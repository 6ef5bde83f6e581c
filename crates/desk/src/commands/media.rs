//! Commands about files.

use super::{id, read};
use crate::api::ApiError;
use crate::api::args::{AttachArgs, AttachmentArgs, DraftArgs, MessageArgs, PieceArgs};
use crate::api::media::{AttachmentDraft, SavedFile, Voice};
use crate::desk::Desk;
use crate::files::Offer;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

impl Desk {
    pub(crate) async fn attachment_begin(
        &self,
        args: AttachArgs,
    ) -> Result<AttachmentDraft, ApiError> {
        let offer = Offer {
            conversation: id(&args.conversation)?,
            mode: read::mode(args.note),
            name: args.name,
            mime: args.mime,
            size: args.size,
        };
        self.inner.session()?.attach(offer).await
    }

    pub(crate) async fn attachment_piece(
        &self,
        args: PieceArgs,
    ) -> Result<AttachmentDraft, ApiError> {
        let bytes = STANDARD.decode(&args.base64);
        let bytes = bytes.map_err(|_| ApiError::with("invalid", "base64"))?;
        let session = self.inner.session()?;
        session
            .attach_piece(args.attachment, args.offset, bytes)
            .await
    }

    pub(crate) async fn attachment_remove(&self, args: AttachmentArgs) -> Result<(), ApiError> {
        self.inner.session()?.attach_remove(args.attachment).await
    }

    pub(crate) async fn attachments(
        &self,
        args: DraftArgs,
    ) -> Result<Vec<AttachmentDraft>, ApiError> {
        let session = self.inner.session()?;
        session
            .attachments(id(&args.conversation)?, read::mode(args.note))
            .await
    }

    pub(crate) async fn upload_cancel(&self, args: MessageArgs) -> Result<(), ApiError> {
        self.inner.session()?.stop_upload(id(&args.message)?).await
    }

    pub(crate) async fn voice(&self, args: MessageArgs) -> Result<Voice, ApiError> {
        self.inner.session()?.voice(id(&args.message)?).await
    }

    pub(crate) async fn open_file(&self, args: MessageArgs) -> Result<(), ApiError> {
        self.inner.session()?.open_file(id(&args.message)?).await
    }

    pub(crate) async fn save_file(&self, args: MessageArgs) -> Result<SavedFile, ApiError> {
        self.inner.session()?.save_file(id(&args.message)?).await
    }
}
