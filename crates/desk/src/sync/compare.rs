//! Comparing this copy with the relay's checksums, and reading a scope again where they differ (DESIGN_SYNC, Stream).
//!
//! Runs inside the task that moves the cursor, so the copy stands still at its number meanwhile.

use super::apply::incoming;
use super::progress;
use super::pull::PullError;
use crate::predict;
use crate::session::{Session, lock};
use cache::{Applied, Checksum, Durability, IncomingRecord, MetaKey, Reread};
use domain::record::Scope;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use wire::change::{ChangePage, ChecksumPage, ScopeChecksum};

/// Readings of a scope in a row: the first brings what is missing and takes away what is too much, the second puts right what had
/// a wrong number, the third is for what changed meanwhile.
const READINGS: usize = 3;

/// Rows of one page of a scope.
const PAGE: &str = "2000";

/// The relay was at another number, or the walk goes on: asked again after this.
const NOT_NOW: Duration = Duration::from_secs(30);

/// The same where this copy is in doubt (a restore of the relay, a long absence, a scope that was erased): a conversation may be missing.
const DOUBTED: Duration = Duration::from_secs(2);

/// Kept in the cache under [`MetaKey::Compared`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The number at which everything was found the same.
    pub seq: i64,
    /// How often a scope differed, ever.
    pub differed: u32,
}

enum Outcome {
    /// Nothing can be said at this number.
    NotNow,
    /// Everything that is complete here is what the relay has; true if that was in doubt.
    Same(bool),
    /// These differ.
    Differ(Vec<Scope>),
}

impl Session {
    /// Compares if it is time to; where a scope differs it alone is read again. An error of the relay only puts it off.
    pub(crate) async fn compare_when_due(self: &Arc<Self>) -> Result<(), PullError> {
        let every = self.options.compare_every;
        let now = self.host.monotonic();
        let not_now = {
            let mut state = lock(&self.sync);
            if state.compare_at.is_some_and(|at| now < at) {
                return Ok(());
            }
            let pause = if state.doubted { DOUBTED } else { NOT_NOW };
            let pause = every.min(pause);
            state.compare_at = Some(now + pause);
            pause
        };
        // What was lost in a restore and not taken at once; there may be no other catching up for hours.
        self.offer_again().await?;
        for _ in 0..=READINGS {
            match self.compare().await? {
                Outcome::NotNow => {
                    // Also where a scope was read again meanwhile: until they agree the copy stays in doubt.
                    let soon = self.host.monotonic() + not_now;
                    lock(&self.sync).compare_at = Some(soon);
                    return Ok(());
                }
                Outcome::Same(_) => {
                    lock(&self.sync).compare_at = Some(now + every);
                    return Ok(());
                }
                Outcome::Differ(scopes) => {
                    for scope in scopes {
                        self.read_again(scope).await?;
                    }
                    // A scope in which something changes during every reading is not read without end.
                    lock(&self.sync).compare_at = Some(self.host.monotonic() + every);
                }
            }
        }
        tracing::warn!("sync.differs: a scope still differs, and is read again later");
        Ok(())
    }

    async fn compare(self: &Arc<Self>) -> Result<Outcome, PullError> {
        if !self
            .with_cache(|s| s.cache.read(progress::is_comparable))
            .await?
        {
            return Ok(Outcome::NotNow);
        }
        // No longer than a silence may last: the task that waits here is the one that follows the stream.
        let asked = self.relay.get("v1/checksums", &[]);
        let Ok(answer) = tokio::time::timeout(self.options.stream_silence, asked).await else {
            return Ok(Outcome::NotNow);
        };
        let page: ChecksumPage = match answer {
            Ok(page) => page,
            Err(error) => {
                return match self.judge(&error) {
                    PullError::Ended => Err(PullError::Ended),
                    PullError::Later(_) => Ok(Outcome::NotNow),
                };
            }
        };
        let outcome = self
            .with_cache(move |session| session.differing(&page))
            .await?;
        if matches!(outcome, Outcome::Same(true)) {
            self.with_cache(|session| session.cache.read(|reader| session.load_history(reader)))
                .await?;
            self.say_all();
        }
        Ok(outcome)
    }

    /// The scopes that differ, noted in the cache and in the log. A scope that only counts wrongly is counted anew. Blocking.
    fn differing(&self, page: &ChecksumPage) -> cache::Result<Outcome> {
        self.cache.write(Durability::Normal, |writer| {
            let stands = writer.meta().cursor()?.map(|cursor| cursor.seq);
            let Some(seq) = stands.filter(|seq| u64::try_from(*seq) == Ok(page.cursor.seq)) else {
                return Ok(Outcome::NotNow);
            };
            let here = writer.checksums()?;
            let every_message = progress::has_every_message(writer)?;
            let mut differ = Vec::new();
            for theirs in &page.checksums {
                if theirs.scope.has_messages() && !every_message {
                    continue;
                }
                let ours = here.get(&theirs.scope).copied().unwrap_or_default();
                if is_same(ours, theirs) || is_same(writer.recount(&theirs.scope)?, theirs) {
                    continue;
                }
                tracing::warn!(
                    scope = %theirs.scope, seq, here = ours.count, relay = theirs.count,
                    "sync.differs: this scope is read again"
                );
                differ.push(theirs.scope.clone());
            }
            let mut known: Compared = writer.meta().get(MetaKey::Compared)?.unwrap_or_default();
            let count = u32::try_from(differ.len()).unwrap_or(u32::MAX);
            known.differed = known.differed.saturating_add(count);
            let mut doubted = false;
            if differ.is_empty() {
                known.seq = seq;
                doubted = progress::is_sure(writer)?;
            }
            writer.meta_mut().set(MetaKey::Compared, &known)?;
            Ok(if differ.is_empty() {
                Outcome::Same(doubted)
            } else {
                Outcome::Differ(differ)
            })
        })
    }

    /// Reads one scope from the beginning. What is here and not at the relay goes only if nothing changed meanwhile.
    async fn read_again(self: &Arc<Self>, scope: Scope) -> Result<(), PullError> {
        let Some(cursor) = self.cursor().await? else {
            return Ok(());
        };
        let mut read = Reread::of(scope.clone());
        let mut since: Option<String> = None;
        loop {
            let mut query = vec![("scope", scope.as_str()), ("limit", PAGE)];
            query.extend(since.as_deref().map(|since| ("since", since)));
            let page: ChangePage = self
                .relay
                .get("v1/changes", &query)
                .await
                .map_err(|error| self.judge(&error))?;
            let (more, to) = (page.more, page.cursor.clone());
            read = self
                .with_cache(move |session| {
                    session.take_in(&mut read, &page, cursor.seq)?;
                    Ok(read)
                })
                .await?;
            if !more {
                if u64::try_from(cursor.seq) == Ok(to.seq) {
                    self.with_cache(move |session| session.erase_strays(&read))
                        .await?;
                }
                return Ok(());
            }
            since = Some(to.to_string());
        }
    }

    /// Puts a page of the scope in the place of what is here; what is above the cursor comes with the changes. Blocking.
    fn take_in(&self, read: &mut Reread, page: &ChangePage, cursor: i64) -> cache::Result<()> {
        let rows = page.changes.iter().map(incoming);
        let rows: Vec<IncomingRecord> = rows.filter(|row| row.seq <= cursor).collect();
        let mut predicted = Applied::default();
        let mut applied = self.cache.reread(read, &rows, |writer, applied| {
            predicted.merge(predict::after_page(self, writer, applied)?);
            Ok(())
        })?;
        applied.merge(predicted);
        self.announce(&applied, false);
        self.watch.look(self, &applied, false);
        Ok(())
    }

    fn erase_strays(&self, read: &Reread) -> cache::Result<()> {
        let applied = match self.cache.erase_strays(read) {
            // The rows are gone; only the log still holds them because somebody is reading.
            Err(cache::Error::Busy(_)) => Applied::default(),
            other => other?,
        };
        self.announce(&applied, false);
        Ok(())
    }
}

fn is_same(ours: Checksum, theirs: &ScopeChecksum) -> bool {
    ours.count == theirs.count && theirs.sum == format!("{:016x}", ours.sum)
}
