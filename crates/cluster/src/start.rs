//! Starting the cluster once, and stopping it.

use crate::command::{programs, quiet, run};
use std::fs::{File, OpenOptions};
use std::io::{Error, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// Durable is what it need not be; many small databases at once is what it must be.
const FORGETFUL: &str = "
max_connections = 400
shared_buffers = 64MB
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 512MB
autovacuum_naptime = 10min
log_min_messages = warning
";

/// Looks every 20 seconds whether anybody was there in the last two minutes; under the lock, so that nobody comes meanwhile.
const WATCHER: &str = r#"while sleep 20; do
  flock "$1/lock" sh -c 'test -n "$(find "$0/used" -mmin -2)" || {
    "$1" stop -D "$0/data" -m immediate -s; rm -rf "$0/data" "$0/address"; exit 3; }' "$1" "$2" || exit 0
done"#;

/// Where the shared cluster is.
#[must_use]
pub fn folder() -> PathBuf {
    std::env::temp_dir().join("bellhop-test-postgres")
}

/// The address of the running cluster, without a database: `postgres://bellhop@127.0.0.1:40123`. Started where it is not running.
///
/// # Errors
/// PostgreSQL is not installed or does not start.
pub fn shared() -> Result<String> {
    if let Ok(address) = std::env::var(crate::VARIABLE) {
        return Ok(address.trim_end_matches('/').to_owned());
    }
    let folder = folder();
    make_folder(&folder)?;
    let lock = lock(&folder)?;
    let address = match running(&folder) {
        Some(address) => address,
        None => {
            let address = start(&folder, FORGETFUL)?;
            watch(&folder)?;
            address
        }
    };
    File::create(folder.join("used"))?;
    drop(lock);
    Ok(address)
}

/// Stops the shared cluster, if it runs.
///
/// # Errors
/// It does not stop.
pub fn stop() -> Result<()> {
    let folder = folder();
    if !folder.join("lock").exists() {
        return Ok(());
    }
    let _lock = lock(&folder)?;
    if running(&folder).is_some() {
        halt(&folder)?;
    }
    Ok(())
}

pub(crate) fn halt(folder: &Path) -> Result<()> {
    run(quiet(programs()?.join("pg_ctl"), folder)
        .args(["stop", "-s", "-m", "immediate", "-D"])
        .arg(folder.join("data")))?;
    std::fs::remove_dir_all(folder.join("data"))?;
    std::fs::remove_file(folder.join("address"))
}

fn lock(folder: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    let file = options.open(folder.join("lock"))?;
    hand_over(&folder.join("lock"))?;
    file.lock()?;
    Ok(file)
}

pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    hand_over(folder)
}

/// To the user the server runs as.
fn hand_over(path: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some((user, group)) = crate::command::server_user() {
        std::os::unix::fs::chown(path, Some(user), Some(group))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// The address that was written, if somebody answers there.
fn running(folder: &Path) -> Option<String> {
    let address = std::fs::read_to_string(folder.join("address")).ok()?;
    let (_, place) = address.rsplit_once('@')?;
    TcpStream::connect(place).ok()?;
    Some(address)
}

/// Starts one with these settings in an empty folder of the server's user.
pub(crate) fn start(folder: &Path, settings: &str) -> Result<String> {
    let (programs, data) = (programs()?, folder.join("data"));
    // What a machine that went down left.
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    run(quiet(programs.join("initdb"), folder)
        .args([
            "-U",
            "bellhop",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ])
        .arg(&data))?;
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let mut file = OpenOptions::new()
        .append(true)
        .open(data.join("postgresql.conf"))?;
    writeln!(
        file,
        "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nport = {port}\n{settings}"
    )?;
    let control = programs.join("pg_ctl");
    run(quiet(&control, folder)
        .args(["start", "-s", "-w", "-t", "60", "-l"])
        .arg(folder.join("log"))
        .arg("-D")
        .arg(&data))
    .map_err(|error| {
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        Error::other(format!("{error}\n{log}"))
    })?;
    let address = format!("postgres://bellhop@127.0.0.1:{port}");
    std::fs::write(folder.join("address"), &address)?;
    hand_over(&folder.join("address"))?;
    Ok(address)
}

fn watch(folder: &Path) -> Result<()> {
    quiet("sh", folder)
        .args(["-c", WATCHER, "sh"])
        .arg(folder)
        .arg(programs()?.join("pg_ctl"))
        .spawn()?;
    Ok(())
}
