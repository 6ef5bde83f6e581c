//! `staff add`, `staff list`, `staff reset`.

use super::serve::start_failed;
use super::{Stop, Words, failed, print};
use crate::app::{self, Tools};
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::people::{self, Added, NewStaff, PeopleError};
use clap::ArgMatches;
use domain::access::Role;
use domain::id::PropertyId;
use fluent_bundle::FluentValue;
use std::sync::Arc;
use store::model::Workspace;

pub(super) async fn run(
    words: &Words,
    name: &str,
    matches: &ArgMatches,
    settings: Settings,
) -> Result<(), Stop> {
    let place = settings.server.clone();
    let tools = app::open_tools(&settings, Arc::new(SystemClock))
        .await
        .map_err(|error| start_failed(words, &place, &error))?;
    let said = match name {
        "add" => add(words, matches, &tools).await,
        "reset" => reset(words, matches, &tools).await,
        _ => list(words, matches, &tools).await,
    };
    tools.close().await;
    said.and_then(|text| print(&text))
}

async fn add(words: &Words, matches: &ArgMatches, tools: &Tools) -> Result<String, Stop> {
    let workspace = workspace(words, matches, tools).await?;
    let (email, name) = (text(matches, "email"), text(matches, "name"));
    let email = people::normal_email(&email)
        .ok_or_else(|| Stop::usage(words.with("staff-bad-email", &[("email", email.into())])))?;
    let name = name.trim().to_owned();
    if !(1..=120).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(Stop::usage(words.say("staff-bad-name")));
    }
    let person = NewStaff {
        email: email.clone(),
        name: name.clone(),
        role: Role::from_text(&text(matches, "role")),
        properties: properties(words, matches, tools, &workspace).await?,
    };
    let store = tools.store.as_ref();
    let added = people::add_staff(
        store,
        &tools.engine,
        tools.clock.as_ref(),
        &workspace.id,
        person,
    )
    .await
    .map_err(|error| people_failed(words, error))?;
    let days = days(tools);
    let values = [
        ("name", name.into()),
        ("email", email.clone().into()),
        ("days", days),
    ];
    match added {
        Added::HasPassword => Ok(words.with("staff-has-password", &values)),
        Added::NeedsCode => {
            let code = code(words, tools, people::INVITE, &email).await?;
            Ok(format!(
                "{}\n\n    {code}\n",
                words.with("staff-added", &values)
            ))
        }
    }
}

async fn reset(words: &Words, matches: &ArgMatches, tools: &Tools) -> Result<String, Stop> {
    let typed = text(matches, "email");
    let email = people::normal_email(&typed).unwrap_or(typed);
    let credential = tools
        .store
        .credential(&email)
        .await
        .map_err(|error| failed(words, &error))?;
    let Some(credential) = credential else {
        return Err(Stop::failed(
            words.with("staff-unknown", &[("email", email.into())]),
        ));
    };
    if matches.get_flag("sign-out") {
        people::sign_out_everywhere(tools.store.as_ref(), tools.clock.as_ref(), &credential)
            .await
            .map_err(|error| failed(words, &error))?;
    }
    let code = code(words, tools, people::RESET, &email).await?;
    let values = [("email", email.into()), ("days", days(tools))];
    Ok(format!(
        "{}\n\n    {code}\n",
        words.with("staff-code", &values)
    ))
}

async fn list(words: &Words, matches: &ArgMatches, tools: &Tools) -> Result<String, Stop> {
    let workspace = workspace(words, matches, tools).await?;
    let store = tools.store.as_ref();
    let read = async {
        let staff = people::all_staff(store, &workspace.id).await?;
        let houses = people::all_properties(store, &workspace.id).await?;
        let devices = store.devices(&workspace.id).await?;
        Ok::<_, store::error::StoreError>((staff, houses, devices))
    };
    let (staff, houses, devices) = read.await.map_err(|error| failed(words, &error))?;
    let mut lines = vec![words.say("staff-line-head")];
    for (id, person) in staff {
        let names: Vec<&str> = houses
            .iter()
            .filter(|(house, _)| person.properties.contains(house))
            .map(|(_, house)| house.name.as_str())
            .collect();
        let count = devices.iter().filter(|device| device.staff == id).count();
        let role = if person.active {
            person.role.to_string()
        } else {
            words.say("staff-off")
        };
        let values = [
            ("email", FluentValue::from(person.email)),
            ("name", person.name.into()),
            ("role", role.into()),
            ("properties", names.join(", ").into()),
            ("devices", count.into()),
        ];
        lines.push(words.with("staff-line", &values));
    }
    Ok(lines.join("\n"))
}

pub(super) async fn workspace(
    words: &Words,
    matches: &ArgMatches,
    tools: &Tools,
) -> Result<Workspace, Stop> {
    let mut all = tools
        .store
        .workspaces()
        .await
        .map_err(|error| failed(words, &error))?;
    if let Some(id) = matches.get_one::<String>("workspace") {
        let found = all.into_iter().find(|it| it.id.as_str() == id);
        return found.ok_or_else(|| {
            Stop::usage(words.with("staff-no-workspace", &[("id", id.as_str().into())]))
        });
    }
    if all.len() > 1 {
        let list: Vec<String> = all
            .iter()
            .map(|it| format!("\n  {}  {}", it.id, it.name))
            .collect();
        return Err(Stop::usage(words.say("staff-which-hotel") + &list.concat()));
    }
    all.pop()
        .ok_or_else(|| Stop::failed(words.say("staff-no-hotel")))
}

pub(super) async fn properties(
    words: &Words,
    matches: &ArgMatches,
    tools: &Tools,
    workspace: &Workspace,
) -> Result<Vec<PropertyId>, Stop> {
    let all = people::all_properties(tools.store.as_ref(), &workspace.id)
        .await
        .map_err(|error| failed(words, &error))?;
    let Some(wanted) = matches.get_many::<String>("property") else {
        return Ok(all.into_iter().map(|(id, _)| id).collect());
    };
    let mut chosen = Vec::new();
    for wanted in wanted {
        let fits = |name: &str| name.to_lowercase() == wanted.to_lowercase();
        let found = all
            .iter()
            .find(|(id, house)| fits(id.as_str()) || fits(&house.name));
        let Some((id, _)) = found else {
            let list: Vec<String> = all
                .iter()
                .map(|(id, house)| format!("{} ({id})", house.name))
                .collect();
            let values = [
                ("property", wanted.as_str().into()),
                ("all", list.join(", ").into()),
            ];
            return Err(Stop::usage(words.with("staff-no-property", &values)));
        };
        chosen.push(id.clone());
    }
    Ok(chosen)
}

async fn code(words: &Words, tools: &Tools, purpose: &str, email: &str) -> Result<String, Stop> {
    let lasts = Some(tools.settings.sessions.invitation);
    people::invite(
        tools.store.as_ref(),
        purpose,
        email,
        tools.clock.now(),
        lasts,
    )
    .await
    .map_err(|error| people_failed(words, error))
}

fn people_failed(words: &Words, error: PeopleError) -> Stop {
    match error {
        PeopleError::Taken(email) => {
            Stop::failed(words.with("staff-taken", &[("email", email.into())]))
        }
        other => failed(words, &other),
    }
}

fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one::<String>(name).cloned().unwrap_or_default()
}

fn days(tools: &Tools) -> FluentValue<'static> {
    FluentValue::from(tools.settings.sessions.invitation.as_secs() / 86_400)
}
