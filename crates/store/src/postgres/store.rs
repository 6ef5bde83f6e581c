//! [`Store`] for PostgreSQL: one statement where one is enough, a transaction or a snapshot where not.

use super::client::{Text, row};
use super::session::Session;
use super::table::{
    audit, command, commits, credential, device, envelope, event_key, horizon, invitation, job,
    lookup, presence, record, scope_checksum, secret, setting, terms, workspace,
};
use super::{PostgresStore, feed, nodes, rows, tend, transaction};
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
use domain::time::UnixMillis;
use std::collections::BTreeSet;
use tokio::sync::mpsc;

/// Tables from which erasing a guest deletes.
const SCRUBBED: &[&str] = &[
    "record",
    "lookup",
    "job",
    "envelope",
    "event_key",
    "command",
];

impl PostgresStore {
    async fn session(&self) -> Result<Session> {
        Session::write(self.pool.write().await?).await
    }

    async fn snapshot(&self) -> Result<Session> {
        Session::snapshot(self.pool.read().await?).await
    }
}

fn texts(scopes: &BTreeSet<Scope>) -> Vec<Text<'_>> {
    scopes.iter().map(|scope| Text(scope.as_str())).collect()
}

#[async_trait]
impl Store for PostgresStore {
    async fn create_workspace(&self, new: &Workspace) -> Result<()> {
        let session = self.session().await?;
        if workspace::insert(session.conn()?, new).await? {
            terms::open_first(session.conn()?, &new.id).await?;
        }
        session.commit().await
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>> {
        workspace::all(&*self.pool.read().await?).await
    }

    async fn open_term(&self, id: &str, now: UnixMillis) -> Result<()> {
        let session = self.session().await?;
        workspace::lock_all(session.conn()?).await?;
        terms::open_all(session.conn()?, id, now).await?;
        session.commit().await
    }

    async fn terms(&self, workspace: &WorkspaceId) -> Result<Vec<Term>> {
        terms::all(&*self.pool.read().await?, workspace).await
    }

    async fn head(&self, workspace: &WorkspaceId) -> Result<(u64, String)> {
        commits::head(&*self.pool.read().await?, workspace).await
    }

    async fn begin(
        &self,
        workspace: &WorkspaceId,
        now: UnixMillis,
    ) -> Result<Box<dyn Transaction>> {
        transaction::begin(self.pool.write().await?, workspace, now).await
    }

    async fn feed(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
    ) -> Result<Feed> {
        let snapshot = self.snapshot().await?;
        let page = feed::read(snapshot.conn()?, workspace, scopes, since, limit).await?;
        snapshot.commit().await?;
        Ok(page)
    }

    async fn feed_beside(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        since: u64,
        limit: usize,
        beside: (&Kind, &RecordId),
    ) -> Result<(Feed, Option<Record>)> {
        let snapshot = self.snapshot().await?;
        let page = feed::read(snapshot.conn()?, workspace, scopes, since, limit).await?;
        let key = [(beside.0.clone(), beside.1.clone())];
        let found = record::get_all(snapshot.conn()?, workspace, &key).await?;
        snapshot.commit().await?;
        let record = found.into_iter().find(|record| !record.deleted);
        Ok((page, record))
    }

    async fn history(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
        query: &HistoryQuery,
    ) -> Result<Vec<Record>> {
        let conn = self.pool.read().await?;
        record::history(&conn, workspace, &texts(scopes), query).await
    }

    async fn records(
        &self,
        workspace: &WorkspaceId,
        kind: &Kind,
        ids: &[RecordId],
    ) -> Result<Vec<Record>> {
        let keys: Vec<_> = ids.iter().map(|id| (kind.clone(), id.clone())).collect();
        let conn = self.pool.read().await?;
        let mut found = record::get_all(&conn, workspace, &keys).await?;
        found.retain(|record| !record.deleted);
        let place = |record: &Record| ids.iter().position(|id| *id == record.id);
        found.sort_by_key(place);
        Ok(found)
    }

    async fn lookups(
        &self,
        workspace: &WorkspaceId,
        keys: &[LookupKey],
    ) -> Result<Vec<Option<RecordId>>> {
        lookup::get_all(&*self.pool.read().await?, workspace, keys).await
    }

    async fn checksums(
        &self,
        workspace: &WorkspaceId,
        scopes: &BTreeSet<Scope>,
    ) -> Result<(u64, Vec<(Scope, u64, u64)>)> {
        let snapshot = self.snapshot().await?;
        let (head, _) = commits::head(snapshot.conn()?, workspace).await?;
        let sums = scope_checksum::get(snapshot.conn()?, workspace, &texts(scopes)).await?;
        snapshot.commit().await?;
        let of = |scope: &Scope| {
            let (count, sum) = sums.get(scope).copied().unwrap_or_default();
            (scope.clone(), count, sum)
        };
        Ok((head, scopes.iter().map(of).collect()))
    }

    async fn horizon(&self, workspace: &WorkspaceId) -> Result<u64> {
        horizon::get(&*self.pool.read().await?, workspace).await
    }

    async fn put_envelopes(&self, envelopes: &[NewEnvelope]) -> Result<Vec<i64>> {
        envelope::insert(&*self.pool.write().await?, envelopes).await
    }

    async fn take_envelopes(&self, workspace: &WorkspaceId, limit: usize) -> Result<Vec<Envelope>> {
        let session = self.session().await?;
        if !envelope::is_free(session.conn()?, workspace, &self.node).await? {
            return Ok(Vec::new());
        }
        let taken = envelope::take(session.conn()?, workspace, limit, &self.node).await?;
        session.commit().await?;
        Ok(taken)
    }

    async fn fresh_envelopes(&self, _: &WorkspaceId, _: usize) -> Result<Option<Vec<Envelope>>> {
        Ok(None)
    }

    async fn envelope(&self, workspace: &WorkspaceId, id: i64) -> Result<Option<Envelope>> {
        envelope::get(&*self.pool.read().await?, workspace, id).await
    }

    async fn envelope_backlog(&self) -> Result<u64> {
        envelope::backlog(&*self.pool.read().await?).await
    }

    async fn sweep_envelopes(&self, now: UnixMillis) -> Result<u64> {
        let session = self.session().await?;
        let conn = session.conn()?;
        event_key::sweep(conn, now).await?;
        command::sweep(conn, now).await?;
        invitation::sweep(conn, now).await?;
        presence::sweep(conn, now).await?;
        for workspace in workspace::all(conn).await? {
            horizon::sweep(conn, &workspace.id, now).await?;
        }
        let gone = envelope::sweep(conn, now).await?;
        session.commit().await?;
        Ok(gone)
    }

    async fn claim_jobs(
        &self,
        kinds: &[&str],
        now: UnixMillis,
        lease_ms: i64,
        limit: usize,
    ) -> Result<Vec<Job>> {
        job::claim(&*self.pool.write().await?, kinds, now, lease_ms, limit).await
    }

    async fn end_job(&self, workspace: &WorkspaceId, id: &str, end: &JobEnd) -> Result<()> {
        job::end(&*self.pool.write().await?, workspace, id, end).await
    }

    async fn next_due(&self) -> Result<Option<UnixMillis>> {
        job::next_due(&*self.pool.read().await?).await
    }

    async fn credential(&self, email: &str) -> Result<Option<Credential>> {
        credential::get(&*self.pool.read().await?, email).await
    }

    async fn put_credential(&self, new: &Credential) -> Result<()> {
        let session = self.session().await?;
        credential::put(session.conn()?, new).await?;
        session.commit().await
    }

    async fn put_invitation(&self, new: &Invitation) -> Result<()> {
        invitation::put(&*self.pool.write().await?, new).await
    }

    async fn invitation(&self, code_hash: &str, now: UnixMillis) -> Result<Option<Invitation>> {
        invitation::get(&*self.pool.read().await?, code_hash, now).await
    }

    async fn take_invitation(&self, code_hash: &str, now: UnixMillis) -> Result<bool> {
        invitation::take(&*self.pool.write().await?, code_hash, now).await
    }

    async fn put_device(&self, new: &Device) -> Result<()> {
        device::insert(&*self.pool.write().await?, new).await
    }

    async fn device_by_token(&self, token_hash: &str) -> Result<Option<Device>> {
        device::by_token(&*self.pool.read().await?, token_hash).await
    }

    async fn devices(&self, workspace: &WorkspaceId) -> Result<Vec<Device>> {
        device::list(&*self.pool.read().await?, workspace).await
    }

    async fn revoke_device(
        &self,
        workspace: &WorkspaceId,
        id: &DeviceId,
        now: UnixMillis,
    ) -> Result<bool> {
        device::revoke(&*self.pool.write().await?, workspace, id, now).await
    }

    async fn touch_device(&self, id: &DeviceId, now: UnixMillis) -> Result<()> {
        device::touch(&*self.pool.write().await?, id, now).await
    }

    async fn lease_presence(
        &self,
        workspace: &WorkspaceId,
        staff: &StaffId,
        device: &DeviceId,
        until: UnixMillis,
    ) -> Result<()> {
        presence::lease(&*self.pool.write().await?, workspace, staff, device, until).await
    }

    async fn present(&self, workspace: &WorkspaceId, now: UnixMillis) -> Result<BTreeSet<StaffId>> {
        presence::present(&*self.pool.read().await?, workspace, now).await
    }

    async fn put_secret(&self, workspace: &WorkspaceId, sealed: &SealedSecret) -> Result<()> {
        secret::put(&*self.pool.write().await?, workspace, sealed).await
    }

    async fn secrets(&self, workspace: &WorkspaceId) -> Result<Vec<SealedSecret>> {
        secret::all(&*self.pool.read().await?, workspace).await
    }

    async fn audit(
        &self,
        workspace: &WorkspaceId,
        staff: Option<&StaffId>,
        what: &str,
        about: &str,
        now: UnixMillis,
    ) -> Result<()> {
        audit::insert(
            &*self.pool.write().await?,
            workspace,
            staff,
            what,
            about,
            now,
        )
        .await
    }

    async fn setting(&self, name: &str) -> Result<Option<String>> {
        setting::get(&*self.pool.read().await?, name).await
    }

    async fn keep_setting(&self, name: &str, value: &str) -> Result<String> {
        setting::keep(&*self.pool.write().await?, name, value).await
    }

    async fn put_setting(&self, name: &str, value: &str) -> Result<()> {
        setting::put(&*self.pool.write().await?, name, value).await
    }

    async fn tell(&self, words: &str) -> Result<()> {
        nodes::tell(&*self.pool.write().await?, &self.node, words).await
    }

    async fn hear(&self) -> Result<Option<mpsc::Receiver<Heard>>> {
        nodes::hear(self.pool.config().clone(), self.node.clone())
            .await
            .map(Some)
    }

    async fn clock(&self) -> Result<Option<UnixMillis>> {
        let conn = self.pool.read().await?;
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let now = row(&conn, sql, &[]).await?;
        Ok(now.map(|now| now.try_get(0).map(UnixMillis)).transpose()?)
    }

    async fn tend(&self) -> Result<()> {
        tend::tend(&*self.pool.write().await?).await
    }

    async fn waiting_hotels(&self) -> Result<Vec<WorkspaceId>> {
        envelope::waiting_hotels(&*self.pool.read().await?, &self.node).await
    }

    async fn rows(
        &self,
        table: &'static Table,
        after: Option<&Row>,
        limit: usize,
    ) -> Result<Vec<Row>> {
        rows::page(&*self.pool.read().await?, table, after, limit).await
    }

    async fn put_rows(&self, table: &'static Table, rows: &[Row]) -> Result<()> {
        rows::put(&*self.pool.write().await?, table, rows).await
    }

    async fn scrub(&self) -> Result<bool> {
        // A connection of its own, given up afterwards: no other statement may run without a limit.
        let conn = deadpool_postgres::Object::take(self.pool.write().await?);
        conn.batch_execute("SET statement_timeout = 0").await?;
        for table in SCRUBBED {
            conn.batch_execute(&format!("VACUUM {table}")).await?;
        }
        Ok(true)
    }

    async fn close(&self) -> Result<()> {
        envelope::give_back(&*self.pool.write().await?, &self.node).await?;
        self.pool.close();
        Ok(())
    }
}
