//! After a relay was restored from a backup: what this desk had sent and the relay has lost is offered again, marked as replayed
//! (DESIGN_SYNC, Cursor and history). The relay keeps it as history; nothing is delivered twice.

use super::pull::PullError;
use crate::relay_client::RelayError;
use crate::session::Session;
use cache::{Durability, MetaKey, SentCommand};
use domain::command::Code;
use domain::time::{DAY, UnixMillis};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wire::command::{CommandResponse, Replayed};

/// How long what was sent is kept for this.
const KEPT: i64 = 14 * DAY;

/// Commands of one request.
const AT_ONCE: u32 = 50;

/// Kept in the cache under [`MetaKey::Lost`] until everything was offered.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Lost {
    /// The last number that the relay shares with this desk.
    above: i64,
    /// Offered so far, by order of writing.
    offered: i64,
}

/// From here on what had an effect above `seq` is offered.
pub(super) fn lost_above(writer: &cache::Writer<'_>, seq: i64) -> cache::Result<()> {
    let known: Option<Lost> = writer.meta().get(MetaKey::Lost)?;
    let above = known.map_or(seq, |lost| lost.above.min(seq));
    writer
        .meta_mut()
        .set(MetaKey::Lost, &Lost { above, offered: 0 })
}

impl Session {
    /// Offers what the relay lost, if it lost something. Asked again after every catching up until all of it was taken.
    pub(super) async fn offer_again(self: &Arc<Self>) -> Result<(), PullError> {
        while let Some((lost, commands)) = self.with_cache(Self::next_lost).await? {
            let last = commands.last().map(|it| it.local);
            if last.is_some() {
                let offset = self.relay_now().since(self.host.now());
                let offered = commands.clone();
                let replayed: Vec<Replayed> = commands
                    .into_iter()
                    .map(|sent| replay(sent, offset))
                    .collect();
                let count = replayed.len();
                let answered: Result<CommandResponse, RelayError> =
                    self.relay.post("v1/commands", &replayed).await;
                let answered = match answered {
                    Ok(answered) => answered,
                    Err(error) => {
                        return match self.judge(&error) {
                            PullError::Ended => Err(PullError::Ended),
                            // The next catching up offers the same again; the ids make it harmless.
                            PullError::Later(_) => Ok(()),
                        };
                    }
                };
                let erased = |it: &SentCommand| {
                    let mut results = answered.results.iter();
                    results.any(|answer| answer.id == it.command.id && answer.code == Code::Erased)
                };
                let erased = offered.into_iter().filter(erased);
                self.forget_offered(erased.map(|it| it.command.action).collect())
                    .await?;
                tracing::info!(count, "sync.offered again");
            }
            self.with_cache(move |session| {
                session
                    .cache
                    .write(Durability::Normal, |writer| match last {
                        None => writer.meta_mut().remove(MetaKey::Lost),
                        Some(offered) => {
                            let next = Lost { offered, ..lost };
                            writer.meta_mut().set(MetaKey::Lost, &next)
                        }
                    })
            })
            .await?;
        }
        Ok(())
    }

    /// The next commands to offer; `None` if the relay has lost nothing. Blocking.
    fn next_lost(&self) -> cache::Result<Option<(Lost, Vec<SentCommand>)>> {
        self.cache.read(|reader| {
            let lost: Option<Lost> = reader.meta().get(MetaKey::Lost)?;
            lost.map(|lost| {
                let commands = reader.sent().above(lost.above, lost.offered, AT_ONCE)?;
                Ok((lost, commands))
            })
            .transpose()
        })
    }

    /// What was sent long ago is not kept. Blocking.
    pub(super) fn forget_sent(&self) -> cache::Result<()> {
        let oldest = self.host.now().plus(-KEPT);
        self.cache.write(Durability::Normal, |writer| {
            writer.sent_mut().forget_before(oldest)
        })
    }
}

fn replay(sent: SentCommand, offset: i64) -> Replayed {
    Replayed {
        replayed: UnixMillis(sent.at.0 + offset),
        command: sent.command,
    }
}
