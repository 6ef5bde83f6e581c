//! [`Store`] for SQLite: each method is one closure on the writer or on a reader.

use super::pool::blocking;
use super::table::{
    audit, commits, credential, device, envelope, event_key, horizon, invitation, job, lookup,
    presence, record, scope_checksum, secret, setting, terms, workspace,
};
use super::{SqliteStore, feed, rows, scrub, transaction};
use crate::copy::{Row, Table};
use crate::error::Result;
use crate::model::{
    Credential, Device, Envelope, Feed, Heard, HistoryQuery, Invitation, Job, JobEnd, LookupKey,
    NewEnvelope, Record, SealedSecret, Term, Workspace,
};
use crate::store_trait::{Store, Transaction};
use async_trait::async_trait;
use domain::id::{DeviceId, RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::{MINUTE, UnixMillis};
use std::collections::BTreeSet;
use tokio::sync::mpsc;

#[async_trait]
impl Store for SqliteStore {
    async fn create_workspace(&self, new: &Workspace) -> Result<()> {
        let new = new.clone();
        self.pool
            .write(move |conn| {
                if workspace::insert(conn, &new)? {
                    terms::open_first(conn, &new.id)?;
                }
                Ok(())
            })
            .await
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>> {
        self.pool.read(workspace::all).await
    }

    async fn open_term(&self, id: &str, now: UnixMillis) -> Result<()> {
        let id = id.to_owned();
        self.pool
            .write(move |conn| terms::open_all(conn, &id, now))
            .await
    }

    async fn terms(&self, workspace: &WorkspaceId) -> Result<Vec<Term>> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| terms::all(conn, &workspace))
            .await
    }

    async fn head(&self, workspace: &WorkspaceId) -> Result<(u64, String)> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| {
                let head = commits::head(conn, &workspace)?;
                Ok((head, terms::at(conn, &workspace, head)?))
            })
            .await
    }

    async fn begin(
        &self,
        workspace: &WorkspaceId,
        now: UnixMillis,
    ) -> Result<Box<dyn Transaction>> {
        transaction::begin(self.pool.writer().await?, workspace, now).await
    }

    async fn feed(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
    ) -> Result<Feed> {
        let (workspace, scopes) = (workspace.clone(), scopes.clone());
        self.pool
            .read(move |conn| feed::read(conn, &workspace, &scopes, since, limit))
            .await
    }

    async fn feed_beside(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
        beside: (&Kind, &RecordId),
    ) -> Result<(Feed, Option<Record>)> {
        let (workspace, scopes) = (workspace.clone(), scopes.clone());
        let (kind, id) = (beside.0.clone(), beside.1.clone());
        self.pool
            .read(move |conn| {
                let page = feed::read(conn, &workspace, &scopes, since, limit)?;
                let record = record::get(conn, &workspace, &kind, &id)?;
                Ok((page, record.filter(|record| !record.deleted)))
            })
            .await
    }

    async fn history(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        query: &HistoryQuery,
    ) -> Result<Vec<Record>> {
        let (workspace, scopes, query) = (workspace.clone(), scopes.clone(), query.clone());
        self.pool
            .read(move |conn| {
                let scopes: Vec<&str> = scopes.iter().map(Scope::as_str).collect();
                record::history(conn, &workspace, &scopes, &query)
            })
            .await
    }

    async fn records(
        &self,
        workspace: &WorkspaceId,
        kind: &Kind,
        ids: &[RecordId],
    ) -> Result<Vec<Record>> {
        let (workspace, kind, ids) = (workspace.clone(), kind.clone(), ids.to_vec());
        self.pool
            .read(move |conn| {
                let mut found = Vec::with_capacity(ids.len());
                for id in &ids {
                    found.extend(
                        record::get(conn, &workspace, &kind, id)?.filter(|record| !record.deleted),
                    );
                }
                Ok(found)
            })
            .await
    }

    async fn lookups(
        &self,
        workspace: &WorkspaceId,
        keys: &[LookupKey],
    ) -> Result<Vec<Option<RecordId>>> {
        let (workspace, keys) = (workspace.clone(), keys.to_vec());
        self.pool
            .read(move |conn| {
                keys.iter()
                    .map(|key| lookup::get(conn, &workspace, key))
                    .collect()
            })
            .await
    }

    async fn checksums(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
    ) -> Result<(u64, Vec<(Scope, u64, u64)>)> {
        let (workspace, scopes) = (workspace.clone(), scopes.clone());
        self.pool
            .read(move |conn| {
                let head = commits::head(conn, &workspace)?;
                let mut sums = Vec::with_capacity(scopes.len());
                for scope in scopes {
                    let (count, sum) = scope_checksum::get(conn, &workspace, &scope)?;
                    sums.push((scope, count, sum));
                }
                Ok((head, sums))
            })
            .await
    }

    async fn horizon(&self, workspace: &WorkspaceId) -> Result<u64> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| horizon::get(conn, &workspace))
            .await
    }

    async fn put_envelopes(&self, envelopes: &[NewEnvelope]) -> Result<Vec<i64>> {
        let envelopes = envelopes.to_vec();
        self.pool
            .write(move |conn| {
                envelopes
                    .iter()
                    .map(|envelope| envelope::insert(conn, envelope))
                    .collect()
            })
            .await
    }

    async fn take_envelopes(&self, workspace: &WorkspaceId, limit: usize) -> Result<Vec<Envelope>> {
        let workspace = workspace.clone();
        // The counted attempt is for a process that dies of an envelope; it need not outlive a power cut.
        self.pool
            .note(move |conn| envelope::take(conn, &workspace, limit))
            .await
    }

    async fn fresh_envelopes(
        &self,
        workspace: &WorkspaceId,
        limit: usize,
    ) -> Result<Option<Vec<Envelope>>> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| envelope::waiting(conn, &workspace, limit).map(Some))
            .await
    }

    async fn envelope(&self, workspace: &WorkspaceId, id: i64) -> Result<Option<Envelope>> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| envelope::get(conn, &workspace, id))
            .await
    }

    async fn envelope_backlog(&self) -> Result<u64> {
        self.pool.read(envelope::backlog).await
    }

    async fn sweep_envelopes(&self, now: UnixMillis) -> Result<u64> {
        self.pool
            .write(move |conn| {
                event_key::sweep(conn, now)?;
                super::table::command::sweep(conn, now)?;
                invitation::sweep(conn, now)?;
                presence::sweep(conn, now)?;
                for workspace in workspace::all(conn)? {
                    horizon::sweep(conn, &workspace.id, now)?;
                }
                envelope::sweep(conn, now)
            })
            .await
    }

    async fn claim_jobs(
        &self,
        kinds: &[&str],
        now: UnixMillis,
        lease_ms: i64,
        limit: usize,
    ) -> Result<Vec<Job>> {
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        self.pool
            .write(move |conn| job::claim(conn, &kinds, now, lease_ms, limit))
            .await
    }

    async fn end_job(&self, workspace: &WorkspaceId, id: &str, end: &JobEnd) -> Result<()> {
        let (workspace, id, end) = (workspace.clone(), id.to_owned(), end.clone());
        self.pool
            .write(move |conn| job::end(conn, &workspace, &id, &end))
            .await
    }

    async fn next_due(&self) -> Result<Option<UnixMillis>> {
        self.pool.read(job::next_due).await
    }

    async fn credential(&self, email: &str) -> Result<Option<Credential>> {
        let email = email.to_owned();
        self.pool
            .read(move |conn| credential::get(conn, &email))
            .await
    }

    async fn put_credential(&self, new: &Credential) -> Result<()> {
        let new = new.clone();
        self.pool
            .write(move |conn| credential::put(conn, &new))
            .await
    }

    async fn put_invitation(&self, new: &Invitation) -> Result<()> {
        let new = new.clone();
        self.pool
            .write(move |conn| invitation::put(conn, &new))
            .await
    }

    async fn invitation(&self, code_hash: &str, now: UnixMillis) -> Result<Option<Invitation>> {
        let code_hash = code_hash.to_owned();
        self.pool
            .read(move |conn| invitation::get(conn, &code_hash, now))
            .await
    }

    async fn take_invitation(&self, code_hash: &str, now: UnixMillis) -> Result<bool> {
        let code_hash = code_hash.to_owned();
        self.pool
            .write(move |conn| invitation::take(conn, &code_hash, now))
            .await
    }

    async fn put_device(&self, new: &Device) -> Result<()> {
        let new = new.clone();
        self.pool
            .write(move |conn| device::insert(conn, &new))
            .await
    }

    async fn device_by_token(&self, token_hash: &str) -> Result<Option<Device>> {
        let token_hash = token_hash.to_owned();
        self.pool
            .read(move |conn| device::by_token(conn, &token_hash))
            .await
    }

    async fn devices(&self, workspace: &WorkspaceId) -> Result<Vec<Device>> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| device::list(conn, &workspace))
            .await
    }

    async fn revoke_device(
        &self,
        workspace: &WorkspaceId,
        id: &DeviceId,
        now: UnixMillis,
    ) -> Result<bool> {
        let (workspace, id) = (workspace.clone(), id.clone());
        self.pool
            .write(move |conn| device::revoke(conn, &workspace, &id, now))
            .await
    }

    async fn touch_device(&self, id: &DeviceId, now: UnixMillis) -> Result<()> {
        let id = id.clone();
        let of = id.clone();
        // Every request touches; a reader decides, so that the writer is asked once a minute only.
        let seen = self
            .pool
            .read(move |conn| device::last_seen(conn, &of))
            .await?;
        match seen {
            Some(seen) if now.since(seen) >= MINUTE => {
                self.pool
                    .write(move |conn| device::touch(conn, &id, now))
                    .await
            }
            _ => Ok(()),
        }
    }

    async fn lease_presence(
        &self,
        workspace: &WorkspaceId,
        staff: &StaffId,
        device: &DeviceId,
        until: UnixMillis,
    ) -> Result<()> {
        let (workspace, staff, device) = (workspace.clone(), staff.clone(), device.clone());
        self.pool
            .write(move |conn| presence::lease(conn, &workspace, &staff, &device, until))
            .await
    }

    async fn present(&self, workspace: &WorkspaceId, now: UnixMillis) -> Result<BTreeSet<StaffId>> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| presence::present(conn, &workspace, now))
            .await
    }

    async fn put_secret(&self, workspace: &WorkspaceId, sealed: &SealedSecret) -> Result<()> {
        let (workspace, sealed) = (workspace.clone(), sealed.clone());
        self.pool
            .write(move |conn| secret::put(conn, &workspace, &sealed))
            .await
    }

    async fn secrets(&self, workspace: &WorkspaceId) -> Result<Vec<SealedSecret>> {
        let workspace = workspace.clone();
        self.pool
            .read(move |conn| secret::all(conn, &workspace))
            .await
    }

    async fn audit(
        &self,
        workspace: &WorkspaceId,
        staff: Option<&StaffId>,
        what: &str,
        about: &str,
        now: UnixMillis,
    ) -> Result<()> {
        let (workspace, staff) = (workspace.clone(), staff.cloned());
        let (what, about) = (what.to_owned(), about.to_owned());
        self.pool
            .write(move |conn| audit::insert(conn, &workspace, staff.as_ref(), &what, &about, now))
            .await
    }

    async fn setting(&self, name: &str) -> Result<Option<String>> {
        let name = name.to_owned();
        self.pool.read(move |conn| setting::get(conn, &name)).await
    }

    async fn keep_setting(&self, name: &str, value: &str) -> Result<String> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.pool
            .write(move |conn| setting::keep(conn, &name, &value))
            .await
    }

    async fn put_setting(&self, name: &str, value: &str) -> Result<()> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.pool
            .write(move |conn| setting::put(conn, &name, &value))
            .await
    }

    async fn tell(&self, _words: &str) -> Result<()> {
        Ok(())
    }

    async fn hear(&self) -> Result<Option<mpsc::Receiver<Heard>>> {
        Ok(None)
    }

    async fn clock(&self) -> Result<Option<UnixMillis>> {
        Ok(None)
    }

    async fn waiting_hotels(&self) -> Result<Vec<WorkspaceId>> {
        self.pool.read(envelope::waiting_hotels).await
    }

    async fn rows(
        &self,
        table: &'static Table,
        after: Option<&Row>,
        limit: usize,
    ) -> Result<Vec<Row>> {
        let after = after.cloned();
        self.pool
            .read(move |conn| rows::page(conn, table, after.as_ref(), limit))
            .await
    }

    async fn put_rows(&self, table: &'static Table, rows: &[Row]) -> Result<()> {
        let rows = rows.to_vec();
        self.pool
            .write(move |conn| rows::put(conn, table, &rows))
            .await
    }

    async fn scrub(&self) -> Result<bool> {
        let writer = self.pool.writer().await?;
        let path = self.path.clone();
        blocking(move || {
            // A deleted row's bytes may stand in pages that were balanced while it lived, whatever `secure_delete` says: only a file
            // written anew holds none.
            scrub::write_anew(&path)?;
            writer.checkpointer.truncate()
        })
        .await
    }

    async fn close(&self) -> Result<()> {
        let writer = self.pool.writer().await?;
        blocking(move || writer.checkpointer.truncate().map(|_| ())).await
    }
}
