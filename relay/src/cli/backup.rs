//! `backup FILE` and `restore FILE`.

use super::{Stop, Words, failed, print};
use crate::app;
use crate::backup::{self, BackupError, KeyIs};
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::erasure::{self, Entry, Journal, JournalError};
use crate::secrets::KEY_FILE;
use clap::ArgMatches;
use fluent_bundle::FluentValue;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::error::StoreError;
use store::sqlite::FILE;
use zeroize::Zeroizing;

/// Shortest passphrase, in characters: what it seals opens everything.
const SHORTEST: usize = 12;

pub(super) async fn run(
    words: &Words,
    name: &str,
    matches: &ArgMatches,
    settings: Settings,
) -> Result<(), Stop> {
    if settings.server.database.is_some() {
        return Err(Stop::failed(words.say("backup-postgres")));
    }
    let text = |name: &str| matches.get_one::<String>(name).map(PathBuf::from);
    let file = text("file").unwrap_or_default();
    let passphrase = text("passphrase-file")
        .map(|path| passphrase(words, &path))
        .transpose()?;
    let data = settings.server.data.clone();
    let journal = Journal::new(settings.server.erasures.clone());
    if name == "backup" {
        if !data.join(FILE).exists() {
            let folder = data.display().to_string();
            return Err(Stop::failed(
                words.with("check-no-store", &[("folder", folder.into())]),
            ));
        }
        let config = text("config");
        let made = backup::make(
            &data,
            &file,
            config.as_deref(),
            &journal,
            passphrase.as_ref(),
            &SystemClock,
        );
        let key = made.await.map_err(|error| stop(words, &file, &error))?;
        print(&words.with("backup-made", &[("file", shown(&file).into())]))?;
        return print(&words.say(match key {
            KeyIs::Kept => "backup-key-kept",
            KeyIs::LeftOut => "backup-key-left-out",
            KeyIs::Elsewhere => "backup-key-elsewhere",
        }));
    }
    let given = text("erased").map(Journal::new);
    let erased = erased(&file, &journal, given.as_ref()).map_err(|error| failed(words, &error))?;
    let key = backup::restore(&file, &data, passphrase.as_ref(), &erased)
        .map_err(|error| stop(words, &file, &error))?;
    print(&words.with("restore-done", &[("folder", shown(&data).into())]))?;
    print(&words.say(match key {
        KeyIs::Kept => "restore-key-kept",
        KeyIs::LeftOut => "restore-key-left-out",
        KeyIs::Elsewhere => "restore-key-elsewhere",
    }))?;
    if erased.is_empty() {
        return print(&words.say("restore-none-erased"));
    }
    let has_key = settings.master_key.is_some() || data.join(KEY_FILE).exists();
    let count = [("count", FluentValue::from(erased.len()))];
    if !has_key {
        return print(&words.with("restore-erases-later", &count));
    }
    erase_again(&settings)
        .await
        .map_err(|error| failed(words, &error))?;
    print(&words.with("restore-erased", &count))
}

/// Who is known to have been erased: by the file that was named, which must be there, by the relay's own journal, and by the one beside
/// the backup. More than since the backup does no harm.
fn erased(
    backup: &Path,
    own: &Journal,
    given: Option<&Journal>,
) -> Result<Vec<Entry>, JournalError> {
    if let Some(given) = given
        && let Err(error) = std::fs::metadata(given.path())
    {
        let path = shown(given.path());
        return Err(JournalError { path, error });
    }
    let beside = Journal::new(backup::beside(backup));
    let mut all: Vec<Entry> = Vec::new();
    for journal in given.into_iter().chain([own, &beside]) {
        for entry in journal.read()? {
            let known =
                |it: &Entry| (&it.workspace, &it.contact) == (&entry.workspace, &entry.contact);
            if !all.iter().any(known) {
                all.push(entry);
            }
        }
    }
    Ok(all)
}

/// Erases again at once, files and all: nothing of them waits for the first start. A start that comes first does the same.
async fn erase_again(settings: &Settings) -> anyhow::Result<()> {
    let tools = app::open_tools(settings, Arc::new(SystemClock)).await?;
    let done = async {
        erasure::again(&tools.engine, &settings.server.data).await?;
        Ok(app::runner(&tools)?.finish_erasures().await?)
    };
    let done = done.await;
    tools.close().await;
    done
}

/// The first line of a file, so that no passphrase stands in a list of processes.
fn passphrase(words: &Words, path: &Path) -> Result<Zeroizing<String>, Stop> {
    let text =
        Zeroizing::new(std::fs::read_to_string(path).map_err(|error| failed(words, &error))?);
    let line = Zeroizing::new(text.lines().next().unwrap_or_default().trim().to_owned());
    if line.chars().count() < SHORTEST {
        return Err(Stop::usage(
            words.with("passphrase-short", &[("least", SHORTEST.into())]),
        ));
    }
    Ok(line)
}

fn stop(words: &Words, file: &Path, error: &BackupError) -> Stop {
    let name = match error {
        BackupError::SettingsInTheClear => {
            return Stop::usage(words.say("backup-settings-in-the-clear"));
        }
        BackupError::NotEmpty => "restore-not-empty",
        BackupError::Passphrase => "restore-passphrase",
        BackupError::Store(StoreError::Taken(_)) => "backup-there",
        BackupError::Store(StoreError::Damaged(_)) | BackupError::Name(_) => "restore-damaged",
        _ => return failed(words, error),
    };
    Stop::failed(words.with(name, &[("file", shown(file).into())]))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
