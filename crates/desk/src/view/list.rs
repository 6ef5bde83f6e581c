//! The conversation list (SPEC 1–18).

use super::{View, beginning, guest_name, small};
use crate::api::inbox::{
    FilterChoice, FilterChoices, ListFilter, ListPage, ListSort, Row, RowPreview,
};
use crate::sync::progress;
use cache::{Assignee, ConversationFilter, Order, OutboxState, Statuses};
use domain::channel::Channel;
use domain::connection::Connection;
use domain::conversation::{Conversation, ConversationStatus};
use domain::id::StaffId;
use domain::message::Author;
use domain::record::Kind;
use std::collections::BTreeSet;

/// Rows of the longest page.
pub(crate) const LONGEST_PAGE: u32 = 500;

/// Characters of a preview.
const PREVIEW: usize = 160;

pub(crate) fn page(
    view: &View<'_, '_>,
    filter: &ListFilter,
    offset: u32,
    limit: u32,
) -> cache::Result<ListPage> {
    let filter = cache_filter(view, filter);
    let page = view
        .reader
        .conversations()
        .page(&filter, offset, limit.clamp(1, LONGEST_PAGE))?;
    let waiting = view.reader.conversations().waiting()?;
    let rows = page
        .rows
        .into_iter()
        .map(|found| row(view, &found.id, found.body));
    Ok(ListPage {
        rows: rows.collect::<cache::Result<_>>()?,
        offset,
        total: u32::try_from(page.total).unwrap_or(u32::MAX),
        waiting: u32::try_from(waiting.count).unwrap_or(u32::MAX),
        longest_waiting_since: waiting.longest_since.map(|at| at.0),
        complete: progress::is_complete(view.reader, &Kind::Conversation)?,
    })
}

fn cache_filter(view: &View<'_, '_>, filter: &ListFilter) -> ConversationFilter {
    let has = |word: &str| filter.statuses.iter().any(|status| status == word);
    let statuses = if filter.statuses.is_empty() || has("open") {
        Statuses::Open
    } else if has("all") {
        Statuses::Any
    } else {
        Statuses::Of(
            filter
                .statuses
                .iter()
                .map(|s| ConversationStatus::from_text(s))
                .collect(),
        )
    };
    let assignee = |text: &String| match text.as_str() {
        "none" => Some(Assignee::Nobody),
        "me" => Some(Assignee::Staff(view.me.clone())),
        id => StaffId::new(id).ok().map(Assignee::Staff),
    };
    ConversationFilter {
        channels: filter
            .channels
            .iter()
            .map(|c| Channel::from_text(c))
            .collect(),
        statuses,
        assignees: filter.assignees.iter().filter_map(assignee).collect(),
        order: match filter.sort {
            ListSort::Newest => Order::Newest,
            ListSort::Oldest => Order::Oldest,
            ListSort::Waiting => Order::WaitingLongest,
        },
        ..ConversationFilter::default()
    }
}

/// A conversation as a row.
pub(crate) fn row(
    view: &View<'_, '_>,
    id: &domain::id::ConversationId,
    body: Conversation,
) -> cache::Result<Row> {
    let lane = view.reader.outbox().of_conversation(id)?;
    let queued = lane
        .iter()
        .filter(|e| matches!(e.state, OutboxState::Queued | OutboxState::Sending));
    let queued = queued.filter(|entry| super::outbox::is_work(entry));
    let stuck = lane
        .iter()
        .filter(|e| e.record.is_some() && matches!(e.state, OutboxState::Refused { .. }));
    Ok(Row {
        id: id.to_string(),
        language: body.card.language.clone(),
        channel: body.channel.as_str().to_owned(),
        status: body.status.as_str().to_owned(),
        assignee: body.assignee.as_ref().map(|staff| view.staff_ref(staff)),
        mine: body.assignee.as_ref() == Some(view.me),
        room: body.card.room.clone(),
        check_in: body.card.check_in.map(|day| day.to_string()),
        check_out: body.card.check_out.map(|day| day.to_string()),
        preview: body.preview.as_ref().map(|preview| {
            let mine = preview.staff.as_ref() == Some(view.me);
            let colleague = preview.staff.as_ref().filter(|_| !mine);
            RowPreview {
                author: preview.author.as_str().to_owned(),
                staff: colleague
                    .filter(|_| preview.author == Author::Staff)
                    .map(|staff| view.staff_ref(staff).name),
                mine: mine && preview.author == Author::Staff,
                content: preview.content.clone(),
                text: beginning(&preview.text, PREVIEW),
            }
        }),
        last_at: body.last_at.0,
        unread: body.unread,
        waiting_since: body.waiting_since.map(|at| at.0),
        failed: body.failed.saturating_add(small(stuck.count())),
        queued: small(queued.count()),
        name: guest_name(view.reader, &body)?,
        labels: body.labels,
    })
}

/// What the filter menus offer.
pub(crate) fn choices(view: &View<'_, '_>) -> cache::Result<FilterChoices> {
    let connections = view.reader.all::<Connection>()?;
    let channels: BTreeSet<Channel> = connections.into_iter().map(|c| c.body.channel).collect();
    let count = |filter: &ConversationFilter| -> cache::Result<u32> {
        let page = view.reader.conversations().page(filter, 0, 1)?;
        Ok(u32::try_from(page.total).unwrap_or(u32::MAX))
    };
    let channels = channels.into_iter().map(|channel| {
        let value = channel.as_str().to_owned();
        let filter = ConversationFilter {
            channels: vec![channel],
            ..Default::default()
        };
        Ok(FilterChoice {
            value,
            count: count(&filter)?,
        })
    });
    let statuses = ConversationStatus::KNOWN.iter().map(|status| {
        let statuses = Statuses::Of(vec![status.clone()]);
        let filter = ConversationFilter {
            statuses,
            ..Default::default()
        };
        Ok(FilterChoice {
            value: status.as_str().to_owned(),
            count: count(&filter)?,
        })
    });
    Ok(FilterChoices {
        channels: channels.collect::<cache::Result<_>>()?,
        statuses: statuses.collect::<cache::Result<_>>()?,
        staff: view.colleagues(),
    })
}
