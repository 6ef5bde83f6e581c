//! Which connection an event is for.

use super::reading::Item;
use crate::engine::error::Step;
use crate::engine::key;
use crate::engine::work::{Work, decode};
use domain::channel::Channel;
use domain::connection::Connection;
use domain::id::ConnectionId;
use domain::record::Kind;

/// A connection and what it says of itself at this moment.
pub(crate) struct Site {
    pub(super) id: ConnectionId,
    pub(super) connection: Connection,
}

impl Site {
    pub(super) async fn of(work: &mut Work<'_>, id: ConnectionId) -> Step<Option<Self>> {
        Ok(work
            .connection(&id)
            .await?
            .map(|connection| Self { id, connection }))
    }
}

/// The connection of the receiving number; an account-level event goes to every connection of the account.
pub(super) async fn find(work: &mut Work<'_>, item: &Item) -> Step<Vec<Site>> {
    if let Some(number) = &item.receiver {
        let Some(id) = work
            .tx
            .lookup(&key::address(&Channel::WhatsApp, number))
            .await?
        else {
            return Ok(Vec::new());
        };
        return Ok(Site::of(work, id.into()).await?.into_iter().collect());
    }
    let mut sites = Vec::new();
    for record in work.tx.all(&Kind::Connection).await? {
        let connection: Connection = decode(&record)?;
        let same = connection.account.as_deref() == Some(item.account.as_str());
        if same && connection.channel == Channel::WhatsApp && !item.account.is_empty() {
            sites.push(Site {
                id: record.id.into(),
                connection,
            });
        }
    }
    Ok(sites)
}
