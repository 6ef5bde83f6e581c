//! Commands that read: from disk, so they answer with or without the relay.

use super::id;
use crate::api::ApiError;
use crate::api::args::{
    CannedArgs, ConversationArgs, DraftArgs, ListArgs, MessagesArgs, NoArgs, SearchArgs,
};
use crate::api::guest::GuestPanel;
use crate::api::inbox::{FilterChoices, LabelChoice, ListPage, StaffRef};
use crate::api::outbox::{DeadLetterRow, OutboxEntry};
use crate::api::search::SearchResult;
use crate::api::thread::{Canned, Header, MessagePage, Thread};
use crate::desk::Desk;
use crate::session::{Session, lock};
use crate::sync::history::Wanted;
use crate::view::thread::Place;
use crate::view::{self, View};
use cache::DraftMode;
use domain::id::ConversationId;

/// For whom a draft is.
pub(super) const fn mode(note: bool) -> DraftMode {
    if note {
        DraftMode::Note
    } else {
        DraftMode::Reply
    }
}

/// The one page that is named.
fn place(args: &MessagesArgs) -> Result<Place, ApiError> {
    let key = |text: &str, name: &str| {
        text.parse::<i64>()
            .map_err(|_| ApiError::with("invalid", name))
    };
    match (&args.before, &args.after, &args.until, &args.around) {
        (None, None, None, None) => Ok(Place::End),
        (Some(before), None, None, None) => Ok(Place::Before(key(before, "before")?)),
        (None, Some(after), None, None) => Ok(Place::After(key(after, "after")?)),
        (None, None, Some(until), None) => Ok(Place::Until(key(until, "until")?)),
        (None, None, None, Some(around)) => Ok(Place::Around(id(around)?)),
        _ => Err(ApiError::with("invalid", "place")),
    }
}

impl Desk {
    /// Reads in one snapshot, off the async threads.
    pub(super) async fn view<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Session, &View<'_, '_>) -> cache::Result<T> + Send + 'static,
    ) -> Result<T, ApiError> {
        let session = self.inner.session()?;
        session
            .with_cache(move |session| {
                session
                    .cache
                    .read(|reader| read(session, &View::new(session, reader)?))
            })
            .await
    }

    pub(crate) async fn conversation_list(&self, args: ListArgs) -> Result<ListPage, ApiError> {
        self.view(move |_, view| view::list::page(view, &args.filter, args.offset, args.limit))
            .await
    }

    pub(crate) async fn filter_choices(&self, _: NoArgs) -> Result<FilterChoices, ApiError> {
        self.view(|_, view| view::list::choices(view)).await
    }

    pub(crate) async fn open_conversation(
        &self,
        args: ConversationArgs,
    ) -> Result<Thread, ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        let session = self.inner.session()?;
        let _ = session
            .wanted
            .send(Wanted::Conversation(conversation.clone()));
        self.view(move |session, view| {
            let rest = session.rest_of(view.reader, &conversation)?;
            view::thread::thread(view, &conversation, rest)
        })
        .await
    }

    pub(crate) async fn messages(&self, args: MessagesArgs) -> Result<MessagePage, ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        let (place, limit) = (place(&args)?, args.limit);
        self.view(move |session, view| {
            let rest = session.rest_of(view.reader, &conversation)?;
            let page = view::thread::page(view, &conversation, &place, limit, rest)?;
            if page.fetching && matches!(place, Place::Before(_) | Place::Around(_)) {
                // Somebody went to the end of what is here.
                let _ = session.wanted.send(Wanted::Older(conversation));
            }
            Ok(page)
        })
        .await
    }

    pub(crate) async fn header(&self, args: ConversationArgs) -> Result<Header, ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        self.view(move |_, view| view::thread::header(view, &conversation))
            .await
    }

    pub(crate) async fn guest_panel(&self, args: ConversationArgs) -> Result<GuestPanel, ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        self.view(move |_, view| view::guest::panel(view, &conversation))
            .await
    }

    pub(crate) async fn canned_responses(&self, args: CannedArgs) -> Result<Vec<Canned>, ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        self.view(move |_, view| view::canned::find(view, &conversation, &args.query))
            .await
    }

    pub(crate) async fn staff(&self, _: NoArgs) -> Result<Vec<StaffRef>, ApiError> {
        self.view(|_, view| Ok(view.colleagues())).await
    }

    pub(crate) async fn labels(&self, _: NoArgs) -> Result<Vec<LabelChoice>, ApiError> {
        self.view(|_, view| view::house::labels(view)).await
    }

    pub(crate) async fn search(&self, args: SearchArgs) -> Result<SearchResult, ApiError> {
        self.view(move |session, view| {
            let back_to = lock(&session.sync).history_back_to;
            view::search::search(view, &args.text, args.before.as_ref(), back_to)
        })
        .await
    }

    pub(crate) async fn outbox(&self, _: NoArgs) -> Result<Vec<OutboxEntry>, ApiError> {
        self.view(|_, view| view::outbox::entries(view)).await
    }

    pub(crate) async fn dead_letters(&self, _: NoArgs) -> Result<Vec<DeadLetterRow>, ApiError> {
        self.view(|_, view| view::house::dead_letters(view)).await
    }

    pub(crate) async fn draft(&self, args: DraftArgs) -> Result<String, ApiError> {
        let conversation: ConversationId = id(&args.conversation)?;
        self.view(move |_, view| {
            let draft = view.reader.drafts().get(&conversation, mode(args.note))?;
            Ok(draft.map(|draft| draft.text).unwrap_or_default())
        })
        .await
    }
}
