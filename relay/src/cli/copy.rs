//! `copy`: everything from one database into another.

use super::{Stop, Words, failed, print};
use crate::app::open_place;
use clap::ArgMatches;
use store::copy::{Copied, copy};

pub(super) async fn run(words: &Words, matches: &ArgMatches) -> Result<(), Stop> {
    let place = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let (from, to) = (place("from"), place("to"));
    if !store::postgres::is_address(&from)
        && !std::path::Path::new(&from)
            .join(store::sqlite::FILE)
            .exists()
    {
        return Err(Stop::failed(
            words.with("check-no-store", &[("folder", from.into())]),
        ));
    }
    let source = open_place(&from)
        .await
        .map_err(|error| failed(words, &error))?;
    let target = open_place(&to)
        .await
        .map_err(|error| failed(words, &error))?;
    let copied = copy(source.as_ref(), target.as_ref()).await;
    let closed = [source.close().await, target.close().await];
    let copied = copied.map_err(|error| failed(words, &error))?;
    for closed in closed {
        closed.map_err(|error| failed(words, &error))?;
    }
    match copied {
        Copied::Whole { rows, tables } => print(&words.with(
            "copied",
            &[("rows", rows.into()), ("tables", tables.into())],
        )),
        Copied::NotEmpty => Err(Stop::failed(words.say("copy-not-empty"))),
        Copied::Differs(table) => Err(Stop::failed(
            words.with("copy-differs", &[("table", table.into())]),
        )),
    }
}
