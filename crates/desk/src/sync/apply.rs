//! From the wire into the cache: one call a page, predictions put back on top inside the same transaction.

use super::history::Wanted;
use super::plan::{self, ScopePlan};
use super::progress;
use crate::predict;
use crate::session::{Session, lock};
use cache::{Applied, Cursor, Durability, IncomingRecord, MetaKey};
use domain::record::Scope;
use domain::time::UnixMillis;
use std::collections::BTreeSet;
use wire::change::Change;

/// Whether what arrives is news, or something that was always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// It just happened: staff may be told.
    Live,
    /// First sync, history, or catching up after a while.
    Old,
}

pub(super) fn incoming(change: &Change) -> IncomingRecord {
    let text = change.body.as_ref().map(|body| body.get().to_owned());
    IncomingRecord {
        seq: i64::try_from(change.seq).unwrap_or(i64::MAX),
        kind: change.kind.clone(),
        id: change.id.clone(),
        scope: change.scope.clone(),
        parent: change.parent.clone(),
        at: change.at.0,
        deleted: change.deleted || text.is_none(),
        erased: change.erased,
        body: text.unwrap_or_default(),
    }
}

/// The cache's spelling of a wire cursor.
pub(crate) fn cursor(wire: &wire::cursor::Cursor) -> Cursor {
    Cursor {
        term: wire.term.clone(),
        seq: i64::try_from(wire.seq).unwrap_or(i64::MAX),
    }
}

/// The wire's spelling of the cache's cursor.
pub(crate) fn wire_cursor(cursor: &Cursor) -> wire::cursor::Cursor {
    wire::cursor::Cursor {
        term: cursor.term.clone(),
        seq: u64::try_from(cursor.seq).unwrap_or(0),
    }
}

impl Session {
    /// Applies a page and, with `to`, moves the cursor. Blocking.
    pub(crate) fn apply_changes(
        &self,
        changes: &[Change],
        to: Option<&wire::cursor::Cursor>,
        freshness: Freshness,
    ) -> cache::Result<()> {
        let mut rows: Vec<IncomingRecord> = changes.iter().map(incoming).collect();
        if to.is_none() {
            rows.retain(|row| self.sees(&row.scope));
        }
        #[cfg(feature = "plant")]
        let rows = super::planted::rows(self, rows, freshness)?;
        let to = to.map(cursor);
        let before = self.outbox_size()?;
        let mut predicted = Applied::default();
        let mut applied = self
            .cache
            .apply_page(&rows, to.as_ref(), |writer, applied| {
                predicted.merge(predict::after_page(self, writer, applied)?);
                Ok(())
            })?;
        applied.merge(predicted);
        if to.is_none() {
            applied.merge(self.turn_away(&rows)?);
        }
        if applied.files > 0 {
            self.cache.sweep_files()?;
        }
        if !applied.erased.is_empty() {
            self.forget_opened(&applied.erased);
            self.empty_log()?;
        }
        if to.is_some() {
            self.fetch_children(&applied);
        }
        let settled = self.outbox_size()? != before;
        self.announce(&applied, settled);
        self.watch
            .look(self, &applied, freshness == Freshness::Live);
        Ok(())
    }

    fn sees(&self, scope: &Scope) -> bool {
        let meta = lock(&self.meta);
        let scopes = meta.scopes.as_deref();
        scopes.is_none_or(|scopes| scopes.contains(scope))
    }

    /// History asked for with an old role: what was taken away while it was on its way goes again (R10). With the second erasure in
    /// [`Self::change_scopes`] it stays in neither order of the two.
    fn turn_away(&self, rows: &[IncomingRecord]) -> cache::Result<Applied> {
        let mut gone = Applied::default();
        let scopes: BTreeSet<&Scope> = rows.iter().map(|row| &row.scope).collect();
        for scope in scopes {
            if !self.sees(scope) {
                gone.merge(self.erase_scope(scope)?);
            }
        }
        Ok(gone)
    }

    /// A conversation that is new here may have been moved into sight: its messages kept their numbers, so they are fetched by
    /// what they hang on.
    fn fetch_children(&self, applied: &Applied) {
        for id in &applied.newly_seen {
            let _ = self.wanted.send(Wanted::Children(id.clone()));
        }
    }

    fn outbox_size(&self) -> cache::Result<usize> {
        self.cache.read(|reader| Ok(reader.outbox().all()?.len()))
    }

    /// Writes down that the relay was here: the freshness stamp, and the offset of its clock.
    pub(crate) fn keep_freshness(&self, now: UnixMillis) -> cache::Result<()> {
        let offset = lock(&self.sync).clock_offset;
        self.cache.write(Durability::Normal, |writer| {
            writer.meta_mut().set(MetaKey::FreshAt, &now)?;
            writer.meta_mut().set(MetaKey::ClockOffset, &offset)
        })?;
        lock(&self.sync).kept_at = Some(now);
        Ok(())
    }

    /// Brings the cache to a new set of scopes: erases what is no longer seen. True if there is history to walk. Blocking.
    pub(crate) fn change_scopes(&self, scopes: &[Scope]) -> cache::Result<bool> {
        let plan = plan::scopes(lock(&self.meta).scopes.as_deref(), scopes);
        #[cfg(feature = "plant")]
        let plan = super::planted::scopes(plan);
        let mut walk = plan.walk;
        let doubt = !plan.erase.is_empty();
        #[cfg(feature = "plant")]
        let doubt = doubt && !super::planted::keeps_no_doubt();
        if doubt {
            // Noted before anything goes: who dies in between, or finds the disk full, and meanwhile may see it all again, would take what is
            // left here for all there is.
            let told = self.cache.write(Durability::Normal, progress::doubt)?;
            walk |= !told;
            lock(&self.sync).compare_at = None;
            self.cache.read(|reader| self.load_history(reader))?;
        }
        let mut total = Applied::default();
        let changed = self.erase_and_keep(&plan, scopes, &mut total);
        if changed.is_err() && !plan.erase.is_empty() {
            // What is gone must not stay on the screen.
            self.say_all();
        }
        changed?;
        if !total.is_empty() {
            self.announce(&total, false);
        }
        Ok(walk)
    }

    fn erase_and_keep(
        &self,
        plan: &ScopePlan,
        scopes: &[Scope],
        total: &mut Applied,
    ) -> cache::Result<()> {
        for scope in &plan.erase {
            total.merge(self.erase_scope(scope)?);
        }
        let before = lock(&self.meta).scopes.replace(scopes.to_vec());
        let kept = self.keep_scopes(plan, total);
        if kept.is_err() {
            // What the disk did not take is not known the next time either, or what is new in sight would never be walked.
            lock(&self.meta).scopes = before;
        }
        kept
    }

    /// Takes out what a page brought while the scopes changed, and writes them down. Blocking.
    fn keep_scopes(&self, plan: &ScopePlan, total: &mut Applied) -> cache::Result<()> {
        for scope in &plan.erase {
            total.merge(self.erase_scope(scope)?);
        }
        self.cache.write(Durability::Normal, |writer| {
            if plan.walk {
                writer.meta_mut().remove(MetaKey::History)?;
            }
            self.save_meta(writer)
        })?;
        self.cache.read(|reader| self.load_history(reader))
    }

    /// After an erasure nothing of it stands in the log either; whoever is reading keeps it for a moment.
    pub(crate) fn empty_log(&self) -> cache::Result<()> {
        match self.cache.truncate_log() {
            Err(cache::Error::Busy(_)) => self.cache.truncate_log(),
            other => other,
        }
    }

    /// The window asks for everything again.
    pub(super) fn say_all(&self) {
        self.events.push(crate::events::News {
            all: true,
            ..Default::default()
        });
    }

    fn erase_scope(&self, scope: &Scope) -> cache::Result<Applied> {
        match self.cache.erase_scope(scope) {
            // The rows are gone; only the log still holds them because somebody is reading.
            Err(cache::Error::Busy(_)) => {
                self.say_all();
                self.cache.truncate_log()?;
                Ok(Applied::default())
            }
            other => other,
        }
    }
}
