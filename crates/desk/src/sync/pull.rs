//! Fetching over HTTP: the first page, what changed since the cursor, and what a refusal of the relay means.

use super::apply::{self, Freshness};
use super::state::{Reach, Told};
use super::{offer, progress};
use crate::api::ApiError;
use crate::outbox::review;
use crate::predict;
use crate::relay_client::RelayError;
use crate::session::{End, Session, lock};
use cache::{Cursor, Durability, MetaKey};
use domain::time::MINUTE;
use std::sync::Arc;
use wire::change::{ChangePage, FirstPage};
use wire::problem::Problem;

/// Rows of one fetched page.
const PAGE: &str = "500";

/// Catching up over a gap longer than this is not news (no notifications for it).
const NEWS: i64 = 2 * MINUTE;

/// Why fetching stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PullError {
    /// Try again later; the code says why.
    #[error("{0}")]
    Later(String),
    /// The session has ended; the reason is on its way.
    #[error("the session has ended")]
    Ended,
}

impl From<ApiError> for PullError {
    fn from(error: ApiError) -> Self {
        Self::Later(error.code)
    }
}

impl Session {
    /// What a refusal or silence of the relay means for this session. A desk wipes only when its own relay names this very
    /// device; everything else that asks for a sign-in locks and keeps (DESIGN_DESK, Cache).
    pub(crate) fn judge(&self, error: &RelayError) -> PullError {
        let RelayError::Problem(problem) = error else {
            return PullError::Later(error.code().to_owned());
        };
        match self.judge_code(&problem.code, problem.device.as_deref(), problem.status) {
            Some(end) => {
                let _ = self.end.send(end);
                PullError::Ended
            }
            None => PullError::Later("unreachable".to_owned()),
        }
    }

    /// The end a code of the relay brings, if it brings one.
    pub(crate) fn judge_code(&self, code: &str, device: Option<&str>, status: u16) -> Option<End> {
        let own = device == Some(lock(&self.meta).device.as_str());
        match code {
            "device_revoked" if own => Some(End::Revoked),
            "device_revoked" | "device_expired" | "device_unused" | "unauthorized" => {
                Some(End::Locked(code.to_owned()))
            }
            _ if status == 401 => Some(End::Locked("unauthorized".to_owned())),
            _ => None,
        }
    }

    pub(crate) async fn cursor(self: &Arc<Self>) -> Result<Option<Cursor>, ApiError> {
        self.with_cache(|session| session.cache.read(|reader| reader.meta().cursor()))
            .await
    }

    /// Brings everything up to the relay's head. Returns once nothing more was announced.
    pub(crate) async fn catch_up(self: &Arc<Self>) -> Result<(), PullError> {
        loop {
            let Some(cursor) = self.cursor().await? else {
                self.first_page().await?;
                continue;
            };
            let since = apply::wire_cursor(&cursor).to_string();
            let begun = self.host.monotonic();
            let asked = self
                .relay
                .get::<ChangePage>("v1/changes", &[("since", &since), ("limit", PAGE)])
                .await;
            let page = match asked {
                Ok(page) => page,
                Err(RelayError::Problem(problem)) if problem.code == "cursor_unknown" => {
                    self.rewind(&problem).await?;
                    continue;
                }
                Err(error) => return Err(self.judge(&error)),
            };
            self.heard(
                page.now,
                Told::after(self.host.monotonic().saturating_sub(begun)),
            );
            let (more, ended) = (page.more, page.tombstones_ended);
            let fresh = self.is_news(page.now);
            let now = page.now;
            self.with_cache(move |session| {
                session.apply_changes(&page.changes, Some(&page.cursor), fresh)?;
                if session.change_scopes(&page.scopes)? {
                    session.wake_history();
                }
                if ended {
                    session.miss_tombstones()?;
                }
                Ok(())
            })
            .await?;
            // Only now: what was read is in the cache, and the stamp says so.
            self.reached(now, if more { Reach::Behind } else { Reach::Live });
            if !more {
                self.with_cache(move |session| session.keep_freshness(now))
                    .await?;
                self.emit_status();
                self.offer_again().await?;
                return self.compare_when_due().await;
            }
        }
    }

    /// Whether changes as of `now` (the relay's clock) are news: the desk was current a moment ago.
    pub(crate) fn is_news(&self, now: domain::time::UnixMillis) -> Freshness {
        match lock(&self.sync).fresh_at {
            Some(at) if now.since(at) <= NEWS => Freshness::Live,
            _ => Freshness::Old,
        }
    }

    /// A new desk: what is on the screen first; changes are followed from its cursor, history walked below it.
    async fn first_page(self: &Arc<Self>) -> Result<(), PullError> {
        let page: FirstPage = self
            .relay
            .get("v1/first-page", &[])
            .await
            .map_err(|error| self.judge(&error))?;
        self.heard(page.now, Told::Late);
        self.reached(page.now, Reach::Behind);
        self.with_cache(move |session| {
            session.change_scopes(&page.scopes)?;
            session.apply_changes(&page.changes, Some(&page.cursor), Freshness::Old)
        })
        .await?;
        self.emit_status();
        self.wake_history();
        Ok(())
    }

    /// This desk was away for so long that the relay no longer keeps what was deleted meanwhile (DESIGN_SYNC, Cursor and history):
    /// checksums tell; where messages end at the floor they cannot, and the copy is made anew. Blocking.
    fn miss_tombstones(&self) -> cache::Result<()> {
        tracing::warn!("sync.tombstones_ended: this copy was away for too long");
        let told = self.cache.write(Durability::Normal, progress::doubt)?;
        if told {
            lock(&self.sync).compare_at = None;
            return self.cache.read(|reader| self.load_history(reader));
        }
        self.rewind_to(None)
    }

    /// The relay was restored and does not know our cursor: drop what is above the common number, find out by checksums what else
    /// differs, keep the outbox, and offer what was sent and lost.
    async fn rewind(self: &Arc<Self>, problem: &Problem) -> Result<(), PullError> {
        let common: Option<wire::cursor::Cursor> =
            problem.common.as_deref().and_then(|text| text.parse().ok());
        tracing::warn!(
            known = common.is_some(),
            "sync.rewound: the relay does not know our cursor"
        );
        self.with_cache(move |session| session.rewind_to(common.as_ref()))
            .await?;
        Ok(())
    }

    /// Drops what is above `common`; without one everything, and the first page comes again. Blocking.
    fn rewind_to(&self, common: Option<&wire::cursor::Cursor>) -> cache::Result<()> {
        let applied = self.cache.write(Durability::Normal, |writer| {
            let to = common.map_or_else(nothing, apply::cursor);
            let mut applied = writer.rewind_to(&to)?;
            offer::lost_above(writer, to.seq)?;
            if to.seq == 0 {
                // Nothing is left: the first page comes again, and the walk after it.
                writer.meta_mut().remove(MetaKey::Cursor)?;
                writer.meta_mut().remove(MetaKey::History)?;
            } else {
                progress::doubt(writer)?;
            }
            if common.is_some() {
                review::hold_tried(writer)?;
            }
            applied.files += predict::everything(self, writer)?.files;
            Ok(applied)
        })?;
        if applied.files > 0 {
            self.cache.sweep_files()?;
        }
        lock(&self.sync).compare_at = None;
        lock(&self.pulled).clear();
        self.cache.read(|reader| self.load_history(reader))?;
        self.announce(&applied, true);
        self.say_all();
        self.wake_history();
        Ok(())
    }
}

/// Before everything.
fn nothing() -> Cursor {
    Cursor {
        term: "none".to_owned(),
        seq: 0,
    }
}
