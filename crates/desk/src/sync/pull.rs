//! Fetching over HTTP: the first page, what changed since the cursor, and what a refusal of the relay means.

use super::apply::{self, Freshness};
use super::state::Reach;
use crate::api::ApiError;
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
            let more = page.more;
            let fresh = self.is_news(page.now);
            self.reached(page.now, if more { Reach::Behind } else { Reach::Live });
            self.with_cache(move |session| {
                session.apply_changes(&page.changes, Some(&page.cursor), fresh)?;
                if session.change_scopes(&page.scopes)? {
                    session.wake_history();
                }
                session.keep_freshness(page.now)
            })
            .await?;
            if !more {
                self.emit_status();
                return Ok(());
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

    /// The relay was restored and does not know our cursor: drop what is above the common number, walk history again, keep
    /// the outbox.
    async fn rewind(self: &Arc<Self>, problem: &Problem) -> Result<(), PullError> {
        let common: Option<wire::cursor::Cursor> =
            problem.common.as_deref().and_then(|text| text.parse().ok());
        tracing::warn!(
            known = common.is_some(),
            "sync.rewound: the relay does not know our cursor"
        );
        self.with_cache(move |session| {
            let applied = session.cache.write(Durability::Normal, |writer| {
                let to = common.as_ref().map(apply::cursor);
                let zero = Cursor {
                    term: "none".to_owned(),
                    seq: 0,
                };
                let applied = writer.rewind_to(to.as_ref().unwrap_or(&zero))?;
                if to.is_none() {
                    writer.meta_mut().remove(MetaKey::Cursor)?;
                }
                writer.meta_mut().remove(MetaKey::History)?;
                crate::predict::everything(session, writer)?;
                Ok(applied)
            })?;
            session.announce(&applied, true);
            session.events.push(crate::events::News {
                all: true,
                ..Default::default()
            });
            session.wake_history();
            Ok(())
        })
        .await?;
        Ok(())
    }
}
