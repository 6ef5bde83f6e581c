//! Who is signed in, as the window shows it.

use crate::api::session::{Me, PropertyRef};
use crate::session::{Session, lock};
use cache::Reader;
use domain::access::{Permission, may};
use domain::property::Property;

pub(crate) fn me(session: &Session, reader: &Reader<'_>) -> cache::Result<Me> {
    let staff = session.staff(reader)?;
    let meta = lock(&session.meta).clone();
    let mut properties: Vec<PropertyRef> = reader
        .all::<Property>()?
        .into_iter()
        .filter(|row| staff.properties.is_empty() || staff.properties.contains(&row.id))
        .map(|row| PropertyRef {
            id: row.id.to_string(),
            name: row.body.name,
            time_zone: row.body.time_zone,
            currency: row.body.currency,
        })
        .collect();
    // The order in which the person's own record lists them.
    properties.sort_by_key(|property| {
        let place = staff
            .properties
            .iter()
            .position(|id| id.as_str() == property.id);
        (place.unwrap_or(usize::MAX), property.id.clone())
    });
    let permissions = Permission::ALL.iter().filter(|p| may(&staff.role, **p));
    Ok(Me {
        id: session.me.to_string(),
        initials: staff.initials(),
        name: staff.name,
        email: staff.email,
        role: staff.role.as_str().to_owned(),
        permissions: permissions.map(|p| p.as_str().to_owned()).collect(),
        presence: staff.presence.as_str().to_owned(),
        workspace: meta.workspace.name,
        relay: meta.relay,
        device: meta.device,
        time_zone: properties
            .first()
            .map_or_else(|| "UTC".to_owned(), |p| p.time_zone.clone()),
        properties,
    })
}
