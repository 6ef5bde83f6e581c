//! Failures of other systems' desks, planted by the simulation.

use super::apply::Freshness;
use super::plan::ScopePlan;
use crate::host::{Notice, NoticeKind};
use crate::session::Session;
use cache::{ConversationFilter, IncomingRecord};
use domain::conversation::Conversation;
use domain::message::{Author, Message};
use domain::record::Kind;
use seam::Plant;

/// Rows of the first page, as this failure had it.
const FIRST_PAGE: u32 = 4;

/// A conversation vanishes after access is lost and given back: nobody fetches what is older than the change.
pub(super) fn scopes(mut plan: ScopePlan) -> ScopePlan {
    plan.walk &= !seam::planted(Plant::AccessGivenBack);
    plan
}

/// And no checksum says that something is missing.
pub(super) fn keeps_no_doubt() -> bool {
    seam::planted(Plant::AccessGivenBack)
}

/// What a page becomes before it is applied.
pub(super) fn rows(
    session: &Session,
    mut rows: Vec<IncomingRecord>,
    freshness: Freshness,
) -> cache::Result<Vec<IncomingRecord>> {
    if seam::planted(Plant::NoticeBeforeMessage) && freshness == Freshness::Live {
        rows.iter()
            .filter_map(early)
            .for_each(|it| session.host.notify(&it));
    }
    if seam::planted(Plant::OutsideFirstPage) {
        session.cache.read(|reader| {
            let filter = ConversationFilter::default();
            let first = reader.conversations().page(&filter, 0, FIRST_PAGE)?;
            let mut kept = Vec::new();
            for row in rows.drain(..) {
                let id = row.id.clone().into();
                let known =
                    row.kind == Kind::Conversation && reader.get::<Conversation>(&id)?.is_some();
                if !known || first.rows.iter().any(|it| it.id == id) {
                    kept.push(row);
                }
            }
            rows = kept;
            Ok(())
        })?;
    }
    Ok(rows)
}

/// The notification that is shown before its message is kept.
fn early(row: &IncomingRecord) -> Option<Notice> {
    let message: Message = serde_json::from_str(&row.body).ok()?;
    let guest = row.kind == Kind::Message && message.author == Author::Guest;
    guest.then(|| Notice {
        conversation: message.conversation.to_string(),
        kind: NoticeKind::GuestMessage,
        private: false,
        guest: String::new(),
        room: None,
        arrives: None,
        channel: String::new(),
        content: message.content.type_name(),
        text: message.text,
        reason: None,
        urgent: false,
        sound: None,
        actions: Vec::new(),
    })
}
