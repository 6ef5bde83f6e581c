//! A conversation: header, messages, what may be done (SPEC 27–49).

use super::{View, beginning, brief, guest_name};
use crate::api::media::UploadState;
use crate::api::thread::{
    Header, HeaderAction, MessagePage, Thread, ThreadFailure, ThreadMessage, ThreadQuote,
    ThreadReaction,
};
use crate::files::{self, Carrier};
use crate::outbox::check::sendable;
use crate::sync::history::Rest;
use cache::{MessageRow, OutboxEntry, OutboxState};
use domain::access::{Permission, may};
use domain::command::Action;
use domain::connection::Connection;
use domain::conversation::{Conversation, ConversationStatus as Status};
use domain::delivery::MessageState;
use domain::handover::{self, Actor};
use domain::id::{ConversationId, MessageId, RecordId, StaffId};
use domain::message::Author;
use domain::property::Property;
use domain::window::{ReplyWindow, reply_window};

/// Messages of the first page.
const FIRST: u32 = 50;

pub(crate) fn thread(
    view: &View<'_, '_>,
    id: &ConversationId,
    rest: Rest,
) -> cache::Result<Thread> {
    Ok(Thread {
        header: header(view, id)?,
        page: page(view, id, &Place::End, FIRST, rest)?,
    })
}

pub(crate) fn header(view: &View<'_, '_>, id: &ConversationId) -> cache::Result<Header> {
    let body = view
        .reader
        .get::<Conversation>(id)?
        .ok_or(cache::Error::NotFound)?
        .body;
    let connection = view
        .reader
        .get::<Connection>(&body.connection)?
        .map(|row| row.body);
    let lane = view.reader.outbox().of_conversation(id)?;
    let window = reply_window(&body, view.now);
    let name = guest_name(view.reader, &body)?;
    let brief = brief::of(view, id, &body, &lane)?;
    Ok(Header {
        id: id.to_string(),
        contact: body.contact.to_string(),
        language: body.card.language.clone(),
        channel: body.channel.as_str().to_owned(),
        connection: connection
            .as_ref()
            .map(|c| c.name.clone())
            .unwrap_or_default(),
        connection_status: connection
            .map(|c| c.status.as_str().to_owned())
            .unwrap_or_default(),
        status: body.status.as_str().to_owned(),
        assignee: body.assignee.as_ref().map(|staff| view.staff_ref(staff)),
        mine: body.assignee.as_ref() == Some(view.me),
        room: body.card.room.clone(),
        check_in: body.card.check_in.map(|day| day.to_string()),
        check_out: body.card.check_out.map(|day| day.to_string()),
        waiting_since: body.waiting_since.map(|at| at.0),
        waiting_reason: brief
            .as_ref()
            .filter(|_| body.status == Status::AwaitingAgent)
            .map(|brief| brief.reason.clone()),
        brief,
        window_closes_at: match window {
            ReplyWindow::OpenUntil(end) | ReplyWindow::Closed(Some(end)) => Some(end.0),
            ReplyWindow::Unlimited | ReplyWindow::Closed(None) => None,
        },
        window_never_opened: window == ReplyWindow::Closed(None),
        unread: body.unread,
        actions: actions(view, id, &body),
        may_reply: may(&view.role, Permission::Reply),
        queued_change: queued_change(&lane),
        max_length: super::small(domain::limits::text(&body.channel)),
        time_zone: time_zone(view, &body)?,
        labels: body.labels,
        name,
    })
}

fn time_zone(view: &View<'_, '_>, body: &Conversation) -> cache::Result<String> {
    let house = view.reader.get::<Property>(&body.property)?;
    Ok(house.map_or_else(|| "UTC".to_owned(), |row| row.body.time_zone))
}

/// In their fixed order. What the role lacks is absent; what the status does not allow is there and disabled.
fn actions(view: &View<'_, '_>, id: &ConversationId, body: &Conversation) -> Vec<HeaderAction> {
    let conversation = || id.clone();
    // Who has it is not among the choices, so any other colleague stands for "somebody".
    let somebody = StaffId::new("-").ok();
    let candidates = [
        Some((
            "claim",
            Action::Claim {
                conversation: conversation(),
            },
        )),
        Some((
            "take_over",
            Action::TakeOver {
                conversation: conversation(),
            },
        )),
        somebody.map(|staff| {
            (
                "assign",
                Action::Assign {
                    conversation: conversation(),
                    staff,
                },
            )
        }),
        Some((
            "resolve",
            Action::Resolve {
                conversation: conversation(),
            },
        )),
        Some((
            "reopen",
            Action::Reopen {
                conversation: conversation(),
            },
        )),
        Some((
            "hand_back",
            Action::HandBack {
                conversation: conversation(),
            },
        )),
    ];
    let actor = Actor {
        id: view.me,
        role: &view.role,
    };
    candidates
        .into_iter()
        .flatten()
        .filter(|(_, action)| handover::permitted(action, &view.role).is_ok())
        .map(|(name, action)| {
            let mut after = body.clone();
            let done = handover::act(&mut after, &action, &actor, view.now);
            // An action that would change nothing is no offer.
            HeaderAction {
                action: name.to_owned(),
                enabled: done.is_ok_and(|e| e.is_some()),
            }
        })
        .collect()
}

fn queued_change(lane: &[OutboxEntry]) -> Option<String> {
    lane.iter()
        .rev()
        .filter(|entry| matches!(entry.state, OutboxState::Queued | OutboxState::Sending))
        .find_map(|entry| match &entry.command.action {
            Action::Claim { .. } => Some("claim"),
            Action::TakeOver { .. } => Some("take_over"),
            Action::Assign { .. } => Some("assign"),
            Action::Resolve { .. } => Some("resolve"),
            Action::Reopen { .. } => Some("reopen"),
            Action::HandBack { .. } => Some("hand_back"),
            _ => None,
        })
        .map(str::to_owned)
}

/// Which page of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// The newest.
    End,
    /// What comes above this key.
    Before(i64),
    /// What comes below it.
    After(i64),
    /// What ends with it.
    Until(i64),
    /// What stands around a message.
    Around(MessageId),
}

/// What is asked for as it is on this computer, and what is known about the `rest`. A page around a message that is not here is empty.
pub(crate) fn page(
    view: &View<'_, '_>,
    id: &ConversationId,
    place: &Place,
    limit: u32,
    rest: Rest,
) -> cache::Result<MessagePage> {
    let reader = view.reader.messages();
    let found = match place {
        Place::End => Some(reader.page(id, None, limit)?),
        Place::Before(key) => Some(reader.page(id, Some(*key), limit)?),
        Place::Until(key) => Some(reader.page(id, Some(key.saturating_add(1)), limit)?),
        Place::After(key) => Some(reader.page_after(id, *key, limit)?),
        Place::Around(message) => reader.page_around(id, message, limit)?,
    };
    let Some(found) = found else {
        return Ok(MessagePage {
            messages: Vec::new(),
            before: None,
            after: None,
            fetching: rest == Rest::AtRelay,
            out_of_reach: rest == Rest::OutOfReach,
        });
    };
    let lane = view.reader.outbox().of_conversation(id)?;
    // Only what reaches the first message that is here can be waiting for the ones before it.
    let at_top = found.before.is_none() && !matches!(place, Place::After(_));
    let fetching = at_top && rest == Rest::AtRelay;
    // The end of what is here is not the end: asked again from the same place, more will have come.
    let end = || {
        let asked = match place {
            Place::Before(key) => Some(*key),
            _ => None,
        };
        found.messages.first().map(|row| row.key).or(asked)
    };
    let next = found.before.or_else(|| end().filter(|_| fetching));
    let may_react = may_react(view, id)?;
    Ok(MessagePage {
        messages: found
            .messages
            .into_iter()
            .map(|row| message(view, row, &lane, may_react))
            .collect::<cache::Result<_>>()?,
        before: next.map(|key| key.to_string()),
        after: found.after.map(|key| key.to_string()),
        fetching,
        out_of_reach: at_top && rest == Rest::OutOfReach,
    })
}

/// A reaction is a message to the guest: the same that a reply needs.
fn may_react(view: &View<'_, '_>, id: &ConversationId) -> cache::Result<bool> {
    let Some(row) = view.reader.get::<Conversation>(id)? else {
        return Ok(false);
    };
    let account = view.reader.get::<Connection>(&row.body.connection)?;
    let actor = Actor {
        id: view.me,
        role: &view.role,
    };
    let account = account.map(|row| row.body);
    Ok(sendable(&row.body, &actor, account.as_ref(), "-", view.now).is_ok())
}

fn message(
    view: &View<'_, '_>,
    row: MessageRow,
    lane: &[OutboxEntry],
    may_react: bool,
) -> cache::Result<ThreadMessage> {
    let record = RecordId::from(&row.row.id);
    let entry = lane.iter().find(|entry| {
        let about = matches!(&entry.command.action, Action::RetryMessage { message, .. } if *message == row.row.id);
        (entry.record.as_ref() == Some(&record) && row.pending) || about
    });
    let pending = |wanted: fn(&Action) -> Option<&MessageId>| {
        lane.iter().any(|entry| {
            matches!(entry.state, OutboxState::Queued | OutboxState::Sending)
                && wanted(&entry.command.action) == Some(&row.row.id)
        })
    };
    let cancelling = pending(|action| match action {
        Action::CancelScheduled { message, .. } => Some(message),
        _ => None,
    });
    let reacting = pending(|action| match action {
        Action::React { message, .. } => Some(message),
        _ => None,
    });
    let here = !row.pending && row.row.body.is_with_guest();
    let body = row.row.body;
    let (state, failure) = state(&body, entry);
    if let Some(media) = body.content.file().and_then(|(_, media)| media.id.as_ref()) {
        view.files.show(media, Carrier::Message(row.row.id.clone()));
    }
    Ok(ThreadMessage {
        id: row.row.id.to_string(),
        author: body.author.as_str().to_owned(),
        mine: body.staff.as_ref() == Some(view.me)
            && matches!(body.author, Author::Staff | Author::Note),
        staff: body.staff.as_ref().map(|staff| view.staff_ref(staff)),
        state,
        content: serde_json::to_value(&body.content).unwrap_or_default(),
        at: body.at.0,
        reply_to: body.reply_to.map(|quote| ThreadQuote {
            message: quote.message.map(|id| id.to_string()),
            author: quote.author.map(|author| author.as_str().to_owned()),
            excerpt: beginning(&quote.excerpt, 200),
        }),
        reactions: body
            .reactions
            .into_iter()
            .map(|r| ThreadReaction {
                waiting: r.author == Author::Staff && reacting,
                author: r.author.as_str().to_owned(),
                emoji: r.emoji,
                failure: r.failure.map(|failure| failure.code),
            })
            .collect(),
        may_react: here && may_react,
        may_quote: here,
        send_at: body.send_at.map(|at| at.0),
        cancelling,
        failure,
        edited: body.edited_at.is_some(),
        revoked: body.revoked_at.is_some(),
        forwarded: body.forwarded,
        upload: upload(view, entry)?,
        outbox: entry
            .filter(|entry| !matches!(entry.state, OutboxState::Answered { .. }))
            .map(|entry| entry.command.id.to_string()),
        text: body.text,
    })
}

/// How far the file of a message that has not left is.
fn upload(view: &View<'_, '_>, entry: Option<&OutboxEntry>) -> cache::Result<Option<UploadState>> {
    let Some(media) = entry.and_then(|entry| entry.command.action.file()) else {
        return Ok(None);
    };
    let upload = view.reader.outbox().get(&files::send::upload_id(media)?)?;
    let file = view.reader.files().of_media(media)?;
    let (Some(upload), Some(file)) = (upload, file) else {
        return Ok(None);
    };
    Ok(Some(UploadState {
        sent: file.sent,
        size: file.size,
        stopped: !upload.is_pending(),
    }))
}

/// Where the message is: in this computer's outbox, or as far as the relay says.
fn state(
    body: &domain::message::Message,
    entry: Option<&OutboxEntry>,
) -> (String, Option<ThreadFailure>) {
    let local = |code: &domain::command::Code, detail: &Option<String>| {
        Some(ThreadFailure {
            code: code.as_str().to_owned(),
            detail: detail.clone(),
            retryable: true,
        })
    };
    match entry.map(|entry| &entry.state) {
        Some(OutboxState::Queued | OutboxState::Sending) => ("waiting".to_owned(), None),
        Some(OutboxState::Held { code, detail }) => ("held".to_owned(), local(code, detail)),
        Some(OutboxState::Refused { code, detail }) => ("failed".to_owned(), local(code, detail)),
        Some(OutboxState::Answered { .. }) | None => {
            let failure = body.failure.clone().map(|failure| ThreadFailure {
                code: failure.code,
                detail: detail(failure.provider_code, failure.detail),
                retryable: failure.retryable,
            });
            let unknown = (body.state == MessageState::Unknown).then(|| ThreadFailure {
                code: "unknown".to_owned(),
                detail: None,
                retryable: true,
            });
            (body.state.as_str().to_owned(), failure.or(unknown))
        }
    }
}

fn detail(code: Option<i64>, text: Option<String>) -> Option<String> {
    match (code, text) {
        (Some(code), Some(text)) => Some(format!("{code}: {text}")),
        (Some(code), None) => Some(code.to_string()),
        (None, text) => text,
    }
}
