//! What staff say besides words: templates, reactions, labels, and calling off what was to be said later.

use super::id;
use crate::api::ApiError;
use crate::api::args::{
    ConversationArgs, ReactArgs, RetryArgs, SendTemplateArgs, SetLabelsArgs, Written,
};
use crate::api::template::TemplateChoice;
use crate::desk::Desk;
use crate::view;
use domain::id::ConversationId;
use domain::template::TemplateUse;

impl Desk {
    pub(crate) async fn templates(
        &self,
        args: ConversationArgs,
    ) -> Result<Vec<TemplateChoice>, ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        self.view(move |_, view| view::template::choices(view, &conversation))
            .await
    }

    pub(crate) async fn send_template(&self, args: SendTemplateArgs) -> Result<Written, ApiError> {
        let template = TemplateUse {
            name: args.template,
            language: args.language,
            parameters: args.parameters,
        };
        let session = self.inner.session()?;
        let sent = session
            .send_template(id(&args.conversation)?, template)
            .await?;
        Ok(Written {
            message: sent.to_string(),
        })
    }

    pub(crate) async fn cancel_scheduled(&self, args: RetryArgs) -> Result<(), ApiError> {
        let session = self.inner.session()?;
        session
            .cancel_scheduled(id(&args.conversation)?, id(&args.message)?)
            .await
    }

    pub(crate) async fn react(&self, args: ReactArgs) -> Result<(), ApiError> {
        let session = self.inner.session()?;
        session
            .react(id(&args.conversation)?, id(&args.message)?, args.emoji)
            .await
    }

    pub(crate) async fn set_labels(&self, args: SetLabelsArgs) -> Result<(), ApiError> {
        let session = self.inner.session()?;
        session
            .set_labels(id(&args.conversation)?, args.labels)
            .await
    }
}
