//! The command line: arguments in, words out, an exit code.

mod backup;
mod chat;
mod check;
mod command;
mod copy;
mod demo;
mod erase;
mod serve;
mod staff;
mod usage;
mod words;

use crate::config::{DEFAULTS, Mistake, Settings, Sources, Wrong};
use clap::ArgMatches;
use fluent_bundle::FluentValue;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
pub use words::Words;

/// No command was given: the help is the answer, on stderr.
const HELP_INSTEAD: clap::error::ErrorKind =
    clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
/// Usage or settings are wrong: nothing was begun.
const USAGE: u8 = 2;
/// Begun, and it did not work.
const FAILED: u8 = 1;

/// Ended with words for a person.
#[derive(Debug)]
pub(crate) struct Stop {
    code: u8,
    words: String,
}

impl Stop {
    fn usage(words: String) -> Self {
        Self { code: USAGE, words }
    }

    fn failed(words: String) -> Self {
        Self {
            code: FAILED,
            words,
        }
    }
}

/// Runs one command line. `environment` is the process's; only `BELLHOP_…` matter.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: Vec<(String, String)>,
) -> ExitCode {
    let words = Words::default();
    let matches = match command::command(&words).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are answers (their words come from Fluent already); anything else is a mistake.
            if error.exit_code() == 0 || error.kind() == HELP_INSTEAD {
                let _ = error.print();
                return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE));
            }
            let _ = writeln!(std::io::stderr(), "{}", usage::words_for(&words, &error));
            return ExitCode::from(USAGE);
        }
    };
    match dispatch(&words, &matches, environment) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            let _ = writeln!(std::io::stderr(), "{}", stop.words);
            ExitCode::from(stop.code)
        }
    }
}

fn dispatch(
    words: &Words,
    matches: &ArgMatches,
    environment: Vec<(String, String)>,
) -> Result<(), Stop> {
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    match name {
        "openapi" => openapi(words),
        "settings" => print(DEFAULTS.trim_end()),
        "copy" => block_on(words, copy::run(words, matches)),
        group @ ("staff" | "chat") => {
            let Some((name, matches)) = matches.subcommand() else {
                return Ok(());
            };
            let settings = settings(words, matches, environment)?;
            match group {
                "staff" => block_on(words, staff::run(words, name, matches, settings)),
                _ => block_on(words, chat::run(words, name, matches, settings)),
            }
        }
        _ => {
            let settings = settings(words, matches, environment)?;
            match name {
                "serve" => block_on(words, serve::run(words, settings)),
                "demo" => block_on(words, demo::run(words, settings)),
                "erase" => block_on(words, erase::run(words, matches, settings)),
                "backup" | "restore" => {
                    block_on(words, backup::run(words, name, matches, settings))
                }
                _ => block_on(words, check::run(words, settings)),
            }
        }
    }
}

fn openapi(words: &Words) -> Result<(), Stop> {
    let document = crate::api::openapi::value()
        .and_then(|value| serde_json::to_string_pretty(&value))
        .map_err(|error| failed(words, &error))?;
    print(&document)
}

/// Says a line on stdout; a closed pipe is no error.
fn print(text: &str) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
    Ok(())
}

fn failed(words: &Words, error: &dyn std::fmt::Display) -> Stop {
    Stop::failed(words.with("failed", &[("error", error.to_string().into())]))
}

fn block_on(words: &Words, work: impl Future<Output = Result<(), Stop>>) -> Result<(), Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| failed(words, &error))?;
    let result = runtime.block_on(work);
    // Blocking reads of a dead disk must not keep the process.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    result
}

fn settings(
    words: &Words,
    matches: &ArgMatches,
    environment: Vec<(String, String)>,
) -> Result<Settings, Stop> {
    let option = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned();
    let mut overrides = Vec::new();
    overrides.extend(option("listen").map(|text| ("server.listen", text)));
    overrides.extend(option("data").map(|text| ("server.data", text)));
    overrides.extend(option("database").map(|text| ("server.database", text)));
    let sources = Sources {
        file: option("config").map(PathBuf::from),
        environment,
        overrides,
    };
    Settings::load(&sources).map_err(|mistakes| {
        let count = FluentValue::from(mistakes.0.len());
        let mut text = words.with("mistakes", &[("count", count)]);
        for mistake in &mistakes.0 {
            text.push_str("\n  ");
            text.push_str(&tell(words, mistake));
        }
        Stop::usage(text)
    })
}

fn tell(words: &Words, mistake: &Mistake) -> String {
    let (least, most) = match mistake.wrong {
        Wrong::Number { least, most } => (least, most),
        _ => (0, 0),
    };
    let detail = [
        ("detail", FluentValue::from(mistake.detail.as_str())),
        ("least", least.to_string().into()),
        ("most", most.to_string().into()),
    ];
    let said = words.with(&format!("setting-{}", mistake.wrong.code()), &detail);
    let origin = FluentValue::from(mistake.origin.as_str());
    if mistake.key.is_empty() {
        return words.with(
            "mistake-whole",
            &[("origin", origin), ("words", said.into())],
        );
    }
    let key = FluentValue::from(mistake.key.as_str());
    words.with(
        "mistake",
        &[("origin", origin), ("key", key), ("words", said.into())],
    )
}
