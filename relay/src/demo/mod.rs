//! The demo hotel (DESIGN 7): *Hotel Miralva*, two properties, five colleagues, a real week of conversations.
//!
//! What it holds is written down in `*.toml`; dates are relative to the day of loading, in Lisbon time. Ids are fixed, so
//! loading again, also after a load that broke off, changes nothing that stands already.

mod build;
mod records;
mod script;
mod time;

use crate::app::Tools;
use crate::auth::password::{HashFailed, Passwords};
use crate::engine::{EngineError, Entry};
use crate::media::MediaError;
use crate::people;
use crate::secrets::KeyError;
use build::World;
use bytes::Bytes;
use domain::access::Role;
use domain::id::{InvalidId, WorkspaceId};
use script::{FILES, Script};
use store::error::StoreError;
use store::model::Credential;

/// Its name.
pub const HOTEL: &str = "Hotel Miralva";
/// Everybody's password.
pub const PASSWORD: &str = "bellhop-demo";
/// Its id.
pub const WORKSPACE: &str = "miralva";

/// Store setting that says that a load has ended.
const LOADED: &str = "demo_loaded";

/// What loading did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// It is there now.
    New,
    /// It was there.
    There,
}

/// Why the demo hotel was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The store holds another hotel.
    #[error("the store holds {0}")]
    OtherHotel(String),
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The engine.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Hashing.
    #[error(transparent)]
    Hash(#[from] HashFailed),
    /// Files.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// Sealing.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// What is written down makes no sense, which a test rules out.
    #[error("the demo script: {0}")]
    Script(String),
}

impl From<InvalidId> for DemoError {
    fn from(error: InvalidId) -> Self {
        Self::Script(error.to_string())
    }
}

/// A colleague of the demo hotel.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    /// E-mail to sign in with.
    pub email: String,
    /// Role.
    pub role: Role,
}

/// Who can sign in to the demo hotel.
///
/// # Errors
/// [`DemoError::Script`].
pub fn people() -> Result<Vec<DemoPerson>, DemoError> {
    let staff = Script::read()?.staff;
    Ok(staff
        .into_iter()
        .map(|it| DemoPerson {
            email: it.email,
            role: it.role,
        })
        .collect())
}

/// Loads the demo hotel into an empty store; where it is already nothing changes.
///
/// # Errors
/// [`DemoError::OtherHotel`] where another hotel is; nothing is changed then.
pub async fn load(tools: &Tools) -> Result<Loaded, DemoError> {
    let store = tools.store.as_ref();
    let workspace = WorkspaceId::new(WORKSPACE)?;
    let there = store.workspaces().await?;
    if let Some(other) = there.iter().find(|it| it.id != workspace || !it.demo) {
        return Err(DemoError::OtherHotel(other.name.clone()));
    }
    if store.setting(LOADED).await?.is_some() {
        return Ok(Loaded::There);
    }
    let script = Script::read()?;
    let now = tools.clock.now();
    let world = World::build(&script, now)?;
    people::open_hotel(store, tools.clock.as_ref(), &workspace, HOTEL, true).await?;
    for (_, bytes) in FILES {
        tools.media.put(Bytes::from_static(bytes)).await?;
    }
    // In the order in which things refer to each other; a number holds at most 500 records.
    for entries in world.entries {
        tools.engine.write_records(&workspace, entries).await?;
    }
    for connection in &script.connection {
        for (kind, plain) in &connection.secrets {
            tools
                .registry
                .put_secret(&workspace, &connection.id, kind, plain)
                .await?;
        }
    }
    sign_ins(tools, &workspace, &script).await?;
    store.put_setting(LOADED, &now.0.to_string()).await?;
    Ok(Loaded::New)
}

async fn sign_ins(
    tools: &Tools,
    workspace: &WorkspaceId,
    script: &Script,
) -> Result<(), DemoError> {
    // One hash for all: the password is public, and hashing five times helps nobody.
    let password_hash = Passwords::default().hash(PASSWORD.to_owned()).await?;
    for person in &script.staff {
        let credential = Credential {
            email: person.email.clone(),
            password_hash: password_hash.clone(),
            memberships: vec![(workspace.clone(), person.id.clone())],
        };
        tools.store.put_credential(&credential).await?;
    }
    Ok(())
}

/// Everything of the demo hotel, as of `now`, in the order of writing. For tests of what is written down.
///
/// # Errors
/// [`DemoError::Script`].
pub fn entries(now: domain::time::UnixMillis) -> Result<Vec<Entry>, DemoError> {
    let world = World::build(&Script::read()?, now)?;
    Ok(world.entries.into_iter().flatten().collect())
}
