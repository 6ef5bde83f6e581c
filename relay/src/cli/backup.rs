//! `backup FILE` and `restore FILE`.

use super::{Stop, Words, failed, print};
use crate::backup::{self, BackupError, KeyIs};
use crate::clock::SystemClock;
use crate::config::Settings;
use clap::ArgMatches;
use std::path::{Path, PathBuf};
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
    let data = settings.server.data;
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
    let key = backup::restore(&file, &data, passphrase.as_ref())
        .map_err(|error| stop(words, &file, &error))?;
    print(&words.with("restore-done", &[("folder", shown(&data).into())]))?;
    print(&words.say(match key {
        KeyIs::Kept => "restore-key-kept",
        KeyIs::LeftOut => "restore-key-left-out",
        KeyIs::Elsewhere => "restore-key-elsewhere",
    }))
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
