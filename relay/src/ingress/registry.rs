//! Connections with their secrets, in memory: what a webhook is checked against and a delivery signs in with.

use crate::secrets::{self, KeyError};
use domain::channel::Channel;
use domain::connection::Connection;
use domain::id::{ConnectionId, PropertyId, WorkspaceId};
use domain::record::Kind;
use secrecy::{ExposeSecret, SecretString};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use store::Store;
use store::error::StoreError;
use store::secret::{KeyRing, SecretError};

/// Kind of the secret that signs webhooks.
pub const APP_SECRET: &str = "app_secret";
/// Kind of the token of the verification GET.
pub const VERIFY_TOKEN: &str = "verify_token";
/// Kind of the bearer token of deliveries.
pub const ACCESS_TOKEN: &str = "access_token";

/// Kind of the secret under which the hotel's own site proves who a visitor is.
pub const IDENTITY_SECRET: &str = "identity_secret";
/// Kind of the key that visitors' tokens are hashed with; made by the relay.
pub const VISITOR_KEY: &str = "visitor_key";

/// A connection as webhooks and deliveries see it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Which hotel.
    pub workspace: WorkspaceId,
    /// Which.
    pub id: ConnectionId,
    /// Whose guests write here.
    pub property: PropertyId,
    /// Which channel.
    pub channel: Channel,
    /// WhatsApp's phone number id.
    pub address: String,
    /// WABA id.
    pub account: Option<String>,
    /// The sites that may show its chat.
    pub origins: Vec<String>,
    secrets: HashMap<String, SecretString>,
}

impl Known {
    /// A secret by kind; an empty one is none.
    #[must_use]
    pub fn secret(&self, kind: &str) -> Option<&str> {
        self.secrets
            .get(kind)
            .map(ExposeSecret::expose_secret)
            .filter(|secret| !secret.is_empty())
    }
}

/// All connections of all hotels. Cheap to clone; every clone is the same registry.
#[derive(Clone)]
pub struct ConnectionRegistry {
    store: Arc<dyn Store>,
    keys: Arc<KeyRing>,
    known: Arc<RwLock<HashMap<ConnectionId, Arc<Known>>>>,
}

impl ConnectionRegistry {
    /// Reads everything. A secret that does not open is absent: its connection refuses webhooks, the relay starts all the same.
    ///
    /// # Errors
    /// The database.
    pub async fn load(store: Arc<dyn Store>, keys: KeyRing) -> Result<Self, StoreError> {
        let registry = Self {
            store,
            keys: Arc::new(keys),
            known: Arc::default(),
        };
        for workspace in registry.store.workspaces().await? {
            registry.refresh(&workspace.id).await?;
        }
        Ok(registry)
    }

    /// Reads one hotel's connections again; called after connections or secrets were written.
    ///
    /// # Errors
    /// The database; what was known stays.
    pub async fn refresh(&self, workspace: &WorkspaceId) -> Result<(), StoreError> {
        let sealed = self.store.secrets(workspace).await?;
        // An engine transaction that writes nothing: dropped, it rolls back.
        let now = domain::time::UnixMillis::default();
        let records = self
            .store
            .begin(workspace, now)
            .await?
            .all(&Kind::Connection)
            .await?;
        let mut fresh: HashMap<ConnectionId, Known> = HashMap::new();
        for record in records {
            let Ok(body) = serde_json::from_str::<Connection>(&record.body) else {
                tracing::error!(connection.id = %record.id, "connection {} cannot be read", record.id);
                continue;
            };
            let id = ConnectionId::from(record.id);
            let known = Known {
                workspace: workspace.clone(),
                id: id.clone(),
                property: body.property,
                channel: body.channel,
                address: body.address,
                account: body.account,
                origins: body.origins,
                secrets: HashMap::new(),
            };
            fresh.insert(id, known);
        }
        for secret in &sealed {
            let known = ConnectionId::new(secret.connection.as_str()).ok();
            let Some(known) = known.and_then(|id| fresh.get_mut(&id)) else {
                continue;
            };
            match self.open(workspace, secret) {
                Some(plain) => {
                    known.secrets.insert(secret.kind.clone(), plain);
                }
                None => tracing::error!(
                    connection.id = %known.id, kind = secret.kind,
                    "a secret of connection {} does not open", known.id
                ),
            }
        }
        let mut all = self.known.write().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, known| known.workspace != *workspace);
        all.extend(fresh.into_iter().map(|(id, known)| (id, Arc::new(known))));
        Ok(())
    }

    /// Seals and keeps a secret ([`APP_SECRET`], [`VERIFY_TOKEN`], [`ACCESS_TOKEN`]); in force at once.
    ///
    /// # Errors
    /// No random bytes, or the database.
    pub async fn put_secret(
        &self,
        workspace: &WorkspaceId,
        connection: &ConnectionId,
        kind: &str,
        plain: &str,
    ) -> Result<(), KeyError> {
        let nonce = secrets::nonce()?;
        let sealed = self
            .keys
            .seal(
                workspace,
                connection.as_str(),
                kind,
                plain.as_bytes(),
                nonce,
            )
            .map_err(|error: SecretError| StoreError::Bug(error.to_string()))?;
        self.store.put_secret(workspace, &sealed).await?;
        Ok(self.refresh(workspace).await?)
    }

    /// A connection by id.
    #[must_use]
    pub fn get(&self, id: &ConnectionId) -> Option<Arc<Known>> {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(id)
            .cloned()
    }

    /// The connections of Meta's channels, in order of id.
    #[must_use]
    pub fn meta(&self) -> Vec<Arc<Known>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<Arc<Known>> = known
            .values()
            .filter(|it| is_meta(&it.channel))
            .cloned()
            .collect();
        all.sort_by(|a, b| (&a.workspace, &a.id).cmp(&(&b.workspace, &b.id)));
        all
    }

    fn open(
        &self,
        workspace: &WorkspaceId,
        secret: &store::model::SealedSecret,
    ) -> Option<SecretString> {
        let plain = self.keys.open(workspace, secret).ok()?;
        let text = std::str::from_utf8(&plain).ok()?;
        Some(SecretString::from(text.to_owned()))
    }
}

fn is_meta(channel: &Channel) -> bool {
    matches!(
        channel,
        Channel::WhatsApp | Channel::Instagram | Channel::Messenger
    )
}
