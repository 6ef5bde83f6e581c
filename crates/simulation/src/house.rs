//! The hotel that every run begins with: two properties, three colleagues, a WhatsApp number each.

use crate::meta::SECRET;
use anyhow::{Result, anyhow};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use domain::access::Role;
use domain::channel::Channel;
use domain::connection::{Connection, ConnectionStatus};
use domain::id::{ConnectionId, PropertyId, StaffId, WorkspaceId};
use domain::property::Property;
use domain::staff::{Presence, Staff};
use relay::app::Tools;
use relay::engine::Entry;
use relay::ingress::{ACCESS_TOKEN, APP_SECRET, VERIFY_TOKEN};
use relay::people;
use store::model::Credential;
use testkit::whatsapp::Account;

/// Everybody's password.
pub(crate) const PASSWORD: &str = "simulated-password";

/// Who works here, with their role and whether they work at the first, the second or both properties.
pub(crate) const STAFF: [(&str, Role, &[&str]); 3] = [
    ("ines", Role::Manager, &["lisbon", "beach"]),
    ("tomas", Role::Agent, &["lisbon", "beach"]),
    ("bruno", Role::Agent, &["beach"]),
];

pub(crate) fn workspace() -> Result<WorkspaceId> {
    Ok(WorkspaceId::new("house")?)
}

pub(crate) fn email(name: &str) -> String {
    format!("{name}@house.example")
}

/// A colleague's record.
pub(crate) fn staff(name: &str, role: Role, properties: &[&str]) -> Result<Entry> {
    let properties = properties.iter().map(|it| PropertyId::new(*it));
    let body = Staff {
        name: format!("{name} of the house"),
        email: email(name),
        role,
        properties: properties.collect::<Result<_, _>>()?,
        presence: Presence::Online,
        active: true,
        unknown: domain::Unknown::default(),
    };
    Ok(Entry::Staff(StaffId::new(name)?, body))
}

/// Writes it into an empty relay.
pub(crate) async fn build(tools: &Tools) -> Result<()> {
    let workspace = workspace()?;
    let store = tools.store.as_ref();
    people::open_hotel(store, tools.clock.as_ref(), &workspace, "House", false).await?;
    let mut entries = Vec::new();
    let accounts = [("lisbon", Account::lisbon()), ("beach", Account::beach())];
    for (name, account) in &accounts {
        let property = PropertyId::new(*name)?;
        let house = Property {
            name: format!("House {name}"),
            time_zone: "Europe/Lisbon".to_owned(),
            currency: "EUR".to_owned(),
            country: "PT".to_owned(),
            unknown: domain::Unknown::default(),
        };
        entries.push(Entry::Property(property.clone(), house));
        let connection = Connection {
            channel: Channel::WhatsApp,
            property,
            name: (*name).to_owned(),
            status: ConnectionStatus::Connected,
            address: account.phone_number_id.clone(),
            account: Some(account.waba.clone()),
            display: None,
            greeting: None,
            origins: Vec::new(),
            problem: None,
            active_conversations: 0,
            unknown: domain::Unknown::default(),
        };
        entries.push(Entry::Connection(ConnectionId::new(*name)?, connection));
    }
    for (name, role, properties) in &STAFF {
        entries.push(staff(name, role.clone(), properties)?);
    }
    tools.engine.write_records(&workspace, entries).await?;
    for (name, _) in &accounts {
        let connection = ConnectionId::new(*name)?;
        for kind in [APP_SECRET, VERIFY_TOKEN, ACCESS_TOKEN] {
            let registry = &tools.registry;
            registry
                .put_secret(&workspace, &connection, kind, SECRET)
                .await?;
        }
    }
    let password_hash = cheap_hash()?;
    for (name, ..) in &STAFF {
        let credential = Credential {
            email: email(name),
            password_hash: password_hash.clone(),
            memberships: vec![(workspace.clone(), StaffId::new(*name)?)],
        };
        store.put_credential(&credential).await?;
    }
    Ok(())
}

/// A hash that costs nothing: what a password withstands is not simulated.
fn cheap_hash() -> Result<String> {
    let params = Params::new(8, 1, 1, None).map_err(|error| anyhow!("{error}"))?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = hasher
        .hash_password(PASSWORD.as_bytes())
        .map_err(|error| anyhow!("{error}"))?;
    let hash: argon2::password_hash::phc::PasswordHash = hash;
    Ok(hash.to_string())
}
