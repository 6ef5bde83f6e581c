//! A store that fails when told to, over the real one: busy, or without room.

use async_trait::async_trait;
use domain::id::{DeviceId, RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;
use store::copy::{Row, Table};
use store::error::{Result, StoreError};
use store::model::{
    Credential, Device, Envelope, Feed, Heard, HistoryQuery, Invitation, Job, JobEnd, NewEnvelope,
    Record, SealedSecret, Term, Workspace,
};
use store::{Store, Transaction};

/// Storing envelopes.
pub(crate) const PUT: u32 = 1;
/// Beginning an engine transaction.
pub(crate) const BEGIN: u32 = 2;
/// Taking envelopes.
pub(crate) const TAKE: u32 = 4;
/// Claiming jobs.
pub(crate) const CLAIM: u32 = 8;

/// What fails, and what was counted.
#[derive(Default)]
pub(crate) struct Faults {
    /// A sum of the constants above.
    pub(crate) what: AtomicU32,
    /// Commits of envelopes.
    pub(crate) puts: AtomicU64,
    /// How long a commit of envelopes takes, in milliseconds.
    pub(crate) slow: AtomicU64,
}

pub(crate) struct FaultyStore {
    pub(crate) inner: Arc<dyn Store>,
    pub(crate) faults: Arc<Faults>,
}

impl FaultyStore {
    async fn fail(&self, what: u32) -> Result<()> {
        if what == PUT {
            let pause = Duration::from_millis(self.faults.slow.load(Ordering::SeqCst));
            tokio::time::sleep(pause).await;
        }
        if self.faults.what.load(Ordering::SeqCst) & what == 0 {
            return Ok(());
        }
        match what {
            PUT | TAKE => Err(StoreError::Full("told to".to_owned())),
            _ => Err(StoreError::Retry("told to".to_owned())),
        }
    }
}

#[async_trait]
impl Store for FaultyStore {
    async fn create_workspace(&self, workspace: &Workspace) -> Result<()> {
        self.inner.create_workspace(workspace).await
    }
    async fn workspaces(&self) -> Result<Vec<Workspace>> {
        self.inner.workspaces().await
    }
    async fn open_term(&self, id: &str, now: UnixMillis) -> Result<()> {
        self.inner.open_term(id, now).await
    }
    async fn terms(&self, workspace: &WorkspaceId) -> Result<Vec<Term>> {
        self.inner.terms(workspace).await
    }
    async fn head(&self, workspace: &WorkspaceId) -> Result<(u64, String)> {
        self.inner.head(workspace).await
    }
    async fn begin(
        &self,
        workspace: &WorkspaceId,
        now: UnixMillis,
    ) -> Result<Box<dyn Transaction>> {
        self.fail(BEGIN).await?;
        self.inner.begin(workspace, now).await
    }
    async fn feed(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
    ) -> Result<Feed> {
        self.inner.feed(workspace, scopes, since, limit).await
    }
    async fn feed_beside(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
        beside: (&Kind, &RecordId),
    ) -> Result<(Feed, Option<Record>)> {
        let of_inner = self
            .inner
            .feed_beside(workspace, scopes, since, limit, beside);
        of_inner.await
    }
    async fn history(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        query: &HistoryQuery,
    ) -> Result<Vec<Record>> {
        self.inner.history(workspace, scopes, query).await
    }
    async fn records(
        &self,
        workspace: &WorkspaceId,
        kind: &Kind,
        ids: &[RecordId],
    ) -> Result<Vec<Record>> {
        self.inner.records(workspace, kind, ids).await
    }
    async fn lookups(
        &self,
        workspace: &WorkspaceId,
        keys: &[store::model::LookupKey],
    ) -> Result<Vec<Option<RecordId>>> {
        self.inner.lookups(workspace, keys).await
    }
    async fn checksums(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
    ) -> Result<(u64, Vec<(Scope, u64, u64)>)> {
        self.inner.checksums(workspace, scopes).await
    }
    async fn horizon(&self, workspace: &WorkspaceId) -> Result<u64> {
        self.inner.horizon(workspace).await
    }
    async fn put_envelopes(&self, envelopes: &[NewEnvelope]) -> Result<Vec<i64>> {
        self.fail(PUT).await?;
        self.faults.puts.fetch_add(1, Ordering::SeqCst);
        self.inner.put_envelopes(envelopes).await
    }
    async fn take_envelopes(&self, workspace: &WorkspaceId, limit: usize) -> Result<Vec<Envelope>> {
        self.fail(TAKE).await?;
        self.inner.take_envelopes(workspace, limit).await
    }
    async fn fresh_envelopes(
        &self,
        workspace: &WorkspaceId,
        limit: usize,
    ) -> Result<Option<Vec<Envelope>>> {
        self.fail(TAKE).await?;
        self.inner.fresh_envelopes(workspace, limit).await
    }
    async fn envelope(&self, workspace: &WorkspaceId, id: i64) -> Result<Option<Envelope>> {
        self.inner.envelope(workspace, id).await
    }
    async fn envelope_backlog(&self) -> Result<u64> {
        self.inner.envelope_backlog().await
    }
    async fn sweep_envelopes(&self, now: UnixMillis) -> Result<u64> {
        self.inner.sweep_envelopes(now).await
    }
    async fn claim_jobs(
        &self,
        kinds: &[&str],
        now: UnixMillis,
        lease_ms: i64,
        limit: usize,
    ) -> Result<Vec<Job>> {
        self.fail(CLAIM).await?;
        self.inner.claim_jobs(kinds, now, lease_ms, limit).await
    }
    async fn end_job(&self, workspace: &WorkspaceId, id: &str, end: &JobEnd) -> Result<()> {
        self.inner.end_job(workspace, id, end).await
    }
    async fn next_due(&self) -> Result<Option<UnixMillis>> {
        self.inner.next_due().await
    }
    async fn credential(&self, email: &str) -> Result<Option<Credential>> {
        self.inner.credential(email).await
    }
    async fn put_credential(&self, credential: &Credential) -> Result<()> {
        self.inner.put_credential(credential).await
    }
    async fn put_invitation(&self, invitation: &Invitation) -> Result<()> {
        self.inner.put_invitation(invitation).await
    }
    async fn invitation(&self, code_hash: &str, now: UnixMillis) -> Result<Option<Invitation>> {
        self.inner.invitation(code_hash, now).await
    }
    async fn take_invitation(&self, code_hash: &str, now: UnixMillis) -> Result<bool> {
        self.inner.take_invitation(code_hash, now).await
    }
    async fn put_device(&self, device: &Device) -> Result<()> {
        self.inner.put_device(device).await
    }
    async fn device_by_token(&self, token_hash: &str) -> Result<Option<Device>> {
        self.inner.device_by_token(token_hash).await
    }
    async fn devices(&self, workspace: &WorkspaceId) -> Result<Vec<Device>> {
        self.inner.devices(workspace).await
    }
    async fn revoke_device(
        &self,
        workspace: &WorkspaceId,
        id: &DeviceId,
        now: UnixMillis,
    ) -> Result<bool> {
        self.inner.revoke_device(workspace, id, now).await
    }
    async fn touch_device(&self, id: &DeviceId, now: UnixMillis) -> Result<()> {
        self.inner.touch_device(id, now).await
    }
    async fn lease_presence(
        &self,
        workspace: &WorkspaceId,
        staff: &StaffId,
        device: &DeviceId,
        until: UnixMillis,
    ) -> Result<()> {
        self.inner
            .lease_presence(workspace, staff, device, until)
            .await
    }
    async fn present(&self, workspace: &WorkspaceId, now: UnixMillis) -> Result<BTreeSet<StaffId>> {
        self.inner.present(workspace, now).await
    }
    async fn put_secret(&self, workspace: &WorkspaceId, secret: &SealedSecret) -> Result<()> {
        self.inner.put_secret(workspace, secret).await
    }
    async fn secrets(&self, workspace: &WorkspaceId) -> Result<Vec<SealedSecret>> {
        self.inner.secrets(workspace).await
    }
    async fn audit(
        &self,
        workspace: &WorkspaceId,
        staff: Option<&StaffId>,
        what: &str,
        about: &str,
        now: UnixMillis,
    ) -> Result<()> {
        self.inner.audit(workspace, staff, what, about, now).await
    }
    async fn setting(&self, name: &str) -> Result<Option<String>> {
        self.inner.setting(name).await
    }
    async fn put_setting(&self, name: &str, value: &str) -> Result<()> {
        self.inner.put_setting(name, value).await
    }
    async fn keep_setting(&self, name: &str, value: &str) -> Result<String> {
        self.inner.keep_setting(name, value).await
    }
    async fn tell(&self, words: &str) -> Result<()> {
        self.inner.tell(words).await
    }
    async fn hear(&self) -> Result<Option<tokio::sync::mpsc::Receiver<Heard>>> {
        self.inner.hear().await
    }
    async fn clock(&self) -> Result<Option<UnixMillis>> {
        self.inner.clock().await
    }
    async fn waiting_hotels(&self) -> Result<Vec<WorkspaceId>> {
        self.inner.waiting_hotels().await
    }
    async fn rows(
        &self,
        table: &'static Table,
        after: Option<&Row>,
        limit: usize,
    ) -> Result<Vec<Row>> {
        self.inner.rows(table, after, limit).await
    }
    async fn put_rows(&self, table: &'static Table, rows: &[Row]) -> Result<()> {
        self.inner.put_rows(table, rows).await
    }
    async fn scrub(&self) -> Result<bool> {
        self.inner.scrub().await
    }
    async fn close(&self) -> Result<()> {
        self.inner.close().await
    }
}
