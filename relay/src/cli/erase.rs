//! `erase`: a guest is removed for ever, also while the relay runs.

use super::serve::start_failed;
use super::staff::workspace;
use super::{Stop, Words, failed, print};
use crate::app::{self, Tools};
use crate::clock::SystemClock;
use crate::config::Settings;
use clap::ArgMatches;
use domain::contact::Contact;
use domain::id::{ContactId, WorkspaceId};
use domain::phone;
use domain::record::Kind;
use std::io::BufRead as _;
use std::sync::Arc;
use store::model::Record;

/// Guests read together.
const PAGE: usize = 500;

pub(super) async fn run(
    words: &Words,
    matches: &ArgMatches,
    settings: Settings,
) -> Result<(), Stop> {
    let place = settings.server.clone();
    let tools = app::open_tools(&settings, Arc::new(SystemClock))
        .await
        .map_err(|error| start_failed(words, &place, &error))?;
    let done = erase(words, matches, &tools).await;
    tools.close().await;
    done
}

async fn erase(words: &Words, matches: &ArgMatches, tools: &Tools) -> Result<(), Stop> {
    let hotel = workspace(words, matches, tools).await?.id;
    let text = |name: &str| matches.get_one::<String>(name).map_or("", |it| it.trim());
    let unknown = || Stop::failed(words.say("erase-unknown"));
    let (id, name) = match text("contact") {
        "" => by_phone(words, tools, &hotel, text("phone")).await?,
        id => {
            let id = ContactId::new(id).map_err(|_| unknown())?;
            let found = tools
                .store
                .records(&hotel, &Kind::Contact, &[(&id).into()])
                .await
                .map_err(|error| failed(words, &error))?;
            let name = found.first().map(name_of).ok_or_else(unknown)?;
            (id, name)
        }
    };
    let asked = [("name", name.into()), ("id", id.to_string().into())];
    if !matches.get_flag("yes") && !agreed(words, &words.with("erase-question", &asked))? {
        return Err(Stop::failed(words.say("erase-not")));
    }
    let erased = tools.engine.erase(&hotel, &id).await;
    if !erased.map_err(|error| failed(words, &error))? {
        return Err(unknown());
    }
    print(&words.with("erase-done", &[("id", id.to_string().into())]))?;
    let runner = app::runner(tools).map_err(|error| failed(words, &error))?;
    match runner.finish_erasures().await {
        Ok(()) => print(&words.say("erase-files-done")),
        // The relay that runs goes on with it, or the next start.
        Err(error) => {
            let values = [("error", error.to_string().into())];
            print(&words.with("erase-files-later", &values))
        }
    }
}

/// True for "yes" and nothing else.
fn agreed(words: &Words, question: &str) -> Result<bool, Stop> {
    print(question)?;
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| failed(words, &error))?;
    Ok(line.trim().eq_ignore_ascii_case(&words.say("erase-agreed")))
}

fn name_of(record: &Record) -> String {
    serde_json::from_str::<Contact>(&record.body).map_or_else(|_| String::new(), |it| it.name)
}

/// The one guest with this number; the same person may be one at each house, and then the id says which.
async fn by_phone(
    words: &Words,
    tools: &Tools,
    hotel: &WorkspaceId,
    number: &str,
) -> Result<(ContactId, String), Stop> {
    let Some(number) = phone::normalize(number, None) else {
        return Err(Stop::usage(words.say("erase-bad-phone")));
    };
    let spellings = phone::variants(&number);
    let mut found: Vec<(ContactId, String)> = Vec::new();
    for (id, guest) in contacts(tools, hotel)
        .await
        .map_err(|error| failed(words, &error))?
    {
        if guest
            .phone
            .as_ref()
            .is_some_and(|it| spellings.contains(it))
        {
            found.push((id, guest.name));
        }
    }
    match found.len() {
        0 => Err(Stop::failed(words.say("erase-unknown"))),
        1 => Ok(found.remove(0)),
        _ => {
            let ids: Vec<String> = found.iter().map(|(id, _)| id.to_string()).collect();
            let values = [("all", ids.join(", ").into())];
            Err(Stop::usage(words.with("erase-several", &values)))
        }
    }
}

async fn contacts(
    tools: &Tools,
    hotel: &WorkspaceId,
) -> Result<Vec<(ContactId, Contact)>, store::error::StoreError> {
    let mut all = Vec::new();
    let query = |before| store::model::HistoryQuery {
        kind: Kind::Contact,
        parent: None,
        before,
        limit: PAGE,
    };
    let properties = tools
        .store
        .begin(hotel, tools.clock.now())
        .await?
        .all(&Kind::Property)
        .await?;
    let scopes = properties
        .into_iter()
        .map(|it| domain::record::Scope::guests(&it.id.into()))
        .collect();
    let mut before = None;
    loop {
        let page = tools.store.history(hotel, &scopes, &query(before)).await?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        before = Some((last.at, last.id.clone()));
        for record in page {
            if let Ok(guest) = serde_json::from_str(&record.body) {
                all.push((record.id.into(), guest));
            }
        }
    }
}
