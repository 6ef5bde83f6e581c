//! Making people and hotels: the first owner, colleagues, their codes. Used by the API and the command line.

use crate::auth::codes::{NoRandomness, code_hash, new_code};
use crate::clock::Clock;
use crate::config::FirstProperty;
use crate::engine::{Engine, EngineError, Entry};
use domain::access::Role;
use domain::id::{InvalidId, PropertyId, RecordId, StaffId, WorkspaceId};
use domain::property::Property;
use domain::record::{Kind, Scope};
use domain::staff::{Presence, Staff};
use domain::time::UnixMillis;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::time::Duration;
use store::Store;
use store::error::StoreError;
use store::model::{Credential, HistoryQuery, Invitation, Workspace};

/// Purpose of the code that makes a hotel and its owner.
pub const OWNER: &str = "owner";
/// Purpose of a new colleague's code.
pub const INVITE: &str = "invite";
/// Purpose of a code for a forgotten password.
pub const RESET: &str = "reset";

/// Why somebody could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The engine.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// This e-mail works at the hotel already.
    #[error("already there")]
    Taken(String),
    /// A made id is none, which is our bug.
    #[error(transparent)]
    Id(#[from] InvalidId),
}

impl From<PeopleError> for crate::api::Failed {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Store(error) => error.into(),
            PeopleError::Engine(error) => error.into(),
            PeopleError::Random(error) => error.into(),
            PeopleError::Taken(_) | PeopleError::Id(_) => Self::internal(&error),
        }
    }
}

/// Who becomes the first owner.
#[derive(Debug, Clone)]
pub struct NewOwner {
    /// Full name.
    pub name: String,
    /// Lower case.
    pub email: String,
    /// The hotel's name, which is the first property's too.
    pub hotel: String,
}

/// Makes a hotel, its first property and its owner.
///
/// # Errors
/// [`PeopleError`]; a hotel without an owner may stay behind, and a new start prints a new code only for an empty relay.
pub async fn make_owner(
    store: &dyn Store,
    engine: &Engine,
    clock: &dyn Clock,
    owner: NewOwner,
    password_hash: String,
    first: &FirstProperty,
) -> Result<(WorkspaceId, StaffId), PeopleError> {
    let workspace = WorkspaceId::new(clock.new_id())?;
    let (staff, property) = (
        StaffId::new(clock.new_id())?,
        PropertyId::new(clock.new_id())?,
    );
    open_hotel(store, clock, &workspace, &owner.hotel, false).await?;
    let house = Property {
        name: owner.hotel,
        time_zone: first.time_zone.clone(),
        currency: first.currency.clone(),
        country: first.country.clone(),
        unknown: domain::Unknown::default(),
    };
    let person = Staff {
        name: owner.name,
        email: owner.email.clone(),
        role: Role::Owner,
        properties: vec![property.clone()],
        presence: Presence::Online,
        active: true,
        unknown: domain::Unknown::default(),
    };
    let entries = vec![
        Entry::Property(property, house),
        Entry::Staff(staff.clone(), person),
    ];
    engine.write_records(&workspace, entries).await?;
    let memberships = vec![(workspace.clone(), staff.clone())];
    store
        .put_credential(&Credential {
            email: owner.email,
            password_hash,
            memberships,
        })
        .await?;
    store
        .audit(
            &workspace,
            Some(&staff),
            "make_owner",
            staff.as_str(),
            clock.now(),
        )
        .await?;
    Ok((workspace, staff))
}

/// A new colleague.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Lower case.
    pub email: String,
    /// Full name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Where they work.
    pub properties: Vec<PropertyId>,
}

/// What a new colleague needs to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// A code, to choose a password with.
    NeedsCode,
    /// Nothing: the person has a password on this relay from another hotel.
    HasPassword,
}

/// Adds a colleague: record, credential, membership.
///
/// # Errors
/// [`PeopleError::Taken`] where this e-mail works at the hotel already.
pub async fn add_staff(
    store: &dyn Store,
    engine: &Engine,
    clock: &dyn Clock,
    workspace: &WorkspaceId,
    person: NewStaff,
) -> Result<Added, PeopleError> {
    let known = store.credential(&person.email).await?;
    let mut credential = known.unwrap_or_else(|| Credential {
        email: person.email.clone(),
        password_hash: String::new(),
        memberships: Vec::new(),
    });
    if credential.memberships.iter().any(|(id, _)| id == workspace) {
        return Err(PeopleError::Taken(person.email));
    }
    let id = StaffId::new(clock.new_id())?;
    let record = Staff {
        name: person.name,
        email: person.email,
        role: person.role,
        properties: person.properties,
        presence: Presence::Offline,
        active: true,
        unknown: domain::Unknown::default(),
    };
    engine
        .write_records(workspace, vec![Entry::Staff(id.clone(), record)])
        .await?;
    let has_password = !credential.password_hash.is_empty();
    credential.memberships.push((workspace.clone(), id.clone()));
    store.put_credential(&credential).await?;
    store
        .audit(workspace, None, "add_staff", id.as_str(), clock.now())
        .await?;
    Ok(if has_password {
        Added::HasPassword
    } else {
        Added::NeedsCode
    })
}

/// Everybody of a hotel, by e-mail.
///
/// # Errors
/// Storage trouble.
pub async fn all_staff(
    store: &dyn Store,
    workspace: &WorkspaceId,
) -> Result<Vec<(StaffId, Staff)>, StoreError> {
    let mut all: Vec<(StaffId, Staff)> = house_kind(store, workspace, Kind::Staff).await?;
    all.sort_by(|(_, a), (_, b)| a.email.cmp(&b.email));
    Ok(all)
}

/// Every house of a hotel, by name.
///
/// # Errors
/// Storage trouble.
pub async fn all_properties(
    store: &dyn Store,
    workspace: &WorkspaceId,
) -> Result<Vec<(PropertyId, Property)>, StoreError> {
    let mut all: Vec<(PropertyId, Property)> = house_kind(store, workspace, Kind::Property).await?;
    all.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    Ok(all)
}

/// All living records of a kind whose scope is the house; those that cannot be read are left out.
async fn house_kind<I: From<RecordId>, T: DeserializeOwned>(
    store: &dyn Store,
    workspace: &WorkspaceId,
    kind: Kind,
) -> Result<Vec<(I, T)>, StoreError> {
    let scopes = BTreeSet::from([Scope::house()]);
    let mut query = HistoryQuery {
        kind,
        parent: None,
        before: None,
        limit: 500,
    };
    let mut all = Vec::new();
    loop {
        let page = store.history(workspace, &scopes, &query).await?;
        query.before = page.last().map(|last| (last.at, last.id.clone()));
        let full = page.len() == query.limit;
        all.extend(page.into_iter().filter_map(|record| {
            Some((I::from(record.id), serde_json::from_str(&record.body).ok()?))
        }));
        if !full {
            return Ok(all);
        }
    }
}

/// Revokes every device of a person, at every hotel; their desks wipe themselves.
///
/// # Errors
/// Storage trouble.
pub async fn sign_out_everywhere(
    store: &dyn Store,
    clock: &dyn Clock,
    credential: &Credential,
) -> Result<(), StoreError> {
    for (workspace, staff) in &credential.memberships {
        for device in store.devices(workspace).await? {
            if device.staff == *staff {
                store
                    .revoke_device(workspace, &device.id, clock.now())
                    .await?;
            }
        }
    }
    Ok(())
}

/// An e-mail address as it is kept: trimmed, lower case; plausible (one @, a dot in the domain, at most 254 bytes).
#[must_use]
pub fn normal_email(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    domain::phone::mailto(&email).map(|_| email)
}

/// Adds a hotel to the store with a term of its own, so that its numbers have one from the first.
///
/// # Errors
/// Storage trouble.
pub async fn open_hotel(
    store: &dyn Store,
    clock: &dyn Clock,
    id: &WorkspaceId,
    name: &str,
    demo: bool,
) -> Result<(), StoreError> {
    let workspace = Workspace {
        id: id.clone(),
        name: name.to_owned(),
        demo,
    };
    store.create_workspace(&workspace).await?;
    if store.terms(id).await?.is_empty() {
        store.open_term(&new_term(clock), clock.now()).await?;
    }
    Ok(())
}

/// A random id of a term: it may stand in a cursor.
#[must_use]
pub fn new_term(clock: &dyn Clock) -> String {
    clock.new_id().replace('-', "")
}

/// Keeps a new code's hash and returns the code, to be shown once. `lasts` = `None`: good until used.
///
/// # Errors
/// [`PeopleError`].
pub async fn invite(
    store: &dyn Store,
    purpose: &str,
    email: &str,
    now: UnixMillis,
    lasts: Option<Duration>,
) -> Result<String, PeopleError> {
    let code = new_code()?;
    let millis = lasts.and_then(|lasts| i64::try_from(lasts.as_millis()).ok());
    let invitation = Invitation {
        code_hash: code_hash(&code).unwrap_or_default(),
        purpose: purpose.to_owned(),
        email: email.to_owned(),
        expires_at: millis.map_or(UnixMillis(i64::MAX), |millis| now.plus(millis)),
    };
    store.put_invitation(&invitation).await?;
    Ok(code)
}
