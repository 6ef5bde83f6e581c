//! `chat list`, `chat add`, `chat set`.

use super::serve::start_failed;
use super::staff::{properties, workspace};
use super::{Stop, Words, failed, print};
use crate::app::{self, Tools};
use crate::chat::is_site;
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::engine::Entry;
use crate::ingress::IDENTITY_SECRET;
use crate::people;
use clap::ArgMatches;
use domain::channel::Channel;
use domain::connection::{Connection, ConnectionStatus};
use domain::id::ConnectionId;
use domain::record::Kind;
use fluent_bundle::FluentValue;
use std::sync::Arc;
use store::error::StoreError;
use zeroize::Zeroizing;

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
        "set" => set(words, matches, &tools).await,
        _ => list(words, &tools).await,
    };
    tools.close().await;
    said.and_then(|text| print(&text))
}

/// A chat as the list shows it.
struct Line {
    id: ConnectionId,
    body: Connection,
    property: String,
}

async fn list(words: &Words, tools: &Tools) -> Result<String, Stop> {
    let chats = chats(tools).await.map_err(|error| failed(words, &error))?;
    let mut lines = vec![words.say("chat-line-head")];
    for Line { id, body, property } in chats {
        let known = tools.registry.get(&id);
        let secret = match known.as_ref().and_then(|it| it.secret(IDENTITY_SECRET)) {
            Some(_) => words.say("chat-secret-set"),
            None => words.say("chat-secret-none"),
        };
        let values = [
            ("id", FluentValue::from(id.to_string())),
            ("name", body.name.into()),
            ("property", property.into()),
            ("status", body.status.to_string().into()),
            ("origins", body.origins.join(", ").into()),
            ("secret", secret.into()),
        ];
        lines.push(words.with("chat-line", &values));
    }
    Ok(lines.join("\n"))
}

async fn add(words: &Words, matches: &ArgMatches, tools: &Tools) -> Result<String, Stop> {
    let workspace = workspace(words, matches, tools).await?;
    let name = matches.get_one::<String>("name").map_or("", |it| it.trim());
    if !(1..=120).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(Stop::usage(words.say("staff-bad-name")));
    }
    let origins = origins(words, matches)?;
    let houses = properties(words, matches, tools, &workspace).await?;
    let Some(property) = houses.into_iter().next() else {
        return Err(Stop::failed(words.say("staff-no-hotel")));
    };
    let id = ConnectionId::new(tools.clock.new_id()).map_err(|error| failed(words, &error))?;
    let body = Connection {
        channel: Channel::LiveChat,
        property,
        name: name.to_owned(),
        status: ConnectionStatus::Connected,
        address: id.to_string(),
        account: None,
        display: None,
        greeting: None,
        origins,
        problem: None,
        active_conversations: 0,
        unknown: domain::Unknown::default(),
    };
    let entries = vec![Entry::Connection(id.clone(), body)];
    tools
        .engine
        .write_records(&workspace.id, entries)
        .await
        .map_err(|error| failed(words, &error))?;
    let now = tools.clock.now();
    let noted = async {
        tools.connections_changed().await?;
        let store = tools.store.as_ref();
        store
            .audit(&workspace.id, None, "add_chat", id.as_str(), now)
            .await
    };
    noted.await.map_err(|error| failed(words, &error))?;
    let values = [("name", name.into()), ("id", id.to_string().into())];
    Ok(words.with("chat-added", &values))
}

async fn set(words: &Words, matches: &ArgMatches, tools: &Tools) -> Result<String, Stop> {
    let wanted = matches.get_one::<String>("connection");
    let id = wanted.and_then(|it| ConnectionId::new(it.as_str()).ok());
    let known = id
        .and_then(|id| tools.registry.get(&id))
        .filter(|it| it.channel == Channel::LiveChat);
    let Some(known) = known else {
        let all = chats(tools).await.map_err(|error| failed(words, &error))?;
        let all: Vec<String> = all.iter().map(|it| it.id.to_string()).collect();
        let values = [
            ("id", wanted.map_or("", String::as_str).into()),
            ("all", all.join(", ").into()),
        ];
        return Err(Stop::usage(words.with("chat-unknown", &values)));
    };
    let origins = origins(words, matches)?;
    let secret = matches.get_one::<String>("identity-secret");
    let origins = (matches.get_flag("no-origins") || !origins.is_empty()).then_some(origins);
    if origins.is_none() && secret.is_none() {
        return Err(Stop::usage(words.say("chat-nothing")));
    }
    let value = ("id", FluentValue::from(known.id.to_string()));
    let (workspace, id) = (&known.workspace, &known.id);
    let mut said = Vec::new();
    if let Some(origins) = origins {
        let count = ("count", origins.len().into());
        tools
            .engine
            .set_origins(workspace, id, origins)
            .await
            .map_err(|error| failed(words, &error))?;
        said.push(words.with("chat-origins-set", &[value.clone(), count]));
    }
    if let Some(choice) = secret {
        let mut plain = Zeroizing::new(String::new());
        if choice == "new" {
            let mut bytes = Zeroizing::new([0_u8; 32]);
            getrandom::fill(bytes.as_mut_slice()).map_err(|error| failed(words, &error))?;
            *plain = hex::encode(bytes.as_slice());
        }
        // An empty secret is none.
        tools
            .registry
            .put_secret(workspace, id, IDENTITY_SECRET, &plain)
            .await
            .map_err(|error| failed(words, &error))?;
        said.push(if plain.is_empty() {
            words.with("chat-secret-forgotten", &[value])
        } else {
            let head = words.with("chat-secret-new", &[value]);
            format!("{head}\n\n    {}\n", plain.as_str())
        });
    }
    let now = tools.clock.now();
    let noted = async {
        tools.connections_changed().await?;
        let store = tools.store.as_ref();
        store
            .audit(workspace, None, "set_chat", id.as_str(), now)
            .await
    };
    noted.await.map_err(|error| failed(words, &error))?;
    Ok(said.join("\n"))
}

/// The sites that were given; the first that is none is said.
fn origins(words: &Words, matches: &ArgMatches) -> Result<Vec<String>, Stop> {
    let given = matches.get_many::<String>("origin").unwrap_or_default();
    let mut origins: Vec<String> = Vec::new();
    for origin in given {
        if !is_site(origin) {
            let value = ("origin", origin.as_str().into());
            return Err(Stop::usage(words.with("chat-bad-origin", &[value])));
        }
        if !origins.contains(origin) {
            origins.push(origin.clone());
        }
    }
    Ok(origins)
}

/// Every chat of every hotel here, by id.
async fn chats(tools: &Tools) -> Result<Vec<Line>, StoreError> {
    let store = tools.store.as_ref();
    let mut all = Vec::new();
    for workspace in store.workspaces().await? {
        let houses = people::all_properties(store, &workspace.id).await?;
        // A transaction that writes nothing: dropped, it rolls back.
        let mut tx = store.begin(&workspace.id, tools.clock.now()).await?;
        for record in tx.all(&Kind::Connection).await? {
            let Ok(body) = serde_json::from_str::<Connection>(&record.body) else {
                continue;
            };
            if body.channel != Channel::LiveChat {
                continue;
            }
            let house = houses.iter().find(|(id, _)| *id == body.property);
            let property = house.map_or_else(|| body.property.to_string(), |it| it.1.name.clone());
            let id = ConnectionId::from(record.id);
            all.push(Line { id, body, property });
        }
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}
