//! From a bearer token to a person: who, on which device, with which scopes.

use crate::auth::codes::sha256_hex;
use domain::access;
use domain::id::{DeviceId, RecordId, StaffId, WorkspaceId};
use domain::record::{Kind, Scope};
use domain::staff::Staff;
use domain::time::{MINUTE, UnixMillis};
use std::collections::BTreeSet;
use std::time::Duration;
use store::Store;
use store::error::StoreError;
use store::model::{Device, Record};

/// A signed-in person as of one reading of their record.
#[derive(Debug, Clone)]
pub struct Person {
    /// Which hotel.
    pub workspace: WorkspaceId,
    /// Who.
    pub id: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// sha256 of the token, to ask again whether the device is still welcome.
    pub token_hash: String,
    /// Their record.
    pub staff: Staff,
    /// Number of the last change of their record.
    pub seq: u64,
    /// What they may see.
    pub scopes: BTreeSet<Scope>,
}

/// Why a token opens nothing. Each is a 401 with its own code.
#[derive(Debug, thiserror::Error)]
pub enum Unknown {
    /// No token, or not one of ours: lock and ask to sign in; keep everything.
    #[error("no such session")]
    Token,
    /// Revoked: the desk with this id wipes itself.
    #[error("the device was revoked")]
    Revoked(DeviceId),
    /// Not seen for too long: sign in again.
    #[error("the device was not used for too long")]
    Unused,
    /// Storage trouble: nothing is known about the token.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whose token this is.
///
/// # Errors
/// [`Unknown`].
pub async fn identify(
    store: &dyn Store,
    token_hash: &str,
    now: UnixMillis,
    unused: Duration,
) -> Result<Person, Unknown> {
    let device = store
        .device_by_token(token_hash)
        .await?
        .ok_or(Unknown::Token)?;
    welcome(&device, now, unused)?;
    if now.since(device.last_seen) >= MINUTE {
        store.touch_device(&device.id, now).await?;
    }
    let (staff, seq) = read_staff(store, &device.workspace, &device.staff)
        .await?
        .ok_or(Unknown::Token)?;
    Ok(Person {
        scopes: access::scopes(&device.staff, &staff),
        workspace: device.workspace,
        id: device.staff,
        device: device.id,
        token_hash: token_hash.to_owned(),
        staff,
        seq,
    })
}

/// Whether a device may still come in.
///
/// # Errors
/// [`Unknown::Revoked`] or [`Unknown::Unused`].
pub fn welcome(device: &Device, now: UnixMillis, unused: Duration) -> Result<(), Unknown> {
    if device.revoked_at.is_some() {
        return Err(Unknown::Revoked(device.id.clone()));
    }
    let silence = now.since(device.last_seen);
    if u128::try_from(silence).is_ok_and(|silence| silence > unused.as_millis()) {
        return Err(Unknown::Unused);
    }
    Ok(())
}

/// A person's record and its number; `None` if there is none that can be read.
///
/// # Errors
/// Storage trouble.
pub async fn read_staff(
    store: &dyn Store,
    workspace: &WorkspaceId,
    id: &StaffId,
) -> Result<Option<(Staff, u64)>, StoreError> {
    let ids = [RecordId::from(id)];
    let found = store.records(workspace, &Kind::Staff, &ids).await?;
    Ok(found.first().and_then(staff_of))
}

/// The colleague in a record, and its number; `None` if it cannot be read.
#[must_use]
pub fn staff_of(record: &Record) -> Option<(Staff, u64)> {
    Some((serde_json::from_str(&record.body).ok()?, record.seq))
}

/// The hash under which a token is kept.
#[must_use]
pub fn token_hash(token: &str) -> String {
    sha256_hex(token.as_bytes())
}
