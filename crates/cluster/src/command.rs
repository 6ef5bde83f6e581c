//! PostgreSQL's own programs, run as somebody who is not root: the server refuses to be.

use std::ffi::OsStr;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian, Fedora, Homebrew and hand-made installations have them.
const PLACES: &[&str] = &[
    "/usr/lib/postgresql",
    "/opt/homebrew/opt",
    "/usr/local/opt",
    "/usr/pgsql",
];

/// The folder of `initdb`, `pg_ctl` and `psql`.
pub(crate) fn programs() -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = PLACES
        .iter()
        .filter_map(|place| std::fs::read_dir(place).ok())
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .chain(
            std::env::var_os("PATH")
                .iter()
                .flat_map(std::env::split_paths),
        )
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    // Versions as numbers: 9 comes before 15.
    found.sort_by_key(|folder| version(folder));
    found.pop().ok_or_else(|| {
        Error::other("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    })
}

fn version(folder: &Path) -> u32 {
    let name = folder.parent().and_then(Path::file_name);
    let digits: String = name
        .map(OsStr::to_string_lossy)
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(0)
}

/// Who the server is where this process is root: the system's own `postgres`, else nobody.
#[cfg(unix)]
pub(crate) fn server_user() -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;
    let root = std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    if !root {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = users.lines().find(|line| line.starts_with("postgres:"));
    let ids = line.and_then(|line| {
        let mut parts = line.split(':').skip(2);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    });
    Some(ids.unwrap_or((65_534, 65_534)))
}

/// A program that nobody reads from and that outlives the test which started it.
pub(crate) fn quiet(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        if let Some((user, group)) = server_user() {
            command.gid(group).uid(user);
        }
        command.process_group(0);
    }
    command
}

/// Runs to the end.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() {
        return Ok(());
    }
    Err(Error::other(format!("{command:?} ended with {status}")))
}
