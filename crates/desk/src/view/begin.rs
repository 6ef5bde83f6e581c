//! Whom a conversation can be begun with, and over which accounts (SPEC 195).

use super::{View, beginning};
use crate::api::begin::{Account, WriteTo};
use domain::access::{Permission, may};
use domain::begin::{is_reachable, may_write_first};
use domain::connection::{Connection, ConnectionStatus};
use domain::id::PropertyId;
use domain::phone;
use domain::property::Property;

/// Guests offered.
const MOST: u32 = 30;
/// Longer texts are cut.
const LONGEST: usize = 200;

/// Guests by name or number, by name; then the number itself, at each house where it is nobody's.
pub(crate) fn write_to(view: &View<'_, '_>, text: &str) -> cache::Result<Vec<WriteTo>> {
    if !may(&view.role, Permission::ViewContacts) {
        return Ok(Vec::new());
    }
    let text = beginning(text.trim(), LONGEST);
    let accounts = accounts(view)?;
    let of_house = |property: &PropertyId| -> Vec<Account> {
        let own = accounts.iter().filter(|it| it.body.property == *property);
        own.map(account).collect()
    };
    let houses = view.reader.all::<Property>()?;
    let house = |id: &PropertyId| {
        let found = houses.iter().find(|row| row.id == *id);
        found.map(|row| row.body.name.clone()).unwrap_or_default()
    };
    let mut found = Vec::new();
    for guest in view.reader.search_contacts(&text, MOST)? {
        let (id, guest) = (guest.id, guest.body);
        let reaches = |it: &&cache::Row<Connection>| is_reachable(&guest, &it.body.channel);
        let reach = accounts.iter().filter(reaches);
        if reach.count() == 0 {
            continue;
        }
        found.push(WriteTo {
            contact: Some(id.to_string()),
            shown: guest.phone.as_deref().map(phone::format_international),
            phone: None,
            house: house(&guest.property),
            accounts: of_house(&guest.property),
            property: guest.property.to_string(),
            name: guest.name,
        });
    }
    for row in &houses {
        let number = phone::normalize(&text, Some(&row.body.country));
        let own = of_house(&row.id);
        let Some(number) = number.filter(|_| !own.is_empty()) else {
            continue;
        };
        let shown = phone::format_international(&number);
        let taken = found
            .iter()
            .any(|it| it.property == row.id.as_str() && it.shown.as_ref() == Some(&shown));
        if !taken {
            found.push(WriteTo {
                contact: None,
                name: String::new(),
                phone: Some(number),
                shown: Some(shown),
                property: row.id.to_string(),
                house: row.body.name.clone(),
                accounts: own,
            });
        }
    }
    Ok(found)
}

/// What can write first: accounts that work, then those in trouble, by name.
fn accounts(view: &View<'_, '_>) -> cache::Result<Vec<cache::Row<Connection>>> {
    let mut all = view.reader.all::<Connection>()?;
    all.retain(|row| {
        may_write_first(&row.body.channel) && row.body.status != ConnectionStatus::Disconnected
    });
    all.sort_by_key(|row| {
        let works = row.body.status == ConnectionStatus::Connected;
        (!works, row.body.name.to_lowercase(), row.id.clone())
    });
    Ok(all)
}

fn account(row: &cache::Row<Connection>) -> Account {
    Account {
        connection: row.id.to_string(),
        name: row.body.name.clone(),
        display: row.body.display.clone(),
    }
}
