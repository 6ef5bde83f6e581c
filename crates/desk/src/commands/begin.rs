//! Beginning a conversation with a guest (SPEC 195), and erasing one (R11).

use super::id;
use crate::api::ApiError;
use crate::api::args::{GuestArgs, StartArgs, WriteToArgs};
use crate::api::begin::{Started, WriteTo};
use crate::desk::Desk;
use crate::outbox::begin::{NewGuest, Whom};
use crate::view;

impl Desk {
    pub(crate) async fn erase_guest(&self, args: GuestArgs) -> Result<(), ApiError> {
        let session = self.inner.session()?;
        session.erase_guest(id(&args.contact)?).await
    }

    pub(crate) async fn write_to(&self, args: WriteToArgs) -> Result<Vec<WriteTo>, ApiError> {
        self.view(move |_, view| view::begin::write_to(view, &args.text))
            .await
    }

    pub(crate) async fn start_conversation(&self, args: StartArgs) -> Result<Started, ApiError> {
        let missing = |field: &str| ApiError::with("invalid", field);
        let whom = match &args.contact {
            Some(contact) => Whom::Known(id(contact)?),
            None => Whom::New(NewGuest {
                property: id(&args.property.ok_or_else(|| missing("property"))?)?,
                phone: args.phone.ok_or_else(|| missing("phone"))?,
                name: args.name,
            }),
        };
        let session = self.inner.session()?;
        let (conversation, fresh) = session
            .start_conversation(whom, id(&args.connection)?)
            .await?;
        Ok(Started {
            conversation: conversation.to_string(),
            fresh,
        })
    }
}
